"""Cases: named sets of claims and incidents with notes."""

from whosays import api
from whosays.desk.asking import Ask, bad
from whosays.desk.lines import claims_by_id, incident_line
from whosays.desk.pages.judging import who
from whosays.desk.shapes.cases import CaseAnswer, CaseChange, CaseLine, CasePage, CaseRows
from whosays.errors import NotFoundError

MOST_MEMBERS = 5_000
LONGEST = 20_000


def _line(case: api.Case) -> CaseLine:
    claims, incidents = api.split_members(case.members)
    return CaseLine(
        case_id=case.case_id, version=case.version, name=case.name, notes=case.notes, claims=len(claims), incidents=len(incidents),
        members=list(case.members), by=case.by, at=case.at, closed=case.closed,
    )


def cases(ask: Ask) -> CaseRows:
    """All cases by name."""
    ask.whole()
    return CaseRows(rows=[_line(one) for one in ask.book.cases()])


def case(ask: Ask) -> CasePage:
    """One case with its claims, incidents and notes."""
    ask.whole()
    found = ask.book.case(ask.path["id"])
    claims, incidents = api.split_members(found.members)
    lines = claims_by_id(ask.book, claims)
    there = {line.claim_id for line in lines}
    shown, gone = [], [f"claim:{one}" for one in claims if one not in there]
    for incident_id in incidents:
        try:
            shown.append(incident_line(ask.book, ask.book.incident(incident_id)))
        except NotFoundError:
            gone.append(f"incident:{incident_id}")
    return CasePage(case=_line(found), claims=lines, incidents=shown, notes=list(found.case_notes), gone=gone)


def new_case(ask: Ask) -> CaseAnswer:
    """Make a case."""
    return _changed(ask, None)


def change_case(ask: Ask) -> CaseAnswer:
    """Change a case; 409 where somebody else was quicker."""
    return _changed(ask, ask.path["id"])


def _changed(ask: Ask, case_id: str | None) -> CaseAnswer:
    change: CaseChange = ask.taken(CaseChange)
    for text in (change.name, change.notes, change.note.text if change.note else None):
        if text is not None and len(text) > LONGEST:
            raise bad(f"a name or note has at most {LONGEST} letters")
    if len(change.add) > MOST_MEMBERS:
        raise bad(f"at most {MOST_MEMBERS} members are added at once")
    said = {name: getattr(change, name) for name in ("name", "notes", "add", "remove", "closed") if getattr(change, name) not in (None, [])}
    if change.note is not None:
        said["note"] = {"on": change.note.on, "text": change.note.text}
    if case_id is not None and not said:
        raise bad("nothing is to be changed: give name, notes, add, remove, note or closed")
    office = ask.office
    done = api.change(
        who(change.by), said, case_id=case_id, expected=change.expected, ledger=office.ledger, settings=office.settings,
    )
    return CaseAnswer(case=_line(done))
