"""Finding event predicates, verbs and nouns, and typing them by the frames of the event lexicon."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from whosays.lexicon.events import EventLexicon, Frame, Phase, Pos, Test, event_lexicon
from whosays.lexicon.lightverbs import light_noun
from whosays.lexicon.tolls import HARM_VERBS, linked
from whosays.model.reading import Event, Sentence, Token
from whosays.model.types import GROUPS
from whosays.reading import event_context, event_votes
from whosays.text.slots import Children, Slots, Words, is_displayed, of_noun, of_verb

#: An event noun that only points back ("the attack") with nothing new beside it.
BACK_REFERENCE_SCORE: Final = 0.3
#: The same where its verb tells something new about it ("the attack killed five").
TOLD_REFERENCE_SCORE: Final = 0.4
#: A participle that describes a noun ("damaged buildings") names its act only in passing.
EPITHET_SCORE: Final = 0.55
#: The same where the noun names its kind ("the rocket attack killed five").
TOLD_KIND_SCORE: Final = 0.55
#: A toll told beside the act that caused it: the act's own claim carries the counts.
TOLL_SCORE: Final = 0.45
_TOLL_FRAME: Final = "frame killing.strike_kills: the toll of an act named beside it"
# Types that a clause after a noun gives as a description, not as news: "rebels fighting Daesh", "areas held by militias".
_STANDING: Final = frozenset({"accusation", "armed_clash", "presence", "affiliation", "military_support", "identity", "siege"})
_TOLLS: Final = frozenset({"killing", "casualties"})
_HARM: Final = frozenset({"leave", "dead", *HARM_VERBS})
# Participles before a noun that name a state of people, "displaced people", "the injured soldiers", not what was done.
_STATES: Final = frozenset({
    "displacement", "casualties", "abduction", "detention", "weapons_seizure", "territory_gained", "accusation", "disappearance", "split",
})
_HURT: Final = frozenset({"kill", "wound", "injure", "maim", "hurt", "die", "martyr"})
#: Acts that kill and wound: what a toll beside them counts. Whom a side takes, holds or shuts in is told on its own.
_HARMING: Final = (frozenset(GROUPS["force"]) | {"riot", "protest"}) - {
    "weapons_seizure", "interception", "detention", "abduction", "siege", "looting", "destruction",
}
#: Acts that kill only where a participle says so: "overran the centre, killing 14".
_TAKING: Final = frozenset({"territory_gained", "destruction", "interception"})
_FORCE: Final = frozenset(GROUPS["force"]) | {"riot", "protest"}
#: A light verb's words may lie this many tokens before its noun and still count as one idiom.
_GAP: Final = 3
#: Kinds of light verb whose subject does what the noun names.
_CARRYING: Final = frozenset({"do", "join", "begin", "ongoing"})
#: Words of the classes of people and forces: what a pronoun may stand for when a frame asks for a doer; and what "it" may.
_DOERS: Final = frozenset({"soldier", "army", "rebel", "official"})
_THINGS: Final = _DOERS | {"aircraft"}
_SPEECH_OR_STATE: Final = frozenset({"be", "have", "do", "become", "seem", "include", "remain", "let"})
_BACK: Final = frozenset({"the", "this", "that", "these", "those", "its", "their", "such"})
_EVENT_ENDINGS: Final = ("tion", "sion", "ment", "ing", "ance", "ure")


@dataclass(frozen=True, slots=True)
class _Hit:
    """A predicate under consideration: its frame (null when none fits) and its slots."""

    head: int
    frame: Frame | None
    slots: Slots
    noun: bool


@dataclass(frozen=True, slots=True)
class _Scene:
    """What frames may look at: the tree, the lexicon and the lemmas of each sentence."""

    tree: Words
    lexicon: EventLexicon
    words: tuple[frozenset[str], ...]
    whole: frozenset[str] = frozenset()
    stands_for: Mapping[int, int] = field(default_factory=dict)
    kinds: Mapping[int, str] = field(default_factory=dict)


def find_events(
    text: str, tokens: tuple[Token, ...], children: Children, sentences: Sequence[Sentence],
    stands_for: Mapping[int, int] | None = None, votes: event_votes.Votes | None = None, kinds: Mapping[int, str] | None = None,
) -> tuple[Event, ...]:
    """Every event-denoting predicate of a report in text order; `type` is null where it is none of records.md.

    `stands_for`: for a pronoun's token the head token of what it stands for, where known; frames that ask for a soldier then take "they".
    `votes`: a trained head's, which confirm, refuse or add. `kinds`: for the tokens of a name the type of its mention, where known. `reason` is
    "frame ID: why" or the vote, and names what else moved the score.
    """
    del text  # words are read from the tokens
    lemmas = tuple(_lemmas(tokens, s) for s in sentences)
    scene = _Scene(Words(tokens, children), event_lexicon(), lemmas, frozenset().union(*lemmas), stands_for or {}, kinds or {})
    hits = {token.i: hit for token in tokens if (hit := _hit(scene, token)) is not None}
    _drop_parts(scene, hits)
    events = [_event(scene, hit) for hit in hits.values()]
    events = [_unless_disaster(hits, event) for event in events]
    if votes is not None:
        events = event_votes.weighed(scene.tree, events, votes)
    events = _settle_nested(scene.tree, _settle_tolls(scene.tree, hits, sorted(events, key=lambda e: (e.start, e.end))))
    events = event_context.without_headings(scene.tree, sentences, sorted(events, key=lambda e: (e.start, e.end)))
    return tuple(events)


def _lemmas(tokens: Sequence[Token], sentence: Sentence) -> frozenset[str]:
    """Lower-case lemmas and pairs of neighbouring words of a sentence."""
    words = [t for t in tokens[sentence.first : sentence.last] if t.pos != "PUNCT"]
    single = {t.lemma.lower() for t in words} | {t.text.lower() for t in words}
    pairs = {f"{a.text.lower()} {b.lemma.lower()}" for a, b in itertools.pairwise(words)}
    return frozenset(single | pairs)


def _hit(scene: _Scene, token: Token) -> _Hit | None:
    """The best frame for a token, or a plain predicate, or nothing."""
    kind = _kind(token)
    if kind is None or (kind == "n" and scene.kinds.get(token.i) == "person"):
        return None  # "Ms Slaughter": a name
    if kind == "a" and _hyphenated(scene, token):
        kind = "n"
    if kind == "n" and is_displayed(scene.tree, token.i):
        return _displayed_hit(scene, token)
    table = scene.lexicon.frames[kind]
    candidates = _hyphenated(scene, token) if kind == "n" else None
    candidates = candidates or table.get(scene.tree.lemma(token.i))
    if candidates is None and kind == "n":
        candidates = _proper_candidates(scene, token)
    if candidates is None:
        return _Hit(token.i, None, Slots(), noun=False) if kind == "v" and _is_predicate(token) else None
    if kind == "v" and token.tag == "VBN" and _stands_as_noun(scene.tree, token):
        return None
    if kind == "v" and token.dep == "amod" and _prefix(scene.tree, token.i) is not None:
        return None  # "rebel-held", "foreign-sponsored": an epithet, no act
    slots = of_noun(scene.tree, token.i) if kind == "n" else of_verb(scene.tree, token.i)
    if kind == "a":
        slots = _adjective_slots(scene.tree, token)
    frame = next((f for f in candidates if _holds(scene, token, slots, f)), None)
    if frame is None and kind != "v":
        return None
    return _Hit(token.i, frame, slots, noun=kind == "n")


def _stands_as_noun(tree: Words, token: Token) -> bool:
    """ "Women were among the dead and injured": a participle used as a noun tells no act."""
    head = tree.tokens[token.head]
    if token.dep == "conj" and head.pos in {"NOUN", "ADJ", "PROPN"}:
        return head.dep in {"pobj", "dobj", "nsubj", "nsubjpass"} and not tree.kids(token.i, "aux", "auxpass", "nsubjpass", "nsubj")
    return token.dep in {"pobj", "dobj", "nsubj", "nsubjpass"} and not tree.kids(token.i, "aux", "auxpass")


def _displayed_hit(scene: _Scene, token: Token) -> _Hit | None:
    """A participle read as a noun ("were shown training members"): frames of its verb."""
    stem = token.text.lower().removesuffix("ing")
    slots = of_verb(scene.tree, token.i)
    for lemma in (stem, f"{stem}e"):
        for frame in scene.lexicon.frames["v"].get(lemma, ()):
            if frame.type is not None and _holds(scene, token, slots, frame):
                return _Hit(token.i, frame, slots, noun=False)
    return None


def _hyphenated(scene: _Scene, token: Token) -> tuple[Frame, ...] | None:
    """The parser splits "counter-offensive" in three: frames of the whole word."""
    prefix = _prefix(scene.tree, token.i)
    if prefix is None:
        return None
    return scene.lexicon.frames["n"].get(f"{scene.tree.low(prefix)}-{scene.tree.lemma(token.i)}")


def _prefix(tree: Words, i: int) -> int | None:
    """The first part of a hyphenated word that ends in token `i`."""
    if i < 2 or tree.tokens[i - 1].text not in {"-", "‑"}:
        return None
    a, dash, b = tree.tokens[i - 2], tree.tokens[i - 1], tree.tokens[i]
    return a.i if a.end == dash.start and dash.end == b.start else None


def _kind(token: Token) -> Pos | None:
    if token.pos == "VERB" and token.dep not in {"aux", "auxpass"}:
        return "v"
    if token.pos == "AUX" and token.dep not in {"aux", "auxpass"}:
        return "v"
    if token.pos in {"NOUN", "PROPN"} or (token.pos == "ADJ" and token.dep in {"dobj", "nsubj", "nsubjpass", "pobj"}):
        return "n"
    return "a" if token.pos == "ADJ" else None


def _proper_candidates(scene: _Scene, token: Token) -> tuple[Frame, ...] | None:
    """Capitalised event nouns of titles keep their plural in the parser's lemma."""
    low = token.text.lower()
    if token.pos != "PROPN" and token.tag != "NNS":
        return None
    for cut in ("s", "es"):
        if low.endswith(cut) and (found := scene.lexicon.frames["n"].get(low[: -len(cut)])):
            return found
    return None


