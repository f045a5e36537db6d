"""The embedded store: one SQLite file."""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from whosays.errors import LedgerBusyError, LedgerReadOnlyError
from whosays.ledger import history, rows, versions
from whosays.ledger.cases import case, cases, claims_of
from whosays.ledger.database import Database, Mode
from whosays.ledger.diff import diff
from whosays.ledger.records import Case, Hit, ReadingDiff, Verification
from whosays.ledger.redaction import RedactingWriter, wipe, wipe_pending
from whosays.ledger.search import search
from whosays.ledger.verify import verify
from whosays.ledger.view import View
from whosays.ledger.writer import refile_pending
from whosays.model.claim import Claim
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

    def search(self, words: str, *, limit: int = 50) -> tuple[Hit, ...]:
        """Reports and claims that hold all the words."""
        return search(self.db, words, limit)

    # what people judge, as they see it

    def claim_versions(self, claim_ids: Sequence[str]) -> Mapping[str, str]:
        """A version for each claim, another one as soon as it is changed or judged."""
        return versions.claim_versions(self.db, claim_ids)

    def version(self, kind: JudgementKind, on: str) -> str:
        """The version of the record that a judgement of this kind would be on; null-like for none."""
        return next(iter(versions.versions_for(self.db, kind, on)), "gone")

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
