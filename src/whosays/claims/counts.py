"""How many: the figures that a clause gives for an event, with their bounds, whom they count, and what kind of total they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from whosays.lexicon.events import event_lexicon
from whosays.lexicon.tolls import HARM_ADJECTIVES, HARM_NOUNS, HARM_VERBS, linked
from whosays.model.claim import Count, CountScope, CountWhat, Victims
from whosays.model.reading import Argument, Event, Reading
from whosays.text.numbers import VAGUE, Figure, figure
from whosays.text.slots import QUANTITIES, Words, of_noun, of_verb

_SUBJECT_VERBS: Final = frozenset({"die", "perish", "flee", "disappear", "vanish", "surrender"})
_SELF: Final = frozenset({"person", "people", "other", "civilian"})
_TAKEN: Final = frozenset({"prisoner", "captive", "hostage"})
_TIME_UNITS: Final = frozenset({"year", "month", "week", "day", "hour", "decade", "minute", "km", "kilometre", "kilometer", "mile", "percent", "metre", "meter", "o'clock"})
_PERIOD: Final = frozenset({"past", "last", "recent", "previous"})
_NEEDS_PEOPLE: Final = frozenset({"killed", "injured", "captured", "displaced", "missing"})
_COUNTED_PRONOUNS: Final = frozenset({"other", "others"})
# Verbs whose object is always people, whatever noun names them; "capture" and "seize" take towns and guns too.
_TAKES_PEOPLE: Final = frozenset({"arrest", "detain", "imprison", "apprehend", "jail", "abduct", "kidnap"})
# What the tolls of these acts can count; acts not named here take any toll of their clause.
_OWN_TOLLS: Final[dict[str, frozenset[str]]] = {
    **dict.fromkeys(("detention", "abduction", "surrender"), frozenset({"captured"})),
    **dict.fromkeys(("killing", "casualties"), frozenset({"killed", "injured", "missing"})),
    "displacement": frozenset({"displaced"}),
    "disappearance": frozenset({"missing"}),
    **dict.fromkeys(("weapons_seizure", "military_support", "presence", "deployment", "movement", "protest"), frozenset[str]()),
}


@dataclass(frozen=True, slots=True)
class _Toll:
    """A predicate that counts: its token, what it counts and the heads that it counts."""

    at: int
    what: CountWhat
    heads: tuple[int, ...]


def find_counts(text: str, reading: Reading, event: Event, arguments: Sequence[Argument]) -> tuple[Count, ...]:
    """The figures for `event` in its sentence, in text order; every count's span reproduces its words."""
    del arguments
    words = Words(reading.tokens, reading.children)
    sentence = reading.sentences[reading.tokens[event.head].sentence]
    out: dict[tuple[int, int, str], Count] = {}
    for i in range(sentence.first, sentence.last):
        toll = _toll(words, i)
        if toll is None or not _belongs(words, toll, event):
            continue
        for head in toll.heads:
            for count in _counts(text, words, toll, head):
                out.setdefault((count.start, count.end, count.what), count)
    return tuple(out[key] for key in sorted(out))


# --- predicates that count


def _toll(words: Words, i: int) -> _Toll | None:
    token = words.tokens[i]
    lemma = token.lemma.lower()
    if token.pos == "VERB" and lemma in HARM_VERBS and not _purpose(words, i):
        return _verb_toll(words, i, lemma)
    if token.pos in {"ADJ", "VERB", "NOUN"} and token.text.lower() in HARM_ADJECTIVES and token.pos != "VERB":
        heads = _described(words, i)
        return _Toll(i, HARM_ADJECTIVES[token.text.lower()], tuple(heads)) if heads else None
    if token.pos in {"NOUN", "PROPN"}:
        return _noun_toll(words, i, lemma)
    return None


def _purpose(words: Words, i: int) -> bool:
    """ "an operation to detain a commander": what is meant to be done counts nobody."""
    token = words.tokens[i]
    return token.dep in {"acl", "advcl", "relcl"} and any(words.low(c) == "to" and words.tokens[c].dep == "aux" for c in words.children[i])


