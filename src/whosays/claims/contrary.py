"""What contradicts a telling without denying it: "the outpost was still in government hands", "he was alive and well", "his men were in barracks", "an accident".

The states and the acts that they rule out are data (`speech.yaml`, block `contrary`).
"""

from collections.abc import Iterator
from typing import Final

from whosays.claims.chains import speeches_over
from whosays.claims.denial_words import UNREAD, Denial
from whosays.claims.ground import Ground
from whosays.claims.shared_words import shares
from whosays.lexicon import speech as speech_lexicon
from whosays.lexicon.events import event_lexicon
from whosays.lexicon.speech import Contrary
from whosays.model.claim import Claim
from whosays.model.reading import Speech
from whosays.model.types import GROUPS
from whosays.text.tree import VERBAL

OWN: Final = frozenset(["its", "his", "her", "their", "our", "my"])
SELF: Final = frozenset(["we", "they", "he", "she", "it", "i", "all", "none"])
ACCIDENTS: Final = frozenset(["pobj", "attr", "dobj", "nsubj", "conj", "acomp", "advmod", "oprd"])
"""Relations in which a word for a cause or a state of its own is told, not only named on the way ("accident victims")."""


def contraries(g: Ground) -> Iterator[Denial]:
    """States told by somebody that cannot be where some kinds of act took place; `Denial.of` are the types of those acts."""
    for speech in g.reading.speeches:
        if not speech.asserted or not speech.source or speech.stance == "denying" or "rule:unsaid" in speech.votes:
            continue
        for row in speech_lexicon.load().contrary:
            yield from _states(g, speech, row)


def _states(g: Ground, speech: Speech, row: Contrary) -> Iterator[Denial]:
    tokens = [i for span in speech.reach for i in g.reading.tokens_in(span.start, span.end)]
    words = [g.tree.tokens[i].text.lower() for i in tokens]
    for phrase in row.words:
        for at in range(len(words) - len(phrase) + 1):
            if tuple(words[at : at + len(phrase)]) != phrase:
                continue
            first, last = tokens[at], tokens[at + len(phrase) - 1]
            if row.subject == "told" and _how(g, first):
                continue
            verb = _stated(g, first, len(phrase) > 1)
            if verb is None:
                continue
            start, end = g.tree.tokens[first].start, g.tree.tokens[last].end
            about = g.tree.subject(verb) if row.subject != "any" else None
            own = row.subject == "own"
            if own and about is None:
                continue
            yield Denial(start, end, first, tuple(speeches_over(g.reading, start, verb)), aspect="actor" if own else "whole", loose=True, of=_types(row), about=about, own=own and _own(g, verb, speech))


def _types(row: Contrary) -> frozenset[str]:
    return frozenset(kind for name in row.of for kind in GROUPS.get(name, (name,)))


def _stated(g: Ground, i: int, phrase: bool) -> int | None:
    """The verb by which the state at token `i` is told as a fact, or null: not where negated, only possible, asked or in passing."""
    tree = g.tree
    if not phrase and (tree.tokens[i].dep not in ACCIDENTS or (tree.tokens[i].dep == "pobj" and tree.tokens[tree.tokens[i].head].lemma.lower() == "for")):
        return None
    verb = next((n for n in tree.up(i) if tree.tokens[n].pos in VERBAL and tree.tokens[n].dep not in ("acl", "amod")), None)
    if verb is None or tree.negated(verb):
        return None
    joined = [verb]
    while tree.tokens[joined[-1]].dep == "conj" and tree.child(joined[-1], "nsubj", "nsubjpass") is None:
        joined.append(tree.tokens[joined[-1]].head)  # "could be well armed and ...": the modal is for both
    around = [c for n in (*joined, i) for c in tree.below[n]]
    hedged = any(tree.tokens[c].tag == "MD" or tree.tokens[c].text.lower() in ("if", "whether", "until", "not", "no") for c in around)
    return None if hedged else verb


def _how(g: Ground, i: int) -> bool:
    """ "Well financed", "spoke well of him", "a well known man": an adverb that says how is no state of anybody."""
    token = g.tree.tokens[i]
    above = g.tree.tokens[token.head]
    return token.dep == "advmod" and above.lemma.lower() not in BEING


BEING: Final = frozenset(["be", "remain", "stay", "keep", "feel", "seem", "look", "appear", "do", "fare"])
"""Verbs behind which an adverb tells a state: "is well", "is doing well"."""


def _own(g: Ground, verb: int, speech: Speech) -> bool:
    """Whether those of whom the state is told are the speaker's: "its soldiers", "they", or by the country that both names tell."""
    subject = g.tree.subject(verb)
    if subject is None:
        return False
    mention, source = g.mention_of.get(subject), g.mention_of.get(speech.source_head) if speech.source_head is not None else None
    one = mention is not None and source is not None and (mention.name == source.name or (mention.cluster is not None and mention.cluster == source.cluster))
    return one or g.tree.tokens[subject].text.lower() in SELF or any(g.tree.tokens[c].text.lower() in OWN for c in g.tree.below[subject]) or _compatriots(g, subject, speech)


