"""What the claims are found by: columns, terms, boxes and words, all derived from the effective claim."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from whosays.ledger.codec import encode, fold, pack, unpack
from whosays.ledger.database import Database
from whosays.ledger.history import joined
from whosays.model.claim import Claim, ClaimPlace, Judged
from whosays.model.types import GROUP_OF

Term = tuple[str, str]
Box = tuple[float, float, float, float]
"""south, north, west, east in degrees."""

KM_PER_DEGREE: Final = 111.2
"""Length of one degree of latitude (mean Earth radius 6,371 km)."""

BOXES_PER_CLAIM: Final = 64
"""Box ids of a claim are its key times this, plus a number; a claim with more boxes keeps the first ones."""

MARK_BYTES: Final = 8
"""Enough to see that a claim's derived rows are out of date; nothing rests on it against an attacker."""

NON_LATIN = re.compile("[\u0370-\U0010ffff]+")
"""Runs that are also indexed by trigrams: scripts whose words run together or carry prefixes."""

LINKED: Final = {
    "participant": 1, "participant#": 2, "actor": 3, "actor#": 4, "source": 5, "source#": 6, "place": 7, "country": 8, "admin1": 9, "outlet": 10,
    "equipment": 11, "spot": 12,
}
"""Kinds of terms of which a claim has any number, with the number that stands for each in `claim_terms`; `#` are entity ids."""

COLUMNS: Final = (
    "claim_id", "report", "doc_id", "start", "type", "factuality", "modality", "earliest", "latest", "confidence", "live", "judged",
    "boxes", "mark", "payload",
)


def day(value: str | None) -> str | None:
    """The ISO date of an ISO date or date-time."""
    return value[:10] if value else None


@dataclass(frozen=True, slots=True)
class Home:
    """Where claims belong: their report's key, name, outlet, and whether it is the live version."""

    report: int
    doc_id: str
    outlet: str | None
    live: bool


def row_of(claim: Claim, judged: Judged, home: Home, *, changed: bool) -> tuple[Any, ...]:
    """The row of table `claims`, in the order of COLUMNS; `changed` where it differs from the machine's reading."""
    payload = encode(claim)
    live = int(home.live)
    doc_id = pack(home.doc_id)
    mark = joined([payload, judged.encode(), str(live).encode(), doc_id, pack(home.outlet or "")])[:MARK_BYTES]
    return (
        claim.claim_id, home.report, doc_id, claim.trigger.start, claim.type, claim.factuality, claim.modality,
        day(claim.time.earliest), day(claim.time.latest), claim.confidence, live, judged, len(boxes_of(claim)), mark,
        payload if changed else None,
    )


def column_terms(kind: str, factuality: str, modality: str, earliest: str | None, judged: str) -> Iterator[Term]:
    """Values that a row of `claims` holds itself: counted, but not linked."""
    yield "type", kind
    yield "group", GROUP_OF.get(kind, "")
    yield "factuality", factuality
    yield "modality", modality
    yield "judged", judged
    if earliest:
        yield "month", earliest[:7]


def linked_terms(claim: Claim, outlet: str | None) -> list[Term]:
    """Names, entity ids, countries: values of which a claim has any number. Sorted, each once."""
    found: set[Term] = set()
    for role in claim.roles:
        found.add(("participant", role.name or role.text))
        if role.entity_id:
            found.add(("participant#", role.entity_id))
        if role.role == "actor":
            found.add(("actor", role.name or role.text))
            if role.entity_id:
                found.add(("actor#", role.entity_id))
    for link in claim.attribution:
        found.add(("source", link.source.name or link.source.text))
        if link.source.entity_id:
            found.add(("source#", link.source.entity_id))
    for place in claim.places:
        found.update(_place_terms(place))
    for piece in claim.equipment:
        found.add(("equipment", piece.name or piece.text))
    if outlet:
        found.add(("outlet", outlet))
    return sorted(term for term in found if term[1])


def _place_terms(place: ClaimPlace) -> Iterator[Term]:
    yield "place", place.name or place.text
    yield "country", place.country or ""
    yield "admin1", place.admin1 or ""
    if place.lat is not None or place.geometry is not None:
        yield "spot", spot(place)


def spot(place: ClaimPlace) -> str:
    """A place with coordinates as a term: a JSON list of name, precision, lat, lon, radius_km, country, admin1, geometry."""
    parts = (
        place.name or place.text, place.precision, place.lat, place.lon, place.radius_km, place.country, place.admin1, place.geometry,
    )
    return unpack(encode(parts))


def spot_boxes(value: str) -> list[Box]:
    """The boxes around a place that `spot` made a term of."""
    name, precision, lat, lon, radius, country, admin1, geometry = msgspec.json.decode(value)
    return place_boxes(ClaimPlace(name, 0, 0, "in", name, precision, lat, lon, radius, geometry, country, admin1))


def boxes_of(claim: Claim) -> list[Box]:
    """The boxes around the places of a claim, two where one crosses the antimeridian."""
    return [box for place in claim.places for box in place_boxes(place)][:BOXES_PER_CLAIM]


def place_boxes(place: ClaimPlace) -> list[Box]:
    """The box around a place and its uncertainty; none for one that is not located."""
    points = list(_points((place.geometry or {}).get("coordinates")))
    if place.lat is not None and place.lon is not None:
        points += _around(place.lat, place.lon, place.radius_km or 0.0)
    if not points:
        return []
    lats, lons = [p[0] for p in points], [p[1] for p in points]
    south, north = max(min(lats), -90.0), min(max(lats), 90.0)
    west, east = min(lons), max(lons)
    if east - west >= 360:
        return [(south, north, -180.0, 180.0)]
    if west < -180:
        return [(south, north, west + 360, 180.0), (south, north, -180.0, east)]
    if east > 180:
        return [(south, north, west, 180.0), (south, north, -180.0, east - 360)]
    return [(south, north, west, east)]


