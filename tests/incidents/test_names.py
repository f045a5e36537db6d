"""Spellings of one name meet; names that only sound near do not."""

import pytest

from whosays.incidents.names import alike, folded, skeleton

CASES = [
    ("Vashkut Pass", "Washkut", True, "v and w, and the word for the kind of place"),
    ("Vashkhut pass", "Vashkut", True, "kh and k"),
    ("Puthukkudiyiruppu", "Puthukudiyirippu", True, "doubled letters and vowels"),
    ("Zelenopillya", "Zelenopolye", True, "vowels of two languages"),
    ("Bojayá", "Bojaya", True, "an accent"),
    ("Goma", "Gama", False, "two short names with other vowels are two names"),
    ("Sake", "Saki Dara", False, "more consonants"),
    ("Konna", "Kenya", False, "n is not y"),
    ("Talbiseh", "Tartus", False, "other consonants"),
]


@pytest.mark.parametrize(("a", "b", "same", "why"), CASES, ids=[c[3] for c in CASES])
def test_alike(a, b, same, why):
    assert alike(a, b) is same, (why, skeleton(a), skeleton(b))
    assert alike(b, a) is same, why


def test_a_name_that_is_only_a_kind_of_place_keeps_its_word():
    assert folded("The Pass") == "the pass"