def _is_predicate(token: Token) -> bool:
    return token.pos == "VERB" and token.lemma.lower() not in _SPEECH_OR_STATE


def _adjective_slots(tree: Words, token: Token) -> Slots:
    slots = Slots()
    if token.i and tree.tokens[token.i - 1].pos == "NUM":
        slots.put("num", [token.i - 1])  # "11 dead", whatever the parser hangs them on
    if token.dep == "amod":
        slots.put("mod_of", [token.head])
    elif token.dep in {"acomp", "oprd", "conj", "ccomp"}:
        slots.put("subj", tree.nouns(tree.kids(token.head, "nsubj", "nsubjpass", "dobj")) + tree.kids(token.i, "nsubj"))
    elif token.dep == "relcl":
        slots.put("mod_of", [token.head])
    return slots


# --- conditions


def _holds(scene: _Scene, token: Token, slots: Slots, frame: Frame) -> bool:
    return all(_met(scene, token, slots, test) for test in frame.need) and not any(
        _met(scene, token, slots, test) for test in frame.lack
    )


def _met(scene: _Scene, token: Token, slots: Slots, test: Test) -> bool:
    if test.slot == "ctx":
        return not test.words.isdisjoint(scene.words[token.sentence])
    if test.slot == "doc":
        return not test.words.isdisjoint(scene.whole)
    if test.slot == "tag":
        return token.tag.lower() in test.words
    if test.slot == "lsubj":
        return any(_is(scene, part, test) for head in _light_subjects(scene, token) for part in scene.tree.content(head))
    if test.slot == "gov":
        return _governed(scene.tree, token, test)
    heads = slots.get(test.slot)
    if not heads and test.slot not in slots.at and test.slot not in {"subj", "obj"}:
        heads = _object_prepositions(scene.tree, slots, test.slot)
    if test.any:
        return bool(heads)
    return any(_is(scene, part, test) for head in heads for part in scene.tree.content(head))


