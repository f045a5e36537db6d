"""Whether two parties can be one: by the actor lexicon where it knows them, else by the side that their words name."""

from functools import lru_cache
from typing import Final

from whosays.lexicon import actors, codebooks
from whosays.lexicon.actors import Actor
from whosays.model.claim import Claim
from whosays.model.ids import entity_id

STATES: Final = frozenset(["state", "state_force", "foreign_force"])
ARMED: Final = frozenset(["rebel", "militia", "jihadist", "pmc", "criminal", "tribal"])


ANYBODY: Final = frozenset(["attacker", "attackers", "assailant", "assailants", "group", "groups", "force", "forces", "faction", "factions", "mob", "gang", "bandits", "bandit"])
"""Words for a doer that leave open on whose side he is."""
AIRCRAFT: Final = frozenset(["warplane", "warplanes", "jet", "jets", "bomber", "bombers", "gunship", "gunships", "helicopter", "helicopters"])
"""Aircraft with crews are a state's."""
Party = tuple[str, str | None]
"""A participant's name and entity id."""


def doers(claim: Claim) -> tuple[Party, ...]:
    """The actors of a claim."""
    return tuple((role.name, role.entity_id) for role in claim.role("actor"))


def opposed(a: Claim, b: Claim) -> bool:
    """Whether two claims name doers that cannot be one; two that name each other's victim tell of a fight, and are not opposed."""
    if not at_odds(doers(a), doers(b)):
        return False
    victims = [_victims(claim) for claim in (a, b)]
    return not (on_one_side(doers(a), victims[1]) or on_one_side(doers(b), victims[0]))


def _victims(claim: Claim) -> tuple[Party, ...]:
    """Whom a claim names as struck, and whom its figures count: "killing six troops"."""
    named = tuple((role.name, role.entity_id) for role in claim.role("target", "member"))
    return named + tuple((count.of, None) for count in claim.counts if count.of and count.what in ("killed", "injured"))


def at_odds(one: tuple[Party, ...], other: tuple[Party, ...]) -> bool:
    """Whether both sides name somebody and nobody of the one can be anybody of the other."""
    return bool(one and other) and all(_apart(a, b) for a in one for b in other)


def on_one_side(some: tuple[Party, ...], others: tuple[Party, ...]) -> bool:
    """Whether one of the former and one of the latter are known to be a state's, or both an armed group's."""
    return any(side(a) == side(b) != "unknown" for a in some for b in others)


@lru_cache(maxsize=16384)
def _apart(a: Party, b: Party) -> bool:
    """Whether two names are of two parties: two known actors without a common parent or country, or a state's force and an armed group."""
    one, other = known(a), known(b)
    if one is not None and other is not None:
        return not _kin(one, other)
    return {side(a), side(b)} == {"state", "armed"}


@lru_cache(maxsize=16384)
def known(party: Party) -> Actor | None:
    """The actor of the lexicon behind an id, else the one that the name names beyond doubt; null for none or several."""
    name, key = party
    if key is not None and key in _by_entity():
        return _by_entity()[key]
    hits = [hit for hit in actors.load().find(name) if not hit.ambiguous]
    return actors.load().get(hits[0].entity_id) if len(hits) == 1 else None


@lru_cache(maxsize=1)
def _by_entity() -> dict[str, Actor]:
    return {entity_id("world", actor.actor_id): actor for actor in actors.load().actors}


@lru_cache(maxsize=16384)
def side(party: Party) -> str:
    """`state`, `armed` or `unknown`."""
    actor = known(party)
    if actor is not None:
        return "state" if actor.kind in STATES else "armed" if actor.kind in ARMED else "unknown"
    telling = [word for word in party[0].casefold().split() if word not in ANYBODY]
    found = "state" if not AIRCRAFT.isdisjoint(telling) else codebooks.side_of(None, " ".join(telling))
    return found if found in ("state", "armed") else "unknown"


def _kin(a: Actor, b: Actor) -> bool:
    """Whether two actors can be one party: one stands above the other, they share a parent, or they are arms of one state."""
    if {a.actor_id, a.parent} & {b.actor_id, b.parent} - {None}:
        return True
    return a.kind in STATES and b.kind in STATES and bool(set(a.country) & set(b.country))
