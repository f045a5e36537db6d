"""The camps of a report: the one state whose forces fight in it and the one armed group against them, where the report leaves no rival.

The model is small on purpose: it says who a bare "the rebels" or "soldiers" can be only where nobody else can be meant. What counts as a rival is counted
generously: every armed group named, by the lexicon or not, and every other state whose forces are named anywhere in the report.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from whosays.claims.ground import Ground
from whosays.claims.members import CRAFT, MEMBERS
from whosays.claims.sources import entity_of
from whosays.lexicon import actors, demonyms
from whosays.model import ids
from whosays.model.claim import Claim, Role
from whosays.model.reading import Mention
from whosays.model.types import GROUP_OF

GROUP_KINDS: Final = frozenset(["rebel", "militia", "jihadist", "pmc", "tribal", "criminal"])
FORCE_KINDS: Final = frozenset(["state_force", "foreign_force"])
UNLISTED: Final = "unlisted"
"""Kind of an armed group that the report names and no lexicon knows: it may be of any kind."""
GROUP_WORDS: Final = frozenset(["front", "army", "militia", "militias", "movement", "brigade", "brigades", "liberation", "resistance", "faction", "jihad", "self-defence", "self-defense"])
"""Words that make a name that no lexicon knows one of an armed group."""
STATE_WORDS: Final[dict[str, str]] = {
    "army": "army", "air force": "air_force", "navy": "navy", "police": "police", "armed forces": "forces", "security forces": "forces", "military": "forces", "gendarmerie": "gendarmerie",
}
"""Words that, behind a country's, make a name one of that state's forces: the body's suffix in `state_bodies.tsv`."""
OFFICES: Final = frozenset(["ministry", "headquarters", "command", "operation", "operations", "department", "government", "council", "court", "task"])
"""Words that make a name no group's."""
SEVERAL: Final = frozenset(["group", "faction", "organisation", "organization", "militia", "brigade", "battalion", "force"])
KINDRED: Final = frozenset(["rebel", "armed", "militant", "insurgent", "terrorist", "opposition", "jihadist", "islamist", "guerrilla", "extremist", "allied", "paramilitary"])
"""Words of a plural that tells of more groups than are named: "rebel factions", "terrorist groups"."""
AIR: Final = ("air_force", "forces", "army", "")
LAND: Final = ("army", "forces")
STATE_NOUNS: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(("soldier", "troop", "infantry", "infantryman", "serviceman", "conscript", "trooper", "army"), LAND),
    **dict.fromkeys(("military", "force", "garrison", "artillery", "commando", "paratrooper"), ("forces", "army")),
    **dict.fromkeys(("jet", "warplane", "aircraft", "plane", "bomber", "helicopter", "gunship", "fighter-bomber", "drone", "airforce"), AIR),
    **dict.fromkeys(("warship", "gunboat", "frigate", "navy"), ("navy", "forces")), **dict.fromkeys(("police", "policeman", "policewoman"), ("police",)),
    **dict.fromkeys(("government", "regime", "junta"), ("",)),
}
"""Nouns for a state's men and craft: suffixes of the bodies that they fit, the most specific first. Craft of a body that nobody names are the state's (the empty suffix)."""
GROUND: Final = frozenset(["force", "control", "posture", "harm"])
"""Groups of acts whose place tells where the fighting is."""
LEAST_PLACED: Final = 3
AT_HOME: Final = 2 / 3
"""So many acts of the report must be placed in one country (one fewer where none lies in another), and so great a share of them, before it is the country of the fighting
(own judgement)."""
AHEAD: Final = 1.5
"""Half of them is enough where the report names no other country's forces and the next country has so many times fewer."""