def _light_subjects(scene: _Scene, token: Token) -> list[int]:
    """Who does what an event noun names, by the verb that only carries it: "bombers carried out raids"."""
    above = scene.tree.tokens[token.head]
    if above.pos == "ADP":
        above = scene.tree.tokens[above.head]
    if above.pos != "VERB":
        return []
    light = light_noun(scene.tree, scene.lexicon, above.i)
    return of_verb(scene.tree, above.i).get("subj") if light is not None and light[1] in _CARRYING else []


def _object_prepositions(tree: Words, slots: Slots, name: str) -> list[int]:
    """A parser may hang "of the city" or "with rockets" on the object: look there too."""
    out: list[int] = []
    for obj in slots.get("obj"):
        if obj in slots.get("gov"):
            continue
        for prep in tree.kids(obj, "prep"):
            if tree.low(prep) == name:
                out += tree.nouns(tree.kids(prep, "pobj"))
    return out


def _governed(tree: Words, token: Token, test: Test) -> bool:
    """Whether the word above (through a preposition too) is one of the test's."""
    if token.head == token.i:
        return False
    above = tree.tokens[token.head]
    if tree.lemma(above.i) in test.words or above.text.lower() in test.words:
        return True
    return above.pos == "ADP" and above.head != above.i and tree.lemma(above.head) in test.words


