"""A second opinion on a page's blocks: trafilatura's, heard on short blocks and where the markup may be wrong."""

import logging
import re
from collections.abc import Iterator
from dataclasses import replace

from whosays.intake import phrases
from whosays.intake.draft import Block
from whosays.intake.pagewalk import is_sentence
from whosays.text.normalise import fold

EXTRACT_CHARS = 2_000_000
"""Longest page, characters, that the extractor is asked about: it takes 10 ms for a common page and grows faster than its length."""
EXTRACT_DEPTH = 300
"""Deepest nesting that the extractor, which recurses, is asked about."""
_SAVED = frozenset({"navigation", "boilerplate", "byline", "dateline"})
"""Reasons of the markup that the extractor can overrule; comments, appeals and captions stay what they say they are."""
ASIDE_WORDS = 40
"""Longest block, words, below the report's part of the page that goes when the extractor leaves it out."""
SHORT_WORDS = 12
"""Blocks of this many words are read whatever the extractor says."""
_TAG = re.compile(
    r"<(/)?(?!(?:br|img|meta|link|input|hr|source|wbr|area|base|col|embed|param|track|p|li|td|tr|th|dt|dd|option)\b)[a-z][a-z0-9]*\b",
    re.IGNORECASE,
)


def judged(text: str, blocks: tuple[Block, ...], aside: set[int], main: str | None) -> Iterator[Block]:
    """The blocks, after the extractor was heard (`main`, null where it was not): it can save prose that a class name condemns.

    It condemns short blocks that are no sentence, and prose below the part of the page that holds the report (`aside`,
    starts of blocks), where it leaves them out.
    """
    for block in blocks:
        line = text[block.start : block.end]
        if main is None:
            yield block
        elif fold(line) in main:
            saved = block.hint in _SAVED and (is_sentence(line) or block.kind == "heading")
            yield replace(block, hint=None) if saved else block
        elif _doubtful(block, line) or (block.start in aside and _short_aside(block, line)):
            yield replace(block, hint="navigation")
        else:
            yield block


def _short_aside(block: Block, line: str) -> bool:
    return block.hint is None and block.kind != "heading" and line.count(" ") < ASIDE_WORDS


def _doubtful(block: Block, line: str) -> bool:
    """Short, no heading, no sentence, nothing that dates or signs the report, and not judged by the markup."""
    if block.hint is not None or block.kind == "heading" or line.count(" ") >= SHORT_WORDS:
        return False
    return not (
        is_sentence(line)
        or phrases.is_date_line(line)
        or phrases.is_byline(line)
        or phrases.is_place_and_date(line)
    )


def extracted(markup: str) -> str | None:
    """What trafilatura takes for the main text, folded; null where it finds none or the page is too odd to ask."""
    if len(markup) > EXTRACT_CHARS or _deepest(markup) > EXTRACT_DEPTH:
        return None
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = trafilatura.extract(markup, include_comments=False, include_tables=True, favor_recall=True)
    return fold(found) if found else None


def _deepest(markup: str) -> int:
    """A bound on how deep the elements are nested: more opened than closed."""
    depth = most = 0
    for match in _TAG.finditer(markup):
        depth += -1 if match[1] else 1
        most = max(most, depth)
    return most
