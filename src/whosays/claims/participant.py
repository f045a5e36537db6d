"""One participant: whether a head can play a role, which words are its, and how sure the text is of it."""

import re
from typing import Final

from whosays.claims.scene import (
    LANDSCAPE,
    SHOTS,
    SPANS,
    STRIKES,
    TIMES,
    WAYS,
    WEAPON_CLASSES,
    Scene,
    agentive,
    bare_place,
    demonym,
    inside,
    manned,
)
from whosays.model.reading import Argument, Event
from whosays.text.slots import Words

_LIKELY: Final = frozenset({"likely", "probably", "apparently", "presumably", "suspected", "allegedly", "believed", "purported", "reportedly", "alleged", "presumed"})
_POSSIBLY: Final = frozenset({"possibly", "perhaps", "maybe"})
_INNER: Final = frozenset(
    {
        "det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "advmod", "predet", "punct", "npadvmod", "neg",
    }
)
_HEADLESS: Final = frozenset({"expl"})


def _object_before(words: Words, head: int) -> int:
    """What "it" takes up as object of a coordinated verb: "found a bomb and blew it up"; any other head is itself."""
    token = words.tokens[head]
    verb = words.tokens[token.head]
    if token.text.lower() not in {"it", "them"} or token.dep != "dobj" or verb.dep != "conj":
        return head
    plural = token.text.lower() == "them"
    objects = words.kids(verb.head, "dobj", "nsubjpass")
    fitting = [o for o in objects if words.tokens[o].pos in {"NOUN", "PROPN"} and (words.tokens[o].tag in {"NNS", "NNPS"}) == plural]
    return fitting[0] if fitting else head


BODY: Final = frozenset({
    "leg", "arm", "hand", "foot", "eye", "head", "limb", "finger", "toe", "ear", "chest", "back", "neck", "face", "stomach", "shoulder", "thigh", "skull", "throat",
    "abdomen", "knee", "ankle", "wrist", "sight", "life",
})
"""Parts of the body: what is done to one is done to its owner."""


def _owner_of_part(words: Words, head: int) -> int | None:
    """Whose a part of the body is: its possessor, the man of whom it is, or the subject who loses it; null where nobody is named."""
    if words.lemma(head) not in BODY:
        return head
    token = words.tokens[head]
    owners = [*words.kids(head, "poss"), *(p for prep in words.kids(head, "prep") if words.low(prep) == "of" for p in words.kids(prep, "pobj"))]
    if not owners and token.dep == "dobj":
        owners = words.kids(token.head, "nsubj")
    return owners[0] if owners else None


def _idle(words: Words, head: int) -> bool:
    """Whether a word is no participant whatever its place: a day of the month, "street by street", "on the ground"."""
    token = words.tokens[head]
    if ORDINAL.fullmatch(token.text.lower()):
        return True
    after = [words.low(n) for n in range(head + 1, min(head + 3, len(words.tokens)))]
    if after[1:] and after[0] in {"by", "to"} and after[1] == token.text.lower():
        return True
    bare = not [c for c in words.children[head] if words.tokens[c].dep not in {"det", "punct"}]
    return token.text.lower() in {"ground", "air", "scene", "spot"} and bare and words.low(token.head) in {"on", "in", "at", "from"}


