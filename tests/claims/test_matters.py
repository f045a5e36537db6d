"""Acts of war against figures of speech: what the rest of the sentence and of the report speaks of."""

import pytest

CASES = [
    ("The sequel bombed at the box office, and the studio has shelved a third film.", 0, "a film"),
    ("The festival in Tervo celebrates tales of abduction with a costume show.", 0, "a festival"),
    ("The museum was bombed on Tuesday. Soldiers cordoned off the street.", 1, "a museum can be bombed: soldiers are named"),
    ("Shells struck a cinema in Tervo on Tuesday, killing two pensioners.", 1, "nothing of peace undoes shells: the act's own words are of war"),
    ("Gunmen opened fire in a restaurant on Tuesday.", 1, "who acts is of war"),
]


@pytest.mark.parametrize(("text", "least", "why"), CASES, ids=[c[2] for c in CASES])
def test_figures_of_speech(claims_of, text, least, why):
    found = claims_of(text, "2016-05-04")
    assert bool(found) == bool(least), f"{why}: {[(c.type, c.trigger.text) for c in found]}"


TALK = [
    ("The nominee accused her rival of lying about donations. The campaign turns to the primary in June, and voters hear both candidates on Tuesday.", 0, "an election"),
    ("The nominee accused the militia of shelling Tervo. The campaign turns to the primary in June, and voters hear both candidates on Tuesday.", 1, "a militia beside it"),
    ("The president accused the rebels of lying. Soldiers and militants clashed on Tuesday, and artillery was heard; the election is in June.", 1, "more of war than of the election"),
]


@pytest.mark.parametrize(("text", "least", "why"), TALK, ids=[c[2] for c in TALK])
def test_talk_of_elections_and_courts(claims_of, text, least, why):
    found = [c for c in claims_of(text, "2016-05-04") if c.trigger.start < text.index(".")]
    assert bool(found) == bool(least), f"{why}: {[(c.type, c.trigger.text) for c in found]}"


def test_a_person_captured_is_no_place_taken(claims_of):
    found = claims_of("The army said that Tarek Odeh was captured near the river on Tuesday. Soldiers hold him.", "2016-05-04")
    assert "detention" in {c.type for c in found}
    assert "territory_gained" not in {c.type for c in found}
