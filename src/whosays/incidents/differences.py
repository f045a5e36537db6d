"""Where the accounts of one incident differ: contradictions with a readable reason, and who disputes what.

Compatible at different precision is no contradiction ("at least 5" and 7; a province and a town in it; "on Monday" and its date), nor is a toll that one
voice raises as time goes by.
"""

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from whosays.incidents.blocks import vague
from whosays.incidents.figures import count_contradictions
from whosays.incidents.parties import at_odds, doers, on_one_side, opposed
from whosays.incidents.rules import FLYING, MISREAD_KM, Seen, apart_km, family, intervals_overlap, places_near
from whosays.incidents.rules import seen as prepare
from whosays.incidents.stemma import Stemma
from whosays.incidents.story import named
from whosays.incidents.voices import chain, denied, speaker
from whosays.lexicon.codebooks import side_of
from whosays.model.claim import Claim
from whosays.model.incident import Contradiction, Dispute

TWO_SIDED: Final = frozenset(["armed_clash", "talks", "agreement", "visit", "casualties", "ceasefire", "ceasefire_violation", "territory_transferred", "offensive"])
"""Acts of several parties, whose actors differ without contradiction."""
ASPECTS: Final = {"actor": "who", "target": "to_whom", "count": "how_many", "place": "where", "time": "when"}

def contradictions(claims: Sequence[Claim], stemma: Stemma) -> tuple[Contradiction, ...]:
    """Claims that cannot all be true, by kind: figures, days, places, actors, outcomes, denials."""
    if len(claims) < 2:
        return ()
    said = [c for c in claims if not denied(c)]
    seen = [prepare(c) for c in said]
    found = [*count_contradictions(said, stemma), *_days(seen, stemma), *_places(seen, stemma), *_actors(said, stemma), *_outcomes(said, stemma), *_denials(claims, stemma)]
    return tuple(found)


# --- days and places --------------------------------------------------------------------------------------------------------


def _days(claims: Sequence[Seen], stemma: Stemma) -> Iterator[Contradiction]:
    """Narrow intervals told in the claims' own sentences that do not overlap and are no neighbours: a night has two days, and so has the world at any hour."""
    told = [item for item in claims if item.own_time and not vague(item)]
    yield from _split("date", told, lambda a, b: (intervals_overlap(a, b) or (0.0, ""))[0] > NEIGHBOURS, _interval, stemma)


NEIGHBOURS: Final = -2.0
"""`intervals_overlap` gives neighbouring days more than this."""


def _interval(item: Seen) -> str:
    first, last = (item.claim.time.earliest or "")[:10], (item.claim.time.latest or "")[:10]
    return first if first == last else f"{first}..{last}"


def _places(claims: Sequence[Seen], stemma: Stemma) -> Iterator[Contradiction]:
    """Located places told in the claims' own sentences that lie apart by more than their radii, but not so far that one must be misread."""
    told = [item for item in claims if item.own_place and item.place is not None and item.place.lat is not None]
    if any(len({i.place.name for i in told if i.place and i.claim.report_id == report} ) > 1 for report in {i.claim.report_id for i in told}):
        return  # a report that names both knows how they lie to each other
    yield from _split("place", told, _one_region, lambda item: item.place.name if item.place is not None else "", stemma)


def _one_region(a: Seen, b: Seen) -> bool:
    gap = apart_km(a.place, b.place) if a.place is not None and b.place is not None else None
    return (gap is not None and gap > MISREAD_KM) or (places_near(a, b) or (0.0, ""))[0] > -2.0


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
    speakers = [{speaker(i.claim, stemma) for i in side} for side in sides]
    if len(sides) > 1 and any(a != b for a in speakers for b in speakers):
        reason = " against ".join(f"{shown(side[0])} ({chain(side[0].claim, stemma)})" for side in sides)
        yield Contradiction(kind, tuple(tuple(sorted(i.claim.claim_id for i in side)) for side in sides), reason)  # type: ignore[arg-type]