@dataclass(frozen=True, slots=True)
class Camp:
    """A body of one side: its name, entity id, its kind or suffix in the lexicon, how often the report names it, and where first."""

    name: str
    entity_id: str | None
    kind: str
    times: int = 1
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class Camps:
    """The country where the report's fighting is (alpha-2) with its forces that are named, by suffix; whether another state's forces are named; every armed group named."""

    country: str | None
    forces: dict[str, Camp]
    foreign: bool
    groups: tuple[Camp, ...]
    others: bool = False
    """Whether the report speaks of other groups under arms than those whose kind is known."""
    abroad: frozenset[str] = frozenset()
    """The other countries of which the report speaks."""

    def group(self, kinds: frozenset[str] | None, rivals: frozenset[str] | None, least: int) -> Camp | None:
        """The only group of these kinds, no group of the rival kinds beside it, named `least` times; null stands for every kind."""
        near = [c for c in self.groups if rivals is None or c.kind in rivals or c.kind == UNLISTED]
        if len(near) != 1 or self.others or near[0].times < least:
            return None
        return near[0] if kinds is None or near[0].kind in kinds or near[0].kind == UNLISTED else None

    def body(self, suffixes: Sequence[str]) -> Camp | None:
        """The home state's body: the first of the suffixes that the report names, else as the lexicon calls it the state where that fits, or the first."""
        if self.country is None:
            return None
        named = next((self.forces[s] for s in suffixes if s in self.forces), None)
        return named or _of_state(self.country, "" if "" in suffixes else suffixes[0])


def camps(g: Ground, claims: Sequence[Claim]) -> Camps:
    """Who fights in this report, as far as it leaves no doubt."""
    named = [m for m in g.reading.mentions if _is_name(m)]
    armed = frozenset(_armed_countries(g, named))
    hits = demonyms.load().find(g.report.text)
    spoken = Counter(code for hit in hits for code in {hit.iso2, *hit.others})
    country = _country(g, claims, armed)
    if country is not None and not (_at_home(named, country) and _spoken_of(g, country, spoken)):
        country = None
    foreign = any(m.kind == "foreign_force" for m in named) or any(code != country for code in armed)
    groups = tuple(_groups(g, named, country))
    known = {c.entity_id or c.name for c in groups}
    doers = [r for r in _doers(claims) if (r.entity_id or r.name) not in known]
    others = _several(g) or any(_unknown(g, r, country) for r in doers)
    return Camps(country, _forces(g, named, country), foreign, groups, others, frozenset(hit.iso2 for hit in hits if country not in hit.others) - {country})


def _is_name(mention: Mention) -> bool:
    """Whether the mention is a name, not a description that begins a sentence."""
    return not mention.pronoun and (mention.entity is not None or (mention.name[:1].isupper() and mention.kind in (None, "unknown")))


def _country(g: Ground, claims: Sequence[Claim], armed: frozenset[str]) -> str | None:
    """The country where most acts on the ground are placed; where too few are, that of most places named."""
    placed = Counter(c.places[0].country for c in claims if c.places and c.places[0].country and GROUP_OF[c.type] in GROUND)
    found = placed if sum(placed.values()) >= LEAST_PLACED - 1 else Counter(p.country for p in g.resolution.places if p.country and p.literal)
    (top, most), (_, second) = [*found.most_common(2), (None, 0), (None, 0)][:2]
    sure = most >= AT_HOME * sum(found.values()) or (armed <= {top} and most >= max(AHEAD * second, sum(found.values()) / 2))
    return top if sure and most >= (LEAST_PLACED if second else LEAST_PLACED - 1) else None


def _at_home(named: Sequence[Mention], country: str) -> bool:
    """Whether the groups that the lexicon knows, if any, belong to the country: their talks abroad are not the war of their hosts."""
    known = [a for m in named if m.entity is not None and (a := actors.load().get(m.entity)) is not None and a.kind in GROUP_KINDS and a.country]
    return not known or any(country in a.country for a in known)


def _spoken_of(g: Ground, country: str, spoken: Counter[str]) -> bool:
    """Whether the report speaks of the country, and no other far more often; of one that it never names, whether its places are too many to be misplaced namesakes."""
    if not spoken or spoken[country]:
        return max(spoken.values(), default=0) <= OFTENER * (spoken[country] + 1)
    places = Counter(p.country for p in g.resolution.places if p.country and p.literal)
    return places[country] >= max(UNNAMED_PLACES, UNNAMED_SHARE * sum(places.values()))


