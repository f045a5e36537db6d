"""Which of the times that a report names is that of an act: one of its sentence, one carried from another sentence, or none; signs weighed together.

The rules have dated the acts before; what they say is a sign among others.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from whosays.claims.choosing import weights
from whosays.claims.choosing.places import step
from whosays.claims.circumstances import governor, in_relative_below
from whosays.claims.ground import Ground
from whosays.claims.period import WHOLE_DATE, goes_on, told_when
from whosays.claims.story import POINTING, narrated, tense_of
from whosays.model.claim import Claim
from whosays.model.reading import Event
from whosays.model.resolution import TimeMention
from whosays.model.types import GROUP_OF

BACK: Final = 14
"""So many sentences back a time may be carried over from, besides those that open the story."""
AHEAD: Final = 3
"""So many sentences ahead: "five were killed. The attack on Monday ..."."""
OPENING: Final = 3
"""Sentences of the body whose times may be those of the whole story."""
POINTED: Final = (0.25, 0.4, 0.55, 0.7, 0.85)
FAR: Final = (4, 8, 16, 30)
GAPS: Final = (0, 1, 2, 3, 5, 8)
"""Steps of the distance in sentences."""
MARKS: Final = frozenset(["after", "before", "when", "since", "while", "as", "until", "following", "once"])
PREPOSITIONS: Final = frozenset(["on", "in", "at", "by", "since", "until", "after", "before", "from", "during", "between", "for", "over", "within", "of", "to", "late", "early"])


@dataclass(frozen=True, slots=True)
class Named:
    """One time that the report names, and how it stands there whatever the act."""

    number: int
    mention: TimeMention
    sentence: int
    top: int
    governor: int | None
    signs: tuple[str, ...]
    """What holds of it for every act of another sentence."""
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Days:
    """The times of one report, and which of them the rules give to which act."""

    named: tuple[Named, ...]
    origin: Mapping[str, int]
    """Number of the time that a claim has by the rules, by claim id."""
    where: Mapping[str, str]
    """How the rules came by it, by claim id; empty where they have none."""
    sentence: Mapping[str, int]
    """Number of the sentence of a claim."""
    events: Mapping[tuple[int, str], Event]
    cues: frozenset[int]
    first: int
    """Number of the first sentence of prose in the body."""
    dated: Mapping[int, tuple[Claim, ...]]
    """The claims of each time."""
    beside: Mapping[int, tuple[Claim, ...]]
    """The claims of each sentence."""


def days_of(g: Ground, claims: Sequence[Claim]) -> Days:
    """What stands ready before any act of a report is dated anew; `claims` in text order, as the rules date them."""
    body = [s.i for s in g.reading.sentences if not s.title and s.last - s.first >= PROSE]
    first = body[0] if body else 0
    named = tuple(_named(g, first))
    where = {c.claim_id: _how(c) for c in claims}
    origin = {c.claim_id: n for c in claims if (n := _origin(g, c, named)) is not None}
    dated = _grouped(claims, origin)
    sentence = {c.claim_id: g.tree.tokens[g.reading.token_at(c.trigger.start) or 0].sentence for c in claims}
    cues = frozenset(s.cue_head for s in g.reading.speeches if s.cue_head is not None and s.asserted)
    events = {(e.start, e.type or ""): e for e in g.reading.events}
    return Days(named, origin, where, sentence, events, cues, first, dated, _grouped(claims, sentence))


def _grouped(claims: Sequence[Claim], by: Mapping[str, int]) -> dict[int, tuple[Claim, ...]]:
    """The claims by a number that `by` gives to those of an id."""
    found: dict[int, list[Claim]] = {}
    for claim in claims:
        if claim.claim_id in by:
            found.setdefault(by[claim.claim_id], []).append(claim)
    return {number: tuple(group) for number, group in found.items()}


PROSE: Final = 6
"""Shorter sentences are hours, headings and labels."""


def _named(g: Ground, first: int) -> Iterator[Named]:
    """The times of a report that may be those of an act; `first` is the first sentence of prose in the body."""
    tokens = g.tree.tokens
    number, days = 0, 0
    for mention in g.resolution.times:
        inside = g.reading.tokens_in(mention.start, mention.end)
        if not inside or _no_date(mention):
            continue
        top = next((i for i in inside if tokens[i].head not in inside), inside[0])
        sentence, on = tokens[inside[0]].sentence, goes_on(g, mention)
        days += on
        found = [*_look(g, mention), *_stands(g, mention, sentence - first), *(["first-day"] if on and days == 1 else [])]
        yield Named(number, mention, sentence, top, governor(g, inside, frozenset()), tuple(found), on)
        number += 1


def _no_date(mention: TimeMention) -> bool:
    """Whether the words tell only how often or how long."""
    length = mention.type == "DURATION" and mention.function == "for" and mention.earliest is None and mention.latest is None
    return length or mention.function == "every" or mention.type == "SET"


def _look(g: Ground, mention: TimeMention) -> Iterator[str]:
    """What kind of time the words tell."""
    yield from (f"prec-{mention.precision}", f"fn-{mention.function}", f"known-{_known(mention)}", _age(g, mention), f"type-{mention.type}")
    if _vague(mention):
        yield "vague"
    if (mention.value or "").endswith("_REF"):
        yield "ref"
    if "day spoken of" in mention.reason or "day is not stated" in mention.reason:
        yield "hour"


def _stands(g: Ground, mention: TimeMention, after: int) -> Iterator[str]:
    """Where in the report the words stand; `after` is the distance from the first sentence of prose, in sentences."""
    title_end = g.report.title_span.end if g.report.title_span else 0
    if told_when(g, mention):
        yield "said"
    if mention.start < title_end:
        yield "in-title"
    elif any(d.start <= mention.start < d.end for d in g.report.dropped):
        yield "dropped"
    if 0 <= after < OPENING:
        yield f"opens{min(after, 1)}"


def _known(mention: TimeMention) -> str:
    return ("e" if mention.earliest else "") + ("l" if mention.latest else "") or "none"


def _vague(mention: TimeMention) -> bool:
    return mention.precision == "open" and bool(mention.earliest or mention.latest)


def _age(g: Ground, mention: TimeMention) -> str:
    """How long before publication a time ends: "age-day", "-week", "-month", "-old", "-later", or unknown."""
    published, last = (g.report.published.value or "")[:WHOLE_DATE], (mention.latest or mention.earliest or "")[:WHOLE_DATE]
    if len(published) < WHOLE_DATE or len(last) < WHOLE_DATE:
        return "age-unknown"
    days = (date.fromisoformat(published) - date.fromisoformat(last)).days
    return "age-later" if days < 0 else "age-day" if days <= 1 else "age-week" if days <= 7 else "age-month" if days <= 31 else "age-old"


def _how(claim: Claim) -> str:
    """How the rules came by the time of a claim, in a word."""
    reason = claim.time.reason
    for words, name in HOW:
        if reason.startswith(words):
            return name
    return "bound" if claim.time.latest and not claim.time.earliest else "other"


LIKELIER: Final = "likelier than the others"
"""How the reason of a time begins that was chosen by its signs."""
HOW: Final = (
    ("stands with", "stands"), ("governs", "governs"), ("taken up by", "when"), ("the only time", "alone"), ("the day is taken over from the same sentence", "sentence"),
    ("the day is taken over from this paragraph", "paragraph"), ("the day is taken over from the days", "period"), ("the day is taken over from the lead", "lead"),
    ("the day is taken over from the opening", "opening"), ("the day is taken over from the same act", "again"), ("no words", "nothing"), ("no later", "until"),
    (LIKELIER, "anew"), ("told in the present", "today"), ("lies ahead", "ahead"), ("found dead", "found"), ("before the time", "before"), ("denied", "never"),
)
OWN: Final = frozenset(["stands", "governs", "when", "alone"])
CARRIED: Final = frozenset(["sentence", "paragraph", "period", "lead", "opening", "again"])


def _origin(g: Ground, claim: Claim, named: Sequence[Named]) -> int | None:
    """The number of the time that the rules give to a claim."""
    how = _how(claim)
    if how in OWN:
        return next((n.number for n in named if n.mention.start == claim.time.start), None)
    if how not in CARRIED:
        return None
    same = [n for n in named if (n.mention.earliest, n.mention.latest) == (claim.time.earliest, claim.time.latest)]
    words = [n for n in same if g.report.text[n.mention.start : n.mention.end] == claim.time.anchor] or same
    before = [n for n in words if n.mention.start < claim.trigger.start]
    return before[-1].number if before else words[0].number if words else None


# --- options ----------------------------------------------------------------------------------------------------------------


def options(days: Days, claim: Claim) -> list[Named]:
    """The times that may be those of an act."""
    here = days.sentence[claim.claim_id]
    origin = days.origin.get(claim.claim_id)
    return [
        n for n in days.named
        if here - BACK <= n.sentence <= here + AHEAD or n.number == origin or "in-title" in n.signs or days.first <= n.sentence < days.first + OPENING
    ]


def signs(g: Ground, days: Days, claim: Claim, one: Named, among: Sequence[Named]) -> list[str]:
    """What speaks for and against a time being that of an act."""
    here = days.sentence[claim.claim_id]
    event = days.events.get((claim.trigger.start, claim.type))
    head = event.head if event is not None else g.reading.token_at(claim.trigger.start) or 0
    kind, tense = GROUP_OF.get(claim.type, "none"), tense_of(g, claim)
    rule = _rule(days, claim, one)
    pointed = step("ptr", max((a.score for a in event.pointed if a.role == "time" and a.start < one.mention.end and one.mention.start < a.end), default=0.0) if event else 0.0, POINTED)
    found = [rule, pointed, f"{rule}+g:{kind}"]
    if one.sentence == here:
        found += ["in", *(f"in:{s}" for s in one.signs), f"in+g:{kind}", f"in+{tense}", f"in+{rule.split(':')[0]}+{pointed}"]
        found += _in_sentence(g, days, claim, one, head, [n for n in among if n.sentence == here])
        return found
    gap = here - one.sentence
    far = step("gap", gap, GAPS) if gap > 0 else f"ahead{min(-gap, 2)}"
    found += ["out", far, *(f"out:{s}" for s in one.signs), f"out+g:{kind}", f"out+{tense}", f"{far}+{'on' if one.goes_on else 'off'}", f"{rule}+{tense}"]
    found += _out(g, days, claim, one, here, head, among, tense, kind)
    return found


def _rule(days: Days, claim: Claim, one: Named) -> str:
    origin = days.origin.get(claim.claim_id)
    if origin is None:
        return "norule"
    if origin == one.number:
        return f"rule:{days.where[claim.claim_id]}"
    other = days.named[origin].mention
    same = (one.mention.earliest, one.mention.latest) == (other.earliest, other.latest) and one.mention.earliest is not None
    return f"likerule:{days.where[claim.claim_id]}" if same else "rule-other"


def _in_sentence(g: Ground, days: Days, claim: Claim, one: Named, head: int, here: Sequence[Named]) -> Iterator[str]:
    """How a time of the act's sentence stands to the act; `here` are the times of that sentence."""
    above = one.governor
    stand = "under" if g.tree.under(one.top, head) else "above" if above is not None and g.tree.under(head, above) else "aside"
    yield from (f"st:{stand}", f"st:{stand}+n{min(len(here), 3)}", f"n={min(len(here), 3)}", f"pos-{g.tree.tokens[head].pos}+{stand}")
    yield from _between(g, days, one, head, here, stand)
    if above is not None:
        yield from _governed(g, days, above, head, stand)
    yield from _clauses(g, one, head, stand)
    if claim.attribution and claim.attribution[-1].content:
        yield "in-content" if any(a <= one.mention.start < b for a, b in claim.attribution[-1].content) else "outside-content"


