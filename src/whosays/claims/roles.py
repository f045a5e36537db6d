"""Who does what to whom: the participants of an event from the syntax around its predicate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from whosays.lexicon import demonyms
from whosays.lexicon.events import EventLexicon, event_lexicon, frame_of
from whosays.lexicon.lightverbs import light_noun
from whosays.model.reading import Argument, Event, Mention, Reading
from whosays.model.types import GROUPS
from whosays.text.slots import Slots, Words, is_displayed, of_noun, of_verb

_LIKELY: Final = frozenset({"likely", "probably", "apparently", "presumably", "suspected", "allegedly", "believed", "purported", "reportedly", "alleged", "presumed"})
_POSSIBLY: Final = frozenset({"possibly", "perhaps", "maybe"})
_INNER: Final = frozenset(
    {
        "det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "advmod", "predet", "punct", "npadvmod", "neg",
    }
)
_HEADLESS: Final = frozenset({"expl"})
# Light verbs whose subject is a cause, not the one who acts.
_CAUSES: Final = frozenset({"broker", "mediate", "trigger", "spark", "provoke", "prompt", "cause", "lead", "set"})
_OUTCOMES: Final = frozenset({"hit", "strike", "target", "rock", "kill", "wound", "injure", "destroy", "damage", "pound", "shake", "devastate", "flatten"})
_MOVED: Final = frozenset({"deployment", "movement", "withdrawal", "surrender", "mobilisation"})
# Types whose member is the one of whom they tell.
_SAID_OF: Final = frozenset({"identity", "affiliation"})
_WEAPON_CLASSES: Final = ("artillery", "projectile", "bomb", "grenade", "gas", "smallarm")
# Acts whose object may be what is fired, not what is struck.
_SHOTS: Final = frozenset({"shelling", "air_strike", "drone_strike", "bombing", "suicide_bombing", "grenade_attack", "chemical_attack", "attack"})
# Of these, acts at a distance, which strike a place and hurt people; a village that is attacked is itself attacked.
_FIRE: Final = _SHOTS - {"attack"}
_TIMES: Final = frozenset(
    {
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "june",
        "july", "august", "september", "october", "november", "december", "sept.", "oct.", "nov.", "dec.", "jan.", "feb.", "aug.", "a.m.", "p.m.",
    }
)
_STRIKES: Final = frozenset(GROUPS["force"]) | {"territory_gained"}
# Prepositions that tell where, not whom, once the verb has its object.
_WHERE: Final = frozenset({"on", "at", "in", "into", "over", "towards", "toward"})
_SPANS: Final = frozenset({"year", "month", "week", "day", "hour", "minute", "time", "decade"})
_PLACE_TYPES: Final = frozenset({"location", "facility"})
_LISTS: Final = ("actor", "target", "instrument", "member", "beneficiary", "topic", "purpose", "origin", "destination", "origin_party")


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the rules look at: words, lexicon, and the mention that stands at each head token."""

    words: Words
    lexicon: EventLexicon
    mentions: Mapping[int, Mention]
    acts: frozenset[int]


def find_roles(reading: Reading, event: Event) -> tuple[Argument, ...]:
    """The participants of `event` in text order: role, span of the noun phrase without article and relative clause, head token, reason.

    `reason` begins with "PR" or "PS" where the text marks the participant as only likely or possible.
    """
    if event.type is None:
        return ()
    words = Words(reading.tokens, reading.children)
    scene = _Scene(words, event_lexicon(), {m.head: m for m in reversed(reading.mentions)},
                   frozenset(e.head for e in reading.events if e.type is not None and words.tokens[e.head].pos == "NOUN"))
    frame = frame_of(event.reason)
    roles = scene.lexicon.role_map(event.type, frame)
    found: list[Argument] = []
    token = words.tokens[event.head]
    if is_displayed(words, event.head):
        _of_event_verb(scene, event, roles, found)
    elif token.pos in {"NOUN", "PROPN"} or (token.pos == "ADJ" and token.dep in {"dobj", "nsubj", "nsubjpass", "pobj"}):
        _of_event_noun(scene, event, roles, found)
    elif token.pos == "ADJ":
        _of_adjective(scene, event, roles, found)
    else:
        _of_event_verb(scene, event, roles, found)
    _promote(event, found)
    _weapon_owner(scene, event, found)
    if event.type in _FIRE:
        _victims_first(scene, found)
    return tuple(sorted(_distinct(found), key=lambda a: (a.start, a.end, a.role)))