def _is(scene: _Scene, i: int, test: Test) -> bool:
    if _is_word(scene.tree, i, test) or (test.kinds and scene.kinds.get(i) in test.kinds):
        return True
    known = scene.stands_for.get(i) if test.name or not test.words.isdisjoint(_doers(scene.tree, i)) else None
    return known is not None and known != i and _is_word(scene.tree, known, test)


def _doers(tree: Words, i: int) -> frozenset[str]:
    return _THINGS if tree.low(i) == "it" else _DOERS


def _is_word(tree: Words, i: int, test: Test) -> bool:
    token = tree.tokens[i]
    lemma = tree.lemma(i)
    if lemma in test.words or token.text.lower() in test.words:
        return True
    if test.name and token.pos == "PROPN":
        return True
    if test.counted and (token.pos == "NUM" or any(tree.tokens[c].dep == "nummod" for c in tree.children[i])):
        return True
    if i and f"{tree.low(i - 1)} {lemma}" in test.words:
        return True
    return token.tag in {"NNS", "NNPS", "NNP"} and lemma.endswith("s") and lemma[:-1] in test.words


# --- one act, one event


def _drop_parts(scene: _Scene, hits: dict[int, _Hit]) -> None:
    """Removes predicates that are only a part of another one's naming: light verbs, first halves of compounds."""
    for i in sorted(hits):
        hit = hits.get(i)
        if hit is None:
            continue
        if (hit.noun and _names_part(scene.tree, i, hits)) or (not hit.noun and _lends(scene, hit, hits)):
            del hits[i]


def _names_part(tree: Words, i: int, hits: dict[int, _Hit]) -> bool:
    """An event noun before another noun only qualifies it ("bomb attack", "training course", "attack helicopter")."""
    token = tree.tokens[i]
    if token.dep in {"compound", "nmod", "amod"} and tree.tokens[token.head].pos in {"NOUN", "PROPN", "ADJ"}:
        frame = hits[i].frame
        return frame is None or frame.acled is None or frame.type is not None
    return False


def _lends(scene: _Scene, hit: _Hit, hits: dict[int, _Hit]) -> bool:
    """Whether a verb only lends its arguments to a typed event noun: "carried out a strike", "a strike took place"."""
    if hit.frame is not None and hit.frame.type is not None and hit.frame.rank >= 2.5:
        return False
    light = light_noun(scene.tree, scene.lexicon, hit.head)
    if light is None:
        return False
    noun, kind = light
    other = hits.get(noun)
    if other is None or other.frame is None or other.frame.type is None:
        return False
    return not (kind == "occur" and hit.frame is not None and hit.frame.type == "casualties")


# --- from hit to event


def _event(scene: _Scene, hit: _Hit) -> Event:
    tree, frame = scene.tree, hit.frame
    token = tree.tokens[hit.head]
    if frame is None:
        return Event(token.start, token.end, token.i, None, reason="predicate outside the types")
    start, end = _trigger(tree, hit, frame)
    event = Event(start, end, token.i, frame.type, phase=frame.phase, score=frame.score, reason=f"frame {frame.id}: {frame.why}")
    if frame.type is None:
        return event
    event = replace(event, phase=frame.phase or _phase(scene, hit))
    if token.dep == "acl" and not hit.noun and frame.type in _STANDING and "also" not in {tree.low(c) for c in tree.children[hit.head]}:
        return replace(event, score=min(event.score, TOLL_SCORE), reason=f"{event.reason}; only describes its noun")
    if token.dep == "relcl" and frame.type == "presence" and hit.slots.passive:
        return replace(event, score=min(event.score, TOLL_SCORE), reason=f"{event.reason}; only describes its noun")
    if token.dep == "amod" and not hit.noun:
        most = TOLL_SCORE if frame.type in _STATES else EPITHET_SCORE
        return replace(event, score=min(event.score, most), reason=f"{event.reason}; a participle before its noun")
    return _weaken(scene, hit, event) if hit.noun else event