def _between(g: Ground, days: Days, one: Named, head: int, here: Sequence[Named], stand: str) -> Iterator[str]:
    """What stands between act and time."""
    tokens = g.tree.tokens
    order = "after" if one.top > head else "before"
    yield from (step("far", abs(one.top - head), FAR), f"{order}+{stand}")
    between = tokens[min(one.top, head) + 1 : max(one.top, head)]
    if any(t.text in ",;" for t in between):
        yield f"comma+{order}"
    if any(t.pos == "VERB" for t in between):
        yield f"verb-between+{order}"
    if any(t.text.lower() in ("and", "but") for t in between):
        yield f"conn+{order}"
    if any(days.named[n.number].top in range(min(one.top, head), max(one.top, head)) for n in here if n is not one):
        yield "time-between"


def _governed(g: Ground, days: Days, above: int, head: int, stand: str) -> Iterator[str]:
    """What the word is that a time hangs on."""
    tokens = g.tree.tokens
    if above == head:
        yield "gov=act"
        return
    if above in days.cues:
        yield from ("gov-cue", f"gov-cue+{stand}")
    if above in g.acts:
        yield f"of-other-act+{stand}"
    yield f"gov-{tokens[above].dep}+{stand}"
    marks = [tokens[c].text.lower() for c in g.tree.below[above] if tokens[c].dep in ("mark", "advmod") and tokens[c].text.lower() in MARKS]
    if marks:
        yield f"clause-{marks[0]}+{stand}"


