"""Words that deny without naming an act: "denied it", "called the claim a lie", "said this was untrue", "despite its denials", "had nothing to do with it"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from whosays.claims.chains import speeches_over
from whosays.claims.ground import Ground
from whosays.claims.implied import FOUNDATIONS, TRUE, told_words, untrue_predicate
from whosays.claims.tellers import makes, teller, told_noun
from whosays.lexicon import speech as speech_lexicon
from whosays.model.claim import Aspect, Claim
from whosays.model.reading import Speech, Token
from whosays.model.span import Span
from whosays.text.tree import first

UNREAD: Final = "claimed, since it is denied"
"""How the reason of an act begins that is a claim only because somebody denies it."""
PRONOUNS: Final = frozenset(["it", "this", "that", "them", "these", "those", "they", "which", "something", "all", "both", "so"])


@dataclass(frozen=True, slots=True)
class Denial:
    """Words that deny what was told: where they stand, their token, who denies (outermost first); `ahead`: what they deny may follow in the sentence; `aspect`: of what.

    `loose`: the words name neither a telling nor a part in it, so that the telling just before must share something with them. `far`: they answer a charge, which may stand further back; `of`: the only types of act
    that they deny, empty for any; `about`: the token of what they say it of, where the telling must name that; `own`: that is the speaker's; `doer`: who is said to
    have done it instead; `teller`: the token of whoever is named as having told what is denied; `refuses`: a verb of denying with its speaker.
    """

    start: int
    end: int
    at: int
    speeches: tuple[Speech, ...]
    ahead: bool = False
    aspect: Aspect = "whole"
    loose: bool = False
    far: bool = False
    of: frozenset[str] = frozenset()
    about: int | None = None
    own: bool = False
    doer: int | None = None
    teller: int | None = None
    refuses: bool = False


def denials(g: Ground, claims: Sequence[Claim]) -> Iterator[Denial]:
    """Every denial of the report that names no act of `claims`, by kind of wording; two may share their words."""
    yield from _by_verbs(g, claims)
    yield from _by_predicates(g)
    yield from _by_exclamations(g)
    yield from _by_absence(g)
    yield from _by_parting(g)
    yield from _by_negation(g, claims)
    yield from _by_nouns(g)
    yield from _of_the_kind(g)
    yield from _by_pleas(g)
    yield from _by_phrases(g)


def _by_verbs(g: Ground, claims: Sequence[Claim]) -> Iterator[Denial]:
    """ "denied it", "rejected the report", "called the claim ridiculous", "something his office has always denied", "denied that any of its aircraft had been there"."""
    for speech in g.reading.speeches:
        if speech.stance != "denying" or not speech.asserted or speech.cue_head is None or not speech.source:
            continue
        if any(claim.type != "rejection" and any(c.start <= claim.trigger.start < c.end for c in speech.reach) for claim in claims):
            continue
        words = _of_words(g, speech)
        part = not words and _own_part(g, speech)
        if (not words and not part and not _looks_back(g, speech)) or _foretold(g, speech.cue_head):
            continue
        aspect: Aspect = "count" if _of_figures(g, speech) else "whole" if words and not _of_part(g, speech) else "actor" if words or part else "unclear"
        outer = [s for s in speeches_over(g.reading, speech.cue[0].start, speech.cue_head) if s is not speech and s.stance != "denying"]
        relative = g.tree.tokens[speech.cue_head].dep in ("relcl", "acl")
        yield Denial(speech.cue[0].start, speech.cue[-1].end, speech.cue_head, (speech,) if relative else (*outer, speech), aspect=aspect, loose=not words and not part, far=_of_charge(g, speech), ahead=_concedes(g, speech),
                     teller=teller(g, noun) if (noun := told_noun(g, speech)) is not None else None, refuses=True)


def _of_part(g: Ground, speech: Speech) -> bool:
    """ "Denied any involvement", "rejected responsibility": the denier's own part, whatever else took place."""
    parts = speech_lexicon.load().part_nouns - {"link", "connection", "knowledge"}
    inside = [i for span in speech.reach for i in g.reading.tokens_in(span.start, span.end)]
    return any(g.tree.tokens[i].lemma.lower() in parts and (g.tree.tokens[i].head not in inside or g.tree.tokens[i].head == i) for i in inside)


