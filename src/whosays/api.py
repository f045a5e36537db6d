"""The library's door: read, open a ledger, annotate, explain; and what the command line needs besides.

Nothing here loads a parser until something is read. Everything that a call returns is a typed, frozen record of `whosays.model`,
`whosays.ledger.records` or this module.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Literal

from whosays.errors import (
    AmbiguousIdError,
    ExportError,
    InputError,
    LedgerError,
    NotFoundError,
    SettingsError,
)
from whosays.export import coarse
from whosays.export.csvfile import line as csv_line
from whosays.export.files import FORMATS
from whosays.export.files import export as export_rows
from whosays.export.flat import Exported, figure, flat, names, source_path, wire
from whosays.export.incidents import Told, shielded, to_geojson, to_rows
from whosays.ledger.cases import change_case, split_members
from whosays.ledger.effective import EDITABLE as _EDITABLE
from whosays.ledger.heads import HeadFilter
from whosays.ledger.ledger import Ledger as LedgerView
from whosays.ledger.names import public
from whosays.ledger.records import (
    INCIDENT_ORDERS,
    Case,
    CaseNote,
    ClaimFilter,
    ClaimRow,
    FacetName,
    HistoryRow,
    Hit,
    IncidentOrder,
    Info,
    JudgedRecord,
    Order,
    Page,
    ReadingDiff,
    ReadingState,
    Redaction,
    ReportHead,
    ReportRow,
    Spots,
    Status,
    StoredReport,
    Timeline,
    Verification,
)
from whosays.ledger.versions import check_version
from whosays.model.claim import Claim
from whosays.model.incident import Incident
from whosays.model.issue import Issue
from whosays.model.judgement import Judgement, JudgementKind
from whosays.model.report import Report
from whosays.model.span import Quote
from whosays.model.wire import dumps, to_wire
from whosays.runner import Document, Progress
from whosays.settings import Settings

if TYPE_CHECKING:
    from whosays.intake.intake import Options
    from whosays.ledger.counting import Counting as Counting  # noqa: PLC0414 - what the doors may call it by
    from whosays.pipeline import Tools
    from whosays.resolving.gazetteer.importer import Imported

__all__ = [
    "DEFAULT_LEDGER",
    "EDITABLE",
    "FORMATS",
    "INCIDENT_ORDERS",
    "Annotation",
    "Annotator",
    "Case",
    "CaseNote",
    "ClaimExplanation",
    "ClaimFilter",
    "ClaimRow",
    "Decision",
    "Document",
    "Exported",
    "FacetName",
    "HeadFilter",
    "HistoryRow",
    "Hit",
    "IncidentExplanation",
    "IncidentOrder",
    "Info",
    "JudgedRecord",
    "LedgerView",
    "Lift",
    "Order",
    "Page",
    "Progress",
    "ReadingDiff",
    "ReadingState",
    "ReadingSummary",
    "Redaction",
    "ReportHead",
    "ReportRow",
    "Spots",
    "Status",
    "StoredReport",
    "Timeline",
    "Verification",
    "annotate",
    "annotate_lines",
    "brief",
    "bring_up",
    "change",
    "counting",
    "csv_line",
    "decide",
    "explain",
    "export",
    "export_rows",
    "exported",
    "figure",
    "flat",
    "forget_places",
    "import_places",
    "incident_bytes",
    "incident_line",
    "incidents_behind",
    "join_incidents",
    "judge",
    "keep_columns",
    "log_lift",
    "names",
    "open_ledger",
    "protected",
    "public",
    "read",
    "redact",
    "reread",
    "source_path",
    "split_members",
    "wire",
]

DEFAULT_LEDGER: Final = "whosays.ledger"
"""The ledger in the working folder that every verb uses when none is named."""
ANNOTATION_SCHEMA: Final = 1
"""Version of the shape that `annotate` gives."""

JOINED_AT_ONCE: Final = 5_000
"""Claims up to which a judgement joins all incidents anew at once where it must (some seconds); in a larger ledger only what changed, else the next `read` does."""

EDITABLE: Final = tuple(sorted(_EDITABLE))
"""Fields of a claim that a person may edit."""

PathLike = str | os.PathLike[str]


def open_ledger(
    path: PathLike = DEFAULT_LEDGER, *, settings: Settings | None = None, page_cache_kib: int | None = None,
) -> LedgerView:
    """A ledger to look at, never changed by looking. Close it, or use it in a `with` statement.

    `page_cache_kib` is how much of the file is kept in memory, KiB; by default 2,000.

    Raises:
        LedgerError: no such file; its leaves: made by a newer whosays or no ledger, held by another process.
    """
    book = _opened(path, settings, "read")
    if page_cache_kib is not None:
        book.db.run(f"PRAGMA cache_size = -{int(page_cache_kib)}")
    return book


def counting() -> "Counting":
    """Counts over a ledger's claims in memory, for facets, timelines, maps and pages of any filter; see `whosays.ledger.counting.Counting`."""
    from whosays.ledger.counting import Counting  # numpy takes longer to import than most verbs take to run

    return Counting()


