"""Acts told by words outside the types that somebody denies: the denial is the evidence that something was claimed.

"Kabul accused the border police of uprooting pylons. Islamabad rejected the charge": no frame knows the uprooting, yet it is what is accused and denied.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from whosays.claims.chains import chain
from whosays.claims.contrary import contraries, others_did
from whosays.claims.denial_words import UNREAD, denials
from whosays.claims.ground import Ground
from whosays.claims.shared_words import shares
from whosays.lexicon import speech as speech_lexicon
from whosays.lexicon.events import Pos, event_lexicon
from whosays.model.claim import Claim, Link, Role
from whosays.model.reading import Event, Speech
from whosays.model.types import GROUP_OF, GROUPS
from whosays.text.tree import VERBAL, first

REACH: Final = 2
"""How many sentences back the telling may stand that is denied."""
SCORE: Final = 0.5
"""Score of such an act: as low as an act may be that makes a claim."""
DEEDS: Final = ("force", "control", "harm", "posture", "support", "unrest")
INHERITED: Final = frozenset(kind for name in ("force", "control", "posture", "support") for kind in GROUPS[name]) | {"talks", "agreement", "visit"}
"""Types that an act of no frame may take over from the denial of it."""
GUIDING: Final = frozenset(["begin", "start", "continue", "keep", "order", "let", "make", "have", "allow", "manage", "help", "try", "go", "instruct", "tell", "force", "lead", "use"])
"""Verbs behind which the deed itself stands ("ordered the bodies burned", "had let its men plunder")."""
STATES: Final = frozenset(
    ["know", "hear", "want", "need", "believe", "think", "expect", "hope", "fear", "see", "say", "tell", "deny", "report", "claim", "live", "remain", "stay", "include", "concern", "seem", "appear",
     "mean", "belong", "deserve", "like", "love", "hate", "contain", "exist", "depend", "own", "cost", "weigh", "await", "doubt", "hail", "call", "ask", "urge", "demand"]
)
"""Verbs that tell of no deed."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Words that answer a telling: where they stand, their sentence, who answers.

    `type`: of the act denied, where it has one; `loose`: they need something shared; `ahead`: the telling may follow in the sentence.
    """

    start: int
    sentence: int
    links: tuple[Link, ...]
    speeches: tuple[Speech, ...]
    type: str = ""
    loose: bool = False
    ahead: bool = False


def denied_acts(g: Ground, claims: Sequence[Claim], unanswering: Sequence[Claim]) -> list[Event]:
    """The acts outside the types, or passed over, that are told before a denial of them, in text order.

    `unanswering`: the denying claims among `claims` that answer none of them.
    """
    found: dict[int, Event] = {}
    for answer in (*_bare(g, claims), *_claimed(g, unanswering)):
        for event in _told_unread(g, claims, answer):
            found.setdefault(event.head, event)
    return [found[head] for head in sorted(found)]


def _bare(g: Ground, claims: Sequence[Claim]) -> Iterator[Answer]:
    for denial in (*denials(g, claims), *contraries(g), *others_did(g)):
        links = chain(g, denial.speeches)
        if links:
            yield Answer(denial.start, g.tree.tokens[denial.at].sentence, links, denial.speeches, loose=denial.loose, ahead=denial.ahead)


def _claimed(g: Ground, unanswering: Sequence[Claim]) -> Iterator[Answer]:
    for claim in unanswering:
        at = g.reading.token_at(claim.trigger.start)
        if at is not None and claim.attribution:
            cue = claim.attribution[-1].cue
            over = tuple(s for s in g.reading.speeches if cue is not None and s.cue[0].start == cue.start)
            back = any("refers back" in reason for reason in claim.reasons[:1])  # "both denied the meeting"
            yield Answer(claim.trigger.start, g.tree.tokens[at].sentence, claim.attribution, over, claim.type, loose=not back)


def as_accusation(claim: Claim) -> Claim:
    """An act kept as an accusation has its teller as actor and its doer as target, like every accusation; what it was done to is its topic."""
    if claim.type != "accusation" or not claim.attribution:
        return claim
    source = claim.attribution[-1].source
    teller = Role("actor", source.text, source.start, source.end, source.name, source.entity_id, reason="who makes the accusation")
    moved = {"actor": "target", "target": "topic"}
    return replace(claim, roles=(teller, *(replace(r, role=moved.get(r.role, r.role)) for r in claim.roles)))


# --- what was told ---------------------------------------------------------------------------------------------------------


def _told_unread(g: Ground, claims: Sequence[Claim], answer: Answer) -> list[Event]:
    """The acts of the nearest telling before that somebody else made, where no claim stands for it yet."""
    for speech in _tellings(g, answer):
        inside = [c for c in claims if any(s.start <= c.trigger.start < s.end for s in speech.reach)]
        if any(c.type != "accusation" and not c.factuality.endswith("-") for c in inside):
            return []
        nested = _within(g, speech, answer)
        heads = main_words(g, speech)
        if any(_known(g, claims, head) for head in heads):
            return []
        found = [event for head in heads if (event := _event(g, head, answer.type)) is not None]
        if found and (not answer.loose or nested or shares(g, [(s.start, s.end) for s in speech.reach], _words_of(answer)) or _of_one_kind(answer, found)):
            return found
    return [] if answer.loose else _passed_over(g, claims, answer)


def _known(g: Ground, claims: Sequence[Claim], head: int) -> bool:
    """ "The attack bore the marks of the Front": whether the words only point back to an act that a claim stands for."""
    read = next((e for e in g.reading.events if e.head == head and e.type is not None), None)
    return read is not None and "refers back" in read.reason and any(c.trigger.start < read.start and GROUP_OF[c.type] == GROUP_OF[read.type or ""] for c in claims)


def _of_one_kind(answer: Answer, told: Sequence[Event]) -> bool:
    """ "Guards had whipped women ... ruled out that anybody had been mistreated": an outright denial of an act of the very type."""
    return answer.links[-1].stance == "denying" and any(event.type == answer.type and answer.type != "accusation" for event in told)


def _passed_over(g: Ground, claims: Sequence[Claim], answer: Answer) -> list[Event]:
    """The act of the sentence before that no claim stands for, though nobody is read to tell it: one told in passing, or the verb of the sentence.

    "The number of arrested demonstrators ... That figure was disputed"; "Gunmen emptied the archive. The rebels deny it."
    """
    if answer.sentence == 0 or any(0 <= answer.sentence - g.tree.tokens[at].sentence <= REACH and c.trigger.start < answer.start for c in claims if (at := g.reading.token_at(c.trigger.start)) is not None):
        return []
    before = g.reading.sentences[answer.sentence - 1]
    root = next((i for i in range(before.first, before.last) if g.tree.tokens[i].head == i and g.tree.tokens[i].pos in VERBAL), None)
    told = first(g.tree.child(root, "ccomp"), root) if root is not None else None
    events = [e for e in g.reading.events if e.type is not None and GROUP_OF[e.type] in DEEDS and before.first <= e.head < before.last]
    if events:
        return [replace(e, score=max(e.score, SCORE), reason=f"{e.reason}; {UNREAD}") for e in events[:1]]
    if told is None or any(s.cue_head == told for s in g.reading.speeches) or g.tree.tokens[told].tag not in ("VBD", "VBN", "VBZ", "VBP"):
        return []
    event = _event(g, _deed(g, told), answer.type)
    return [event] if event is not None else []


def _tellings(g: Ground, answer: Answer) -> list[Speech]:
    """Asserted tellings by others that begin before the answer within reach, the nearest first."""
    found = []
    for speech in g.reading.speeches:
        if speech in answer.speeches or not _tells(g, speech):
            continue
        at = speech.cue_head if speech.cue_head is not None else g.reading.token_at(speech.cue[0].start)
        begins = min(speech.cue[0].start, speech.reach[0].start)
        behind = begins >= answer.start and not _within(g, speech, answer) and not (_under(g, speech, answer) and not answer.loose) and not (answer.ahead and at is not None and g.tree.tokens[at].sentence == answer.sentence)
        if at is None or behind or not 0 <= answer.sentence - g.tree.tokens[at].sentence <= REACH:
            continue
        if any(link.source.name == answer.links[-1].source.name for link in chain(g, [speech])[-1:]):
            continue
        found.append(speech)
    return sorted(found, key=lambda s: (not _within(g, s, answer), -s.cue[0].start))


def _tells(g: Ground, speech: Speech) -> bool:
    """Whether somebody is read to tell something as so: not where he denies, asks, or would not say."""
    if not speech.asserted or not speech.source or speech.stance == "denying" or not speech.reach or "rule:unsaid" in speech.votes:
        return False
    cue = speech.cue_head
    return cue is None or not (g.tree.negated(cue) or any(g.tree.tokens[c].tag == "MD" for c in g.tree.below[cue]))


def _within(g: Ground, speech: Speech, answer: Answer) -> bool:
    """ "Brushed aside a magazine's report that rebels run camps": whether the telling is named in what is denied."""
    if speech.cue_head is None or g.tree.tokens[speech.cue_head].pos != "NOUN":
        return False  # "rejected the words of websites which say ...": who says it is only described
    denied = [s for s in answer.speeches[-1:] if s.stance == "denying" and s.cue[0].start < speech.cue[0].start]
    return any(c.start <= speech.cue[0].start < c.end for s in denied for c in s.reach)


def _under(g: Ground, speech: Speech, answer: Answer) -> bool:
    """ "Contradicted the refugees, whose spokesman had described how ...", "said so after villagers spoke of ...": whether the telling hangs on the words of denying."""
    outer = answer.speeches[-1].cue_head if answer.speeches else None
    return outer is not None and speech.cue_head is not None and speech.cue_head != outer and g.tree.under(speech.cue_head, outer)


def _words_of(answer: Answer) -> list[tuple[int, int]]:
    spans = [(s.start, s.end) for speech in answer.speeches[-1:] for s in (*speech.reach, *speech.source)]
    return [*spans, *((link.source.start, link.source.end) for link in answer.links[-1:])]


def main_words(g: Ground, speech: Speech) -> list[int]:
    """The tokens that name what a telling tells: the verbs at the top of its words, or the noun that it is of."""
    tree = g.tree
    inside = {i for span in speech.reach for i in g.reading.tokens_in(span.start, span.end)}
    cues = {s.cue_head for s in g.reading.speeches if s is not speech and s.cue_head is not None}
    accusing = speech.cue_head is not None and "accuse" in (entry.frames if (entry := speech_lexicon.load().verbs.get(tree.tokens[speech.cue_head].lemma.lower())) else ())
    found: list[int] = []
    for i in sorted(inside):
        token = tree.tokens[i]
        if token.head in inside and token.head != i:
            continue
        behind = [i] if token.pos == "ADP" else [c for c in tree.all(i, "prep") if accusing and tree.tokens[c].text.lower() == "of"]
        found += [_doing(g, c, n) for c in behind for n in tree.all(c, "pcomp", "pobj") if n in inside]
        if token.pos in VERBAL:
            found.append(i)
    if accusing and not found:
        found = _deeds_behind(g, sorted(inside))
    deeds = [_read_with(g, d, inside) for i in found if accusing or g.tree.tokens[i].tag != "VBG" or tree.child(i, "aux") is not None for d in (_deed(g, i),)]
    joined = [n for i in deeds for n in (i, *(c for c in tree.all(i, "conj") if tree.tokens[c].pos == tree.tokens[i].pos and c in inside))]
    return [i for i in dict.fromkeys(joined) if i not in cues]


def _read_with(g: Ground, deed: int, inside: set[int]) -> int:
    """ "The attack bore the marks of the Front": of a verb that is no act, its subject or object where that is read as one."""
    if any(e.head == deed and e.type is not None for e in g.reading.events):
        return deed
    beside = g.tree.all(deed, "nsubj", "nsubjpass", "dobj")
    acts = [e.head for e in g.reading.events if e.type is not None and GROUP_OF[e.type] in DEEDS and e.head in beside and e.head in inside]
    return acts[0] if acts else deed


def _doing(g: Ground, preposition: int, noun: int) -> int:
    """ "Accused of laying mines", "of training rebels": the parser may take what was done for a part of the noun's name."""
    opens = g.tree.tokens[preposition + 1]
    inner = opens.i != noun and opens.head == noun and opens.dep in ("amod", "compound") and opens.text.lower().endswith("ing")
    return opens.i if inner and g.tree.tokens[preposition].text.lower() in ("of", "for") else noun


