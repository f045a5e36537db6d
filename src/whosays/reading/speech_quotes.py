"""Quotations: they lengthen contents, find speakers of their own, and are carried on to the next sentence."""

from collections.abc import Sequence
from dataclasses import replace

from whosays.model.reading import Speech
from whosays.model.span import Span
from whosays.reading.speech_ground import (
    Ground,
    attribution,
    negated_cue,
    speaker_of,
    verb_entry,
)
from whosays.text.quotes import Quotation

SCARE_QUOTE_WORDS = 4
"""A quotation of at most so many words that no cue governs marks distance, not speech."""


def with_quotes(ground: Ground, speeches: list[Speech]) -> list[Speech]:
    """Let quotations lengthen contents, find speakers of quotations without content, and carry speakers on."""
    speeches = list(speeches)
    speaker: Speech | None = None
    for quote in ground.quotes:
        inside = ground.text[quote.inner_start : quote.inner_end].split()
        k = _quoting(speeches, quote)
        if k is not None:
            if len(inside) > SCARE_QUOTE_WORDS:
                speeches[k] = _lengthened(speeches[k], quote)
            speaker = speeches[k]
            continue
        if len(inside) <= SCARE_QUOTE_WORDS:
            continue
        bare = _bare_cue(ground, quote, speeches)
        if bare is not None:
            speeches.append(bare)
            speaker = bare
        elif speaker is not None and _near(ground, speaker, quote) and _own_sentence(ground, quote):
            speeches.append(replace(
                speaker, content=(Span(quote.start, quote.end),), carried=True, votes=("rule:carried_quote",),
            ))
    return sorted(speeches, key=lambda s: (s.cue[0].start, s.content[0].start if s.content else 0))


def _quoting(speeches: Sequence[Speech], quote: Quotation) -> int | None:
    """Number of the attribution whose content meets the quotation and whose cue stands outside it, innermost first."""
    best: tuple[int, int] | None = None
    for k, speech in enumerate(speeches):
        if any(quote.start <= c.start < quote.end for c in speech.cue):
            continue
        if any(s.start < quote.end and quote.start < s.end for s in speech.content):
            size = sum(s.end - s.start for s in speech.content)
            if best is None or size < best[0]:
                best = (size, k)
    return best[1] if best is not None else None


def _lengthened(speech: Speech, quote: Quotation) -> Speech:
    spans = [s for s in speech.content if not (s.start < quote.end and quote.start < s.end)]
    met = [s for s in speech.content if s.start < quote.end and quote.start < s.end]
    cues = sorted(speech.cue)
    start = min([quote.start, *(s.start for s in met)])
    end = max([quote.end, *(s.end for s in met)])
    if any(start < c.start < end for c in cues) or any(start < s.start < end for s in speech.source):
        spans += [*met, Span(quote.start, quote.end)]
    else:
        spans.append(Span(start, end))
    return replace(speech, content=tuple(sorted(set(spans))))


def _bare_cue(ground: Ground, quote: Quotation, speeches: Sequence[Speech]) -> Speech | None:
    """A cue verb beside a quotation that the parser did not tie to it: in the same sentence, just before or after."""
    tree = ground.tree
    taken = {s.cue_head for s in speeches}
    for sentence in ground.sentences:
        if sentence.end < quote.start - 2 or sentence.start > quote.end + 2:
            continue
        for i in range(sentence.first, sentence.last):
            token = tree.tokens[i]
            if quote.start <= token.start < quote.end or i in taken:
                continue
            entry = verb_entry(ground, i)
            gap = min(abs(token.start - quote.end), abs(quote.start - token.end))
            if entry is None or "quote" not in entry.frames or gap > 80 or negated_cue(ground, i):
                continue
            source = speaker_of(ground, i)
            if source is None or quote.start <= tree.tokens[source].start < quote.end:
                continue
            return attribution(ground, i, source, (Span(quote.start, quote.end),), entry, "quote_beside")
    return None


def _near(ground: Ground, speaker: Speech, quote: Quotation) -> bool:
    """Whether the quotation stands within two sentences of the speaker's last words."""
    last = max(s.end for s in (*speaker.content, *speaker.cue))
    between = [s for s in ground.sentences if last <= s.start and s.end <= quote.start]
    return last <= quote.start and len(between) <= 1


def _own_sentence(ground: Ground, quote: Quotation) -> bool:
    """Whether the quotation begins a sentence: a free quotation, not words quoted inside the reporter's own sentence."""
    return any(quote.start - 1 <= s.start <= quote.inner_start + 1 for s in ground.sentences)