def _told_in_clause(g: Ground, noun: int) -> bool:
    """ "The words of websites which say that ...": whether what was told follows in a clause on the noun."""
    cues = {s.cue_head for s in g.reading.speeches if s.stance != "denying"}
    return any(g.tree.tokens[n].dep == "relcl" and n in cues for n in g.tree.nodes(noun))


CHARGES: Final = frozenset(["charge", "accusation", "allegation"])
"""Words for a telling that names a culprit: what they take up may stand some sentences back."""


def _of_charge(g: Ground, speech: Speech) -> bool:
    return any(g.tree.tokens[i].lemma.lower() in CHARGES for span in speech.reach for i in g.reading.tokens_in(span.start, span.end))


def _of_words(g: Ground, speech: Speech) -> bool:
    """Whether what is denied is a pronoun, or a word for something said without its content."""
    untrue = speech_lexicon.load().untrue if "rule:called_untrue" in speech.votes else frozenset()  # "calls this slander"
    for span in speech.reach:
        words = g.reading.tokens_in(span.start, span.end)
        for i in words:
            token = g.tree.tokens[i]
            if token.lemma.lower() in untrue and any(g.tree.tokens[c].text.lower() in PRONOUNS or (g.tree.tokens[c].dep in ("compound", "nmod") and _said_noun(g, c)) for c in g.tree.below[i]):
                return True
            if token.head in words and token.head != i:
                continue
            if any(g.tree.tokens[c].text.lower() == "such" for c in g.tree.below[i]) and token.pos == "NOUN":
                return True  # "denied any such plan"
            if token.text.lower() in ("him", "her") and "rule:set_aside" in speech.votes:
                return True  # "contradicted him": what he had said
            if token.text.lower() in PRONOUNS or (_said_noun(g, i) and all(c == speech.cue_head or makes(g, c) for c in g.tree.all(i, "acl", "ccomp")) and not _told_in_clause(g, i)):
                return True
    return False


def _own_part(g: Ground, speech: Speech) -> bool:
    """Whether a clause that tells no act of its own speaks of the denier's part in one: "that any of its aircraft was in the air", "having anything to do with it", "that those men were its gendarmes"."""
    inside = [i for span in speech.reach for i in g.reading.tokens_in(span.start, span.end)]
    words = {g.tree.tokens[i].lemma.lower() for i in inside}
    tags = {g.tree.tokens[i].tag for i in inside if g.tree.tokens[i].pos == "PRON" or g.tree.tokens[i].dep == "poss"}
    clause = any(g.tree.tokens[i].pos in ("VERB", "AUX") for i in inside)
    own = "PRP$" in tags and bool(words & {"any", "such", "none", "all"})
    backward = any(g.tree.tokens[i].text.lower() in ("those", "these", "such", "anything", "involved", "responsible", "behind") for i in inside)
    return clause and (own or backward)


def _foretold(g: Ground, cue: int) -> bool:
    """ "Analysts expect the Front to deny any part in it", "will surely deny": a denial that has not been made."""
    verbs = speech_lexicon.load().verbs
    for node in g.tree.up(cue):
        token = g.tree.tokens[node]
        if any(g.tree.tokens[c].tag == "MD" for c in g.tree.below[node]):
            return True
        above = verbs.get(g.tree.tokens[token.head].lemma.lower())
        if token.dep in ("xcomp", "ccomp") and above is not None and above.commit == "UU":
            return True
        if token.dep not in ("xcomp", "ccomp", "conj", "aux"):
            return False
    return False


def _of_figures(g: Ground, speech: Speech) -> bool:
    """Whether what is denied is a number: "disputed the toll", "described that figure as fantasy"."""
    for span in speech.reach:
        words = g.reading.tokens_in(span.start, span.end)
        for i in words:
            if g.tree.tokens[i].lemma.lower() in FIGURES and ("rule:called_untrue" in speech.votes or g.tree.tokens[i].head not in words or g.tree.tokens[i].dep in ("dobj", "nsubj", "nsubjpass")):
                return True
    return False


