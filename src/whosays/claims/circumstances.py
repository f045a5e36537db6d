"""The time and place of an act: of all that the report names, the one that governs this act, with the reason."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from whosays.claims.ground import Ground
from whosays.claims.period import PUBLISHING, WHOLE_DATE
from whosays.claims.unlisted import LOCATIVE, TAKEN
from whosays.model.claim import ClaimPlace, ClaimTime
from whosays.model.resolution import PlaceMention, TimeMention
from whosays.model.span import Span
from whosays.text import numbers
from whosays.text.tree import VERBAL

MEANWHILE: Final = 3
"""Distance of what hangs on a participle of one of the act's parties: "soldiers retreating through the town"."""
FAR: Final = 99
"""Distance of an expression that does not govern the act at all."""


def _governor(g: Ground, start: int, end: int, stops: frozenset[int]) -> int | None:
    """The verb or act that an expression hangs on."""
    return governor(g, g.reading.tokens_in(start, end), stops)


def governor(g: Ground, inside: Collection[int], stops: frozenset[int]) -> int | None:
    """The verb, or the token of `stops`, that an expression of the tokens `inside` hangs on; null where there is none."""
    top = next((i for i in inside if g.tree.tokens[i].head not in inside or g.tree.tokens[i].head == i), None)
    if top is None:
        return None
    for node in g.tree.up(top):
        if node in inside:
            continue  # No expression governs itself, be its month called March.
        if node in stops or g.tree.tokens[node].pos in VERBAL:
            return node
    return None


def _distance(g: Ground, governor: int, head: int, cues: frozenset[int]) -> int:
    """Steps from the act up to the governor; FAR when the governor is not above the act, or a cue stands between."""
    for steps, node in enumerate(g.tree.up(head)):
        if node == governor:
            return steps
        if node in cues:
            return FAR
    if g.tree.under(governor, head):
        return _below(g, governor, head)
    return FAR


def _below(g: Ground, governor: int, head: int) -> int:
    """Distance of a governor below the act: none across a clause of its own, but what its parties were doing meanwhile counts a little."""
    between = [node for node in g.tree.up(governor) if node != head and g.tree.under(node, head)]
    clauses = [node for node in between if g.tree.tokens[node].dep in ("relcl", "advcl", "ccomp", "acl", "conj") and g.tree.tokens[node].pos in VERBAL]
    if not clauses and g.tree.tokens[governor].dep != "conj":
        return 1
    alone = len(clauses) == 1 and g.tree.tokens[clauses[0]].dep == "acl" and g.tree.tokens[clauses[0]].tag in ("VBG", "VBN")
    return MEANWHILE if alone and clauses[0] == governor else FAR


def _nearest(
    g: Ground, items: Sequence[TimeMention | PlaceMention], head: int, acts: frozenset[int], cues: frozenset[int],
    content: Sequence[Span] = (),
) -> list[tuple[int, int, int]]:
    """`(distance, gap, number)` of the expressions of the act's sentence that govern it, the best first."""
    sentence = g.reading.sentences[g.tree.tokens[head].sentence]
    found = []
    for number, item in enumerate(items):
        if not sentence.start <= item.start < sentence.end:
            continue
        governor = _governor(g, item.start, item.end, acts)
        if governor is None:
            continue
        if governor in cues and _reported(g, governor, head):
            found.append((1, abs(g.tree.tokens[head].start - item.start), number))
            continue
        if governor in cues and isinstance(item, TimeMention) and _recorded_over(g, governor, head, item):
            found.append((1, abs(g.tree.tokens[head].start - item.start), number))
            continue
        if governor in cues and governor != head:
            # The parser hung it on the verb of saying, though it stands among the words that are said.
            if any(c.start <= item.start < c.end for c in content):
                found.append((2, abs(g.tree.tokens[head].start - item.start), number))
            continue
        distance = _distance(g, governor, head, cues)
        if distance < FAR:
            found.append((distance, abs(g.tree.tokens[head].start - item.start), number))
    return sorted(found)


def _reported(g: Ground, cue: int, head: int) -> bool:
    """Whether the act is, or is told in, the subject of a passive that only reports it: "cases of rape were reported in the town on Monday"."""
    return any(g.tree.tokens[n].dep == "nsubjpass" and g.tree.tokens[n].head == cue for n in g.tree.up(head))


def _recorded_over(g: Ground, cue: int, head: int, time: TimeMention) -> bool:
    """Whether acts were counted over a stretch of time: "recorded 23 violations between 1 and 18 March", "logged 11 ambushes in June"."""
    counted = g.tree.tokens[head].head == cue and g.tree.tokens[head].dep == "dobj"
    return counted and g.tree.tokens[cue].lemma.lower() in RECORDING and time.precision not in ("day", "minute") and time.earliest is not None


