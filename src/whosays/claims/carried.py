"""Participants of an act that a noun names, told by the words around the noun: light verbs, the verb above it, its modifiers."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from whosays.claims.participant import add
from whosays.claims.scene import FIRE, STRIKES, Scene, agentive, demonym, inside, modifier_role, word
from whosays.lexicon.lightverbs import light_noun
from whosays.model.reading import Argument, Event, Token
from whosays.text.slots import Slots, Words, of_noun, of_verb

_CAUSES: Final = frozenset({"broker", "mediate", "trigger", "spark", "provoke", "prompt", "cause", "lead", "set"})
_OUTCOMES: Final = frozenset({"hit", "strike", "target", "rock", "kill", "wound", "injure", "destroy", "damage", "pound", "shake", "devastate", "flatten", "eliminate", "neutralise", "neutralize", "slay", "hurt", "maim"})


def from_governor(scene: Scene, event: Event, roles: Mapping[str, str], found: list[Argument]) -> None:
    """Parties that the verb above an act names: "blame the fighting on X", "lost two brothers to a raid", "14 were killed in an ambush"."""
    words = scene.words
    token = words.tokens[event.head]
    above = words.tokens[token.head]
    verb = _governing(words, words.tokens[above.head] if above.pos == "ADP" else above)
    if verb.pos not in {"VERB", "AUX"} or verb.i == event.head:
        return
    slots, lemma, prep = of_verb(words, verb.i), words.lemma(verb.i), above.text.lower() if above.pos == "ADP" else ""
    named = {a.role for a in found}
    if lemma in {"blame", "pin"} and token.dep == "dobj":
        found[:] = [a for a in found if a.head not in {*slots.get("on"), *of_noun(words, event.head).get("on")}]
        for head in [*slots.get("on"), *of_noun(words, event.head).get("on")]:
            add(scene, event, "actor", head, f"on whom it is {lemma}d", found)
    elif roles.get("obj") == "target" and (harmed := _harmed_in(event, slots, lemma, prep, named)):
        for role, head in harmed:
            add(scene, event, role, head, f"{'object' if role == 'target' else 'subject'} of '{lemma}'", found)
    elif _shared(words, event, prep, lemma, found):
        _other_side(scene, event, slots, lemma, found)
    elif prep == "in" and words.lemma(event.head) in _BREACHES and "actor" not in named:
        for head in slots.get("subj"):
            add(scene, event, "actor", head, f"subject of '{lemma}'", found)


_OCCASION: Final = frozenset({"in", "during", "with"})
_HARMING: Final = frozenset({"kill", "shoot", "gun", "massacre", "wound", "injure", "slay", "eliminate", "hurt", "maim", "murder", "assassinate"})


def _governing(words: Words, above: Token) -> Token:
    """The verb over a preposition, also where the parser hangs it on the harmed: "killed [three soldiers in an ambush]"."""
    verb = words.tokens[above.head]
    return verb if above.pos in {"NOUN", "PROPN"} and above.dep == "dobj" and words.lemma(verb.i) in _HARMING else above


def _harmed_in(event: Event, slots: Slots, lemma: str, prep: str, named: AbstractSet[str]) -> list[tuple[str, int]]:
    """Who harmed whom in an act, by the verb that it is the occasion of: "guerrillas killed three soldiers in an ambush"; the parties not yet named."""
    struck = slots.passive and prep in {"in", "by"} and lemma in _OUTCOMES
    lost = prep == "to" and lemma == "lose"
    did = prep in _OCCASION and lemma in _HARMING and bool(slots.get("obj"))
    if not (struck or lost or did):
        return []
    doers = (slots.get("by") if slots.passive else slots.get("subj")) if did and "actor" not in named else []
    open_ = "target" not in named or did or (event.type in FIRE and not lost)
    return [("target", head) for head in (slots.get("obj") if open_ else [])] + [("actor", head) for head in doers]


_COMING: Final = frozenset({"arrive", "come", "travel", "fly", "meet", "gather", "return", "go", "sit", "convene", "assemble"})
_ALONGSIDE: Final = frozenset({"after", "in", "during", "following", "amid"})


def _shared(words: Words, event: Event, prep: str, lemma: str, found: list[Argument]) -> bool:
    """Whether the subject of the verb above took part in the act: "won the town after a battle with rebels", "came for talks"."""
    if event.type == "armed_clash":
        return prep in _ALONGSIDE and _one_side(words, event, found)
    coming = event.type == "talks" and prep in {"for", "to"} and lemma in _COMING
    return coming and (not any(a.role == "actor" for a in found) or _one_side(words, event, found))


def _one_side(words: Words, event: Event, found: list[Argument]) -> bool:
    """Whether the clash names one side only, behind "with" or "against"."""
    slots = of_noun(words, event.head)
    against = {*slots.get("with"), *slots.get("against")}
    actors = {a.head for a in found if a.role == "actor"}
    return bool(actors) and actors <= against


def _other_side(scene: Scene, event: Event, slots: Slots, lemma: str, found: list[Argument]) -> None:
    """ "The army took the town after a battle with rebels", "five soldiers died in a clash with rebels": the subject fought on the other side."""
    for head in slots.get("obj" if slots.passive else "subj"):
        if agentive(scene, head) or event.type == "talks":
            add(scene, event, "actor", head, f"subject of '{lemma}' beside it", found)


_BREACHES: Final = frozenset({"breach", "violation", "contravention", "defiance"})


def by_after_of(scene: Scene, event: Event, slots: Slots, roles: Mapping[str, str], found: list[Argument]) -> None:
    """The agent that the parser hangs on the object: "the destruction of artefacts by ISIS"."""
    if roles.get("by") != "actor":
        return
    for noun in slots.get("of"):
        for prep in scene.words.kids(noun, "prep", "agent"):
            if scene.words.low(prep) == "by":
                for head in scene.words.nouns(scene.words.kids(prep, "pobj")):
                    add(scene, event, "actor", head, "slot by, after its object", found)


def supporter(scene: Scene, event: Event, found: list[Argument]) -> None:
    """Who acts "in support of" another: the subject of the verb."""
    words = scene.words
    above = words.tokens[words.tokens[event.head].head].head
    if words.tokens[above].pos == "VERB":
        for head in of_verb(words, above).get("subj"):
            add(scene, event, "actor", head, f"subject of '{words.lemma(above)}'", found)


def carriers(scene: Scene, noun: int) -> list[int]:
    """Light verbs that carry the event noun: above it (through a preposition too), or in a clause that describes it."""
    words = scene.words
    token = words.tokens[noun]
    above = words.tokens[token.head]
    if above.pos == "ADP" and above.head != above.i:
        above = words.tokens[above.head]
    tries = [above.i] if above.i != noun and above.pos == "VERB" else []
    tries += [c for c in words.kids(noun, "acl", "relcl") if words.tokens[c].pos == "VERB"]
    out = []
    for verb in tries:
        light = light_noun(words, scene.lexicon, verb)
        if light is not None and noun in words.conjuncts(light[0]):
            out.append(verb)
    return out


def from_carrier(scene: Scene, event: Event, verb: int, roles: Mapping[str, str], found: list[Argument]) -> None:
    """Adds whom the light verb `verb` names: its subject, and those behind "on", "against", "with" and "between"."""
    light = light_noun(scene.words, scene.lexicon, verb)
    if light is None:
        return
    kind, lemma = light[1], scene.words.lemma(verb)
    slots = of_verb(scene.words, verb)
    role = {"do": "actor", "join": "actor", "begin": "actor", "ongoing": "actor", "suffer": "target", "repel": "target"}.get(kind)
    if lemma == "put" and event.type == "casualties":
        return  # "put losses at 11": who puts them tells the figure
    if role and lemma not in _CAUSES and (kind != "do" or lemma != "see"):
        slot = "obj" if kind == "suffer" and slots.passive else "subj"
        told = slots.inherited.get(slot, "")
        own = kind not in {"suffer", "repel"} or (not told.startswith(_GOVERNED) and roles.get("obj") == "target")
        for head in slots.get(slot) if own else []:
            add(scene, event, role, head, f"subject of '{lemma}'", found)
    if kind == "occur" and lemma in _OUTCOMES and roles.get("obj") == "target":
        for head in slots.get("obj"):
            add(scene, event, "target", head, f"object of '{lemma}'", found)
    for name, heads in slots.at.items():
        if (name in {"against", "on", "between", "with"} or (name == "to" and event.type == "siege")) and roles.get(name) not in {None, "-"}:
            for head in heads:
                add(scene, event, roles[name], head, f"'{name}' after '{lemma}'", found)
    _behind_agent(scene, event, slots, roles, found)


_GOVERNED: Final = ("subject of", "object of", "infinitive", "participle", "noun after")
"""Beginnings of the reasons of subjects that another verb lends: they need not suffer what this one tells."""


def _behind_agent(scene: Scene, event: Event, slots: Slots, roles: Mapping[str, str], found: list[Argument]) -> None:
    """The opponent that the parser hangs on the agent: "launched by the junta against the rebels"."""
    if any(a.role == "target" for a in found) or roles.get("against") != "target":
        return
    for agent in slots.get("by"):
        for prep in scene.words.kids(agent, "prep"):
            if scene.words.low(prep) == "against":
                for head in scene.words.nouns(scene.words.kids(prep, "pobj")):
                    add(scene, event, "target", head, "'against' after the agent", found)


def modifiers(scene: Scene, event: Event, slots: Slots, roles: Mapping[str, str], found: list[Argument]) -> None:
    """ "Russian air strikes", "rebel shelling": who acts; "market bombing", "embassy attack": what is struck."""
    if event.type == "casualties":
        people = scene.lexicon.classes["civilian"] | scene.lexicon.classes["combatant"]
        heads = [h for h in slots.get("mod") if scene.words.lemma(h) in people and scene.words.tokens[h].pos != "PROPN"]
        found.extend(word(scene, "target", h, "word before the noun") for h in heads)
    if roles.get("mod") != "actor":
        return
    for head in slots.get("mod"):
        if inside(scene, head, event) and not demonym(scene, head):
            continue
        if scene.words.tokens[head].dep not in {"compound", "amod", "nmod", "conj", "npadvmod"}:
            continue
        role = modifier_role(scene, head)
        if role == "actor" or (role == "target" and event.type in STRIKES):
            add(scene, event, role, head, "word before the noun", found)
