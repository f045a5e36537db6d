"""Acts without a doer that only one side, or the two together, can have done. Passages are the project's own."""

import pytest

STRIKES = [
    ("The Sudanese air force has bombed Kadugli in Sudan since Monday. An air strike hit a market in Kadugli on Friday.", ["Sudanese air force"], "one side flies"),
    ("The Sudanese air force has bombed Kadugli in Sudan since Monday. French jets were seen over Kadugli. An air strike hit a market in Kadugli on Friday.", [], "two sides fly"),
]


@pytest.mark.parametrize(("text", "names", "why"), STRIKES, ids=[c[2] for c in STRIKES])
def test_strikes_of_the_one_side_that_flies(claims_of, text, names, why):
    strikes = [c for c in claims_of(text, "2016-05-04") if c.type == "air_strike"]
    assert [r.name for r in strikes[-1].role("actor")] == names, why
    assert all(r.certainty == "PR" for r in strikes[-1].role("actor"))


WAR = "The FARC attacked a town near Cali on Monday, the army said. On Tuesday soldiers fought the FARC near Popayan, Colombia. "
TOGETHER = [
    (WAR + "Nine people died in clashes near Pasto on Friday.", "armed_clash", ["Colombian army", "Revolutionary Armed Forces of Colombia"], "two fight"),
    (WAR + "The government has been cautious. Peace talks are to begin in May.", "talks", ["Colombia", "Revolutionary Armed Forces of Colombia"], "two talk"),
    (WAR + "The AUC burned a farm. Nine people died in clashes near Pasto on Friday.", "armed_clash", [], "a third fights as well"),
    (WAR + "French troops have landed at Tumaco. Nine people died in clashes near Pasto on Friday.", "armed_clash", [], "another state's forces are named"),
]


@pytest.mark.parametrize(("text", "kind", "names", "why"), TOGETHER, ids=[c[3] for c in TOGETHER])
def test_what_the_two_sides_do_together(claims_of, text, kind, names, why):
    (*_, last) = [c for c in claims_of(text, "2016-05-04") if c.type == kind]
    assert sorted(r.name for r in last.role("actor")) == names, why
    assert all(r.text == text[r.start : r.end] and r.certainty == "PR" for r in last.role("actor"))
