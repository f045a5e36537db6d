"""Agency credits: "..., the mayor said. (EFE)" makes the agency the outermost link of what its paragraph, or the sentence before it, tells."""

import re
from typing import Final

from whosays.claims.ground import Ground
from whosays.claims.sources import is_outlet, same_outlet, source_of
from whosays.model.claim import Link
from whosays.model.span import Span, quote

CREDIT: Final = re.compile(r"[(\[]\s*((?:[A-ZÀ-Þ]|dpa|apa|sda|ntb|stt)[^()\[\],\n]{0,40}?)(?:,[^()\[\]\n]{1,30})?\s*[)\]]")
"""Brackets around a name, and perhaps a day."""
AGENCY: Final = re.compile(r"[A-Z][A-Z-]{1,8}|dpa|apa|sda|ntb|stt")
"""An agency that no lexicon lists, behind the full stop that closes a paragraph."""
STOPS: Final = ".!?”\"'’"


def credited(g: Ground, at: int, links: tuple[Link, ...]) -> tuple[Link, ...]:
    """The links with the credited agency before them, where a credit covers offset `at` and the chain does not name it already."""
    found = _credit(g, at)
    if found is None or any(link.source.name.casefold() == found.source.name.casefold() for link in links):
        return links
    if same_outlet(g.report.outlet, found.source.name):
        return links
    return (found, *links)


def _credit(g: Ground, at: int) -> Link | None:
    paragraph = next((p for p in g.report.paragraphs if p.start <= at < p.end), None)
    if paragraph is None:
        return None
    text = g.report.text
    for hit in CREDIT.finditer(text, paragraph.start, paragraph.end):
        if hit.start() <= at or not _covers(g, hit, at, paragraph):
            continue
        name = Span(hit.start(1), hit.end(1))
        head = _outlet_head(g, name)
        behind_stop = text[: hit.start()].rstrip()[-1:] in STOPS and not text[hit.end() : paragraph.end].strip(" .")
        if head is None and not (behind_stop and _named(g, name)):
            continue
        token = head if head is not None else g.reading.token_at(name.start)
        if token is None:
            continue
        source = source_of(g, name, token)
        words = quote(text, hit.start(), hit.end())
        return Link(source, words, ((paragraph.start, hit.start()),), "neutral", reason="the agency is credited behind what it tells")
    return None


def _named(g: Ground, name: Span) -> bool:
    """Whether the credit is a bare name: capitals, or proper nouns that are no place or time."""
    words = g.report.text[name.start : name.end]
    if AGENCY.fullmatch(words):
        return True
    tokens = [g.tree.tokens[i] for i in g.reading.tokens_in(name.start, name.end)]
    taken = any(p.start < name.end and name.start < p.end for p in g.resolution.places) or any(t.start < name.end and name.start < t.end for t in g.resolution.times)
    return bool(tokens) and len(tokens) <= NAME_WORDS and all(t.pos == "PROPN" for t in tokens) and not taken


NAME_WORDS: Final = 3
"""The longest unlisted name, in words, that is taken for an agency's."""


def _covers(g: Ground, hit: re.Match[str], at: int, paragraph: Span) -> bool:
    """Whether the credit closes the paragraph, or the very sentence that begins before `at`."""
    text = g.report.text
    if not text[hit.end() : paragraph.end].strip(" ."):
        return True
    closes = text[hit.end() : hit.end() + 1] in (".", ";") or text[: hit.start()].rstrip()[-1:] in STOPS
    between = text[at : hit.start()].rstrip(" .!?”\"'’")
    sentence = next((s for s in g.reading.sentences if s.start <= at < s.end), None)
    return closes and sentence is not None and hit.start() <= sentence.end + 1 and bool(between)


def _outlet_head(g: Ground, name: Span) -> int | None:
    """The head token of the outlet that is all the credit names, or null."""
    for mention in g.reading.mentions:
        if mention.start == name.start and mention.end >= name.end - 1 and is_outlet(mention):
            return mention.head
    return None