def _deeds_behind(g: Ground, inside: Sequence[int]) -> list[int]:
    """The deed of an accusation that the parser hung on some word in between: "blamed the gang of a man known as B for the burning"."""
    tree = g.tree
    behind = [n for i in inside if tree.tokens[i].text.lower() in ("of", "for") for n in tree.all(i, "pcomp", "pobj") if n in inside]
    return [n for n in behind if tree.tokens[n].tag == "VBG" or _is_deed(g, n)][-1:]


def _deed(g: Ground, i: int) -> int:
    """From a verb that only leads up to the deed ("ordered", "began") to the deed, and from "there was" to what there was."""
    tree = g.tree
    for _ in range(3):
        token = tree.tokens[i]
        lemma = token.lemma.lower()
        below = first(tree.child(i, "xcomp", "ccomp"), _typed_object(g, i)) if lemma in GUIDING else None
        if lemma == "be" and tree.child(i, "expl") is not None:
            below = tree.child(i, "attr", "nsubj")
        if below is None or tree.tokens[below].pos not in (*VERBAL, "NOUN"):
            return i
        i = below
    return i


def _typed_object(g: Ground, verb: int) -> int | None:
    """ "Ordered the killing": the object where it is read as an act, however low its score."""
    found = g.tree.child(verb, "dobj")
    return found if found is not None and any(e.head == found and e.type is not None for e in g.reading.events) else None


