"""Where an act happened that its own sentence does not place. Passages are the project's own; published on 4 May 2016."""

import pytest

CASES = [
    ("Shells struck a crowded hospital in northern Sri Lanka on Tuesday. The hospital at Puthukkudiyiruppu was shelled twice, a nurse said.",
     "shelling", 0, ["Puthukkudiyiruppu"], "news names the town after the country"),
    ("Fifty soldiers, surrounded near Homs, surrendered on Tuesday and asked to be let through to Jordan.", "surrender", 0, ["Homs"],
     "where they were meanwhile, not where they wished to go"),
    ("Jets flying from Tabriz bombed a warehouse on Tuesday.", "air_strike", 0, [], "where the jets came from is not where they bombed"),
    ("Rebels attacked Homs on Tuesday, a monitor said. The attack was denied by the rebels.", "attack", 1, ["Homs"], "the act told before"),
    ("Syria has been building up a military presence there for a year.", "deployment", 0, [], "who does the act is not where it is done"),
    ("The army denied that it has ties to Jordan.", "affiliation", 0, [], "a party is no place"),
    ("Bulletin\n\nKUTUM: Shells fell on the barracks on Tuesday.\n\nHOMS: Masked men abducted a priest on Tuesday night.", "abduction", 0, ["Homs"],
     "the place that heads the paragraph"),
    ("A priest was abducted on Tuesday by men who, residents of Homs said, had come on two motorcycles.", "abduction", 0, [], "where those who say so live is not told as the place"),
    ("Three farmers were maimed by a mine near Kirta Wulgo on Tuesday.", "bombing", 0, ["Kirta Wulgo"], "a name of two words after 'near' is a place, be it in no gazetteer"),
    ("Fighters overran the Metelle base on Tuesday.", "territory_gained", 0, ["Metelle"], "the name before the noun of a site"),
    ("A commander in Homs said by telephone that five of his men had been killed on Tuesday.", "casualties", 0, [], "where it was said"),
]


@pytest.mark.parametrize(("text", "kind", "which", "places", "why"), CASES, ids=[c[4] for c in CASES])
def test_place_of_the_act(claims_of, text, kind, which, places, why):
    found = [c for c in claims_of(text, "2016-05-04") if c.type == kind]
    assert len(found) > which, f"no claim of {kind}: {why}"
    names = [p.name for p in found[which].places if p.precision not in ("country", "province", "region")]
    assert [n for n in names if n in places] == places, f"{why}: {[(p.name, p.reason) for p in found[which].places]}"
    assert len(names) == len(places), f"{why}: {names}"
