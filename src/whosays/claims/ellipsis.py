"""Claims that leave out what the sentence before has said: tolls by a bare number ("the front boasts of 21"), denials by a pronoun."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from whosays.claims.chains import chain, speeches_over
from whosays.claims.ground import Ground
from whosays.lexicon import speech as speech_lexicon
from whosays.model import ids
from whosays.model.claim import Claim, Count, Relation
from whosays.model.reading import Speech
from whosays.model.span import Span, quote
from whosays.text import numbers

REACH: Final = 3
"""How many sentences back the thing counted may stand."""
TELLING: Final = frozenset(
    ["acknowledge", "admit", "claim", "say", "report", "count", "give", "put", "speak", "boast", "confirm", "record", "list", "estimate", "concede", "insist"]
)


def bare_tolls(g: Ground, claims: Sequence[Claim]) -> list[Claim]:
    """Claims of casualties made by bare numbers, in text order; none where no earlier claim tells what is counted."""
    taken = [(c.trigger.start, c.trigger.end) for c in claims] + [(n.start, n.end) for c in claims for n in c.counts]
    found = []
    for token in g.reading.tokens:
        if token.pos != "NUM" or token.tag != "CD" or any(s <= token.start < e for s, e in taken) or not _bare(g, token.i):
            continue
        verb = _telling_verb(g, token.i)
        before = _counted_before(g, claims, token.sentence)
        value = numbers.number(token.text)
        if verb is None or before is None or value is None:
            continue
        found.append(_claim(g, token.i, verb, before, value))
    return [claim for claim in found if claim.attribution]


def pro_denials(g: Ground, claims: Sequence[Claim]) -> list[Claim]:
    """Denials by a pronoun or a word for what was said: "Kigali denied it", "the army called the claim a lie", "rejected the report".

    Each denies the latest act that somebody asserts before it, with the parties and the place of that act.
    """
    found = []
    for speech in g.reading.speeches:
        if speech.stance != "denying" or not speech.asserted or speech.cue_head is None or not speech.source or not _of_words(g, speech):
            continue
        at = speech.cue[0].start
        sentence = g.tree.tokens[speech.cue_head].sentence
        if any(any(c.start <= claim.trigger.start < c.end for c in speech.reach) for claim in claims):
            continue
        told = [c for c in claims if c.trigger.start < at and not c.factuality.endswith("-") and 0 <= sentence - _sentence_of(g, c) <= REACH_DENIAL]
        if told:
            found.append(_denial(g, speech, told[-1]))
    return [claim for claim in found if claim.attribution]


REACH_DENIAL: Final = 2
"""How many sentences back what is denied may stand."""


def _sentence_of(g: Ground, claim: Claim) -> int:
    at = g.reading.token_at(claim.trigger.start)
    return g.tree.tokens[at].sentence if at is not None else -REACH_DENIAL - 1


def _of_words(g: Ground, speech: Speech) -> bool:
    """Whether what is denied is a pronoun, or a word for something said without its content."""
    said = speech_lexicon.load().said_nouns
    for span in speech.reach:
        for i in g.reading.tokens_in(span.start, span.end):
            token = g.tree.tokens[i]
            if token.head in g.reading.tokens_in(span.start, span.end) and token.head != i:
                continue
            pronoun = token.text.lower() in ("it", "this", "that", "them", "these")
            bare = token.lemma.lower() in said and not g.tree.all(i, "acl", "ccomp") and g.tree.prep(i, "of") is None
            if pronoun or bare:
                return True
    return False


def _denial(g: Ground, speech: Speech, told: Claim) -> Claim:
    links = chain(g, [speech])
    start, end = speech.cue[0].start, speech.cue[-1].end
    words = quote(g.report.text, start, end)
    sentence = g.reading.sentences[g.tree.tokens[speech.cue_head or 0].sentence]
    span = (links[-1].source.start, links[-1].source.end) if links else None
    roles = tuple(replace(r, reason="taken over from the claim it denies") for r in told.roles)
    relation = Relation("denies", told.claim_id, "whole", words.text, start, end, "denies what was told just before")
    return Claim(
        ids.claim_id(g.report.report_id, (start, end), span), g.report.report_id, told.type, words,
        (quote(g.report.text, sentence.start, sentence.end),), roles, told.places, told.time, (), (), links, "CT-", "UU", "actual",
        relations=(relation,), confidence=0.6, reader=g.reading.reader, reasons=(f"a denial of the claim told before ({told.trigger.text!r})",),
    )


def _bare(g: Ground, i: int) -> bool:
    """Whether the number counts nothing that stands beside it and is no date, share or hour."""
    token = g.tree.tokens[i]
    if token.dep not in ("dobj", "pobj", "attr", "ccomp", "npadvmod", "nummod"):
        return False
    if token.dep == "nummod" and g.tree.tokens[token.head].pos not in ("NUM", "VERB"):
        return False
    if any(t.start <= token.start < t.end for t in g.resolution.times):
        return False
    after = g.tree.tokens[i + 1].text.lower() if i + 1 < len(g.tree.tokens) else ""
    return after not in ("dead", "wounded", "injured", "killed", "missing", "%", "percent", "per", "km", "a.m.", "p.m.", "am", "pm", "o'clock", "of") and not token.text.endswith("%")


def _telling_verb(g: Ground, i: int) -> int | None:
    for node in g.tree.up(g.tree.tokens[i].head):
        token = g.tree.tokens[node]
        if token.pos == "VERB":
            return node if token.lemma.lower() in TELLING and not g.tree.negated(node) else None
        if token.dep != "prep":
            return None
    return None


def _counted_before(g: Ground, claims: Sequence[Claim], sentence: int) -> tuple[Claim, Count] | None:
    """The latest claim of the sentences before that gives dead or hurt."""
    latest: tuple[Claim, Count] | None = None
    for claim in claims:
        at = g.reading.token_at(claim.trigger.start)
        if at is None or not 0 <= sentence - g.tree.tokens[at].sentence <= REACH:
            continue
        for count in claim.counts:
            if count.what in ("killed", "injured", "captured", "missing") and count.scope == "incident":
                latest = (claim, count)
    return latest


def _claim(g: Ground, i: int, verb: int, before: tuple[Claim, Count], value: int) -> Claim:
    token = g.tree.tokens[i]
    told, counted = before
    sentence = g.reading.sentences[token.sentence]
    source = g.tree.subject(verb)
    speeches = speeches_over(g.reading, token.start, token.i)
    if not speeches and source is not None:
        entry = speech_lexicon.load().verbs.get(g.tree.tokens[verb].lemma.lower())
        cue = Span(g.tree.tokens[verb].start, g.tree.tokens[verb].end)
        near = [s for s in g.tree.spans(source) if s.start <= g.tree.tokens[source].start < s.end]
        speeches = [Speech(
            tuple(near), (cue,), (Span(token.start, token.end),), entry.stance if entry else "neutral", source_head=source, cue_head=verb, votes=("rule:bare_toll",),
        )]
    links = chain(g, speeches)
    words = quote(g.report.text, token.start, token.end)
    span = (links[-1].source.start, links[-1].source.end) if links else None
    count = Count(counted.what, words.text, words.start, words.end, counted.of, counted.victims, "incident", value, value, value)
    return Claim(
        ids.claim_id(g.report.report_id, (words.start, words.end), span), g.report.report_id, "casualties", words,
        (quote(g.report.text, sentence.start, sentence.end),), told.role("target"), told.places[:1], told.time, (count,), (), links,
        author_factuality="UU", confidence=0.55, reader=g.reading.reader,
        reasons=(f"a bare number under {g.tree.tokens[verb].text!r} counts what {told.trigger.text!r} told before",),
    )