WITNESSES: Final = 60
"""So many claims of an incident, the smallest ids, are compared for days and places."""


# --- actors -----------------------------------------------------------------------------------------------------------------


FORCE: Final = frozenset(["shelling", "bombing", "air_strike", "drone_strike", "attack", "killing", "grenade_attack", "chemical_attack", "suicide_bombing", "destruction"])
"""Acts of one side against another: in one incident without a fight between two sides, one party did them."""


def _actors(claims: Sequence[Claim], stemma: Stemma) -> Iterator[Contradiction]:
    """Parties that cannot be one named as the doer of one act by different voices; "the army" in two reports need not be two."""
    told = [c for c in claims if c.modality == "actual" and c.type not in TWO_SIDED and c.role("actor")]
    fight = any(c.type in FIGHTS for c in claims)
    for a, b in itertools.combinations(told[:WITNESSES], 2):
        one_kind = a.type == b.type or (not fight and a.type in FORCE and b.type in FORCE)
        if one_kind and speaker(a, stemma) != speaker(b, stemma) and opposed(a, b):
            sides = [[c for c in told if not opposed(c, side) and opposed(c, other)] for side, other in ((a, b), (b, a))]
            names = " against ".join(f"{side[0].role('actor')[0].name} ({chain(side[0], stemma)})" for side in sides)
            yield Contradiction("actor", tuple(tuple(c.claim_id for c in side) for side in sides), f"{a.type}: {names}")
            return


FIGHTS: Final = frozenset(["armed_clash", "offensive"])


# --- outcomes ---------------------------------------------------------------------------------------------------------------


ARRIVED: Final = re.compile(r"(?:hit|hits|struck|strikes?|landed|reached|fell)\b", re.IGNORECASE)
"""Triggers with which a missile or drone arrives."""


REPELLED: Final = re.compile(
    r"\b(?:repel|repuls|foil|thwart|beat(?:en|s)? (?:back|off)|drove (?:back|off)|driven (?:back|off)|broken\b|stopped|fail(?:ed|s)?\b)", re.IGNORECASE,
)
"""Words of a sentence in which an attack comes to nothing."""
ASSAULTS: Final = frozenset(["offensive", "attack", "armed_clash"])


def _outcomes(claims: Sequence[Claim], stemma: Stemma) -> Iterator[Contradiction]:
    """What was intercepted by one account and arrived by another; what was taken by one and held by another."""
    told = [c for c in claims if c.modality == "actual"]
    yield from _taken(told, stemma)
    stopped = [c for c in told if c.type == "interception"]
    arrived = [c for c in told if c.type in FLYING and ARRIVED.match(c.trigger.text)]
    ties = [(s, a) for s in stopped for a in arrived if speaker(s, stemma) != speaker(a, stemma)]
    if ties:
        reason = f"intercepted ({chain(ties[0][0], stemma)}) against {ties[0][1].trigger.text} ({chain(ties[0][1], stemma)})"
        yield Contradiction("outcome", tuple(tuple(sorted({pair[side].claim_id for pair in ties})) for side in (0, 1)), reason)


def _taken(told: Sequence[Claim], stemma: Stemma) -> Iterator[Contradiction]:
    gained = [c for c in told if c.type == "territory_gained" and c.phase != "ongoing"]
    held = [c for c in told if c.type in ASSAULTS and REPELLED.search(c.evidence[0].text)]
    ties = [(h, g) for h in held for g in gained if speaker(h, stemma) != speaker(g, stemma) and h.report_id != g.report_id and not _one_side(h, g)]
    if ties:
        held_, gained_ = ties[0]
        reason = f"{gained_.trigger.text} ({chain(gained_, stemma)}) against an attack that came to nothing ({chain(held_, stemma)})"
        yield Contradiction("outcome", tuple(tuple(sorted({pair[side].claim_id for pair in ties})) for side in (1, 0)), reason)