FIGURES: Final = frozenset(["figure", "toll", "number", "count", "estimate", "tally"])


def _looks_back(g: Ground, speech: Speech) -> bool:
    """Whether what is denied is a clause about what has been: "denied losing a drone", "that there had been a launch", not "that he would resign"."""
    inside = [g.tree.tokens[i] for span in speech.reach for i in g.reading.tokens_in(span.start, span.end)]
    return any(t.pos in ("VERB", "AUX") for t in inside) and not any(t.tag == "MD" and t.text.lower() in AHEAD for t in inside)


AHEAD: Final = frozenset(["will", "would", "shall", "should", "must", "may", "might", "'ll", "'d"])


def _concedes(g: Ground, speech: Speech) -> bool:
    """ "Although Islamabad denies it, jets bombed ...": what is denied follows."""
    return speech.cue_head is not None and g.tree.tokens[speech.cue_head].dep == "advcl" and not any(g.tree.tokens[c].tag == "VBG" for c in (speech.cue_head,))


def _said_noun(g: Ground, i: int) -> bool:
    return told_words(g.tree, i) or g.tree.tokens[i].lemma.lower() in speech_lexicon.load().part_nouns


def _by_predicates(g: Ground) -> Iterator[Denial]:
    """ "said this was untrue", "The claim is false", "'That is a lie,' he said"."""
    for token in g.reading.tokens:
        if _made_up(g, token.i):
            yield Denial(g.tree.tokens[min(g.tree.below[token.i])].start if g.tree.child(token.i, "auxpass") == min(g.tree.below[token.i]) else token.start, token.end, token.i,
                         tuple(speeches_over(g.reading, token.start, token.i)))
            continue
        if _another_version(g, token.i):
            told = first(g.tree.child(token.head, "nsubj"), token.head)
            owner = first(g.tree.child(told, "poss"), g.tree.prep(told, "of")) if told is not None else None
            yield from _of_owner(g, owner, token.head, token.i)
            continue
        if token.lemma.lower() not in speech_lexicon.load().untrue | TRUE | FOUNDATIONS:
            continue
        verb = next((n for n in g.tree.up(token.i) if g.tree.tokens[n].pos in ("AUX", "VERB")), None)
        subject = g.tree.child(verb, "nsubj") if verb is not None else None
        if verb is None or subject is None or untrue_predicate(g.tree, verb) is None or not (g.tree.tokens[subject].text.lower() in PRONOUNS or _bare_words(g, subject)):
            continue
        start, end = sorted((verb, token.i))
        yield Denial(g.tree.tokens[start].start, g.tree.tokens[end].end, verb, tuple(speeches_over(g.reading, g.tree.tokens[verb].start, verb)))


VERSIONS: Final = frozenset(["version", "account", "story", "telling", "narrative"])
APART: Final = frozenset(["another", "different", "other", "opposite", "reverse", "contrary"])


def _another_version(g: Ground, i: int) -> bool:
    """ "The navy's version is quite another", "the army's account is different"."""
    token = g.tree.tokens[i]
    verb = g.tree.tokens[token.head]
    subject = g.tree.child(verb.i, "nsubj") if verb.lemma.lower() == "be" else None
    told = subject is not None and g.tree.tokens[subject].lemma.lower() in VERSIONS
    return told and token.lemma.lower() in APART and token.dep in ("attr", "acomp") and not g.tree.negated(verb.i)


def _of_owner(g: Ground, owner: int | None, verb: int, last: int) -> Iterator[Denial]:
    if owner is None:
        return
    near = [s for s in g.tree.spans(owner) if s.start <= g.tree.tokens[owner].start < s.end]
    cue = (Span(g.tree.tokens[verb].start, g.tree.tokens[last].end),)
    speech = Speech(tuple(near), cue, cue, "denying", source_head=owner, cue_head=verb, votes=("rule:phrase",), denies=True)
    yield Denial(g.tree.tokens[verb].start, g.tree.tokens[last].end, verb, (speech,))


