"""Report to Reading: parse, mentions, coreference, attributions, events, in that order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from whosays.lexicon import actors, nouns, speech
from whosays.model.issue import Issue
from whosays.model.reading import Event, Mention, Reading
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
        events = find_events(text, parse.tokens, tuple(tree.below), parse.sentences, stands_for(mentions), encoded)
        return Reading(
            report.report_id, parse.tokens, parse.sentences, mentions, speeches, _voted(events, encoded), self.version
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


def _voted(events: tuple[Event, ...], encoded: Encoded | None) -> tuple[Event, ...]:
    """Events with the head's vote on their factuality, the mean of its two scales."""
    if encoded is None:
        return tuple(events)
    found = []
    for event in events:
        vote = encoded.factuality(event.start, event.end)
        found.append(event if vote is None else replace(event, factuality=round((vote.uds + vote.uw) / 2, 3)))
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