def _of_event_verb(scene: _Scene, event: Event, roles: Mapping[str, str], found: list[Argument]) -> None:
    slots = of_verb(scene.words, event.head)
    _take(scene, event, slots, roles, found)
    for obj in slots.get("obj"):
        if not _inside(scene, obj, event):
            continue
        inner = of_noun(scene.words, obj)
        _take(scene, event, inner, {k: v for k, v in roles.items() if k not in {"mod", "poss", "gov"}}, found)
    if event.type in {"affiliation", "identity"}:
        for noun in slots.get("as"):
            inner = of_noun(scene.words, noun)
            for head in [*inner.get("to"), *inner.get("of")]:
                _add(scene, event, "target", head, "after 'as'", found)
    _by_means(scene, event, found)
    if not any(a.role == "actor" for a in found):
        _holder(scene, event, slots, found)
    if event.type == "demand" and not any(a.role == "target" for a in found):
        for clause in slots.get("comp"):
            for head in scene.words.nouns(scene.words.kids(clause, "nsubj")) if scene.words.tokens[clause].dep == "ccomp" else []:
                _add(scene, event, "target", head, "who is to do it", found)
    if event.type in _FIRE:
        _outcome(scene, event, found)


def _holder(scene: _Scene, event: Event, slots: Slots, found: list[Argument]) -> None:
    """Whose hands a place is in: "in rebel hands", "under the army's control"."""
    for prep in ("in", "under"):
        for noun in slots.get(prep):
            if event.type == "presence" and scene.words.lemma(noun) in {"hand", "control", "rule"}:
                owner = of_noun(scene.words, noun)
                whose = f"whose {scene.words.tokens[noun].text}"
                armed = scene.lexicon.classes["force"] | scene.lexicon.classes["combatant"]
                heads = [h for h in owner.get("mod") if _modifier_role(scene, h) == "actor" or scene.words.lemma(h) in armed]
                found.extend(_word(scene, "actor", h, whose) for h in [*owner.get("poss"), *heads])


def _outcome(scene: _Scene, event: Event, found: list[Argument]) -> None:
    """Whom an act struck by what it did: "shells landed in the town, killing a teacher"."""
    words = scene.words
    if any(a.role == "target" and not _bare_place(scene, a.head) for a in found):
        return
    for clause in [c for c in words.children[event.head] if words.tokens[c].dep in {"advcl", "conj"}]:
        if words.lemma(clause) in _HARMS and (words.tokens[clause].tag == "VBG" or words.tokens[clause].dep == "conj") and not words.kids(clause, "nsubj", "nsubjpass"):
            for head in words.nouns(words.kids(clause, "dobj")):
                _add(scene, event, "target", head, f"object of '{words.lemma(clause)}'", found)


_HARMS: Final = frozenset({"kill", "wound", "injure", "maim", "hurt"})


def _by_means(scene: _Scene, event: Event, found: list[Argument]) -> None:
    """ "attacked the base using drones": the object of using is the instrument."""
    words = scene.words
    for c in words.children[event.head]:
        if words.lemma(c) == "use" and words.tokens[c].dep in {"advcl", "xcomp"}:
            for noun in words.nouns(words.kids(c, "dobj")):
                _add(scene, event, "instrument", noun, "object of 'using'", found)


