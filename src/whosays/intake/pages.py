"""HTML: all visible text in its order, with what the markup says is no report, and what the page says of itself."""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from whosays.intake import phrases
from whosays.intake.assemble import Assembly
from whosays.intake.cleaning import plain_blocks
from whosays.intake.decoding import decode
from whosays.intake.draft import Block, Draft, Drafts, Kind, issue
from whosays.intake.flatten import visible_text
from whosays.intake.pagemeta import PageMeta, read_meta, site_suffix
from whosays.model.report import DropReason
from whosays.settings import Settings
from whosays.text.normalise import collapse, fold

_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_XML_LABEL = re.compile(rb"<\?xml[^>]{0,200}encoding\s*=\s*[\"']([\w.:-]{1,40})", re.IGNORECASE)
_INVISIBLE = frozenset(
    [
        "script",
        "style",
        "template",
        "head",
        "noscript",
        "svg",
        "math",
        "object",
        "embed",
        "iframe",
        "select",
        "option",
        "textarea",
        "canvas",
        "audio",
        "video",
        "map",
        "input",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
        "title",
        "time",
    ]
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
LINK_SHARE = 0.8
"""Share of a short block's characters inside links above which it is navigation."""
CELL_CHARS = 80
"""Characters above which a table cell holds prose rather than a figure or a name."""
DEPTH_MAX = 400
"""Deepest nesting that is walked as it stands; text below it is read, its markup no longer looked at."""
KEPT_SHARE = 0.5
"""The tree must hold this share of the characters that stand between tags; the parser gives up on some odd pages, and then those are read."""
EXTRACT_CHARS = 2_000_000
"""Longest page, characters, that the extractor is asked about: it takes 10 ms for a common page and grows faster than its length."""
EXTRACT_DEPTH = 300
"""Deepest nesting that the extractor, which recurses, is asked about."""
SHORT_WORDS = 12
"""Blocks of this many words are read whatever the extractor says."""
_TAG = re.compile(
    r"<(/)?(?!(?:br|img|meta|link|input|hr|source|wbr|area|base|col|embed|param|track|p|li|td|tr|th|dt|dd|option)\b)[a-z][a-z0-9]*\b",
    re.IGNORECASE,
)
_BREAK = "\n"
_SENTENCE_END = tuple(".!?:;\"'”’»…)]")


@dataclass(slots=True)
class _Place:
    """Where the walk stands: what the markup around has said so far."""

    hint: DropReason | None = None
    kind: Kind = "text"
    hidden: bool = False
    link: bool = False


def read_html(data: bytes, source: str, settings: Settings) -> Drafts:
    """One Draft of a page. Scripts and styles are no text; hidden text is set aside as markup."""
    decoded = decode(data, source, declared=_declared(data), max_chars=4 * settings.max_chars)
    yield from decoded.issues
    yield draft_of_page(decoded.text) or issue(
        "html_empty", source, "holds no element and no text; expected an HTML page"
    )


def draft_of_page(markup: str) -> Draft | None:
    """The Draft of a page's markup, null when the parser finds nothing in it."""
    root = _parse(markup)
    if root is None:
        return None
    flat = visible_text(markup)
    meta = read_meta(root)
    text = Assembly()
    headline = _headline(root, meta)
    if headline and fold(headline) not in _page_lines(root):
        text.add(headline, "heading")
    _Walk(text, _report_parts(root)).run(root)
    if len(collapse(text.text)) < KEPT_SHARE * len(collapse(flat)):
        text = Assembly()
        text.add_all(flat, plain_blocks(flat))
    return Draft(
        text.text,
        tuple(_judged(text.text, text.blocks, _extracted(markup))),
        title=headline,
        outlet=meta.outlet or site_suffix(meta.page_title, headline),
        author=meta.author,
        url=meta.url,
        language=meta.language,
        dates=meta.dates,
    )


def _extracted(markup: str) -> str | None:
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


def _judged(text: str, blocks: tuple[Block, ...], main: str | None) -> Iterator[Block]:
    """The blocks; a short one that is no sentence and that the extractor left out is navigation."""
    for block in blocks:
        line = text[block.start : block.end]
        yield (
            replace(block, hint="navigation")
            if main is not None and _doubtful(block, line) and fold(line) not in main
            else block
        )


def _doubtful(block: Block, line: str) -> bool:
    """Short, no heading, no sentence, nothing that dates or signs the report, and not judged by the markup."""
    if block.hint is not None or block.kind == "heading" or line.count(" ") >= SHORT_WORDS:
        return False
    return not (
        _sentence(line)
        or phrases.is_date_line(line)
        or phrases.is_byline(line)
        or phrases.is_place_and_date(line)
    )


def _declared(data: bytes) -> str | None:
    head = data[:4096]
    match = _XML_LABEL.match(head) or _CHARSET.search(head)
    return match[1].decode("ascii") if match else None


def _parse(markup: str) -> Any:
    """The tree, tolerant of anything; NUL as the HTML standard has it."""
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True
    )
    try:
        return etree.fromstring(markup.replace("\0", "\ufffd").encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None


def _headline(root: Any, meta: PageMeta) -> str | None:
    """The headline: the h1 that the page's title begins with, a lone h1, else what the metadata say."""
    stated = [collapse(title) for title in (meta.headline, meta.page_title) if title]
    tops = [line for line in (collapse("".join(h1.itertext())) for h1 in root.iter("h1")) if line]
    for top in tops:
        if any(fold(title).startswith(fold(top)) for title in stated):
            return top
    if meta.headline:
        return collapse(meta.headline)
    if len(tops) == 1:
        return tops[0]
    return _without_site(stated[-1], meta.outlet) if stated else None


def _without_site(title: str, outlet: str | None) -> str:
    """A page title without the outlet's name behind it."""
    for mark in (" | ", " - ", " – ", " — ", " :: "):
        head, found, tail = title.rpartition(mark)
        if found and (
            (outlet and fold(tail) == fold(outlet)) or (mark == " | " and tail.count(" ") < head.count(" "))
        ):
            return head
    return title


def _page_lines(root: Any) -> set[str]:
    """The folded text of every element that may show the headline."""
    tags = ("h1", "h2", "h3", "p", "div", "span", "strong", "td")
    return {fold("".join(node.itertext())) for node in root.iter(*tags) if len(node) < 4}


def _report_parts(root: Any) -> set[Any]:
    """Elements that hold so much of the page's prose that no class name can make them an aside."""
    weights: dict[Any, int] = {}
    for node in root.iter("p", "h1"):
        size = sum(len(part) for part in node.itertext()) if node.tag == "p" else 1
        for above in _ancestors(node):
            weights[above] = weights.get(above, 0) + size
    total = weights.get(root, 0)
    return {node for node, weight in weights.items() if total and weight >= WHOLE_SHARE * total}


def _ancestors(node: Any) -> Iterator[Any]:
    """The element and those around it, at most `DEPTH_MAX` of them."""
    for _ in range(DEPTH_MAX):
        if node is None:
            return
        yield node
        node = node.getparent()


class _Walk:
    """One pass over the tree without recursion; text gathers until a block begins or ends."""

    def __init__(self, text: Assembly, report_parts: set[Any]) -> None:
        self.text = text
        self.report_parts = report_parts
        self.buffer: list[str] = []
        self.linked = 0
        self.places: list[_Place] = [_Place()]

    def run(self, root: Any) -> None:
        """Walk the tree below `root`."""
        from lxml import etree

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
        hidden = (
            above.hidden or "hidden" in node.attrib or _HIDDEN.search(node.get("style", "")[:500]) is not None
        )
        hint = above.hint
        if (
            hint is None
            and node not in self.report_parts
            and tag not in {"html", "body", "main", "article", "h1"}
        ):
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
                and not _sentence(line)
            ):
                hint = "navigation"
            self.text.add(line, place.kind, hint)


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


def _sentence(line: str) -> bool:
    return line.count(" ") >= 7 and line.endswith(_SENTENCE_END)


def _hint(tag: str, node: Any) -> DropReason | None:
    """What an element's name, role, id or class say it is, when that is no report."""
    if tag in _TAG_HINTS:
        return _TAG_HINTS[tag]
    if tag == "header" and not any(True for _ in node.iter("h1", "p")):
        return "navigation"
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