def _event(g: Ground, head: int, answered: str) -> Event | None:
    """The act at `head`: as it was read, where only its score was low, else of the kind that its other uses or the denial tell."""
    token = g.tree.tokens[head]
    read = next((e for e in g.reading.events if e.head == head and e.type is not None), None)
    if read is not None:
        return replace(read, score=max(read.score, SCORE), reason=f"{read.reason}; {UNREAD}")
    if token.lemma.lower() in STATES or not _is_deed(g, head):
        return None
    lemma = token.lemma.lower()
    pos: Pos = "v" if token.pos in VERBAL else "n"
    kind, why = _kind(lemma, pos, answered)
    frame = _frame(lemma, pos, kind)
    return Event(token.start, token.end, head, kind, score=SCORE, reason=f"frame {frame}: {UNREAD}: {why}" if frame else f"{UNREAD}: {why}")


def _frame(lemma: str, pos: Pos, kind: str) -> str:
    """The id of the most general frame of the word for this type, which tells who does what to whom; one that says so itself first; empty where none is."""
    frames = [f for f in reversed(event_lexicon().frames[pos].get(lemma, ())) if f.type == kind]
    return next((f.id for f in frames if f.roles), frames[0].id if frames else "")


def _is_deed(g: Ground, head: int) -> bool:
    """Whether the words can tell of a deed: a verb but no copula, or a noun for something done."""
    token = g.tree.tokens[head]
    if token.pos in VERBAL:
        return token.lemma.lower() not in ("be", "have", "do") and not any(g.tree.tokens[c].tag == "MD" for c in g.tree.below[head])
    return token.pos == "NOUN" and (token.lemma.lower() in event_lexicon().frames["n"] or token.text.lower().endswith(ENDINGS)) and token.lemma.lower() not in speech_lexicon.load().said_nouns


