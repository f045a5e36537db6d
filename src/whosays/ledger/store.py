"""The narrow protocol behind which a store lives; `tests/ledger/contract` says what any store must do."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Literal, Protocol

from whosays.ledger.joining import JoiningIndex, JoiningSource
from whosays.ledger.records import (
    ClaimFilter,
    ClaimRow,
    FacetName,
    HistoryRow,
    Hit,
    Info,
    JudgedRecord,
    Order,
    Outcome,
    Page,
    ReadingDiff,
    ReadingState,
    Redaction,
    ReportRow,
    Seen,
    StoredReport,
    Verification,
)
from whosays.model.claim import Claim
from whosays.model.entity import Entity, Item
from whosays.model.incident import Incident
from whosays.model.issue import Issue
from whosays.model.judgement import Judgement, JudgementKind
from whosays.model.report import Report
from whosays.model.span import Quote


class Writer(Protocol):
    """The writing side. Each call is one transaction: whole or not at all, also after kill -9."""

    def together(self) -> AbstractContextManager[None]:
        """Make the calls inside one transaction."""
        ...

    def store_original(self, data: bytes) -> str | None:
        """Keep original bytes, compressed, under their SHA-256 (returned). Null when that original was redacted: not kept again."""
        ...

    def store_reading(
        self,
        report: Report,
        claims: Sequence[Claim],
        *,
        entities: Sequence[Entity] = (),
        items: Sequence[Item] = (),
        issues: Sequence[Issue] = (),
        state: ReadingState | None = None,
        strict: bool = False,
    ) -> Outcome:
        """Store a report with all that was read in it, in place of an earlier reading of the same report.

        A live report of the same `doc_id` and other bytes is superseded. Records whose spans do not reproduce their words are
        refused: each becomes an Issue, or with `strict` the whole call fails.

        Raises:
            GroundingError: the report's own spans do not hold, or any record's with `strict`.
        """
        ...

    def store_issues(self, issues: Sequence[Issue]) -> None:
        """Keep issues of inputs that never became a report; those already there are left out."""
        ...

    def replace_incidents(self, incidents: Sequence[Incident], retired: Sequence[str] | None = None) -> tuple[str, ...]:
        """Store incidents; returns the ids that changed.

        With `retired` null, `incidents` is the whole set and all others retire; else only `retired` do. A retired id
        redirects to the incident that now holds most of its claims.
        """
        ...

    def joining(self) -> tuple[JoiningIndex, JoiningSource]:
        """What the joining of incidents remembers from one run to the next, and what it asks of the ledger; inside `together`."""
        ...

    def judge(
        self,
        kind: JudgementKind,
        on: str,
        *,
        field: str | None = None,
        before: Any = None,
        after: Any = None,
        reason: str = "",
        quote: Quote | None = None,
    ) -> Judgement:
        """Record what a person decided.

        accept, reject, edit: `on` a claim id or unique prefix; edit takes `field` (also dotted: `time.earliest`, `roles.0.name`) and
        `after`; `before`, when given, must be the present value. add: `on` a report id, `after` a Claim or its wire form (ids
        may be left out). join, split, same, not_same: `on` a claim, incident or entity, `after` the id or ids of the other
        side. assess: `on` an incident, `after` the words.

        Raises:
            JudgementError: unknown field, value or record, or `before` is not what stands there.
            GroundingError: an edit or added claim whose spans do not hold.
            NotFoundError, AmbiguousIdError: as for `Store.claim`.
        """
        ...

    def withdraw(self, judgement_id: str, *, reason: str = "") -> Judgement:
        """Take a judgement back (also a withdrawal); the row stays."""
        ...

    def redact(
        self, *, report_id: str | None = None, person: str | None = None, span: tuple[int, int] | None = None, reason: str,
    ) -> Redaction:
        """Remove words for good: a whole report, a `span` of one, or a person's name everywhere.

        A report goes in all its versions. A name goes in the form given, whatever its case, accents and spacing, with the aliases that
        the ledger knows of that person and that share a word with it: give a surname or nickname that stands alone in a second call. Incidents
        whose claims changed retire: make the incidents again afterwards. The originals concerned are destroyed, and their bytes are not
        read again; another file with the same words is. `by` of earlier rows of the history stays.

        Raises:
            LedgerBusyError: removed from all tables, but another process reads the file and old pages may remain; the next
                writer to open the ledger wipes them.
            NotFoundError: no such report, or the name stands nowhere.
        """
        ...

    def note_settings(self, settings: dict[str, Any]) -> None:
        """Put the settings of a run into the history."""
        ...

    def remark(self, kind: Literal["settings", "case", "export"], said: Mapping[str, Any]) -> int:
        """Put a row with free words into the history: a run's settings, a change to a case, a lifted coarsening. Returns its number."""
        ...