def _behind_relative(g: Ground, time: TimeMention, head: int) -> bool:
    """Whether the act stands in a relative clause and the time outside it: "X was named on Monday to follow Y, who was killed in Z"."""
    for node in g.tree.up(head):
        if g.tree.tokens[node].dep == "relcl":
            start, end = g.tree.subtree_span(node)
            return not start <= time.start < end
    return False


def _elsewhere(content: Sequence[Span], start: int) -> bool:
    """Whether an expression stands outside the words of the source that claims the act."""
    return bool(content) and not any(c.start <= start < c.end for c in content)


def act_time(g: Ground, head: int, acts: frozenset[int], cues: frozenset[int], content: Sequence[Span]) -> ClaimTime:
    """When the act happened, as far as the words that govern it tell."""
    times = [t for t in g.resolution.times if t.function != "every"]
    taken_up = _before_when(g, times, head)
    if taken_up is not None:
        return _claim_time(g, taken_up, "taken up by 'when' before the act")
    for distance, _, number in _nearest(g, times, head, acts, cues, content):
        time = times[number]
        if time.type == "DURATION" and time.earliest is None and time.latest is None and time.function == "for":
            continue
        if _elsewhere(content, time.start) and distance > 1:
            continue
        if _behind_relative(g, time, head) or in_relative_below(g, set(g.reading.tokens_in(time.start, time.end)), head):
            continue
        return worded(g, time, head, "stands with the act" if distance == 0 else "governs the clause of the act", beside=distance > 0)
    alone = _alone(g, times, head, cues)
    if alone is not None:
        found = _claim_time(g, alone, "the only time that the sentence names")
        return _bounded(found, PUBLISHED_THEN) if _of_publishing(g, alone) else found
    return ClaimTime(reason="no words of the sentence tell when")


def worded(g: Ground, time: TimeMention, head: int, reason: str, *, beside: bool) -> ClaimTime:
    """The time of an act by an expression of its sentence; only a last day where that is when it was counted, published or recorded.

    `beside`: the expression hangs on another word than the act.
    """
    found = _stretched(g, head, _claim_time(g, time, reason))
    if _counted_by(g, time, head):
        return _bounded(found, "by then so many were counted")
    if beside and _of_publishing(g, time):
        return _bounded(found, PUBLISHED_THEN)
    return _bounded(found) if beside and _only_recorded(g, time, head) else found


PUBLISHED_THEN: Final = "then it was published, done no later"
"""Why the time of an item is only a bound for what it shows."""
COUNTED: Final = frozenset(["kill", "die", "dead", "death", "wound", "injure", "hurt", "displace", "flee", "arrest", "toll", "casualty", "missing"])
"""Words of acts that are summed up to a time: "65 killed by Sunday evening"."""


def _counted_by(g: Ground, time: TimeMention, head: int) -> bool:
    """Whether a toll stands at the time, and was reached no later: "had counted 29 dead by Friday night"."""
    before = g.report.text[max(0, time.start - 8) : time.start].lower().split()
    return g.tree.tokens[head].lemma.lower() in COUNTED and bool(before) and (before[-1] == "by" or before[-2:] == ["by", "the"])


MOST_DAYS: Final = 100
"""Who fought longer before an end is not dated by days."""


def _stretched(g: Ground, head: int, time: ClaimTime) -> ClaimTime:
    """The days from the first, where the act went before the time: "took it on Saturday after three days of fighting"."""
    if time.earliest is None or time.latest is None or time.precision != "day":
        return time
    days = _days_before(g, head)
    if not days:
        return time
    first = date.fromisoformat(time.earliest[:WHOLE_DATE]) - timedelta(days=days - 1)
    return replace(time, precision="days", earliest=first.isoformat(), extent="throughout", reason=f"{time.reason}; it went on for {days} days")


def _days_before(g: Ground, head: int) -> int:
    """Number of days of "after three days of fighting", of which the act is the fighting; 0 where it is not so told."""
    of = g.tree.tokens[head].head
    day = g.tree.tokens[of].head
    if g.tree.tokens[head].dep != "pobj" or g.tree.tokens[of].text.lower() != "of" or g.tree.tokens[day].lemma.lower() != "day":
        return 0
    if g.tree.tokens[g.tree.tokens[day].head].text.lower() not in ("after", "following"):
        return 0
    counts = (numbers.number(g.tree.tokens[m].text) for m in g.tree.below[day] if g.tree.tokens[m].dep == "nummod")
    return next((count for count in counts if count and count < MOST_DAYS), 0)