OFTENER: Final = 2
"""So many times as often at most another country may be named, one naming more counted for the country (own judgement)."""
UNNAMED_PLACES: Final = 5
UNNAMED_SHARE: Final = 0.8
"""So many places, and so great a share of all, must lie in a country that the report never names (own judgement)."""


def _several(g: Ground) -> bool:
    """Whether the report speaks of armed groups in the plural."""
    for token in g.tree.tokens:
        if token.tag == "NNS" and token.lemma.lower() in SEVERAL and any(g.tree.tokens[i].lemma.lower() in KINDRED for i in g.tree.all(token.i, "amod", "compound", "nmod")):
            return token.lemma.lower() != "force" or any(g.tree.tokens[i].lemma.lower() in KINDRED - {"armed"} for i in g.tree.all(token.i, "amod", "compound", "nmod"))
    return False


def _armed_countries(g: Ground, named: Sequence[Mention]) -> Iterator[str]:
    """The countries whose forces are named: by the lexicon, or by a country's word before men at arms or their craft ("Ruritanian jets")."""
    for mention in named:
        actor = actors.load().get(mention.entity) if mention.entity is not None else None
        if actor is not None and actor.kind in FORCE_KINDS:
            yield from actor.country[:1]
    for token in g.tree.tokens:
        if token.pos in ("NOUN", "PROPN") and token.lemma.lower() in MEMBERS | CRAFT:
            for i in g.tree.all(token.i, "amod", "compound", "nmod", "poss"):
                country = demonyms.load().by_word(g.tree.tokens[i].text)
                if country is not None:
                    yield country.iso2


def _forces(g: Ground, named: Sequence[Mention], country: str | None) -> dict[str, Camp]:
    """The home state's bodies that are named, by suffix; the empty one is its government."""
    found: dict[str, Camp] = {}
    for mention in named if country is not None else ():
        code, _, suffix = (mention.entity or "").partition(".")
        own = suffix if code.upper() == country else (_own_body(mention.name, country) if mention.entity is None else None)
        if own is not None:
            found.setdefault(own, Camp(mention.name, entity_of(g, mention), own, 1, mention.start, mention.end))
    return found


def _own_body(name: str, country: str | None) -> str | None:
    """The suffix of a state's body that no lexicon knows by this name: a word of the country and one for forces ("Royal Ruritanian Army")."""
    lower = name.lower()
    suffix = next((s for words, s in STATE_WORDS.items() if lower.endswith(words)), None)
    own = country is not None and any((found := demonyms.load().by_word(w)) is not None and found.iso2 == country for w in name.split())
    return suffix if own else None


def _groups(g: Ground, named: Sequence[Mention], country: str | None) -> Iterator[Camp]:
    """Every armed group named, once each, with that whose statement the report is; one that belongs to another named is that other."""
    found: dict[str, Camp] = {}
    for mention in named:
        kind = _group_kind(mention, country)
        if kind is not None:
            key = mention.entity or mention.name.casefold()
            before = found.get(key)
            found[key] = Camp(mention.name, entity_of(g, mention), kind, 1, mention.start, mention.end) if before is None else replace(before, times=before.times + 1)
    for mention in g.reading.mentions:
        doubtful = _doubtful(mention, country) if mention.entity is None and not mention.pronoun and mention.name[:1].isupper() else None
        if doubtful is not None:
            before = found.get(mention.name)
            found[mention.name] = Camp(doubtful.name, ids.entity_id("world", doubtful.actor_id), doubtful.kind, 1, mention.start, mention.end) if before is None else replace(before, times=before.times + 1)
    speaking = _speaking(g)
    if speaking is not None:
        found.setdefault(speaking.actor_id, Camp(speaking.name, ids.entity_id("world", speaking.actor_id), speaking.kind, BY_ITSELF))
    for key, camp in found.items():
        if not any(parent in found for parent in _parents(key)):
            yield camp


