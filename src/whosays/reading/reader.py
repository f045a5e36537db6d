"""Report to Reading: parse, mentions, coreference, attributions, events, in that order."""

import bisect
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from whosays.lexicon import actors, nouns, speech
from whosays.model.issue import Issue
from whosays.model.reading import Argument, Event, Mention, Reading, Sentence
from whosays.model.report import Report
from whosays.reading import attribution, coreference, parser
from whosays.reading.encoder import WEIGHTS, Encoded, Encoder
from whosays.reading.events import find_events
from whosays.reading.mentions import find_mentions
from whosays.settings import Settings
from whosays.text.tree import Tree


@dataclass(frozen=True, slots=True)
class Reader:
    """A loaded reader; `version` names the parser, the encoder (or `rules`) and their hashes."""

    parser: parser.Parser
    encoder: Encoder | None
    version: str
    languages: tuple[str, ...]

    def read(self, report: Report) -> Reading:
        """Read one report. A language that the reader does not know gives an empty Reading and an Issue."""
        if report.language not in self.languages:
            return self._unread(report)
        text = report.text
        parse = self.parser.parse(text, report.paragraphs, report.title_span)
        tree = Tree(parse.tokens)
        words = nouns.load()
        found = find_mentions(
            text, parse.tokens, tree, parse.named, report.paragraphs, actors.load(), words
        )
        mentions = coreference.resolve(found, tree, parse.sentences, words, frozenset(speech.load().verbs))
        encoded = self.encoder.read(text, report.paragraphs) if self.encoder is not None else None
        ground = attribution.Ground(text, tree, parse.sentences, speech.load(), words)
        speeches = attribution.find_attributions(ground, report.paragraphs, encoded)
        events = find_events(text, parse.tokens, tuple(tree.below), parse.sentences, stands_for(mentions), encoded, kinds(mentions, tree, parse.sentences))
        return Reading(
            report.report_id, parse.tokens, parse.sentences, mentions, speeches, _voted(events, encoded, tree), self.version
        )

    def _unread(self, report: Report) -> Reading:
        message = f"the text is in language {report.language!r}; this reader knows {', '.join(self.languages)}"
        issue = Issue("reading", "language_unread", report.doc_id, message)
        return Reading(report.report_id, (), (), (), (), (), self.version, (issue,))


def stands_for(mentions: Sequence[Mention]) -> dict[int, int]:
    """For each pronoun's token the head token of the nearest naming mention before it in its cluster."""
    latest: dict[int, int] = {}
    found: dict[int, int] = {}
    for mention in sorted(mentions, key=lambda m: m.start):
        if mention.cluster is None:
            continue
        if not mention.pronoun:
            latest[mention.cluster] = mention.head
        elif mention.cluster in latest:
            found[mention.head] = latest[mention.cluster]
    return found


#: Of the longer words of running text, so many are in lower case; of a headline in capitals hardly any, and what is a name there is a guess.
LOWER_SHARE: Final = 0.3


def kinds(mentions: Sequence[Mention], tree: Tree, sentences: Sequence[Sentence]) -> dict[int, str]:
    """For each token of a name in running text the type of its mention: what frames that ask for a person or a place may look at."""
    named = sorted((m.start, m.end, m.type) for m in mentions if not m.pronoun and m.type in ("person", "location", "facility"))
    found: dict[int, str] = {}
    at = 0
    for start, end, kind in named:
        while at < len(tree.tokens) and tree.tokens[at].end <= start:
            at += 1
        for token in itertools.takewhile(lambda t, end=end: t.start < end, tree.tokens[at:]):  # type: ignore[misc]  # the default binds the end
            if token.pos == "PROPN" and _runs(tree, sentences[token.sentence]):
                found[token.i] = kind
    return found


def _runs(tree: Tree, sentence: Sentence) -> bool:
    longer = [t.text for t in tree.tokens[sentence.first : sentence.last] if len(t.text) > 3 and t.text.isalpha()]  # not "the", "of"
    return sum(word.islower() for word in longer) > LOWER_SHARE * len(longer)


#: Least chance at which a participant that the head points at is kept with its act; who uses it asks for more.
POINTED: Final = 0.25


def _voted(events: tuple[Event, ...], encoded: Encoded | None, tree: Tree) -> tuple[Event, ...]:
    """Events with the head's vote on their factuality, the mean of its two scales, and with the participants that it points at."""
    if encoded is None:
        return tuple(events)
    found = []
    for event in events:
        vote = encoded.factuality(event.start, event.end)
        value = None if vote is None else round((vote.uds + vote.uw) / 2, 3)
        pointed = _pointed(event, encoded, tree) if event.type is not None else ()
        found.append(replace(event, factuality=value, pointed=pointed))
    return tuple(found)


def _pointed(event: Event, encoded: Encoded, tree: Tree) -> tuple[Argument, ...]:
    """The participants that the head points at, each at the token that governs its words."""
    found = []
    for vote in encoded.arguments_at(event.start, event.end, POINTED):
        first = bisect.bisect_right(tree.tokens, vote.start, key=lambda t: t.end)
        last = bisect.bisect_left(tree.tokens, vote.end, key=lambda t: t.start)
        head = next((i for i in range(first, last) if not first <= tree.tokens[i].head < last or tree.tokens[i].head == i), None)
        if head is not None:
            found.append(Argument(vote.role, vote.start, vote.end, head, round(vote.score, 3), "the head points at it"))
    return tuple(found)


def load(settings: Settings) -> Reader:
    """Load the parser and, unless settings say otherwise, the trained heads.

    Raises:
        InputError: when the parser package is missing or altered.
    """
    loaded = parser.load(settings.parser)
    encoder = Encoder.load(settings.threads) if settings.encoder and (WEIGHTS / "encoder.onnx").exists() else None
    heads = encoder.version if encoder is not None else "rules"
    return Reader(loaded, encoder, f"{loaded.version}+{heads}", settings.languages)