def _of_publishing(g: Ground, time: TimeMention) -> bool:
    """Whether the time is that of making an item known: "a video uploaded on Friday shows burnt houses"."""
    governor = _governor(g, time.start, time.end, frozenset())
    return governor is not None and g.tree.tokens[governor].lemma.lower() in PUBLISHING


def _alone(g: Ground, times: Sequence[TimeMention], head: int, cues: frozenset[int]) -> TimeMention | None:
    """The one calendar time of the act's sentence, where it is not that of saying and no clause of its own holds it apart from the act."""
    sentence = g.reading.sentences[g.tree.tokens[head].sentence]
    inside = [t for t in times if sentence.start <= t.start < sentence.end and (t.earliest or t.latest)]
    if len(inside) != 1 or inside[0].function != "at":
        return None
    governor = _governor(g, inside[0].start, inside[0].end, frozenset())
    above = set(g.tree.up(head))
    beside = governor is not None and any(n not in above and g.tree.tokens[n].dep in ("relcl", "acl") for n in g.tree.up(governor))
    since = governor is not None and governor not in above and g.tree.tokens[governor].dep == "advcl"
    before = any(g.tree.tokens[c].text.lower() == "had" for n in above for c in g.tree.below[n] if g.tree.tokens[c].dep in ("aux", "auxpass"))
    if governor in cues or (beside and not _of_publishing(g, inside[0])) or since or before or _behind_relative(g, inside[0], head):
        return None
    return inside[0]


RECORDING: Final = frozenset(
    ["document", "record", "register", "verify", "confirm", "count", "log", "find", "discover", "collect", "recover", "bury", "identify", "exhume",
     "investigate", "examine", "unearth", "tally"]
)
"""Verbs that tell when an act became known, not when it was done."""


def _only_recorded(g: Ground, time: TimeMention, head: int) -> bool:
    """Whether the time is that of recording the act: "eleven cases of rape were documented on Monday"."""
    governor = _governor(g, time.start, time.end, frozenset())
    if governor is None or g.tree.tokens[governor].lemma.lower() not in RECORDING:
        return False
    path = list(g.tree.up(head))
    if governor not in path[1:]:
        return False
    below = g.tree.tokens[path[path.index(governor) - 1]]
    return below.dep in ("nsubjpass", "dobj") and below.pos in ("NOUN", "PROPN", "NUM")


def _bounded(time: ClaimTime, why: str = "then it was recorded, done no later") -> ClaimTime:
    """The time as a last day only."""
    if time.latest is None:
        return time
    return replace(time, precision="open", earliest=None, extent="within", reason=f"{time.reason}; {why}")


def _before_when(g: Ground, times: Sequence[TimeMention], head: int) -> TimeMention | None:
    """The time right before the "when" that opens the act's clause: "lost it on the 22nd, when rebels struck back"."""
    sentence = g.reading.sentences[g.tree.tokens[head].sentence]
    for i in range(head - 1, sentence.first, -1):
        token = g.tree.tokens[i]
        if token.text.lower() == "when":
            between = [t for t in times if t.end <= token.start and g.report.text[t.end : token.start].strip(" ,") == ""]
            return between[-1] if between and _opens(g, i, head) else None
    return None


def _opens(g: Ground, when: int, head: int) -> bool:
    """Whether "when" belongs to the clause of the act, or to one that it is coordinated with."""
    clause = g.tree.tokens[when].head
    return any(node == clause or g.tree.tokens[node].head == clause for node in g.tree.up(head))


def _claim_time(g: Ground, time: TimeMention, reason: str) -> ClaimTime:
    return ClaimTime(
        time.precision, time.basis, time.extent, time.earliest, time.latest, g.report.text[time.start : time.end],
        time.start, time.end, time.anchor, "; ".join(part for part in (reason, time.reason) if part),
    )


def habitual_time(g: Ground, head: int, acts: frozenset[int], cues: frozenset[int]) -> TimeMention | None:
    """A set expression ("every night") that governs the act."""
    sets = [t for t in g.resolution.times if t.function == "every" or t.type == "SET"]
    nearest = _nearest(g, sets, head, acts, cues)
    return sets[nearest[0][2]] if nearest else None


def tied_places(g: Ground, head: int, acts: frozenset[int], cues: frozenset[int], content: Sequence[Span]) -> list[PlaceMention]:
    """Places that the syntax of the sentence ties to the act, its own first."""
    places = [p for p in g.places if p.literal]
    ranked = [row for row in _nearest(g, places, head, acts, cues, content) if _own_clause(g, places[row[2]], head)]
    if not ranked:
        return []
    best = ranked[0][0]
    if best == MEANWHILE and any(is_end(places[row[2]]) for row in ranked):
        return []  # where its doers came from or went is not where they did it
    return own_first([places[number] for distance, _, number in ranked if distance <= max(best, 1)])


