"""Report to Reading: parse, mentions, coreference, attributions, events, in that order."""

from dataclasses import dataclass
from typing import Any

from whosays.lexicon import actors, nouns, speech
from whosays.model.issue import Issue
from whosays.model.reading import Reading
from whosays.model.report import Report
from whosays.reading import coreference, parser
from whosays.reading.events import find_events
from whosays.reading.mentions import find_mentions
from whosays.reading.speech import find_speeches, nested
from whosays.settings import Settings
from whosays.text.tree import Tree


@dataclass(frozen=True, slots=True)
class Reader:
    """A loaded reader; `version` names the parser, the encoder (or `rules`) and their hashes."""

    parser: parser.Parser
    encoder: Any
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
            text, parse.tokens, tree, parse.sentences, parse.named, report.paragraphs, actors.load(), words
        )
        mentions = coreference.resolve(found, tree, parse.sentences, words, frozenset(speech.load().verbs))
        speeches = find_speeches(
            text, parse.tokens, tuple(tree.below), parse.sentences, report.paragraphs, speech.load(), words
        )
        events = find_events(text, parse.tokens, tuple(tree.below), parse.sentences)
        return Reading(
            report.report_id, parse.tokens, parse.sentences, mentions, nested(speeches), tuple(events), self.version
        )

    def _unread(self, report: Report) -> Reading:
        message = f"the text is in language {report.language!r}; this reader knows {', '.join(self.languages)}"
        issue = Issue("reading", "language_unread", report.doc_id, message)
        return Reading(report.report_id, (), (), (), (), (), self.version, (issue,))


def load(settings: Settings) -> Reader:
    """Load the parser and, unless settings say otherwise, the trained heads.

    Raises:
        InputError: when the parser package is missing or altered.
    """
    loaded = parser.load(settings.parser)
    return Reader(loaded, None, f"{loaded.version}+rules", settings.languages)