def _one_side(held: Claim, gained: Claim) -> bool:
    """Whether it was the attack of others that was repelled: who gained ground had held it first, and no account contradicts another."""
    return bool(doers(held)) and at_odds(doers(held), doers(gained))


# --- denials and disputes ---------------------------------------------------------------------------------------------------


def _denials(claims: Sequence[Claim], stemma: Stemma) -> Iterator[Contradiction]:
    """An act both asserted and denied, by different voices; denials of different kinds of acts stand apart, and an accusation is no act.

    Who denies the figure alone does not deny the act: the counts are at odds.

    What a report says in its own voice did not happen answers other reports: within it, it is part of one account.
    """
    denials = [c for c in claims if _denies(c) and c.type != "accusation"]
    for kind, figure_only in sorted({(c.type, _of_a_figure(c)) for c in denials}):
        no = [c for c in denials if c.type == kind and _of_a_figure(c) == figure_only]
        ties = [(n, y) for n in no for y in claims if speaker(y, stemma) != speaker(n, stemma) and _may_answer(n, y) and answers(n, y)]
        if ties:
            yes = {y.claim_id for _, y in ties}
            deniers = {n.claim_id: n for n, _ in ties}
            who = ", ".join(sorted({f"{chain(c, stemma)} ({dispute_facet(c)})" for c in deniers.values()}))
            yield Contradiction("count" if figure_only else "denial", (tuple(sorted(yes)), tuple(sorted(deniers))), f"denied by {who}")


def _may_answer(no: Claim, yes: Claim) -> bool:
    """A source's denial, or a report's own plain negation of what another report says of a doer; an attack "prevented" or one that "does not stop" is no denial."""
    words = no.evidence[0].text
    own = no.report_id != yes.report_id and PLAIN.search(words) is not None and GOES_ON.search(words) is None
    return bool(no.attribution) or own


PLAIN: Final = re.compile(r"\b(?:no|not|never|none|nobody|neither|nor|den(?:y|ies|ied))\b|n't\b", re.IGNORECASE)
GOES_ON: Final = re.compile(r"\b(?:not|never|n't) (?:stop|cease|let up|relent|give up)", re.IGNORECASE)


def _denies(claim: Claim) -> bool:
    return denied(claim) and claim.modality in ("actual", "attempted")


def answers(no: Claim, yes: Claim) -> bool:
    """Whether a denial speaks of what another claim asserts: tied by the text, or one kind of act with no party that must be another."""
    if denied(yes) or yes.modality not in ("actual", "attempted"):
        return False
    if _of_a_figure(no) and not yes.counts:
        return False
    if _own_account(no, yes) or (yes.type in GAINED and yes.phase == "ongoing"):
        return False
    if any(r.kind == "denies" and r.claim_id == yes.claim_id for r in no.relations):
        return family(no.type) == family(yes.type)
    if not _one_object(no, yes):
        return False
    if _of_civilians(no):
        return _harms(yes) and not at_odds(doers(no), doers(yes))
    alike = no.type == yes.type or ("attack" in (no.type, yes.type) and {no.type, yes.type} <= FORCE) or (no.type in FORCE and yes.type in FORCE and no.report_id == yes.report_id)
    return alike and not at_odds(doers(no), doers(yes))


GAINED: Final = frozenset(["territory_gained", "territory_transferred"])
"""What goes on is not done: "continued to liberate the village" does not say that it was taken."""


def _of_a_figure(no: Claim) -> bool:
    """Whether a denial contests a figure only."""
    return any(r.kind == "denies" and r.aspect == "count" for r in no.relations)


def _own_account(no: Claim, yes: Claim) -> bool:
    """Whether the sentence of the denial, or a copy of it, gives this as the denier's own account of what happened: by his word, or by another doer."""
    if no.evidence[0].text != yes.evidence[0].text or not no.attribution:
        return False
    if yes.attribution:
        return yes.attribution[-1].source.name.casefold() == no.attribution[-1].source.name.casefold()
    names = [{role.name.casefold() for role in claim.role("actor")} for claim in (no, yes)]
    return all(names) and names[0].isdisjoint(names[1])


