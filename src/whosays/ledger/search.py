"""Search by words, with the place in the report where they stand."""

import re
from collections.abc import Sequence
from typing import Any, Final, Literal

from whosays.ledger import rows
from whosays.ledger.codec import decode, fold_in_place, unpack
from whosays.ledger.database import Database
from whosays.ledger.index import NON_LATIN
from whosays.ledger.query import Sought, found_in, sought
from whosays.ledger.records import Hit
from whosays.ledger.writer import kept_text
from whosays.model.claim import Claim

AROUND: Final = 80
"""Code points shown before the first mark of a snippet and, at most, twice as many after it."""


def search(db: Database, words: str, limit: int, kind: Literal["report", "claim"] | None = None) -> tuple[Hit, ...]:
    """Reports first, then claims, each best first (BM25, then document order); or only one of these kinds.

    Words that stand in more than `FREQUENT` records rank nothing: their records come in document order.
    """
    pieces = sought(words)
    if not pieces:
        return ()
    with db.snapshot():
        reports = [_report_hit(db, row, pieces) for row in _ranked(db, "report", pieces, limit if kind != "claim" else 0)]
        claims = [_claim_hit(row, pieces) for row in _ranked(db, "claim", pieces, limit - len(reports) if kind != "report" else 0)]
    return (*reports, *claims)


_RANKED: Final = {
    "report": """SELECT r.key, r.report_id, r.doc_id FROM reports r {rank} WHERE r.live = 1 AND {found}
                 ORDER BY {order} r.doc_id, r.report_id LIMIT ?""",
    "claim": """SELECT coalesce(c.payload, m.payload), r.report_id, c.doc_id FROM claims c JOIN reports r ON r.key = c.report
                LEFT JOIN machine_claims m ON m.key = c.key {rank} WHERE c.live = 1 AND c.judged <> 'rejected' AND {found}
                ORDER BY {order} c.doc_id, c.start, c.claim_id LIMIT ?""",
}


def _ranked(db: Database, kind: str, pieces: Sequence[Sought], limit: int) -> list[Any]:
    if limit <= 0:
        return []
    key = "r.key" if kind == "report" else "c.key"
    conditions, values = [], []
    for piece in pieces:
        condition, more = found_in(kind, piece)
        conditions.append(f"{key} IN ({condition})")
        values.extend(more)
    rank = order = ""
    ranked: list[Any] = []
    if not any(NON_LATIN.search(piece.words) for piece in pieces):  # a trigram hit has no rank among words
        if _frequent(db, kind, pieces):
            return _in_order(db, kind, pieces, limit)
        rank = f"JOIN (SELECT rowid AS id, rank AS r FROM {kind}_words WHERE {kind}_words MATCH ?) ranked ON ranked.id = {key}"  # noqa: S608
        order = "round(ranked.r, 6),"
        ranked = [" ".join(_quoted(piece) for piece in pieces)]
    sql = _RANKED[kind].format(rank=rank, found=" AND ".join(conditions), order=order)
    return db.rows(sql, (*ranked, *values, limit))


FREQUENT: Final = 20_000
"""Records beyond which words say nothing of a record, and ranking them all takes a second at a million."""


def _frequent(db: Database, kind: str, pieces: Sequence[Sought]) -> bool:
    sql = f"SELECT count(*) FROM (SELECT 1 FROM {kind}_words WHERE {kind}_words MATCH ? LIMIT ?)"  # noqa: S608 - kind is report or claim
    found: int = db.value(sql, (" ".join(_quoted(piece) for piece in pieces), FREQUENT + 1))
    return found > FREQUENT


def _in_order(db: Database, kind: str, pieces: Sequence[Sought], limit: int) -> list[Any]:
    """The first records in document order that hold the words: they are frequent, so few need to be looked at."""
    sql = _IN_ORDER[kind]
    if any(piece.prefix for piece in pieces):  # a beginning is many words: looked up once, not once a record
        key = "r.key" if kind == "report" else "c.key"
        sql = re.sub(r"EXISTS \(SELECT 1 (.*) AND rowid = .*\)", rf"{key} IN (SELECT rowid \1)", sql)
    return db.rows(sql, (" ".join(_quoted(piece) for piece in pieces), limit))


# A plus before a column keeps the planner from its index: the order of the other index makes the first rows the ones that are wanted.
_IN_ORDER: Final = {
    "report": """SELECT r.key, r.report_id, r.doc_id FROM reports r
                 WHERE +r.live = 1 AND EXISTS (SELECT 1 FROM report_words WHERE report_words MATCH ? AND rowid = r.key)
                 ORDER BY r.doc_id, r.report_id LIMIT ?""",
    "claim": """SELECT coalesce(k.payload, m.payload), r.report_id, k.doc_id FROM (
                  SELECT c.key AS key FROM claims c WHERE c.live = 1 AND c.judged <> 'rejected'
                    AND EXISTS (SELECT 1 FROM claim_words WHERE claim_words MATCH ? AND rowid = c.key)
                  ORDER BY c.doc_id, c.start, c.claim_id LIMIT ?) s
                CROSS JOIN claims k ON k.key = s.key JOIN reports r ON r.key = k.report
                LEFT JOIN machine_claims m ON m.key = k.key ORDER BY k.doc_id, k.start, k.claim_id""",
}


def _quoted(piece: Sought) -> str:
    return f'"{piece.words}"' + ("*" if piece.prefix else "")


def _report_hit(db: Database, row: Sequence[Any], pieces: Sequence[Sought]) -> Hit:
    report = rows.load_report(db, row[0])
    marks = marks_in(kept_text(report), pieces)
    first = marks[0] if marks else (0, 0)
    low = max(0, first[0] - AROUND)
    high = min(len(report.text), first[1] + 2 * AROUND)
    inside = tuple((start - low, end - low) for start, end in marks if low <= start and end <= high)
    return Hit("report", report.report_id, report.report_id, unpack(row[2]), report.text[low:high], low, high, inside)


def _claim_hit(row: Sequence[Any], pieces: Sequence[Sought]) -> Hit:
    claim = decode(row[0], Claim)
    shown = claim.evidence[0] if claim.evidence else claim.trigger
    for quote in claim.evidence:
        if marks_in(quote.text, pieces):
            shown = quote
            break
    return Hit(
        "claim", claim.claim_id, claim.report_id, unpack(row[2]), shown.text, shown.start, shown.end, tuple(marks_in(shown.text, pieces)),
    )


def marks_in(text: str, pieces: Sequence[Sought]) -> list[tuple[int, int]]:
    """Where the pieces stand in a text, in order, none overlapping another."""
    folded = fold_in_place(text)
    found: list[tuple[int, int]] = []
    for piece in pieces:
        found.extend(match.span() for match in _pattern(piece).finditer(folded))
    out: list[tuple[int, int]] = []
    for span in sorted(found, key=lambda span: (span[0], -span[1])):
        if not out or span[0] >= out[-1][1]:
            out.append(span)
    return out


def _pattern(piece: Sought) -> re.Pattern[str]:
    words = [re.escape(fold_in_place(word)) for word in piece.words.split()]
    if not words:
        return re.compile(r"(?!)")
    inner = r"[\W_]+".join(words)
    if NON_LATIN.search(piece.words):
        return re.compile(inner)
    return re.compile(rf"(?<![^\W_]){inner}" + (r"[^\W_]*" if piece.prefix else r"(?![^\W_])"))
