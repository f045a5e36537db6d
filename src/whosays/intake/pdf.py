"""PDF: the text layer page by page; running heads and feet set aside; a paragraph that goes over a page kept whole."""

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from whosays.intake.assemble import Assembly
from whosays.intake.draft import Draft, Drafts, issue
from whosays.model.issue import Issue
from whosays.settings import Settings
from whosays.text.lines import paragraph_spans, wrap_width
from whosays.text.normalise import collapse, fold

PAGES_MAX = 3_000
"""Most pages of one file that are read."""
EDGE_LINES = 2
"""Lines at the top and at the foot of a page among which running heads and feet are looked for."""
RUNNING_SHARE = 0.5
"""Share of the pages on which a line must stand, numbers aside, to be a running head or foot."""
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"\W*(?:page |p\. ?)?\d{1,4}(?: ?(?:of|/) ?\d{1,4})?\W*", re.IGNORECASE)
_UNFINISHED = re.compile(r"[\w,;–-]$")


@dataclass(slots=True)
class _Page:
    """The lines of a page: above the body, the body, below it."""

    top: list[str]
    body: list[str]
    foot: list[str]


def read_pdf(data: bytes, source: str, settings: Settings) -> Drafts:
    """One Draft of the text layer; a page that cannot be read is an Issue naming it, and the others are read."""
    reader = _open(data, source)
    if isinstance(reader, Issue):
        yield reader
        return
    pages: list[str] = []
    for item in _page_texts(reader, source, settings.max_chars):
        if isinstance(item, Issue):
            yield item
        else:
            pages.append(item)
    if not any(page.strip() for page in pages):
        yield issue(
            "pdf_without_text", source, "holds no text layer (scanned pages?); expected a PDF with text"
        )
        return
    yield _draft(pages, reader)


def _open(data: bytes, source: str) -> Any:
    """The reader, or the Issue that says why there is none."""
    from pypdf import PasswordType, PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
            return issue("pdf_password", source, "needs a password; expected a PDF that opens without one")
        count = len(reader.pages)
    except Exception as error:  # noqa: BLE001  a damaged PDF raises anything in the parser; every kind becomes this Issue
        if "encrypt" in str(error).lower() or "crypt" in type(error).__name__.lower() or "AES" in str(error):
            return issue(
                "pdf_password",
                source,
                "is encrypted and cannot be opened; expected a PDF that opens without a password",
            )
        return issue(
            "pdf_damaged", source, f"cannot be opened as PDF ({_said(error)}); expected a whole PDF file"
        )
    if count == 0:
        return issue("pdf_damaged", source, "has no pages; expected a whole PDF file")
    return reader


def _page_texts(reader: Any, source: str, max_chars: int) -> Iterator[str | Issue]:
    """The text of each page, and an Issue for each that fails, until `max_chars` characters or `PAGES_MAX` pages."""
    gathered = 0
    for number, page in enumerate(_pages(reader), 1):
        if number > PAGES_MAX or gathered > max_chars:
            yield issue(
                "text_cut",
                source,
                f"is longer than {max_chars} characters or {PAGES_MAX} pages; page {number} and what follows was not read",
            )
            return
        try:
            text = page.extract_text()
        except Exception as error:  # noqa: BLE001  as above: one bad page must not hide the others
            yield issue("pdf_page_damaged", source, f"page {number} cannot be read ({_said(error)})")
            continue
        text = text.encode("utf-8", "replace").decode("utf-8")
        gathered += len(text)
        yield text


def _pages(reader: Any) -> Iterator[Any]:
    for number in range(len(reader.pages)):
        yield reader.pages[number]


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {collapse(str(error))[:100]}"


def _draft(texts: list[str], reader: Any) -> Draft:
    pages = _without_running_lines(
        [[line for line in text.split("\n") if line.strip()] for text in texts], texts
    )
    text = Assembly()
    held: list[str] = []
    open_end = ""
    width = wrap_width("\n".join("\n".join(page.body) for page in pages), ragged=True)
    for page in pages:
        body = "\n".join(page.body)
        parts = [body[start:end] for start, end in paragraph_spans(body, ragged=True, width=width)]
        if open_end and parts:
            parts[0] = f"{open_end}\n{parts[0]}" if parts[0][0].islower() else parts[0]
            if not parts[0].startswith(open_end):
                text.add(open_end)
            open_end = ""
        held += page.top
        if parts and _UNFINISHED.search(parts[-1]) and page is not pages[-1]:
            open_end = parts.pop()
        for part in parts:
            text.add(part)
            while held:
                text.add(held.pop(0), hint="boilerplate")
        held += page.foot
    if open_end:
        text.add(open_end)
    for line in held:
        text.add(line, hint="boilerplate")
    return replace(text.draft(), title=_title(reader, texts[0] if texts else ""))


def _without_running_lines(pages: list[list[str]], texts: list[str]) -> list[_Page]:
    """Part the running heads and feet from each page: page numbers, and lines that most pages carry."""
    seen = Counter(
        key for page in pages for key in {_key(line) for line in (*page[:EDGE_LINES], *page[-EDGE_LINES:])}
    )
    need = max(2, RUNNING_SHARE * len(pages))
    found: list[_Page] = []
    for text in texts:
        body = text.split("\n")
        top = _peel(body, 0, seen, need)
        foot = _peel(body, -1, seen, need)
        found.append(_Page(top, body, foot[::-1]))
    return found


def _peel(body: list[str], end: int, seen: Counter[str], need: float) -> list[str]:
    """Take running lines off one end of a page, in the order met."""
    taken: list[str] = []
    while body and len(taken) < EDGE_LINES:
        line = body[end]
        if line.strip() and not (_PAGE_NUMBER.fullmatch(line) or seen[_key(line)] >= need):
            break
        body.pop(end)
        if line.strip():
            taken.append(line)
    return taken


def _key(line: str) -> str:
    return _NUMBER.sub("#", collapse(line).casefold())


def _title(reader: Any, first_page: str) -> str | None:
    """The title among the file's own data, where the first page prints it too; programs leave file names there."""
    try:
        title = collapse(str(reader.metadata.title or "")) if reader.metadata else ""
    except Exception:  # noqa: BLE001  damaged data about the file say nothing about its text, which is read
        return None
    return title if title and fold(title) in fold(first_page[:2000]) else None
