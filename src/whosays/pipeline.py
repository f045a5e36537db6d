"""The staircase: the one module that names all the floors, in the order in which a report climbs them.

intake -> reading -> resolving -> claims -> ledger -> incidents. `read_report` is the climb of one report; `run` climbs with all reports of a
folder, on as many workers as asked for, and writes what they bring: the parent is the only writer, and each report is stored whole or not at all.
"""

import hashlib
import importlib.util
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Final, Literal

from whosays import workers
from whosays.claims.build import Built, build
from whosays.intake.intake import Options, reports_of
from whosays.intake.sources import SourceFile, find_sources
from whosays.ledger.records import ReadingState
from whosays.ledger.store import Store, Writer
from whosays.lexicon import outlets
from whosays.model.claim import Claim
from whosays.model.entity import Entity, Item
from whosays.model.issue import Issue
from whosays.model.reading import Reading
from whosays.model.report import Report
from whosays.model.resolution import Resolution
from whosays.reading import reader
from whosays.resolving.gazetteer import index
from whosays.resolving.places.resolve import ReportMeta, resolve_places
from whosays.resolving.times import publication_issues, resolve_times
from whosays.settings import Settings


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
    times, issues = resolve_times(report.text, sentences, report.published, reading.tokens, country)
    meta = ReportMeta(report.outlet, report.title, country)
    places = resolve_places(report.text, reading, meta, tools.gazetteer)
    return Resolution(times, places, (*issues, *publication_issues(report.published, times)))


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
    if share < 1.0 and not issues:
        issues = (Issue("reading", "text_unread", report.doc_id, f"only {share:.1%} of the main text was read"),)
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


# --- a folder -------------------------------------------------------------------------------------------------------------

Kind = Literal["stored", "replaced", "unchanged", "redacted", "failed"]
FLUSH_ISSUES: Final = 500
"""Issues of inputs that gave no report are written so many at a time."""