def _doubtful(mention: Mention, country: str | None) -> actors.Actor | None:
    """The group of the country of the fighting that a name shared by several stands for ("Maoists")."""
    if mention.type not in ("nationality", "organisation", "armed_group"):
        return None
    hits = [h for h in actors.load().find(mention.name) if h.start == 0 and h.end == len(mention.name) and h.kind in GROUP_KINDS]
    fits = [a for h in hits for c in h.candidates if (a := actors.load().get(c)) is not None and country in a.country]
    return fits[0] if len(fits) == 1 else None


BY_ITSELF: Final = 9
"""How often the body whose statement the report is counts as named."""


def _speaking(g: Ground) -> actors.Actor | None:
    """The armed group whose statement the report is."""
    hits = actors.load().find(g.voice[0]) if g.voice is not None else ()
    return actors.load().get(hits[0].entity_id) if len(hits) == 1 and hits[0].kind in GROUP_KINDS else None


def _parents(key: str) -> Iterator[str]:
    actor = actors.load().get(key)
    while actor is not None and actor.parent is not None:
        yield actor.parent
        actor = actors.load().get(actor.parent)


def _group_kind(mention: Mention, country: str | None) -> str | None:
    """The kind of an armed group, `unlisted` for one that only its name tells, null for anything else."""
    if mention.entity is not None:
        actor = actors.load().get(mention.entity)
        return actor.kind if actor is not None and actor.kind in GROUP_KINDS else None
    words = mention.name.lower().split()
    fits = mention.type == "armed_group" or (mention.type in ("organisation", "person") and len(words) > 1 and bool(GROUP_WORDS.intersection(words)))
    defends = "defence force" in mention.name.lower() or "defense force" in mention.name.lower()
    return UNLISTED if (fits or defends) and not _of_a_state(mention.name, country) else None


def _of_a_state(name: str, country: str | None) -> bool:
    """Whether a name that no lexicon knows is that of an organ, a unit or some state's forces."""
    words = name.lower().split()
    if name.lower() in STATE_WORDS or name.lower() in MEMBERS or OFFICES.intersection(words) or any(w[0].isdigit() or w in ORDINALS for w in words):
        return True
    other = any(demonyms.load().by_word(w) is not None for w in name.split()) and name.lower().endswith(tuple(STATE_WORDS))
    return other or _own_body(name, country) is not None


ORDINALS: Final = frozenset(["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"])
"""Numbers in the names of units, which belong to some army."""


def _doers(claims: Sequence[Claim]) -> Iterator[Role]:
    for claim in claims:
        if GROUP_OF[claim.type] == "force":
            yield from claim.role("actor")


def _unknown(g: Ground, role: Role, country: str | None) -> bool:
    """Whether a doer of force goes by a name that nobody knows: an acronym, or a body all of whose words are capitals."""
    mention = next((m for m in g.reading.mentions if m.name == role.name and _is_name(m)), None)
    if mention is None or mention.entity is not None or mention.type in ("location", "facility", "nationality") or _of_a_state(mention.name, country):
        return False
    acronym = mention.name.split("-")[0].isupper() and len(mention.name) > 1
    return acronym or (mention.type in ("organisation", "armed_group") and " " in mention.name and all(w[:1].isupper() for w in mention.name.split()))


def _of_state(country: str, suffix: str) -> Camp | None:
    """A body of the state as the lexicon calls it; the empty suffix is its government."""
    code = country.lower()
    actor = actors.load().get(f"{code}.{suffix}" if suffix else code)
    if actor is None:
        return None
    return Camp(actor.name, ids.entity_id("world", actor.actor_id), suffix)


def side_of(role: Role, known: Camps) -> str:
    """On which side a named party stands: a body of the home state, a group, or nobody knows."""
    if any(c.entity_id == role.entity_id for c in known.groups if c.entity_id):
        return "group"
    country = demonyms.load().by_word(role.name)
    if country is not None and country.iso2 == known.country:
        return "state"
    return "state" if any(c.entity_id == role.entity_id for c in known.forces.values() if c.entity_id) else ""