def _unless_disaster(hits: dict[int, _Hit], event: Event) -> Event:
    """Harm whose cause is named as an accident or a force of nature is no act."""
    if event.type not in {"destruction", "casualties", "displacement", "killing", "disappearance"}:
        return event
    slots = hits[event.head].slots
    for head in [*slots.get("subj"), *slots.get("in"), *slots.get("by")]:
        cause = hits.get(head)
        if cause is not None and cause.frame is not None and cause.frame.acled in {"Natural disaster", "Man-made disaster"}:
            return replace(event, type=None, reason=f"frame {cause.frame.id}: {cause.frame.why}")
    return event


def _settle_nested(tree: Words, events: list[Event]) -> list[Event]:
    """One act told by two words of a clause ("helped with coordinates provided by rebels") stands once."""
    by_head = {event.head: event for event in events if event.type is not None}
    weak = _inside_another(list(by_head.values())) | _figures_of_losses(tree, list(by_head.values()))
    for event in by_head.values():
        weak |= _means_of(tree, by_head, event) | _only_offered(tree, by_head, event) | _carried_by_verb(tree, by_head, event) | _told_by_clause(tree, by_head, event)
    return [
        replace(e, score=min(e.score, TOLL_SCORE), reason=f"{e.reason}; told by another word of the clause") if e.head in weak else e
        for e in events
    ]


def _figures_of_losses(tree: Words, events: list[Event]) -> set[int]:
    """Heads of the dead and wounded that only give the figures of losses named before: "put his losses at seven dead"."""
    losses = {tree.tokens[e.head].sentence: e.head for e in events if e.type == "casualties" and tree.lemma(e.head) in {"loss", "toll", "casualty"}}
    return {
        e.head for e in events
        if e.type == "casualties" and e.head >= 2 and losses.get(tree.tokens[e.head].sentence, e.head) < e.head
        and tree.tokens[e.head - 1].pos == "NUM" and tree.low(e.head - 2) in {"at", ":", "least", "and"}
    }


def _inside_another(events: list[Event]) -> set[int]:
    """Heads of acts whose words lie inside the trigger of a neighbour: "came under shelling"."""
    weak: set[int] = set()
    for one, two in itertools.pairwise(events):
        inner, outer = (two, one) if one.end - one.start >= two.end - two.start else (one, two)
        if outer.start <= inner.start and inner.end <= outer.end and outer.score >= TOLD_REFERENCE_SCORE:
            weak.add(inner.head)
    return weak


def _means_of(tree: Words, by_head: dict[int, Event], event: Event) -> set[int]:
    """The use of a weapon, if it is the means of an act told in the same clause ("ambushed a patrol using three mines")."""
    token = tree.tokens[event.head]
    if event.type != "weapon_use":
        return set()
    if any(c in by_head and by_head[c].type in _FORCE for c in tree.kids(event.head, "xcomp", "advcl", "ccomp")):
        return {event.head}
    if token.dep not in {"advcl", "acl", "xcomp", "relcl", "pcomp", "prep"}:
        return set()
    at = event.head
    for _ in range(3):
        at = tree.tokens[at].head
        if at != event.head and at in by_head and by_head[at].type in _FORCE:
            return {event.head}
    return set()


def _carried_by_verb(tree: Words, by_head: dict[int, Event], event: Event) -> set[int]:
    """The act itself, if it is the object or the means of a verb of its own type, or what is offered, rejected or demanded."""
    token = tree.tokens[event.head]
    if token.dep == "pobj" and tree.low(token.head) == "with":
        verb = by_head.get(tree.tokens[token.head].head)
        return {event.head} if verb is not None and verb.type == event.type and tree.tokens[verb.head].pos == "VERB" else set()
    above = by_head.get(token.head)
    if above is None or above.head == event.head or token.dep not in {"dobj", "nsubjpass"}:
        return set()
    return {event.head} if above.type == event.type or above.type in {"offer", "rejection", "demand"} else set()


