"""A claim filter as SQL. Values always travel as parameters; no words of a user or report become SQL or FTS syntax."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from whosays.ledger.codec import fold, pack
from whosays.ledger.index import NON_LATIN
from whosays.ledger.records import ClaimFilter, Order
from whosays.ledger.rows import MIN_PREFIX
from whosays.model.types import GROUPS

ORDERS: Final[dict[Order, tuple[str, ...]]] = {
    "document": ("c.doc_id", "c.start", "c.claim_id"),
    "time": ("coalesce(c.earliest, c.latest, '~')", "c.doc_id", "c.start", "c.claim_id"),
    "confidence": ("-c.confidence", "c.doc_id", "c.start", "c.claim_id"),
    "doubt": ("c.confidence", "c.doc_id", "c.start", "c.claim_id"),
}
"""Sort columns of each order, all ascending; `~` sorts after every date."""

GRAM: Final = 3
"""Length of the shortest string that the trigram index can find."""

_PIECE = re.compile(r'"([^"]*)"|(\S+)')


@dataclass(slots=True)
class Where:
    """Conditions on `claims c`, with their values."""

    conditions: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)
    keys: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)

    def add(self, condition: str, *values: Any) -> None:
        """One more condition that must hold."""
        self.conditions.append(condition)
        self.values.extend(values)

    def key_in(self, sql: str, *values: Any) -> None:
        """The claim's key is one that a subquery gives; the subquery is also kept alone, in `keys`."""
        self.keys.append((sql, values))
        self.add(f"c.key IN ({sql})", *values)

    def one_of(self, column: str, values: Sequence[Any]) -> None:
        """The column has one of the values; no values, no condition."""
        if values:
            self.add(f"{column} IN ({', '.join('?' * len(values))})", *values)

    @property
    def sql(self) -> str:
        """The conditions, joined."""
        return " AND ".join(self.conditions) or "1"


@dataclass(frozen=True, slots=True)
class Sought:
    """One word or phrase of a search, folded; `prefix` when it is only a beginning."""

    words: str
    prefix: bool = False


def where(wanted: ClaimFilter) -> Where:
    """The filter as conditions."""
    out = Where()
    if not wanted.superseded:
        out.add("c.live = 1")
    _values(out, wanted)
    add_names(out, wanted)
    _time(out, wanted)
    if wanted.box is not None:
        add_box(out, wanted.box)
    if wanted.text is not None:
        add_words(out, wanted.text)
    return out


def add_words(out: Where, words: str) -> None:
    """The claim's sentence holds all the words and phrases."""
    for one in sought(words):
        condition, values = found_in("claim", one)
        out.key_in(condition, *values)


def _values(out: Where, wanted: ClaimFilter) -> None:
    groups = [kind for group in wanted.groups for kind in GROUPS.get(group, ("",))]
    out.one_of("c.type", wanted.types)
    out.one_of("c.type", groups)
    out.one_of("c.factuality", wanted.factuality)
    out.one_of("c.modality", wanted.modality)
    if wanted.judged:
        out.one_of("c.judged", wanted.judged)
    else:
        out.add("c.judged <> 'rejected'")
    out.one_of("c.claim_id", wanted.among)
    if wanted.confidence is not None:
        out.add("c.confidence >= ?", wanted.confidence)
    if wanted.report is not None:
        word = pack(wanted.report).decode("utf-8", "replace")
        out.add(
            "c.report IN (SELECT key FROM reports WHERE doc_id = ? UNION SELECT key FROM reports WHERE report_id = ? "
            "UNION SELECT key FROM reports WHERE ? AND report_id >= ? AND report_id < ?)",
            pack(wanted.report), word, len(word) >= MIN_PREFIX and word.isalnum() and word.isascii(), word, word + "g",
        )
    if wanted.incident is not None:
        out.add("c.claim_id IN (SELECT claim_id FROM incident_claims WHERE incident_id = ?)", wanted.incident)