def _of_event_noun(scene: _Scene, event: Event, roles: Mapping[str, str], found: list[Argument]) -> None:
    slots = of_noun(scene.words, event.head)
    _modifiers(scene, event, slots, roles, found)
    slots.at.pop("mod", None)
    _take(scene, event, slots, roles, found)
    if not slots.get("by"):
        _by_after_of(scene, event, slots, roles, found)
    if event.type == "military_support" and scene.words.low(scene.words.tokens[event.head].head) == "in":
        _supporter(scene, event, found)
    for verb in _carriers(scene, event.head):
        _from_carrier(scene, event, verb, roles, found)
    _from_governor(scene, event, roles, found)


def _from_governor(scene: _Scene, event: Event, roles: Mapping[str, str], found: list[Argument]) -> None:
    """Parties that the verb above an act names: "blame the fighting on X", "lost two brothers to a raid", "14 were killed in an ambush"."""
    words = scene.words
    token = words.tokens[event.head]
    above = words.tokens[token.head]
    verb = words.tokens[above.head] if above.pos == "ADP" else above
    if verb.pos not in {"VERB", "AUX"} or verb.i == event.head:
        return
    slots, lemma, prep = of_verb(words, verb.i), words.lemma(verb.i), above.text.lower() if above.pos == "ADP" else ""
    named = {a.role for a in found}
    if lemma in {"blame", "pin"} and token.dep == "dobj":
        found[:] = [a for a in found if a.head not in {*slots.get("on"), *of_noun(words, event.head).get("on")}]
        for head in [*slots.get("on"), *of_noun(words, event.head).get("on")]:
            _add(scene, event, "actor", head, f"on whom it is {lemma}d", found)
    elif prep in {"in", "by"} and lemma in _OUTCOMES and slots.passive and roles.get("obj") == "target" and "target" not in named:
        for head in slots.get("obj"):
            _add(scene, event, "target", head, f"who was {verb.text} in it", found)
    elif prep == "to" and lemma == "lose" and roles.get("obj") == "target" and "target" not in named:
        for head in slots.get("obj"):
            _add(scene, event, "target", head, "who was lost to it", found)
    elif prep == "in" and words.lemma(event.head) in _BREACHES and "actor" not in named:
        for head in slots.get("subj"):
            _add(scene, event, "actor", head, f"subject of '{lemma}'", found)


_BREACHES: Final = frozenset({"breach", "violation", "contravention", "defiance"})


def _by_after_of(scene: _Scene, event: Event, slots: Slots, roles: Mapping[str, str], found: list[Argument]) -> None:
    """The agent that the parser hangs on the object: "the destruction of artefacts by ISIS"."""
    if roles.get("by") != "actor":
        return
    for noun in slots.get("of"):
        for prep in scene.words.kids(noun, "prep", "agent"):
            if scene.words.low(prep) == "by":
                for head in scene.words.nouns(scene.words.kids(prep, "pobj")):
                    _add(scene, event, "actor", head, "slot by, after its object", found)


def _supporter(scene: _Scene, event: Event, found: list[Argument]) -> None:
    """Who acts "in support of" another: the subject of the verb."""
    words = scene.words
    above = words.tokens[words.tokens[event.head].head].head
    if words.tokens[above].pos == "VERB":
        for head in of_verb(words, above).get("subj"):
            _add(scene, event, "actor", head, f"subject of '{words.lemma(above)}'", found)


def _of_adjective(scene: _Scene, event: Event, roles: Mapping[str, str], found: list[Argument]) -> None:
    token = scene.words.tokens[event.head]
    heads = [token.head] if token.dep == "amod" else scene.words.nouns(scene.words.kids(token.head, "nsubj", "dobj"))
    for head in heads:
        _add(scene, event, roles.get("head", "target"), head, f"what is {token.text}", found)


def _carriers(scene: _Scene, noun: int) -> list[int]:
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


