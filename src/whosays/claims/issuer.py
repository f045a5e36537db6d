"""Who speaks in a report's own voice: the body whose statement it is, for "we" and "our units" outside quotations."""

from typing import Final

from whosays.claims.ground import Ground
from whosays.claims.sources import entity_of
from whosays.lexicon import actors
from whosays.model import ids
from whosays.model.reading import Mention

PLURAL_FIRST: Final = frozenset(["we", "our", "us", "ours", "ourselves"])
HEAD_SENTENCES: Final = 4
"""Within so many sentences a statement names the body that makes it."""
HEADING_WORDS: Final = 16
"""A line of at most so many words without a finite verb is a heading."""
DECLARES: Final = frozenset(["inform", "announce", "declare", "communicate", "state", "proclaim", "notify", "report", "issue"])
BODIES: Final = ("organisation", "armed_group")


def issuer(g: Ground) -> tuple[str, str | None] | None:
    """Name and entity id of the body whose statement the report is; null where neither its outlet nor its head names one, or nobody says "we"."""
    if not any(token.text.lower() in PLURAL_FIRST for token in g.reading.tokens):
        return None
    for words in (g.report.outlet, g.report.author):
        hits = [hit for hit in actors.load().find(words or "") if hit.kind not in ("outlet", "monitor", "state")]
        if len(hits) == 1:
            return hits[0].name, ids.entity_id("world", hits[0].entity_id)
    for mention in g.reading.mentions:
        sentence = g.reading.sentences[g.tree.tokens[mention.head].sentence]
        if sentence.i >= HEAD_SENTENCES:
            return None
        body = mention.type in BODIES and not mention.pronoun and mention.name[:1].isupper()
        if body and (_declares(g, mention) or (_heading(g, sentence.first, sentence.last) and _issues(g, mention))):
            return mention.name, entity_of(g, mention)
    return None


def _heading(g: Ground, first: int, last: int) -> bool:
    return last - first <= HEADING_WORDS and not any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in g.tree.tokens[first:last])


ISSUING: Final = frozenset(
    ["statement", "communique", "communiqué", "declaration", "message", "bulletin", "release", "announcement", "centre", "center", "office", "command",
     "council", "bureau", "ministry", "department", "service", "spokesman", "headquarters", "staff", "wing", "committee", "general", "press", "media"]
)
"""Nouns of papers and of the offices that issue them."""


def _issues(g: Ground, mention: Mention) -> bool:
    """Whether the heading is the body's name, or a paper or office of it: not "clashes between the army and rebels"."""
    for node in g.tree.up(mention.head):
        token = g.tree.tokens[node]
        numbered = token.lemma.lower() in ("no.", "no", "nr", "number", ".") or token.text.isdigit()
        if node != mention.head and token.pos in ("NOUN", "PROPN") and token.lemma.lower() not in ISSUING and not numbered:
            return False
        if token.pos in ("VERB", "AUX"):
            return False
    return True


def _declares(g: Ground, mention: Mention) -> bool:
    """Whether the body, or the command or press office of it, is the subject of a verb of declaring."""
    for node in g.tree.up(mention.head):
        token = g.tree.tokens[node]
        if token.dep in ("nsubj", "nsubjpass"):
            return g.tree.tokens[token.head].lemma.lower() in DECLARES
        if token.pos not in ("NOUN", "PROPN", "ADP"):
            return False
    return False
