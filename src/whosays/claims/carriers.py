"""Links outside an attribution that its own words name: "told AFP", "in a statement carried by X", "a video released by RT"."""

from dataclasses import replace
from typing import Final

from whosays.claims.ground import Ground
from whosays.claims.sources import is_outlet, source_of
from whosays.lexicon import nouns as noun_lexicon
from whosays.lexicon import speech as speech_lexicon
from whosays.model.claim import Link
from whosays.model.reading import Mention, Speech
from whosays.model.span import Quote, Span


def outer_links(g: Ground, speech: Speech) -> tuple[Link, ...]:
    """Links outside an attribution that its own words name: "told AFP", "a video released by RT"."""
    found = [_quoted_by(g, speech) or _told_outlet(g, speech) or _through(g, speech), _publisher(g, speech)]
    return tuple(link for link in found if link is not None)


def _told_outlet(g: Ground, speech: Speech) -> Link | None:
    if speech.cue_head is None or g.tree.tokens[speech.cue_head].lemma.lower() not in ("tell", "say", "speak", "confirm"):
        return None
    tree = g.tree
    telling = g.tree.tokens[speech.cue_head].lemma.lower() == "tell"
    for node in (tree.child(speech.cue_head, "dobj", "dative"), tree.prep(speech.cue_head, "to") if not telling else None):
        mention = g.mention_of.get(node) if node is not None else None
        if node is None or mention is None or tree.tokens[node].pos != "PROPN" or not (is_outlet(mention) or _told_name(mention)):
            continue
        if g.report.outlet and mention.name.casefold() == g.report.outlet.casefold():
            continue
        source = source_of(g, Span(mention.start, mention.end), node)
        content = tuple((c.start, c.end) for c in speech.reach)
        return Link(replace(source, kind="outlet"), None, content, "neutral", reason="the source told this outlet")
    return None


def _quoted_by(g: Ground, speech: Speech) -> Link | None:
    """Who quotes the source: "a rescue group, quoted by a channel, reported ...", "the minister, as cited by X, said ..."."""
    tree = g.tree
    if speech.source_head is None or speech.cue_head is None:
        return None
    for c in range(*sorted((speech.source_head, speech.cue_head))):
        token = tree.tokens[c]
        above = tree.tokens[token.head]
        # The parser hangs "as quoted by" on the source, on the cue, or on the comma before it.
        if token.text.lower() in QUOTING and (token.head in (speech.source_head, speech.cue_head) or above.pos == "PUNCT"):
            by = tree.child(c, "agent")
            node = tree.child(by, "pobj") if by is not None else None
            if node is None or any(k.start <= tree.tokens[node].start < k.end for k in speech.content):
                continue
            cue = Quote(tree.tokens[c].text, tree.tokens[c].start, tree.tokens[c].end)
            content = tuple((k.start, k.end) for k in speech.reach)
            return Link(source_of(g, tree.base_np(node), node), cue, content, "neutral", reason="quotes the source")
    return None


QUOTING: Final = frozenset(["quoted", "cited", "carried", "paraphrased"])


THROUGH: Final = frozenset(["interview", "comment", "remark", "statement", "message", "communique", "broadcast", "letter", "video", "bulletin", "address", "call", "speech", "conversation"])


CARRYING: Final = frozenset(["carry", "publish", "broadcast", "relay", "air", "print", "release", "quote", "run", "report", "read"])
"""Verbs by which an outlet passes on what another says."""


def _through(g: Ground, speech: Speech) -> Link | None:
    """Through whom it was said: "in a statement carried by X", "in an interview with X", "speaking to X"."""
    node = _carrier(g, speech.cue_head) if speech.cue_head is not None else None
    if node is None:
        return None
    mention = g.mention_of.get(node)
    named = g.tree.tokens[node].pos == "PROPN" and (mention is None or mention.type != "person" or mention.kind == "unknown")
    outlet = mention is not None and is_outlet(mention) and g.tree.tokens[node].tag != "NNS"
    if not (named or outlet):
        return None
    span = g.tree.base_np(node)
    content = tuple((c.start, c.end) for c in speech.reach)
    return Link(replace(source_of(g, span, node), kind="outlet"), None, content, "neutral", reason="what the source said went through this outlet")


def _carrier(g: Ground, cue: int) -> int | None:
    tree = g.tree
    for c in tree.below[cue]:
        token = tree.tokens[c]
        if token.dep == "advcl" and token.lemma.lower() in ("speak", "talk", "write") and tree.prep(c, "to", "for") is not None:
            return tree.prep(c, "to", "for")
        noun = tree.child(c, "pobj") if token.dep == "prep" and token.lemma.lower() in ("in", "by", "through", "via", "on") else None
        if noun is None or tree.tokens[noun].lemma.lower() not in THROUGH:
            continue
        for passed in tree.all(noun, "acl"):
            if tree.tokens[passed].lemma.lower() in CARRYING and tree.prep(passed, "by", "on") is not None:
                return tree.prep(passed, "by", "on")
        found = tree.prep(noun, "with", "to")
        if found is not None:
            return found
    return None


def _told_name(mention: Mention) -> bool:
    """Whether a name that "told X" is told to is one nobody knows as an actor or a person: then it is whoever publishes it."""
    return mention.entity is None and (mention.kind is None or mention.kind == "unknown") and mention.type in ("organisation", "person") and " " not in mention.name


def _publisher(g: Ground, speech: Speech) -> Link | None:
    """For footage or papers as source: who put them out, where the sentence says so."""
    if speech.source_head is None:
        return None
    tree = g.tree
    kind = noun_lexicon.load().kind(tree.tokens[speech.source_head].lemma)
    if kind not in ("footage", "document"):
        return None
    for c in tree.all(speech.source_head, "acl"):
        if tree.tokens[c].lemma.lower() in speech_lexicon.load().publishing:
            by = tree.child(c, "agent")
            node = tree.child(by, "pobj") if by is not None else None
            if node is not None:
                found = tree.spans(node)
                span = next((s for s in found if s.start <= tree.tokens[node].start < s.end), tree.base_np(node))
                cue = Quote(tree.tokens[c].text, tree.tokens[c].start, tree.tokens[c].end)
                content = tuple((s.start, s.end) for s in speech.reach)
                medium = tree.tokens[speech.source_head].lemma
                return Link(source_of(g, span, node), cue, content, "neutral", medium, reason=f"put out the {medium}")
    return None