def _from_carrier(scene: _Scene, event: Event, verb: int, roles: Mapping[str, str], found: list[Argument]) -> None:
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
            _add(scene, event, role, head, f"subject of '{lemma}'", found)
    if kind == "occur" and lemma in _OUTCOMES and roles.get("obj") == "target":
        for head in slots.get("obj"):
            _add(scene, event, "target", head, f"object of '{lemma}'", found)
    for name, heads in slots.at.items():
        if name in {"against", "on", "between", "with"} and roles.get(name) not in {None, "-"}:
            for head in heads:
                _add(scene, event, roles[name], head, f"'{name}' after '{lemma}'", found)
    _behind_agent(scene, event, slots, roles, found)


_GOVERNED: Final = ("subject of", "object of", "infinitive", "participle", "noun after")
"""Beginnings of the reasons of subjects that another verb lends: they need not suffer what this one tells."""


def _behind_agent(scene: _Scene, event: Event, slots: Slots, roles: Mapping[str, str], found: list[Argument]) -> None:
    """The opponent that the parser hangs on the agent: "launched by the junta against the rebels"."""
    if any(a.role == "target" for a in found) or roles.get("against") != "target":
        return
    for agent in slots.get("by"):
        for prep in scene.words.kids(agent, "prep"):
            if scene.words.low(prep) == "against":
                for head in scene.words.nouns(scene.words.kids(prep, "pobj")):
                    _add(scene, event, "target", head, "'against' after the agent", found)


def _take(scene: _Scene, event: Event, slots: Slots, roles: Mapping[str, str], found: list[Argument]) -> None:
    """Adds what stands in each slot that the role map names."""
    struck = any(_fit(scene, "target", head, event) == "target" for head in slots.get("obj"))
    for name, heads in slots.at.items():
        role = roles.get(name)
        if role == "target" and struck and name in _WHERE and roles.get("obj") == "target":
            continue
        if role is None or role in {"-", "target_place"}:
            continue
        if name in {"in", "inside"} and role == "target":
            heads = [h for h in heads if _site(scene, h)]  # noqa: PLW2901
        if name == "from" and role == "actor" and not any(_agentive(scene, head) for head in heads):
            continue
        why = slots.inherited.get(name, f"slot {name}")
        for head in heads:
            _add(scene, event, "instrument" if name == "with" and _machine(scene, head, event) else role, head, why, found)


def _machine(scene: _Scene, head: int, event: Event) -> bool:
    """Whether what stands "with" someone is equipment: "troops with armoured carriers"; "clashed with the navy's boats" has an opponent."""
    if event.type == "armed_clash" and _manned(scene, head):
        return False
    lemma = scene.words.lemma(scene.words.content(head)[-1])
    classes = scene.lexicon.classes
    return (lemma in classes["vehicle"] or lemma in classes["weapon"]) and lemma not in classes["combatant"]


def _modifiers(scene: _Scene, event: Event, slots: Slots, roles: Mapping[str, str], found: list[Argument]) -> None:
    """ "Russian air strikes", "rebel shelling": who acts; "market bombing", "embassy attack": what is struck."""
    if event.type == "casualties":
        people = scene.lexicon.classes["civilian"] | scene.lexicon.classes["combatant"]
        heads = [h for h in slots.get("mod") if scene.words.lemma(h) in people and scene.words.tokens[h].pos != "PROPN"]
        found.extend(_word(scene, "target", h, "word before the noun") for h in heads)
    if roles.get("mod") != "actor":
        return
    for head in slots.get("mod"):
        if _inside(scene, head, event) and not _demonym(scene, head):
            continue
        if scene.words.tokens[head].dep not in {"compound", "amod", "nmod", "conj", "npadvmod"}:
            continue
        role = _modifier_role(scene, head)
        if role == "actor" or (role == "target" and event.type in _STRIKES):
            _add(scene, event, role, head, "word before the noun", found)