def _compatriots(g: Ground, subject: int, speech: Speech) -> bool:
    spans = [(s.start, s.end) for s in g.tree.spans(subject)]
    return shares(g, spans, [(s.start, s.end) for s in speech.source])


def rules_out(g: Ground, denial: Denial, told: Claim) -> bool:
    """Whether the state is of something that the telling names: by word, by name, or a pronoun or definite noun for it; of one's own men, or those accused."""
    if denial.of and told.type not in denial.of and not (told.type == "accusation" and any(UNREAD in reason for reason in told.reasons)):
        return False
    if denial.doer is not None:
        doer = [(s.start, s.end) for s in g.tree.spans(denial.doer)]
        return bool(told.role("actor", "target")) and not shares(g, [(r.start, r.end) for r in told.role("actor")], doer)
    if denial.about is None or denial.own:
        return True
    mine = [(s.start, s.end) for s in g.tree.spans(denial.about)]
    if denial.aspect == "actor":
        return shares(g, [(r.start, r.end) for r in told.role("actor")], mine)
    if g.tree.tokens[denial.about].pos == "PRON":
        speaker = denial.speeches[-1] if denial.speeches else None
        own = speaker is not None and _one_mention(g, denial.about, speaker.source_head)
        mine = [(s.start, s.end) for s in speaker.source] if own and speaker is not None else []
        return not own or shares(g, [(e.start, e.end) for e in told.evidence], mine)  # "the mayor said that he was alive": where the mayor was told of
    return shares(g, [(e.start, e.end) for e in told.evidence], mine) or _of_one_class(g, denial.about, told)


def _one_mention(g: Ground, i: int, j: int | None) -> bool:
    a, b = g.mention_of.get(i), g.mention_of.get(j) if j is not None else None
    return a is not None and b is not None and (a.name == b.name or (a.cluster is not None and a.cluster == b.cluster))


def _of_one_class(g: Ground, about: int, told: Claim) -> bool:
    """ "Shot down a helicopter ... the aircraft had crashed": whether the thing is of a kind with something in the telling."""
    words = {g.tree.tokens[i].lemma.lower() for e in told.evidence for i in g.reading.tokens_in(e.start, e.end)}
    return any(g.tree.tokens[about].lemma.lower() in kind and words & kind for kind in (event_lexicon().classes["aircraft"], VESSELS))


VESSELS: Final = frozenset(["ship", "vessel", "boat", "tanker", "frigate", "launch", "dhow", "ferry", "freighter", "trawler", "corvette", "destroyer", "cutter", "submarine", "barge", "craft", "warship", "carrier", "yacht"])
"""Words by which a report names one ship again."""


DOING: Final = frozenset(["do", "carry", "commit", "stage", "perpetrate"])
BACK: Final = frozenset(["it", "this", "that", "so", "them", "those", "these"])


def others_did(g: Ground) -> Iterator[Denial]:
    """ "It was bandits who did it", "retreating militias had laid them", "the rebels were behind it": another doer of the act told before."""
    for speech in g.reading.speeches:
        if not speech.asserted or not speech.source or speech.stance == "denying" or "rule:unsaid" in speech.votes:
            continue
        for i in (i for span in speech.reach for i in g.reading.tokens_in(span.start, span.end)):
            doer = _doer(g, i)
            if doer is None or g.tree.tokens[doer].pos not in ("NOUN", "PROPN") or doer == speech.source_head:
                continue
            start, end = sorted((g.tree.tokens[doer], g.tree.tokens[i]), key=lambda t: t.start)
            yield Denial(start.start, end.end, i, tuple(speeches_over(g.reading, g.tree.tokens[i].start, i)), aspect="actor", doer=doer)


def _doer(g: Ground, i: int) -> int | None:
    """Who is said at verb `i` to have done what was told: of a verb of doing, or the very verb of the telling, with "it" or "them" as its object."""
    tree, token = g.tree, g.tree.tokens[i]
    if token.pos not in VERBAL or tree.negated(i) or any(tree.tokens[c].tag == "MD" for c in tree.below[i]):
        return None
    taken = tree.child(i, "dobj")
    behind = tree.prep(i, "behind", "for")
    of_it = taken is not None and tree.tokens[taken].text.lower() in BACK
    stood = token.lemma.lower() == "be" and behind is not None and tree.tokens[behind].text.lower() in BACK
    if not stood and not (of_it and (token.lemma.lower() in DOING or _told_before(g, i))):
        return None
    subject = tree.subject(i)
    return subject if subject is None or tree.tokens[subject].tag not in ("WP", "WDT") else tree.antecedent(subject)


def _told_before(g: Ground, i: int) -> bool:
    """Whether one of the two sentences before has the same verb."""
    here, lemma = g.tree.tokens[i].sentence, g.tree.tokens[i].lemma.lower()
    first = g.reading.sentences[max(here - 2, 0)].first
    return any(t.lemma.lower() == lemma and t.sentence < here for t in g.tree.tokens[first:i])
