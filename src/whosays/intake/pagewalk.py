"""One pass over a page's tree: every visible stretch of text as a block, with what the markup around it says it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from whosays.intake.assemble import Assembly
from whosays.intake.draft import Kind
from whosays.model.report import DropReason
from whosays.text.normalise import collapse

_INVISIBLE = frozenset(
    """script style template head noscript svg math object embed iframe select option textarea canvas audio
    video map input""".split()  # noqa: SIM905
)
_BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section
    summary table tbody tfoot thead tr ul title time""".split()  # noqa: SIM905
) - {"time"}
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_TAG_HINTS: dict[str, DropReason] = {
    "nav": "navigation",
    "menu": "navigation",
    "aside": "navigation",
    "footer": "boilerplate",
    "dialog": "boilerplate",
    "form": "boilerplate",
    "button": "navigation",
    "figcaption": "caption",
    "caption": "caption",
}
_ROLE_HINTS: dict[str, DropReason] = {
    "navigation": "navigation",
    "search": "navigation",
    "complementary": "navigation",
    "contentinfo": "boilerplate",
    "dialog": "boilerplate",
    "alertdialog": "boilerplate",
}
_CLASS_WORDS: tuple[tuple[DropReason, str], ...] = (
    ("comment", "comment comments disqus commentlist respond replies"),
    ("share", "share sharing social shares sharebar addtoany"),
    ("newsletter", "newsletter subscribe subscription signup mailinglist"),
    ("appeal", "donate donation donations appeal fundraising fundraiser"),
    (
        "navigation",
        "nav navbar navigation menu breadcrumb breadcrumbs pagination pager related recommended recommendations trending mostread sidebar skip skiplink toc tags",
    ),
    (
        "boilerplate",
        "cookie cookies consent gdpr advert advertisement ads adslot promo sponsor sponsored banner popup modal footer copyright masthead disclaimer",
    ),
    ("caption", "caption captions figcaption credit photocredit"),
    ("byline", "byline"),
    ("dateline", "timestamp dateline pubdate datetime published postdate"),
)
_CLASS_HINTS: dict[str, DropReason] = {
    word: reason for reason, names in _CLASS_WORDS for word in names.split()
}
_PAIRS: dict[tuple[str, str], DropReason] = {
    ("most", "read"): "navigation",
    ("most", "popular"): "navigation",
    ("read", "more"): "navigation",
    ("read", "next"): "navigation",
    ("more", "stories"): "navigation",
    ("sign", "up"): "newsletter",
    ("skip", "link"): "navigation",
}
_SPLIT = re.compile(r"[^a-z0-9]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
WHOLE_SHARE = 0.4
"""A part with this share of the page's prose, or more, is the report whatever its class is called."""
CORE_SHARE = 0.6
"""The report's part of the page is the smallest element with this share of its prose."""
LINK_SHARE = 0.8
"""Share of a short block's characters inside links above which it is navigation."""
CELL_CHARS = 80
"""Characters above which a table cell holds prose rather than a figure or a name."""
DEPTH_MAX = 400
"""Deepest nesting that is walked as it stands; text below it is read, its markup no longer looked at."""
HEADER_CHARS = 200
"""A `header` element with more characters than this introduces the report rather than the site."""
_BREAK = "\n"
_SENTENCE_END = tuple(".!?:;\"'”’»…)]")


@dataclass(slots=True)
class _Place:
    """Where the walk stands: what the markup around has said so far."""

    hint: DropReason | None = None
    kind: Kind = "text"
    hidden: bool = False
    link: bool = False


def report_parts(root: Any) -> tuple[set[Any], Any]:
    """Elements with so much of the page's prose that no class name can make them an aside, and the smallest with most of it.

    The second is null for a page without paragraphs.
    """
    weights: dict[Any, int] = {}
    for node in root.iter("p", "h1"):
        size = sum(len(part) for part in node.itertext()) if node.tag == "p" else 1
        for above in _ancestors(node):
            weights[above] = weights.get(above, 0) + size
    total = weights.get(root, 0)
    parts = {node for node, weight in weights.items() if total and weight >= WHOLE_SHARE * total}
    most = [node for node, weight in weights.items() if total and weight >= CORE_SHARE * total]
    return parts, min(most, key=lambda node: (weights[node], -sum(1 for _ in _ancestors(node))), default=None)


def _ancestors(node: Any) -> Iterator[Any]:
    """The element and those around it, at most `DEPTH_MAX` of them."""
    for _ in range(DEPTH_MAX):
        if node is None:
            return
        yield node
        node = node.getparent()


class Walk:
    """One pass over the tree without recursion; text gathers until a block begins or ends.

    `aside` holds the starts of the blocks below `core`, the element with most of the page's prose; above it stand headline
    and standfirst.
    """

    def __init__(self, text: Assembly, parts: set[Any], core: Any) -> None:
        self.text = text
        self.parts = parts
        self.core = core
        self.past = False
        self.aside: set[int] = set()
        self.buffer: list[str] = []
        self.linked = 0
        self.places: list[_Place] = [_Place()]

    def run(self, root: Any) -> None:
        """Walk the tree below `root`."""
        from lxml import etree  # type: ignore[import-untyped]

        skipping = 0
        for event, node in etree.iterwalk(root, events=("start", "end")):
            tag = node.tag if isinstance(node.tag, str) else ""
            if event == "start":
                skipping += tag in _INVISIBLE
                if not skipping:
                    self._open(tag, node)
            else:
                if not skipping:
                    self._close(tag)
                self.past = self.past or node is self.core
                skipping -= tag in _INVISIBLE
                if not skipping and node.tail:
                    self._say(node.tail)
        self._flush()

    def _open(self, tag: str, node: Any) -> None:
        if tag == "br":
            self.buffer.append(_BREAK)
        elif tag in {"td", "th"} and self.buffer:
            self._next_cell(node)
        place = self._place(tag, node)
        if tag in _BLOCKS or place.hint != self.places[-1].hint or place.hidden != self.places[-1].hidden:
            self._flush()
        self.places.append(place)
        if node.text:
            self._say(node.text)

    def _next_cell(self, node: Any) -> None:
        """Cells of figures stay on one line; cells that hold prose, as on old pages laid out by tables, are parted."""
        before = node.getprevious()
        if _is_long(node) or (before is not None and _is_long(before)):
            self._flush()
        else:
            self.buffer.append("\t")

    def _close(self, tag: str) -> None:
        inner = self.places[-1]
        outer = self.places[-2]
        if tag in _BLOCKS or inner.hint != outer.hint or inner.hidden != outer.hidden:
            self._flush()
        self.places.pop()

    def _place(self, tag: str, node: Any) -> _Place:
        above = self.places[-1]
        kind: Kind = "heading" if tag in _HEADINGS else "item" if tag in {"li", "dd", "dt"} else above.kind
        hidden = above.hidden or (tag not in {"html", "body"} and _is_hidden(node))
        hint = above.hint
        if hint is None and node not in self.parts and tag not in {"html", "body", "main", "article", "h1"}:
            hint = _hint(tag, node)
        return _Place(hint, kind, hidden, above.link or tag == "a")

    def _say(self, words: str) -> None:
        self.buffer.append(words.replace("\n", " ").replace("\r", " "))
        if self.places[-1].link:
            self.linked += len(words.strip())

    def _flush(self) -> None:
        """End the block in hand; a line break inside it parts it where a sentence ends or the break is double."""
        raw, linked, place = "".join(self.buffer), self.linked, self.places[-1]
        self.buffer, self.linked = [], 0
        total = len(raw.strip())
        for line in _broken(raw):
            hint: DropReason | None = "markup" if place.hidden else place.hint
            if (
                hint is None
                and place.kind != "heading"
                and linked >= LINK_SHARE * total
                and not is_sentence(line)
            ):
                hint = "navigation"
            start = self.text.add(line, place.kind, hint)
            if start is not None and self.past:
                self.aside.add(start)


def _is_hidden(node: Any) -> bool:
    return "hidden" in node.attrib or _HIDDEN.search(node.get("style", "")[:500]) is not None


def _is_long(node: Any) -> bool:
    """Whether an element holds more than `CELL_CHARS` characters."""
    size = 0
    for part in node.itertext():
        size += len(part.strip())
        if size > CELL_CHARS:
            return True
    return False


def _broken(raw: str) -> list[str]:
    """The lines of a block with line breaks, joined again where a break only folds a sentence."""
    found: list[str] = []
    fresh = True
    for part in raw.split(_BREAK):
        line = collapse(part)
        if line and found and not fresh and not found[-1].endswith(_SENTENCE_END) and line[0].islower():
            found[-1] += " " + line
        elif line:
            found.append(line)
        fresh = not line
    return found


def is_sentence(line: str) -> bool:
    """Eight words or more that end like a sentence."""
    return line.count(" ") >= 7 and line.endswith(_SENTENCE_END)


def _hint(tag: str, node: Any) -> DropReason | None:
    """What an element's name, role, id or class say it is, when that is no report."""
    if tag in _TAG_HINTS:
        return _TAG_HINTS[tag]
    if tag == "header":
        long = sum(len(part.strip()) for part in node.itertext()) > HEADER_CHARS
        return None if long or any(True for _ in node.iter("h1", "p")) else "navigation"
    role = _ROLE_HINTS.get(node.get("role", ""))
    if role:
        return role
    names = f"{node.get('id', '')[:200]} {node.get('class', '')[:500]}"
    for name in names.split():
        parts = [part for part in _SPLIT.split(_CAMEL.sub("-", name).lower()) if part]
        hint = _by_words(parts)
        if hint and not (hint in {"byline", "dateline"} and sum(len(part) for part in node.itertext()) > 200):
            return hint
    return None


def _by_words(parts: list[str]) -> DropReason | None:
    for pair in pairwise(parts):
        if pair in _PAIRS:
            return _PAIRS[pair]
    if {"no", "has", "with", "without", "hide", "show", "is"} & set(parts[:-1]):
        return None
    return next((_CLASS_HINTS[part] for part in parts if part in _CLASS_HINTS), None)