def _word(scene: _Scene, role: str, head: int, why: str) -> Argument:
    token = scene.words.tokens[head]
    return Argument(role, token.start, token.end, head, reason=why)


_SITES: Final = frozenset({"bazaar", "market", "checkpoint", "base", "camp", "village", "school", "mosque", "airport", "hospital", "barracks", "outpost", "depot"})


def _modifier_role(scene: _Scene, head: int) -> str | None:
    token, mention = scene.words.tokens[head], scene.mentions.get(head)
    low = token.lemma.lower()
    if low in _SITES and (mention is None or mention.entity is None):
        return "target"
    if mention is not None and mention.type in {"nationality", "armed_group", "organisation", "person"}:
        return "actor"
    if mention is not None and mention.type in _PLACE_TYPES:
        return "target" if low in scene.lexicon.classes["building"] else None
    if _demonym(scene, head):
        return "actor"
    if low in scene.lexicon.classes["force"] or low in scene.lexicon.classes["combatant"]:
        return "actor" if token.pos in {"NOUN", "PROPN"} and low not in _NO_ACTOR else None
    building = low in scene.lexicon.classes["building"] or low in scene.lexicon.classes["vehicle"]
    return "target" if building and token.pos == "NOUN" and low not in _WEAPONISH else None


_NO_ACTOR: Final = frozenset({"military", "security", "ground", "front", "service", "command", "column", "artillery unit", "wing", "side", "party", "general", "group", "unit", "team", "cell", "gang", "sniper", "patrol"})
_WEAPONISH: Final = frozenset({"car", "truck", "tank", "vehicle", "drone", "aircraft", "helicopter", "plane", "jet", "field", "house", "street", "line", "mine", "land", "ship", "target", "bus bomb", "motorbike", "motorcycle", "bike", "launcher", "warplane", "boat"})


def _demonym(scene: _Scene, head: int) -> bool:
    token = scene.words.tokens[head]
    mention = scene.mentions.get(head)
    if mention is not None:
        return mention.type == "nationality"
    if not token.text[:1].isupper() or token.pos not in {"ADJ", "PROPN"}:
        return False
    return token.text.lower().endswith(_PEOPLES) or any(hit.form == "demonym" for hit in demonyms.load().find(token.text))


_PEOPLES: Final = ("ian", "ish", "ese", "ean")
"""Endings of words for peoples that are no states: "Kurdish", "Rohingyan"."""


# --- one participant


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


def _add(scene: _Scene, event: Event, role: str, head: int, why: str, found: list[Argument]) -> None:
    """Adds one participant, unless it cannot play the role; weapons that "act" are instruments."""
    words = scene.words
    head = _object_before(words, head)
    token = words.tokens[head]
    between = token.head == event.head and token.dep in {"dobj", "nsubjpass"} and token.end < event.end  # "set the stores ablaze"
    open_inside = role == "instrument" or token.pos == "PRON" or _demonym(scene, head) or between
    if head == event.head or (_inside(scene, head, event) and not open_inside):
        return
    if token.dep in _HEADLESS or token.pos in {"PUNCT", "SPACE"} or words.lemma(head) in _TIMES:
        return
    if token.pos in {"VERB", "AUX"} and role not in {"topic", "purpose"}:
        return
    if role in {"topic", "purpose"} and words.lemma(words.content(head)[-1]) in _SPANS:
        return
    if role in {"actor", "target", "member", "beneficiary", "origin_party"}:
        adjusted = _fit(scene, role, head, event)
        if adjusted is None:
            return
        role = adjusted
    start, end = _phrase(words, head)
    if start < event.end <= token.start:
        start = next(t.start for t in words.tokens[event.head :] if t.start >= event.end)
    found.append(Argument(role, start, end, head, reason=_certainty(words, head) + why))