def _made_up(g: Ground, verb: int) -> bool:
    """ "The story was made up", "the reports had been fabricated"."""
    tree, token = g.tree, g.tree.tokens[verb]
    if token.tag != "VBN" or tree.child(verb, "auxpass") is None or tree.negated(verb):
        return False
    up = any(tree.tokens[c].text.lower() == "up" for c in tree.below[verb])
    told = tree.child(verb, "nsubjpass")
    named = token.text.lower() in speech_lexicon.load().untrue or (token.lemma.lower() in ("make", "cook", "trump", "dream") and up)
    return named and told is not None and (tree.tokens[told].text.lower() in PRONOUNS or _bare_words(g, told))


def _by_exclamations(g: Ground) -> Iterator[Denial]:
    """ "'Nonsense,' said the mayor", "'A lie and a provocation,' the colonel replied": a saying whose whole content calls it untrue."""
    untrue = speech_lexicon.load().untrue
    for speech in g.reading.speeches:
        inside = [g.tree.tokens[i] for span in speech.reach for i in g.reading.tokens_in(span.start, span.end)]
        plain = [t for t in inside if t.pos in ("NOUN", "ADJ", "PROPN", "VERB")]
        if not speech.asserted or not speech.source or speech.stance == "denying" or not (plain or _plainly_no(inside)) or len(inside) > EXCLAMATION or speech.cue_head is None:
            continue
        if _plainly_no(inside):
            yield Denial(inside[0].start, inside[-1].end, inside[0].i, tuple(speeches_over(g.reading, inside[0].start, inside[0].i)))
        elif any(t.lemma.lower() in untrue for t in plain) and not any(t.pos in ("VERB", "AUX") and t.tag != "VBN" for t in inside):
            yield Denial(inside[0].start, inside[-1].end, inside[0].i, tuple(speeches_over(g.reading, plain[0].start, plain[0].i)))


def _plainly_no(inside: Sequence[Token]) -> bool:
    """ "'Absolutely not,' he replied", "'No, never,' she said": nothing but no."""
    words = [t.text.lower() for t in inside if t.pos not in ("PUNCT", "SPACE")]
    return bool(words) and bool({"no", "not", "never"} & set(words)) and set(words) <= NO_WORDS


NO_WORDS: Final = frozenset(["no", "not", "never", "absolutely", "certainly", "definitely", "of", "course", "at", "all", "way", "ever", "by", "means", "so", "true", "and", "again"])
"""Words of an answer that is nothing but no."""
EXCLAMATION: Final = 9
"""So many tokens, marks included, a cry that calls something untrue may have."""


def _by_absence(g: Ground) -> Iterator[Denial]:
    """ "There was no truth in the story", "the claim had no basis", "there were none", "there had been nothing of it"."""
    for token in g.reading.tokens:
        lemma = token.lemma.lower()
        above = g.tree.tokens[token.head]
        if above.lemma.lower() not in ("be", "have", "hold", "carry", "contain", "lack") or token.dep not in ("attr", "nsubj", "dobj") or token.i < token.head:
            continue
        expletive = any(g.tree.tokens[c].text.lower() == "there" for c in g.tree.below[above.i])
        nothing = any(g.tree.tokens[c].text.lower() in ("no", "not", "little") for c in g.tree.below[token.i]) or above.lemma.lower() == "lack"
        bare = expletive and lemma == "none" and not g.tree.below[token.i]
        subject = g.tree.child(above.i, "nsubj")
        of_told = expletive or (subject is not None and (g.tree.tokens[subject].text.lower() in PRONOUNS or _bare_words(g, subject)))
        if bare or (lemma in FOUNDATIONS and nothing and of_told):
            last = max(g.tree.nodes(token.i))
            yield Denial(above.start, g.tree.tokens[last].end, above.i, tuple(speeches_over(g.reading, above.start, above.i)))


