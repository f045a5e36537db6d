"""HTML: all visible text in its order, with what the markup says is no report, and what the page says of itself."""

import re
from typing import Any

from whosays.intake.assemble import Assembly
from whosays.intake.cleaning import plain_blocks
from whosays.intake.decoding import decode
from whosays.intake.draft import Draft, Drafts, issue
from whosays.intake.flatten import visible_text
from whosays.intake.pagejudge import extracted, judged
from whosays.intake.pagemeta import PageMeta, read_meta, site_suffix
from whosays.intake.pagewalk import Walk, report_parts
from whosays.settings import Settings
from whosays.text.normalise import collapse, fold

_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_XML_LABEL = re.compile(rb"<\?xml[^>]{0,200}encoding\s*=\s*[\"']([\w.:-]{1,40})", re.IGNORECASE)
KEPT_SHARE = 0.5
"""The tree must hold this share of the characters that stand between tags; the parser gives up on some odd pages, and then those are read."""


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
    walk = Walk(text, *report_parts(root))
    walk.run(root)
    aside = walk.aside
    if len(collapse(text.text)) < KEPT_SHARE * len(collapse(flat)):
        text = Assembly()
        text.add_all(flat, plain_blocks(flat))
        aside = set()
    return Draft(
        text.text,
        tuple(judged(text.text, text.blocks, aside, extracted(markup))),
        title=headline,
        outlet=meta.outlet or site_suffix(meta.page_title, headline),
        author=meta.author,
        url=meta.url,
        language=meta.language,
        dates=meta.dates,
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
        return _without_site(collapse(meta.headline), meta.outlet)
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