def _clauses(g: Ground, one: Named, head: int, stand: str) -> Iterator[str]:
    """Which clauses hold act and time apart, and the preposition of the time."""
    tokens = g.tree.tokens
    inside = set(g.reading.tokens_in(one.mention.start, one.mention.end))
    if in_relative_below(g, inside, head):
        yield "rel-below"
    if any(tokens[n].dep == "relcl" for n in g.tree.up(head)) and not any(tokens[n].dep == "relcl" for n in g.tree.up(one.top)):
        yield "act-in-relative"
    first = min(inside)
    word = tokens[first].lemma.lower() if tokens[first].pos == "ADP" else tokens[tokens[one.top].head].lemma.lower() if tokens[one.top].dep == "pobj" else "none"
    yield f"p:{word if word in PREPOSITIONS else 'other'}"
    over = (n for n in g.tree.up(head) if n != head and tokens[n].dep in ("advcl", "prep", "pobj"))
    if stand != "under" and any(tokens[c].text.lower() in MARKS for n in over for c in (n, *g.tree.below[n])):
        yield "act-under-mark"


def _out(g: Ground, days: Days, claim: Claim, one: Named, here: int, head: int, among: Sequence[Named], tense: str, kind: str) -> Iterator[str]:
    """How a time of another sentence stands to the act, whose sentence is number `here`."""
    sentences = g.reading.sentences
    on = "on" if one.goes_on else "off"
    low, high = sorted((one.mention.start, claim.trigger.start))
    between = sum(n.goes_on and low < n.mention.start < high for n in among if n is not one)
    gap = step("gap", here - one.sentence, GAPS) if here > one.sentence else f"ahead{min(one.sentence - here, 2)}"
    yield from (f"{gap}+{'said' if 'said' in one.signs else 'unsaid'}", f"{gap}+between{min(between, 2)}", f"{_form(g, head)}+{gap}", f"between{min(between, 3)}+{on}")
    if sentences[one.sentence].paragraph == sentences[here].paragraph:
        yield from ("same-paragraph", f"same-paragraph+{on}")
    if any(n.sentence == here for n in among):
        yield "sentence-has-its-own"
    others = [c for c in days.dated.get(one.number, ())[:MOST] if c.claim_id != claim.claim_id]
    if not others:
        yield f"dates-nothing+{on}"
    elif any(narrated(c) for c in others):
        yield "dates-story"
    yield from _of_others(g, claim, others, head, on)
    yield from _told_beside(days, claim, one, here, tense, kind)
    word = g.tree.tokens[sentences[here].first].text.lower()
    if word in OPENERS:
        yield f"opens-with-{OPENERS[word]}"
    if narrated(claim):
        yield f"story+{on}"


