"""Intake: bytes in, Reports out. Read this file from top to bottom.

A source is read, its format told, its reader asked for Drafts (text, blocks and what the file says about itself); each Draft is cleaned, dated,
its language told, and becomes a Report. Whatever is wrong with the input becomes an Issue; nothing here raises for it.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from whosays.intake import cleaning
from whosays.intake.dates import choose, from_filename
from whosays.intake.docx import read_docx
from whosays.intake.draft import Block, DateMention, Draft, Drafts, issue
from whosays.intake.formats import Format, format_of
from whosays.intake.language import language_of
from whosays.intake.mail import read_mail
from whosays.intake.markdown import read_markdown
from whosays.intake.pages import read_html
from whosays.intake.pdf import read_pdf
from whosays.intake.rows import read_csv, read_jsonl
from whosays.intake.sources import SourceFile
from whosays.intake.texts import read_text
from whosays.intake.unpack import unpacked
from whosays.intake.warc import read_warc
from whosays.model.ids import report_id
from whosays.model.issue import Issue
from whosays.model.report import Report
from whosays.settings import Settings

Reader = Callable[[bytes, str, Settings], Drafts]


@dataclass(frozen=True, slots=True)
class Options:
    """What the user says by hand; it beats what the input says of itself. `columns` maps CSV column names to fields."""

    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    language: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


NO_OPTIONS = Options()


@dataclass(frozen=True, slots=True)
class Intake:
    """What one source gave: its bytes and their SHA-256 (hex), its reports in order, and every problem met."""

    source: str
    sha256: str
    original: bytes
    reports: tuple[Report, ...]
    issues: tuple[Issue, ...]


READERS: dict[Format, Reader] = {
    "text": read_text,
    "markdown": read_markdown,
    "html": read_html,
    "pdf": read_pdf,
    "docx": read_docx,
    "mail": read_mail,
    "jsonl": read_jsonl,
    "warc": read_warc,
}
"""How each format is read; CSV is apart because it takes a mapping of columns."""


def take_in(source: SourceFile, options: Options, settings: Settings, *, today: date | None = None) -> Intake:
    """Everything that one source holds. Bad content gives Issues, never an error.

    `today` is the day after which a publication date is refused as future; null for no such check (and the same result on every day).
    """
    data = source.read(settings.max_bytes)
    if isinstance(data, Issue):
        return Intake(source.source, hashlib.sha256(b"").hexdigest(), b"", (), (data,))
    sha256 = hashlib.sha256(data).hexdigest()
    found = list(reports_of(source, data, options, settings, today=today))
    reports = tuple(item for item in found if isinstance(item, Report))
    issues = tuple(item for item in found if isinstance(item, Issue))
    return Intake(source.source, sha256, data, reports, issues)


def reports_of(
    source: SourceFile, data: bytes, options: Options, settings: Settings, *, today: date | None = None
) -> Iterator[Report | Issue]:
    """The reports and issues of one source's bytes, one by one, so that a file of a million rows needs no more memory than its bytes."""
    for item in with_originals(source, data, options, settings, today=today):
        yield item if isinstance(item, Issue) else item[0]


def with_originals(
    source: SourceFile, data: bytes, options: Options, settings: Settings, *, today: date | None = None
) -> Iterator[tuple[Report, bytes] | Issue]:
    """As `reports_of`, each report with the bytes that its `sha256` is of: those of the file, or of its row or record."""
    if not data.strip():
        what = "is empty" if not data else "holds nothing but white space"
        yield issue("empty", source.source, f"{what}; expected text")
        return
    found = False
    for item in _drafts(source, data, options, settings):
        found = True
        if isinstance(item, Issue):
            yield item
        else:
            for made in _report(item, source, data, options=options, settings=settings, today=today):
                yield made if isinstance(made, Issue) else (made, item.data or data)
    if not found:
        yield issue("empty", source.source, "holds no report; expected text")


def _drafts(source: SourceFile, data: bytes, options: Options, settings: Settings) -> Drafts:
    kind = format_of(source.name, data)
    if kind == "gzip":
        data, trouble = unpacked(data, source.source, settings.max_bytes)
        if trouble is not None:
            yield trouble
        if not data.strip():
            return
        kind = format_of(source.name.removesuffix(".gz"), data)
    if kind == "csv":
        yield from read_csv(data, source.source, settings, options.columns)
    elif kind in READERS:
        yield from READERS[kind](data, source.source, settings)
    else:
        what = {"zip": "is a zip archive", "gzip": "is packed more than once"}.get(
            kind, "is no text and no format that is read"
        )
        yield issue(
            "format_unknown", source.source, f"{what}; expected one of csv, {', '.join(sorted(READERS))}"
        )


