"""Predicates that count: which words of a sentence say that so many were killed, hurt, taken, displaced or destroyed, and which act they belong to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from whosays.lexicon.events import event_lexicon
from whosays.lexicon.tolls import HARM_ADJECTIVES, HARM_NOUNS, HARM_VERBS, linked
from whosays.model.claim import CountScope, CountWhat
from whosays.model.reading import Event
from whosays.model.types import GROUP_OF
from whosays.text.numbers import VAGUE
from whosays.text.slots import Words, of_noun, of_verb

_SUBJECT_VERBS: Final = frozenset({"die", "perish", "flee", "disappear", "vanish", "surrender"})
_TAKEN: Final = frozenset({"prisoner", "captive", "hostage"})
_HOMES: Final = frozenset({"home", "house", "village", "land", "town", "shelter"})
_LIVES: Final = frozenset({"life"})
_TALLIES: Final = frozenset({"toll", "number", "count", "tally", "total", "figure"})
_RAISING: Final = frozenset({"bring", "raise", "take", "put", "push", "rise", "climb", "increase", "reach", "stand", "grow", "go", "jump"})
_OF_THINGS: Final = frozenset({"burn", "sink"})
"""Harm verbs whose bare subject is what was destroyed: "two houses burned down"."""
# What the tolls of these acts can count; acts not named here take any toll of their clause.
_OWN_TOLLS: Final[dict[str, frozenset[str]]] = {
    **dict.fromkeys(("detention", "abduction", "surrender"), frozenset({"captured"})),
    **dict.fromkeys(("killing", "casualties"), frozenset({"killed", "injured", "missing"})),
    "displacement": frozenset({"displaced"}),
    "disappearance": frozenset({"missing"}),
    "destruction": frozenset({"destroyed"}),
    **dict.fromkeys(
        ("weapons_seizure", "military_support", "presence", "deployment", "movement", "protest", "withdrawal", "training", "exercise", "patrol", "overflight"),
        frozenset[str](),
    ),
}
_NO_TOLLS: Final = frozenset({"talks", "agreement", "accusation", "visit", "responsibility_claim", "condemnation", "demand"})


@dataclass(frozen=True, slots=True)
class Toll:
    """A predicate that counts: its token, what it counts, the heads that it counts, and the scope where the predicate itself tells it."""

    at: int
    what: CountWhat
    heads: tuple[int, ...]
    scope: CountScope | None = None
    listed: int | None = None
    """The toll before it in a list, whose act is its act too."""


def find_toll(words: Words, i: int) -> Toll | None:
    """The toll at token `i`, or null."""
    found = _headline(words, i) or _among(words, i) or _lives(words, i) or _tally(words, i) or _copular(words, i)
    if found is not None:
        return found
    token, lemma = words.tokens[i], words.lemma(i)
    if token.pos == "VERB" and lemma in HARM_VERBS and not _purpose(words, i):
        found = _verb_toll(words, i, lemma)
    elif token.pos == "VERB":
        found = _driven_out(words, i, lemma)
    elif token.pos in {"ADJ", "NOUN"} and words.low(i) in HARM_ADJECTIVES:
        heads = _described(words, i)
        found = Toll(i, HARM_ADJECTIVES[words.low(i)], tuple(heads)) if heads else None
    if found is None and token.pos in {"NOUN", "PROPN"}:
        found = _noun_toll(words, i, lemma)
    if found is None or not any(counted(words, h) for h in found.heads):
        found = _beside_number(words, i) or found
    return found


# --- verbs ---------------------------------------------------------------------------------------------------------------


def _purpose(words: Words, i: int) -> bool:
    """ "an operation to detain a commander": what is meant to be done counts nobody."""
    token = words.tokens[i]
    return token.dep in {"acl", "advcl", "relcl"} and any(words.low(c) == "to" and words.tokens[c].dep == "aux" for c in words.children[i])


def _beside(words: Words, node: int) -> list[int]:
    """Who is counted with the object: "detained a leader along with two of his men"."""
    return words.prepositions(node).get("along with", [])


def either(words: Words, i: int) -> bool:
    """ "killed or wounded 40 people": a figure for the two together is none for either."""
    pairs = [(i, c) for c in words.kids(i, "conj")] + [(words.tokens[i].head, i)] * (words.tokens[i].dep == "conj")
    for first, second in pairs:
        both = words.lemma(first) in HARM_VERBS and words.lemma(second) in HARM_VERBS
        own = words.kids(second, "nsubj", "nsubjpass", "nummod") or (words.kids(first, "dobj") and words.kids(second, "dobj"))
        if both and not own and any(words.low(n) == "or" for n in range(first + 1, second)):
            return True
    return False


def _verb_toll(words: Words, i: int, lemma: str) -> Toll | None:
    if either(words, i):
        return None
    slots = of_verb(words, i)
    what = HARM_VERBS[lemma]
    if lemma == "shoot" and not any(words.low(c) in {"dead", "death"} for c in slots.get("comp")):
        return None
    held = any(words.lemma(c) in {"custody", "detention"} for c in slots.get("into"))
    if lemma == "take" and not held and not any(words.lemma(c) in _TAKEN for c in [*slots.get("comp"), *slots.get("obj"), *slots.get("obj2")]):
        return None
    heads = slots.get("subj") if lemma in _SUBJECT_VERBS and not slots.passive else slots.get("obj")
    if lemma in _SUBJECT_VERBS and slots.passive:
        heads = slots.get("obj")
    if not heads and not slots.passive and _verbless(words, i, lemma):
        heads = slots.get("subj")
    heads = [*heads, *(n for node in [i, *heads] for n in _beside(words, node)), *_elsewhere(words, i)]
    return Toll(i, what, tuple(dict.fromkeys(heads))) if heads else None


def _verbless(words: Words, i: int, lemma: str) -> bool:
    """Whether a harm verb without object and auxiliary tells of its subject: "12 people detained", "two houses burned down"."""
    token = words.tokens[i]
    if words.kids(i, "dobj", "aux", "auxpass", "ccomp") or token.tag not in {"VBN", "VBD"}:
        return False
    subjects = words.kids(i, "nsubj", "npadvmod")
    if lemma in _OF_THINGS:
        return True
    return lemma not in _SUBJECT_VERBS and any(counted(words, s) for s in subjects)


def counted(words: Words, i: int) -> bool:
    """Whether token `i` is a number, has one before it, "three members", or is one of a size, "a couple of men"; "a" and "the" are none."""
    sized = words.low(i) in _SIZED and len(words.content(i)) > 1
    return sized or words.tokens[i].pos == "NUM" or bool(words.kids(i, "nummod")) or words.low(i) in VAGUE


_SIZED: Final = frozenset({"couple", "pair", "trio", "dozen", "score"})


def _elsewhere(words: Words, i: int) -> list[int]:
    """Figures for other places and days that leave the verb out: "seven were killed in Bor, three in Malakal and one in Juba"."""
    if not any(words.tokens[c].dep == "prep" and words.low(c) in {"in", "on", "at", "near"} for c in words.children[i]):
        return []
    return [n for c in words.kids(i, "npadvmod", "conj", "appos", "dobj", "dep") for n in words.conjuncts(c) if n > i and _bare_elsewhere(words, n)]


def _bare_elsewhere(words: Words, n: int) -> bool:
    return words.tokens[n].pos == "NUM" and any(
        words.low(p) in {"in", "on", "at", "near"} and any(words.tokens[o].pos == "PROPN" for o in words.kids(p, "pobj")) for p in words.kids(n, "prep")
    )


def _driven_out(words: Words, i: int, lemma: str) -> Toll | None:
    """ "drove 4,000 people from their homes", "were forced out of their villages"."""
    if lemma not in {"drive", "force", "chase", "expel", "evict"}:
        return None
    slots = of_verb(words, i)
    away = [n for name in ("from", "out of", "of") for n in slots.get(name)]
    return Toll(i, "displaced", tuple(slots.get("obj"))) if slots.get("obj") and any(words.lemma(n) in _HOMES for n in away) else None


def _lives(words: Words, i: int) -> Toll | None:
    """ "claimed the lives of 14 miners", "cost 11 lives", "three people lost their lives", "the army lost 15 men"."""
    lemma = words.lemma(i)
    if words.tokens[i].pos != "VERB" or lemma not in {"claim", "cost", "take", "lose"}:
        return None
    slots = of_verb(words, i)
    for noun in slots.get("obj"):
        if words.lemma(noun) in _LIVES:
            mine = lemma == "lose" and bool(words.kids(noun, "poss"))
            heads = slots.get("subj") if mine else [n for p in words.kids(noun, "prep") if words.low(p) == "of" for n in words.nouns(words.kids(p, "pobj"))] or [noun]
            return Toll(i, "killed", tuple(heads)) if heads else None
    if lemma == "lose":
        fighters = [n for n in slots.get("obj") if counted(words, n) and _person(words, n)]
        return Toll(i, "killed", tuple(fighters)) if fighters else None
    return None


def _person(words: Words, i: int) -> bool:
    classes = event_lexicon().classes
    return any(words.lemma(i) in classes[name] for name in ("civilian", "combatant", "people", "official"))


# --- the dead and the hurt -----------------------------------------------------------------------------------------------


def _harmed(words: Words, i: int) -> CountWhat | None:
    """What a word for the harmed counts: "the dead", "the wounded", "those killed"."""
    low = words.low(i)
    if low in HARM_ADJECTIVES:
        return HARM_ADJECTIVES[low]
    token = words.tokens[i]
    return HARM_VERBS.get(words.lemma(i)) if token.tag == "VBN" and words.lemma(i) in {"kill", "wound", "injure", "hurt", "arrest", "detain", "kidnap", "abduct", "capture"} else None


def _among(words: Words, i: int) -> Toll | None:
    """ "six children were among the dead", "two nurses were among those killed", "ten of the dead were women": a part of them."""
    what = _harmed(words, i)
    if what is None:
        return None
    noun = words.tokens[i].head if words.tokens[i].dep in {"acl", "amod"} else i
    prep = words.tokens[noun].head
    if words.tokens[noun].dep != "pobj" or words.tokens[prep].pos not in {"ADP", "SCONJ"}:
        return None
    above = words.tokens[prep].head
    if words.low(prep) == "among" and words.lemma(above) == "be":
        heads = words.nouns(words.kids(above, "nsubj", "attr"))
        return Toll(i, what, tuple(heads), "part") if heads else None
    definite = any(words.low(c) in {"the", "those", "these"} for c in [*words.children[noun], noun])
    subject = words.tokens[above].dep in {"nsubj", "nsubjpass"} and words.lemma(words.tokens[above].head) in {"be", "include"}
    if words.low(prep) == "of" and words.tokens[above].pos == "NUM" and definite and subject:
        return Toll(i, what, (above,), "part")
    return None


def _copular(words: Words, i: int) -> Toll | None:
    """ "those killed are around 300", "the dead were 12 soldiers"."""
    what = _harmed(words, i)
    if what is None:
        return None
    noun = words.tokens[i].head if words.tokens[i].dep in {"acl", "amod"} else i
    verb = words.tokens[noun].head
    if words.tokens[noun].dep != "nsubj" or words.lemma(verb) not in {"be", "number", "total"} or words.low(noun) not in {"those", "dead", "wounded", "injured"}:
        return None
    about = [n for p in words.kids(verb, "prep") if words.low(p) in {"around", "about", "over", "under"} and p > verb for n in words.kids(p, "pobj")]
    heads = [n for n in [*words.kids(verb, "attr", "dobj", "acomp"), *about] if counted(words, n)]
    return Toll(i, what, tuple(heads)) if heads else None


def _described(words: Words, i: int) -> list[int]:
    """Whom "dead", "wounded" or "missing" describes: "left five dead", "ten people were dead", "five dead"."""
    token = words.tokens[i]
    if token.dep in {"oprd", "acomp", "ccomp", "xcomp", "attr", "advcl", "conj"} and token.head != i:
        above = token.head
        if token.dep == "conj" and words.low(above) in HARM_ADJECTIVES:
            return _described(words, above) if not words.kids(i, "nummod", "nsubj") else words.kids(i, "nsubj") or [i]
        own = words.kids(i, "nsubj", "nsubjpass", "nummod")
        objects = words.nouns(words.kids(above, "dobj", "nsubjpass", "nsubj")) if words.tokens[above].pos in {"VERB", "AUX"} else []
        return own or words.nouns(words.kids(above, "dobj")) or objects
    if token.dep == "amod" and token.head != i and token.i > token.head:
        return [token.head]
    if words.kids(i, "nummod", "nsubj"):
        return [i]
    return _left(words, i)


def _left(words: Words, i: int) -> list[int]:
    """ "left 23 civilians - including nine children - dead", where the parser loses the thread between the dashes."""
    for verb in range(i - 1, max(-1, i - 16), -1):
        if words.tokens[verb].sentence != words.tokens[i].sentence:
            return []
        if words.lemma(verb) == "leave" and words.tokens[i - 1].text in {"-", "–", "—", ","}:
            return [n for n in words.kids(verb, "dobj") if n < i]
    return []


_NUMERALS: Final = frozenset({"dozens", "hundreds", "scores", "thousands", "several"})


def _beside_number(words: Words, i: int) -> Toll | None:
    """ "54 killed", "at 11 dead", "another 30 injured": a number right before the word."""
    what = _harmed(words, i)
    token = words.tokens[i]
    if what is None or not i or words.tokens[i - 1].sentence != token.sentence or words.kids(i, "dobj"):
        return None
    return Toll(i, what, (i - 1,)) if words.tokens[i - 1].pos == "NUM" or words.low(i - 1) in _NUMERALS else None


def _headline(words: Words, i: int) -> Toll | None:
    """ "Militia kill 83 injured 100 troops": the second of two verbs without an "and"."""
    what = HARM_VERBS.get(words.lemma(i))
    if what not in {"killed", "injured", "captured"} or i < 2 or i + 1 >= len(words.tokens) or words.tokens[i + 1].pos != "NUM":
        return None
    if words.tokens[i - 1].pos != "NUM" and not (words.low(i - 1) == "," and words.tokens[i - 2].pos == "NUM"):
        return None
    number = words.tokens[i + 1]
    before = next((n for n in range(i - 2, max(-1, i - 8), -1) if words.lemma(n) in HARM_VERBS), None)
    return Toll(i, what, (number.head if number.dep == "nummod" and number.head > i + 1 else i + 1,), listed=before)


# --- nouns ---------------------------------------------------------------------------------------------------------------


def _noun_toll(words: Words, i: int, lemma: str) -> Toll | None:
    if lemma in {"casualty", "victim"}:
        return None
    if lemma in {"body", "corpse"}:
        return _bodies(words, i)
    what = HARM_NOUNS.get(lemma)
    if what is None:
        return None
    slots = of_noun(words, i)
    heads = slots.get("of") or ([i] if slots.get("num") and lemma in {"death", "fatality", "injury", "arrest", "execution", "killing", "abduction"} else [])
    return Toll(i, what, tuple(heads)) if heads else None


def _bodies(words: Words, i: int) -> Toll | None:
    """ "found five bodies", "the bodies of nine men"."""
    if counted(words, i):
        return Toll(i, "killed", (i,))
    of = [n for n in of_noun(words, i).get("of") if counted(words, n)]
    return Toll(i, "killed", tuple(of)) if of else None


def _tally(words: Words, i: int) -> Toll | None:
    """ "brings the toll to 43", "the death toll rose to 12", "bringing to 49 the number killed"."""
    if words.tokens[i].pos != "NOUN" or words.lemma(i) not in _TALLIES:
        return None
    what = _tallied(words, i)
    if what is None:
        return None
    token = words.tokens[i]
    heads: list[int] = []
    if token.head != i and words.tokens[token.head].pos == "VERB":
        slots = of_verb(words, token.head)
        heads = slots.get("to") or slots.get("at") or (slots.get("obj") if token.dep == "nsubj" else [])
        heads = heads or [n for c in words.kids(token.head, "dative") for n in words.kids(c, "pobj")]
        if words.lemma(token.head) not in _RAISING and words.lemma(i) != "toll":
            heads = []
    if not heads and words.lemma(i) != "figure":
        heads = [n for n in of_noun(words, i).get("of") if counted(words, n)]
    return Toll(i, what, tuple(h for h in heads if counted(words, h) or words.tokens[h].pos == "NUM"), "running_total") if heads else None


def _tallied(words: Words, i: int) -> CountWhat | None:
    """What a tally counts: "the toll" the dead, "the number of people killed" the killed."""
    if words.lemma(i) == "toll":
        return "killed"
    found: dict[str, CountWhat] = {}
    for n in sorted(words.subtree(i)):
        what = _harmed(words, n) or HARM_NOUNS.get(words.lemma(n))
        if what is not None and n != i:
            found.setdefault(what, what)
    return next(iter(found.values())) if len(found) == 1 else None


# --- which act a toll belongs to -----------------------------------------------------------------------------------------


def belongs(words: Words, toll: Toll, event: Event, others: Sequence[Event], *, one_teller: bool = True) -> bool:
    """Whether the toll is the event's own, or the event's consequence told in the same clause. `others`: the sentence's further acts.

    `one_teller`: whether the same sources stand behind toll and event; a toll tied by its place alone is no other teller's.
    """
    if toll.at == event.head or event.start <= words.tokens[toll.at].start < event.end:
        return True
    if toll.what not in _OWN_TOLLS.get(event.type or "", (toll.what,)) or event.type in _NO_TOLLS or _of_another(words, toll, event, others):
        return False
    if event.type == "territory_gained":
        return words.tokens[toll.at].tag == "VBG" and words.tokens[toll.at].head == event.head
    return _tied(words, toll, event) or (one_teller and _next_to(words, toll, event, others))


def _of_another(words: Words, toll: Toll, event: Event, others: Sequence[Event]) -> bool:
    """Whether the toll is the trigger of an act of another kind, or has a cause of its own ("while air strikes killed 82")."""
    harm = event.type in {"casualties", "killing"} and toll.listed is None
    for other in others:
        if other.start <= words.tokens[toll.at].start < other.end and other.type != event.type and (harm or other.type not in {"casualties", "killing", "destruction"}):
            return True
    return _own_doer(words, toll.at, event.head)


def _own_doer(words: Words, toll: int, act: int) -> bool:
    """Whether somebody else's deed is told: "the rebels' barrage killed 10, and jets killed 82" (but "in the raid troops killed five")."""
    if words.tokens[toll].pos != "VERB" or act in words.subtree(toll):
        return False
    above = words.tokens[toll].head
    listed = words.tokens[toll].dep == "conj" and words.lemma(above) in HARM_VERBS and not words.kids(toll, "nsubj", "nsubjpass")
    verb = above if listed else toll
    doers = [c for c in words.kids(verb, "nsubj") if words.tokens[c].pos != "PRON"] if words.kids(verb, "dobj") else []
    return bool(doers) and act not in doers and act not in words.subtree(verb)


