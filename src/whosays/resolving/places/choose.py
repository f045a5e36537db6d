"""Chooses among the places that share a name, by rules with weights; every part of a score has its reason."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from whosays.resolving.gazetteer.names import fold
from whosays.resolving.gazetteer.place import SITES, Hit, Place
from whosays.resolving.places.candidates import Candidate
from whosays.resolving.places.geo import distance_km, half
from whosays.resolving.places.words import DIRECTIONS

PRIOR = {
    "country": 8.0, "continent": 7.0, "admin1": 4.6, "sea": 4.6, "river": 4.0, "desert": 3.6, "region": 3.4, "mountain": 3.0,
    "island": 3.4, "lake": 2.8, "admin2": 3.0, "cape": 2.0,
}
"""Weight of a kind in powers of ten of inhabitants, so that a country outweighs any town and a province most towns."""
SITE_PRIOR = 2.0
ADMIN1_BEHIND = 0.8
"""How far a unit's name stands behind a town of as many people."""
RANK_PENALTY = (0.0, 0.8, 0.4, 2.0)
"""Points off by rank of the name: main, alternate, without article, consonant skeleton."""
CAPITAL_BONUS = 1.0
WAR_PRIOR = 0.4
"""What reports are about: a weak prior for towns of countries with organised violence."""
AT_WAR = frozenset(
    ["AF", "AM", "AZ", "BF", "BI", "BJ", "CD", "CF", "CM", "CO", "ER", "ET", "GE", "HT", "IL", "IQ", "IR", "JO", "KE", "KG", "LB", "LY", "ML", "MM", "MR", "MZ", "NE", "NG", "PH", "PK", "PS", "RU", "RW", "SA", "SD", "SO", "SS", "SY", "TD", "TN", "TR", "UA", "UG", "YE"]
)
"""Countries with more than passing organised violence since 2010, ISO 3166 (the scope note of the supplement)."""
BREADTH = 1.5
"""Points of a region per power of ten of its radius over 50 km."""
NO_ARTICLE = 2.0
"""Points off a town after `the`, which towns do not bear."""
QUALIFIED = 6.0
"""The text itself says in what the place lies ("Paris, Texas")."""
LINKED = 3.5
"""A containing place stands within a few words ("Sarmin in Idlib")."""
COUNTRY_CONTEXT = 3.0
"""At most, for the countries that the report speaks of."""
ADMIN_CONTEXT = 1.2
DEMONYM_WEIGHT, COUNTRY_NAMED, TOWN_NAMED = 0.7, 1.5, 0.8
"""What one people, one country and one surely placed town add to a country's share of a report."""
LITTLE_EVIDENCE = 1.0
SKELETON_RANK = 3
"""Rank of a hit that shares no more than consonants with the name."""
LEAST_LIKENESS = 75
"""Least likeness of letters (rapidfuzz ratio, 0..100) of a name and a place found by consonants: transliterations agree in most letters."""
SPOKEN_OF = 0.15
"""Share of a report from which it speaks of a country at all: below it a place there found by consonants alone is not believed, and of namesakes
in that country alone not even the country is told."""
NEAR_OTHERS = 3.0
"""At most, for lying near the surer places of the report."""
NEAR_KM = 120.0
"""Distance at which that weight has fallen to a third."""
ALIKE = 2.5
"""At most, for being what the other names of a list are (all countries, all states of one country)."""
LEAST_ALIKE = 0.5
"""Part of a list's other names that must be of one kind."""
ATTACHED = 2.5
"""The name opens that of an institution as only this country has them ("Paris High School")."""
STRANGE_ALIAS = 1.0
"""Points off a town whose own name is another word altogether (Aleppo for Berea)."""
LEAST_ALIKE_LETTERS = 50
"""Likeness of letters (rapidfuzz ratio, 0..100) below which an alternate name is another word."""
FEATURE_AGREES = 4.0
FEATURE_DISAGREES = 2.5
OUTLET = 1.0
SURE_MARGIN = 1.5
"""Lead over the next place elsewhere from which a choice is used to judge the others."""
MIN_MARGIN = 0.15
"""Lead below which a name with homonyms in different countries stays unlocated."""
SAME_PLACE_KM = 80.0
"""Homonyms nearer than this are one answer for the margin (a town and its district)."""
MOST_HITS = 40
"""Homonyms kept after the first look."""
HOLDING = 0.8
"""Part of a link's weight that goes to the outer place."""
MOST_ANCHORS = 40
CELL_DEGREES = 4.0
"""Side of the cells in which neighbours are sought: places farther apart than one lend one another nothing."""
SHARPNESS = 1.2
"""How fast belief falls with points behind the best (per point, natural exponent)."""
MOST_SPREAD = 12
"""Homonyms of one name that may lend nearness to others."""
LEAST_BELIEF = 0.03
LEAST_IN_ONE = 0.6
"""Part of the belief in one country from which namesakes tell of that country."""
POINTLIKE = SITES | {"settlement", "admin2", "admin1", "island", "lake", "mountain", "cape", "region"}
"""Kinds near enough to a point to have neighbours."""
PART_SLACK = 0.15
"""How far beyond its half, in parts of the whole, what writers call the south of a country reaches."""
WIDE = frozenset({"country", "admin1", "admin2", "region", "island", "desert"})


