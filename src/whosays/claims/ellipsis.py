"""Claims that leave out what the sentence before has said: tolls by a bare number ("the front boasts of 21")."""

from collections.abc import Sequence
from typing import Final

from whosays.claims.chains import chain, speeches_over
from whosays.claims.ground import Ground
from whosays.lexicon import speech as speech_lexicon
from whosays.model import ids
from whosays.model.claim import Claim, Count
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
