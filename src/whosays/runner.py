"""Folders into a ledger: what is known is passed over, the rest is read by workers, and stored report by report by this process alone.

A report is stored whole or not at all, in a transaction of its own, as soon as it is read: a run that is killed loses at most the reports in the
workers' hands, and the next one goes on from there. Nothing of the reading is imported before the first report that must be read.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from whosays import workers
from whosays.intake.sources import SourceFile, find_sources
from whosays.ledger.records import ReadingState
from whosays.ledger.store import Store, Writer
from whosays.model.issue import Issue
from whosays.model.report import Report
from whosays.settings import Settings

if TYPE_CHECKING:
    from whosays.intake.intake import Options
    from whosays.pipeline import Bundle, PassedAct, Tools, Touched

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
    passed: "tuple[PassedAct, ...]" = ()
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
    options: "Options | None"
    settings: Settings
    today: date | None = None
    notice: Callable[[str], None] | None = None
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
        task = workers.Task(_load, _work, self.settings, lambda: prepare(self.settings, self.notice))
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
        state = self.store.seen(source.name, sha)
        if state == "stored" and self._to_be_tried_again(source.name, sha):
            state = "new"
        if state == "redacted" or (state == "stored" and self.options is None):
            names[source.name] = sha
            asked.append(Document("", source.name, source.source, "redacted" if state == "redacted" else "unchanged"))
            return
        for report, original, issues in self._reports(source, data, asked):
            twin = names.get(report.doc_id)
            names[report.doc_id] = twin or report.sha256
            if twin is not None and twin != report.sha256:
                self._complain(_same_name(report), asked)
            elif kind := ("unchanged" if twin is not None else self._known(report)):
                asked.append(Document(report.report_id, report.doc_id, report.source, kind))
            else:
                self.writer.store_original(original)
                yield Job(report, issues)

    def _reports(
        self, source: SourceFile, data: bytes, asked: list[Document | Issue]
    ) -> Iterator[tuple[Report, bytes, tuple[Issue, ...]]]:
        """The reports of a source with their bytes; the issues of a source that holds a single report go with it, others stand for themselves."""
        issues: list[Issue] = []
        held: tuple[Report, bytes] | None = None
        several = False
        for one in _guarded(source, data, self.options, self.settings, self.today):
            if isinstance(one, Issue):
                if several:
                    self._complain(one, asked)
                else:
                    issues.append(one)
                continue
            if held is not None:
                several = True
                self._complain_all(issues, asked)
                yield (*held, ())
            held = one
        if held is not None and not several:
            yield (*held, tuple(issues))
            return
        self._complain_all(issues, asked)
        if held is not None:
            yield (*held, ())

    def _complain_all(self, issues: list[Issue], asked: list[Document | Issue]) -> None:
        for issue in issues:
            self._complain(issue, asked)
        issues.clear()

    def _known(self, report: Report) -> Kind | None:
        """What the ledger has of a report that need not be read: unchanged, or its words were redacted; null when it must be read."""
        state = self.store.seen(report.doc_id, report.sha256)
        if state == "redacted":
            return "redacted"
        if state != "stored" or self._to_be_tried_again(report.doc_id, report.sha256):
            return None
        if self.options is None:
            return "unchanged"
        stored = self.store.report(report.report_id).report
        return "unchanged" if replace(stored, replaces=None) == replace(report, replaces=None) else None

    def _to_be_tried_again(self, doc_id: str, sha256: str) -> bool:
        """Whether workers died on this report in an earlier run: that may have been the machine's fault, not the report's."""
        return self.store.seen(doc_id, sha256, workers.DIED) == "stored"

    def _complain(self, issue: Issue, asked: list[Document | Issue]) -> None:
        self.pending.append(issue)
        asked.append(issue)

    def _keep(self, job: "Job", result: "Bundle | workers.Failure") -> Document:
        """Store what a worker brought, in one transaction."""
        report = job.report
        if isinstance(result, workers.Failure):
            from whosays.pipeline import Bundle

            result = Bundle(issues=(Issue("reading", result.code, report.doc_id, result.message),), reader=result.code)
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


def _state(report: Report, result: "Bundle") -> ReadingState:
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
    source: SourceFile, data: bytes, options: "Options | None", settings: Settings, today: date | None
) -> Iterator[tuple[Report, bytes] | Issue]:
    """The reports of a source; a format reader that breaks on it makes an Issue, and what it gave before is kept."""
    from whosays.intake.intake import NO_OPTIONS, with_originals

    try:
        yield from with_originals(source, data, options or NO_OPTIONS, settings, today=today)
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


def prepare(settings: Settings, notice: Callable[[str], None] | None = None) -> None:
    """Compile the gazetteer where that has not been done: once, before workers would each do it. `notice` gets words for who waits.

    Raises:
        InputError: the cache folder cannot be written.
    """
    from whosays.resolving.gazetteer import index

    if notice is not None and not index.index_path(settings.cache_dir).exists():
        notice("compiling the gazetteer, this once (half a minute or so) ...")
    index.load(settings.cache_dir).close()


def _load(settings: Settings) -> "Tools":
    from whosays import pipeline

    return pipeline.load_tools(settings)


def _work(job: Job, tools: "Tools") -> "Bundle":
    from whosays import pipeline

    return pipeline.bundle(job.report, tools)


# --- reading again, and incidents -----------------------------------------------------------------------------------------


def reread(reports: Iterable[Report], settings: Settings) -> "Iterator[tuple[Report, Bundle | workers.Failure]]":
    """Stored reports read with the reader of today, in the order in which they are done; nothing is stored."""
    task = workers.Task(_load, _again, settings, lambda: prepare(settings))
    yield from workers.run(task, reports, settings.workers, settings.threads)


def _again(report: Report, tools: "Tools") -> "Bundle":
    from whosays import pipeline

    return pipeline.bundle(report, tools)


def store_again(store: Store, writer: Writer, report: Report, result: "Bundle") -> None:
    """Put a new reading in the place of the stored one; what intake had to say about the report stays."""
    kept = [issue for issue in store.report(report.report_id).issues if issue.stage == "intake"]
    writer.store_reading(
        report, result.claims, entities=result.entities, items=result.items, issues=(*kept, *result.issues), state=_state(report, result),
    )


JOINED: Final = "incidents_joined"
"""Key of the remark in the history after which incidents are up to date."""
QUIET: Final = frozenset({"settings", "issues", "original", "incidents", "case", "export"})
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


def bring_incidents_up(store: Store, writer: Writer) -> None:
    """Join what changed since incidents were last joined, and remark in the history that they are up to date."""
    from whosays import pipeline

    pipeline.join_incidents(store, writer, _touched(store))
    writer.note_settings({JOINED: True})


def soon_brought_up(store: Store, writer: Writer) -> bool:
    """Whether `bring_incidents_up` would join only what changed, and so take a second or so in a ledger of any size."""
    from whosays import pipeline

    return pipeline.touches_few(store, writer, _touched(store))


def _touched(store: Store) -> "Touched | None":
    """What was written since incidents were last joined; null where that is too much, or of a kind that can bear on anything."""
    from whosays.pipeline import Touched

    reports: set[str] = set()
    claims: set[str] = set()
    last = store.info().history
    while last > 0:
        first = max(0, last - _BLOCK)
        for row in reversed(list(store.history(after=first, limit=last - first))):
            if row.kind == "settings" and JOINED in row.remark:
                return Touched(frozenset(reports), frozenset(claims))
            if row.kind == "reading":
                reports |= {row.note["report"], *row.note["superseded"]}
            elif row.kind not in QUIET and not (row.kind == "judgement" and _spoken(store, row.note["judgement"], reports, claims)):
                return None
        last = first
    return None


def _spoken(store: Store, judgement_id: str, reports: set[str], claims: set[str]) -> bool:
    """Add what a judgement bears on; false where its record is not to be found. A judgement that is taken back bears on what it spoke of."""
    found = {record.judgement.judgement_id: record.judgement for record in store.judgements(withdrawn=True)}
    one = found.get(judgement_id)
    if one is not None and one.kind == "withdraw":
        one = found.get(one.on)
    if one is None or one.kind == "withdraw":
        return False
    if one.report_id is not None:
        reports.add(one.report_id)
    elif one.kind != "assess":
        claims |= {one.on, *(one.after if isinstance(one.after, list) else [])}
    return True
