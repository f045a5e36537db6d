"""Doers and opponents that the clause of an act leaves out. Passages are the project's own."""

import pytest

CASES = [
    ("Rebels attacked the village of Kutum on Tuesday. Some 60 huts were burned.", "destruction", ["Rebels"], "what is told just before has its doer"),
    ("Rebels attacked a post near Kutum on Tuesday. Three rebels were captured.", "detention", [], "nobody takes his own men"),
    ("Rebels attacked the village of Kutum on Tuesday.\n\nTwo men were abducted.", "abduction", [], "another paragraph may tell of others"),
    ("Rebels attacked Kutum on Tuesday, searching for two drivers seized on Sunday.", "abduction", [], "what is only mentioned is not told on"),
    ("A spokesman for the Northern Front said 30 soldiers had been killed and a mortar seized near Kutum.", "weapons_seizure", ["Northern Front"],
     "who tells of the enemy's losses"),
    ("Gunmen abducted three nurses in Kutum on Monday. The nurses were freed on Friday.", "abduction", ["Gunmen"], "who had taken them"),
]


@pytest.mark.parametrize(("text", "kind", "actors", "why"), CASES, ids=[c[3] for c in CASES])
def test_doer(claims_of, text, kind, actors, why):
    found = [c for c in claims_of(text, "2016-05-04") if c.type == kind]
    names = [r.name for c in found[-1:] for r in c.role("actor")]
    assert names == actors, why
    assert not actors or found, why


def test_a_doer_told_elsewhere_is_only_likely(claims_of):
    claims = claims_of(CASES[0][0], "2016-05-04")
    assert [(r.certainty, r.reason[:3]) for c in claims if c.type == "destruction" for r in c.role("actor")] == [("PR", "PR:")]


def test_weapons_are_seized_from_whom_was_struck(claims_of):
    claims = claims_of("Rebels attacked an army patrol near Kutum on Tuesday. They seized eight rifles.", "2016-05-04")
    (seizure,) = [c for c in claims if c.type == "weapons_seizure"]
    assert [(r.name, r.certainty) for r in seizure.role("target")] == [("army patrol", "PR")]
