"""Versions of what people judge: a short string that differs as soon as somebody else has changed the record."""

from collections.abc import Mapping, Sequence
from typing import Final

from whosays.errors import ConflictError
from whosays.ledger.codec import sha256
from whosays.ledger.database import Database
from whosays.model.judgement import JudgementKind

_OF_CLAIMS: Final = "'accept', 'reject', 'edit'"
_OF_INCIDENTS: Final = "'assess', 'join', 'split'"


def _last(kinds: str, on: str = "?") -> str:
    """The number of the last judgement of these kinds on a record, as SQL."""
    return f"(SELECT coalesce(max(seq), 0) FROM judgements WHERE kind IN ({kinds}) AND on_id = {on})"  # noqa: S608


def _last_on(db: Database, kinds: str, on: str) -> int:
    found: int = db.value(f"SELECT {_last(kinds)}", (on,))
    return found


def claim_versions(db: Database, claim_ids: Sequence[str]) -> Mapping[str, str]:
    """The version of each claim: what it says and how it is judged, and the last judgement on it."""
    last = _last(_OF_CLAIMS, "c.claim_id")
    marks = ", ".join("?" * len(claim_ids))
    sql = f"SELECT c.claim_id, hex(c.mark), {last} FROM claims c WHERE c.claim_id IN ({marks})"  # noqa: S608
    return {claim_id: f"{mark.lower()}.{seq}" for claim_id, mark, seq in db.rows(sql, tuple(claim_ids))}


def incident_version(db: Database, incident_id: str) -> str:
    """The version of an incident: its record, and the last judgement on it."""
    payload = db.value("SELECT payload FROM incidents WHERE incident_id = ?", (incident_id,))
    return f"{sha256(payload)[:16] if payload is not None else 'gone'}.{_last_on(db, _OF_INCIDENTS, incident_id)}"


def entity_version(db: Database, entity_id: str) -> str:
    """The version of an actor: the last judgement on who it is."""
    return str(_last_on(db, "'same', 'not_same'", entity_id))


def report_version(db: Database, report_id: str) -> str:
    """The version of a report for who adds claims: whether it stands, and the last claim added."""
    live = db.value("SELECT live FROM reports WHERE report_id = ?", (report_id,))
    added = _last_on(db, "'add'", report_id)
    return f"{live}.{added}"


def judgement_version(db: Database, judgement_id: str) -> str:
    """The version of a judgement for who withdraws it: the last withdrawal of it."""
    return str(_last_on(db, "'withdraw'", judgement_id))


def versions_for(db: Database, kind: JudgementKind, on: str) -> tuple[str, ...]:
    """The versions that may be expected by a judgement of this kind: an incident bears the id of one of its claims."""
    if kind == "add":
        return (report_version(db, on),)
    if kind == "withdraw":
        return (judgement_version(db, on),)
    if kind in ("same", "not_same"):
        return (entity_version(db, on),)
    claim = tuple(claim_versions(db, [on]).values())
    if kind in ("accept", "reject", "edit"):
        return claim
    return (incident_version(db, on), *claim)


def check_version(db: Database, kind: JudgementKind, on: str, expected: str | None) -> None:
    """Refuse a judgement on something that was changed since it was looked at; inside the transaction that stores it.

    Raises:
        ConflictError: naming who changed it.
    """
    if expected is None or expected in versions_for(db, kind, on):
        return
    found = db.row("SELECT h.by, h.at FROM judgements j JOIN history h ON h.seq = j.seq WHERE j.on_id = ? ORDER BY j.seq DESC", (on,))
    who = f"{found[0].decode('utf-8', 'replace')} judged it at {found[1][:16].replace('T', ' ')} UTC" if found else "it was read or joined anew"
    raise ConflictError(f"{on} was changed since you looked at it: {who}; nothing of yours was stored")
