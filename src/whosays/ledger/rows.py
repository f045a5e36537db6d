"""Records as they lie in tables, and the bytes over which the history takes its digests. Shared by writer, view and verify."""

import dataclasses
import hashlib
from collections.abc import Callable, Mapping
from typing import Final

from whosays.errors import AmbiguousIdError, NotFoundError
from whosays.ledger.codec import decode, encode, unpack
from whosays.ledger.database import Database
from whosays.ledger.effective import Anchor, ReportFold, Standing, fold, withdrawn
from whosays.ledger.records import ReadingState
from whosays.model.claim import Claim
from whosays.model.judgement import Judgement
from whosays.model.report import Report

MIN_PREFIX = 4
"""Shortest beginning of an id that is looked up: fewer digits would be typing errors rather than ids."""


def load_report(db: Database, key: int) -> Report:
    """The report under a key, text included."""
    found = db.row("SELECT r.payload, t.text FROM reports r JOIN texts t ON t.report = r.key WHERE r.key = ?", (key,))
    if found is None:
        raise NotFoundError(f"no report under key {key}")
    return dataclasses.replace(decode(found[0], Report), text=unpack(found[1]))


def report_payload(report: Report) -> bytes:
    """A report as stored: without its text, which has a table of its own."""
    return encode(dataclasses.replace(report, text=""))


def load_state(data: bytes) -> ReadingState:
    """A reading state as stored."""
    return decode(data, ReadingState)


def machine_claims(db: Database, report: int) -> dict[str, Claim]:
    """The machine's claims of a report by id, in text order."""
    found = [decode(row[0], Claim) for row in db.rows("SELECT payload FROM machine_claims WHERE report = ?", (report,))]
    return {claim.claim_id: claim for claim in sorted(found, key=in_text)}


def in_text(claim: Claim) -> tuple[int, str]:
    """Sort key of claims inside a report."""
    return claim.trigger.start, claim.claim_id


def standing(db: Database, report_id: str) -> list[Standing]:
    """The judgements on claims of a report, in the order in which they were made."""
    gone = withdrawn_ids(db)
    found = db.rows("SELECT seq, payload, anchor FROM judgements WHERE report_id = ? ORDER BY seq", (report_id,))
    out = []
    for seq, payload, anchored in found:
        judgement = decode(payload, Judgement)
        out.append(Standing(seq, judgement, decode(anchored, Anchor), judgement.judgement_id in gone))
    return out


def withdrawn_ids(db: Database) -> set[str]:
    """Ids of all judgements that no longer stand."""
    found = db.rows("SELECT payload FROM judgements WHERE kind = 'withdraw' ORDER BY seq")
    return withdrawn([decode(row[0], Judgement) for row in found])


def fold_report(db: Database, key: int) -> ReportFold:
    """The effective claims of a report."""
    report = load_report(db, key)
    return fold(report, machine_claims(db, key), standing(db, report.report_id))


def report_parts(db: Database, key: int) -> list[bytes]:
    """The bytes of subject `report:<id>`: its record, its text, and whether it is the live version."""
    found = db.row("SELECT r.payload, t.text, r.live, r.redacted FROM reports r JOIN texts t ON t.report = r.key WHERE r.key = ?", (key,))
    if found is None:
        return []
    return [found[0], found[1], str(found[2]).encode(), str(found[3]).encode()]


def reading_parts(db: Database, key: int) -> list[bytes]:
    """The bytes of subject `reading:<id>`: state, claims (by their own digest), entities, items and issues, each list in order."""
    state = db.value("SELECT state FROM reports WHERE key = ?", (key,))
    parts: list[bytes] = [state if state is not None else b""]
    lists: Mapping[str, str] = {
        "claims": "SELECT digest FROM machine_claims WHERE report = ? ORDER BY claim_id",
        "entities": "SELECT payload FROM report_entities WHERE report = ? ORDER BY entity_id",
        "items": "SELECT payload FROM items WHERE report = ? ORDER BY item_id",
        "issues": "SELECT payload FROM issues WHERE report = ? ORDER BY batch, payload",
    }
    for name, sql in lists.items():
        parts.append(name.encode())
        parts.extend(row[0] for row in db.rows(sql, (key,)))
    return parts