def _report(
    draft: Draft, source: SourceFile, data: bytes, *, options: Options, settings: Settings, today: date | None
) -> Iterator[Report | Issue]:
    """The Report of a Draft, with the file's name and the user's options brought in."""
    dates = list(draft.dates)
    if options.published:
        dates.insert(0, DateMention(options.published, "given", "the option"))
    if draft.name is None and (named := from_filename(source.name)):
        dates.append(named)
    report, issues = _build(
        draft,
        doc_id=draft.name or source.name,
        sha256=hashlib.sha256(draft.data or data).hexdigest(),
        source=source.source,
        dates=dates,
        options=options,
        settings=settings,
        today=today,
        clean=True,
    )
    yield from issues
    yield report


def report_from_text(
    text: str,
    *,
    doc_id: str,
    source: str | None = None,
    title: str | None = None,
    outlet: str | None = None,
    author: str | None = None,
    published: str | None = None,
    url: str | None = None,
    language: str | None = None,
    clean: bool = True,
    settings: Settings | None = None,
    today: date | None = None,
) -> tuple[Report, tuple[Issue, ...]]:
    """The Report of a string; `report.text is text`, so offsets index the string given.

    With `clean` the rules for plain text set navigation, appeals and the like aside; without it every line is a paragraph.
    """
    dates = (DateMention(published, "metadata", "the field published"),) if published else ()
    draft = Draft(
        text,
        title=title,
        outlet=outlet,
        author=author,
        url=url,
        language=language,
        trusted_language=bool(language),
        dates=dates,
    )
    return _build(
        draft,
        doc_id=doc_id,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        source=source or doc_id,
        dates=list(dates),
        options=NO_OPTIONS,
        settings=settings or Settings(),
        today=today,
        clean=clean,
    )


def _build(
    draft: Draft,
    *,
    doc_id: str,
    sha256: str,
    source: str,
    dates: list[DateMention],
    options: Options,
    settings: Settings,
    today: date | None,
    clean: bool,
) -> tuple[Report, tuple[Issue, ...]]:
    """Clean, date and name the language of a Draft."""
    where = f"{source}, {draft.place}" if draft.place else source
    text = draft.text
    blocks = _within(text, draft.blocks, settings.max_chars)
    cleaned = cleaning.clean(text, blocks, title=draft.title) if clean else cleaning.everything(text, blocks)
    published, issues = choose([*dates, *cleaned.dates], where, today)
    language = options.language or (draft.language if draft.trusted_language else None)
    language = (language or language_of(_main_text(text, cleaned))).lower().split("-")[0].split("_")[0]
    report = Report(
        report_id=report_id(doc_id, sha256),
        doc_id=doc_id,
        sha256=sha256,
        source=source,
        text=text,
        paragraphs=cleaned.paragraphs,
        dropped=cleaned.dropped,
        title=draft.title or _title(text, cleaned),
        title_span=cleaned.title_span,
        outlet=options.outlet or draft.outlet or cleaned.outlet,
        author=options.author or draft.author or cleaned.author,
        url=draft.url,
        published=published,
        language=language,
    )
    return report, (*issues, *_complaints(report, cleaned, where, settings))


def _within(text: str, blocks: tuple[Block, ...] | None, limit: int) -> tuple[Block, ...]:
    """The blocks (lines, where the format gives none) up to `limit` code points; what lies beyond is one block marked unread."""
    if blocks is None:
        blocks = cleaning.plain_blocks(text, end=limit)
    if len(text) <= limit or not text[limit:].strip():
        return blocks
    kept = [replace(block, end=min(block.end, limit)) for block in blocks if block.start < limit]
    return (*kept, Block(limit, len(text), hint="unread"))


def _main_text(text: str, cleaned: cleaning.Cleaned) -> str:
    return "\n".join(text[span.start : span.end] for span in cleaned.paragraphs)


def _title(text: str, cleaned: cleaning.Cleaned) -> str | None:
    span = cleaned.title_span
    return " ".join(text[span.start : span.end].split()) if span else None


def _complaints(report: Report, cleaned: cleaning.Cleaned, where: str, settings: Settings) -> Iterator[Issue]:
    """What a reader of the report should know: text unread, nothing left to read, a language that is not read."""
    if any(part.reason == "unread" for part in report.dropped):
        yield issue(
            "text_cut",
            where,
            f"the text is longer than {settings.max_chars} characters; the rest was not read",
        )
    if cleaned.uncovered:
        yield issue(
            "text_uncovered",
            where,
            f"{cleaned.uncovered} characters were in no block; they were read as paragraphs",
        )
    if not report.paragraphs:
        yield issue(
            "no_main_text",
            where,
            "holds no main text: all of it was set aside" if report.text.strip() else "holds no text",
        )
    elif report.language not in settings.languages:
        known = ", ".join(settings.languages)
        yield issue(
            "language_unread",
            where,
            f"is in the language {report.language!r}; the reader knows {known}; no claims are made",
        )
