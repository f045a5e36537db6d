"""Names and ids by the number of claims filed under them: sources, outlets, actors."""

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from whosays.ledger.codec import decode, fold, pack, unpack
from whosays.ledger.database import Database
from whosays.ledger.records import JudgedRecord, NamedEntity
from whosays.model import ids
from whosays.model.entity import Entity
from whosays.model.judgement import Judgement

NAMELESS: Final = frozenset({"quantity", "money", "location"})
"""Kinds of mentions that are nobody."""


MOST_ACTORS: Final = 3_000
"""Entities that are looked at for a list, those with most claims."""


def term_names(
    db: Database, kinds: Sequence[Literal["source", "outlet"]], words: str, limit: int, offset: int,
) -> tuple[list[tuple[str, str, int]], int]:
    """(name, kind, claims) of the sources and outlets whose name holds the words, most claims first; and how many there are."""
    marks = ", ".join("?" * len(kinds))
    where = f"kind IN ({marks}) AND n > 0 AND instr(' ' || folded, ' ' || ?) > 0"
    values = (*kinds, fold(words))
    total: int = db.value(f"SELECT count(*) FROM terms WHERE {where}", values)  # noqa: S608
    sql = f"SELECT value, kind, n FROM terms WHERE {where} ORDER BY n DESC, value, kind LIMIT ? OFFSET ?"  # noqa: S608
    return [(unpack(value), kind, n) for value, kind, n in db.rows(sql, (*values, limit, offset))], total


def public(entity: Entity) -> bool:
    """Whether an entity has a page: it is known by one id across reports. A person without a public role never is."""
    return entity.lexicon is not None or entity.entity_id == ids.entity_id("world", entity.name.casefold())


def named_person(entity: Entity) -> bool:
    """Whether this is one person by name who has no public role: such a name stays out of exports."""
    return entity.kind in ("person", "witness") and not public(entity) and entity.name[:1].isupper()


def actors(db: Database, words: str, limit: int, offset: int) -> tuple[list[NamedEntity], int]:
    """Public entities whose name or alias holds the words, most claims first; and how many there are, up to 3,000."""
    folded = fold(words)
    sql = """SELECT CAST(t.value AS TEXT), t.n, (SELECT e.payload FROM report_entities e WHERE e.entity_id = CAST(t.value AS TEXT) LIMIT 1)
             FROM terms t WHERE t.kind = 'participant#' AND t.n > 0 AND (? = '' OR CAST(t.value AS TEXT) IN (
               SELECT entity_id FROM entity_names WHERE instr(' ' || folded, ' ' || ?) > 0))
             ORDER BY t.n DESC, t.value LIMIT ?"""
    found = []
    for _, n, payload in db.each(sql, (folded, folded, MOST_ACTORS)):
        if payload is None:
            continue
        entity = decode(payload, Entity)
        if public(entity) and entity.kind not in NAMELESS:
            found.append(NamedEntity(entity.entity_id, entity.name, entity.kind, n, tuple(dict.fromkeys(a.text for a in entity.aliases))))
    return found[offset : offset + limit], len(found)


def entity_claims(db: Database, entity_id: str) -> int:
    """How many claims an entity takes part in."""
    return db.value("SELECT n FROM terms WHERE kind = 'participant#' AND value = ?", (pack(entity_id),)) or 0


def entity_names(db: Database, entity_ids: Sequence[str]) -> Mapping[str, str]:
    """Names of entities by id."""
    marks = ", ".join("?" * len(entity_ids))
    sql = f"SELECT entity_id, payload FROM report_entities WHERE entity_id IN ({marks}) ORDER BY entity_id, report"  # noqa: S608
    found: dict[str, str] = {}
    for entity_id, payload in db.rows(sql, tuple(entity_ids)):
        found.setdefault(entity_id, decode(payload, Entity).name)
    return found


def private_names(db: Database, report_id: str) -> frozenset[str]:
    """Names and aliases of the persons without a public role in a report."""
    sql = "SELECT e.payload FROM report_entities e JOIN reports r ON r.key = e.report WHERE r.report_id = ?"
    found: set[str] = set()
    for (payload,) in db.rows(sql, (report_id,)):
        entity = decode(payload, Entity)
        if named_person(entity):
            found |= {entity.name, *(alias.text for alias in entity.aliases)}
    return frozenset(name for name in found if _like_a_name(name) and not _place(db, name))


def _like_a_name(words: str) -> bool:
    """Whether words look like a name rather than a description ("Border guards"): each begins with a capital, particles aside."""
    parts = [word for word in words.split() if word.casefold() not in _PARTICLES]
    return bool(parts) and all(word[:1].isupper() or not word[:1].isalpha() for word in parts)


_PARTICLES: Final = frozenset({"al", "el", "ibn", "bin", "bint", "abu", "umm", "de", "da", "del", "della", "di", "la", "le", "van", "von", "der", "den", "dos", "y", "e", "ag", "ould"})
"""Small words inside names."""


def _place(db: Database, name: str) -> bool:
    """Whether a single word is a place's name in this ledger: the reader takes some towns for persons."""
    if " " in name.strip():
        return False
    sql = "SELECT 1 FROM terms WHERE kind IN ('place', 'admin1') AND instr(' ' || folded || ' ', ' ' || ? || ' ') > 0 LIMIT 1"
    return bool(db.value(sql, (fold(name),)))


def judgements_on(db: Database, claim_ids: Sequence[str]) -> Mapping[str, tuple[JudgedRecord, ...]]:
    """The judgements on these claims, withdrawn ones too, each claim's in order. Only those that name the claim by its present id."""
    from whosays.ledger.rows import withdrawn_ids

    marks = ", ".join("?" * len(claim_ids))
    sql = f"""SELECT j.seq, h.at, j.payload FROM judgements j JOIN history h ON h.seq = j.seq
              WHERE j.kind IN ('accept', 'reject', 'edit') AND j.on_id IN ({marks}) ORDER BY j.seq"""  # noqa: S608
    found: dict[str, list[JudgedRecord]] = {}
    rows = db.rows(sql, tuple(claim_ids))
    gone = withdrawn_ids(db) if rows else set()
    for seq, at, payload in rows:
        judgement = decode(payload, Judgement)
        record = JudgedRecord(judgement, seq, at, judgement.judgement_id in gone, judgement.on)
        found.setdefault(judgement.on, []).append(record)
    return {claim_id: tuple(records) for claim_id, records in found.items()}


def incidents_of(db: Database, claim_ids: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """The incidents that hold each claim, by id."""
    marks = ", ".join("?" * len(claim_ids))
    sql = f"SELECT claim_id, incident_id FROM incident_claims WHERE claim_id IN ({marks}) ORDER BY claim_id, incident_id"  # noqa: S608
    found: dict[str, list[str]] = {}
    for claim_id, incident_id in db.rows(sql, tuple(claim_ids)):
        found.setdefault(claim_id, []).append(incident_id)
    return {claim_id: tuple(incidents) for claim_id, incidents in found.items()}