def _beside(words: Words, node: int) -> list[int]:
    """Who is counted with the object: "detained a leader along with two of his men"."""
    return words.prepositions(node).get("along with", [])


def _verb_toll(words: Words, i: int, lemma: str) -> _Toll | None:
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
    heads = [*heads, *(n for node in [i, *heads] for n in _beside(words, node))]
    return _Toll(i, what, tuple(dict.fromkeys(heads))) if heads else None


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
    return []


def _noun_toll(words: Words, i: int, lemma: str) -> _Toll | None:
    if lemma in {"casualty", "victim"}:
        return None
    if lemma == "toll":
        return _death_toll(words, i)
    what = HARM_NOUNS.get(lemma)
    if what is None:
        return None
    slots = of_noun(words, i)
    heads = slots.get("of") or ([i] if slots.get("num") and lemma in {"death", "fatality", "injury", "arrest", "execution", "killing", "abduction"} else [])
    return _Toll(i, what, tuple(heads)) if heads else None


def _death_toll(words: Words, i: int) -> _Toll | None:
    """ "brings the toll to 43", "the death toll rose to 12"."""
    token = words.tokens[i]
    heads: list[int] = []
    if token.head != i and words.tokens[token.head].pos == "VERB":
        slots = of_verb(words, token.head)
        heads = slots.get("to") or slots.get("at") or (slots.get("obj") if token.dep == "nsubj" else [])
    heads = heads or of_noun(words, i).get("of")
    return _Toll(i, "killed", tuple(heads)) if heads else None


# --- which event a toll belongs to


def _belongs(words: Words, toll: _Toll, event: Event) -> bool:
    """Whether the toll is the event's own, or the event's consequence told in the same clause."""
    if toll.at == event.head or event.start <= words.tokens[toll.at].start < event.end:
        return True
    if toll.what not in _OWN_TOLLS.get(event.type or "", (toll.what,)):
        return False
    if event.type in {"territory_gained", "talks", "agreement", "accusation", "visit", "responsibility_claim", "condemnation", "demand"}:
        return False
    if linked(words, toll.at, event.head):
        return True
    above = words.tokens[words.tokens[toll.at].head]
    if any(linked(words, c, event.head) for c in _coordinated(words, toll.at)):
        return True
    beside = words.tokens[toll.at].dep in {"conj", "advcl", "dep"} and above.lemma.lower() in HARM_VERBS
    return beside and linked(words, above.i, event.head)


def _coordinated(words: Words, toll: int) -> list[int]:
    """Harm verbs coordinated with a toll, also where the parser made them describe their own noun ("and seven injured in")."""
    conjuncts = words.kids(toll, "conj")
    nested = [c for noun in conjuncts for c in words.kids(noun, "acl")]
    return [c for c in [*conjuncts, *nested] if words.lemma(c) in HARM_VERBS]


# --- from a counted phrase to counts


def _counts(text: str, words: Words, toll: _Toll, head: int) -> list[Count]:
    found = _quantity(words, head, toll.what, people=words.lemma(toll.at) in _TAKES_PEOPLE)
    out: list[Count] = []
    if found is not None:
        bounds, first, last = found
        scope = _scope(words, toll, head)
        out.append(_count(text, words, toll.what, head, bounds, (first, last), scope))
    out += _parts(text, words, toll.what, head)
    return out


def _count(
    text: str, words: Words, what: CountWhat, head: int, bounds: Figure, span: tuple[int, int], scope: CountScope
) -> Count:
    start, end = words.tokens[span[0]].start, words.tokens[span[1]].end
    whom = _counted(words, head)
    of = "" if words.tokens[whom].pos in {"NUM", "PRON"} or words.low(whom) in VAGUE else _noun_text(text, words, whom)
    return Count(what, text[start:end], start, end, of, _victims(words, whom), scope, bounds.low, bounds.best, bounds.high)


def _counted(words: Words, head: int) -> int:
    """The noun that is counted: behind a word of quantity ("dozens of soldiers"), else the head itself."""
    parts = words.content(head)
    return next((p for p in parts if words.lemma(p) not in QUANTITIES and words.tokens[p].pos != "NUM"), parts[-1])