def keep_columns(ledger: PathLike, counts: "Counting", *, settings: Settings | None = None) -> None:
    """Have a large ledger keep the columns that a desk counts with, where it keeps none near its last write, so that the next one starts at once.

    Raises:
        LedgerError: it cannot be written.
    """
    with _writing(ledger, settings or Settings()) as book:
        _keep_columns(book, counts)


def _keep_columns(book: LedgerView, counts: "Counting | None" = None) -> None:
    if book.columns_behind():
        (counts or counting()).keep(book)


def bring_up(path: PathLike = DEFAULT_LEDGER, *, settings: Settings | None = None) -> None:
    """Bring a ledger made by an older whosays up to this one, as every write does.

    Raises:
        LedgerError: no such file, made by a newer whosays, or it cannot be written.
    """
    with _writing(path, settings or Settings()):
        return


def _opened(path: PathLike, settings: Settings | None, mode: Literal["read", "write", "create"]) -> LedgerView:
    try:
        return LedgerView.open(Path(path), settings, mode)
    except NotFoundError as error:
        raise LedgerError(str(error)) from None


@contextmanager
def _writing(path: PathLike, settings: Settings, *, create: bool = False) -> Iterator[LedgerView]:
    ledger = _opened(path, settings, "create" if create else "write")
    try:
        yield ledger
    finally:
        ledger.close()


# --- read -----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReadingSummary:
    """What a run of `read` did: documents by what became of them, claims and words of those read now, and every Issue."""

    ledger: str
    stored: int
    replaced: int
    unchanged: int
    failed: int
    redacted: int
    claims: int
    words: int
    incidents: int
    seconds: float
    issues: tuple[Issue, ...]

    @property
    def read(self) -> int:
        """Documents that were read in this run."""
        return self.stored + self.replaced