MOST: Final = 60
"""Acts of one time that are looked at: a report of a thousand acts must not cost a million looks."""
NEAR: Final = 3
"""Sentences back in which the act told last may share its day."""


def _told_beside(days: Days, claim: Claim, one: Named, here: int, tense: str, kind: str) -> Iterator[str]:
    """Whether the rules give the time to the acts told beside this one, or to most of the report."""
    near = [c for n in range(here - NEAR, here + 1) for c in days.beside.get(n, ())]
    before = [c for c in near if c.trigger.start < claim.trigger.start]
    if before and days.origin.get(before[-1].claim_id) == one.number:
        yield from ("last-act", f"last-act+{tense}", f"last-act+g:{kind}")
    if any(days.origin.get(c.claim_id) == one.number for c in days.beside.get(here, ()) if c is not claim):
        yield f"dates-sentence+{tense}"
    story = [c for c in before if narrated(c)]
    if story and days.origin.get(story[-1].claim_id) == one.number:
        yield "last-story-act"
    own = days.origin.get(claim.claim_id)
    if max(days.dated, key=lambda number: len(days.dated[number]) - (number == own), default=None) == one.number:
        yield from ("most-acts", f"most-acts+{tense}")


def _of_others(g: Ground, claim: Claim, others: Sequence[Claim], head: int, on: str) -> Iterator[str]:
    """How the act is like those that the time dates by the rules: the same happening told again has the same day."""
    form = _form(g, head)
    alike = [c for c in others if c.type == claim.type]
    if alike:
        yield "dates-same-type"
        yield f"dates-same-type+{form}"
    if any(_lemma(g, c.trigger.end) == _lemma(g, claim.trigger.end) for c in others):
        yield f"dates-same-word+{form}"
    for role in ("target", "actor"):
        names = {r.entity_id or r.name for r in claim.role(role)}
        if any(names & {r.entity_id or r.name for r in c.role(role)} for c in alike):
            yield f"dates-same-{role}"
        if any(names & {r.entity_id or r.name for r in c.role(role)} for c in others if c.type != claim.type):
            yield f"dates-other-of-{role}"
    places = {p.name for p in claim.places}
    if any(places & {p.name for p in c.places} for c in others):
        yield "dates-same-place"
        if any(places & {p.name for p in c.places} for c in alike):
            yield "dates-same-type-there"
    elif places and others and all(c.places for c in others):
        yield f"dates-other-place+{on}"