@dataclass(frozen=True, slots=True)
class Document:
    """The reading report of one document: what was read, what was set aside and why, and what was read but not claimed.

    `kind` says what became of it in the ledger: stored, replaced (read again), unchanged (known already, not read),
    redacted (its words were removed for good), failed (the reader broke on it). `set_aside` is (reason, stretches, code points).
    """

    report_id: str
    doc_id: str
    source: str
    kind: Kind
    title: str | None = None
    published: str | None = None
    language: str = ""
    words: int = 0
    claims: int = 0
    share_read: float = 1.0
    set_aside: tuple[tuple[str, int, int], ...] = ()
    passed: tuple[PassedAct, ...] = ()
    issues: tuple[Issue, ...] = ()
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: bytes of input done, of all, and files done, of all."""

    done: int
    total: int
    files: int
    all_files: int


@dataclass(slots=True)
class Run:
    """One reading of folders into a ledger; `each()` does the work and yields a Document or an input's Issue at a time."""

    store: Store
    writer: Writer
    options: Options
    settings: Settings
    today: date | None = None
    progress: Progress = Progress(0, 0, 0, 0)
    pending: list[Issue] = field(default_factory=list)
    changed: bool = False

    def each(self, paths: Sequence[str | Path]) -> Iterator[Document | Issue]:
        """Intake, skip what is known, read the rest on the workers, store each as it comes.

        Raises:
            LedgerError: the ledger cannot be written; what was stored before stays.
        """
        sources, problems = _sources(paths, self.settings)
        self.progress = Progress(0, sum(_size(source) for source in sources), 0, len(sources))
        asked: list[Document | Issue] = list(problems)
        self.pending.extend(problems)
        task = workers.Task(load_tools, _work, self.settings)
        jobs = self._jobs(sources, asked)
        try:
            for job, result in workers.run(task, jobs, self.settings.workers, self.settings.threads):
                yield from _drain(asked)
                yield self._keep(job, result)
            yield from _drain(asked)
        finally:
            self.writer.store_issues(self.pending)
            self.pending.clear()

    def _jobs(self, sources: Sequence[SourceFile], asked: list[Document | Issue]) -> Iterator["Job"]:
        """A Job for every report that is not in the ledger; the rest goes into `asked`."""
        names: dict[str, str] = {}
        for source in sources:
            yield from self._of_source(source, names, asked)
            files = self.progress.files + 1
            self.progress = replace(self.progress, files=files, done=self.progress.done + _size(source))
            if len(self.pending) >= FLUSH_ISSUES:
                self.writer.store_issues(self.pending)
                self.pending.clear()

    def _of_source(self, source: SourceFile, names: dict[str, str], asked: list[Document | Issue]) -> Iterator["Job"]:
        data = source.read(self.settings.max_bytes)
        if isinstance(data, Issue):
            self._complain(data, asked)
            return
        sha = hashlib.sha256(data).hexdigest()
        if self.options == Options() and self.store.seen(source.name, sha) == "stored":
            names[source.name] = sha
            asked.append(Document("", source.name, source.source, "unchanged"))
            return
        kept = False
        for report, issues in self._reports(source, data, asked):
            twin = names.get(report.doc_id)
            names[report.doc_id] = twin or report.sha256
            if twin is not None and twin != report.sha256:
                self._complain(_same_name(report), asked)
            elif twin is not None or self._is_known(report):
                asked.append(Document(report.report_id, report.doc_id, report.source, "unchanged"))
            else:
                if not kept:
                    self.writer.store_original(data)
                    kept = True
                yield Job(report, issues)

    def _reports(self, source: SourceFile, data: bytes, asked: list[Document | Issue]) -> Iterator[tuple[Report, tuple[Issue, ...]]]:
        """The reports of a source; the issues of a source that holds a single report go with it, others stand for themselves."""
        issues: list[Issue] = []
        held: Report | None = None
        several = False
        for one in _guarded(source, data, self.options, self.settings, self.today):
            if isinstance(one, Issue):
                issues.append(one)
                if several:
                    self._complain(issues.pop(), asked)
                continue
            if held is not None:
                for issue in issues:
                    self._complain(issue, asked)
                issues.clear()
                several = True
                yield held, ()
            held = one
        if held is not None and not several:
            yield held, tuple(issues)
            return
        if held is not None:
            yield held, ()
        for issue in issues:
            self._complain(issue, asked)

    def _is_known(self, report: Report) -> bool:
        if self.store.seen(report.doc_id, report.sha256) != "stored":
            return False
        if self.options == Options():
            return True
        stored = self.store.report(report.report_id).report
        return replace(stored, replaces=None) == replace(report, replaces=None)

    def _complain(self, issue: Issue, asked: list[Document | Issue]) -> None:
        self.pending.append(issue)
        asked.append(issue)

    def _keep(self, job: "Job", result: Bundle | workers.Failure) -> Document:
        """Store what a worker brought, in one transaction."""
        report = job.report
        if isinstance(result, workers.Failure):
            result = Bundle(issues=(Issue("reading", result.code, report.doc_id, result.message),), reader="failed")
            failed = True
        else:
            failed = False
        issues = (*job.issues, *result.issues)
        outcome = self.writer.store_reading(
            report, result.claims, entities=result.entities, items=result.items, issues=issues, state=_state(report, result),
        )
        self.changed = self.changed or outcome.kind != "unchanged"
        issues = (*issues, *outcome.refused)
        kind: Kind = "failed" if failed else outcome.kind
        return Document(
            report.report_id, report.doc_id, report.source, kind, report.title, report.published.value, report.language, result.words,
            outcome.claims, result.share_read, set_aside(report), result.passed, issues, outcome.superseded,
        )


@dataclass(frozen=True, slots=True)
class Job:
    """A report to read, with what intake had to say about it."""

    report: Report
    issues: tuple[Issue, ...]


def _work(job: Job, tools: Tools) -> Bundle:
    return bundle(job.report, tools)


def _state(report: Report, result: Bundle) -> ReadingState:
    counts = {f"set_aside:{reason}": n for reason, n, _ in set_aside(report)}
    counts |= {"words": result.words, "claims": len(result.claims), "not_claimed": len(result.passed)}
    return ReadingState(result.reader, result.share_read, dict(sorted(counts.items())))


def set_aside(report: Report) -> tuple[tuple[str, int, int], ...]:
    """What was set aside, by reason: (reason, stretches, code points), sorted by reason."""
    stretches: Counter[str] = Counter()
    size: Counter[str] = Counter()
    for gone in report.dropped:
        stretches[gone.reason] += 1
        size[gone.reason] += gone.end - gone.start
    return tuple((reason, stretches[reason], size[reason]) for reason in sorted(stretches))


