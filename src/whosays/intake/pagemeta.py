"""What a page says of itself: JSON-LD, meta elements, time elements."""

import html
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from whosays.intake.draft import DateMention
from whosays.text.normalise import collapse, fold

_ARTICLE = ("article", "posting", "report", "webpage")
_PUBLISHED = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "dcterms.issued",
    "publishdate",
    "pubdate",
    "publish_date",
    "publication_date",
    "date",
    "sailthru.date",
    "parsely-pub-date",
    "citation_publication_date",
)
_UPDATED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "dcterms.modified",
    "revised",
)
_AUTHOR = (
    "author",
    "article:author",
    "parsely-author",
    "dc.creator",
    "sailthru.author",
    "byl",
    "twitter:creator",
)
_OUTLET = ("og:site_name", "application-name", "publisher", "dc.publisher", "citation_journal_title")
JSON_CHARS = 500_000
"""Longest JSON-LD block that is looked at, characters."""
NODES = 200
"""Most JSON-LD objects of one page that are looked at."""


@dataclass(frozen=True, slots=True)
class PageMeta:
    """The fields as the page gives them, each null when it gives none."""

    headline: str | None = None
    page_title: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None
    dates: tuple[DateMention, ...] = ()


def read_meta(root: Any) -> PageMeta:
    """The page's own data, JSON-LD before meta elements before time elements."""
    metas = _metas(root)
    articles = [node for node in _json_ld(root) if _is_article(node)]
    articles.sort(key=lambda node: "webpage" in str(node.get("@type", "")).lower())
    title = root.find(".//title")
    author = _first(_names(node.get("author")) for node in articles) or _person(metas, _AUTHOR)
    return PageMeta(
        headline=_first(_text(node.get("headline")) for node in articles)
        or metas.get("og:title")
        or metas.get("twitter:title"),
        page_title=_text("".join(title.itertext())) if title is not None else None,
        outlet=_first(_names(node.get("publisher")) for node in articles) or _pick(metas, _OUTLET),
        author=author,
        url=_first(_text(node.get("url")) for node in articles) or _canonical(root) or metas.get("og:url"),
        language=root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        dates=tuple(_dates(root, metas, articles)),
    )


def site_suffix(page_title: str | None, headline: str | None) -> str | None:
    """The outlet's name behind the headline in the page's title (`Headline | Outlet`)."""
    if not page_title or not headline:
        return None
    title = collapse(page_title)
    if not fold(title).startswith(fold(headline)):
        return None
    rest = title[len(headline) :].strip()
    name = rest[1:].strip() if rest[:1] in {"|", "-", "–", "—", ":", "·", "»"} else ""
    return name if name and len(name) <= 80 and not any(mark in name for mark in "|»") else None


def _metas(root: Any) -> dict[str, str]:
    """Meta elements by lower-case name or property; the first of a name counts."""
    found: dict[str, str] = {}
    for node in root.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("itemprop")
        content = collapse(node.get("content") or "")
        if name and content:
            found.setdefault(name.strip().lower(), content[:2000])
    return found


def _json_ld(root: Any) -> Iterator[dict[str, Any]]:
    """Every object in the page's JSON-LD blocks; a block that is no JSON says nothing."""
    for node in root.iter("script"):
        if (node.get("type") or "").split(";")[0].strip().lower() == "application/ld+json":
            try:
                yield from _objects(json.loads((node.text or "")[:JSON_CHARS]))
            except (ValueError, RecursionError):
                continue


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    waiting = [value]
    for _ in range(NODES):
        if not waiting:
            return
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting.extend(item[:NODES])
        elif isinstance(item, dict):
            yield item
            waiting.extend(
                item[key]
                for key in ("@graph", "mainEntity", "mainEntityOfPage")
                if isinstance(item.get(key), list | dict)
            )


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(
        (isinstance(name, str) and name.lower().endswith(_ARTICLE)) or name == "NewsArticle" for name in names
    )


def _dates(root: Any, metas: dict[str, str], articles: list[dict[str, Any]]) -> Iterator[DateMention]:
    for node in articles:
        for key, role in (("datePublished", "published"), ("dateModified", "updated")):
            raw = _text(node.get(key))
            if raw:
                yield DateMention(raw, "metadata", f"the page's JSON-LD {key}", role)  # type: ignore[arg-type]
    for names, role in ((_PUBLISHED, "published"), (_UPDATED, "updated")):
        for name in names:
            if name in metas:
                yield DateMention(metas[name], "metadata", f"the page's meta {name}", role)  # type: ignore[arg-type]
    yield from _times(root)


def _times(root: Any) -> Iterator[DateMention]:
    """The first time element, or all that are marked as the publication's."""
    nodes = [node for node in root.iter("time") if node.get("datetime")]
    marked = [node for node in nodes if "pubdate" in node.attrib or node.get("itemprop") == "datePublished"]
    chosen = marked or [node for node in nodes if not _inside(node, ("aside", "footer", "nav", "li"))][:1]
    for node in chosen[:1]:
        yield DateMention(node.get("datetime"), "metadata", "the page's time element")


def _inside(node: Any, tags: tuple[str, ...]) -> bool:
    """Whether one of the nearest thirty elements around is one of `tags`."""
    for _ in range(30):
        node = node.getparent()
        if node is None:
            return False
        if node.tag in tags:
            return True
    return False


def _names(value: Any) -> str | None:
    """A name, or several joined by commas, from a JSON-LD person or organisation."""
    if isinstance(value, list):
        names = [name for name in (_names(item) for item in value[:10]) if name]
        return ", ".join(names) or None
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _person(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    """The first field that is a name: not an address, not a handle."""
    return next(
        (
            metas[name]
            for name in names
            if name in metas and not metas[name].startswith(("http", "@", "www."))
        ),
        None,
    )


def _pick(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _canonical(root: Any) -> str | None:
    return next(
        (
            node.get("href")
            for node in root.iter("link")
            if (node.get("rel") or "").lower() == "canonical" and node.get("href")
        ),
        None,
    )


def _text(value: Any) -> str | None:
    return collapse(html.unescape(value))[:2000] or None if isinstance(value, str) else None


def _first(values: Iterator[str | None]) -> str | None:
    return next((value for value in values if value), None)
