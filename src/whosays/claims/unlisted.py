"""Names that a report treats as places though no gazetteer lists them: kept by name, unlocated, never guessed at."""

from collections.abc import Mapping, Sequence
from typing import Final

from whosays.model.reading import Mention, Reading
from whosays.model.resolution import PlaceMention, PlaceRelation, Resolution
from whosays.text.tree import Tree

LOCATIVE: Final[dict[str, PlaceRelation]] = {
    "in": "in", "at": "in", "near": "near", "around": "near", "outside": "near", "inside": "in", "into": "in", "through": "in", "from": "from",
    "towards": "towards", "toward": "towards", "to": "towards", "beside": "near", "above": "in", "over": "in", "between": "between",
}
"""Prepositions before the name of a place, and the relation that they state."""
TAKEN: Final = frozenset(
    ["take", "capture", "seize", "retake", "recapture", "enter", "leave", "abandon", "lose", "storm", "overrun", "hold", "liberate", "occupy", "besiege", "reach",
     "shell", "bomb", "bombard", "encircle", "raid", "surround", "blockade"]
)
"""Verbs whose object, when a bare name, is a place."""
SITES: Final = frozenset(
    ["church", "town", "village", "city", "hamlet", "hospital", "district", "province", "base", "camp", "airport", "port", "crossing", "pass", "area", "battle", "bridge",
     "garrison", "raid", "fall", "capture", "siege", "suburb", "commune", "parish", "region", "outskirts", "fight"]
)
"""Nouns that "of", "for" or "on" ties to the name of a place."""


NAMED_SITES: Final = SITES - {"raid", "fall", "capture", "fight"} | {"bazaar", "market", "junction", "hill", "valley", "gorge", "road", "checkpoint", "outpost", "prison", "barracks"}
"""Nouns after which the name before them is that of a place: "the Metele base"."""


def places(text: str, reading: Reading, tree: Tree, resolution: Resolution, mention_of: Mapping[int, Mention]) -> tuple[PlaceMention, ...]:
    """The resolved places and, beside them, every unlisted name that stands where a place stands somewhere in the report."""
    heads: dict[int, PlaceRelation] = {}
    names: set[str] = set()
    taken = [(p.start, p.end) for p in resolution.places] + [(t.start, t.end) for t in resolution.times]
    acting = _acting(reading, tree)
    for name, where in _named_sites(reading, tree):
        if _stands_as_place(mention_of.get(name), acting) and not any(s <= reading.tokens[name].start < e for s, e in taken):
            heads[name] = where
            names.add(_name(text, tree, name, mention_of.get(name)))
    for token in reading.tokens:
        if token.pos != "PROPN" or any(s <= token.start < e for s, e in taken):
            continue
        relation = _relation(tree, token.i)
        if relation is not None and (_may_be_place(mention_of.get(token.i)) or _surely_where(tree, token.i, mention_of.get(token.i), acting)):
            heads[token.i] = relation
            names.add(_name(text, tree, token.i, mention_of.get(token.i)))
    for i in _pointed(reading, taken):
        if i not in heads and _stands_as_place(mention_of.get(i), acting):
            heads[i] = _relation(tree, i) or "in"
            names.add(_name(text, tree, i, mention_of.get(i)))
    for token in reading.tokens:
        if token.i not in heads and token.pos == "PROPN" and token.text in names and not any(s <= token.start < e for s, e in taken):
            heads[token.i] = "in"
    found = [
        PlaceMention(
            reading.tokens[i].start, reading.tokens[i].end, _name(text, tree, i, mention_of.get(i)), True, relation, "unlocated", reading.tokens[i].start,
            reading.tokens[i].end, reason="no place of this name in the gazetteer",
        )
        for i, relation in heads.items()
    ]
    listed = [p for p in resolution.places if not _inside_actor(p, reading) and not _whose_force(p, reading, tree)]
    return tuple(sorted((*listed, *found), key=lambda p: (p.start, p.end)))


POINTED: Final = 0.45
"""Chance from which a name that the trained head points at as the place of an act is one."""


def _pointed(reading: Reading, taken: Sequence[tuple[int, int]]) -> list[int]:
    """Heads of the names that the trained head points at as places and that are no known place or time: "the Sukkari neighbourhood" by its name."""
    found = []
    for event in reading.events:
        for argument in event.pointed:
            if argument.role != "place" or argument.score < POINTED or any(s < argument.end and argument.start < e for s, e in taken):
                continue
            names = [i for i in reading.tokens_in(argument.start, argument.end) if reading.tokens[i].pos == "PROPN"]
            found += [i for i in names if reading.tokens[i].head not in names][-1:]
    return found


SURE: Final = frozenset(["in", "at", "near", "outside", "around", "inside", "off"])
"""Prepositions after which a name is a place, be it a name of several words that the recogniser calls a person: "at Inn Din"."""
SPEAKING_FOR: Final = frozenset(["analyst", "researcher", "professor", "director", "expert", "spokesman", "spokeswoman", "fellow", "lecturer", "correspondent", "editor", "student"])
"""Nouns whose "at" names who employs them."""
STRUCK: Final = frozenset(
    ["strike", "airstrike", "raid", "shelling", "bombardment", "bombing", "siege", "fall", "battle", "offensive", "advance", "recapture", "liberation", "assault", "sortie"]
)
"""Nouns of acts whose "on" or "of" names a place, unless the name is that of somebody who acts."""


