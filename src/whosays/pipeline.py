"""The staircase: the floors in the order in which a report climbs them.

intake -> reading -> resolving -> claims -> ledger -> incidents. `climb` shows the whole of it for one file and one process; `whosays.runner` does
the same for folders: it passes over what is known, reads many reports side by side, and can be stopped and resumed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from whosays.claims.build import Built, build
from whosays.incidents import update
from whosays.intake.intake import NO_OPTIONS, take_in
from whosays.intake.sources import SourceFile
from whosays.ledger.store import Store, Writer
from whosays.lexicon import outlets
from whosays.model.claim import Claim
from whosays.model.entity import Entity, Item
from whosays.model.issue import Issue
from whosays.model.reading import Reading
from whosays.model.report import Report
from whosays.model.resolution import Resolution
from whosays.model.span import Span
from whosays.reading import reader
from whosays.resolving.gazetteer import importer, index
from whosays.resolving.places.resolve import ReportMeta, resolve_places
from whosays.resolving.times import publication_issues, resolve_times
from whosays.settings import Settings


def climb(source: SourceFile, store: Store, settings: Settings) -> None:
    """One file from its bytes to the ledger, and the incidents joined anew: the whole way in a few lines."""
    tools = load_tools(settings)
    taken = take_in(source, NO_OPTIONS, settings)
    with store.writing() as writer:
        writer.store_original(taken.original)
        writer.store_issues(taken.issues)
        for report in taken.reports:
            read = bundle(report, tools)
            writer.store_reading(report, read.claims, entities=read.entities, items=read.items, issues=read.issues)
        join_incidents(store, writer)


@dataclass(frozen=True, slots=True)
class Tools:
    """What reading a report needs, loaded once a process."""

    reader: reader.Reader
    gazetteer: index.Gazetteer


@dataclass(frozen=True, slots=True)
class Read:
    """One report, climbed to its claims."""

    report: Report
    reading: Reading
    resolution: Resolution
    built: Built
    issues: tuple[Issue, ...]


def load_tools(settings: Settings) -> Tools:
    """Load parser, heads and gazetteer (compiled into `settings.cache_dir` on first use).

    Raises:
        InputError: when the parser package is missing or altered.
    """
    return Tools(reader.load(settings), index.load(settings.cache_dir))


def read_report(report: Report, tools: Tools) -> Read:
    """Report -> Reading -> Resolution -> claims: pure, so the result depends on nothing but the report and the tools."""
    reading = tools.reader.read(report)
    resolution = resolve(report, reading, tools)
    built = build(report, reading, resolution)
    return Read(report, reading, resolution, built, (*reading.issues, *resolution.issues, *built.issues))


def resolve(report: Report, reading: Reading, tools: Tools) -> Resolution:
    """Times and places of one reading; only what stands in main text is looked at."""
    country = outlets.country(report.outlet)
    sentences = [(s.start, s.end) for s in reading.sentences]
    names = [Span(m.start, m.end) for m in reading.mentions if m.entity is not None and not m.pronoun]
    times, issues = resolve_times(report.text, sentences, report.published, reading.tokens, country, names)
    meta = ReportMeta(report.outlet, report.title, country)
    places = resolve_places(report.text, reading, meta, tools.gazetteer)
    found = dict.fromkeys((*issues, *publication_issues(report.published, times)))
    return Resolution(times, places, tuple(replace(issue, source=issue.source or report.doc_id) for issue in found))


# --- what one report brings to the ledger ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PassedAct:
    """An act that was read but makes no claim: its words, its type, and why."""

    text: str
    start: int
    end: int
    type: str
    reason: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a worker hands to the writer: the records of one report. `share_read` is 0..1 of its main text."""

    claims: tuple[Claim, ...] = ()
    entities: tuple[Entity, ...] = ()
    items: tuple[Item, ...] = ()
    passed: tuple[PassedAct, ...] = ()
    issues: tuple[Issue, ...] = ()
    reader: str = ""
    share_read: float = 0.0
    words: int = 0