def read(
    paths: PathLike | Sequence[PathLike],
    ledger: PathLike = DEFAULT_LEDGER,
    *,
    settings: Settings | None = None,
    outlet: str | None = None,
    author: str | None = None,
    published: str | None = None,
    language: str | None = None,
    columns: dict[str, str] | None = None,
    on_document: Callable[[Document | Issue], None] | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    on_notice: Callable[[str], None] | None = None,
) -> ReadingSummary:
    """Read files, folders, glob patterns or `-` into a ledger, made where none is.

    What is in the ledger already is passed over; a changed file is a new version of its report. Bad input gives an Issue and the rest
    goes on. A run that is stopped, at any moment and in any way, is resumed by calling again. `published` (ISO date), `outlet`,
    `author` and `language` (ISO 639-1) beat what the input says of itself; `columns` maps CSV column names to fields.
    `on_document` gets each reading report as it comes, `on_progress` how far the run is, `on_notice` what a person who waits should know.

    Raises:
        LedgerError: the ledger cannot be written; what was stored before stays.
        InputError: the parser is missing or altered.
        SettingsError: a setting or option is out of its bounds.
    """
    from whosays import runner

    settings = checked(settings or Settings())
    options = _options(outlet, author, _iso_date(published), language, dict(columns or {}))
    asked = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    tally = _Tally(on_document)
    with _writing(ledger, settings, create=True) as store, store.writing() as writer:
        run = runner.Run(store, writer, options, settings, today=datetime.now(UTC).date(), notice=on_notice)
        for one in run.each([os.fspath(path) for path in asked]):
            tally.take(one)
            if on_progress is not None:
                on_progress(run.progress)
        if run.changed or runner.incidents_stale(store):
            runner.bring_incidents_up(store, writer)
        if run.changed:
            _keep_columns(store)
        return tally.summary(str(ledger), store.info().incidents)


def _options(*given: Any) -> "Options | None":
    """What the user says by hand; null for nothing."""
    if not any(given):
        return None
    from whosays.intake.intake import Options

    return Options(*given)


class _Tally:
    """Counts what a run brings."""

    def __init__(self, on_document: Callable[[Document | Issue], None] | None) -> None:
        self.on_document = on_document
        self.kinds = dict.fromkeys(("stored", "replaced", "unchanged", "failed", "redacted"), 0)
        self.claims = self.words = 0
        self.issues: list[Issue] = []
        self.began = datetime.now(UTC)

    def take(self, one: Document | Issue) -> None:
        if isinstance(one, Issue):
            self.issues.append(one)
        else:
            self.kinds[one.kind] += 1
            self.claims += one.claims
            self.words += one.words
            self.issues.extend(one.issues)
        if self.on_document is not None:
            self.on_document(one)

    def summary(self, ledger: str, incidents: int) -> ReadingSummary:
        seconds = (datetime.now(UTC) - self.began).total_seconds()
        return ReadingSummary(
            ledger, **self.kinds, claims=self.claims, words=self.words, incidents=incidents, seconds=seconds, issues=tuple(self.issues),
        )


def checked(settings: Settings) -> Settings:
    """The settings, when every bound holds.

    Raises:
        SettingsError: naming the setting, its value and its bounds.
    """
    bounds = {"workers": (1, 64), "threads": (1, 64), "max_bytes": (1, 2**40), "max_chars": (1, 2**31)}
    for name, (low, high) in bounds.items():
        value = getattr(settings, name)
        if not low <= value <= high:
            raise SettingsError(f"setting {name} is {value}; expected {low} to {high}")
    return settings


def _iso_date(value: str | None) -> str | None:
    if value is None:
        return None
    try:
        datetime.fromisoformat(value)
    except ValueError:
        raise SettingsError(f"published is {value!r}; expected an ISO date such as 2016-03-23, or a date-time with offset") from None
    return value


def reread(
    ledger: PathLike = DEFAULT_LEDGER, reports: Sequence[str] = (), *, settings: Settings | None = None, store: bool = True,
) -> Iterator[ReadingDiff | Issue]:
    """Read stored reports (all, or those named by id, prefix or doc_id) with the reader of today, and tell what differs.

    With `store` the new reading takes the place of the old one; judgements stay and are laid over it, and one whose claim now says something
    else is told as an Issue. Without, nothing is changed.

    Raises:
        NotFoundError, AmbiguousIdError: a report that is not there.
        LedgerError: the ledger cannot be written.
    """
    from whosays import runner, workers

    settings = checked(settings or Settings())
    with _writing(ledger, settings) as book, book.writing() as writer:
        wanted = [book.report(name).report.report_id for name in reports] or [row.report_id for row in book.reports()]
        for report, result in runner.reread((book.report(name).report for name in wanted), settings):
            if isinstance(result, workers.Failure):
                yield Issue("reading", result.code, report.doc_id, result.message)
                continue
            yield book.diff_reading(report.report_id, result.claims)
            if store:
                runner.store_again(book, writer, report, result)
        if store:
            runner.bring_incidents_up(book, writer)
            yield from _orphans(book, wanted)