def _acting(reading: Reading, tree: Tree) -> frozenset[str]:
    """Names that do something, own something or bear a title somewhere in the report: people and bodies, whatever stands before them elsewhere."""
    names = set()
    for mention in reading.mentions:
        token = tree.tokens[mention.head]
        agent = token.dep in ("nsubj", "nsubjpass", "agent") or (token.dep == "pobj" and tree.tokens[token.head].dep == "agent")
        if not mention.pronoun and (mention.public or (agent and token.dep != "nsubjpass") or token.dep == "appos"):
            names.add(mention.name)
    return frozenset(names)


def _stands_as_place(mention: Mention | None, acting: frozenset[str]) -> bool:
    """Whether a name that stands where a place stands is one, whatever the recogniser calls it."""
    if mention is None or _may_be_place(mention):
        return True
    unknown = mention.entity is None and mention.kind in (None, "unknown")
    return unknown and mention.type in ("person", "organisation", "facility", "location", "nationality") and not mention.name.isupper() and mention.name not in acting


def _surely_where(tree: Tree, i: int, mention: Mention | None, acting: frozenset[str]) -> bool:
    above = tree.tokens[tree.tokens[i].head]
    word = above.lemma.lower()
    over = tree.tokens[above.head].lemma.lower()
    where = word in SURE and not (word == "at" and over in SPEAKING_FOR)
    struck = word in ("on", "of", "against") and over in STRUCK
    street = word == "on" and mention is not None and mention.type == "facility"
    return (where or struck or street) and _stands_as_place(mention, acting)


def _named_sites(reading: Reading, tree: Tree) -> list[tuple[int, PlaceRelation]]:
    """ "At the Vashkhut pass": names before the noun of a site, where that noun stands as a place."""
    found: list[tuple[int, PlaceRelation]] = []
    for token in reading.tokens:
        if token.pos not in ("NOUN", "PROPN") or token.lemma.lower() not in NAMED_SITES or token.dep not in ("pobj", "dobj", "nsubjpass"):
            continue
        name = token.i - 1
        above = tree.tokens[token.head].lemma.lower()
        relation = LOCATIVE.get(above) if token.dep == "pobj" else ("in" if above in TAKEN else None)
        if relation is not None and name >= 0 and tree.tokens[name].pos == "PROPN" and tree.tokens[name].head == token.i and tree.tokens[name].dep == "compound":
            found.append((name, relation))
    return found


FORCES: Final = frozenset(
    ["army", "government", "regime", "junta", "soldier", "troop", "force", "authority", "ruler", "master", "puppet", "ally", "militia", "minister", "general", "agent", "mercenary", "lackey"]
)
"""Nouns after which "of" and a name tell whose they are, not where: "the soldiers of the capital fled"."""


def _whose_force(place: PlaceMention, reading: Reading, tree: Tree) -> bool:
    """Whether the name only tells whose soldiers or government are spoken of."""
    i = reading.token_at(place.start)
    if i is None:
        return False
    last = next((n for n in tree.up(i) if not place.start <= reading.tokens[n].start < place.end), None)
    return last is not None and reading.tokens[last].lemma.lower() == "of" and tree.tokens[tree.tokens[last].head].lemma.lower() in FORCES


def _inside_actor(place: PlaceMention, reading: Reading) -> bool:
    """Whether the name is part or whole of the name of someone who acts ("Liwa al-Quds" is not Jerusalem)."""
    return any(
        m.start <= place.start and place.end <= m.end and not m.pronoun and m.entity is not None and m.type != "location"
        for m in reading.mentions
    )


def _may_be_place(mention: Mention | None) -> bool:
    if mention is None:
        return True
    if mention.entity is not None:
        return False
    if mention.type == "organisation":  # The recogniser calls any name it does not know one.
        return mention.kind is None and " " not in mention.name and not mention.name.isupper()
    return mention.type in ("location", "facility", "person", "nationality") and not _person(mention)


def _person(mention: Mention) -> bool:
    """Whether the mention is a person beyond a guess: a name of several words, or one with a title."""
    return mention.type == "person" and (mention.public or " " in mention.name) and mention.kind != "unknown"


def _name(text: str, tree: Tree, i: int, mention: Mention | None) -> str:
    if mention is not None and not mention.pronoun and " " in mention.name and all(w[:1].isupper() for w in mention.name.split()):
        return mention.name
    span = tree.base_np(i)
    words = [w for w in text[span.start : tree.tokens[i].end].split() if w[:1].isupper() or w.startswith(("al-", "ad-", "el-", "de", "del"))]
    return " ".join(words) or tree.tokens[i].text


def _relation(tree: Tree, i: int) -> PlaceRelation | None:
    token = tree.tokens[i]
    above = tree.tokens[token.head]
    if token.dep == "conj":
        return _relation(tree, token.head) if tree.tokens[token.head].pos == "PROPN" else None
    if token.dep == "pobj":
        lower = above.lemma.lower()
        if lower in LOCATIVE:
            return LOCATIVE[lower]
        if lower == "off":
            return "near"
        if lower == "on" and above.dep == "prep":
            return "in" if tree.tokens[above.head].lemma.lower() in SITES | STRUCK or tree.tokens[above.head].pos == "VERB" else None
        if lower in ("of", "for", "on", "against") and tree.tokens[above.head].lemma.lower() in SITES | STRUCK:
            return "in"
    if token.dep == "dobj" and above.lemma.lower() in TAKEN and not tree.all(i, "poss"):
        return "in"
    return None
