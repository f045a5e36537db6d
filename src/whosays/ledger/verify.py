"""Whether a ledger is what its history says: the chain recomputed, and every row it speaks of compared."""

import json
from collections.abc import Iterator
from typing import Any, Final

from whosays.errors import LedgerError
from whosays.ledger import history, index, rows
from whosays.ledger.codec import sha256, unpack, unsqueeze
from whosays.ledger.database import Database
from whosays.ledger.records import Verification

Broken = tuple[int, str]
"""The number of a history row and why it does not hold."""

_TABLES: Final = {
    "report": "SELECT report_id FROM reports",
    "reading": "SELECT report_id FROM reports",
    "original": "SELECT sha256 FROM originals",
    "judgement": "SELECT judgement_id FROM judgements",
    "incident": "SELECT incident_id FROM incidents UNION SELECT incident_id FROM redirects",
    "issues": "SELECT DISTINCT CAST(batch AS TEXT) FROM issues WHERE report IS NULL",
    "remark": "SELECT CAST(seq AS TEXT) FROM remarks",
}
"""Each kind of subject, and where its names come from."""


def verify(db: Database, expect: str | None) -> Verification:
    """Recompute everything; stops at the first row of history that does not hold."""
    with db.snapshot():
        length, head = history.head(db)
        try:
            broken = _chain(db, expect) or _rows(db)
        except LedgerError as error:
            broken = (length, str(error))
    if broken is None:
        return Verification(ok=True, head=head.hex(), length=length)
    return Verification(ok=False, head=head.hex(), length=length, first_broken=broken[0], reason=broken[1])


def _chain(db: Database, expect: str | None) -> Broken | None:
    """The chain alone: numbers without a gap, each hash over its row and the one before, each root over its entries."""
    prev, last, noted = history.GENESIS, 0, expect.strip().lower() if expect is not None else None
    met = noted in (None, history.GENESIS.hex())
    sql = "SELECT seq, kind, at, by, note, root, prev, hash FROM history ORDER BY seq"
    for seq, kind, at, by, note, root, before, digest in db.each(sql):
        if seq != last + 1:
            return last + 1, f"row {last + 1} is missing from the history"
        if before != prev:
            return seq, f"row {seq} does not follow on row {last}: a row was changed, dropped or swapped"
        if history.row_hash((seq, kind, at, by, note, root, before)) != digest:
            return seq, f"row {seq} ({kind}) was changed: its hash does not hold"
        if broken := _entries(db, seq, root, json.loads(note)):
            return broken
        prev, last = digest, seq
        met = met or digest.hex() == noted
    if not met:
        return last + 1, f"the noted head {expect} is not in the history: its tail was cut off or rewritten"
    stray = db.value("SELECT min(seq) FROM entries WHERE seq > ?", (last,))
    return (stray, f"entries of row {stray} are there, but the row is not: the tail of the history was cut off") if stray else None


def _entries(db: Database, seq: int, root: bytes, note: dict[str, Any]) -> Broken | None:
    found = db.rows("SELECT subject, digest, salt IS NULL, destroyed_by FROM entries WHERE seq = ? ORDER BY n", (seq,))
    if history.root_of((subject, digest) for subject, digest, _, _ in found) != root:
        return seq, f"the entries of row {seq} were changed"
    for subject, _, no_salt, by in found:
        if bool(no_salt) != (by is not None):
            return seq, f"the salt of {subject} in row {seq} is gone, and no redaction says so"
    count, listed = history.destroyed_list(db, seq)
    if count and (note.get("destroyed") != count or note.get("destroyed_list") != listed):
        return seq, f"row {seq} does not list the salts that were destroyed in its name"
    return None


def _rows(db: Database) -> Broken | None:
    """Each subject's latest entry against the rows that stand now, the lowest broken number first; then what no entry covers."""
    found = list(_subjects(db))
    if found:
        return min(found)
    for kind, sql in _TABLES.items():
        for (name,) in db.rows(sql):
            if not db.value("SELECT 1 FROM entries WHERE subject = ?", (f"{kind}:{name}",)):
                return history.head(db)[0] + 1, f"{kind} {name} is in the ledger, but no row of the history brought it there"
    return _derived(db)


def _subjects(db: Database) -> Iterator[Broken]:
    latest = """SELECT e.subject, e.seq, e.salt, e.digest FROM entries e
                WHERE e.seq = (SELECT max(seq) FROM entries WHERE subject = e.subject) ORDER BY e.seq, e.n"""
    for subject, seq, salt, digest in db.each(latest):
        kind, _, name = subject.partition(":")
        if salt is None:
            yield seq, f"{subject} was redacted, and row {seq} says nothing of what stands there now"
        elif why := _named_change(db, kind, name) or _changed(db, kind, name, salt, digest):
            yield seq, why


def _changed(db: Database, kind: str, name: str, salt: bytes, digest: bytes) -> str | None:
    parts = rows.parts_of(db, f"{kind}:{name}")
    if not parts:
        return f"{kind} {name} is gone from the ledger, and no redaction says so"
    if history.salted(salt, parts) != digest:
        return f"{kind} {name} was changed behind the history's back"
    return None


def _named_change(db: Database, kind: str, name: str) -> str | None:
    """A change that can be pinned on one claim, or on the bytes of an original."""
    if kind == "reading":
        sql = """SELECT m.claim_id, m.payload, m.digest FROM machine_claims m JOIN reports r ON r.key = m.report
                 WHERE r.report_id = ? ORDER BY m.claim_id"""
        for claim_id, payload, digest in db.rows(sql, (name,)):
            if rows.claim_digest(payload) != digest:
                return f"claim {claim_id} of report {name} was changed behind the history's back"
    if kind == "original":
        found = db.row("SELECT data, redacted FROM originals WHERE sha256 = ?", (name,))
        if found and not found[1] and (found[0] is None or sha256(unsqueeze(found[0])) != name):
            return f"the bytes of original {name} were changed or removed"
    return None


def _derived(db: Database) -> Broken | None:
    """The rows that filters use, against the effective claims that they are derived from."""
    after = history.head(db)[0] + 1
    columns = ", ".join(index.COLUMNS)
    for key, report_id, doc_id, live, payload in db.each("SELECT key, report_id, doc_id, live, payload FROM reports ORDER BY report_id"):
        outlet = json.loads(payload)["outlet"]
        home = index.Home(key, unpack(doc_id), outlet, bool(live))
        folded = rows.fold_report(db, key).claims
        stored = {row[1]: row for row in db.rows(f"SELECT key, {columns} FROM claims WHERE report = ?", (key,))}  # noqa: S608
        if set(stored) != set(folded):
            return after, f"the claims found for report {report_id} are not those that were stored"
        for claim_id, one in folded.items():
            wanted = index.row_of(one.claim, one.judged, home, changed=one.changed)
            terms = index.linked_terms(one.claim, outlet)
            if tuple(stored[claim_id][1:]) != wanted or index.terms_in(db, stored[claim_id][0]) != terms:
                return after, f"claim {claim_id} is filed otherwise than it reads: its row for filters was changed"
    return None
