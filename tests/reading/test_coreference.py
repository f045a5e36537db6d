"""Who is meant: one row a text; the mention at `words` must go by `name`."""

import pytest

from whosays.lexicon import actors, nouns, speech
from whosays.model.span import Span
from whosays.reading import coreference, parser
from whosays.reading.mentions import find_mentions
from whosays.text.tree import Tree

CASES = [
    ("Col. Pavel Orsk arrived on Monday. He met the mayor.", "He", "Pavel Orsk", "personal pronoun to the latest person"),
    ("Ruvan Telesh, a retired officer, saw the tape. Telesh doubted it.", "Telesh doubted", "Ruvan Telesh", "surname to full name"),
    ("The Orlun Valley Front (OVF) left. The OVF denied it.", "OVF denied", "Orlun Valley Front", "acronym in brackets"),
    ("The Harbour Brigade, which also refers to itself as the Lions of Mar, attacked. The Lions of Mar fled.", "Lions of Mar fled", "Harbour Brigade", "alias phrase"),
    ("The Harbour Brigade seized the port. The group said it would stay.", "The group", "Harbour Brigade", "hypernym to the latest named group"),
    ("The Harbour Brigade seized the port. The group said it would stay.", "it would", "Harbour Brigade", "pronoun of a verb of saying's clause"),
    ("A militia called the Harbour Brigade seized the port near the base of the Northern Front.", "Harbour Brigade", "Harbour Brigade", "a restricted noun is no hypernym"),
    ("Residents fled. According to the Northern Monitor, jets bombed the town. They also report looting.", "They", "Northern Monitor", "who spoke speaks on"),
    ("Col. Pavel Orsk came late. Mira Telesh was there. She left, then he left.", "he left.", "Pavel Orsk", "'he' is nobody who was 'she' just now"),
    ("The Harbour Brigade is a militia from the coast. It seized the port.", "It seized", "Harbour Brigade", "a predicate names its subject"),
    ("The ministry spoke first. For its part, the Harbour Brigade denied it.", "its part", "Harbour Brigade", "'for its part' stands for the subject after it"),
    ("The Harbour Lions fled on Monday. The Lions left the port.", "Lions left", "Harbour Lions", "a name by its head word"),
    ("The Harbour Brigade seized the port on Monday. Fighters burned two boats.", "Fighters", "Harbour Brigade", "fighters of the one group named"),
    ("Pavel Orsk spoke first. The tape shows the body of one man and his rifle.", "his rifle", "one man", "whose thing is named with it"),
    ("Orsk praised the Harbour Brigade, saying that areas held by the allied militias see drills of those militias, where they train.", "they train", "allied militias", "the clause describes them"),
    ("A splinter faction calling itself the Harbour Lions seized the port. The Harbour Lions left.", "splinter faction", "Harbour Lions", "alias phrase"),
    ("The Harbour Brigade seized the port. The rebel group said it would stay.", "The rebel group", "Harbour Brigade", "a word that only sorts"),
]


def mentions(text):
    spans = [Span(0, len(text))]
    parsed = parser.load().parse(text, spans)
    tree = Tree(parsed.tokens)
    found = find_mentions(text, parsed.tokens, tree, parsed.named, spans, actors.load(), nouns.load())
    return coreference.resolve(found, tree, parsed.sentences, nouns.load(), frozenset(speech.load().verbs))


@pytest.mark.parametrize(("text", "words", "name", "why"), CASES, ids=[c[3] for c in CASES])
def test_names(text, words, name, why):
    start = text.index(words)
    found = [m for m in mentions(text) if m.start <= start < m.end]
    assert found, why
    assert name in {m.name for m in found}, (why, found)


def test_every_mention_reproduces_its_words():
    text = "Kämpfer der “Löwen‑Brigade” 🦁 (LB) fled; the LB denied it."
    assert all(0 <= m.start < m.end <= len(text) for m in mentions(text))
