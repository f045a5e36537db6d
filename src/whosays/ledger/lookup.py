"""Records by id and by time of writing, for pages that show a few of many."""

import json
from collections.abc import Sequence
from typing import Any, Final

from whosays.ledger import history
from whosays.ledger.codec import decode, pack, unpack
from whosays.ledger.database import Database
from whosays.ledger.effective import ON_CLAIMS
from whosays.ledger.records import ClaimRow, HistoryRow, JudgedRecord
from whosays.ledger.rows import withdrawn_ids
from whosays.ledger.view import CLAIM_COLUMNS, claim_row
from whosays.model.incident import Incident
from whosays.model.judgement import Judgement


def claims_among(db: Database, claim_ids: Sequence[str]) -> list[ClaimRow]:
    """The claims with these ids, rejected and superseded ones too, by document and place in it."""
    marks = ", ".join("?" * len(claim_ids))
    sql = f"""SELECT {CLAIM_COLUMNS}, c.start FROM claims c LEFT JOIN machine_claims m ON m.key = c.key
              WHERE +c.live >= 0 AND c.claim_id IN ({marks})"""  # noqa: S608
    found = db.rows(sql, tuple(claim_ids))
    rows = sorted(((row[2], row[4], claim_row(row)) for row in found), key=lambda row: (row[0], row[1], row[2].claim.claim_id))
    return [row for _, _, row in rows]


def claims_of(db: Database, report_id: str) -> list[ClaimRow]:
    """The claims of a report, rejected ones too, in text order."""
    sql = f"""SELECT {CLAIM_COLUMNS}, c.start FROM claims c LEFT JOIN machine_claims m ON m.key = c.key
              WHERE +c.live >= 0 AND c.report = (SELECT key FROM reports WHERE report_id = ?)"""  # noqa: S608
    rows = sorted(((row[4], claim_row(row)) for row in db.rows(sql, (report_id,))), key=lambda row: (row[0], row[1].claim.claim_id))
    return [row for _, row in rows]


def incidents_among(db: Database, incident_ids: Sequence[str]) -> list[Incident]:
    """The incidents with these ids, by id, without assessments."""
    marks = ", ".join("?" * len(incident_ids))
    sql = f"SELECT payload FROM incidents WHERE incident_id IN ({marks}) ORDER BY incident_id"  # noqa: S608
    return [decode(row[0], Incident) for row in db.rows(sql, tuple(incident_ids))]


def incidents_since(db: Database, since: int, limit: int) -> list[str]:
    """Ids of incidents that were stored or retired after a write, by id."""
    sql = """SELECT DISTINCT substr(subject, 10) FROM entries
             WHERE seq > ? AND seq IN (SELECT seq FROM history WHERE kind = 'incidents' AND seq > ?) ORDER BY 1 LIMIT ?"""
    return [row[0] for row in db.rows(sql, (since, since, limit))]


def judgement_records(db: Database, judgement_ids: Sequence[Any]) -> list[JudgedRecord]:
    """Judgements by id, in the order in which they were made. `claim_id` is the claim they were made on."""
    wanted = [one for one in judgement_ids if isinstance(one, str)]
    if not wanted:
        return []
    marks = ", ".join("?" * len(wanted))
    sql = f"""SELECT j.seq, h.at, j.payload FROM judgements j JOIN history h ON h.seq = j.seq
              WHERE j.judgement_id IN ({marks}) ORDER BY j.seq"""  # noqa: S608
    gone = withdrawn_ids(db)
    out = []
    for seq, at, payload in db.rows(sql, tuple(wanted)):
        judgement = decode(payload, Judgement)
        claim = judgement.on if judgement.kind in ON_CLAIMS - {"add"} else None
        if judgement.kind == "add" and isinstance(judgement.after, dict):
            claim = judgement.after.get("claim_id")
        out.append(JudgedRecord(judgement, seq, at, judgement.judgement_id in gone, claim))
    return out