def _around(lat: float, lon: float, radius_km: float) -> list[tuple[float, float]]:
    from math import cos, radians

    tall = radius_km / KM_PER_DEGREE
    pole = min(abs(lat) + tall, 90.0)
    wide = 180.0 if pole > 89.9 else tall / cos(radians(pole))
    return [(lat - tall, lon - wide), (lat + tall, lon + wide)]


def _points(coordinates: Any) -> Iterator[tuple[float, float]]:
    """(lat, lon) of every position in GeoJSON coordinates of any depth."""
    if not isinstance(coordinates, list | tuple):
        return
    if len(coordinates) >= 2 and all(isinstance(number, int | float) for number in coordinates[:2]):
        yield float(coordinates[1]), float(coordinates[0])
        return
    for part in coordinates:
        yield from _points(part)


def words_of(claim: Claim) -> str:
    """What a claim is found by in a search of words, folded: its evidence and the names in it."""
    parts = [quote.text for quote in claim.evidence] or [claim.trigger.text]
    parts += [role.name for role in claim.roles]
    parts += [link.source.name for link in claim.attribution]
    parts += [place.name for place in claim.places]
    return fold("\n".join(parts))


def add_words(db: Database, kind: str, key: int, words: str) -> None:
    """Index folded words; `kind` is `report` or `claim`."""
    db.run(f"INSERT INTO {kind}_words (rowid, words) VALUES (?, ?)", (key, words))  # noqa: S608
    if runs := NON_LATIN.findall(words):
        db.run(f"INSERT INTO {kind}_grams (rowid, words) VALUES (?, ?)", (key, " ".join(runs)))  # noqa: S608


def drop_words(db: Database, kind: str, key: int) -> None:
    """Take words out of the index again."""
    db.run(f"DELETE FROM {kind}_words WHERE rowid = ?", (key,))  # noqa: S608
    db.run(f"DELETE FROM {kind}_grams WHERE rowid = ?", (key,))  # noqa: S608


@dataclass(frozen=True, slots=True)
class Filed:
    """A claim to be indexed under a key; `row` as `row_of` gives it."""

    key: int
    claim: Claim
    row: Sequence[Any]

    def column(self, name: str) -> Any:
        """A value of the row."""
        return self.row[COLUMNS.index(name)]


def refile(db: Database, gone: Iterable[int], new: Sequence[Filed], outlet: str | None) -> None:
    """Take the claims under the keys `gone` out of every index and file `new` ones; each term is counted once for all of them."""
    delta: Counter[Term] = Counter()
    for key in gone:
        delta.subtract(_unfile(db, key))
    linked = [(one, linked_terms(one.claim, outlet)) for one in new]
    for one, terms in linked:
        step = _counts(one.column("live"), one.column("judged"))
        columns = column_terms(
            one.claim.type, one.claim.factuality, one.claim.modality, one.column("earliest"), one.column("judged"),
        )
        for term in (*columns, *terms):
            delta[term] += step
    keys = {term: _bump(db, term, step) for term, step in sorted(delta.items())}
    marks = ", ".join("?" * (len(COLUMNS) + 1))
    db.many(f"INSERT INTO claims (key, {', '.join(COLUMNS)}) VALUES ({marks})", [(one.key, *one.row) for one in new])  # noqa: S608
    db.many(
        "INSERT INTO claim_terms (term, claim, kind) VALUES (?, ?, ?)",
        [(keys[term], one.key, LINKED[term[0]]) for one, terms in linked for term in terms],
    )
    db.many(
        "INSERT INTO place_boxes (id, south, north, west, east) VALUES (?, ?, ?, ?, ?)",
        [(one.key * BOXES_PER_CLAIM + n, *box) for one in new for n, box in enumerate(boxes_of(one.claim))],
    )
    for one in new:
        add_words(db, "claim", one.key, words_of(one.claim))


def _counts(live: int, judged: str) -> int:
    """Whether the rollup counts a claim: 1 or 0."""
    return int(bool(live) and judged != "rejected")


def _bump(db: Database, term: Term, step: int) -> int:
    """Count a term up or down; returns its key."""
    found: int = db.value(
        """INSERT INTO terms (kind, value, folded, n) VALUES (?, ?, ?, ?)
           ON CONFLICT (kind, value) DO UPDATE SET n = n + excluded.n RETURNING key""",
        (term[0], pack(term[1]), "" if term[0] == "spot" else fold(term[1]), step),
    )
    return found


def _unfile(db: Database, key: int) -> list[Term]:
    """Take a claim out of every index; returns the terms under which it was counted."""
    found = db.row("SELECT type, factuality, modality, earliest, judged, live, boxes FROM claims WHERE key = ?", (key,))
    if found is None:
        return []
    kind, factuality, modality, earliest, judged, live, boxes = found
    counted = [*column_terms(kind, factuality, modality, earliest, judged), *terms_in(db, key)] if _counts(live, judged) else []
    db.run("DELETE FROM claim_terms WHERE claim = ?", (key,))
    for number in range(boxes):
        db.run("DELETE FROM place_boxes WHERE id = ?", (key * BOXES_PER_CLAIM + number,))
    drop_words(db, "claim", key)
    db.run("DELETE FROM claims WHERE key = ?", (key,))
    return counted


def terms_in(db: Database, key: int) -> list[Term]:
    """The linked terms that are stored for a claim, sorted."""
    found = db.rows("SELECT t.kind, t.value FROM claim_terms c JOIN terms t ON t.key = c.term WHERE c.claim = ?", (key,))
    return sorted((kind, unpack(value)) for kind, value in found)
