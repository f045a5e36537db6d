"""Where the accounts of one incident differ: contradictions with a readable reason, and who disputes what.

Compatible at different precision is no contradiction ("at least 5" and 7; a province and a town in it; "on Monday" and its date), nor is a toll that one
voice raises as time goes by.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from whosays.incidents.rules import Seen, intervals_overlap, places_near
from whosays.incidents.rules import seen as prepare
from whosays.incidents.stemma import Stemma, source_key
from whosays.lexicon import actors
from whosays.model.claim import Claim, Count, CountWhat
from whosays.model.ids import entity_id
from whosays.model.incident import Contradiction, Dispute

COUNTED: Final[tuple[CountWhat, ...]] = ("killed", "injured", "captured", "missing", "displaced", "destroyed")
RISING: Final = frozenset(["rise", "rises", "risen", "rose", "raised", "climbed", "increased", "so", "initially", "earlier"])
"""Words of a sentence that give a figure as one of a series."""
TWO_SIDED: Final = frozenset(["armed_clash", "talks", "agreement", "visit", "casualties", "ceasefire", "ceasefire_violation", "territory_transferred", "offensive"])
"""Acts of several parties, whose actors differ without contradiction."""
ASPECTS: Final = {"actor": "who", "target": "to_whom", "count": "how_many", "place": "where", "time": "when"}

Told = tuple[Claim, Count]


def chain(claim: Claim, stemma: Stemma) -> str:
    """Who says so, outermost first: `"outlet > source"`, the report's own voice its outlet."""
    return " > ".join([stemma.outlet(claim.report_id), *(link.source.name for link in claim.attribution)])


def denied(claim: Claim) -> bool:
    """Whether the claim says that the act did not happen."""
    return claim.factuality.endswith("-")


def contradictions(claims: Sequence[Claim], stemma: Stemma) -> tuple[Contradiction, ...]:
    """Claims that cannot all be true, by kind: figures, days, places, actors, denials."""
    said = [c for c in claims if not denied(c)]
    found = [*_counts(said, stemma), *_days(said, stemma), *_places(said, stemma), *_actors(said, stemma), *_denials(claims, stemma)]
    return tuple(found)


# --- figures -------------------------------------------------------------------------------------------------------------


def _counts(claims: Sequence[Claim], stemma: Stemma) -> Iterator[Contradiction]:
    for what in COUNTED:
        told = [(c, n) for c in claims for n in c.counts if n.what == what and n.scope == "incident" and _whole(c, what)]
        for kind in ("civilian", "combatant", "any"):
            sides = _sides([row for row in told if _kind(row[1]) == kind])
            if len(sides) > 1 and _several_voices(sides, stemma):
                named = " against ".join(f"{figure(side[0][1])} ({chain(side[0][0], stemma)})" for side in sides)
                yield Contradiction("count", _ids(sides), f"{what}{'' if kind == 'any' else f' ({kind}s)'}: {named}")


def _kind(count: Count) -> str:
    return count.victims if count.victims in ("civilian", "combatant") else "any"


def _whole(claim: Claim, what: CountWhat) -> bool:
    """Whether a claim gives one figure of that kind: with several it speaks of parts."""
    return sum(1 for n in claim.counts if n.what == what and n.scope == "incident") == 1


def _sides(told: Sequence[Told]) -> list[list[Told]]:
    """Figures that can be true together stand on one side; the lowest side first."""
    sides: list[list[Told]] = []
    for row in sorted(told, key=lambda r: (bounds(r[1]), r[0].claim_id)):
        home = next((side for side in sides if all(_meet(row[1], other) for _, other in side)), None)
        if home is None:
            sides.append([row])
        else:
            home.append(row)
    return sides


