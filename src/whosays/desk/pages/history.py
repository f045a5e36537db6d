"""History: who changed what from what to what, when and why; whether the ledger is whole; what changed since the last visit."""

import re
from collections import Counter
from typing import Any, Final

from whosays import api
from whosays.desk.asking import Ask
from whosays.desk.lines import judgement_lines, report_line
from whosays.desk.shapes.history import Changes, HistoryLine, HistoryRows, SilentEdit
from whosays.desk.shapes.lines import JudgementLine

LISTED: Final = 300
"""Changes of each kind that are listed at most."""
WORDS: Final = 40
"""Words that a silent edit shows at most, each way."""
KINDS: Final = ("reading", "judgement", "incidents", "issues", "original", "settings", "redaction", "case", "export")


def history(ask: Ask) -> HistoryRows:
    """Writes, newest first."""
    limit = ask.limit
    after = ask.number("after", 0, 0, 10**12)
    before = ask.number("before", ask.book.last + 1, 0, 10**12)
    kind, by, on = ask.choice("kind", (*KINDS, ""), ""), ask.one("by"), ask.one("on")
    ask.whole()
    found = ask.book.history_back(before=before, after=after, kind=kind or None, by=by, on=on, limit=limit + 1)
    rows = found[:limit]
    judged = {one.judgement.judgement_id: one for one in ask.book.judgement_records([row.note.get("judgement") for row in rows])}
    lines = [_line(ask, row, judged.get(str(row.note.get("judgement")))) for row in rows]
    return HistoryRows(rows=lines, next=rows[-1].seq if len(found) > limit else None)


def _line(ask: Ask, row: api.HistoryRow, record: api.JudgedRecord | None) -> HistoryLine:
    judgement = judgement_lines(ask.book, [record])[0] if record else None
    return HistoryLine(
        seq=row.seq, at=row.at, by=row.by, kind=row.kind, says=says(row, judgement), note=dict(row.note), remark=row.remark,
        judgement=judgement, hash=row.hash,
    )


def says(row: api.HistoryRow, judgement: JudgementLine | None) -> str:
    """One write as a sentence."""
    note = row.note
    if judgement is not None:
        return _judged(row.by, judgement)
    if row.kind == "reading":
        gone = note.get("superseded") or []
        more = f" in place of {', '.join(str(one) for one in gone)}" if gone else ""
        return f"report {note.get('report')} was read: {note.get('claims')} claims{more}"
    if row.kind == "incidents":
        return f"incidents were joined: {note.get('stored')} stored, {note.get('retired')} retired"
    if row.kind == "redaction":
        return f"{row.by} removed words ({note.get('target')}): {note.get('claims')} claims, {note.get('judgements')} judgements"
    plain = {
        "original": "an original was kept", "issues": "issues of inputs were noted", "settings": "the settings of a run were noted",
        "case": f"{row.by} changed a case", "export": f"{row.by} lifted a protection for an export",
    }
    return plain.get(row.kind, row.kind)


def _judged(by: str, one: JudgementLine) -> str:
    verbs = {
        "accept": "accepted claim", "reject": "rejected claim", "edit": "edited claim", "add": "added a claim to report",
        "join": "joined", "split": "split", "same": "held for one", "not_same": "held for two", "assess": "assessed incident",
        "withdraw": "withdrew judgement",
    }
    what = f" ({one.field}: {_short(one.from_)} → {_short(one.to)})" if one.kind == "edit" else ""
    why = f": {one.reason}" if one.reason else ""
    return f"{by} {verbs[one.kind]} {one.on}{what}{why}" + (" — withdrawn since" if one.withdrawn else "")


def _short(value: Any) -> str:
    said = str(value)
    return said if len(said) <= 60 else said[:59] + "…"


def verify(ask: Ask) -> api.Verification:
    """Recompute the chain of the history and compare it with all records; `expect` is a head noted before."""
    expect = ask.one("expect")
    ask.whole()
    return ask.book.verify(expect)


def changes(ask: Ask) -> Changes:
    """What changed since a write: new reports, silent edits by outlets, judgements, incidents."""
    since = ask.number("since", 0, 0, 10**12)
    ask.whole()
    book = ask.book
    rows = book.history_back(before=book.last + 1, after=since, kind=None, by=None, on=None, limit=20 * LISTED)
    read = [row for row in rows if row.kind == "reading"]
    heads = book.heads([str(row.note["report"]) for row in read[: 2 * LISTED]])
    standing = [head for head in dict.fromkeys(heads) if heads[head].status == "live"]
    edited = [name for name in standing if heads[name].report.replaces]
    judged = book.judgement_records([row.note.get("judgement") for row in rows if row.kind == "judgement"][:LISTED])
    touched = book.incidents_since(since, LISTED)
    return Changes(
        head=book.last, reports=[report_line(heads[name]) for name in standing if name not in edited][:LISTED],
        edited=[one for name in edited[:LISTED] if (one := _edit(book, heads[name])) is not None],
        judgements=judgement_lines(book, judged), incidents=touched, redactions=sum(row.kind == "redaction" for row in rows),
        more=len(rows) == 20 * LISTED or len(standing) > LISTED or len(touched) == LISTED,
    )


def _edit(book: api.LedgerView, head: api.ReportHead) -> SilentEdit | None:
    """New bytes under a known name, against the version before."""
    before = book.heads([head.report.replaces or ""]).get(head.report.replaces or "")
    if before is None:
        return None
    new, old = (book.report(one.report.report_id).report for one in (head, before))
    added, removed = _words(new.text, old.text), _words(old.text, new.text)
    claims = [_said(book, one.report.report_id) for one in (head, before)]
    both = claims[0] & claims[1]
    return SilentEdit(
        report=report_line(head), before=report_line(before), added=len(claims[0] - both), removed=len(claims[1] - both),
        words_added=added, words_removed=removed,
    )


def _said(book: api.LedgerView, report_id: str) -> set[tuple[str, str, str, str]]:
    rows = [row for row in book.claims_of(report_id) if row.judged != "rejected"]
    return {(row.claim.type, row.claim.trigger.text, api.source_path(row.claim), row.claim.factuality) for row in rows}


def _words(one: str, other: str) -> list[str]:
    """Words that stand in one text more often than in the other, in order."""
    more = Counter(re.findall(r"\w+", one)) - Counter(re.findall(r"\w+", other))
    return list(dict.fromkeys(word for word in re.findall(r"\w+", one) if word in more))[:WORDS]
