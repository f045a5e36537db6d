"""The embedded store: one SQLite file."""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from whosays.errors import LedgerBusyError, LedgerReadOnlyError
from whosays.ledger import heads, history, lookup, names, rows, versions
from whosays.ledger.cases import case, cases, claims_of
from whosays.ledger.database import Database, Mode
from whosays.ledger.diff import diff
from whosays.ledger.heads import HeadFilter, ReportOrder
from whosays.ledger.records import (
    Case,
    ClaimRow,
    HistoryRow,
    Hit,
    JudgedRecord,
    NamedEntity,
    ReadingDiff,
    ReportHead,
    Verification,
)
from whosays.ledger.redaction import RedactingWriter, wipe, wipe_pending
from whosays.ledger.search import search
from whosays.ledger.verify import verify
from whosays.ledger.view import View
from whosays.ledger.writer import refile_pending
from whosays.model.claim import Claim
from whosays.model.incident import Incident
from whosays.model.judgement import JudgementKind
from whosays.settings import Settings

MACHINE = "machine"
"""Who writes what was read; what it writes can be read again, so it need not wait for the disk."""


class Ledger(View):
    """A `Store` in one file. Use it from one thread; other processes may read while one writes."""

    def __init__(self, db: Database, clock: history.Clock) -> None:
        """Use `Ledger.open`."""
        super().__init__(db)
        self._clock = clock
        self._closed = False

    @classmethod
    def open(
        cls, path: str | Path, settings: Settings | None = None, mode: Mode = "read", *, clock: history.Clock = history.utc_now,
    ) -> Self:
        """Open a ledger. `read` never changes the file; `write` needs one; `create` makes one where none is.

        Raises:
            NotFoundError: no such file (modes read and write).
            LedgerVersionError: made by a newer whosays, or no ledger.
            LedgerReadOnlyError: not writable (modes write and create).
            LedgerBusyError: another process holds it.
        """
        timeout = (settings or Settings()).busy_timeout_s
        db = Database(Path(path), mode, busy_timeout_s=timeout)
        if db.writable:
            refile_pending(db)
        if db.writable and wipe_pending(db):
            with contextlib.suppress(LedgerBusyError):  # a reader still holds old pages: the next writer tries again
                wipe(db)
        return cls(db, clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; a second call does nothing."""
        if not self._closed:
            self._closed = True
            self.db.close()

    @contextmanager
    def writing(self, by: str = MACHINE, *, durable: bool | None = None) -> Iterator[RedactingWriter]:
        """The writing side, for `by`; see `Store.writing`.

        Raises:
            LedgerReadOnlyError: the ledger was opened for reading.
        """
        if not self.db.writable:
            raise LedgerReadOnlyError(f"{self.db.path}: opened for reading only")
        self.db.set_durable(durable=by != MACHINE if durable is None else durable)
        try:
            yield RedactingWriter(self.db, by, self._clock)
        finally:
            self.db.set_durable(durable=True)

    def diff_reading(self, report_id: str, claims: Sequence[Claim]) -> ReadingDiff:
        """What would change if `claims` replaced the machine's reading of this report."""
        key = self.report_key(report_id)
        return diff(rows.load_report(self.db, key).report_id, rows.machine_claims(self.db, key), claims)

    def search(self, words: str, *, limit: int = 50, kind: Literal["report", "claim"] | None = None) -> tuple[Hit, ...]:
        """Reports and claims that hold all the words, or only one of these kinds."""
        return search(self.db, words, limit, kind)

    # what people judge, as they see it

    def claim_versions(self, claim_ids: Sequence[str]) -> Mapping[str, str]:
        """A version for each claim, another one as soon as it is changed or judged."""
        return versions.claim_versions(self.db, claim_ids)

    def version(self, kind: JudgementKind, on: str) -> str:
        """The version of the record that a judgement of this kind would be on; `gone` where there is no such record."""
        return next(iter(versions.versions_for(self.db, kind, on)), "gone")

    def judgements_on(self, claim_ids: Sequence[str]) -> Mapping[str, tuple[JudgedRecord, ...]]:
        """The judgements on these claims, withdrawn ones too, each claim's in order."""
        return names.judgements_on(self.db, claim_ids)

    def incidents_of(self, claim_ids: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        """The incidents that hold each claim, by id."""
        return names.incidents_of(self.db, claim_ids)

    def claims_among(self, claim_ids: Sequence[str]) -> list[ClaimRow]:
        """The claims with these ids, rejected and superseded ones too, in document order."""
        return lookup.claims_among(self.db, claim_ids)

    def reports_behind(self, claim_ids: Sequence[str]) -> int:
        """How many reports make these claims."""
        marks = ", ".join("?" * len(claim_ids))
        found: int = self.db.value(f"SELECT count(DISTINCT report) FROM claims WHERE claim_id IN ({marks})", tuple(claim_ids))  # noqa: S608
        return found

    def claims_of(self, report_id: str) -> list[ClaimRow]:
        """The claims of a report, rejected ones too, in text order."""
        return lookup.claims_of(self.db, report_id)

    def incidents_among(self, incident_ids: Sequence[str]) -> list[Incident]:
        """The incidents with these ids, by id, without assessments."""
        return lookup.incidents_among(self.db, incident_ids)

    @property
    def incidents_head(self) -> int:
        """The number of the last write that changed incidents or removed words."""
        sql = "SELECT coalesce(max(seq), 0) FROM history WHERE kind IN ('incidents', 'redaction', 'reading')"
        found: int = self.db.value(sql)
        return found

    def first_read(self, report_id: str) -> str | None:
        """When a report came into this ledger (ISO, UTC)."""
        return lookup.first_read(self.db, report_id)

    def ties(self) -> list[tuple[str, str, str, str, str]]:
        """Ties between outlets in all incidents: (incident_id, kind, one, other, reason)."""
        return lookup.ties(self.db)

    def incidents_since(self, since: int, limit: int) -> list[str]:
        """Ids of incidents that were stored or retired after a write."""
        return lookup.incidents_since(self.db, since, limit)

    def judgement_records(self, judgement_ids: Sequence[str | None]) -> list[JudgedRecord]:
        """Judgements by id, in the order in which they were made."""
        return lookup.judgement_records(self.db, judgement_ids)

    def history_back(
        self, *, before: int, after: int = 0, kind: str | None = None, by: str | None = None, on: str | None = None, limit: int = 50,
    ) -> list[HistoryRow]:
        """Writes, newest first."""
        return lookup.history_back(self.db, before=before, after=after, kind=kind, by=by, on=on, limit=limit)

    # lists

    def columns_behind(self) -> bool:
        """Whether this is a large ledger that keeps no columns for a desk, or none that are near its last write."""
        return lookup.columns_behind(self.db)

    def size(self) -> tuple[int, int]:
        """How many live reports and how many incidents there are."""
        reports = self.db.value("SELECT count(*) FROM reports WHERE live = 1")
        return reports, self.db.value("SELECT count(*) FROM incidents")

    def heads(self, report_ids: Sequence[str]) -> Mapping[str, ReportHead]:
        """Reports without their text, by id."""
        return heads.heads(self.db, report_ids)

    def versions_of(self, doc_id: str) -> tuple[ReportHead, ...]:
        """All versions of a report, the one that stands first."""
        return heads.versions_of(self.db, doc_id)

    def find_heads(
        self, wanted: HeadFilter, *, order: ReportOrder = "name", limit: int = 50, cursor: str | None = None,
    ) -> tuple[tuple[ReportHead, ...], int, str | None]:
        """A page of reports, how many there are, and the next cursor."""
        return heads.find_heads(self.db, wanted, order=order, limit=limit, cursor=cursor)

    def term_names(
        self, kinds: Sequence[Literal["source", "outlet"]], words: str = "", *, limit: int = 50, offset: int = 0,
    ) -> tuple[list[tuple[str, str, int]], int]:
        """(name, kind, claims) of sources and outlets, most claims first; and how many there are."""
        return names.term_names(self.db, kinds, words, limit, offset)

    def actors(self, words: str = "", *, limit: int = 50, offset: int = 0) -> tuple[list[NamedEntity], int]:
        """Public entities, most claims first; and how many there are."""
        return names.actors(self.db, words, limit, offset)

    def entity_claims(self, entity_id: str) -> int:
        """How many claims an entity takes part in."""
        return names.entity_claims(self.db, entity_id)

    def entity_names(self, entity_ids: Sequence[str]) -> Mapping[str, str]:
        """Names of entities by id."""
        return names.entity_names(self.db, entity_ids)

    def private_names(self, report_id: str) -> frozenset[str]:
        """Names of the persons without a public role in a report."""
        return names.private_names(self.db, report_id)

    @property
    def last(self) -> int:
        """The number of the last write."""
        return history.head(self.db)[0]

    def cases(self) -> tuple[Case, ...]:
        """All cases by name."""
        return cases(self.db)

    def case(self, case_id: str) -> Case:
        """One case.

        Raises:
            NotFoundError: none has the id.
        """
        return case(self.db, case_id)

    def case_claims(self, case_: Case) -> tuple[str, ...]:
        """Ids of the claims of a case and of the incidents in it, sorted."""
        return claims_of(self.db, case_.members)

    def verify(self, expect: str | None = None) -> Verification:
        """Recompute the chain and compare it with every row it speaks of."""
        return verify(self.db, expect)
