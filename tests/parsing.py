"""Reading a few sentences in tests: the parser and the event finder, without mentions, coreference or speech."""

from whosays.model.reading import Reading
from whosays.model.span import Span
from whosays.reading.events import find_events
from whosays.reading.parser import load


def read(text: str) -> Reading:
    """A reading of one paragraph with tokens, sentences and events."""
    parse = load().parse(text, [Span(0, len(text))])
    bare = Reading("test", parse.tokens, parse.sentences, (), (), (), "test")
    events = find_events(text, parse.tokens, bare.children, parse.sentences)
    return Reading("test", parse.tokens, parse.sentences, (), (), events, "test")