def _fit(scene: _Scene, role: str, head: int, event: Event) -> str | None:
    """The role that this head can play: times and abstractions none, weapons that of an instrument."""
    parts = scene.words.content(head)
    lemma = scene.words.lemma(parts[-1])
    token = scene.words.tokens[parts[-1]]
    classes = scene.lexicon.classes
    if token.pos == "PRON" and lemma in {"it", "this", "that", "which", "there", "what", "these", "those"}:
        return role if lemma == "it" else None
    armed = any(lemma in classes[name] for name in _WEAPON_CLASSES) and lemma not in classes["combatant"]
    if role == "actor" and token.pos != "PROPN" and armed:
        return "instrument" if lemma not in classes["aircraft"] and lemma not in classes["force"] else role
    if role == "target" and event.type in _SHOTS and any(lemma in classes[name] for name in ("projectile", "grenade", "bomb", "gas")):
        return "instrument"
    if lemma in _TIMES or ":" in token.text or (lemma in classes["abstract"] and token.pos != "PROPN"):
        return None
    if role == "target" and event.type in _SHOTS and lemma in classes["hostility"] and token.pos == "NOUN":
        return None  # nor is it struck
    if role == "actor" and (lemma in classes["hostility"] or (head in scene.acts and not _agentive(scene, head))):
        return None  # an act does not act
    if role == "actor" and token.pos == "NOUN" and lemma in classes["building"] and lemma not in classes["force"] and lemma not in classes["vehicle"]:
        return role if _manned(scene, parts[-1]) else None
    if role == "actor" and (_means(scene, parts[-1]) or (token.pos == "NOUN" and lemma in _LANDSCAPE)):
        return None
    if role == "target" and event.type == "attack" and lemma in _WAYS:
        return None  # an ambush on a road strikes those who travel it
    place = scene.mentions.get(head)
    sited = lemma in classes["place"] or (place is not None and place.type == "location" and token.pos == "PROPN")
    if role == "member" and sited and lemma not in classes["force"]:
        return None  # a border that is crossed does not move
    return role


def _site(scene: _Scene, head: int) -> bool:
    """Whether a noun is a place or building, not a state of things: "in the town", not "in combat"."""
    lemma, mention = scene.words.lemma(head), scene.mentions.get(head)
    return lemma in scene.lexicon.classes["place"] | scene.lexicon.classes["building"] or (mention is not None and mention.type in _PLACE_TYPES)


_WAYS: Final = frozenset({"road", "highway", "motorway", "route", "track", "street"})
_LANDSCAPE: Final = frozenset({"tree", "hill", "mountain", "river", "forest", "bush", "sunset", "sunrise", "rubble", "ruin", "valley", "orchard"})


def _manned(scene: _Scene, head: int) -> bool:
    """Whether a place is named by those who hold it: "an army post" fires, a post does not."""
    forces = scene.lexicon.classes["force"] | scene.lexicon.classes["combatant"]
    owners = scene.words.kids(head, "compound", "amod", "nmod", "poss")
    return any(scene.words.lemma(c) in forces or _demonym(scene, c) or _agentive(scene, c) for c in owners)


def _means(scene: _Scene, head: int) -> bool:
    """Whether a bare noun after "by" says how, not who: "by sea", "by phone", "by mistake"."""
    token = scene.words.tokens[head]
    above = scene.words.tokens[token.head]
    bare = token.tag == "NN" and not scene.words.children[head] and above.text.lower() == "by"
    return bare and not _agentive(scene, head)


def _agentive(scene: _Scene, head: int) -> bool:
    lemma = scene.words.lemma(head)
    mention = scene.mentions.get(head)
    if mention is not None:
        return mention.type in {"person", "organisation", "armed_group", "nationality"}
    return lemma in scene.lexicon.classes["force"] or lemma in scene.lexicon.classes["combatant"]