def _orphans(book: LedgerView, reports: Sequence[str]) -> Iterator[Issue]:
    """An Issue for every standing judgement on these reports that hangs on no claim any more."""
    for one in book.judgements():
        judgement = one.judgement
        if one.orphan and judgement.report_id in reports:
            said = f"{judgement.kind} by {judgement.by} ({judgement.judgement_id}) hangs on no claim any more: {one.orphan}"
            yield Issue("ledger", "judgement_orphaned", judgement.report_id or "", said)


# --- annotate -------------------------------------------------------------------------------------------------------------

Annotation = dict[str, Any]
"""One line of `annotate`'s output: the shape of `records.md`, with `schema` 1."""


class Annotator:
    """Annotates texts, loading its tools once, at the first text."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = checked(settings or Settings())
        self._tools: Tools | None = None

    def annotate(self, text: str, *, published: str | None = None, id: Any = None, language: str | None = None) -> Annotation:  # noqa: A002
        """The annotation of one text; offsets index `text`. `published`: ISO date or date-time; anything else makes an Issue."""
        from whosays import annotation, pipeline

        if self._tools is None:
            self._tools = pipeline.load_tools(self.settings)
        name = "text" if id is None else str(id)
        found = annotation.annotated(text, name, published, language, self._tools, self.settings)
        return {"schema": ANNOTATION_SCHEMA, "id": id, **found}

    def line(self, data: bytes, number: int) -> Annotation:
        """The annotation of one line of JSON; a malformed one gives an annotation that holds only Issues."""
        record = _record(data, number)
        if isinstance(record, Issue):
            return empty_annotation(None, record)
        problem = _problem(record, number)
        if problem is not None:
            return empty_annotation(record.get("id"), problem)
        try:
            return self.annotate(record["text"], published=record.get("published"), id=record.get("id"), language=record.get("language"))
        except InputError:
            raise
        except Exception as error:  # noqa: BLE001 - becomes an Issue that names the error and the line
            from whosays.workers import failure_of

            return empty_annotation(record.get("id"), _line_issue(number, failure_of(error).message, "reader_failed"))


def annotate(
    text: str, published: str | None = None, id: Any = None, *, language: str | None = None, settings: Settings | None = None,  # noqa: A002
) -> Annotation:
    """The annotation of one text. For many, use one `Annotator`: it loads its tools once."""
    return Annotator(settings).annotate(text, published=published, id=id, language=language)


def annotate_lines(lines: Iterable[bytes], settings: Settings | None = None) -> Iterator[Annotation]:
    """An annotation for every line of JSON (`{"id", "text", "published"?}`), in the same order, as they come."""
    annotator = Annotator(settings)
    for number, line in enumerate(lines, start=1):
        yield annotator.line(line, number)


def _record(data: bytes, number: int) -> dict[str, Any] | Issue:
    import json

    try:
        record = json.loads(data.decode("utf-8-sig" if number == 1 else "utf-8"))
    except UnicodeDecodeError as error:
        return _line_issue(number, f"byte {error.start} is no UTF-8; expected a JSON object in UTF-8")
    except ValueError as error:
        return _line_issue(number, f"is no JSON ({error}); expected an object with id and text")
    except RecursionError:
        return _line_issue(number, "is nested too deeply; expected an object with id and text")
    if not isinstance(record, dict):
        return _line_issue(number, f"holds {_kind(record)}; expected an object with id and text")
    return record


def _problem(record: dict[str, Any], number: int) -> Issue | None:
    if "text" not in record:
        return _line_issue(number, "has no field text; expected an object with id and text")
    for name in ("text", "published", "language"):
        value = record.get(name)
        if not (isinstance(value, str) or (name != "text" and value is None)):
            return _line_issue(number, f"field {name} is {_kind(value)}; expected a string")
    return None


def _kind(value: Any) -> str:
    kinds = {dict: "an object", list: "a list", str: "a string", bool: "true or false", int: "a number", float: "a number"}
    return "null" if value is None else kinds.get(type(value), type(value).__name__)


def _line_issue(number: int, message: str, code: str = "malformed_line") -> Issue:
    return Issue("intake", code, f"line {number}", message)


def empty_annotation(id_: Any, *issues: Issue) -> Annotation:
    """An annotation that holds nothing but Issues."""
    parts = ("sentences", "mentions", "attributions", "times", "places", "events", "claims")
    return {"schema": ANNOTATION_SCHEMA, "id": id_, "issues": to_wire(list(issues)), **{part: [] for part in parts}}


# --- explain --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ClaimExplanation:
    """A claim, the report that makes it, how it was judged, and the incidents that hold it."""

    claim: Claim
    judged: str
    report: Report
    judgements: tuple[Judgement, ...]
    incidents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IncidentExplanation:
    """An incident with its claims, each with its report."""

    incident: Incident
    claims: tuple[ClaimExplanation, ...]


def explain(wanted: str, ledger: PathLike | LedgerView = DEFAULT_LEDGER) -> ClaimExplanation | IncidentExplanation:
    """What stands behind a claim or an incident, by id or unique prefix of at least 4 digits.

    An incident bears the id of the smallest of its claims: the claim is meant, unless `wanted` is given as `incident:ID`.

    Raises:
        NotFoundError, AmbiguousIdError: as named.
    """
    if isinstance(ledger, LedgerView):
        return _explained(wanted, ledger)
    with open_ledger(ledger) as book:
        return _explained(wanted, book)


def _explained(wanted: str, book: LedgerView) -> ClaimExplanation | IncidentExplanation:
    kind, _, name = wanted.rpartition(":")
    if kind == "incident":
        return _incident(name, book)
    try:
        return _claim(name, book)
    except NotFoundError:
        if kind == "claim":
            raise
    try:
        return _incident(name, book)
    except NotFoundError:
        raise NotFoundError(f"no claim or incident has the id {name!r}") from None


def _claim(name: str, book: LedgerView) -> ClaimExplanation:
    row = book.claim(name)
    report = book.report(row.claim.report_id).report
    judgements = tuple(one.judgement for one in book.judgements() if one.claim_id == row.claim.claim_id)
    incidents = tuple(one.incident_id for one in book.incidents(claim_id=row.claim.claim_id))
    return ClaimExplanation(row.claim, row.judged, report, judgements, incidents)


def _incident(name: str, book: LedgerView) -> IncidentExplanation:
    incident = book.incident(name)
    found = []
    for claim_id in incident.claims:
        try:
            found.append(_claim(claim_id, book))
        except (NotFoundError, AmbiguousIdError):
            continue  # redacted since the incident was joined
    return IncidentExplanation(incident, tuple(found))


# --- lists and exports ----------------------------------------------------------------------------------------------------


def exported(book: LedgerView, wanted: ClaimFilter | None = None, *, order: Order = "document", limit: int | None = None) -> Iterator[Exported]:
    """Claims with their reports, one by one in bounded memory."""
    reports: dict[str, Report] = {}
    for number, row in enumerate(book.each_claim(wanted, order=order)):
        if limit is not None and number >= limit:
            return
        report_id = row.claim.report_id
        if report_id not in reports:
            if len(reports) >= _REPORTS_HELD:
                reports.clear()
            reports[report_id] = replace(book.report(report_id).report, text="", paragraphs=(), dropped=())
        yield Exported(row.claim, row.judged, reports[report_id])


_REPORTS_HELD: Final = 2_000


@dataclass(frozen=True, slots=True)
class Lift:
    """Who lifts the protection of an export and why: `exact` places, `names` of private persons, or both."""

    by: str
    reason: str
    exact: bool = False
    names: bool = False


def export(
    form: str,
    out: Path | BinaryIO | None = None,
    ledger: PathLike = DEFAULT_LEDGER,
    *,
    wanted: ClaimFilter | None = None,
    lift: Lift | None = None,
) -> int:
    """Write claims as csv, jsonl, geojson or parquet to a path (whole or not at all), a stream or standard output; returns how many.

    Places are coarsened and private persons' names left out as `docs/why.md` promises, unless `lift` says why not; that goes into the
    history. The same ledger gives the same bytes on the same day, whatever the order in which it was read.

    Raises:
        ExportError: unknown format, a lift without a reason, or the file cannot be written.
        LedgerError: no ledger there, or it cannot be read.
    """
    log_lift(ledger, lift, form, wanted)
    with open_ledger(ledger) as book:
        return export_rows(protected(book, exported(book, wanted), lift), form, out)


def log_lift(ledger: PathLike, lift: Lift | None, form: str, wanted: ClaimFilter | None = None, settings: Settings | None = None) -> None:
    """Put a lifted protection into the history, before anything is shown; nothing where none is lifted.

    Raises:
        ExportError: without a reason or a name.
        LedgerError: the ledger cannot be written.
    """
    if lift is None or not (lift.exact or lift.names):
        return
    if not lift.reason.strip() or not lift.by.strip():
        raise ExportError("exact places and names of private persons need a reason and the name of who decides")
    said = {"form": form, "exact": lift.exact, "names": lift.names, "reason": lift.reason, "filter": to_wire(wanted or ClaimFilter())}
    with _writing(ledger, settings or Settings()) as book, book.writing(lift.by) as writer:
        writer.remark("export", said)


def protected(book: LedgerView, rows: Iterable[Exported], lift: Lift | None = None) -> Iterator[Exported]:
    """Rows with places coarsened and private names left out, but for what is lifted."""
    how = coarse.Protection(today(), exact=lift is not None and lift.exact, names=lift is not None and lift.names)
    held: dict[str, frozenset[str]] = {}

    def private(report_id: str) -> frozenset[str]:
        if report_id not in held:
            if len(held) >= _REPORTS_HELD:
                held.clear()
            held[report_id] = book.private_names(report_id)
        return held[report_id]

    return coarse.protected(rows, how, private)


BRIEF_CLAIMS: Final = 1_000
"""Claims that a brief tells at most, in document order: more is no brief."""


def brief(
    book: LedgerView, wanted: ClaimFilter | None = None, *, title: str | None = None, lift: Lift | None = None, case: Case | None = None,
) -> bytes:
    """A printable HTML page in which every sentence cites its claims, protected as exports are; `case` gives its notes.

    A lift is to be logged first (`log_lift`).
    """
    from whosays.export import brief as page

    wanted = wanted or ClaimFilter()
    total = book.count(wanted)
    rows = list(protected(book, exported(book, wanted, limit=BRIEF_CLAIMS), lift))
    of = book.incidents_of([row.claim.claim_id for row in rows])
    groups: dict[str, list[str]] = {}
    for claim_id, incidents in of.items():
        groups.setdefault(incidents[0], []).append(claim_id)
    shared = sorted((ids for ids in groups.values() if len(ids) > 1), key=lambda ids: (-len(ids), ids))
    notes = (case.notes, *(note.text for note in case.case_notes)) if case is not None else ()
    lifted = f"{lift.reason} ({lift.by})" if lift is not None else ""
    about = page.About(
        title or "What is said", "" if case is not None else _in_words(wanted), today(), lifted, notes, max(0, total - len(rows)),
    )
    return page.to_brief(rows, shared, about)


def _in_words(wanted: ClaimFilter) -> str:
    """A filter as words: `type shelling; from 2014-07-01`."""
    said = []
    for name, value in to_wire(wanted).items():
        if value not in (None, [], False):
            label = {"since": "from", "until": "to", "confidence": "sure"}.get(name, name)
            said.append(f"{label} {', '.join(map(str, value)) if isinstance(value, list) else value}")
    return "; ".join(said)


def incident_line(incident: Incident, book: LedgerView) -> dict[str, Any]:
    """An incident as `incidents --format jsonl` gives it: each claim as doc_id, claim_id and the span of its trigger."""
    whole: dict[str, Any] = to_wire(incident)
    claims = []
    for claim_id in incident.claims:
        row = book.claim(claim_id)
        trigger = row.claim.trigger
        claims.append({"doc_id": row.doc_id, "claim_id": claim_id, "start": trigger.start, "end": trigger.end})
    return {**whole, "claims": claims}


Book = Literal["acled", "acled-old", "ucdp", "geojson"]
"""The shapes in which incidents are exported."""


def incident_bytes(found: Iterable[Incident], shape: Book, book: LedgerView) -> Iterator[bytes]:
    """Incidents as the rows of ACLED (its columns since 2023, or those before), of UCDP GED, or as GeoJSON; what is no event there is left out."""
    told = (_told(incident, book) for incident in found)
    yield from to_geojson(told) if shape == "geojson" else to_rows(told, shape)


def _told(incident: Incident, book: LedgerView) -> Told:
    """An incident for export, protected as claims are: from places made coarse, without private persons' names."""
    rows = [Exported(row.claim, row.judged, book.report(row.claim.report_id).report) for row in (book.claim(claim) for claim in incident.claims)]
    shown = list(protected(book, rows))
    hidden = {name for row in rows for name in book.private_names(row.claim.report_id)}
    hidden |= {place.name for row, after in zip(rows, shown, strict=True) if row.claim.places != after.claim.places for place in row.claim.places}
    return shielded(incident, shown, hidden)


