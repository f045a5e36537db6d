"""What the rules for participants look at, and what kind of thing a word is: force, place, weapon, time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from whosays.lexicon import demonyms
from whosays.lexicon.events import EventLexicon, event_lexicon
from whosays.model.reading import Argument, Event, Mention, Reading
from whosays.model.types import GROUPS
from whosays.text.slots import Words

MOVED: Final = frozenset({"deployment", "movement", "withdrawal", "surrender", "mobilisation"})
# Types whose member is the one of whom they tell.
SAID_OF: Final = frozenset({"identity", "affiliation", "split"})
WEAPON_CLASSES: Final = ("artillery", "projectile", "bomb", "grenade", "gas", "smallarm")
# Acts whose object may be what is fired, not what is struck.
SHOTS: Final = frozenset({"shelling", "air_strike", "drone_strike", "bombing", "suicide_bombing", "grenade_attack", "chemical_attack", "attack"})
# Of these, acts at a distance, which strike a place and hurt people; a village that is attacked is itself attacked.
FIRE: Final = SHOTS - {"attack"}
TIMES: Final = frozenset(
    {
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "june",
        "july", "august", "september", "october", "november", "december", "sept.", "oct.", "nov.", "dec.", "jan.", "feb.", "aug.", "a.m.", "p.m.",
    }
)
STRIKES: Final = frozenset(GROUPS["force"]) | {"territory_gained"}
# Prepositions that tell where, not whom, once the verb has its object.
WHERE: Final = frozenset({"on", "at", "in", "into", "over", "towards", "toward"})
SPANS: Final = frozenset({"year", "month", "week", "day", "hour", "minute", "time", "decade", "while", "basis", "moment", "period", "spell", "night", "season"})
PLACE_TYPES: Final = frozenset({"location", "facility"})


@dataclass(frozen=True, slots=True)
class Scene:
    """What the rules look at: words, lexicon, and the mention that stands at each head token."""

    words: Words
    lexicon: EventLexicon
    mentions: Mapping[int, Mention]
    acts: frozenset[int]


def of_reading(reading: Reading) -> Scene:
    """The scene of one report; to be made once for all its acts."""
    words = Words(reading.tokens, reading.children)
    acts = frozenset(e.head for e in reading.events if e.type is not None and words.tokens[e.head].pos == "NOUN")
    return Scene(words, event_lexicon(), {m.head: m for m in reversed(reading.mentions)}, acts)


def word(scene: Scene, role: str, head: int, why: str) -> Argument:
    """One participant of a single word, at token `head`."""
    token = scene.words.tokens[head]
    return Argument(role, token.start, token.end, head, reason=why)


_SITES: Final = frozenset({"bazaar", "market", "checkpoint", "base", "camp", "village", "school", "mosque", "airport", "hospital", "barracks", "outpost", "depot"})


def modifier_role(scene: Scene, head: int) -> str | None:
    """Which role a word before an act plays: who acts ("rebel shelling"), what is struck ("market bombing"), or neither."""
    token, mention = scene.words.tokens[head], scene.mentions.get(head)
    low = token.lemma.lower()
    if low in _SITES and (mention is None or mention.entity is None):
        return "target"
    if mention is not None and mention.type in {"nationality", "armed_group", "organisation", "person"}:
        return "actor"
    if mention is not None and mention.type in PLACE_TYPES:
        return "target" if low in scene.lexicon.classes["building"] else None
    if demonym(scene, head):
        return "actor"
    if low in scene.lexicon.classes["force"] or low in scene.lexicon.classes["combatant"]:
        return "actor" if token.pos in {"NOUN", "PROPN"} and low not in _NO_ACTOR else None
    building = low in scene.lexicon.classes["building"] or low in scene.lexicon.classes["vehicle"]
    return "target" if building and token.pos == "NOUN" and low not in _WEAPONISH else None


_NO_ACTOR: Final = frozenset({"military", "security", "ground", "front", "service", "command", "column", "artillery unit", "wing", "side", "party", "general", "group", "unit", "team", "cell", "gang", "sniper", "patrol"})
_WEAPONISH: Final = frozenset({"car", "truck", "tank", "vehicle", "drone", "aircraft", "helicopter", "plane", "jet", "field", "house", "street", "line", "mine", "land", "ship", "target", "bus bomb", "motorbike", "motorcycle", "bike", "launcher", "warplane", "boat"})


def demonym(scene: Scene, head: int) -> bool:
    """Whether the word names a people or a country's own: "Russian", "Kurdish"."""
    token = scene.words.tokens[head]
    mention = scene.mentions.get(head)
    if mention is not None:
        return mention.type == "nationality"
    if not token.text[:1].isupper() or token.pos not in {"ADJ", "PROPN"}:
        return False
    return token.text.lower().endswith(_PEOPLES) or any(hit.form == "demonym" for hit in demonyms.load().find(token.text))


_PEOPLES: Final = ("ian", "ish", "ese", "ean")
"""Endings of words for peoples that are no states: "Kurdish", "Rohingyan"."""


def site(scene: Scene, head: int) -> bool:
    """Whether a noun is a place or building, not a state of things: "in the town", not "in combat"."""
    lemma, mention = scene.words.lemma(head), scene.mentions.get(head)
    return lemma in scene.lexicon.classes["place"] | scene.lexicon.classes["building"] or (mention is not None and mention.type in PLACE_TYPES)


WAYS: Final = frozenset({"road", "highway", "motorway", "route", "track", "street"})
LANDSCAPE: Final = frozenset({"tree", "hill", "mountain", "river", "forest", "bush", "sunset", "sunrise", "rubble", "ruin", "valley", "orchard"})


def manned(scene: Scene, head: int) -> bool:
    """Whether a place is named by those who hold it: "an army post" fires, a post does not."""
    forces = scene.lexicon.classes["force"] | scene.lexicon.classes["combatant"]
    owners = scene.words.kids(head, "compound", "amod", "nmod", "poss")
    return any(scene.words.lemma(c) in forces or demonym(scene, c) or agentive(scene, c) for c in owners)


def agentive(scene: Scene, head: int) -> bool:
    """Whether the word names somebody who can act: a person, a body, a force."""
    lemma = scene.words.lemma(head)
    mention = scene.mentions.get(head)
    if mention is not None:
        return mention.type in {"person", "organisation", "armed_group", "nationality"}
    return lemma in scene.lexicon.classes["force"] or lemma in scene.lexicon.classes["combatant"]


def inside(scene: Scene, head: int, event: Event) -> bool:
    """Whether the word lies in the words that name the act."""
    token = scene.words.tokens[head]
    return event.start <= token.start and token.end <= event.end


def bare_place(scene: Scene, head: int) -> bool:
    """Whether the head is a place and nothing else: a town by name, "the village"."""
    token, mention = scene.words.tokens[head], scene.mentions.get(head)
    if token.pos == "PROPN":
        return mention is None or mention.type in PLACE_TYPES or (mention.type == "person" and mention.kind == "unknown")
    return scene.words.lemma(head) in _SETTLEMENTS


_SETTLEMENTS: Final = frozenset({"town", "city", "village", "district", "township", "province", "area", "region", "suburb", "neighbourhood", "neighborhood", "outskirt", "quarter"})