@dataclass(slots=True)
class Scored:
    """A place with its score and the reasons that made it."""

    hit: Hit
    score: float
    reasons: list[str]

    @property
    def place(self) -> Place:
        """The place."""
        return self.hit.place


@dataclass(slots=True)
class Group:
    """The mentions of one name (with one feature word) in a report: one sense."""

    key: tuple[str, str]
    members: list[int]
    hits: tuple[Hit, ...]
    ranked: list[Scored] = field(default_factory=list)
    static: list[tuple[float, Hit, list[str]]] = field(default_factory=list)
    people: str = ""

    @property
    def margin(self) -> float:
        """Lead of the first over the best place elsewhere."""
        if not self.ranked:
            return 0.0
        first = self.ranked[0]
        for other in self.ranked[1:]:
            if distance_km(first.place.lat, first.place.lon, other.place.lat, other.place.lon) <= max(SAME_PLACE_KM, first.place.radius_km):
                continue
            if not (contains(first.place, other.place) or contains(other.place, first.place)):
                return first.score - other.score
        return 9.0


@dataclass(frozen=True, slots=True)
class Link:
    """Candidate `inner` is said to lie in candidate `outer`; `weight` as above, `words` how the text says it, `plain` where nothing stands between."""

    inner: int
    outer: int
    weight: float
    words: str
    plain: bool = False


def _breadth(place: Place) -> float:
    """Points of a region for its size: the Middle East is meant more often than a valley."""
    return BREADTH * math.log10(place.radius_km / 50.0) if place.kind == "region" and place.radius_km > 50.0 else 0.0


def prior(hit: Hit, capitals: frozenset[int]) -> float:
    """What a name means with no context: kind and size."""
    place = hit.place
    if place.kind in PRIOR:
        base = PRIOR[place.kind] + _breadth(place) + (0.6 if place.kind == "country" and place.population > 50_000_000 else 0.0)
        if place.kind == "admin1":
            base = max(base, math.log10(place.population + 50) - ADMIN1_BEHIND)
    elif place.kind in SITES:
        base = SITE_PRIOR
    else:
        base = math.log10(place.population + 50)
    if place.country in AT_WAR and place.kind == "settlement":
        base += WAR_PRIOR
    return base - RANK_PENALTY[hit.rank] + (CAPITAL_BONUS if place.geonameid in capitals and hit.rank == 0 else 0.0)


def contains(outer: Place, inner: Place) -> bool:
    """Whether `inner` lies in `outer` as far as the gazetteer can tell."""
    if outer.id == inner.id or (outer.kind == "settlement" and inner.kind in ("country", "admin1", "admin2")):
        return False
    if outer.kind == "country":
        return outer.country == inner.country and inner.kind != "country"
    if outer.kind == "admin1":
        if inner.kind in ("country", "admin1"):
            return False
        if outer.admin1_code and inner.admin1_code:
            return outer.admin1_code == inner.admin1_code
        return outer.country == inner.country and _inside(outer, inner)
    if outer.kind == "admin2":
        return inner.kind not in ("country", "admin1") and outer.country == inner.country and _inside(outer, inner)
    if outer.kind == "settlement":
        return outer.country == inner.country and distance_km(outer.lat, outer.lon, inner.lat, inner.lon) < 25
    return _inside(outer, inner)