def _by_negation(g: Ground, claims: Sequence[Claim]) -> Iterator[Denial]:
    """ "Our soldiers shot nobody", "there had been no flights that night", "no rebel had set foot in it": another's negative words, of no type of act, about what was told."""
    for speech in g.reading.speeches:
        if speech.stance == "denying" or not speech.asserted or not speech.source or speech.cue_head is None or "rule:unsaid" in speech.votes:
            continue
        for i in (i for span in speech.reach for i in g.reading.tokens_in(span.start, span.end)):
            no = _negative_word(g, i)
            if no is None or any(g.tree.under(at, i) for c in claims if (at := g.reading.token_at(c.trigger.start)) is not None):
                continue
            last = first(g.tree.child(i, "dobj", "attr"), i) or i
            start, end = min(no, i), max(last, i, no)
            yield Denial(g.tree.tokens[start].start, g.tree.tokens[end].end, i, tuple(speeches_over(g.reading, g.tree.tokens[i].start, i)), aspect="unclear", loose=True)


def _negative_word(g: Ground, i: int) -> int | None:
    """The word that negates a finished, told act at verb `i`; null for what is not known, wanted or to come."""
    tree, token = g.tree, g.tree.tokens[i]
    if token.pos not in ("VERB", "AUX") or token.dep in ("aux", "auxpass", "relcl", "advcl", "acl") or token.lemma.lower() in OPEN_VERBS:
        return None
    if any(tree.tokens[c].tag == "MD" for c in tree.below[i]) or any(tree.tokens[c].text.lower() in ("if", "whether") for c in tree.below[i]):
        return None
    for c in tree.below[i]:
        below = tree.tokens[c]
        if below.dep == "neg" or below.text.lower() in ("never", "nobody", "nothing", "none"):
            return c
        if below.dep in ("nsubj", "nsubjpass", "dobj", "attr") and below.lemma.lower() not in OPEN_NOUNS:
            no = next((d for d in tree.below[c] if tree.tokens[d].text.lower() in ("no", "neither")), None)
            if no is not None:
                return no
            if below.text.lower() == "one" and c and tree.tokens[c - 1].text.lower() == "no":
                return c - 1
    return None


OPEN_VERBS: Final = frozenset(
    ["know", "hear", "receive", "confirm", "comment", "find", "recall", "remember", "expect", "plan", "want", "need", "believe", "think", "understand", "decide", "intend", "see", "say", "tell",
     "identify", "specify", "name", "elaborate", "disclose", "give", "claim", "doubt", "hope", "wish", "like", "agree", "accept", "deny", "rule", "exclude", "seek", "support",
     "mention", "discuss", "address", "refer", "speak", "talk", "respond", "reply", "answer", "explain", "detail", "publish", "announce", "describe", "list", "note", "cite", "acknowledge", "stop"]
)
"""Verbs whose negation leaves open whether the act took place, or speaks of something else."""
OPEN_NOUNS: Final = frozenset(["information", "evidence", "record", "report", "comment", "knowledge", "proof", "sign", "detail", "word", "news", "idea", "doubt", "reason", "plan", "intention", "claim", "choice", "casualty", "damage"])


def _by_parting(g: Ground) -> Iterator[Denial]:
    """ "his men had nothing to do with the fire", "was not involved", "is not responsible for it", "not behind the blast", "had no part in it": the doer is denied."""
    for token in g.reading.tokens:
        verb = _parted(g, token.i)
        if verb is None:
            continue
        start = min(verb, token.i)
        speeches = tuple(speeches_over(g.reading, g.tree.tokens[verb].start, verb))
        last = max(g.tree.nodes(token.i, [c for c in g.tree.below[token.i] if g.tree.tokens[c].dep in ("conj", "cc", "punct", "advcl")]))
        yield Denial(g.tree.tokens[start].start, g.tree.tokens[last].end, verb, speeches, aspect="actor")


