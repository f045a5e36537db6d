"""What the parser is given piece by piece: offsets stay those of the report."""

import pytest

from whosays.model.span import Span
from whosays.reading import parser

PIECES = [
    ("KUTUM/HOMS (Meridian) - Rebels attacked the camp.", ["KUTUM/HOMS (Meridian) -", "Rebels attacked the camp."], "a dateline apart"),
    ("KUTUM, Nov. 3 (AP) -- Rebels attacked the camp.", ["KUTUM, Nov. 3 (AP) --", "Rebels attacked the camp."], "a dateline with a day"),
    ("NATO jets struck the camp - Officials denied it.", ["NATO jets struck the camp - Officials denied it."], "a subject in capitals is no dateline"),
    ("- Gunmen attacked the camp.\n- Police found two bodies.", ["- Gunmen attacked the camp.", "- Police found two bodies."], "items of a list, each with its mark"),
    ("Losses were put at 5 - 6 men.", ["Losses were put at 5 - 6 men."], "a dash within a line is no mark"),
]


@pytest.mark.parametrize(("text", "sentences", "why"), PIECES, ids=[p[2] for p in PIECES])
def test_pieces(text, sentences, why):
    parse = parser.load().parse(text, [Span(0, len(text))])
    assert [text[s.start : s.end] for s in parse.sentences] == sentences, why
    assert all(text[t.start : t.end] == t.text for t in parse.tokens), why
    assert {s.paragraph for s in parse.sentences} == {0}, why