def _swallowed_name(words: Words, first: int) -> int:
    """Takes in "IS" (the Islamic State), which the parser reads as a verb."""
    return first - 1 if first > 0 and words.tokens[first - 1].text == "IS" else first


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
            elif token.dep == "prep" and token.text.lower() == "of" and node == head:
                for p in words.kids(c, "pobj"):
                    nodes |= {c, p}
                    stack.append(p)
    first, last = min(nodes), max(nodes)
    while first < head and (words.tokens[first].text.lower() in {"the", "a", "an"} or words.tokens[first].pos in {"PUNCT", "CCONJ"}):
        first += 1
    first = _swallowed_name(words, first)
    return words.tokens[first].start, words.tokens[last].end


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


def _inside(scene: _Scene, head: int, event: Event) -> bool:
    token = scene.words.tokens[head]
    return event.start <= token.start and token.end <= event.end


def _weapon_owner(scene: _Scene, event: Event, found: list[Argument]) -> None:
    """Where only the weapon has an owner ("killed by a Russian missile"), the owner probably acted."""
    if event.type not in _STRIKES or any(a.role == "actor" for a in found):
        return
    for argument in list(found):
        if argument.role != "instrument":
            continue
        if _launched_by(scene, event, argument.head, found):
            return
        for c in scene.words.children[argument.head]:
            if _demonym(scene, c) or scene.words.tokens[c].dep == "poss":
                token = scene.words.tokens[c]
                found.append(Argument("actor", token.start, token.end, c, reason="PR: whose weapon it is"))
                return


_LAUNCHING: Final = frozenset({"launch", "fire", "drop", "throw", "plant", "lob", "hurl", "detonate", "shoot", "lay", "release", "fly", "pilot"})


def _launched_by(scene: _Scene, event: Event, weapon: int, found: list[Argument]) -> bool:
    """ "A shell fired by rebels fell on the market": who fires it acts."""
    words = scene.words
    for verb in words.kids(weapon, "acl", "relcl"):
        if words.lemma(verb) in _LAUNCHING:
            slots = of_verb(words, verb)
            before = len(found)
            for head in slots.get("subj"):
                _add(scene, event, "actor", head, f"who did '{words.lemma(verb)}' it", found)
            for place in slots.get("from"):
                for head in [h for h in words.kids(place, "compound", "poss", "nmod") if _agentive(scene, h)]:
                    _add(scene, event, "actor", head, "from whose place it was fired", found)
            if len(found) > before:
                return True
    return False


def _promote(event: Event, found: list[Argument]) -> None:
    """Forces that are moved, no mover being named, act themselves: "troops were deployed"."""
    why = "moved by no one named" if event.type in _MOVED else "of whom it is said"
    if event.type in _MOVED | _SAID_OF and not any(a.role == "actor" for a in found):
        for n, argument in enumerate(found):
            if argument.role == "member":
                found[n] = replace(argument, role="actor", reason=f"{argument.reason}; {why}")


def _victims_first(scene: _Scene, found: list[Argument]) -> None:
    """Where an act's victims are told, a town or a road that it struck is its place, no victim beside them."""
    victims = [a for a in found if a.role == "target"]
    places = [a for a in victims if _bare_place(scene, a.head)]
    if len(places) < len(victims):
        found[:] = [a for a in found if a not in places]


def _bare_place(scene: _Scene, head: int) -> bool:
    token, mention = scene.words.tokens[head], scene.mentions.get(head)
    if token.pos == "PROPN":
        return mention is None or mention.type in _PLACE_TYPES or (mention.type == "person" and mention.kind == "unknown")
    return scene.words.lemma(head) in _SETTLEMENTS


_SETTLEMENTS: Final = frozenset({"town", "city", "village", "district", "township", "province", "area", "region", "suburb", "neighbourhood", "neighborhood", "outskirt", "quarter"})


def _distinct(found: Sequence[Argument]) -> list[Argument]:
    """One argument a head: the first role found stands."""
    out: dict[int, Argument] = {}
    for argument in found:
        out.setdefault(argument.head, argument)
    return list(out.values())