def _sources(paths: Sequence[str | Path], settings: Settings) -> tuple[list[SourceFile], list[Issue]]:
    """Files sorted by name, so that the order of the arguments does not matter; of two with one name each takes its path as name."""
    found = list(find_sources(paths, settings=settings))
    files = [one for one in found if isinstance(one, SourceFile)]
    names = Counter(file.name for file in files)
    named = [replace(file, name=file.source) if names[file.name] > 1 else file for file in files]
    return sorted(named, key=lambda file: (file.name, file.source)), [one for one in found if isinstance(one, Issue)]


def _size(source: SourceFile) -> int:
    if source.path is None:
        return len(source.data or b"")
    try:
        return Path(source.path).stat().st_size
    except OSError:
        return 0


def _guarded(
    source: SourceFile, data: bytes, options: Options, settings: Settings, today: date | None
) -> Iterator[Report | Issue]:
    """The reports of a source; a format reader that breaks on it makes an Issue, and what it gave before is kept."""
    try:
        yield from reports_of(source, data, options, settings, today=today)
    except (MemoryError, Exception) as error:  # noqa: BLE001 - becomes an Issue that names the file, the error and the line
        said = workers.failure_of(error).message.replace("the reader failed on this report", "the format reader failed")
        yield Issue("intake", "format_reader_failed", source.source, said.replace("; it made no claims", "; the rest of it was not read"))


def _same_name(report: Report) -> Issue:
    message = f"another input of this run has the id {report.doc_id!r} and other bytes; the first is kept, this one was not read"
    return Issue("intake", "same_name", report.source, message)


def _drain(asked: list[Document | Issue]) -> Iterator[Document | Issue]:
    waiting = tuple(asked)
    asked.clear()
    yield from waiting


# --- reading again, and incidents -----------------------------------------------------------------------------------------


def reread(reports: Iterable[Report], settings: Settings) -> Iterator[tuple[Report, Bundle | workers.Failure]]:
    """Stored reports read with the reader of today, in the order in which they are done; nothing is stored."""
    task = workers.Task(load_tools, _again, settings)
    yield from workers.run(task, reports, settings.workers, settings.threads)


def _again(report: Report, tools: Tools) -> Bundle:
    return bundle(report, tools)


def join_incidents(store: Store, writer: Writer) -> int:
    """The seam to the floor `incidents`: join the claims of the ledger anew; returns how many incidents changed.

    All claims that were not rejected are joined, whatever was read in this run, so that the order of reading cannot matter.
    """
    if importlib.util.find_spec("whosays.incidents.cluster") is None:
        return 0
    cluster = importlib.import_module("whosays.incidents.cluster").cluster
    claims = [row.claim for row in store.each_claim()]
    reports = [store.report(row.report_id).report for row in store.reports()]
    judgements = [record.judgement for record in store.judgements("join", "split", "same", "not_same")]
    changed = len(writer.replace_incidents(cluster(claims, reports, judgements)))
    writer.note_settings({JOINED: True})
    return changed


JOINED: Final = "incidents_joined"
"""Key of the remark in the history after which incidents are up to date."""
QUIET: Final = frozenset({"settings", "issues", "original", "incidents"})
"""Kinds of writes that change no claim."""
_BLOCK: Final = 200


def incidents_stale(store: Store) -> bool:
    """Whether claims were written after the incidents were last joined (a run that was killed in between leaves that)."""
    last = store.info().history
    while last > 0:
        first = max(0, last - _BLOCK)
        for row in reversed(list(store.history(after=first, limit=last - first))):
            if row.kind == "settings" and JOINED in row.remark:
                return False
            if row.kind not in QUIET:
                return True
        last = first
    return False


def store_again(store: Store, writer: Writer, report: Report, result: Bundle) -> None:
    """Put a new reading in the place of the stored one; what intake had to say about the report stays."""
    kept = [issue for issue in store.report(report.report_id).issues if issue.stage == "intake"]
    writer.store_reading(
        report, result.claims, entities=result.entities, items=result.items, issues=(*kept, *result.issues), state=_state(report, result),
    )


def import_places(path: Path, settings: Settings) -> int:
    """The seam to the gazetteer's importer; returns how many places were added."""
    from whosays.resolving.gazetteer import importer

    return importer.import_places(path, settings.cache_dir)