def _only_offered(tree: Words, by_head: dict[int, Event], event: Event) -> set[int]:
    """The act itself, if it hangs on the offer, demand or rejection of it ("our offer of a ceasefire") or is what people fled."""
    token = tree.tokens[event.head]
    if token.dep == "dobj" and tree.lemma(token.head) in {"flee", "escape"} and token.head != event.head:
        return {event.head}
    prep = tree.tokens[token.head]
    if token.dep != "pobj" or prep.text.lower() not in {"of", "for"} or prep.head == prep.i:
        return set()
    if tree.lemma(prep.head) in _NAMING:
        return {event.head}
    above = by_head.get(prep.head)
    return {event.head} if above is not None and above.type in {"offer", "rejection", "demand"} else set()


_NAMING: Final = frozenset({"mention", "notion", "concept", "definition", "idea", "word", "proposal", "offer"})


def _told_by_clause(tree: Words, by_head: dict[int, Event], event: Event) -> set[int]:
    """Of an act and the act of its type in a clause on its complement, the one that names no actor."""
    token = tree.tokens[event.head]
    if token.dep not in {"acl", "relcl"}:
        return set()
    over = tree.tokens[tree.tokens[token.head].head]
    outer = by_head.get(over.head if over.pos == "ADP" else over.i)
    if outer is None or outer.type != event.type or outer.head == event.head:
        return set()
    own = of_verb(tree, outer.head).get("subj") if tree.tokens[outer.head].pos == "VERB" else [0]
    return {event.head if own else outer.head}


def _settle_tolls(tree: Words, hits: dict[int, _Hit], events: list[Event]) -> list[Event]:
    """Weakens the words that only give the toll of an act named in the same clause: the act's claim carries the figures."""
    acts: dict[int, list[Event]] = {}
    others: dict[int, list[Event]] = {}
    for event in events:
        if event.type is None or _tells_toll(tree, event) or "war_background" in event.reason:
            continue  # a war is no act that carries a toll: "40,000 have died in the war" stands alone
        if event.type in _HARMING:
            acts.setdefault(tree.tokens[event.head].sentence, []).append(event)
        elif event.type in _TAKING:
            others.setdefault(tree.tokens[event.head].sentence, []).append(event)
    return [
        _toll(tree, hits, event, [*acts.get(at, []), *(others.get(at, []) if tree.tokens[event.head].tag == "VBG" else [])])
        if _tells_toll(tree, event) else event
        for event in events for at in (tree.tokens[event.head].sentence,)
    ]


def _tells_toll(tree: Words, event: Event) -> bool:
    """Whether the predicate is a word of harm ("killing"), whatever its frame made of it."""
    return event.type in _TOLLS or (event.type in _FORCE and tree.lemma(event.head) in {"kill", "wound", "injure", "maim"})


def _toll(tree: Words, hits: dict[int, _Hit], event: Event, acts: list[Event]) -> Event:
    for act in acts:
        if not _counts_for(tree, event.head, act.head):
            continue
        if act.score <= TOLD_REFERENCE_SCORE:
            return replace(event, type="casualties", score=0.62, reason=f"{_TOLL_FRAME}; its act only refers back")
        name = tree.low(act.head)
        return replace(event, type="casualties", score=TOLL_SCORE, reason=f"{_TOLL_FRAME}; of '{name}'")
    above = hits.get(tree.tokens[event.head].head)
    if above is not None and above.head != event.head and above.frame is not None and above.frame.type in _TOLLS:
        tied = tree.tokens[event.head].dep in {"conj", "oprd", "acomp", "ccomp", "xcomp", "dep"}
        if tied and event.type == "casualties":
            return replace(event, score=TOLL_SCORE, reason=f"{event.reason}; told with '{tree.low(above.head)}'")
    return event