def _ids(sides: Sequence[Sequence[Told]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(sorted({c.claim_id for c, _ in side})) for side in sides)


def _several_voices(sides: Sequence[Sequence[Told]], stemma: Stemma) -> bool:
    """Whether two sides differ in who speaks; one source that gives several figures speaks of parts, corrects itself, or follows a toll as it rises."""
    voices = [{_speaker(c, stemma) for c, n in side if not _rising(c)} for side in sides]
    return any(a and b and a != b for i, a in enumerate(voices) for b in voices[i + 1 :])


def _speaker(claim: Claim, stemma: Stemma) -> str:
    """One key for whoever stands behind a claim, in whichever report."""
    if not claim.attribution:
        return stemma.outlet(claim.report_id)
    return source_key(claim.attribution[-1].source) or chain(claim, stemma)


def _rising(claim: Claim) -> bool:
    return any(word.strip(".,").casefold() in RISING for quote in claim.evidence for word in quote.text.split())


def _meet(a: Count, b: Count) -> bool:
    """Whether two figures can both be true: "at least 5" and "7" can."""
    low_a, high_a = bounds(a)
    low_b, high_b = bounds(b)
    return low_a <= high_b and low_b <= high_a


def bounds(count: Count) -> tuple[float, float]:
    """The least and greatest figure that the words allow."""
    if count.best is not None:
        return count.best, count.best
    return (count.low if count.low is not None else 0.0), (count.high if count.high is not None else float("inf"))


def figure(count: Count) -> str:
    """A figure in words: `9`, `12-15`, `at least 5`, `up to 30`."""
    if count.best is not None:
        return str(count.best)
    if count.low is not None and count.high is not None:
        return f"{count.low}-{count.high}"
    if count.low is not None:
        return f"at least {count.low}"
    return f"up to {count.high}" if count.high is not None else count.text


# --- days and places --------------------------------------------------------------------------------------------------------


def _days(claims: Sequence[Claim], stemma: Stemma) -> Iterator[Contradiction]:
    """Days told in the claims' own sentences that do not overlap."""
    told = [item for item in map(prepare, claims) if item.own_time and None not in item.days]
    yield from _split("date", told, lambda a, b: (intervals_overlap(a, b) or (0.0, ""))[0] > -1.0, _interval, stemma)


def _interval(item: Seen) -> str:
    first, last = (item.claim.time.earliest or "")[:10], (item.claim.time.latest or "")[:10]
    return first if first == last else f"{first}..{last}"


def _places(claims: Sequence[Claim], stemma: Stemma) -> Iterator[Contradiction]:
    """Located places told in the claims' own sentences that lie apart by more than their radii."""
    told = [item for item in map(prepare, claims) if item.own_place and item.place is not None and item.place.lat is not None]
    yield from _split("place", told, lambda a, b: (places_near(a, b) or (0.0, ""))[0] > -2.0, lambda item: item.place.name if item.place is not None else "", stemma)


def _split(
    kind: str, told: Sequence[Seen], together: Callable[[Seen, Seen], bool], shown: Callable[[Seen], str], stemma: Stemma,
) -> Iterator[Contradiction]:
    sides: list[list[Seen]] = []
    for item in told[:WITNESSES]:
        home = next((side for side in sides if all(together(item, other) for other in side)), None)
        if home is None:
            sides.append([item])
        else:
            home.append(item)
    speakers = [{_speaker(i.claim, stemma) for i in side} for side in sides]
    if len(sides) > 1 and any(a != b for a in speakers for b in speakers):
        reason = " against ".join(f"{shown(side[0])} ({chain(side[0].claim, stemma)})" for side in sides)
        yield Contradiction(kind, tuple(tuple(sorted(i.claim.claim_id for i in side)) for side in sides), reason)  # type: ignore[arg-type]


WITNESSES: Final = 60
"""So many claims of an incident, the smallest ids, are compared for days and places."""


# --- actors -----------------------------------------------------------------------------------------------------------------


def _actors(claims: Sequence[Claim], stemma: Stemma) -> Iterator[Contradiction]:
    """Different public actors of acts of one type, told by different voices; "the army" in two reports need not be two."""
    for kind in sorted({c.type for c in claims} - TWO_SIDED):
        sides: dict[frozenset[str], list[Claim]] = {}
        for claim in claims:
            names = frozenset(r.entity_id for r in claim.role("actor") if r.entity_id is not None and _public(r.entity_id, r.name))
            if names and claim.type == kind and claim.modality == "actual":
                sides.setdefault(names, []).append(claim)
        apart = [row for row in sides.items() if all(row[0] == other or not row[0] & other for other in sides)]
        if len(apart) > 1 and len({_speaker(c, stemma) for _, told in apart for c in told}) > 1:
            reason = " against ".join(f"{told[0].role('actor')[0].name} ({chain(told[0], stemma)})" for _, told in apart)
            yield Contradiction("actor", tuple(tuple(c.claim_id for c in told) for _, told in apart), f"{kind}: {reason}")


@lru_cache(maxsize=4096)
def _public(entity: str, name: str) -> bool:
    """Whether an id stands for an actor that the lexicon knows, so that two ids mean two actors."""
    return any(entity == entity_id("world", hit.entity_id) for hit in actors.load().find(name))


# --- denials and disputes ---------------------------------------------------------------------------------------------------


def _denials(claims: Sequence[Claim], stemma: Stemma) -> Iterator[Contradiction]:
    """An act both asserted and denied: a denial stands against what it answers, else against the same type of act."""
    real = [c for c in claims if c.modality in ("actual", "attempted")]
    no = [c for c in real if denied(c)]
    answered = {r.claim_id for c in no for r in c.relations if r.kind == "denies"}
    kinds = {c.type for c in no}
    yes = [c for c in real if not denied(c) and (c.claim_id in answered or c.type in kinds or (c.type in VAGUE and kinds & FORCE))]
    if no and yes:
        who = ", ".join(sorted({f"{chain(c, stemma)} ({dispute_facet(c)})" for c in no}))
        yield Contradiction("denial", (tuple(c.claim_id for c in yes), tuple(c.claim_id for c in no)), f"denied by {who}")


VAGUE: Final = frozenset(["attack"])
FORCE: Final = frozenset(["shelling", "bombing", "air_strike", "drone_strike", "attack", "killing"])


def dispute_facet(claim: Claim) -> str:
    """Which facet a denial disputes: the aspect that it names, else what happened."""
    aspect = next((r.aspect for r in claim.relations if r.kind == "denies"), "whole")
    return ASPECTS.get(aspect, "what")


def disputes(claims: Sequence[Claim], stemma: Stemma) -> tuple[Dispute, ...]:
    """Who denies what, and whether the denier is the one accused; sorted."""
    accused = {r.entity_id or r.name.casefold() for c in claims if not denied(c) for r in c.role("actor")}
    found = set()
    for claim in claims:
        if denied(claim) and claim.modality in ("actual", "attempted"):
            source = claim.attribution[-1].source if claim.attribution else None
            by = source.name if source is not None else stemma.outlet(claim.report_id)
            key = (source.entity_id or source.name.casefold()) if source is not None else by.casefold()
            found.add(Dispute(dispute_facet(claim), by, _party(claim, key, accused)))  # type: ignore[arg-type]
    return tuple(sorted(found, key=lambda d: (d.facet, d.by, d.party)))


def _party(claim: Claim, key: str, accused: set[str]) -> str:
    """Whether the denier is accused: named as doer elsewhere, or named as doer in what it denies itself."""
    doers = {r.entity_id or r.name.casefold() for r in claim.role("actor")}
    if key in accused or key in doers or dispute_facet(claim) == "who" or doers & accused:
        return "accused"
    return "other" if claim.attribution and claim.attribution[-1].source.entity_id is not None and accused else "unknown"