def _tied(words: Words, toll: Toll, event: Event) -> bool:
    if linked(words, toll.at, event.head) or (toll.listed is not None and linked(words, toll.listed, event.head)):
        return True
    if toll.scope == "running_total" and event.head in words.subtree(toll.at):
        return True  # "the toll of the bombing"
    if words.tokens[toll.at].pos == "NOUN" and any(event.head in of_noun(words, noun).get(prep) for noun in (toll.at, *toll.heads) for prep in ("in", "during")):
        return True  # "the death of a courier during the raid"
    left = _leaving(words, toll.at)
    if left is not None and linked(words, left, event.head):
        return True
    above = words.tokens[words.tokens[toll.at].head]
    if any(linked(words, c, event.head) for c in _coordinated(words, toll.at)):
        return True
    beside = words.tokens[toll.at].dep in {"conj", "advcl", "dep"} and above.lemma.lower() in HARM_VERBS
    return beside and linked(words, above.i, event.head)


def _leaving(words: Words, toll: int) -> int | None:
    """The verb "leave" of "left four dead and two missing", wherever the parser hangs the words between."""
    node = toll
    for _ in range(4):
        node = words.tokens[node].head
        if words.lemma(node) == "leave":
            return node
    return None


def _coordinated(words: Words, toll: int) -> list[int]:
    """Harm verbs coordinated with a toll, also where the parser made them describe their own noun ("and seven injured in")."""
    conjuncts = words.kids(toll, "conj")
    nested = [c for noun in conjuncts for c in words.kids(noun, "acl")]
    return [c for c in [*conjuncts, *nested] if words.lemma(c) in HARM_VERBS]


