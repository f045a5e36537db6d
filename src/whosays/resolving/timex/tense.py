"""Whether the clause around a time speaks of what is past or of what is to come."""

import re
from collections.abc import Sequence
from typing import Literal

from whosays.model.reading import Token

Tense = Literal["past", "future", "unknown"]
_FUTURE = re.compile(
    r"\b(?:(?:will|shall|won['’]t|would|[a-z]+['’]ll|(?:is|are) to|must|should|may|might|could)(?: (?:not|also|be|have|been|only|then))* [a-z]+|"
    r"going to|plan(?:s|ned|ning)? (?:to|for|on)|scheduled|due|"
    r"expect(?:s|ed|ing)?|set to|intends? to|hopes? to|vow(?:s|ed)? to|pledged? to|upcoming|deadline|slated|"
    r"expires?|begins?|starts?|meets?|takes? place|votes?|calls? for|to be [a-z]+)\b"
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|been|[a-z]{2,}ed|came|went|took|left|fell|fled|shot|hit|led|held|made|gave|got|saw|found|struck|broke|"
    r"began|told|said|blew|sent|met|won|lost|rose|sank|withdrew|seized|became|brought|bought|sold|wrote|spoke|drove|flew|ran|set)\b"
)
_SINCE = re.compile(r"\b[Ss]ince\s+(?:the\s+)?$")
_EARLIEST = re.compile(r"\bas (?:early|soon) as\s+$")
_TERMS = re.compile(r"\b(?:effective|payable|starting|beginning|as from)\s+$")
"""Before a day: words of a term that may lie on either side, whatever the verb."""
# fmt: off
_PLANNING = frozenset((
    "plan", "schedule", "expect", "slate", "vow", "pledge", "promise", "threaten", "intend", "postpone", "delay", "extend", "aim",
    "hope", "propose",
))
"""Verbs whose object lies ahead, whatever their own tense."""
_LEADING = _PLANNING | frozenset((
    "want", "agree", "decide", "prepare", "order", "ask", "call", "urge", "demand", "offer", "set", "due", "tell", "give", "wait",
))
"""Verbs whose infinitive lies ahead; after others (managed to, failed to, came to) it shares their tense."""
_TIMETABLE = frozenset((
    "vote", "meet", "begin", "start", "expire", "open", "end", "resume", "leave", "arrive", "depart", "convene",
))
"""Verbs whose present tells of a timetable."""
# fmt: on
_MODALS = frozenset(
    ("will", "shall", "'ll", "’ll", "wo", "would", "could", "can", "ca", "may", "might", "should", "must")
)
_CLIMB = 8
"""Steps up the tree before a verb is given up."""
_ATTACHED = 3
"""A time so close behind a planning verb tells when the plan was made."""


def tense_at(
    text: str, span: tuple[int, int], bounds: tuple[int, int], tokens: Sequence[Token], at: int | None
) -> Tense:
    """Tense of the clause that governs the words `span` in the sentence `bounds`, both `[start, end)`.

    With tokens the governing verb decides, else the nearest cue of the sentence; `at` is the number of the token at `start`.
    """
    start, end = span
    if _SINCE.search(text, max(0, start - 12), start):
        return "past"
    if _EARLIEST.search(text, max(0, start - 14), start):
        return "future"
    if _TERMS.search(text, max(0, start - 14), start):
        return "unknown"
    found = _from_tree(tokens, at) if at is not None else None
    return _from_words(text, start, end, bounds) if found is None else found


def _from_tree(tokens: Sequence[Token], at: int) -> Tense | None:
    """Tense of the nearest verb above a token; null without a verb."""
    node = tokens[at]
    for _ in range(_CLIMB):
        if node.text.lower() == "due":
            return "future"
        if node.pos in {"VERB", "AUX"}:
            if any(t.text.lower() == "due" and t.head == node.i and t.dep == "acomp" for t in tokens[node.i + 1 : node.i + 4]):
                return "future"  # "is due in Kampala on Saturday"
            return _verb_tense(tokens, node, at)
        if node.head == node.i:
            return None
        node = tokens[node.head]
    return None


def _helpers(tokens: Sequence[Token], verb: Token) -> tuple[set[str], set[str]]:
    """Words and tags of a verb's auxiliaries."""
    near = [
        t
        for t in tokens[max(0, verb.i - 10) : verb.i + 4]
        if t.head == verb.i and t.dep in {"aux", "auxpass"}
    ]
    return {t.text.lower() for t in near}, {t.tag for t in near}


def _verb_tense(tokens: Sequence[Token], verb: Token, at: int, depth: int = 0) -> Tense:
    words, tags = _helpers(tokens, verb)
    if words & _MODALS and "have" not in words:
        return "future"
    if verb.lemma in _PLANNING and "had" not in words and _plans(tokens, verb, at):
        return "future"
    if "to" in words and verb.tag == "VB":
        return _infinitive_tense(tokens, verb, at, depth)
    if (
        verb.tag == "VBD"
        or "VBD" in tags
        or "have" in words
        or (words & {"has", "'s", "’s", "'ve", "’ve"} and verb.tag == "VBN")
    ):
        return "past"
    return "future" if verb.tag in {"VBZ", "VBP"} and verb.lemma in _TIMETABLE else "unknown"


def _plans(tokens: Sequence[Token], verb: Token, at: int) -> bool:
    """Whether the time belongs to what is planned, not to the planning ("vowed on Monday to strike")."""
    if verb.tag != "VBD":
        return True
    between = {t.text.lower() for t in tokens[verb.i + 1 : at]}
    return at - verb.i > _ATTACHED or bool(between & {"for", "until"})


def _infinitive_tense(tokens: Sequence[Token], verb: Token, at: int, depth: int) -> Tense:
    """To attack on Monday: ahead after "plan" or a noun, past after "managed" or "was sent"."""
    head = tokens[verb.head]
    if head.i == verb.i or head.pos not in {"VERB", "AUX"} or depth >= _CLIMB:
        return "future"
    if head.lemma in _LEADING:
        return "past" if "had" in _helpers(tokens, head)[0] else "future"
    tense = _verb_tense(tokens, head, at, depth + 1)
    return "future" if tense == "unknown" else tense


def is_firm(tokens: Sequence[Token], at: int) -> bool:
    """Whether a verb in the simple past governs the time at token `at` with at most a preposition between them."""
    node = tokens[at]
    for _ in range(_CLIMB):
        if node.pos == "VERB":
            return node.tag == "VBD" and node.lemma not in _LEADING
        if node.head == node.i or (node.pos == "NOUN" and node.dep not in {"npadvmod", "pobj"}):
            return False
        parent = tokens[node.head]
        if node.pos == "ADP" and parent.pos not in {"VERB", "AUX", "ADP"}:
            return False
        node = parent
    return False


def _from_words(text: str, start: int, end: int, bounds: tuple[int, int]) -> Tense:
    before = text[bounds[0] : start]
    after = text[end : bounds[1]]
    best: tuple[int, Tense] | None = None
    for pattern, tense in ((_FUTURE, "future"), (_PAST, "past")):
        for match in pattern.finditer(before):
            best = _nearer(best, len(before) - match.end(), tense)  # type: ignore[arg-type]
        match_after = pattern.search(after)
        if match_after:
            best = _nearer(best, match_after.start() + 25, tense)  # type: ignore[arg-type]
    return best[1] if best else "unknown"


def _nearer(best: tuple[int, Tense] | None, distance: int, tense: Tense) -> tuple[int, Tense]:
    return (distance, tense) if best is None or distance < best[0] else best
