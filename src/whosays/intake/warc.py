"""Web archives: each archived page a report, its address its id; what is no page is counted and named."""

import io
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from whosays.intake.cleaning import plain_blocks
from whosays.intake.decoding import decode
from whosays.intake.draft import Draft, Drafts, issue
from whosays.intake.pages import read_html
from whosays.intake.rows import Names
from whosays.model.issue import Issue
from whosays.settings import Settings

RECORD_BYTES = 50_000_000
"""Largest archived page that is read, bytes after unpacking."""
_PAGES = ("text/html", "application/xhtml+xml")
_READ_KINDS = ("response", "resource", "conversion")
_OWN_KINDS = frozenset({"warcinfo", "request", "metadata"})
"""Records about the crawl itself, which hold no page."""


def read_warc(data: bytes, source: str, settings: Settings) -> Drafts:
    """A Draft for each archived page or plain text answered with a 2xx status; of the rest one Issue tells how many there were."""
    names = Names(source)
    passed: Counter[str] = Counter()
    found = 0
    for number, item in enumerate(_records(data, source), 1):
        if isinstance(item, Issue):
            yield item
            continue
        place = f"record {number}"
        other = _passed_over(item)
        if other:
            passed[other] += 1
            continue
        found += 1
        yield from _page(item, source, place, settings, names)
    passed = Counter({kind: count for kind, count in passed.items() if kind not in _OWN_KINDS})
    if passed:
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(passed.items()))
        yield issue(
            "records_passed_over", source, f"records that are no page with text were not read: {kinds}"
        )
    if not found:
        yield issue(
            "warc_without_pages",
            source,
            "holds no archived page with text; expected response records of HTML or plain text",
        )


def _records(data: bytes, source: str) -> Iterator[Any]:
    """The records until the end or the first that cannot be read."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = 0
    try:
        for record in ArchiveIterator(io.BytesIO(data)):
            number += 1
            yield record
    except (ArchiveLoadFailed, zlib.error, EOFError, OSError, ValueError) as error:
        said = str(error).strip().splitlines() or [type(error).__name__]
        yield issue(
            "warc_damaged", source, f"after record {number}: {said[0][:120]}; what follows was not read"
        )


def _passed_over(record: Any) -> str | None:
    """Why a record is not read, in a word or two; None when it is."""
    if record.rec_type not in _READ_KINDS:
        return str(record.rec_type)
    if record.rec_type == "response" and record.http_headers is None:
        return "without http headers"
    if record.rec_type == "response" and not str(record.http_headers.get_statuscode()).startswith("2"):
        return f"status {record.http_headers.get_statuscode()}"
    kind = _content_type(record)
    return None if kind in (*_PAGES, "text/plain") else kind or "without a content type"


def _content_type(record: Any) -> str:
    headers = record.http_headers if record.http_headers is not None else record.rec_headers
    return str(headers.get_header("Content-Type") or "").split(";")[0].strip().lower()


def _page(record: Any, source: str, place: str, settings: Settings, names: Names) -> Drafts:
    address = str(
        record.rec_headers.get_header("WARC-Target-URI")
        or f"{source.rsplit('/', 1)[-1]}#{place.replace(' ', '')}"
    )[:2000]
    try:
        data = record.content_stream().read(RECORD_BYTES + 1)
    except (zlib.error, EOFError, OSError, ValueError) as error:
        yield issue("warc_damaged", source, f"{place} ({address[:100]}): {error}; it was not read")
        return
    if len(data) > RECORD_BYTES:
        yield issue(
            "too_large",
            source,
            f"{place} ({address[:100]}) is larger than {RECORD_BYTES} bytes; it was not read",
        )
        return
    if not data.strip():
        yield issue("empty", source, f"{place} ({address[:100]}) is empty; expected a page")
        return
    if getattr(record.raw_stream, "limit", 0):
        yield issue(
            "warc_damaged", source, f"{place} ({address[:100]}) breaks off; what there is of it was read"
        )
    name, doubled = names.take(address, place)
    if doubled:
        yield doubled
    for item in (
        _plain(data, source, settings)
        if _content_type(record) == "text/plain"
        else read_html(data, source, settings)
    ):
        yield (
            item if isinstance(item, Issue) else replace(item, name=name, data=data, url=address, place=place)
        )


def _plain(data: bytes, source: str, settings: Settings) -> Drafts:
    decoded = decode(data, source, max_chars=settings.max_chars)
    yield from decoded.issues
    yield Draft(decoded.text, plain_blocks(decoded.text))
