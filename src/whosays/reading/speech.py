"""Attribution by rules: who (source) says (cue) what (content), from syntax and quotation marks.

Each rule looks at one cue word and proposes at most one attribution; the trained head's proposals are merged in
`reading.attribution`. Spans are code points of the report's text.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from whosays.lexicon.nouns import NounLexicon
from whosays.lexicon.speech import SpeechLexicon
from whosays.model.reading import Sentence, Speech, Token
from whosays.model.span import Span
from whosays.reading.speech_cited import citing, shown_saying, with_reference
from whosays.reading.speech_denying import denied_by, dismissed_as, set_aside
from whosays.reading.speech_figures import figure_told
from whosays.reading.speech_ground import Ground
from whosays.reading.speech_nouns import (
    according_to,
    called_untrue,
    footage_shows,
    headline,
    in_view_of,
    in_which,
    noun_cue,
    noun_is_that,
)
from whosays.reading.speech_quotes import with_quotes
from whosays.reading.speech_verbs import (
    accuse,
    colon,
    heard_from,
    hearsay_passive,
    of_content,
    trailing,
    unsaid,
    verb_noun,
    verb_that,
)
from whosays.text.quotes import quotations
from whosays.text.tree import Tree

Rule = Callable[[Ground, int], list[Speech]]


def find_speeches(
    text: str, tokens: Sequence[Token], children: Sequence[tuple[int, ...]], sentences: Sequence[Sentence],
    paragraphs: Sequence[Span], words: SpeechLexicon, nouns: NounLexicon,
) -> list[Speech]:
    """Attributions that the rules find, in order of their cues; parents are not set yet."""
    quotes = [q for span in paragraphs for q in quotations(text, span.start, span.end)]
    ground = Ground(text, Tree(tokens, children), sentences, quotes, words, nouns)
    found: dict[int, Speech] = {}
    for i in range(len(tokens)):
        for rule in RULES:
            for speech in rule(ground, i):
                key = speech.cue_head if speech.cue_head is not None else i
                if key not in found:
                    found[key] = speech
    return with_quotes(ground, _without_trailers([found[i] for i in sorted(found)]))


def _without_trailers(speeches: Sequence[Speech]) -> list[Speech]:
    """In "Police said A, Xinhua reported" the words behind A are Xinhua's: nobody inside a trailing attribution speaks them."""
    trailers = [s for s in speeches if "rule:trailing" in s.votes and s.content]
    result = []
    for speech in speeches:
        content = speech.content
        for outer in trailers:
            first, last = outer.content[0], outer.content[-1]
            if outer is not speech and first.start <= speech.cue[0].start < last.end:
                content = tuple(Span(c.start, min(c.end, last.end)) for c in content if c.start < last.end)
        result.append(replace(speech, content=content) if content != speech.content else speech)
    return result


RULES: tuple[Rule, ...] = (
    citing, shown_saying, with_reference, unsaid, denied_by, dismissed_as, set_aside, accuse, called_untrue, heard_from, trailing, footage_shows, verb_that, hearsay_passive, verb_noun, figure_told, of_content, according_to, in_view_of, in_which,
    noun_cue, noun_is_that, colon, headline,
)
"""Tried in this order at every token; the first that speaks for a cue wins."""


def nested(speeches: Sequence[Speech]) -> tuple[Speech, ...]:
    """The attributions in text order with `parent` set: the smallest other content that holds this cue and source."""
    ordered = sorted(speeches, key=lambda s: (s.cue[0].start, -sum(c.end - c.start for c in s.reach)))
    sizes = [sum(c.end - c.start for c in s.reach) for s in ordered]
    result: list[Speech] = []
    for k, speech in enumerate(ordered):
        parents = [
            (sizes[j], j) for j, other in enumerate(ordered)
            if j != k and sizes[j] > 0 and _holds(other, speech) and not _holds_strictly_back(speech, other, sizes[k], sizes[j])
        ]
        result.append(replace(speech, parent=min(parents)[1] if parents else None))
    return tuple(result)


def _holds(outer: Speech, inner: Speech) -> bool:
    cue = inner.cue[0]
    return any(c.start <= cue.start and cue.end <= c.end for c in outer.reach)


def _holds_strictly_back(inner: Speech, outer: Speech, inner_size: int, outer_size: int) -> bool:
    """Two attributions that hold each other's cue: the smaller one is the inner one, a tie goes to text order."""
    return _holds(inner, outer) and (inner_size, inner.cue[0].start) > (outer_size, outer.cue[0].start)