def _noun_text(text: str, words: Words, head: int) -> str:
    """The counted noun with its modifiers, without the quantity: "regime soldiers"."""
    first = head
    while first > 0 and words.tokens[first - 1].head == head and words.tokens[first - 1].dep in {"compound", "amod", "nmod"}:
        if words.tokens[first - 1].text.lower() in {"other", "more", "least", "several", "many", "further", "additional", "numerous", "multiple"}:
            break
        first -= 1
    return text[words.tokens[first].start : words.tokens[head].end]


def _quantity(words: Words, head: int, what: CountWhat, *, people: bool = False) -> tuple[Figure, int, int] | None:
    """The bounds of the quantity before `head` and the first and last token of its words (the counted noun excluded).

    `people`: the verb says that whatever noun it has is people.
    """
    token = words.tokens[head]
    if token.lemma.lower() in _TIME_UNITS:
        return None
    parts = words.content(head)
    if people and words.lemma(parts[-1]) in event_lexicon().classes["force"]:
        return None
    if what in {"captured", "missing"} and not people and not _countable(words, parts[-1]):
        return None
    pieces = [c for part in parts for c in _number_words(words, part)]
    if token.pos == "NUM" or (len(parts) > 1 and words.lemma(head) in QUANTITIES) or words.low(head) in {"dozens", "scores", "hundreds", "thousands", "several", "tens"}:
        pieces.append(head)
    pieces = [c for c in pieces if c != parts[-1] or c == head]
    if not pieces:
        return _just_one(words, head, what)
    first, last = _before(words, min(pieces)), max(pieces)
    if words.tokens[first].dep == "det" and (what == "destroyed" or not (people or _person(words, parts[-1]))):
        return None
    run = [words.tokens[c].text for c in range(first, last + 1)]
    if len(parts) > 1 and words.lemma(head) in QUANTITIES:
        run.append("of")
    bounds = figure(run)
    return None if bounds is None else (bounds, first, last)


_ONE_OF: Final = frozenset({"the", "this", "that", "his", "her", "its", "their"})
_COLLECTIVE: Final = frozenset({"police", "troop", "personnel", "family", "people", "staff", "crew", "enemy", "man", "youth", "foe"})


def _just_one(words: Words, head: int, what: CountWhat) -> tuple[Figure, int, int] | None:
    """ "killed the driver": one person, told by a singular noun and its article."""
    token = words.tokens[head]
    classes = event_lexicon().classes
    lemma = words.lemma(head)
    known = lemma in classes["combatant"] or lemma in classes["civilian"] or lemma in classes["official"]
    if what not in {"killed", "injured", "captured"} or token.tag != "NN" or not known or lemma in _COLLECTIVE:
        return None
    det = next((c for c in words.kids(head, "det", "poss") if words.low(c) in _ONE_OF), None)
    return None if det is None or words.kids(head, "conj") else (Figure(1, 1, 1, "one person, by article and singular"), det, det)


def _number_words(words: Words, i: int) -> list[int]:
    out: list[int] = []
    for c in words.children[i]:
        token = words.tokens[c]
        if token.dep in {"nummod", "quantmod"} and c < i:
            out += [k for k in words.subtree(c) if k < i]
        elif token.dep == "amod" and c < i and token.text.lower() in {"several", "many", "numerous", "multiple", "few", "further", "additional", "other"}:
            out += [k for k in words.subtree(c) if k < i] if token.text.lower() not in {"other", "further", "additional"} else []
        elif token.dep == "det" and token.text.lower() in {"a", "an", "another", "one"} and words.tokens[i].tag in {"NN", "NNP"}:
            out.append(c)
    return out


_LEADS: Final = frozenset(
    ["at", "least", "more", "than", "fewer", "less", "up", "to", "as", "many", "about", "around", "some", "nearly", "almost", "over", "no", "estimated", "an", "between", "roughly", "approximately", "another", "further", "additional", "close", "a", "just", "under", "only"]
)