def in_part(outer: Place, direction: str, inner: Place) -> bool:
    """Whether `inner` can lie in the named part of `outer`; true where no part or box is known."""
    if not direction or not outer.box:
        return True
    west, south, east, north = outer.box[0], outer.box[1], outer.box[2], outer.box[3]
    slack_x, slack_y = (east - west) * PART_SLACK, (north - south) * PART_SLACK
    west, south, east, north = half((west, south, east, north), DIRECTIONS[direction])
    return west - slack_x <= inner.lon <= east + slack_x and south - slack_y <= inner.lat <= north + slack_y


def _inside(outer: Place, inner: Place) -> bool:
    if outer.box:
        west, south, east, north = outer.box
        return west - 0.1 <= inner.lon <= east + 0.1 and south - 0.1 <= inner.lat <= north + 0.1
    return distance_km(outer.lat, outer.lon, inner.lat, inner.lon) <= outer.radius_km * 1.5 + 10


def groups(candidates: list[Candidate]) -> list[Group]:
    """One group per name, kind of feature word and people before it, in text order; a bare name goes with the latest one that has a people."""
    by_key: dict[tuple[str, str, str], Group] = {}
    peoples: dict[str, str] = {}
    for i, candidate in enumerate(candidates):
        feature = candidate.feature
        tag = feature.kinds[0] if feature and "settlement" not in feature.kinds else ""
        if candidate.people:
            peoples[candidate.folded] = candidate.people
        people = peoples.get(candidate.folded, "")
        key = (candidate.folded, tag, people)
        group = by_key.get(key)
        if group is None:
            by_key[key] = Group(key[:2], [i], candidate.hits, people=people)
        else:
            group.members.append(i)
    return list(by_key.values())


@dataclass(frozen=True, slots=True)
class Background:
    """What is known of a report before its places: peoples named (count by country), ids of capitals, the outlet's country."""

    demonyms: Mapping[str, float]
    capitals: frozenset[int]
    outlet_country: str | None
    countries: Mapping[str, Place] = field(default_factory=dict)


