"""Every place name of a report, resolved against the gazetteer or openly not: the door of this package."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from whosays.lexicon import demonyms
from whosays.lexicon._tables import read_rows
from whosays.model.reading import Reading
from whosays.model.resolution import PlaceMention
from whosays.resolving.gazetteer.index import Gazetteer
from whosays.resolving.gazetteer.place import Place
from whosays.resolving.gazetteer.sources import COUNTRIES
from whosays.resolving.places import areas, candidates, links, literal, unlisted, words
from whosays.resolving.places.areas import Area
from whosays.resolving.places.candidates import Candidate
from whosays.resolving.places.choose import (
    MIN_MARGIN,
    SPOKEN_OF,
    Background,
    Chooser,
    Group,
    Scored,
    by_skeleton_allowed,
    contains,
    in_part,
)
from whosays.resolving.places.geo import distance_km
from whosays.resolving.places.joined import Located, join


@dataclass(frozen=True, slots=True)
class ReportMeta:
    """What is known of a report besides its words; `outlet_country` is ISO 3166 alpha-2, all may be null."""

    outlet: str | None = None
    title: str | None = None
    outlet_country: str | None = None


def resolve_places(text: str, reading: Reading, meta: ReportMeta, gazetteer: Gazetteer) -> tuple[PlaceMention, ...]:
    """Every place name of `text` in text order, none overlapping, each with its area and reason."""
    found = candidates.find(text, reading, gazetteer)
    links.find(found, reading.tokens)
    kept = _judged(reading, found)
    chosen = [candidate for candidate, _, _ in kept]
    chooser = Chooser(
        chosen, links.find(chosen, reading.tokens), Background(_peoples(reading), capitals(gazetteer), meta.outlet_country, _countries(chosen, gazetteer)),
        links.lists(chosen, reading.tokens),
    )
    chooser.run()
    first = [_decide(chooser.group_of[i], chooser) for i in range(len(chosen))]
    decisions = [_standing(decision, first) for decision in first]
    located = [Located(c, d.place, _area(text, reading, c, d.place)) for c, d in zip(chosen, decisions, strict=True)]
    joint = unlisted.areas_of(text, reading, located, join(text, reading, located), [(d.within, d.through) for d in decisions])
    named = [
        _mention(candidate, decision, area, literal=not bearer, why=why)
        for (candidate, bearer, why), decision, area in zip(kept, decisions, joint, strict=True)
    ]
    return tuple(sorted((*named, *_people_mentions(reading, named, gazetteer)), key=lambda p: (p.start, p.end)))


@dataclass(frozen=True, slots=True)
class Decision:
    """The place of a name, how sure the choice is (0..1) and why.

    `within` is the surest thing known of a place not found, named by candidate number `through` (-1: by none).
    """

    place: Place | None
    confidence: float
    reason: str
    within: Place | None = None
    through: int = -1
    country: str | None = None


def _area(text: str, reading: Reading, candidate: Candidate, place: Place | None) -> Area | None:
    if place is None:
        return None
    return areas.of_one(text, reading, candidate, place, _parent(place, candidate))


def _parent(place: Place, candidate: Candidate) -> Place | None:
    """The unit that bears the same name as the town, or the town's own unit among the homonyms."""
    units = (h.place for h in candidate.hits if h.place.kind == "admin1" and h.place.country == place.country)
    return next((u for u in units if not place.admin1_code or u.admin1_code == place.admin1_code), None)


def _mention(candidate: Candidate, decision: Decision, area: Area | None, *, literal: bool, why: str) -> PlaceMention:
    """The record of one name."""
    place = decision.place or decision.within
    reason = "; ".join(part for part in (why, area.reason if area else "", decision.reason) if part)
    if area is None:
        return PlaceMention(candidate.start, candidate.end, candidate.text, literal, "in", "unlocated", candidate.start, candidate.end,
                            country=decision.country, reason=reason)
    lat, lon = (None if v is None else round(v, 5) for v in (area.lat, area.lon))
    country, admin1 = (place.country, place.admin1) if place else (area.country or decision.country, area.admin1)
    if decision.place is None and area.relation in ("between", "along"):
        country, admin1 = area.country or country, area.admin1
    return PlaceMention(candidate.start, candidate.end, decision.place.name if decision.place else candidate.text, literal, area.relation,
                        area.precision, area.start, area.end, lat, lon, area.radius_km, area.geometry, country or None, admin1 or None,
                        decision.place.geonameid if decision.place else None, decision.confidence, reason)


def _judged(reading: Reading, found: list[Candidate]) -> list[tuple[Candidate, bool, str]]:
    """Candidates that name a place or a bearer of its name; a small town is kept where another mention has support."""
    verdicts = [(candidate, *literal.judge(reading, candidate)) for candidate in found]
    verdicts = literal.across_report(reading, verdicts)
    supported = {c.folded for c, verdict, _ in verdicts if verdict == "place" and literal.has_support(literal.Context(reading, c))}
    kept = []
    for candidate, verdict, why in verdicts:
        if verdict == "none" and not (candidate.folded in supported and why.startswith("the only places")):
            continue
        kept.append((candidate, verdict == "bearer", why if verdict == "bearer" else ""))
    return kept