def _form(g: Ground, head: int) -> str:
    """A verb, or what stands before the noun of an act."""
    tokens = g.tree.tokens
    if tokens[head].pos not in ("NOUN", "PROPN"):
        return "verb"
    det = next((tokens[c].text.lower() for c in g.tree.below[head] if tokens[c].dep in ("det", "poss")), "bare")
    return f"{'points' if det in POINTING else 'bare' if det == 'bare' else 'other-det'}-{'plural' if tokens[head].tag == 'NNS' else 'one'}"


def _lemma(g: Ground, end: int) -> str:
    i = g.reading.token_at(end - 1)
    return g.tree.tokens[i].lemma.lower() if i is not None else ""


OPENERS: Final[Mapping[str, str]] = {
    "meanwhile": "aside", "elsewhere": "aside", "separately": "aside", "earlier": "back", "previously": "back", "later": "on", "then": "on", "afterwards": "on",
    "since": "since", "also": "on", "he": "pronoun", "she": "pronoun", "they": "pronoun", "it": "pronoun", "the": "the", "in": "in",
}


def signs_of_none(g: Ground, days: Days, claim: Claim, among: Sequence[Named]) -> list[str]:
    """What speaks for the report telling no time of the act."""
    here = days.sentence[claim.claim_id]
    event = days.events.get((claim.trigger.start, claim.type))
    head = event.head if event is not None else g.reading.token_at(claim.trigger.start) or 0
    tokens, tense, kind = g.tree.tokens, tense_of(g, claim), GROUP_OF.get(claim.type, "none")
    how = days.where[claim.claim_id] if claim.claim_id in days.origin else days.where[claim.claim_id] if days.where[claim.claim_id] not in OWN | CARRIED else "unplaced"
    inside = sum(n.sentence == here for n in among)
    found = ["null", f"null-g:{kind}", f"null-t:{claim.type}", f"null-{tense}", f"null-m:{claim.modality}", f"null-how:{how}", f"null-in{min(inside, 2)}", f"null-in{min(inside, 2)}+{tense}"]
    found += [f"null-g:{kind}+{tense}", f"null-{'told' if claim.attribution else 'own'}", f"null-phase:{claim.phase}", f"null-pos:{tokens[head].pos}"]
    if claim.factuality.endswith("-"):
        found.append("null-denied")
    if any(tokens[n].dep == "relcl" for n in g.tree.up(head)):
        found.append("null-relcl")
    found.append(f"null-{_form(g, head)}")
    if g.reading.sentences[here].title:
        found.append("null-title")
    if any(a.role == "time" and not any(a.start < n.mention.end and n.mention.start < a.end for n in among) for a in (event.pointed if event else ())):
        found.append("null-pointed-else")
    return found