def _counts_for(tree: Words, toll: int, act: int) -> bool:
    """Whether a toll word, or the toll word that it is coordinated with, tells the harm of an act."""
    if any(linked(tree, c, act) for c in tree.kids(toll, "conj") if c != act and tree.lemma(c) in _HURT):
        return True  # "three were killed and ten were injured in raids"
    for _ in range(3):
        if linked(tree, toll, act):
            return True
        token = tree.tokens[toll]
        if token.dep not in {"conj", "advcl", "dep", "oprd", "ccomp", "acomp"} or tree.lemma(token.head) not in _HARM:
            return False
        toll = token.head
    return False


def _trigger(tree: Words, hit: _Hit, frame: Frame) -> tuple[int, int]:
    """The trigger's span: the head and the words of the frame's span slots that lie close by."""
    parts = [hit.head]
    for slot in frame.span:
        if slot.startswith("prep_"):
            parts += _prep_tokens(tree, hit.head, slot[5:])
        elif slot != "mod":
            # "set on fire and families left": what is joined to a word of the idiom is not the idiom's
            parts += [h for h in hit.slots.get(slot)[:3] if tree.tokens[h].dep != "conj" or tree.tokens[h].head not in hit.slots.get(slot) or _asked(tree, slot, h, frame)]
            if slot in hit.slots.at:
                parts += _prep_tokens(tree, hit.head, slot)
    if hit.noun:
        prefix = _prefix(tree, hit.head)
        parts += [prefix] if prefix is not None and frame.type is not None and f"{tree.low(prefix)}-{tree.lemma(hit.head)}" in _whole() else []
        parts += [m for m in hit.slots.get("mod") if _needed(tree, m, frame)]
    if tree.lemma(hit.head) == "be" and len(parts) > 1:
        parts.remove(hit.head)
    near = _contiguous(hit.head if hit.head in parts else parts[0], sorted(set(parts)))
    return tree.tokens[near[0]].start, tree.tokens[near[-1]].end


def _asked(tree: Words, slot: str, i: int, frame: Frame) -> bool:
    """Whether the frame asks for this very word in the slot."""
    return any(test.slot == slot and (tree.lemma(i) in test.words or _is_word(tree, i, test)) for test in frame.need)


def _whole() -> Mapping[str, object]:
    return event_lexicon().frames["n"]


def _needed(tree: Words, modifier: int, frame: Frame) -> bool:
    token = tree.tokens[modifier]
    if (token.pos == "ADJ" and token.text[:1].isupper()) or tree.lemma(modifier) in {"us", "u.s.", "nato"}:
        return False  # who acts is no part of the act's name
    if frame.type == "casualties" and tree.lemma(modifier) in event_lexicon().classes["force"]:
        return False  # "army losses": whose they are
    return _asked(tree, "mod", modifier, frame)


def _prep_tokens(tree: Words, head: int, name: str) -> list[int]:
    nodes = [head, *tree.kids(head, "dobj")]
    return [c for node in nodes for c in tree.children[node] if tree.tokens[c].pos in {"ADP", "SCONJ", "PART"} and tree.low(c) == name and c > head]


def _contiguous(head: int, parts: list[int]) -> list[int]:
    """The run of `parts` around `head` with gaps of at most `_GAP` tokens."""
    at = parts.index(head)
    low = high = at
    while low > 0 and parts[low] - parts[low - 1] <= _GAP:
        low -= 1
    while high + 1 < len(parts) and parts[high + 1] - parts[high] <= _GAP:
        high += 1
    return parts[low : high + 1]


_PHASE: Final[dict[str, Phase]] = {"begin": "begins", "ongoing": "ongoing", "end": "ends"}
_OCCUR_PHASE: Final[dict[str, Phase]] = {
    "break": "begins", "erupt": "begins", "begin": "begins", "start": "begins", "resume": "begins", "flare": "begins",
    "rage": "ongoing", "continue": "ongoing", "end": "ends", "stop": "ends",
}
_BEGIN_VERBS: Final = frozenset({"begin", "start", "launch", "resume", "commence", "renew", "initiate"})
_ONGOING_VERBS: Final = frozenset({"continue", "keep", "remain", "persist", "go on", "carry on"})
_END_VERBS: Final = frozenset({"stop", "cease", "halt", "end", "finish", "complete", "quit", "suspend"})


