"""Equipment: designations in every spelling, generic nouns, and the look-alikes that are neither."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whosays.lexicon import equipment

# text, [(words, name, class, designation)], why
FOUND = [
    ("a T-90 and a T90 and a T 90", [("T-90", "T-90", "armour", True)] * 1 + [("T90", "T-90", "armour", True), ("T 90", "T-90", "armour", True)], "hyphen, nothing, space"),
    ("two T-72B3 tanks", [("T-72B3 tanks", "T-72B3", "armour", True)], "a type and its noun are one"),
    ("six T-72s", [("T-72s", "T-72", "armour", True)], "plural"),
    ("a BMP 2 burned", [("BMP 2", "BMP-2", "armour", True)], "space"),
    ("an Mi-8/17 crashed", [("Mi-8/17", "Mi-8/17", "helicopter", True)], "stroke"),
    ("an R-166-0.5 signals vehicle", [("R-166-0.5 signals vehicle", "R-166-0.5", "signals", True)], "dot inside"),
    ("Kalashnikovs were found", [("Kalashnikovs", "AK-47", "small_arms", True)], "family name"),
    ("a BTR-87 was seen", [("BTR-87", "BTR-87", "armour", True)], "unseen, by its family"),
    ("an RPG-35 was found", [("RPG-35", "RPG-35", "rocket", True)], "unseen, by its family"),
    ("a 9N999 lay there", [("9N999", "9N999", "munition", True)], "unseen, a Soviet index"),
    ("an F-99 fighter jet", [("F-99 fighter jet", "F-99", "aircraft", True)], "unseen and doubtful, with a noun"),
    ("M4 and M16 rifles", [("M4", "M4 carbine", "small_arms", True), ("M16 rifles", "M16", "small_arms", True)], "a list shares its noun"),
    ("fired rockets and shells at the base", [("rockets", "rocket", "rocket", False), ("shells", "shell", "munition", False)], "generic nouns"),
    ("an IED and two car bombs", [("IED", "IED", "explosive", False), ("car bombs", "car bomb", "explosive", False)], "acronym and compound"),
    ("tank shells hit the wall", [("tank shells", "tank shell", "munition", False)], "a compound is its last noun"),
]  # fmt: skip

# text, why
NOT_FOUND = [
    ("the M5 highway", "a road"),
    ("the M4 and M5 highways", "two roads"),
    ("Highway A-10 was closed", "a road in front"),
    ("flight A-50 from Minsk", "a flight"),
    ("on A4 paper", "a paper size"),
    ("Resolution 2254 was adopted", "a resolution"),
    ("document S/2015/714", "a document"),
    ("the Houston Rockets won", "a team"),
    ("Arsenal lost", "a club"),
    ("a Washington think tank", "think tank"),
    ("it may tank again", "a verb"),
    ("he rifled through drawers", "a verb"),
    ("they threatened to bomb the town", "a verb behind to"),
    ("a gold mine", "a pit"),
    ("F-99 was announced", "unseen and doubtful, with no noun"),
    ("See section C-4.", "a section"),
    ("An 26-year-old man came At 14:52.", "words that are also prefixes"),
    ("state routes B62 and B52", "two roads, the noun in front"),
]


def test_spellings_and_names():
    for text, expected, why in FOUND:
        hits = equipment.load().find(text)
        assert [(text[h.start : h.end], h.name, h.class_, h.designation) for h in hits] == expected, why


@pytest.mark.parametrize(("text", "why"), NOT_FOUND)
def test_not_found(text, why):
    assert equipment.load().find(text) == (), why


def test_the_table_is_as_wide_as_promised():
    rows = equipment.load().rows
    assert len(rows) >= 600
    classes = Counter(row.class_ for row in rows)
    assert min(classes.values()) >= 5
    assert len(classes) == 17
    assert [i for i, n in Counter(row.equipment_id for row in rows).items() if n > 1] == []
    assert all(row.source for row in rows)


@given(st.text(alphabet="TAKMB-4789/.s tankmine5\n", max_size=50))
def test_hits_lie_in_order_inside_the_text(text):
    last = 0
    for hit in equipment.load().find(text):
        assert last <= hit.start < hit.end <= len(text)
        last = hit.end


def test_rows_are_found_by_their_own_names():
    lexicon = equipment.load()
    sure = [row for row in lexicon.rows if any(c.isdigit() for c in row.name) and len(row.name) > 4]
    missed = [row.name for row in sure if not lexicon.find(f"They lost one {row.name} there.")]
    assert missed == []