def add_names(out: Where, wanted: ClaimFilter) -> None:
    """Actor, participant, source, outlet, place, equipment and country, where set."""
    for kind in ("actor", "participant", "source"):
        name = getattr(wanted, kind)
        if name is not None:
            terms, values = name_terms(kind, name)
            entities, more = entity_terms(kind, name) if not name.startswith("=") else ("SELECT NULL WHERE 0", [])
            out.key_in(f"SELECT claim FROM claim_terms WHERE term IN ({terms} UNION {entities})", *values, *more)  # noqa: S608
    for kind in ("place", "outlet", "equipment"):
        name = getattr(wanted, kind)
        if name is not None:
            terms, values = name_terms(kind, name)
            out.key_in(f"SELECT claim FROM claim_terms WHERE term IN ({terms})", *values)  # noqa: S608
    if wanted.country is not None:
        term = "SELECT key FROM terms WHERE kind = 'country' AND value = ?"
        out.key_in(f"SELECT claim FROM claim_terms WHERE term IN ({term})", pack(wanted.country.upper()))  # noqa: S608


def name_terms(kind: str, name: str) -> tuple[str, list[Any]]:
    """Terms whose name holds these words in a row, or after `=` is all of them."""
    if name.startswith("="):
        return "SELECT key FROM terms WHERE kind = ? AND folded = ?", [kind, fold(name) or "\n"]
    return "SELECT key FROM terms WHERE kind = ? AND instr(' ' || folded || ' ', ' ' || ? || ' ') > 0", [kind, fold(name) or "\n"]


def entity_terms(kind: str, name: str) -> tuple[str, list[Any]]:
    """Terms of the entity with this id, or that goes by exactly this name."""
    sql = """SELECT key FROM terms WHERE kind = ? AND value IN
             (SELECT CAST(entity_id AS BLOB) FROM entity_names WHERE folded = ? UNION SELECT ?)"""
    return sql, [kind + "#", fold(name) or "\n", pack(name)]


def _time(out: Where, wanted: ClaimFilter) -> None:
    if wanted.since is None and wanted.until is None:
        return
    out.add("(c.earliest IS NOT NULL OR c.latest IS NOT NULL)")
    if wanted.since is not None:
        out.add("(c.latest IS NULL OR c.latest >= ?)", wanted.since[:10])
    if wanted.until is not None:
        out.add("(c.earliest IS NULL OR c.earliest <= ?)", wanted.until[:10])


def add_box(out: Where, box: tuple[float, float, float, float]) -> None:
    """A place of the claim meets the box (south, west, north, east)."""
    south, west, north, east = box
    halves = [(west, east)] if west <= east else [(west, 180.0), (-180.0, east)]
    sql = "SELECT id / 64 FROM place_boxes WHERE south <= ? AND north >= ? AND west <= ? AND east >= ?"
    conditions = " UNION ".join([sql] * len(halves))
    out.key_in(conditions, *(value for left, right in halves for value in (north, south, right, left)))


def sought(words: str) -> list[Sought]:
    """The words and phrases of a search, folded; a piece without any letter or digit matches nothing."""
    out = []
    for phrase, word in _PIECE.findall(words):
        folded = fold(phrase or word)
        out.append(Sought(folded, prefix=bool(word) and word.endswith("*") and bool(folded)))
    return out


def found_in(kind: str, one: Sought) -> tuple[str, list[Any]]:
    """A subquery for the keys of the reports or claims (`kind`) that hold a word or phrase."""
    if not one.words:
        return "SELECT key FROM claims WHERE 0", []
    quoted = '"' + one.words.replace('"', '""') + '"' + (" *" if one.prefix else "")
    by_word = f"SELECT rowid FROM {kind}_words WHERE {kind}_words MATCH ?"  # noqa: S608 - kind is report or claim
    runs = NON_LATIN.findall(one.words)
    if " ".join(runs) != one.words or len(one.words) < GRAM:
        return by_word, [quoted]
    by_gram = f"SELECT rowid FROM {kind}_grams WHERE {kind}_grams MATCH ?"  # noqa: S608
    return f"{by_word} UNION {by_gram}", [quoted, '"' + one.words.replace('"', '""') + '"']
