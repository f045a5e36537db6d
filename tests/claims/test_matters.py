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