ENDINGS: Final = ("tion", "sion", "ment", "ing", "ings", "tions", "sions", "age", "al", "ure", "ery", "cide")
"""Endings of nouns for something done."""


GENERAL: Final = 2.0
"""Frames of at most this rank, which asks little of the words around, tell what a word mostly means; those above, what it means in special company."""
AGREEING: Final = 2
"""So many of them must agree."""


def _kind(lemma: str, pos: Pos, answered: str) -> tuple[str, str]:
    """The type of an act that no frame fits, and why: that of the general frames of its word where they agree, else that of the denial, else an accusation."""
    plain = [f for f in event_lexicon().frames[pos].get(lemma, ()) if f.rank <= GENERAL]
    types = Counter(f.type for f in plain if f.type is not None and GROUP_OF[f.type] in DEEDS)
    groups = Counter(GROUP_OF[kind] for kind in types.elements())
    group, most = groups.most_common(1)[0] if groups else ("", 0)
    if most >= AGREEING and most == groups.total():
        own = {kind: n for kind, n in types.items() if GROUP_OF[kind] == group}
        kind = max(sorted(own), key=lambda k: own[k])
        general = "attack" if group == "force" and own[kind] * 2 <= sum(own.values()) else kind
        return general, f"no frame fits {lemma!r} here, its general frames tell of this"
    if answered in INHERITED:
        return answered, f"no frame fits {lemma!r}, the denial names an act of this type"
    return "accusation", f"no frame fits {lemma!r}, so what is claimed is kept as an accusation"
