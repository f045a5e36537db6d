"""Countries: every code once, and the words for them found with their form."""

import pytest

from whosays.lexicon import demonyms

# each row: the text; its words, code and form; why
CASES = [
    ("Türkiye objected.", ("Türkiye", "TR", "name"), "diacritics"),
    ("Côte d’Ivoire voted.", ("Côte d’Ivoire", "CI", "name"), "curly apostrophe"),
    ("Malian soldiers", ("Malian", "ML", "demonym"), "demonym"),
    ("Two Afghans died.", ("Afghans", "AF", "demonym"), "plural of a demonym"),
    ("The White House said", ("White House", "US", "metonym"), "metonym"),
    ("talks in Sana'a", ("Sana'a", "YE", "capital"), "capital with an apostrophe"),
    ("South Sudanese refugees", ("South Sudanese", "SS", "demonym"), "longest first"),
    ("the U.K. sent", ("U.K.", "GB", "name"), "dots"),
]


@pytest.mark.parametrize(("text", "expected", "why"), CASES)
def test_found(text, expected, why):
    hits = demonyms.load().find(text)
    assert [(text[h.start : h.end], h.iso2, h.form) for h in hits] == [expected], why


@pytest.mark.parametrize(
    "text", ["give us the turkey", "a chad in the ballot", "jordan almonds", "she may polish it"]
)
def test_small_letters_name_no_country(text):
    assert demonyms.load().find(text) == ()


def test_shared_words_say_so():
    (hit,) = demonyms.load().find("Congolese")
    assert {hit.iso2, *hit.others} == {"CG", "CD"}


def test_every_country_once():
    codes = [country.iso2 for country in demonyms.load().countries]
    assert len(codes) == len(set(codes)) == 250
    assert all(country.source for country in demonyms.load().countries)


def test_lookup():
    lexicon = demonyms.load()
    assert lexicon.get("SY").name == "Syria"
    assert lexicon.get("ZZ") is None
    assert lexicon.by_word("Syrian").iso2 == "SY"
    assert lexicon.by_word("Syrian army") is None
    assert lexicon.by_word("") is None