def _next_to(words: Words, toll: Toll, event: Event, others: Sequence[Event]) -> bool:
    """Whether a toll tied to nothing stands after the sentence's only act of force: "Rockets hit the compound; one soldier was hurt"."""
    if toll.scope == "running_total" and _raises(words, toll, event):
        return True
    mine = [o for o in others if o.type != event.type and not o.start <= words.tokens[toll.at].start < o.end]
    if any(_tied(words, toll, other) for other in mine):
        return False
    if event.type in {"casualties", "killing"}:
        return _same_count(words, toll, event)
    force = [o for o in others if GROUP_OF.get(o.type or "") == "force" and o.type != "killing"]
    if GROUP_OF.get(event.type or "") != "force" or force or event.start > words.tokens[toll.at].start:
        return False
    return toll.what in {"killed", "injured"} and _without_cause(words, toll.at)


def _same_count(words: Words, toll: Toll, event: Event) -> bool:
    """Whether a toll stands in one list with the harm that the event tells: "5 killed, 12 wounded"; "the number killed" under its own number."""
    if event.head in words.subtree(toll.at):
        return True
    low, high = sorted((toll.at, event.head))
    apart = any(words.tokens[n].text in {";", "."} for n in range(low, high))
    own = words.kids(toll.at, "nsubj") and words.kids(toll.at, "dobj")
    return not apart and not own and toll.what in {"killed", "injured"} and (
        _without_cause(words, toll.at) or toll.scope == "running_total" or toll.listed is not None
    )


def _raises(words: Words, toll: Toll, event: Event) -> bool:
    """ "The blast brought the toll to 49": the act raises it."""
    verb = words.tokens[toll.at].head
    return words.tokens[verb].pos == "VERB" and event.head in of_verb(words, verb).get("subj")


def _without_cause(words: Words, toll: int) -> bool:
    """Whether the toll is told bare or in the passive, with no doer and no occasion named."""
    token = words.tokens[toll]
    if token.pos == "VERB" and (words.kids(toll, "dobj") or words.kids(toll, "agent")):
        return False
    return not any(words.low(p) in {"by", "in", "from", "during", "when", "since"} and words.kids(p, "pobj") for p in words.children[toll])