def history_back(
    db: Database, *, before: int, after: int, kind: str | None, by: str | None, on: str | None, limit: int,
) -> list[HistoryRow]:
    """Writes from row `before` - 1 back to `after` + 1, newest first; `on` is a record of which the write speaks."""
    conditions, values = ["h.seq < ?", "h.seq > ?"], [before, after]
    more: list[Any] = list(values)
    if kind is not None:
        conditions.append("h.kind = ?")
        more.append(kind)
    if by is not None:
        conditions.append("h.by = ?")
        more.append(pack(by))
    if on is not None:
        names = [f"{subject}:{on}" for subject in ("report", "reading", "incident", "judgement", "original")]
        spoken = f"SELECT seq FROM entries WHERE subject IN ({', '.join('?' * len(names))})"  # noqa: S608
        conditions.append(f"(h.seq IN ({spoken}) OR h.seq IN (SELECT seq FROM judgements WHERE on_id = ?))")  # noqa: S608
        more.extend([*names, on])
    sql = f"""SELECT h.seq, h.kind, h.at, h.by, h.note, h.hash, r.payload FROM history h LEFT JOIN remarks r ON r.seq = h.seq
              WHERE {' AND '.join(conditions)} ORDER BY h.seq DESC LIMIT ?"""  # noqa: S608
    return [history.row_of(row) for row in db.rows(sql, (*more, limit))]


def first_read(db: Database, report_id: str) -> str | None:
    """When the bytes of a report came into this ledger: the time of the write that stored it first (ISO, UTC)."""
    sql = "SELECT h.at FROM entries e JOIN history h ON h.seq = e.seq WHERE e.subject = ? ORDER BY e.seq LIMIT 1"
    found: str | None = db.value(sql, (f"report:{report_id}",))
    return found


def ties(db: Database) -> list[tuple[str, str, str, str, str]]:
    """Ties between outlets in all incidents: (incident_id, kind, one, other, reason); a report without an outlet by its name."""
    outlets: dict[str, str] = {
        unpack(doc_id): outlet or unpack(doc_id)
        for doc_id, outlet in db.rows("SELECT doc_id, json_extract(CAST(payload AS TEXT), '$.outlet') FROM reports WHERE live = 1")
    }
    sql = """SELECT i.incident_id, json_extract(e.value, '$.kind'), json_extract(e.value, '$.origin'), json_extract(e.value, '$.to'),
               json_extract(e.value, '$.reason')
             FROM incidents i, json_each(CAST(i.payload AS TEXT), '$.stemma') e ORDER BY i.incident_id"""
    return [(name, kind, str(outlets.get(one, one)), str(outlets.get(other, other)), reason) for name, kind, one, other, reason in db.rows(sql)]


COLUMNS_LAYOUT: Final = "2"
"""Of the columns that a ledger keeps (`columns_kept`): those in another layout are gathered anew."""

LARGE: Final = 60_000
"""Claims from which a ledger keeps its columns: those of a smaller one are gathered in half a second or so."""

KEPT_BEHIND: Final = 2_000
"""Writes by which the kept columns may be behind: a desk merges them in within a second or two of its start."""


def kept_head(db: Database) -> int | None:
    """The last write that the kept columns know of; null where none are kept in this layout."""
    found = db.value("SELECT data FROM kept_columns WHERE name = 'head'")
    said = json.loads(found) if found is not None else {}
    return int(said["head"]) if said.get("layout") == COLUMNS_LAYOUT else None


def columns_behind(db: Database) -> bool:
    """Whether this is a large ledger that keeps no columns, or none that are near its last write."""
    there = kept_head(db)
    if there is not None and history.head(db)[0] - there < KEPT_BEHIND:
        return False
    return bool(db.value("SELECT count(*) FROM (SELECT 1 FROM claims WHERE live = 1 LIMIT ?)", (LARGE + 1,)) > LARGE)
