"""Who does what to whom: the participants of an event from the syntax around its predicate."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from whosays.claims.carried import by_after_of, carriers, from_carrier, from_governor, modifiers, supporter
from whosays.claims.participant import add, fit, machine
from whosays.claims.scene import (
    FIRE,
    MOVED,
    PLACE_TYPES,
    SAID_OF,
    STRIKES,
    WEAPON_CLASSES,
    WHERE,
    Scene,
    agentive,
    bare_place,
    demonym,
    inside,
    modifier_role,
    of_reading,
    site,
    word,
)
from whosays.lexicon.events import frame_of
from whosays.model.reading import Argument, Event, Reading
from whosays.text.slots import Slots, Words, is_displayed, of_noun, of_verb

# Light verbs whose subject is a cause, not the one who acts.
_LISTS: Final = ("actor", "target", "instrument", "member", "beneficiary", "topic", "purpose", "origin", "destination", "origin_party")


def find_roles(reading: Reading, event: Event, scene: Scene | None = None) -> tuple[Argument, ...]:
    """The participants of `event` in text order: role, span of the noun phrase without article and relative clause, head token, reason.

    `reason` begins with "PR" or "PS" where the text marks the participant as only likely or possible. `scene`: that of the reading, where it is made already.
    """
    if event.type is None:
        return ()
    scene = of_reading(reading) if scene is None else scene
    frame = frame_of(event.reason)
    roles = scene.lexicon.role_map(event.type, frame)
    found: list[Argument] = []
    token = scene.words.tokens[event.head]
    if is_displayed(scene.words, event.head):
        _of_event_verb(scene, event, roles, found)
    elif token.pos in {"NOUN", "PROPN"} or (token.pos == "ADJ" and token.dep in {"dobj", "nsubj", "nsubjpass", "pobj"}):
        _of_event_noun(scene, event, roles, found)
    elif token.pos == "ADJ":
        _of_adjective(scene, event, roles, found)
    else:
        _of_event_verb(scene, event, roles, found)
    _promote(scene, event, found)
    _taken_places(scene, event, found)
    _weapon_owner(scene, event, found)
    if event.type in FIRE:
        _victims_first(scene, found)
    return tuple(sorted(_distinct(found), key=lambda a: (a.start, a.end, a.role)))


POINTED: Final = 0.3
"""Least chance of what the trained head points at that is looked at."""


def pointed_at(scene: Scene, event: Event, found: Sequence[Argument]) -> tuple[Argument, ...]:
    """Actors and targets at which only the trained head points, as the rules would phrase them; none that cannot play the role."""
    taken = {a.head for a in found}
    votes = [a for a in event.pointed if a.role in ("actor", "target") and a.score >= POINTED and a.head not in taken]
    new: list[Argument] = []
    for vote in votes:
        add(scene, event, vote.role, vote.head, "the trained head points at it", new)
    return tuple(_distinct([a for a in new if a.role in ("actor", "target") and a.head not in taken]))


def _of_event_verb(scene: Scene, event: Event, roles: Mapping[str, str], found: list[Argument]) -> None:
    slots = of_verb(scene.words, event.head)
    _take(scene, event, slots, roles, found)
    for obj in slots.get("obj"):
        if not inside(scene, obj, event):
            continue
        inner = of_noun(scene.words, obj)
        _take(scene, event, inner, {k: v for k, v in roles.items() if k not in {"mod", "poss", "gov"}}, found)
    if event.type in {"affiliation", "identity"}:
        for noun in [*slots.get("as"), *(c for c in slots.get("comp") if scene.words.tokens[c].pos == "NOUN" and event.type == "affiliation")]:
            inner = of_noun(scene.words, noun)
            for head in [*inner.get("to"), *inner.get("of")]:
                add(scene, event, "target", head, "after 'as'", found)
    _by_means(scene, event, found)
    if not any(a.role == "actor" for a in found):
        _holder(scene, event, slots, found)
    if event.type == "demand" and not any(a.role == "target" for a in found):
        for clause in slots.get("comp"):
            for head in scene.words.nouns(scene.words.kids(clause, "nsubj")) if scene.words.tokens[clause].dep == "ccomp" else []:
                add(scene, event, "target", head, "who is to do it", found)
    if event.type in FIRE:
        _outcome(scene, event, found)


def _holder(scene: Scene, event: Event, slots: Slots, found: list[Argument]) -> None:
    """Whose hands a place is in: "in rebel hands", "under the army's control"."""
    for prep in ("in", "under"):
        for noun in slots.get(prep):
            if event.type == "presence" and scene.words.lemma(noun) in {"hand", "control", "rule"}:
                owner = of_noun(scene.words, noun)
                whose = f"whose {scene.words.tokens[noun].text}"
                armed = scene.lexicon.classes["force"] | scene.lexicon.classes["combatant"]
                heads = [h for h in owner.get("mod") if modifier_role(scene, h) == "actor" or scene.words.lemma(h) in armed]
                found.extend(word(scene, "actor", h, whose) for h in [*owner.get("poss"), *heads])


def _outcome(scene: Scene, event: Event, found: list[Argument]) -> None:
    """Whom an act struck by what it did: "shells landed in the town, killing a teacher"."""
    words = scene.words
    if any(a.role == "target" and not bare_place(scene, a.head) for a in found):
        return
    for clause in [c for c in words.children[event.head] if words.tokens[c].dep in {"advcl", "conj"}]:
        if words.lemma(clause) in _HARMS and (words.tokens[clause].tag == "VBG" or words.tokens[clause].dep == "conj") and not words.kids(clause, "nsubj", "nsubjpass"):
            for head in words.nouns(words.kids(clause, "dobj")):
                add(scene, event, "target", head, f"object of '{words.lemma(clause)}'", found)


_HARMS: Final = frozenset({"kill", "wound", "injure", "maim", "hurt"})


def _by_means(scene: Scene, event: Event, found: list[Argument]) -> None:
    """ "attacked the base using drones": the object of using is the instrument."""
    words = scene.words
    for c in words.children[event.head]:
        if words.lemma(c) == "use" and words.tokens[c].dep in {"advcl", "xcomp"}:
            for noun in words.nouns(words.kids(c, "dobj")):
                add(scene, event, "instrument", noun, "object of 'using'", found)


def _of_event_noun(scene: Scene, event: Event, roles: Mapping[str, str], found: list[Argument]) -> None:
    slots = of_noun(scene.words, event.head)
    modifiers(scene, event, slots, roles, found)
    slots.at.pop("mod", None)
    _take(scene, event, slots, roles, found)
    if not slots.get("by"):
        by_after_of(scene, event, slots, roles, found)
    if event.type == "military_support" and scene.words.low(scene.words.tokens[event.head].head) == "in":
        supporter(scene, event, found)
    for verb in carriers(scene, event.head):
        from_carrier(scene, event, verb, roles, found)
    from_governor(scene, event, roles, found)


def _of_adjective(scene: Scene, event: Event, roles: Mapping[str, str], found: list[Argument]) -> None:
    for head in _predicated(scene.words, event.head):
        add(scene, event, roles.get("head", "target"), head, f"what is {scene.words.tokens[event.head].text}", found)


def _predicated(words: Words, adjective: int) -> list[int]:
    """Of what an adjective is said: its noun, the subject of "be", the object that a verb leaves or finds so; of a bare number nothing ("counted 29 dead")."""
    token = words.tokens[adjective]
    if token.dep == "amod":
        return [token.head]
    objects = words.nouns(words.kids(token.head, "dobj", "nsubjpass"))
    if adjective and words.tokens[adjective - 1].pos == "NUM" and adjective - 1 not in objects:
        return [n for n in objects if n > adjective]  # "names of 13 dead: ten soldiers"
    return [n for n in objects if words.tokens[n].pos != "NUM"] if objects else words.nouns(words.kids(token.head, "nsubj"))


def _take(scene: Scene, event: Event, slots: Slots, roles: Mapping[str, str], found: list[Argument]) -> None:
    """Adds what stands in each slot that the role map names."""
    struck = any(fit(scene, "target", head, event) == "target" for head in slots.get("obj"))
    for name, heads in slots.at.items():
        role = roles.get(name)
        if role == "target" and struck and name in WHERE and roles.get("obj") == "target":
            continue
        if role is None or role in {"-", "target_place"}:
            continue
        if name in {"in", "inside"} and role == "target":
            heads = [h for h in heads if site(scene, h)]  # noqa: PLW2901
        if name == "from" and role == "actor" and not any(agentive(scene, head) for head in heads):
            continue
        why = slots.inherited.get(name, f"slot {name}")
        machines = name == "with" and any(machine(scene, head, event) for head in heads)
        for head in heads:
            add(scene, event, "instrument" if machines and not agentive(scene, head) else role, head, why, found)
    _together(scene, event, slots, found)


def _weapon_owner(scene: Scene, event: Event, found: list[Argument]) -> None:
    """Where only the weapon has an owner ("killed by a Russian missile"), the owner probably acted."""
    if event.type not in STRIKES:
        return
    _crafts(scene, event, found)
    if any(a.role == "actor" for a in found):
        return
    for argument in list(found):
        if argument.role != "instrument":
            continue
        if _launched_by(scene, event, argument.head, found):
            return
        for c in scene.words.children[argument.head]:
            if demonym(scene, c) or scene.words.tokens[c].dep == "poss":
                token = scene.words.tokens[c]
                found.append(Argument("actor", token.start, token.end, c, reason="PR: whose weapon it is"))
                return


def _crafts(scene: Scene, event: Event, found: list[Argument]) -> None:
    """ "Drones launched by the militia struck the depot": who launched them acts, with them."""
    for n, argument in enumerate(list(found)):
        if argument.role == "actor" and machine(scene, argument.head, event) and _launched_by(scene, event, argument.head, found):
            found[n] = replace(argument, role="instrument")


_LAUNCHING: Final = frozenset({"launch", "fire", "drop", "throw", "plant", "lob", "hurl", "detonate", "shoot", "lay", "release", "fly", "pilot"})


def _launches(words: Words, weapon: int) -> list[int]:
    """Verbs that describe a weapon, through one of saying too: "shells that doctors said were fired by the army"."""
    direct = words.kids(weapon, "acl", "relcl")
    return [*direct, *(c for verb in direct for c in words.kids(verb, "ccomp") if words.lemma(verb) not in _LAUNCHING)]


def _launched_by(scene: Scene, event: Event, weapon: int, found: list[Argument]) -> bool:
    """ "A shell fired by rebels fell on the market": who fires it acts."""
    words = scene.words
    for verb in _launches(words, weapon):
        if words.lemma(verb) in _LAUNCHING:
            slots = of_verb(words, verb)
            before = len(found)
            for head in [h for h in slots.get("subj") if h != weapon]:
                add(scene, event, "actor", head, f"who did '{words.lemma(verb)}' it", found)
            for place in slots.get("from"):
                for head in [h for h in words.kids(place, "compound", "poss", "nmod") if agentive(scene, h)]:
                    add(scene, event, "actor", head, "from whose place it was fired", found)
            if len(found) > before:
                return True
    return False


JOINTLY: Final = ("in conjunction with", "in collaboration with", "in coordination with", "in cooperation with", "in tandem with", "along with", "with help of")


def _together(scene: Scene, event: Event, slots: Slots, found: list[Argument]) -> None:
    """Those together with whom an actor acts: "troops, in conjunction with elements of the militia, ambushed them"."""
    actors = [a for a in found if a.role == "actor"]
    if not actors or scene.lexicon.role_map(event.type or "", frame_of(event.reason)).get("obj") not in {"target", "instrument"}:
        return
    beside = [scene.words.prepositions(a.head) for a in actors]
    for name in JOINTLY:
        for head in [*slots.get(name), *(h for preps in beside for h in preps.get(name, []))]:
            men = [head, *(p for prep in scene.words.kids(head, "prep") if scene.words.low(prep) == "of" for p in scene.words.kids(prep, "pobj"))]
            if any(agentive(scene, one) for one in men):
                add(scene, event, "actor", head, f"'{name}'", found)


def _promote(scene: Scene, event: Event, found: list[Argument]) -> None:
    """Forces that are moved, no mover being named, act themselves: "troops were deployed"."""
    why = "moved by no one named" if event.type in MOVED else "of whom it is said"
    if event.type in MOVED | SAID_OF and not any(a.role == "actor" for a in found):
        for n, argument in enumerate(found):
            if argument.role == "member" and not any(scene.words.lemma(argument.head) in scene.lexicon.classes[name] for name in WEAPON_CLASSES):
                found[n] = replace(argument, role="actor", reason=f"{argument.reason}; {why}")


#: Acts of which a place that "has" them is what they are done to.
DONE_TO_PLACES: Final = frozenset({"territory_gained", "siege", "destruction", "looting"})


def _taken_places(scene: Scene, event: Event, found: list[Argument]) -> None:
    """A place does not take itself: "Terzin's capture", "the town whose siege"."""
    if event.type not in DONE_TO_PLACES:
        return
    for n, argument in enumerate(found):
        if argument.role == "actor" and argument.reason.endswith("poss") and _is_place(scene, argument.head):
            found[n] = replace(argument, role="target", reason=f"{argument.reason}; a place is taken")


def _is_place(scene: Scene, head: int) -> bool:
    """Whether a word is the name of a place and of nobody, or is called one: "Terzin, the town"."""
    mention = scene.mentions.get(head)
    if mention is not None and mention.type in PLACE_TYPES and mention.entity is None:
        return True
    return any(scene.words.lemma(i) in scene.lexicon.classes["place"] for i in (head, *scene.words.kids(head, "appos")))


def _victims_first(scene: Scene, found: list[Argument]) -> None:
    """Where an act's victims are told, a town or a road that it struck is its place, no victim beside them."""
    victims = [a for a in found if a.role == "target"]
    kept = {a.head for a in victims if not bare_place(scene, a.head)}
    listed = {c for head in kept for c in (*scene.words.conjuncts(head), *scene.words.conjuncts(scene.words.tokens[head].head))}
    places = [a for a in victims if a.head not in kept and a.head not in listed]  # "both the old quarters and the mosque" were struck
    if len(places) < len(victims):
        found[:] = [a for a in found if a not in places]


def _distinct(found: Sequence[Argument]) -> list[Argument]:
    """One argument a head: the first role found stands."""
    out: dict[int, Argument] = {}
    for argument in found:
        out.setdefault(argument.head, argument)
    return list(out.values())