# --- the choice -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen for an act: a time and whether its own sentence names it, or none; with the chance of it."""

    named: Named | None
    own: bool
    chance: float


OWN_ADDS: Final = 0.5
"""A time of the act's sentence is taken from this chance on, whatever the rules say. This and what follows: over documents left out, and the development parts of the golds."""
OWN_DROPS: Final = 0.1
"""A time of the sentence that the rules tie to the act is let go below this chance."""
CARRIED_ADDS: Final = 0.6
"""A time of another sentence is carried over from this chance on."""
CARRIED_DROPS: Final = 0.2
"""One that the rules carry over is let go below this chance: a bound is better than a wrong day."""
SURELY: Final = 0.8
"""Chance from which a time of the sentence replaces what tense, modality or denial tells."""
SURE: Final = frozenset(["today", "ahead", "never", "before"])
"""How the rules date what tense, modality or denial date."""
HOURS: Final = "in:hour"


def chosen(g: Ground, days: Days, claim: Claim) -> Choice | None:
    """What the signs make of the time of an act; null where the rules' word stands."""
    among = options(days, claim)
    if not among:
        return None
    all_signs = [signs(g, days, claim, n, among) for n in among]
    *odds, none = weights.chances(weights.load("times"), [*all_signs, signs_of_none(g, days, claim, among)])
    groups = _groups(days, claim, among, odds)
    best = max(groups.values(), key=lambda group: group.chance)
    if best.own and HOURS in all_signs[among.index(best.named)]:
        return None  # an hour has the day that the rules give it
    origin = days.origin.get(claim.claim_id)
    of_rules = None if origin is None else groups[_key(days.named[origin])]
    return None if best is of_rules else _settled(best, none, of_rules, days.where[claim.claim_id])


@dataclass(frozen=True, slots=True)
class _Group:
    """All that stand for one interval: the likeliest of them, their chance together, and whether most of it lies in the act's sentence."""

    named: Named
    chance: float
    own: bool


def _key(named: Named) -> object:
    interval = (named.mention.earliest, named.mention.latest)
    return interval if interval != (None, None) else named.number


def _groups(days: Days, claim: Claim, among: Sequence[Named], odds: Sequence[float]) -> dict[object, _Group]:
    here = days.sentence[claim.claim_id]
    kept: dict[object, list[tuple[float, Named]]] = {}
    for named, chance in zip(among, odds, strict=True):
        kept.setdefault(_key(named), []).append((chance, named))
    found = {}
    for key, rows in kept.items():
        whole = sum(chance for chance, _ in rows)
        own = sum(chance for chance, named in rows if named.sentence == here) >= whole / 2
        top = max((row for row in rows if not own or row[1].sentence == here), key=lambda row: row[0])[1]
        found[key] = _Group(top, whole, own)
    return found


def _settled(best: _Group, none: float, of_rules: _Group | None, how: str) -> Choice | None:
    """The choice between the likeliest, none, and what the rules say; null for the last."""
    likeliest = best.chance > none
    this = Choice(best.named, best.own, best.chance) if likeliest else Choice(None, False, none)
    if of_rules is None:
        least = SURELY if how in SURE else OWN_ADDS if best.own else CARRIED_ADDS
        return this if likeliest and best.chance > least and (best.own or how not in SURE) else None
    if likeliest and best.chance > (OWN_ADDS if best.own else CARRIED_ADDS):
        return this
    if of_rules.chance > (OWN_DROPS if how in OWN else CARRIED_DROPS):
        return None
    return this if how in OWN or best.own or not likeliest else Choice(None, False, none)