def _decide(group: Group, chooser: Chooser) -> Decision:
    """The place of a group; null below the threshold, with the candidates, or with what it is said to lie in."""
    ranked = by_skeleton_allowed(group, chooser)
    if not ranked:
        owner = chooser.country_place(group.people)
        outer = chooser.outer_of(group) or ((owner, -1) if owner else None)
        if outer is None:
            return _unlisted(group, chooser)
        return Decision(None, 0.3, f"no place of this name in the gazetteer; said to be in {outer[0].name}", *outer)
    group.ranked = ranked
    first, margin = ranked[0], group.margin
    outer = _contradicted(first.place, group, chooser)
    if outer is not None:
        return Decision(None, 0.3, f"said to be in {outer[0].name}, where the gazetteer has none of this name", *outer)
    if WATERS.search(group.key[0]) and first.place.kind in ("admin1", "admin2", "settlement"):
        return Decision(None, 0.0, f"a stretch of water, no {first.place.kind} of its name")
    if _out_of_place(first, group, chooser):
        spoken = max(sorted(chooser.countries), key=lambda iso: chooser.countries[iso])
        return Decision(None, 0.0, f"only {first.place.name} ({first.place.country}) has this name, but the report speaks of {spoken}")
    if margin < MIN_MARGIN:
        names = ", ".join(dict.fromkeys(f"{s.place.name} ({s.place.admin1 or s.place.kind}, {s.place.country or '-'})" for s in ranked[:4]))
        tied = {s.place.country for s in ranked if first.score - s.score < MIN_MARGIN}
        known = len(tied) == 1 and (chooser.share(first.place.country, group) >= SPOKEN_OF or chooser.all_in_one(group) >= SURE_OF_COUNTRY)
        return Decision(None, 0.0, f"too close to call: {names}", country=first.place.country if known else None)
    others = f"; next {ranked[1].place.name}, {ranked[1].place.admin1 or ranked[1].place.country}" if len(ranked) > 1 else "; only one of this name"
    return Decision(first.place, round(min(0.99, 0.5 + margin / 8), 2), ", ".join(first.reasons) + others)


def _unlisted(group: Group, chooser: Chooser) -> Decision:
    """A name of no place known: of the country that the report speaks of, where it speaks of hardly any other."""
    why = "no place of this name in the gazetteer"
    spoken = max(sorted(iso for iso in chooser.countries if iso), key=lambda iso: chooser.share(iso, group), default="")
    if not spoken or chooser.share(spoken, group) < SPOKEN_MOSTLY or sum(chooser.countries.values()) < SPOKEN_ENOUGH:
        return Decision(None, 0.0, why)
    return Decision(None, 0.0, f"{why}; the report speaks of {spoken}", country=spoken)


def _standing(decision: Decision, decisions: list[Decision]) -> Decision:
    """The decision, unless it leans on a place that its own name was not found to mean."""
    if decision.within is None or decision.through < 0 or decisions[decision.through].place == decision.within:
        return decision
    return Decision(None, 0.0, "no place of this name in the gazetteer")


SPOKEN_MOSTLY, SPOKEN_ENOUGH = 0.75, 1.5
"""Share of a report that speaks of one country, and weight of all it speaks of (one country named), from which a name that no gazetteer lists is
told to lie there: right in 92 of 100 on LGL."""
WATERS = re.compile(r"\b(?:sea|ocean|strait|straits)$")
"""Last words of names of open water."""
SMALL_TOWN = 100_000
"""Inhabitants below which a town is not known the world over."""
STRONG_SHARE = 0.6
"""Share of a report that speaks of one country, from which a small town elsewhere, in a country never spoken of, is a namesake of a place no
gazetteer lists."""


SURE_OF_COUNTRY = 0.75
"""How far namesakes must lie in one country for the country to be told of a name too close to call (nine tenths of the belief)."""


def _contradicted(place: Place, group: Group, chooser: Chooser) -> tuple[Place, int] | None:
    """What the text says straight out that the name lies in, where the place found lies elsewhere: a namesake of one no gazetteer lists."""
    # A great town may bear a people's name before it; a province of another country ("Syrian Kurdistan" in Iran) is never meant.
    known = place.kind == "settlement" and place.population >= WELL_KNOWN
    if group.people and place.country != group.people and place.kind in ("settlement", "admin1", "admin2", "region") and not known:
        owner = chooser.country_place(group.people)
        return (owner, -1) if owner else None
    if place.kind not in ("settlement", "admin2") or place.population >= WELL_KNOWN:
        return None
    found = chooser.outer_of(group, plainly=True)
    if found is None or found[0].kind == "settlement":
        return None
    outer = found[0]
    if contains(outer, place):
        return None if in_part(outer, chooser.candidates[found[1]].part, place) else found
    return found if distance_km(outer.lat, outer.lon, place.lat, place.lon) > outer.radius_km * FAR_OUTSIDE + NEIGHBOURING_KM else None