def _one_object(no: Claim, yes: Claim) -> bool:
    """Whether anything but the kind of act shows that a denial speaks of this one: a party, the denier as its doer, a place or a name told by both."""
    if any(CIVIL.search(role.name) for role in no.role("target")):  # whatever was hit, nothing civilian was
        return yes.type in FORCE or any(count.victims == "civilian" for count in yes.counts)
    one, other = prepare(no), prepare(yes)
    if one.targets & other.targets or one.actors & other.actors or on_one_side(doers(no), doers(yes)) or named(no.evidence[0].text) & named(yes.evidence[0].text):
        return True
    denier = no.attribution[-1].source if no.attribution else None
    if denier is not None and any(role.entity_id == denier.entity_id is not None or role.name.casefold() == denier.name.casefold() for role in yes.role("actor")):
        return True
    return one.own_place and other.own_place and (places_near(one, other) or (0.0, ""))[0] > 0


CIVIL: Final = re.compile(r"\b(?:civilians?|residential)\b", re.IGNORECASE)


def _of_civilians(no: Claim) -> bool:
    """Whether a denial speaks of harm to civilians only, which the death of fighters does not contradict."""
    return no.type in ("casualties", "killing") and any(side_of(None, r.name) == "civilian" for r in no.role("target", "member"))


def _harms(claim: Claim) -> bool:
    """Whether a claim tells of harm that is not to fighters alone."""
    hurt = [c for c in claim.counts if c.what in ("killed", "injured")]
    if hurt:
        return any(c.victims == "civilian" or (c.victims == "unstated" and c.of and side_of(None, c.of) not in ("state", "armed")) for c in hurt)
    return claim.type in (*FORCE, "casualties") and HARM.search(claim.evidence[0].text) is not None


HARM: Final = re.compile(r"\b(?:kill|dead\b|die[ds]?\b|death|wound|injur|hurt\b|martyr)", re.IGNORECASE)
"""Words of a sentence that tells of people harmed."""


def dispute_facet(claim: Claim) -> str:
    """Which facet a denial disputes: the aspect that it names, else what happened."""
    aspect = next((r.aspect for r in claim.relations if r.kind == "denies"), "whole")
    return ASPECTS.get(aspect, "what")


def disputes(claims: Sequence[Claim], stemma: Stemma) -> tuple[Dispute, ...]:
    """Who denies what, and whether the denier is the one accused; sorted.

    A report that says in its own voice that something did not happen disputes it only where another voice says that it did.
    """
    accused = {r.entity_id or r.name.casefold() for c in claims if not denied(c) for r in c.role("actor")}
    found = set()
    for claim in claims:
        others = (c for c in claims if speaker(c, stemma) != speaker(claim, stemma) and _may_answer(claim, c))
        if _denies(claim) and (claim.attribution or any(answers(claim, other) for other in others)):
            source = claim.attribution[-1].source if claim.attribution else None
            by = source.name if source is not None else stemma.outlet(claim.report_id)
            key = (source.entity_id or source.name.casefold()) if source is not None else by.casefold()
            found.add(Dispute(dispute_facet(claim), by, _party(claim, key, accused)))  # type: ignore[arg-type]
    return tuple(sorted(found, key=lambda d: (d.facet, d.by, d.party)))


def _party(claim: Claim, key: str, accused: set[str]) -> str:
    """Whether the denier is accused: named as doer elsewhere, or named as doer in what it denies itself."""
    own = {r.entity_id or r.name.casefold() for r in claim.role("actor")}
    if key in accused or key in own or dispute_facet(claim) == "who" or own & accused:
        return "accused"
    return "other" if claim.attribution and claim.attribution[-1].source.entity_id is not None and accused else "unknown"
