"""The history: every write is a row of a hash chain over salted digests."""

import hashlib
import json
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from whosays.ledger.codec import pack, unpack
from whosays.ledger.database import Database
from whosays.ledger.records import HistoryRow

SALT_BYTES: Final = 16
"""128 bits: a digest tells nothing of short or guessable words once its salt is gone."""

GENESIS: Final = b"\0" * 32
"""What stands in for the hash before the first row."""

Clock = Callable[[], datetime]
Parts = Iterable[bytes]
Entry = tuple[str, Sequence[bytes]]
"""A subject (`report:<id>`) and the bytes that now stand under it."""


def utc_now() -> datetime:
    """The clock of the history."""
    return datetime.now(UTC)


def joined(parts: Parts) -> bytes:
    """SHA-256 over length-prefixed parts."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.digest()


def salted(salt: bytes, parts: Parts) -> bytes:
    """The digest of parts under a salt."""
    return joined([salt, *parts])


def root_of(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """One hash over the (subject, digest) pairs of a row."""
    return joined(part for subject, digest in entries for part in (subject.encode(), digest))


def row_hash(row: Sequence[int | str | bytes]) -> bytes:
    """The hash that chains a row to the one before, over (seq, kind, at, by, note, root, prev)."""
    return joined(part if isinstance(part, bytes) else str(part).encode() for part in row)


def head(db: Database) -> tuple[int, bytes]:
    """Number and hash of the last row; (0, GENESIS) in an empty history."""
    found = db.row("SELECT seq, hash FROM history ORDER BY seq DESC LIMIT 1")
    return (found[0], found[1]) if found else (0, GENESIS)


def next_seq(db: Database) -> int:
    """The number that the next row will have (inside a transaction)."""
    return head(db)[0] + 1


def append(
    db: Database, clock: Clock, kind: str, *, by: str, note: Mapping[str, Any], entries: Sequence[Entry],
) -> int:
    """Write one row, inside the transaction of what it speaks of; returns its number. `note` may hold no words of a report."""
    last, prev = head(db)
    seq = last + 1
    rows = []
    for n, (subject, parts) in enumerate(entries):
        salt = secrets.token_bytes(SALT_BYTES)
        rows.append((seq, n, subject, salted(salt, parts), salt))
    at = clock().astimezone(UTC).isoformat(timespec="microseconds")
    told = json.dumps(note, sort_keys=True, separators=(",", ":")).encode()
    root = root_of((subject, digest) for _, _, subject, digest, _ in rows)
    packed = pack(by)
    db.run(
        "INSERT INTO history (seq, kind, at, by, note, root, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (seq, kind, at, packed, told, root, prev, row_hash((seq, kind, at, packed, told, root, prev))),
    )
    db.many("INSERT INTO entries (seq, n, subject, digest, salt) VALUES (?, ?, ?, ?, ?)", rows)
    return seq


def rows(db: Database, after: int, limit: int | None) -> Iterable[HistoryRow]:
    """History rows in order, with what was remarked on them."""
    sql = """SELECT h.seq, h.kind, h.at, h.by, h.note, h.hash, r.payload FROM history h LEFT JOIN remarks r ON r.seq = h.seq
             WHERE h.seq > ? ORDER BY h.seq LIMIT ?"""
    for row in db.each(sql, (after, -1 if limit is None else limit)):
        yield row_of(row)


def row_of(row: Sequence[Any]) -> HistoryRow:
    """A row of history from (seq, kind, at, by, note, hash, remark)."""
    seq, kind, at, by, note, digest, remark = row
    return HistoryRow(seq, kind, at, unpack(by), json.loads(note), digest.hex(), unpack(remark) if remark else "")


def destroy(db: Database, seq: int, subjects: Iterable[str]) -> tuple[int, str]:
    """Destroy the salts of all earlier entries on these subjects, for redaction `seq`; returns how many, and the hash of their list."""
    for subject in subjects:
        db.run(
            "UPDATE entries SET salt = NULL, destroyed_by = ? WHERE subject = ? AND seq < ? AND destroyed_by IS NULL",
            (seq, subject, seq),
        )
    return destroyed_list(db, seq)


def destroyed_list(db: Database, seq: int) -> tuple[int, str]:
    """How many salts redaction `seq` destroyed, and the hash of the list of them."""
    gone = db.rows("SELECT seq, n FROM entries WHERE destroyed_by = ? ORDER BY seq, n", (seq,))
    return len(gone), joined(f"{row}.{n}".encode() for row, n in gone).hex()
