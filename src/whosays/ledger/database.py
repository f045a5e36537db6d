"""The file: opening, migrations, transactions, and SQLite's errors in whosays' words."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, Literal

import apsw

from whosays.errors import (
    LedgerBusyError,
    LedgerError,
    LedgerFullError,
    LedgerReadOnlyError,
    LedgerVersionError,
    NotFoundError,
)

APPLICATION_ID: Final = 0x77686F73
"""`whos` in ASCII, in the file's header: how a ledger is told from another SQLite file."""

MIGRATIONS: Final[tuple[str, ...]] = ("schema.sql", "refile.sql", "joining.sql", "columns.sql", "dates.sql", "glances.sql")
"""SQL files in order; the n-th brings a ledger to version n."""

CHECKPOINT_PAGES: Final = 4000
"""Pages of 4 KiB that the write-ahead log takes before it is folded into the file: 16 MiB, a few hundred reports."""

CACHE_KIB: Final = 32_768
"""Page cache of a writer, KiB: the names and ids of a large ledger are met in no order."""

Mode = Literal["read", "write", "create"]
Row = tuple[Any, ...]


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Raise SQLite's errors as the ledger's own, each naming the file.

    Raises:
        LedgerError: or the leaf that fits.
    """
    try:
        yield
    except (apsw.BusyError, apsw.LockedError) as error:
        raise LedgerBusyError(f"{path}: another process is writing to this ledger; try again when it has finished") from error
    except apsw.FullError as error:
        raise LedgerFullError(f"{path}: the disk is full; nothing of the record in hand was stored") from error
    except (apsw.ReadOnlyError, apsw.PermissionsError, apsw.CantOpenError) as error:
        raise LedgerReadOnlyError(f"{path}: cannot be opened for writing ({error}); check the file's and folder's rights") from error
    except apsw.NotADBError as error:
        raise LedgerVersionError(f"{path}: this file is not a whosays ledger") from error
    except apsw.CorruptError as error:
        raise LedgerError(f"{path}: the file is damaged ({error})") from error
    except apsw.ConstraintError as error:
        raise LedgerError(f"{path}: two records have one id, or the history was to be changed ({error})") from error
    except apsw.IOError as error:
        raise LedgerError(f"{path}: reading or writing failed ({error})") from error


class Database:
    """One connection. `mode`: `read` never writes, `write` needs an existing ledger, `create` makes one where none is."""

    def __init__(self, path: Path, mode: Mode, *, busy_timeout_s: float) -> None:
        """Open and, unless reading, bring the ledger to this version.

        Raises:
            NotFoundError: no such file (modes read and write).
            LedgerVersionError: a newer ledger, or no ledger.
            LedgerReadOnlyError: not writable (modes write and create).
        """
        self.path = path
        self.mode = mode
        self._depth = 0
        self._busy_ms = int(busy_timeout_s * 1000)
        if mode != "create" and not path.is_file():
            raise NotFoundError(f"{path}: no ledger there; `whosays read PATH --ledger {path}` makes one")
        with plain_errors(path):
            self._con = self._connect()
        try:
            self._prepare()
        except BaseException:
            self._con.close()
            raise

    def _connect(self) -> Any:
        if self.mode == "read":
            return self._connect_reading()
        flags = apsw.SQLITE_OPEN_READWRITE | (apsw.SQLITE_OPEN_CREATE if self.mode == "create" else 0)
        con = apsw.Connection(str(self.path), flags=flags)
        con.set_busy_timeout(self._busy_ms)
        if con.readonly("main"):
            con.close()
            raise LedgerReadOnlyError(f"{self.path}: the ledger cannot be written; check the file's and folder's rights")
        return con

    def _connect_reading(self) -> Any:
        con = apsw.Connection(str(self.path), flags=apsw.SQLITE_OPEN_READONLY)
        con.set_busy_timeout(self._busy_ms)
        try:
            con.execute("SELECT count(*) FROM sqlite_schema").fetchall()
        except (apsw.CantOpenError, apsw.ReadOnlyError):
            # A write-ahead ledger in a folder without write rights: nobody can be writing, so the file alone is whole.
            con.close()
            if Path(f"{self.path}-wal").exists():
                raise
            uri = f"{self.path.absolute().as_uri()}?immutable=1"
            con = apsw.Connection(uri, flags=apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI)
        return con

    def _prepare(self) -> None:
        with plain_errors(self.path):
            version = self.value("PRAGMA user_version")
            known = self.value("PRAGMA application_id") == APPLICATION_ID
            empty = not known and self.value("SELECT count(*) FROM sqlite_schema") == 0
        if not known and not (empty and version == 0 and self.mode == "create"):
            raise LedgerVersionError(f"{self.path}: this file is not a whosays ledger")
        if version > len(MIGRATIONS):
            raise LedgerVersionError(
                f"{self.path}: written by a newer whosays (ledger version {version}, this one knows {len(MIGRATIONS)}); update whosays",
            )
        if self.mode == "read":
            if version < len(MIGRATIONS):
                raise LedgerVersionError(f"{self.path}: an older ledger (version {version}); open it once for writing to bring it up")
            return
        self._write_settings()
        if version < len(MIGRATIONS):
            self._migrate()

    def _write_settings(self) -> None:
        self.run("PRAGMA journal_mode = WAL")
        self.run("PRAGMA synchronous = FULL")
        self.run(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
        self.run(f"PRAGMA cache_size = -{CACHE_KIB}")
        self.run("PRAGMA foreign_keys = OFF")
        self.run("PRAGMA trusted_schema = OFF")

    def _migrate(self) -> None:
        """Run the missing migrations, in one transaction."""
        with self.transaction():
            done = self.value("PRAGMA user_version")  # another process may have been quicker
            for name in MIGRATIONS[done:]:
                self.run(files("whosays.ledger").joinpath(name).read_text("utf-8"))
            self.run(f"PRAGMA application_id = {APPLICATION_ID}")
            self.run(f"PRAGMA user_version = {len(MIGRATIONS)}")

    @property
    def writable(self) -> bool:
        """Whether this connection may write."""
        return self.mode != "read"

    @property
    def inside(self) -> bool:
        """Whether a transaction is open."""
        return self._depth > 0

    def set_durable(self, *, durable: bool) -> None:
        """Whether each commit waits for the disk (FULL) or leaves that to the next checkpoint (NORMAL): neither can tear the file."""
        self.run(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        """Run statements for their effect."""
        with plain_errors(self.path):
            self._con.execute(sql, values or None)

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for each row of values."""
        with plain_errors(self.path):
            self._con.executemany(sql, rows)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """All rows."""
        with plain_errors(self.path):
            return list(self._con.execute(sql, values or None))

    def each(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        """Rows one by one."""
        with plain_errors(self.path):
            yield from self._con.execute(sql, values or None)

    def row(self, sql: str, values: Sequence[Any] = ()) -> Row | None:
        """The first row, or null."""
        with plain_errors(self.path):
            found: Row | None = self._con.execute(sql, values or None).fetchone()
            return found

    def value(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """The first value of the first row, or null."""
        found = self.row(sql, values)
        return found[0] if found else None

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; inside another transaction, part of that one.

        Raises:
            LedgerBusyError: another writer did not finish in time.
        """
        if self._depth:
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
            return
        self.run("BEGIN IMMEDIATE")
        self._depth = 1
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            self._rollback()
            raise
        finally:
            self._depth = 0

    def _rollback(self) -> None:
        if not self._con.get_autocommit():
            self.run("ROLLBACK")

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Several reads of one and the same state."""
        if self._depth:
            yield
            return
        self.run("BEGIN")
        self._depth = 1
        try:
            yield
        finally:
            self._depth = 0
            self._rollback()

    def wipe(self) -> None:
        """Rewrite the file so that no deleted word is left in it, its free pages or its write-ahead log.

        Raises:
            LedgerBusyError: another process holds the file open for reading; what it reads cannot be wiped yet.
        """
        self.run("PRAGMA secure_delete = ON")
        for table in ("report_words", "report_grams", "claim_words", "claim_grams"):
            self.run(f"INSERT INTO {table} ({table}) VALUES ('optimize')")  # noqa: S608 - the names stand in this line
        for step in ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
            blocked = self.row(step)
            if blocked and blocked[0]:
                raise LedgerBusyError(f"{self.path}: another process is reading this ledger; old pages can be wiped only after it")

    def close(self) -> None:
        """Close the connection."""
        self._con.close()