class Chooser:
    """Scores the groups of one report in rounds: each round the surer places help the others."""

    def __init__(self, candidates: list[Candidate], links: list[Link], background: Background, lists: Sequence[list[int]] = ()) -> None:
        self.candidates = candidates
        self.lists = lists
        self.alike: dict[int, tuple[str, float]] = {}
        self.background = background
        self.groups = groups(candidates)
        self.group_of = {i: group for group in self.groups for i in group.members}
        self.inward, self.outward = self._joined(links)
        self.countries: dict[str, float] = {}
        self.admins: dict[str, float] = {}
        self.totals = (0.0, 0.0)
        self.shares: dict[str, list[tuple[str, float, str, float]]] = {}
        self.anchors: list[tuple[Place, float, Group]] = []
        self.cells: dict[tuple[int, int], list[tuple[float, float, float, str]]] = defaultdict(list)

    def run(self, rounds: int = 3) -> list[Group]:
        """Rank every group; the last ranking stands."""
        for group in self.groups:
            group.ranked = self._rank(group)
        for _ in range(rounds - 1):
            self._gather()
            for group in self.groups:
                group.ranked = self._rank(group)
        return self.groups

    def _gather(self) -> None:
        """What the report speaks of, by the choices of the round before."""
        self.countries, self.admins = defaultdict(float), defaultdict(float)
        self.anchors, self.shares = [], defaultdict(list)
        for iso, n in self.background.demonyms.items():
            self.countries[iso] += DEMONYM_WEIGHT * math.sqrt(n)
        for group in self.groups:
            if not group.ranked:
                continue
            place, sure = group.ranked[0].place, min(1.0, max(0.0, group.margin) / SURE_MARGIN)
            weight = sure * math.sqrt(len(group.members))
            there = max(sure, self.all_in_one(group)) * math.sqrt(len(group.members))
            country = there * (COUNTRY_NAMED if place.kind == "country" else TOWN_NAMED) if place.country else 0.0
            admin = weight if place.admin1_code and place.kind != "country" else 0.0
            self.countries[place.country] += country
            self.admins[place.admin1_code] += admin
            self.shares[group.key[0]].append((place.country, country, place.admin1_code, admin))
            if place.kind not in ("country", "continent", "sea", "desert", "river") and sure > 0.5:
                self.anchors.append((place, sure, group))
        self.anchors = sorted(self.anchors, key=lambda a: -a[1])[:MOST_ANCHORS]
        self.cells = defaultdict(list)
        for group in self.groups:
            self._spread(group)

        self._gather_lists()
        self.totals = (sum(self.countries.values()), sum(self.admins.values()))

    def _gather_lists(self) -> None:
        """What most other names of a list are: countries, or states of one country."""
        self.alike = {}
        for run in self.lists:
            members = list({id(self.group_of[i]): self.group_of[i] for i in run}.values())
            kinds = {id(g): _listed_kind(g.ranked[0].place) for g in members if g.ranked}
            for group in members:
                others = [kind for key, kind in kinds.items() if key != id(group)]
                kind, count = Counter(others).most_common(1)[0] if others else ("", 0)
                if kind and count >= LEAST_ALIKE * (len(members) - 1):
                    self.alike[id(group)] = (kind, count / (len(members) - 1))

    def all_in_one(self, group: Group) -> float:
        """How far (0..1) the group's places lie in the country of the first, whichever of them is meant ("Henry County")."""
        ranked = group.ranked[:MOST_SPREAD]
        beliefs = [math.exp(SHARPNESS * (s.score - ranked[0].score)) for s in ranked]
        there = sum(b for s, b in zip(ranked, beliefs, strict=True) if s.place.country == ranked[0].place.country)
        return max(0.0, there / sum(beliefs) - LEAST_IN_ONE) / (1.0 - LEAST_IN_ONE)

    def share(self, iso: str, group: Group | None = None) -> float:
        """How much of the report (0..1) speaks of a country, the part of a group's own name left out: "Badia" and "the Badia desert" tell nothing of one another."""
        return self._share(self.countries, iso, group, 0)

    def _share(self, weights: dict[str, float], key: str, group: Group | None, at: int) -> float:
        own = self.shares.get(group.key[0], []) if group is not None else []
        parts = [(told[2 * at], told[2 * at + 1]) for told in own]
        total = self.totals[at] - sum(float(weight) for _, weight in parts)
        if total <= 0.01 or not key:
            return 0.0
        weight = weights.get(key, 0.0) - sum(float(weight) for own_key, weight in parts if own_key == key)
        # Little evidence is a small share even where nothing speaks against it.
        return max(0.0, weight) / max(total, LITTLE_EVIDENCE)

    def _joined(self, links: list[Link]) -> tuple[dict[int, list[Link]], dict[int, list[Link]]]:
        """Links by the group they help: as the inner place, and as the outer; of one pair of groups the weightiest."""
        best: dict[tuple[int, int], Link] = {}
        for link in links:
            pair = id(self.group_of[link.inner]), id(self.group_of[link.outer])
            if pair[0] != pair[1] and (pair not in best or best[pair].weight < link.weight):
                best[pair] = link
        inward: dict[int, list[Link]] = defaultdict(list)
        outward: dict[int, list[Link]] = defaultdict(list)
        for (inner, outer), link in best.items():
            inward[inner].append(link)
            outward[outer].append(link)
        for found in (*inward.values(), *outward.values()):
            found.sort(key=lambda link: -link.weight)
        return inward, outward

    def _rank(self, group: Group) -> list[Scored]:
        """The group's places, best first, by what does not change between rounds and then by the report around."""
        if not group.static and group.hits:
            hits = [h for h in group.hits if h.rank < SKELETON_RANK or _transliterates(group.key[0], h.place)]
            static = [(*self._static(hit, group), hit) for hit in hits]
            static.sort(key=lambda s: (-s[0], s[2].place.id))
            group.static = [(score, hit, reasons) for score, reasons, hit in static[:MOST_HITS]]
        scored = [Scored(hit, score, list(reasons)) for score, hit, reasons in group.static]
        for entry in scored:
            self._context(entry, group)
        scored.sort(key=lambda s: (-s.score, s.place.id))
        return scored

    def _static(self, hit: Hit, group: Group) -> tuple[float, list[str]]:
        score = prior(hit, self.background.capitals)
        reasons = [f"size and kind {score:.1f}"]
        score += self._feature(hit, group, reasons)
        score += self._linked(hit.place, group, reasons)
        score += self._owned(hit, group, reasons)
        score += self._attached(hit.place, group, reasons)
        if hit.rank == 1 and hit.place.kind == "settlement" and _another_word(group.key[0], hit.place.name):
            score -= STRANGE_ALIAS
            reasons.append(f"another name of it -{STRANGE_ALIAS:g}")
        if any(self.candidates[i].article for i in group.members) and hit.place.kind == "settlement" and not hit.place.name.startswith("The "):
            score -= NO_ARTICLE
            reasons.append(f"a town after 'the' -{NO_ARTICLE:g}")
        return score, reasons

    def _attached(self, place: Place, group: Group, reasons: list[str]) -> float:
        """Points for a country that alone has institutions of the kind that the name opens."""
        if place.kind == "country" or not any(place.country in self.candidates[i].institution for i in group.members):
            return 0.0
        reasons.append(f"opens the name of an institution of {place.country} +{ATTACHED:g}")
        return ATTACHED

    def _owned(self, hit: Hit, group: Group, reasons: list[str]) -> float:
        """Points for lying in the country whose people's name stands before ("Syrian Kurdistan")."""
        if not group.people or hit.place.country != group.people:
            return 0.0
        reasons.append(f"said to be of {group.people} +{QUALIFIED:g}")
        return QUALIFIED

    def _feature(self, hit: Hit, group: Group, reasons: list[str]) -> float:
        feature = self.candidates[group.members[0]].feature
        kind = hit.place.kind
        if kind in ("admin1", "admin2") and any(self.candidates[i].beside for i in group.members):
            reasons.append(f"the words speak of a point -{FEATURE_DISAGREES:g}")
            return -FEATURE_DISAGREES
        if feature is None:
            # A site or feature named without its word is a weak reading of the name.
            return 0.0
        if kind in feature.kinds:
            reasons.append(f"agrees with '{feature.word}' +{FEATURE_AGREES:g}")
            return FEATURE_AGREES
        if kind == "settlement" and (feature.site or feature.area):
            return -0.5
        reasons.append(f"does not agree with '{feature.word}' -{FEATURE_DISAGREES:g}")
        return -FEATURE_DISAGREES

    def _linked(self, place: Place, group: Group, reasons: list[str]) -> float:
        """Points for lying in what the text says it lies in, or for holding what it is said to hold."""
        for link in self.inward[id(group)]:
            part = self.candidates[link.outer].part
            if any(contains(h.place, place) and in_part(h.place, part, place) for h in self._outers(link.outer)):
                reasons.append(f"in {self.candidates[link.outer].text} ({link.words}) +{link.weight:g}")
                return link.weight
        if place.kind == "settlement":
            return 0.0
        seat = _has_seat(place, group)
        for link in self.outward[id(group)]:
            if seat and link.weight < LINKED:
                break  # a bare name is the town's, unless the words say that something lies in it
            if any(contains(place, h.place) for h in self.candidates[link.inner].hits[:MOST_HITS]):
                weight = link.weight * HOLDING
                reasons.append(f"holds {self.candidates[link.inner].text} ({link.words}) +{weight:.1f}")
                return weight
        return 0.0

    def _outers(self, i: int) -> list[Hit]:
        hits = self.candidates[i].hits
        wide = [h for h in hits if h.place.kind in WIDE]
        return wide or [h for h in hits if h.place.population > 20_000]

    def _context(self, entry: Scored, group: Group) -> None:
        place = entry.place
        share = self.share(place.country, group)
        if share:
            gain = COUNTRY_CONTEXT * math.sqrt(share)
            entry.score += gain
            entry.reasons.append(f"the report speaks of {place.country} +{gain:.1f}")
        admin = self._share(self.admins, place.admin1_code, group, 1)
        if admin:
            entry.score += ADMIN_CONTEXT * math.sqrt(admin)
        if self.background.outlet_country and place.country == self.background.outlet_country:
            entry.score += OUTLET
            entry.reasons.append(f"outlet of {place.country} +{OUTLET:g}")
        kind, part = self.alike.get(id(group), ("", 0.0))
        if kind and _listed_kind(place) == kind:
            entry.score += ALIKE * part
            entry.reasons.append(f"listed with others of its kind +{ALIKE * part:.1f}")
        if place.kind == "country":
            near = max((sure for a, sure, other in self.anchors if other is not group and a.country == place.country), default=0.0)
            entry.score += NEAR_OTHERS * near
            return
        near = self._nearness(place, group, 0.0 if _has_seat(place, group) else place.radius_km)
        if near > 0.05 and place.kind != "continent":
            entry.score += NEAR_OTHERS * near
            entry.reasons.append(f"near other places of the report +{NEAR_OTHERS * near:.1f}")


    def country_place(self, iso: str) -> Place | None:
        """The country with this code, where the report names it or a people's name stands for it."""
        return self.background.countries.get(iso)

    def outer_of(self, group: Group, *, plainly: bool = False) -> tuple[Place, int] | None:
        """What the text most firmly says the group's name lies in, and its candidate; `plainly`: by a comma, bracket or bare `in` alone."""
        for link in self.inward[id(group)]:
            outer = self.group_of[link.outer]
            if plainly and not link.plain:
                continue
            if link.weight >= LINKED and outer.ranked and outer.margin >= SURE_MARGIN / 2:
                place = outer.ranked[0].place
                if place.kind in ("admin1", "admin2", "country", "settlement", "region", "island", "lake"):
                    return place, link.outer
        return None

    def _spread(self, group: Group) -> None:
        """Note where the group's places lie, each with its part of the belief, in cells of `CELL_DEGREES`."""
        ranked = [s for s in group.ranked[:MOST_SPREAD] if s.place.kind in POINTLIKE]
        if not ranked:
            return
        best = group.ranked[0].score
        beliefs = [math.exp(SHARPNESS * (s.score - best)) for s in ranked]
        total = sum(math.exp(SHARPNESS * (s.score - best)) for s in group.ranked[:MOST_SPREAD])
        for scored, belief in zip(ranked, beliefs, strict=True):
            if belief / total >= LEAST_BELIEF:
                place = scored.place
                self.cells[_cell(place.lat, place.lon)].append((place.lat, place.lon, belief / total, group.key[0]))

    def _nearness(self, place: Place, group: Group, reach_km: float) -> float:
        """How near (0..1) the places that other names likely mean lie: each name adds its nearest, by its belief; within `reach_km` is at it."""
        row, column = _cell(place.lat, place.lon)
        nearest: dict[str, float] = {}
        for cell in [(row + i, column + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]:
            for lat, lon, belief, other in self.cells.get(cell, ()):
                if other != group.key[0] and belief > nearest.get(other, 0.0):
                    apart = max(0.0, distance_km(lat, lon, place.lat, place.lon) - reach_km)
                    near = belief * math.exp(-apart / NEAR_KM)
                    nearest[other] = max(near, nearest.get(other, 0.0))
        return 1.0 - math.prod(1.0 - near for near in sorted(nearest.values()))


def _listed_kind(place: Place) -> str:
    """What a place is as one of a list: a country, a state or province of one country, or nothing that tells of the others."""
    return "country" if place.kind == "country" else f"admin1 of {place.country}" if place.kind == "admin1" else ""


def _has_seat(place: Place, group: Group) -> bool:
    """Whether a town of the same name lies in a unit: the bare name is then the town's."""
    return place.kind in ("admin1", "admin2") and any(h.place.kind == "settlement" and h.rank == 0 and contains(place, h.place) for h in group.hits)


def _cell(lat: float, lon: float) -> tuple[int, int]:
    return int(lat // CELL_DEGREES), int(lon // CELL_DEGREES)


def by_skeleton_allowed(group: Group, chooser: Chooser) -> list[Scored]:
    """Of places found by consonants alone, those in countries that the report speaks of."""
    return [
        s for s in group.ranked
        if s.hit.rank < SKELETON_RANK or chooser.share(s.place.country, group) >= SPOKEN_OF
    ]


def _another_word(name: str, main: str) -> bool:
    """Whether a place's main name has hardly a letter in common with the name, both in the Latin script."""
    from rapidfuzz.fuzz import ratio

    folded = fold(main)
    return name.isascii() and folded.isascii() and folded not in name and name not in folded and ratio(name, folded) < LEAST_ALIKE_LETTERS


def _transliterates(name: str, place: Place) -> bool:
    """Whether a spelling of the place is close enough to the name: the same consonants alone make Kirishi of Kweires."""
    from anyascii import anyascii
    from rapidfuzz.fuzz import ratio

    letters = "".join(name.split())
    return any(ratio(letters, "".join(fold(spelling).split())) >= LEAST_LIKENESS for spelling in (place.name, anyascii(place.name)))