def _parted(g: Ground, i: int) -> int | None:
    """The verb by which token `i` says that somebody had no part in a deed, or null."""
    tree, token = g.tree, g.tree.tokens[i]
    above = tree.tokens[token.head]
    lemma = token.lemma.lower()
    if token.dep == "dobj" and above.lemma.lower() in ("have", "play", "take", "bear", "share"):
        to_do = lemma == "nothing" and any(tree.tokens[n].lemma.lower() == "do" for n in tree.nodes(i))
        no_part = lemma in speech_lexicon.load().part_nouns and any(tree.tokens[c].text.lower() in ("no", "not") for c in tree.below[i])
        anything = lemma == "anything" and tree.negated(above.i) and any(tree.tokens[n].lemma.lower() == "do" for n in tree.nodes(i))
        return above.i if to_do or no_part or anything else None
    if lemma in ("responsible", "involved", "involve", "behind", "implicated", "implicate") and token.tag != "VBG":
        verb = i if token.pos == "VERB" else above.i
        if token.pos == "VERB" or token.dep in ("acomp", "prep", "attr"):
            nobody = tree.child(verb, "nsubj", "nsubjpass")
            none = nobody is not None and any(tree.tokens[n].text.lower() in ("no", "none", "neither", "nobody") for n in (nobody, *tree.below[nobody]))
            return verb if tree.negated(verb) or none else None
    return None


def _bare_words(g: Ground, i: int) -> bool:
    return told_words(g.tree, i) and not g.tree.all(i, "acl", "ccomp", "relcl") and g.tree.prep(i, "of") is None


def _by_nouns(g: Ground) -> Iterator[Denial]:
    """ "Despite Asmara's denials": a denial that is only named."""
    for token in g.reading.tokens:
        entry = speech_lexicon.load().nouns.get(token.lemma.lower())
        if entry is None or entry.stance != "denying" or token.pos != "NOUN":
            continue
        owner = first(g.tree.child(token.i, "poss"), g.tree.prep(token.i, "by", "from"), _issuer_of(g, token.i))
        if owner is None or g.tree.all(token.i, "acl", "ccomp") or g.tree.prep(token.i, "of") is not None:
            continue
        cue = (Span(token.start, token.end),)
        near = [s for s in g.tree.spans(owner) if s.start <= g.tree.tokens[owner].start < s.end]
        speech = Speech(tuple(near), cue, cue, "denying", source_head=owner, cue_head=token.i, votes=("rule:denial_noun",), denies=True)
        yield Denial(token.start, token.end, token.i, (speech,), ahead=True)


def _issuer_of(g: Ground, noun: int) -> int | None:
    """ "Moscow issued a swift denial": who made it."""
    token = g.tree.tokens[noun]
    verb = g.tree.tokens[token.head]
    made = token.dep == "dobj" and verb.lemma.lower() in speech_lexicon.load().publishing | {"make", "offer", "give", "repeat", "produce", "maintain", "stand", "deliver"}
    return g.tree.subject(verb.i) if made and not g.tree.negated(verb.i) else None


def _of_the_kind(g: Ground) -> Iterator[Denial]:
    """ "nothing of the kind had happened", "no such thing", "did nothing of the sort", "not so"."""
    for token in g.reading.tokens:
        lower = token.text.lower()
        kind = lower == "nothing" and _behind(g, token.i, "of") in ("kind", "sort")
        such = token.pos == "NOUN" and [g.tree.tokens[c].text.lower() for c in g.tree.below[token.i]][:2] == ["no", "such"]
        if lower == "so" and token.i and _not_so(g, token.i):
            yield Denial(g.tree.tokens[token.i - 1].start, token.end, token.i, tuple(speeches_over(g.reading, token.start, token.i)))
        if not (kind or such):
            continue
        last = max(g.tree.nodes(token.i)) if kind else token.i
        start = token.start if kind else g.tree.tokens[min(g.tree.nodes(token.i))].start
        yield Denial(start, g.tree.tokens[last].end, token.i, tuple(speeches_over(g.reading, token.start, token.i)))