def _phase(scene: _Scene, hit: _Hit) -> Phase | None:
    """begins, ongoing or ends, from the verb that carries the noun or governs the verb."""
    tree = scene.tree
    token = tree.tokens[hit.head]
    if token.head == token.i:
        return None
    above = tree.tokens[token.head]
    if above.pos == "ADP" and above.head != above.i:
        above = tree.tokens[above.head]
    if above.pos not in {"VERB", "AUX"}:
        return _noun_phase(tree, above)
    if hit.noun and _is_over(tree, token, above):
        return "ends"
    if hit.noun:
        light = light_noun(tree, scene.lexicon, above.i)
        if light is not None and hit.head in tree.conjuncts(light[0]):
            return _PHASE.get(light[1]) or (_OCCUR_PHASE.get(tree.lemma(above.i)) if light[1] == "occur" else None)
    return _verb_phase(tree.lemma(above.i)) if token.dep in {"xcomp", "nsubj", "dobj", "nsubjpass"} else None


_OVER_VERBS: Final = frozenset({"collapse", "expire", "lapse", "unravel", "crumble", "disintegrate", "break down", "fall apart", "fall through", "break up", "die down"})


def _is_over(tree: Words, token: Token, above: Token) -> bool:
    """Whether the verb says of its subject that it came to its end: "the truce broke down"."""
    if token.dep != "nsubj":
        return False
    after = [tree.low(c) for c in tree.children[above.i] if tree.tokens[c].dep in {"prt", "advmod", "prep"}]
    lemma = tree.lemma(above.i)
    return lemma in _OVER_VERBS or any(f"{lemma} {word}" in _OVER_VERBS for word in after)


def _verb_phase(lemma: str) -> Phase | None:
    if lemma in _BEGIN_VERBS:
        return "begins"
    if lemma in _ONGOING_VERBS:
        return "ongoing"
    return "ends" if lemma in _END_VERBS else None


def _noun_phase(tree: Words, above: Token) -> Phase | None:
    lemma = tree.lemma(above.i)
    if lemma in {"start", "beginning", "launch", "outbreak", "resumption", "onset"}:
        return "begins"
    if lemma in {"end", "halt", "lifting", "suspension", "breaking"}:
        return "ends"
    return "ongoing" if lemma == "continuation" else None


def _weaken(scene: _Scene, hit: _Hit, event: Event) -> Event:
    """Lowers the score of a noun that only refers back to an act told elsewhere."""
    if not _refers_back(scene.tree, hit):
        return event
    token = scene.tree.tokens[hit.head]
    above = scene.tree.tokens[token.head]
    if token.dep in {"nsubj", "nsubjpass", "dobj"} and above.pos == "VERB":
        most = TOLD_KIND_SCORE if hit.slots.get("mod") else TOLD_REFERENCE_SCORE
        return replace(event, score=min(event.score, most), reason=f"{event.reason}; refers back, its verb tells more")
    return replace(event, score=min(event.score, BACK_REFERENCE_SCORE), reason=f"{event.reason}; refers back to an act told elsewhere")


def _said_of_it(tree: Words, noun: int) -> bool:
    """Whether a noun only says of "it" or "this" what kind of act it was."""
    token = tree.tokens[noun]
    if token.dep != "attr" or tree.lemma(token.head) != "be":
        return False
    return any(tree.low(c) in {"it", "this", "that"} for c in tree.kids(token.head, "nsubj"))


def _refers_back(tree: Words, hit: _Hit) -> bool:
    """A definite noun without complement, possessor or qualifier of its own."""
    dets = {tree.low(d) for d in hit.slots.get("det")}
    if _said_of_it(tree, hit.head) or any(tree.low(m) == "such" for m in tree.kids(hit.head, "amod", "predet", "det")):
        return True  # "it was the deadliest attack since ...", "the second such assault in a month"
    if not dets & _BACK or tree.lemma(hit.head) == "toll":
        return False
    told = {"of", "on", "against", "by", "between", "with", "in", "at", "near", "poss", "comp", "num"}
    if any(hit.slots.get(slot) for slot in told):
        return False
    return all(tree.tokens[m].dep == "compound" and tree.tokens[m].pos != "PROPN" for m in hit.slots.get("mod")) or not hit.slots.get("mod")