WELL_KNOWN = 1_000_000
"""Inhabitants from which a town is meant even where the words seem to put it elsewhere."""
FAR_OUTSIDE, NEIGHBOURING_KM = 1.5, 50.0
"""Beyond so many radii and kilometres from its middle a place lies outside an area for sure."""


SPOKEN_LITTLE = 0.15
"""Share of a report below which a country is only mentioned."""
PARTS_OF_TOWNS = frozenset({"neighbourhood", "neighborhood", "quarter", "roundabout", "suburb", "district", "square", "street"})
"""Words for parts of a town: a name before them is no town of another country."""
BY_CONSONANTS = 3
"""Rank of a hit whose name agrees in its consonants only."""


def _out_of_place(first: Scored, group: Group, chooser: Chooser) -> bool:
    """Whether a town lies where the report does not: a namesake of one that no gazetteer lists."""
    place = first.place
    if place.kind != "settlement" or chooser.outer_of(group) is not None:
        return False
    here = chooser.share(place.country, group)
    elsewhere = sum(chooser.share(iso, group) for iso in chooser.countries) >= STRONG_SHARE
    feature = chooser.candidates[group.members[0]].feature
    if elsewhere and here < SPOKEN_LITTLE and feature is not None and feature.word in PARTS_OF_TOWNS:
        return True
    return elsewhere and here == 0.0 and (place.population < SMALL_TOWN or first.hit.rank == BY_CONSONANTS)


def _peoples(reading: Reading) -> dict[str, float]:
    """How often the words name a people, or an institution of one country or few, by country."""
    counts: dict[str, float] = defaultdict(float)
    for _, _, iso in _people_words(reading):
        counts[iso] += 1
    known, tokens = words.institutions(), reading.tokens
    for token in tokens:
        low = token.text.lower()
        pair = f"{low} {tokens[token.i + 1].text.lower()}" if token.i + 1 < len(tokens) else low
        found = known.get(pair) or known.get(low) or ()
        for iso in found:
            counts[iso] += 1.0 / len(found)
    return dict(sorted(counts.items()))


def _countries(chosen: list[Candidate], gazetteer: Gazetteer) -> dict[str, Place]:
    """The countries whose people's names stand before names, by code."""
    found = {}
    for iso in sorted({c.people for c in chosen if c.people}):
        country = demonyms.load().get(iso)
        hits = gazetteer.lookup(country.name) if country else ()
        place = next((h.place for h in hits if h.place.kind == "country" and h.place.country == iso), None)
        if place is not None:
            found[iso] = place
    return found


def _people_words(reading: Reading) -> list[tuple[int, int, str]]:
    """Tokens `[first, last)` that name a people, with its country's code; two words before one ("South Sudanese")."""
    known, tokens, found = demonyms.load().peoples, reading.tokens, []
    last = 0
    for token in tokens:
        if token.i < last or not token.text[0].isupper():
            continue
        pair = f"{token.text} {tokens[token.i + 1].text}".lower() if token.i + 1 < len(tokens) else ""
        iso = known.get(pair) or known.get(token.text.lower())
        if iso:
            last = token.i + (2 if pair in known else 1)
            found.append((token.i, last, iso))
    return found


def _people_mentions(reading: Reading, named: list[PlaceMention], gazetteer: Gazetteer) -> list[PlaceMention]:
    """Words for a people or for what is a country's own ("Syrian officers"): never literal, at the country."""
    taken = {i for p in named for i in reading.tokens_in(p.start, p.end)}
    found = []
    for first, last, iso in _people_words(reading):
        country = demonyms.load().get(iso)
        if country is None or not taken.isdisjoint(range(first, last)):
            continue
        place = next((h.place for h in gazetteer.lookup(country.name) if h.place.kind == "country" and h.place.country == iso), None)
        if place is not None:
            start, end = reading.tokens[first].start, reading.tokens[last - 1].end
            found.append(
                PlaceMention(start, end, place.name, False, "in", "country", start, end, place.lat, place.lon,
                             place.radius_km or None, None, iso, None, place.geonameid, 0.9, "names a people or what is theirs, not a place")
            )
    return found


@lru_cache(maxsize=4)
def capitals(gazetteer: Gazetteer) -> frozenset[int]:
    """GeoNames ids of the capitals of countries."""
    found = set()
    for row in read_rows("places_countries.tsv", COUNTRIES):
        towns = [h.place for h in gazetteer.lookup(row[10]) if h.place.kind == "settlement" and h.place.country == row[0]]
        ids = [p.geonameid for p in sorted(towns, key=lambda p: -p.population) if p.geonameid is not None]
        found.update(ids[:1])
    return frozenset(found)