def bundle(report: Report, tools: Tools) -> Bundle:
    """One report read, in the form that travels from a worker to the writer."""
    read = read_report(report, tools)
    share = share_read(report, read.reading)
    issues = tuple(_named(issue, report) for issue in read.issues)
    if share < 1.0 and not any(issue.code == "language_unread" for issue in issues):
        issues = (*issues, Issue("reading", "text_unread", report.doc_id, f"only {share:.1%} of the main text was read"))
    passed = tuple(PassedAct(report.text[p.start : p.end], p.start, p.end, p.type, p.reason) for p in read.built.passed)
    built = read.built
    return Bundle(
        built.claims, built.entities, built.items, passed, issues, read.reading.reader, share,
        sum(1 for token in read.reading.tokens if token.text[:1].isalnum()),
    )


def _named(issue: Issue, report: Report) -> Issue:
    return issue if issue.source else replace(issue, source=report.doc_id)


def share_read(report: Report, reading: Reading) -> float:
    """The share of the main text, in code points that are no white space, that stands in a sentence of the reading; 1.0 for no text.

    What lies beyond the length limit (set aside as `unread`) is main text that was not read.
    """
    whole = sum(_dense(report.text, span.start, span.end) for span in report.paragraphs)
    whole += sum(_dense(report.text, gone.start, gone.end) for gone in report.dropped if gone.reason == "unread")
    seen = sum(_dense(report.text, s.start, s.end) for s in reading.sentences if not s.title or _in_paragraph(report, s.start))
    return 1.0 if whole == 0 else min(1.0, round(seen / whole, 4))


def _dense(text: str, start: int, end: int) -> int:
    return len("".join(text[start:end].split()))


def _in_paragraph(report: Report, start: int) -> bool:
    return any(span.start <= start < span.end for span in report.paragraphs)


# --- the top of the staircase ---------------------------------------------------------------------------------------------


CHANGED_SHARE: Final = 0.2
"""When more than this share of the reports changed, all incidents are joined anew: that is quicker then."""
FEW_REPORTS: Final = 200
"""A ledger of so few reports is joined anew at each change."""


@dataclass(frozen=True, slots=True)
class Touched:
    """What changed since incidents were last joined: reports that were read, judged or replaced, and claims of which people said that they belong together or apart."""

    reports: frozenset[str]
    claims: frozenset[str] = frozenset()


def join_incidents(store: Store, writer: Writer, touched: Touched | None = None) -> int:
    """The seam to the floor `incidents`: join what was touched (null: everything); returns how many incidents changed.

    All claims that were not rejected are joined, whatever was read in this run, so that the order of reading cannot matter.
    """
    judgements = [record.judgement for record in store.judgements("join", "split", "same", "not_same", "assess")]
    with writer.together():
        index, source = writer.joining()
        if touched is None or store.info().reports <= FEW_REPORTS or not touches_few(store, writer, touched):
            claims = [row.claim for row in store.each_claim()]
            reports = [store.report(row.report_id).report for row in store.reports()]
            return len(writer.replace_incidents(update.rebuild(index, claims, reports, judgements)))
        change = update.update(index, source, touched.reports, judgements, touched.claims)
        return len(writer.replace_incidents(change.incidents, change.gone))


def touches_few(store: Store, writer: Writer, touched: Touched | None) -> bool:
    """Whether only what was touched needs to be joined anew: what the last joining remembers is there, by the rules of today, and little changed since."""
    index, _ = writer.joining()
    return touched is not None and index.version() == update.RULES and len(touched.reports) <= CHANGED_SHARE * store.info().reports


def import_places(path: Path, columns: Mapping[str, str], settings: Settings) -> importer.Imported:
    """A user's own places into the gazetteer: a CSV where `columns` (field to column) are given or the name says so, else a GeoNames dump."""
    if columns or path.suffix.lower() == ".csv":
        return importer.import_csv(path, columns or {name: name for name in ("name", "lat", "lon")}, settings.cache_dir)
    return importer.import_geonames(path, settings.cache_dir)