def _not_so(g: Ground, so: int) -> bool:
    """ "Not so, according to the colonel", "That was not so": the words alone, not "not so much"."""
    tokens = g.tree.tokens
    before, behind = tokens[so - 1], tokens[so + 1] if so + 1 < len(tokens) else tokens[so]
    alone = behind.pos == "PUNCT" or behind.text.lower() in ("according", "said", "says") or behind.i == so
    opens = so - 1 == g.reading.sentences[tokens[so].sentence].first or tokens[so - 2].pos in ("PUNCT", "AUX")
    return before.text.lower() == "not" and alone and opens


def _by_pleas(g: Ground) -> Iterator[Denial]:
    """ "Pleaded not guilty", "maintains his innocence", "says that he is innocent", "answered no": the charge as a whole is denied."""
    for token in g.reading.tokens:
        verb = g.tree.tokens[token.head]
        plea = token.lemma.lower() in speech_lexicon.load().pleas or (token.lemma.lower() == "guilty" and (g.tree.negated(verb.i) or g.tree.negated(token.i)))
        bare_no = token.text.lower() == "no" and token.dep in ("intj", "dobj", "ccomp", "attr") and verb.lemma.lower() in ("say", "answer", "reply", "respond") and not g.tree.below[token.i]
        source = g.tree.subject(verb.i)
        if not (plea or bare_no) or verb.pos != "VERB" or source is None or (plea and verb.lemma.lower() not in PLEADING) or (g.tree.negated(verb.i) and verb.lemma.lower() != "plead"):
            continue
        cue = (Span(verb.start, verb.end),)
        near = [s for s in g.tree.spans(source) if s.start <= g.tree.tokens[source].start < s.end]
        speech = Speech(tuple(near), cue, (Span(token.start, token.end),), "denying", source_head=source, cue_head=verb.i, votes=("rule:plea",), denies=True)
        start, end = sorted((verb.i, token.i))
        yield Denial(g.tree.tokens[start].start, g.tree.tokens[end].end, verb.i, (speech,), aspect="actor" if plea else "whole")


PLEADING: Final = frozenset(["plead", "maintain", "protest", "insist", "proclaim", "assert", "affirm", "declare", "profess", "claim"])
"""Verbs by which somebody calls himself innocent."""


def _by_phrases(g: Ground) -> Iterator[Denial]:
    """ "Nairobi begs to differ", "the elders say otherwise", "the navy tells a different story", "would have none of it"."""
    alone = speech_lexicon.load().denying_alone
    for token in g.reading.tokens:
        phrases = alone.get(token.lemma.lower()) if token.pos == "VERB" else None
        last = next((end for phrase in phrases or () if (end := _phrase_behind(g, token.i, phrase)) is not None), None)
        source = g.tree.subject(token.i) if last is not None else None
        if last is None or source is None or g.tree.negated(token.i) or g.tree.tokens[source].tag in ("WP", "WDT"):
            continue
        near = [s for s in g.tree.spans(source) if s.start <= g.tree.tokens[source].start < s.end]
        cue = (Span(token.start, g.tree.tokens[last].end),)
        speech = Speech(tuple(near), cue, cue, "denying", source_head=source, cue_head=token.i, votes=("rule:phrase",), denies=True)
        yield Denial(token.start, g.tree.tokens[last].end, token.i, (speech,))


def _phrase_behind(g: Ground, verb: int, phrase: Sequence[str]) -> int | None:
    """The last token of the phrase's words behind the verb, in order and close by, or null; of no words the verb itself."""
    last = verb
    end = g.reading.sentences[g.tree.tokens[verb].sentence].last
    for word in phrase:
        last = next((n for n in range(last + 1, min(last + PHRASE_GAP, end)) if g.tree.tokens[n].text.lower() == word), -1)
        if last < 0:
            return None
    return last


PHRASE_GAP: Final = 4
"""How many tokens further each word of a phrase may stand at most."""


def _behind(g: Ground, i: int, preposition: str) -> str:
    found = g.tree.prep(i, preposition)
    return g.tree.tokens[found].lemma.lower() if found is not None else ""