def own_first(places: Sequence[PlaceMention]) -> list[PlaceMention]:
    """The places of one act: where it happened before where it came from or went, the nearest-named first, none that only says where another lies."""
    ordered = sorted(places, key=lambda p: (is_end(p), _BROADNESS.get(p.precision, 5), p.start))
    return [ordered[n] for n in _without_containers(ordered, range(len(ordered)))]


HOSTING: Final = frozenset(["see", "witness", "suffer", "experience", "endure", "fall", "come", "remain", "be"])
"""Verbs whose subject may be the place of the act: "the town saw clashes", "the city has fallen"."""


def _is_party(g: Ground, inside: set[int], head: int) -> bool:
    """Whether the place does the act, or is subject or object of a verb other than the act's: "drew Paris into the war" places nothing in Paris."""
    top = next((i for i in inside if g.tree.tokens[i].head not in inside), None)
    if top is None or g.tree.tokens[top].dep not in ("dobj", "nsubj", "nsubjpass", "dative"):
        return False
    verb = g.tree.tokens[top].head
    if g.tree.tokens[top].dep == "nsubj" and verb == head and g.tree.tokens[verb].lemma.lower() not in HOSTING:
        return True  # who does the act: "the country has been building up its forces"
    return verb != head and not g.tree.under(verb, head) and g.tree.tokens[verb].lemma.lower() not in TAKEN


def in_relative_below(g: Ground, inside: set[int], head: int) -> bool:
    """Whether a relative clause stands between the act and the place: "X was named to follow Y, who was killed in Z" names nobody in Z."""
    for i in inside:
        for node in g.tree.up(i):
            if node == head:
                break
            if g.tree.tokens[node].dep == "relcl" and not g.tree.under(head, node):
                return True
    return False


def _own_clause(g: Ground, place: PlaceMention, head: int) -> bool:
    """Whether place and act stand in one clause: what is above a subordinate act with a subject of its own places another act."""
    inside = set(g.reading.tokens_in(place.start, place.end))
    if _is_party(g, inside, head):
        return False
    if any(g.tree.under(i, head) for i in inside):
        return not in_relative_below(g, inside, head)
    for node in g.tree.up(head):
        token = g.tree.tokens[node]
        if any(g.tree.under(i, node) for i in inside):
            return True
        if token.dep in ("advcl", "relcl", "ccomp") and g.tree.child(node, "nsubj", "nsubjpass") is not None:
            return False
        if token.dep == "conj" and token.pos in VERBAL and g.tree.child(node, "nsubj", "nsubjpass") is not None:
            return False
    return False


_BROADNESS: Final[dict[str, int]] = {
    "site": 0, "settlement": 1, "near_settlement": 1, "district": 2, "province": 3, "region": 4, "sea_air": 4, "country": 5,
    "unlocated": 3,
}


def is_end(place: PlaceMention) -> bool:
    """Whether a place is where something came from or goes."""
    return place.relation in ("from", "towards")


def _without_containers(places: Sequence[PlaceMention], chosen: Sequence[int]) -> list[int]:
    """Leave out a country or province that only says where a nearer-named place lies ("Palmyra in eastern Homs")."""
    kept = list(chosen)
    for n in chosen:
        wide = places[n]
        if _BROADNESS.get(wide.precision, 0) >= 3 and any(
            m != n and _BROADNESS.get(places[m].precision, 5) < _BROADNESS.get(wide.precision, 0)
            and places[m].country == wide.country and places[m].relation != "from" for m in chosen
        ):
            kept.remove(n)
    return kept or list(chosen)


def claim_place(g: Ground, place: PlaceMention, reason: str) -> ClaimPlace:
    """A place that the act's sentence names, with its whole expression ("20 km north of X")."""
    # Who goes into a place is in it: only "to" and "towards" leave open whether they arrived.
    before = g.report.text[max(0, place.start - 10) : place.start].lower().split()
    relation = "in" if place.relation == "towards" and before[-1:] == ["into"] else place.relation
    if place.precision == "unlocated" and before[-1:]:
        relation = LOCATIVE.get(before[-1], relation)
    return ClaimPlace(
        g.report.text[place.area_start : place.area_end], place.area_start, place.area_end, relation, place.name, place.precision,
        place.lat, place.lon, place.radius_km, place.geometry, place.country, place.admin1, place.geonameid,
        "; ".join(part for part in (reason, place.reason) if part),
    )