# --- people's decisions ---------------------------------------------------------------------------------------------------


def judge(
    kind: JudgementKind,
    on: str,
    *,
    by: str,
    ledger: PathLike = DEFAULT_LEDGER,
    field: str | None = None,
    before: Any = None,
    after: Any = None,
    reason: str = "",
    quote: Quote | None = None,
    settings: Settings | None = None,
) -> Judgement:
    """Record what a person decided, and join the incidents anew where it bears on them (where all of a ledger of many claims must be joined, the next `read` does).

    accept, reject, edit: `on` a claim; edit takes `field` and `after`. add: `on` a report, `after` a claim. join, split, same,
    not_same: `on` a claim, incident or entity, `after` the ids of the other side. assess: `on` an incident, `after` the words. withdraw: `on` a judgement.

    Raises:
        JudgementError, GroundingError: the judgement does not hold.
        NotFoundError, AmbiguousIdError: no such record.
        LedgerError: the ledger cannot be written.
    """
    decision = Decision(kind, on, field, before, after, reason, quote)
    return decide([decision], by=by, ledger=ledger, settings=settings)[0]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decides, as `judge` takes it; `expected` is the version of the record that the person saw, null for any."""

    kind: JudgementKind
    on: str
    field: str | None = None
    before: Any = None
    after: Any = None
    reason: str = ""
    quote: Quote | None = None
    expected: str | None = None


WITHOUT_JOINING: Final = frozenset({"accept", "assess"})
"""Judgements that bear on no incident."""


def decide(
    decisions: Sequence[Decision], *, by: str, ledger: PathLike = DEFAULT_LEDGER, settings: Settings | None = None, join: bool = True,
) -> list[Judgement]:
    """Record several decisions, all or none; as `judge`. Without `join` the incidents are left to a later `join_incidents`.

    Raises:
        ConflictError: somebody else changed one of the records since; nothing was stored.
        JudgementError, GroundingError, NotFoundError, AmbiguousIdError, LedgerError: as for `judge`.
    """
    settings = settings or Settings()
    with _writing(ledger, settings) as book:
        with book.writing(by) as writer, writer.together():
            done = []
            for one in decisions:
                check_version(book.db, one.kind, one.on, one.expected)
                done.append(
                    writer.judge(one.kind, one.on, field=one.field, before=one.before, after=one.after, reason=one.reason, quote=one.quote),
                )
        if join and any(one.kind not in WITHOUT_JOINING for one in decisions):
            _join_soon(book)
    return done


def join_incidents(ledger: PathLike = DEFAULT_LEDGER, *, settings: Settings | None = None) -> bool:
    """Join the incidents anew where claims were changed since; false where all must be joined and the ledger is too large for that at once (the next `read` does it).

    Raises:
        LedgerError: the ledger cannot be written.
    """
    with _writing(ledger, settings or Settings()) as book:
        return not incidents_behind(book) or _join_soon(book)


def incidents_behind(book: LedgerView) -> bool:
    """Whether claims were changed after the incidents were last joined."""
    from whosays import runner

    return runner.incidents_stale(book)


def _join_soon(book: LedgerView) -> bool:
    from whosays import runner

    with book.writing() as writer:
        if book.count() > JOINED_AT_ONCE and not runner.soon_brought_up(book, writer):
            return False
        runner.bring_incidents_up(book, writer)
    return True


def change(
    by: str, said: dict[str, Any], *, case_id: str | None = None, expected: int | None = None, ledger: PathLike = DEFAULT_LEDGER,
    settings: Settings | None = None,
) -> Case:
    """Make a case, or change one: `said` holds name, notes, add, remove (`claim:ID`, `incident:ID`), note `{on, text}`, closed.

    Raises:
        ConflictError: `expected` is not the case's version any more.
        JudgementError, NotFoundError, LedgerError: as named.
    """
    with _writing(ledger, settings or Settings()) as book, book.writing(by) as writer:
        return change_case(writer, case_id, expected, said)


def redact(
    *,
    by: str,
    reason: str,
    ledger: PathLike = DEFAULT_LEDGER,
    report: str | None = None,
    person: str | None = None,
    span: tuple[int, int] | None = None,
    settings: Settings | None = None,
) -> Redaction:
    """Remove a report, a person's name or a span of a report for good: from text, originals, index, claims and history.

    Raises:
        NotFoundError: no such report or name.
        LedgerBusyError: another process reads the ledger; old pages are wiped by the next writer.
    """
    with _writing(ledger, settings or Settings()) as book, book.writing(by) as writer:
        report_id = None if report is None else book.report(report).report.report_id
        return writer.redact(report_id=report_id, person=person, span=span, reason=reason)


def import_places(path: PathLike, *, columns: dict[str, str] | None = None, settings: Settings | None = None) -> "Imported":
    """Add a user's own GeoNames dump (.txt, .zip) or CSV of places to the gazetteer, which every ledger's reading uses from then on.

    `columns` maps the fields name, lat, lon (needed), country, admin1, alternates, kind and population to columns of a CSV.
    Returns how many places were taken, how many rows refused, and why.

    Raises:
        InputError: the file cannot be read, or is neither.
    """
    from whosays import pipeline

    return pipeline.import_places(Path(path), columns or {}, settings or Settings())


def forget_places(name: str, *, settings: Settings | None = None) -> bool:
    """Take an import out of the gazetteer again, by the name of its file; false where there is none."""
    from whosays.resolving.gazetteer import importer

    return importer.forget((settings or Settings()).cache_dir, name)


def line_of(value: Any) -> bytes:
    """A record or annotation as one line of JSON, with its line end."""
    return dumps(value) + b"\n"


def today() -> date:
    """The day, in UTC: publication dates after it are refused."""
    return datetime.now(UTC).date()