COMPASS: Final = frozenset({"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "north-east", "north-west", "south-east", "south-west"})
"""Where, never who."""
ORDINAL: Final = re.compile(r"\d+(st|nd|rd|th)")


def add(scene: Scene, event: Event, role: str, head: int, why: str, found: list[Argument]) -> None:
    """Adds one participant, unless it cannot play the role; weapons that "act" are instruments."""
    words = scene.words
    head = _object_before(words, head)
    owner = _owner_of_part(words, head) if role in {"target", "member"} else head
    if owner is None:
        return
    head, token = owner, words.tokens[owner]
    between = token.head == event.head and token.dep in {"dobj", "nsubjpass"} and token.end < event.end  # "set the stores ablaze"
    open_inside = role == "instrument" or token.pos == "PRON" or demonym(scene, head) or between
    if head == event.head or (inside(scene, head, event) and not open_inside):
        return
    if token.dep in _HEADLESS or token.pos in {"PUNCT", "SPACE"} or words.lemma(head) in TIMES or _idle(words, head):
        return
    if token.pos in {"VERB", "AUX"} and role not in {"topic", "purpose"}:
        return
    if role in {"topic", "purpose"} and words.lemma(words.content(head)[-1]) in SPANS:
        return
    if role in {"actor", "target", "member", "beneficiary", "origin_party"}:
        adjusted = fit(scene, role, head, event)
        if adjusted is None:
            return
        role = adjusted
    start, end = _phrase(words, head)
    if start < event.end <= token.start:
        start = next(t.start for t in words.tokens[event.head :] if t.start >= event.end)
    found.append(Argument(role, start, end, head, reason=_certainty(words, head) + why))


RIDDEN: Final = frozenset({"motorcycle", "motorbike", "car", "truck", "lorry", "pickup", "pick-up", "bicycle", "bike", "van", "minibus", "taxi"})
"""Vehicles that men use: they do nothing themselves."""
NOBODY: Final = frozenset({"anyone", "anybody", "someone", "somebody", "everyone", "everybody", "whoever", "this", "that", "which",
                             "there", "what", "these", "those"})
"""Pronouns that name no party."""
HARMS: Final = frozenset({"casualties", "killing"})
ITSELF: Final = frozenset({"itself", "himself", "herself", "themselves", "oneself"})


def fit(scene: Scene, role: str, head: int, event: Event) -> str | None:
    """The role that this head can play: times and abstractions none, weapons that of an instrument."""
    parts = scene.words.content(head)
    lemma = scene.words.lemma(parts[-1])
    token = scene.words.tokens[parts[-1]]
    if token.pos == "PRON" and (lemma == "it" or lemma in NOBODY):
        return role if lemma == "it" else None
    if role == "target" and lemma in ITSELF:
        return None  # "blew himself up": nobody else was aimed at
    armed = _as_weapon(scene, role, parts[-1], event)
    if armed is not None:
        return armed
    if lemma in TIMES or ":" in token.text or (lemma in scene.lexicon.classes["abstract"] and token.pos != "PROPN"):
        return None
    barred = {"actor": _no_actor, "target": _no_target, "member": _no_member}.get(role)
    return None if barred is not None and barred(scene, head, parts[-1], event) else role


def _as_weapon(scene: Scene, role: str, part: int, event: Event) -> str | None:
    """The role of what is fired, laid or ridden: that of an instrument, but for craft and guns that act; null for anything else."""
    token, lemma, classes = scene.words.tokens[part], scene.words.lemma(part), scene.lexicon.classes
    armed = any(lemma in classes[name] for name in WEAPON_CLASSES) and lemma not in classes["combatant"] and token.pos != "PROPN"
    if role == "actor" and armed:
        return "instrument" if lemma not in classes["aircraft"] and lemma not in classes["force"] else role
    if role == "actor" and event.type in STRIKES and lemma in RIDDEN:
        return "instrument"
    if role == "target" and event.type in HARMS and armed:
        return "instrument"  # "lost a leg to a grenade"
    if role == "target" and event.type in SHOTS and any(lemma in classes[name] for name in ("projectile", "grenade", "bomb", "gas")):
        return "instrument"
    return None


def _no_actor(scene: Scene, head: int, part: int, event: Event) -> bool:
    """Whether the word cannot act: an act, an empty building, a means, a landscape."""
    del event
    token, lemma, classes = scene.words.tokens[part], scene.words.lemma(part), scene.lexicon.classes
    if lemma in COMPASS or lemma in classes["hostility"] or (head in scene.acts and not agentive(scene, head)):
        return True  # an act does not act
    if token.pos == "NOUN" and lemma in classes["building"] and lemma not in classes["force"] and lemma not in classes["vehicle"]:
        return not manned(scene, part)
    return means(scene, part) or (token.pos == "NOUN" and lemma in LANDSCAPE)


def _no_target(scene: Scene, head: int, part: int, event: Event) -> bool:
    """Whether the word cannot be struck: an act, a road on which others are, a town that people left or came to."""
    lemma = scene.words.lemma(part)
    if event.type in SHOTS and lemma in scene.lexicon.classes["hostility"] and scene.words.tokens[part].pos == "NOUN":
        return True
    if event.type in {"attack", "offensive", "armed_clash"} and lemma in WAYS:
        return True  # an ambush on a road strikes those who travel it
    return event.type in {"displacement", "visit"} and bare_place(scene, head)


def _no_member(scene: Scene, head: int, part: int, event: Event) -> bool:
    """Whether the word cannot be moved: a border that is crossed, a town that is passed."""
    del event
    token, lemma, place = scene.words.tokens[part], scene.words.lemma(part), scene.mentions.get(head)
    sited = lemma in scene.lexicon.classes["place"] or (place is not None and place.type == "location" and token.pos == "PROPN")
    return (sited or (token.pos == "PROPN" and bare_place(scene, head))) and lemma not in scene.lexicon.classes["force"]


def machine(scene: Scene, head: int, event: Event) -> bool:
    """Whether what stands "with" someone is equipment: "troops with armoured carriers"; "clashed with the navy's boats" has an opponent."""
    if event.type == "armed_clash" and manned(scene, head):
        return False
    lemma = scene.words.lemma(scene.words.content(head)[-1])
    classes = scene.lexicon.classes
    return (lemma in classes["vehicle"] or lemma in classes["weapon"]) and lemma not in classes["combatant"]


def means(scene: Scene, head: int) -> bool:
    """Whether a bare noun after "by" says how, not who: "by sea", "by phone", "by mistake"."""
    token = scene.words.tokens[head]
    above = scene.words.tokens[token.head]
    bare = token.tag == "NN" and not scene.words.children[head] and above.text.lower() == "by"
    return bare and not agentive(scene, head)


def _swallowed_name(words: Words, first: int) -> int:
    """Takes in "IS" (the Islamic State), which the parser reads as a verb."""
    return first - 1 if first > 0 and words.tokens[first - 1].text == "IS" else first


ALLIED: Final = frozenset({"ally", "back", "link", "align", "affiliate"})
LONGEST_TIE: Final = 8
"""Words that may say to whom men are tied, as part of what they are called."""


def _phrase(words: Words, head: int) -> tuple[int, int]:
    """The noun phrase around `head`: what stands before it and its "of", without articles, relative clauses and other members of a list."""
    nodes = {head}
    stack = [head]
    while stack:
        node = stack.pop()
        for c in words.children[node]:
            token = words.tokens[c]
            if token.dep in _INNER and (c < node or token.dep == "nummod") and token.text not in {",", "(", "“", '"'}:
                nodes.update(words.subtree(c))
            elif token.dep == "acl" and node == head and words.lemma(c) in ALLIED and len(list(words.subtree(c))) <= LONGEST_TIE:
                nodes.update(words.subtree(c))  # "forces allied with the government": bare "forces" are nobody
            elif token.dep == "prep" and token.text.lower() == "of" and node == head:
                for p in words.kids(c, "pobj"):
                    nodes |= {c, p}
                    stack.append(p)
                    if name := _name_behind(words, p):
                        nodes.update(words.subtree(name))
    first, last = min(nodes), max(nodes)
    while first < head and (words.tokens[first].text.lower() in {"the", "a", "an"} or words.tokens[first].pos in {"PUNCT", "CCONJ"}):
        first += 1
    first = _swallowed_name(words, first)
    return words.tokens[first].start, words.tokens[last].end


def _name_behind(words: Words, noun: int) -> int | None:
    """The name that a sort of body goes by, right behind it: "facilities of the terrorist group ISIS"."""
    name = next(iter(words.kids(noun, "appos")), None)
    return name if name is not None and name == noun + 1 and words.tokens[name].pos == "PROPN" else None


def _certainty(words: Words, head: int) -> str:
    """ "PR: " or "PS: " where a word beside the participant or before its preposition says so."""
    nodes = list(words.children[head])
    token = words.tokens[head]
    above = words.tokens[token.head]
    if above.pos == "ADP":
        nodes += [*words.children[above.i]]
        if above.i:
            nodes.append(above.i - 1)
    for c in nodes:
        low = words.low(c)
        if low in _LIKELY:
            return f"PR ('{low}'): "
        if low in _POSSIBLY:
            return f"PS ('{low}'): "
    return ""
