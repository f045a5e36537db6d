"""How many: the figures that a clause gives for an event, with their bounds, whom they count, and what kind of total they are."""

from collections.abc import Sequence
from typing import Final

from whosays.claims.members import MONTHS
from whosays.claims.tolls import Toll, belongs, counted, either, find_toll
from whosays.lexicon.events import event_lexicon
from whosays.lexicon.tolls import HARM_VERBS
from whosays.model.claim import Count, CountScope, CountWhat, Victims
from whosays.model.reading import Argument, Event, Reading, Token
from whosays.text.numbers import VAGUE, Figure, figure, number
from whosays.text.slots import QUANTITIES, Words

_TIME_UNITS: Final = frozenset({"year", "month", "week", "day", "hour", "decade", "minute", "km", "kilometre", "kilometer", "mile", "percent", "metre", "meter", "o'clock"})
_LATELY: Final = frozenset({"dawn", "morning", "noon", "midnight", "night", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday"})
"""Since when a figure is still that of one happening."""
_PERIOD: Final = frozenset({"past", "last", "recent", "previous"})
_COUNTED_PRONOUNS: Final = frozenset({"other", "others"})
# Verbs whose object is always people, whatever noun names them; "capture" and "seize" take towns and guns too.
_TAKES_PEOPLE: Final = frozenset({"arrest", "detain", "imprison", "apprehend", "jail", "abduct", "kidnap"})
# What the target of an act of these types is: so many of them are as many killed, taken, displaced.
_OF_TARGETS: Final[dict[str, CountWhat]] = {
    "abduction": "captured", "detention": "captured", "killing": "killed", "displacement": "displaced", "disappearance": "missing", "destruction": "destroyed",
}


def find_counts(text: str, reading: Reading, event: Event, arguments: Sequence[Argument]) -> tuple[Count, ...]:
    """The figures for `event` in its sentence, in text order; every count's span reproduces its words."""
    words = Words(reading.tokens, reading.children)
    sentence = reading.sentences[reading.tokens[event.head].sentence]
    others = [e for e in reading.events if e.type is not None and e.head != event.head and sentence.first <= e.head < sentence.last]
    out: dict[tuple[int, int, str], Count] = {}
    for i in range(sentence.first, sentence.last):
        toll = find_toll(words, i)
        if toll is None or not belongs(words, toll, event, others, one_teller=_tellers(reading, i) == _tellers(reading, event.head)):
            continue
        for head in toll.heads:
            for count in _counts(text, words, toll, head) or _by_name(text, reading, toll, head):
                out.setdefault((count.start, count.end, count.what), count)
    for count in _of_targets(text, words, event, arguments):
        if all(count.end <= known.start or known.end <= count.start for known in out.values()):
            out[count.start, count.end, count.what] = count
    return tuple(out[key] for key in sorted(out))


def _by_name(text: str, reading: Reading, toll: Toll, head: int) -> list[Count]:
    """One person, told by name: "killed rebel leader Ibrahim Keita"."""
    name = next((m for m in reading.mentions if m.head == head and m.type == "person"), None)
    if name is None or toll.what not in {"killed", "injured", "captured"} or reading.tokens[head].tag != "NNP" or not reading.tokens[head].text[0].isupper():
        return []
    words = Words(reading.tokens, reading.children)
    return [Count(toll.what, text[name.start : name.end], name.start, name.end, text[name.start : name.end], "unstated", _scope(words, toll, head), 1, 1, 1)]


def _tellers(reading: Reading, i: int) -> list[int]:
    """The numbers of the attributions whose content holds token `i`."""
    at = reading.tokens[i].start
    return [n for n, s in enumerate(reading.speeches) if s.asserted and any(c.start <= at < c.end for c in s.reach)]


def _of_targets(text: str, words: Words, event: Event, arguments: Sequence[Argument]) -> list[Count]:
    """How many the act was done to, where its target or member is counted: "four others were taken away", "rescued 41 hostages"."""
    what = _OF_TARGETS.get(event.type or "")
    if what is None or words.tokens[event.head].pos != "VERB" or either(words, event.head):
        return []
    toll = Toll(event.head, what, ())
    heads = [a.head for a in arguments if a.role in {"target", "member"} and (counted(words, a.head) or _one_thing(words, a.head, what))]
    return [count for head in heads for count in _counts(text, words, toll, head)]


def _one_thing(words: Words, head: int, what: CountWhat) -> bool:
    """Whether a singular noun with "a" is one person taken or killed, or one vehicle destroyed."""
    if words.tokens[head].tag != "NN" or not any(words.low(c) in {"a", "an", "one", "another"} for c in words.kids(head, "det", "nummod")):
        return False
    classes = event_lexicon().classes
    return words.lemma(head) in classes["vehicle"] | classes["aircraft"] if what == "destroyed" else _person(words, head)


# --- from a counted phrase to counts


def _counts(text: str, words: Words, toll: Toll, head: int) -> list[Count]:
    found = _quantity(words, head, toll, people=words.lemma(toll.at) in _TAKES_PEOPLE)
    out: list[Count] = []
    if found is not None:
        bounds, first, last = found
        scope = _scope(words, toll, head)
        out.append(_count(text, words, toll.what, head, bounds, (first, last), scope))
    out += _parts(text, words, toll, head)
    return out


def _count(
    text: str, words: Words, what: CountWhat, head: int, bounds: Figure, span: tuple[int, int], scope: CountScope
) -> Count:
    start, end = words.tokens[span[0]].start, words.tokens[span[1]].end
    whom = _counted(words, head)
    bare = words.tokens[whom].pos in {"NUM", "PRON"} or words.low(whom) in VAGUE or number(words.low(whom)) is not None
    of = _losers(text, words, whom) if bare else _noun_text(text, words, whom)
    return Count(what, text[start:end], start, end, of, _victims(words, whom), scope, bounds.low, bounds.best, bounds.high)


def _losers(text: str, words: Words, head: int) -> str:
    """Whose losses a bare number counts: "put army losses at 11 dead"; else empty."""
    node = head
    for _ in range(4):
        node = words.tokens[node].head
        for noun in words.kids(node, "dobj", "nsubj", "nsubjpass"):
            owners = words.kids(noun, "compound", "poss", "amod") if words.lemma(noun) in {"loss", "casualty"} else []
            if owners:
                return text[words.tokens[owners[0]].start : words.tokens[owners[-1]].end]
    return ""


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


def _quantity(words: Words, head: int, toll: Toll, *, people: bool = False) -> tuple[Figure, int, int] | None:
    """The bounds of the quantity before `head` and the first and last token of its words (the counted noun excluded).

    `people`: the verb says that whatever noun it has is people.
    """
    token, what = words.tokens[head], toll.what
    if token.lemma.lower() in _TIME_UNITS or (token.pos == "PROPN" and token.text.lower() in MONTHS) or (words.lemma(head) == "number" and any(words.low(c) == "the" for c in words.children[head])):
        return None
    parts = words.content(head)
    if people and words.lemma(parts[-1]) in event_lexicon().classes["force"]:
        return None
    if what in {"captured", "missing"} and not people and not _countable(words, parts[-1]):
        return None
    counting = parts[:1] if token.pos == "NUM" and words.lemma(head) not in QUANTITIES else parts  # "seven of the eight hostages" are seven
    pieces = [c for part in counting for c in _number_words(words, part)]
    if token.pos == "NUM" or (pieces and number(token.text) is not None) or (len(parts) > 1 and words.lemma(head) in QUANTITIES) or words.low(head) in _VAGUE_NOUNS:
        pieces.append(head)
    pieces = _of_one_toll(words, [c for c in pieces if c != parts[-1] or c == head], toll.at)
    if not pieces:
        return _just_one(words, head, what)
    first, last = _before(words, min(pieces)), max(pieces)
    if first == last and words.tokens[first].dep == "det" and (what == "destroyed" or not (people or _person(words, parts[-1]))):
        return None
    if first and words.low(first - 1) == "not":
        return None
    run = [words.tokens[c].text for c in range(first, last + 1)]
    if len(parts) > 1 and words.lemma(head) in QUANTITIES:
        run.append("of")
    bounds = figure(run)
    return None if bounds is None else (bounds, first, last)


_VAGUE_NOUNS: Final = frozenset({"dozens", "scores", "hundreds", "thousands", "several", "tens", "millions"})


def _of_one_toll(words: Words, pieces: list[int], at: int) -> list[int]:
    """The number words of one toll alone: "kill 83 injured 100 troops" are two figures, and never one."""
    other = [n for n in range(min(pieces), max(pieces)) if words.lemma(n) in HARM_VERBS and words.tokens[n].pos != "NUM"] if pieces else []
    if not other:
        return pieces
    if at in other:
        return [c for c in pieces if c > at and all(n <= at or c < n for n in other)]
    return [c for c in pieces if c < other[0]]


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
    return None if det is None or not all(_apart(words, c) for c in words.kids(head, "conj")) else (Figure(1, 1, 1, "one person, by article and singular"), det, det)


def _apart(words: Words, i: int) -> bool:
    """Whether a noun behind "and" has a figure or an article of its own: "the leader and several suspects"."""
    return counted(words, i) or bool(words.kids(i, "det")) or any(words.low(c) in VAGUE for c in words.children[i])


def _number_words(words: Words, i: int) -> list[int]:
    out: list[int] = []
    for c in words.children[i]:
        token = words.tokens[c]
        if c < i and (token.dep in {"nummod", "quantmod"} or (token.dep in {"amod", "compound"} and number(token.text) is not None)):
            out += [k for k in words.subtree(c) if k < i]
        elif token.dep == "amod" and c < i and token.text.lower() in {"several", "many", "numerous", "multiple", "few", "further", "additional", "other"}:
            out += [k for k in words.subtree(c) if k < i] if token.text.lower() not in {"other", "further", "additional"} else []
        elif _article(token, words.tokens[i].tag):
            out.append(c)
    return out


def _article(token: Token, tag: str) -> bool:
    """Whether a determiner counts the noun with Penn tag `tag` behind it: "a", "another", "both"."""
    single = token.dep == "det" and token.text.lower() in {"a", "an", "another", "one"} and tag in {"NN", "NNP"}
    return single or (token.dep in {"det", "predet"} and token.text.lower() == "both")


_LEADS: Final = frozenset(
    ["at", "least", "more", "than", "fewer", "less", "up", "to", "as", "many", "about", "around", "some", "nearly", "almost", "over", "no", "estimated", "an", "between", "roughly", "approximately", "another", "further", "additional", "close", "a", "just", "under", "only"]
)


def _before(words: Words, first: int) -> int:
    """Takes in the modifiers that stand right before a number."""
    while first > 0 and words.low(first - 1) in _LEADS and words.tokens[first - 1].sentence == words.tokens[first].sentence:
        if words.low(first - 1) in {"a", "an"} and words.low(first) not in {"few", "further", "dozen", "estimated", "number", "total", "hundred", "thousand", "handful", "couple", "additional"}:
            break
        first -= 1
    if first > 2 and words.low(first - 1) in {"and", "to", "or"} and words.tokens[first - 2].pos == "NUM" and words.low(first - 3) in {"between", "from"}:
        return first - 3 if words.low(first - 3) == "between" else first - 2
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
    return words.tokens[i].pos == "NUM" or words.low(i) in _COUNTED_PRONOUNS or words.low(i) in _OF_THEM or _person(words, i)


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


_BADLY: Final = frozenset({"seriously", "critically", "gravely", "badly", "severely", "fatally"})
_OF_THEM: Final = frozenset({"them", "whom", "these", "those", "which"})
_REACH_OF_PARTS: Final = 14
"""How many words behind what is counted a part of it may be told."""


def _parts(text: str, words: Words, toll: Toll, head: int) -> list[Count]:
    """ "including three children", "two of them officers", "2 seriously": parts of a figure, never added to it."""
    heads: list[int] = []
    for top in words.content(head):
        for c in words.children[top]:
            if words.low(c) in {"including", "among"} and (c > top or words.low(c) == "including"):
                heads += words.nouns(words.kids(c, "pobj"))
    heads += [n for n in _told_behind(words, head) if n not in heads]
    found = [(noun, _quantity(words, noun, Toll(toll.at, toll.what, ()))) for noun in heads]
    return [_count(text, words, toll.what, noun, bounds[0], (bounds[1], bounds[2]), "part") for noun, bounds in found if bounds is not None]


def _told_behind(words: Words, head: int) -> list[int]:
    """Parts by their words alone, where the parser hangs them elsewhere; the search ends at the next figure or semicolon."""
    last = min(len(words.tokens), head + _REACH_OF_PARTS)
    for n in range(head + 1, last - 1):
        token = words.tokens[n]
        if token.sentence != words.tokens[head].sentence or token.text == ";":
            break
        before = words.low(n - 1)
        listed = before == "including" or (before in {"them", "whom"} and words.low(n - 2) == "among" and n - 2 > head)
        if listed and (token.pos == "NUM" or token.text.lower() in {"a", "an", "at"}):
            noun = next((k for k in range(n, last) if words.tokens[k].pos == "NOUN"), None)
            return words.conjuncts(noun) if noun is not None else []
        if token.pos == "NUM" and words.tokens[n - 1].dep != "quantmod":
            does = token.dep in {"nsubj", "nsubjpass"} and words.tokens[token.head].pos in {"VERB", "AUX"}
            if words.low(n - 1) == "but" or does:
                return []  # "all but one of them" are left out; "two of them were released" is told apart
            of_them = words.low(n + 1) == "of" and n + 2 < len(words.tokens) and words.low(n + 2) in _OF_THEM
            return [n] if of_them or words.low(n + 1) in _BADLY else []
    return []


def _scope(words: Words, toll: Toll, head: int) -> CountScope:
    if toll.scope is not None:
        return toll.scope
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
            return not any(words.lemma(n) in _LATELY for n in words.kids(c, "pobj"))
        if low == "far" and any(words.low(k) == "so" for k in words.children[c]):
            return True
        if dep == "prep" and low in {"over", "in", "during", "within"} and _past_span(words, c):
            return True
        if dep == "npadvmod" and words.lemma(c) in {"month", "year"} and any(words.low(k) == "this" for k in words.children[c]):
            return True
    return False


def _past_span(words: Words, prep: int) -> bool:
    for noun in words.kids(prep, "pobj"):
        if words.lemma(noun) in {"year", "month", "week", "decade", "day", "hour"}:
            before = {words.low(c) for c in words.children[noun]}
            plural = words.tokens[noun].tag == "NNS" or words.lemma(noun) in {"year", "month", "decade"}
            if before & _PERIOD and plural:
                return True
    return False