class Store(Protocol):
    """The reading side. Every list has one stated order that does not depend on the order of writing."""

    def close(self) -> None:
        """Let go of the store; a second call does nothing."""
        ...

    def writing(self, by: str = "machine", *, durable: bool | None = None) -> AbstractContextManager[Writer]:
        """Open the writing side for `by`. `durable` (default: whenever `by` is not `machine`) waits for the disk at each commit."""
        ...

    def seen(self, doc_id: str, sha256: str, reader: str | None = None) -> Seen:
        """Whether these bytes under this name are in the ledger (and, with `reader`, read by that reader)."""
        ...

    def reports(self, *, superseded: bool = False) -> Iterator[ReportRow]:
        """All reports by (doc_id, report_id)."""
        ...

    def report(self, wanted: str) -> StoredReport:
        """One report by id, unique prefix (at least 4 digits), or doc_id (its newest version).

        Raises:
            NotFoundError, AmbiguousIdError: as named.
        """
        ...

    def original(self, sha256: str) -> bytes | None:
        """The original bytes, or null when redacted or never kept."""
        ...

    def claims(
        self, wanted: ClaimFilter | None = None, *, order: Order = "document", limit: int | None = None, cursor: str | None = None,
    ) -> Page:
        """Claims in order. document: (doc_id, trigger start, claim_id); time: earliest first, undated last; confidence: surest first; doubt: least sure first."""
        ...

    def each_claim(self, wanted: ClaimFilter | None = None, *, order: Order = "document") -> Iterator[ClaimRow]:
        """As `claims`, one by one in bounded memory."""
        ...

    def count(self, wanted: ClaimFilter | None = None) -> int:
        """How many claims the filter finds."""
        ...

    def claim(self, wanted: str) -> ClaimRow:
        """One claim by id or unique prefix (at least 4 digits).

        Raises:
            NotFoundError, AmbiguousIdError: as named.
        """
        ...

    def machine_claim(self, claim_id: str) -> Claim | None:
        """What the machine read, whatever people judged; null for a claim that a person added."""
        ...

    def diff_reading(self, report_id: str, claims: Sequence[Claim]) -> ReadingDiff:
        """What would change if `claims` replaced the machine's reading of this report."""
        ...

    def facets(
        self, by: Sequence[FacetName] = ("type", "country", "source", "month"), wanted: ClaimFilter | None = None, *, limit: int = 50,
    ) -> dict[str, tuple[tuple[str, int], ...]]:
        """Counts of claims by value, most first, then by value; a claim counts under each value that it has."""
        ...

    def search(self, words: str, *, limit: int = 50, kind: Literal["report", "claim"] | None = None) -> tuple[Hit, ...]:
        """Reports and claims (or one kind of these) that hold all the words, best first (of words of more than 3,000 records: those read first); `"a phrase"` stays together, `word*` is a beginning. Any input is safe."""
        ...

    def incidents(self, *, claim_id: str | None = None) -> Iterator[Incident]:
        """Incidents by id, with a person's assessment."""
        ...

    def incident(self, wanted: str) -> Incident:
        """One incident by id, retired id or unique prefix.

        Raises:
            NotFoundError, AmbiguousIdError: as named.
        """
        ...

    def entities(self, name: str | None = None) -> Iterator[Entity]:
        """Entities by id, what all live reports say of each merged; with `name`, those that go by it."""
        ...

    def entity(self, wanted: str, *, most: int | None = None) -> Entity:
        """One entity by id or unique prefix; with `most`, from what so many reports say of it at most.

        Raises:
            NotFoundError, AmbiguousIdError: as named.
        """
        ...

    def items(self, report_id: str | None = None) -> Iterator[Item]:
        """Footage and papers by (doc_id, start, item_id)."""
        ...

    def issues(self, report_id: str | None = None) -> Iterator[Issue]:
        """Issues by (source, stage, code, message)."""
        ...

    def judgements(self, *kinds: JudgementKind, on: str | None = None, withdrawn: bool = False) -> tuple[JudgedRecord, ...]:
        """Judgements in the order in which they were made; without `withdrawn`, only standing ones."""
        ...

    def history(self, *, after: int = 0, limit: int | None = None) -> Iterator[HistoryRow]:
        """Writes in order, from row `after` + 1."""
        ...

    def verify(self, expect: str | None = None) -> Verification:
        """Recompute the chain and compare it with every row it speaks of; `expect`, a head noted before, must be in the chain."""
        ...

    def info(self) -> Info:
        """Counts and the head of the history."""
        ...
