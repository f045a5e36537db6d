"""Attribution by rules: one row a sentence; `why` names the mechanism."""

import pytest

from whosays.lexicon import nouns, speech
from whosays.model.span import Span
from whosays.reading import parser
from whosays.reading.speech import find_speeches, nested
from whosays.text.tree import Tree

CASES = [
    # text, [(source, cue, content begins with, stance)], why
    ("The ministry said that its troops had entered the town.", [("The ministry", "said", "that its troops", "neutral")], "clause"),
    ("Rebels shot down a helicopter, a spokesman said.", [("a spokesman", "said", "Rebels shot down", "neutral")], "clause before its cue"),
    ("The group claimed to have killed six guards.", [("The group", "claimed", "to have killed", "distancing")], "infinitive content"),
    ("The army denied the raid.", [("The army", "denied", "the raid", "denying")], "noun content"),
    ("According to residents, jets bombed the market.", [("residents", "According to", "jets bombed", "neutral")], "according to"),
    (
        "State television quoted a general as saying that the bridge had been retaken.",
        [("State television", "quoted", "a general", "neutral"), ("a general", "saying", "that the bridge", "neutral")],
        "two links of a quotation",
    ),
    (
        "Kivu Radio reports a governor told listeners the rebels had left.",
        [("Kivu Radio", "reports", "a governor told", "neutral"), ("a governor", "told", "the rebels had left", "neutral")],
        "nested clauses",
    ),
    ("The council accused the militia of shelling a school.", [("The council", "accused", "the militia", "distancing")], "accusation"),
    ("In a video released by the rebels, officers were shown surrendering.", [("a video released by the rebels", "were shown", "officers", "endorsing")], "footage"),
    ("The army did not say that it had withdrawn.", [], "a negated cue attributes nothing"),
    ("If the ministry confirms that the pilot died, talks will end.", [], "a conditional cue attributes nothing"),
    ("The monitor released a statement claiming that two villages were burnt.", [("The monitor", "claiming", "that two villages", "distancing")], "from the paper to who released it"),
    ("A win the general said was helped by local fighters ended the battle.", [("the general", "said", "A win", "neutral")], "relative said"),
    ("Reports by monitors that the camp was shelled could not be checked.", [("monitors", "Reports", "that the camp", "neutral")], "noun cue"),
    ("“We hold the ridge and will not give it up,” the commander said. “Nobody will take it from us.”",
     [("the commander", "said", "“We hold", "neutral"), ("the commander", "said", "“Nobody", "neutral")], "a quotation that goes on is carried"),
    ("The so-called “peace column” left on Monday.", [], "scare quotes are no speech"),
]


def read(text):
    parsed = parser.load().parse(text, [Span(0, len(text))])
    tree = Tree(parsed.tokens)
    found = find_speeches(text, parsed.tokens, tree.below, parsed.sentences, [Span(0, len(text))], speech.load(), nouns.load())
    return nested(found)


def words(text, spans):
    return " … ".join(text[s.start : s.end] for s in spans)


@pytest.mark.parametrize(("text", "expected", "why"), CASES, ids=[c[2] for c in CASES])
def test_attributions(text, expected, why):
    found = [(words(text, s.source), words(text, s.cue), words(text, s.content), s.stance) for s in read(text)]
    assert len(found) == len(expected), (why, found)
    for got, want in zip(found, expected, strict=True):
        assert (got[0], got[1], got[3]) == (want[0], want[1], want[3]), why
        assert got[2].startswith(want[2]), why


def test_nesting_gives_the_inner_link_its_parent():
    outer, inner = read("Kivu Radio reports a governor told listeners the rebels had left.")
    assert outer.parent is None
    assert inner.parent == 0


def test_carried_quotations_say_so():
    first, second = read(CASES[14][0])
    assert not first.carried
    assert second.carried
    assert second.source == first.source
