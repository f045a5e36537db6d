"""Cases: named sets of claims and incidents with notes, told by remarks in the history and put together from them.

A case has no table of its own: each change is a remark (`case`), so that who changed what and when is part of the hash chain, and
a redaction scrubs its words as it does all others.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from whosays.errors import ConflictError, JudgementError, NotFoundError
from whosays.ledger.codec import unpack
from whosays.ledger.database import Database
from whosays.ledger.records import Case, CaseNote
from whosays.ledger.writer import ReadingWriter
from whosays.model.ids import short_hash

KINDS: Final = ("claim", "incident")


def cases(db: Database) -> tuple[Case, ...]:
    """All cases by name; a remark that a redaction made unreadable is left out."""
    sql = """SELECT h.seq, h.at, h.by, r.payload FROM remarks r CROSS JOIN history h ON h.seq = r.seq
             WHERE h.kind = 'case' ORDER BY h.seq"""
    found: dict[str, Case] = {}
    for seq, at, by, payload in db.rows(sql):
        said = _said(payload)
        if said is not None:
            name = str(said["case"])
            found[name] = _changed(found.get(name), said, seq, at, unpack(by))
    return tuple(sorted(found.values(), key=lambda case: (case.name.casefold(), case.case_id)))


def _said(payload: bytes) -> Mapping[str, Any] | None:
    try:
        said = json.loads(unpack(payload))
    except ValueError:
        return None
    return said if isinstance(said, dict) and "case" in said else None


def _changed(case: Case | None, said: Mapping[str, Any], seq: int, at: str, by: str) -> Case:
    """The case after one change."""
    now = case or Case(str(said["case"]), seq, "", "", (), (), by, at, closed=False)
    members = [one for one in now.members if one not in said.get("remove", ())]
    members += [one for one in said.get("add", ()) if one not in members]
    notes = now.case_notes
    if "note" in said:
        notes = (*notes, CaseNote(str(said["note"]["on"]), str(said["note"]["text"]), by, at))
    return replace(
        now, version=seq, by=by, at=at, members=tuple(members), case_notes=notes, name=said.get("name", now.name),
        notes=said.get("notes", now.notes), closed=bool(said.get("closed", now.closed)),
    )


def case(db: Database, case_id: str) -> Case:
    """One case.

    Raises:
        NotFoundError: none has the id.
    """
    for one in cases(db):
        if one.case_id == case_id:
            return one
    raise NotFoundError(f"no case has the id {case_id!r}")


def change_case(writer: ReadingWriter, case_id: str | None, expected: int | None, said: Mapping[str, Any]) -> Case:
    """Make a case (`case_id` null) or change one: name, notes, add, remove, note, closed.

    Raises:
        ConflictError: `expected` is not the version that stands.
        JudgementError: a case without a name, or a member that is none.
        NotFoundError: no such case or member.
    """
    db = writer.db
    with db.transaction():
        if case_id is None:
            if not str(said.get("name", "")).strip():
                raise JudgementError("a case needs a name")
            case_id = short_hash("case", writer.by, str(said["name"]), int(db.value("SELECT coalesce(max(seq), 0) FROM history")))
        else:
            stands = case(db, case_id)
            if expected is not None and expected != stands.version:
                raise ConflictError(f"case {stands.name!r} was changed by {stands.by} since you looked at it; nothing of yours was stored")
        known = {name: said[name] for name in ("name", "notes", "note", "closed", "remove") if said.get(name) is not None}
        added = [_member(db, one) for one in said.get("add") or ()]
        writer.remark("case", {"case": case_id, **known, **({"add": added} if added else {})})
        return case(db, case_id)


def _member(db: Database, wanted: str) -> str:
    kind, _, name = wanted.partition(":")
    if kind not in KINDS:
        raise JudgementError(f"{wanted!r} is no member of a case; expected claim:ID or incident:ID")
    if not db.value(f"SELECT 1 FROM {kind}s WHERE {kind}_id = ?", (name,)):  # noqa: S608 - kind is one of KINDS
        raise NotFoundError(f"no {kind} has the id {name!r}")
    return wanted


def claims_of(db: Database, members: Iterable[str]) -> tuple[str, ...]:
    """Ids of the claims of a case and of the incidents in it, sorted. Retired incidents lead to those that took their place."""
    from whosays.ledger.view import View

    view = View(db)
    found: set[str] = set()
    for member in members:
        kind, _, name = member.partition(":")
        if kind == "claim":
            found.add(name)
        else:
            sql = "SELECT claim_id FROM incident_claims WHERE incident_id = ?"
            found.update(row[0] for row in db.rows(sql, (view.follow(name),)))
    return tuple(sorted(found))


def split_members(members: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Ids of claims and of incidents, in the order in which they were added."""
    pairs = [member.partition(":") for member in members]
    return tuple(name for kind, _, name in pairs if kind == "claim"), tuple(name for kind, _, name in pairs if kind == "incident")
