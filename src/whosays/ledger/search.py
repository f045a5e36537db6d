"""Search by words, with the place in the report where they stand."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
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


FREQUENT: Final = 3_000
"""Records beyond which words say little of a record: they are listed in the order in which they were read, without a rank."""


def search(db: Database, words: str, limit: int, kind: Literal["report", "claim"] | None = None) -> tuple[Hit, ...]:
    """Reports first, then claims, each best first (BM25, then document order); or only one of these kinds.

    Of words that stand in more than `FREQUENT` records, the records read first are listed.
    """
    pieces = sought(words)
    if not pieces or any(not piece.words for piece in pieces):
        return ()
    with db.snapshot():
        reports = [_report_hit(db, row, pieces) for row in _found(db, "report", pieces, limit if kind != "claim" else 0)]
        claims = [_claim_hit(row, pieces) for row in _found(db, "claim", pieces, limit - len(reports) if kind != "report" else 0)]
    return (*reports, *claims)


_PLACE: Final = {
    "report": "SELECT doc_id, report_id FROM reports WHERE key = ? AND live = 1",
    "claim": "SELECT doc_id, start, claim_id FROM claims WHERE key = ? AND live = 1 AND judged <> 'rejected'",
}
"""The place of a record in document order; none for one that does not stand."""

_WHOLE: Final = {
    "report": "SELECT key, report_id, doc_id FROM reports WHERE key = ?",
    "claim": """SELECT coalesce(c.payload, m.payload), r.report_id, c.doc_id FROM claims c JOIN reports r ON r.key = c.report
                LEFT JOIN machine_claims m ON m.key = c.key WHERE c.key = ?""",
}


def _found(db: Database, kind: Literal["report", "claim"], pieces: Sequence[Sought], limit: int) -> list[Any]:
    """The first records of a kind that hold all the pieces."""
    if limit <= 0:
        return []
    sql, values, plain = _keys(kind, pieces)
    keys = [row[0] for row in db.rows(f"{sql} LIMIT ?", (*values, FREQUENT + 1))]
    if len(keys) > FREQUENT:
        chosen = _standing(db, kind, keys, limit)
        if len(chosen) < limit:  # most of the first ones do not stand
            chosen = _standing(db, kind, (row[0] for row in db.each(sql, values)), limit)
    else:
        chosen = _best(db, kind, keys, _ranks(db, kind, pieces) if plain else {}, limit)
    return [row for key in chosen if (row := db.row(_WHOLE[kind], (key,))) is not None]


def _keys(kind: Literal["report", "claim"], pieces: Sequence[Sought]) -> tuple[str, list[Any], bool]:
    """A query for the keys of the records that hold all pieces, ascending; and whether it asks the index of words alone, which alone ranks."""
    plain = [piece for piece in pieces if not NON_LATIN.search(piece.words)]
    asked, values = [], []
    if plain:
        asked.append(f"SELECT rowid FROM {kind}_words WHERE {kind}_words MATCH ?")  # noqa: S608 - kind is report or claim
        values.append(_match(plain))
    for piece in pieces:
        if piece not in plain:
            sql, more = found_in(kind, piece)
            asked.append(f"SELECT * FROM ({sql})")  # noqa: S608
            values.extend(more)
    return " INTERSECT ".join(asked), values, len(plain) == len(pieces)


def _match(pieces: Sequence[Sought]) -> str:
    return " ".join(_quoted(piece) for piece in pieces)


def _ranks(db: Database, kind: str, pieces: Sequence[Sought]) -> dict[int, float]:
    """How well each record fits the words; the least number fits best."""
    sql = f"SELECT rowid, round(rank, 6) FROM {kind}_words WHERE {kind}_words MATCH ?"  # noqa: S608 - kind is report or claim
    return dict(db.rows(sql, (_match(pieces),)))


def _standing(db: Database, kind: str, keys: Iterable[int], limit: int) -> list[int]:
    """The first of these records that stand."""
    return list(islice((key for key in keys if db.row(_PLACE[kind], (key,)) is not None), limit))


def _best(db: Database, kind: str, keys: Sequence[int], ranks: Mapping[int, float], limit: int) -> list[int]:
    """The best of these records that stand, in document order where they are as good."""
    places = [(ranks.get(key, 0.0), place, key) for key in keys if (place := db.row(_PLACE[kind], (key,))) is not None]
    return [key for _, _, key in sorted(places)[:limit]]


def _quoted(piece: Sought) -> str:
    return f'"{piece.words}"' + ("*" if piece.prefix else "")


def _report_hit(db: Database, row: Sequence[Any], pieces: Sequence[Sought]) -> Hit:
    report = rows.load_report(db, row[0])
    marks = marks_in(kept_text(report), pieces)
    first = marks[0] if marks else (0, 0)
    low, high = _whole_words(report.text, max(0, first[0] - AROUND), first, min(len(report.text), first[1] + 2 * AROUND))
    inside = tuple((start - low, end - low) for start, end in marks if low <= start and end <= high)
    return Hit("report", report.report_id, report.report_id, unpack(row[2]), report.text[low:high], low, high, inside)


def _whole_words(text: str, low: int, mark: tuple[int, int], high: int) -> tuple[int, int]:
    """The bounds of a snippet, moved towards its mark so that no word is cut, where there are spaces to cut at."""
    before = re.search(r"\s\S", text[low : mark[0]]) if low else None
    after = re.search(r"\S\s\S*$", text[mark[1] : high]) if high < len(text) else None
    return (low + before.start() + 1 if before else low), (mark[1] + after.start() + 1 if after else high)


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