def _before(words: Words, first: int) -> int:
    """Takes in the modifiers that stand right before a number."""
    while first > 0 and words.low(first - 1) in _LEADS and words.tokens[first - 1].sentence == words.tokens[first].sentence:
        if words.low(first - 1) in {"a", "an"} and words.low(first) not in {"few", "further", "dozen", "estimated", "number", "total", "hundred", "thousand", "handful", "couple", "additional"}:
            break
        first -= 1
    if first > 1 and words.low(first - 1) == "of" and words.low(first - 2) in {"quarter", "third", "half"}:
        return _before(words, first - 2)
    return _trim(words, first)


def _trim(words: Words, first: int) -> int:
    """Drops a leading preposition that was only that ("to 43", "at 12")."""
    while words.low(first) in {"to", "at", "as", "than", "over"} and words.low(first + 1) not in {"least", "many", "most"}:
        if words.low(first) == "over" and words.tokens[first].dep != "prep":
            break
        first += 1
    return first


def _countable(words: Words, i: int) -> bool:
    """Whether a captured or missing thing is a person (or a bare number)."""
    return words.tokens[i].pos == "NUM" or words.low(i) in _COUNTED_PRONOUNS or _person(words, i)


def _person(words: Words, i: int) -> bool:
    classes = event_lexicon().classes
    lemma = words.lemma(i)
    return any(lemma in classes[name] for name in ("civilian", "combatant", "people", "official"))


def _victims(words: Words, i: int) -> Victims:
    classes = event_lexicon().classes
    members = words.conjuncts(i)
    kinds = {_kind_of(words.lemma(m), classes) for m in members} - {"unstated"}
    for m in members:
        if any(words.low(c) == "civilian" for c in words.children[m]):
            kinds.add("civilian")
    if kinds == {"civilian"}:
        return "civilian"
    if kinds == {"combatant"}:
        return "combatant"
    return "mixed" if kinds else "unstated"


def _kind_of(lemma: str, classes: object) -> str:
    assert isinstance(classes, dict)
    if lemma in {"people", "person", "man", "individual", "youth", "local", "other", "couple", "leader", "member", "chief"}:
        return "unstated"
    if lemma in classes["combatant"]:
        return "combatant"
    return "civilian" if lemma in classes["civilian"] else "unstated"


def _parts(text: str, words: Words, what: CountWhat, head: int) -> list[Count]:
    """ "including three children": parts of a figure, never added to it."""
    out: list[Count] = []
    for top in words.content(head):
        for c in words.children[top]:
            if words.low(c) not in {"including", "among"}:
                continue
            for noun in words.nouns(words.kids(c, "pobj")):
                found = _quantity(words, noun, what)
                if found is not None:
                    out.append(_count(text, words, what, noun, found[0], (found[1], found[2]), "part"))
    return out


def _scope(words: Words, toll: _Toll, head: int) -> CountScope:
    if words.lemma(toll.at) == "toll":
        return "running_total"
    if _period(words, toll.at) or _period(words, words.tokens[toll.at].head):
        return "period_total"
    above = words.tokens[words.tokens[toll.at].head]
    if above.lemma.lower() == "bring" and "total" in {words.low(c) for c in words.children[above.i]}:
        return "running_total"
    return "part" if words.low(head) in {"most", "half"} else "incident"


def _period(words: Words, verb: int) -> bool:
    """ "since the start of the year", "over the past month", "so far this year"."""
    if words.tokens[verb].pos not in {"VERB", "AUX", "NOUN"}:
        return False
    for c in words.children[verb]:
        low, dep = words.low(c), words.tokens[c].dep
        if low == "since" and dep in {"prep", "mark"}:
            return True
        if low == "far" and any(words.low(k) == "so" for k in words.children[c]):
            return True
        if dep == "prep" and low in {"over", "in", "during", "within"} and _past_span(words, c):
            return True
    return False


def _past_span(words: Words, prep: int) -> bool:
    for noun in words.kids(prep, "pobj"):
        if words.lemma(noun) in {"year", "month", "week", "decade", "day"}:
            before = {words.low(c) for c in words.children[noun]}
            plural = words.tokens[noun].tag == "NNS" or words.lemma(noun) in {"year", "month", "decade"}
            if before & _PERIOD and plural:
                return True
    return False