def original_parts(db: Database, sha: str) -> list[bytes]:
    """The bytes of subject `original:<sha256>`; its data are proved by their own hash."""
    found = db.row("SELECT size, redacted FROM originals WHERE sha256 = ?", (sha,))
    return [sha.encode(), str(found[0]).encode(), str(found[1]).encode()] if found else []


def judgement_parts(db: Database, judgement_id: str) -> list[bytes]:
    """The bytes of subject `judgement:<id>`."""
    found = db.row(
        "SELECT seq, kind, on_id, coalesce(report_id, ''), anchor, payload FROM judgements WHERE judgement_id = ?", (judgement_id,),
    )
    return [part if isinstance(part, bytes) else str(part).encode() for part in found] if found else []


def incident_parts(db: Database, incident_id: str) -> list[bytes]:
    """The bytes of subject `incident:<id>`: its record, or where it redirects."""
    found = db.value("SELECT payload FROM incidents WHERE incident_id = ?", (incident_id,))
    if found is not None:
        return [b"incident", found]
    retired = db.row("SELECT coalesce(target, '') FROM redirects WHERE incident_id = ?", (incident_id,))
    return [b"retired", retired[0].encode()] if retired else []


def issues_parts(db: Database, batch: str) -> list[bytes]:
    """The bytes of subject `issues:<batch>`: issues that belong to no report."""
    sql = "SELECT payload FROM issues WHERE report IS NULL AND batch = ? ORDER BY payload"
    return [row[0] for row in db.rows(sql, (int(batch),))]


def remark_parts(db: Database, seq: str) -> list[bytes]:
    """The bytes of subject `remark:<seq>`: free words that belong to a row of the history."""
    found = db.value("SELECT payload FROM remarks WHERE seq = ?", (int(seq),))
    return [found] if found is not None else []


_PARTS: Final[Mapping[str, Callable[[Database, str], list[bytes]]]] = {
    "original": original_parts,
    "judgement": judgement_parts,
    "incident": incident_parts,
    "issues": issues_parts,
    "remark": remark_parts,
}


def parts_of(db: Database, subject: str) -> list[bytes]:
    """The bytes that now stand under a subject of the history (`kind:name`); none when it is gone."""
    kind, _, name = subject.partition(":")
    if kind in ("report", "reading"):
        key = db.value("SELECT key FROM reports WHERE report_id = ?", (name,))
        if key is None:
            return []
        return report_parts(db, key) if kind == "report" else reading_parts(db, key)
    return _PARTS[kind](db, name)


def claim_digest(payload: bytes) -> bytes:
    """The digest of a machine claim, kept beside it so that an edited row can be named."""
    return hashlib.sha256(payload).digest()


def find_id(db: Database, what: str, wanted: str, sources: tuple[tuple[str, str], ...]) -> str:
    """The one id that is, or begins with, `wanted`; `sources` are (table, column).

    Raises:
        NotFoundError, AmbiguousIdError: as named.
    """
    for table, column in sources:
        if db.value(f"SELECT 1 FROM {table} WHERE {column} = ?", (wanted,)):  # noqa: S608
            return wanted
    found: set[str] = set()
    if len(wanted) >= MIN_PREFIX and wanted.isalnum() and wanted.isascii():
        for table, column in sources:
            sql = f"SELECT DISTINCT {column} FROM {table} WHERE {column} >= ? AND {column} < ? ORDER BY {column} LIMIT 6"  # noqa: S608
            found |= {row[0] for row in db.rows(sql, (wanted, wanted + "g"))}
    if not found:
        raise NotFoundError(f"no {what} has the id {wanted!r}")
    if len(found) > 1:
        some = ", ".join(sorted(found)[:5])
        raise AmbiguousIdError(f"{wanted!r} begins the ids of several {what}s: {some}")
    return found.pop()
