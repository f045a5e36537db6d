"""The words between the tags of a page, without building a tree: what is left when a page is too odd for a parser."""

import html
import re

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})[^<>]*>|<!--|<![^<>]*>|<\?[^<>]*>")
_INVISIBLE = frozenset(
    """script style template head noscript svg math object iframe select textarea canvas""".split()  # noqa: SIM905
)
_INLINE = frozenset(
    """a abbr b big bdi bdo cite code em font i ins kbd label mark q s samp small span strong sub sup time tt u
    var wbr""".split()  # noqa: SIM905
)


def visible_text(markup: str) -> str:
    """The text outside tags, comments, scripts and styles; a line break for each tag that is not inline. Linear in the length."""
    parts: list[str] = []
    at = 0
    missing: set[str] = set()
    while match := _TAG.search(markup, at):
        parts.append(markup[at : match.start()])
        at = match.end()
        name = (match[2] or "").lower()
        if match[0] == "<!--":
            at = _after(markup, "-->", at, missing)
        elif not match[1] and name in _INVISIBLE and not match[0].endswith("/>"):
            at = _after(markup, f"</{name}", at, missing)
        if name not in _INLINE:
            parts.append("\n")
    parts.append(markup[at:])
    return html.unescape("".join(parts)).replace("\0", "\ufffd")


def _after(markup: str, mark: str, at: int, missing: set[str]) -> int:
    """Where `mark` begins or, for a comment, ends, after `at`; `at` itself when it is not there, which is looked up once."""
    if mark in missing:
        return at
    found = markup.find(mark, at)
    if found < 0:
        found = markup.find(mark.upper(), at)
    if found < 0:
        missing.add(mark)
        return at
    return found + len(mark) if mark == "-->" else found
