"""Actors: the table keeps its own rules, and names are found as reports write them."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whosays.lexicon import actors, demonyms

# text, words, id, ambiguous, why
FOUND = [
    ("ISIS claimed the attack.", "ISIS", "islamic_state", False, "an acronym"),
    (
        "Fighters of the Islamic State group fled.",
        "Islamic State group",
        "islamic_state",
        False,
        "longest alias",
    ),
    ("Daesh lost the town.", "Daesh", "islamic_state", False, "another name"),
    ("Hizballah sent men.", "Hizballah", "hezbollah", False, "transliteration"),
    ("Members of al-Qa’ida met.", "al-Qa’ida", "al_qaeda", False, "curly apostrophe inside a word"),
    ("Al Qaeda denied it.", "Al Qaeda", "al_qaeda", False, "space for hyphen, capital article"),
    (
        "A spokesman of Jabhat an-Nusra spoke.",
        "Jabhat an-Nusra",
        "jabhat_al_nusra",
        False,
        "sun letter article",
    ),
    ("the taliban attacked", "taliban", "taliban", False, "small letters where the table allows them"),
    ("the Kurdistan Workers' Party", "Kurdistan Workers' Party", "pkk", False, "a possessive inside a name"),
    (
        "the People’s Protection Units",
        "People’s Protection Units",
        "ypg",
        False,
        "the same with a curly apostrophe",
    ),
    (
        "the Peoples Protection Units",
        "Peoples Protection Units",
        "ypg",
        False,
        "a feed that lost its apostrophes",
    ),
    ("Al-Qaedas affiliate", "Al-Qaedas", "al_qaeda", False, "the same at a name's end"),
    ("FARC-EP declared a truce.", "FARC-EP", "farc", False, "hyphenated acronym"),
    ("U.S. forces withdrew.", "U.S. forces", "us.forces", False, "dotted acronym and a body of the state"),
    ("Russia's army advanced.", "Russia's army", "ru.army", False, "possessive and a body"),
    ("The Kremlin rejected it.", "Kremlin", "ru", False, "metonym of a government"),
    ("The Damascus government agreed.", "Damascus government", "sy", False, "capital with government"),
    (
        "Iraqi federal police took the post.",
        "Iraqi federal police",
        "iq.police",
        False,
        "two-word noun of a body",
    ),
    (
        "The Syrian Defence Ministry spoke.",
        "Syrian Defence Ministry",
        "sy.defence_ministry",
        False,
        "capital letters",
    ),
    (
        "The Syrian Observatory for Human Rights said",
        "Syrian Observatory for Human Rights",
        "sohr",
        False,
        "a monitor",
    ),
    ("قالت حركة حماس", "حماس", "hamas", False, "native script"),
    ("AFP reported it.", "AFP", "afp", False, "an outlet"),
    (
        "The Islamic State said IS men were there.",
        "IS",
        "islamic_state",
        False,
        "doubtful, but named in full as well",
    ),
    (
        "The Islamic Front held the town in Syria.",
        "Islamic Front",
        "islamic_front_syria",
        False,
        "a doubtful phrase, settled by the country",
    ),
    ("IS was named twice.", "IS", "islamic_state", True, "doubtful and alone"),
    (
        "In DR Congo, Congolese troops fled.",
        "Congolese troops",
        "cd.forces",
        False,
        "shared demonym, settled by the country named",
    ),
    ("Congolese troops fled.", "Congolese troops", "cg.forces", True, "shared demonym, nothing to settle it"),
]

# text, why
NOT_FOUND = [
    ("The report is out and it is long.", "small letters are not the acronym IS"),
    ("Who said so?", "the pronoun is no health organisation"),
    ("He works for the us of the story.", "small letters are not the US"),
    ("Russian is spoken here.", "a demonym alone is no actor"),
    ("They met in Moscow.", "a capital alone is a place"),
    ("The base was empty.", "an ordinary noun"),
    ("Syrian-backed police arrived.", "backed by a state is not the state's body"),
    ("Let us see what they do.", "a capital inside is part of the acronym LeT"),
    ("Hussein al-Houthi spoke.", "a man's name behind the article"),
    ("Moscow police arrested two men.", "a capital with police is a city's force"),
]


# A public repository and a path in it, or a page's address.
SOURCE = re.compile(r"github\.com/[\w.-]+/[\w.-]+ \S.*|[\w.-]+\.[a-z]{2,}(?:/\S*)?")


def words_of(text, hit):
    return text[hit.start : hit.end]


@pytest.mark.parametrize(("text", "words", "entity_id", "ambiguous", "why"), FOUND)
def test_found(text, words, entity_id, ambiguous, why):
    hits = [hit for hit in actors.load().find(text) if words_of(text, hit) == words]
    assert [(hit.entity_id, hit.ambiguous) for hit in hits] == [(entity_id, ambiguous)], why


@pytest.mark.parametrize(("text", "why"), NOT_FOUND)
def test_not_found(text, why):
    assert actors.load().find(text) == (), why


def test_spellings_of_the_article():
    assert set(actors.spellings("Ahrar al-Sham")) == {
        "Ahrar al-Sham",
        "Ahrar el-Sham",
        "Ahrar ash-Sham",
        "Ahrar as-Sham",
    }
    assert actors.spellings("Balad") == ("Balad",)


def test_made_actors_resolve():
    army = actors.load().get("ye.army")
    assert army is not None
    assert (army.name, army.kind, army.parent, army.country) == (
        "Yemeni army",
        "state_force",
        "ye.forces",
        ("YE",),
    )
    assert actors.load().get("sy") is not None
    assert actors.load().get("sy.nothing") is None
    assert actors.load().get("nobody") is None


def test_the_table_keeps_its_rules():
    lexicon = actors.load()
    codes = {country.iso2 for country in demonyms.load().countries}
    ids = Counter(actor.actor_id for actor in lexicon.actors)
    assert [actor_id for actor_id, count in ids.items() if count > 1] == []
    for actor in lexicon.actors:
        assert SOURCE.fullmatch(actor.source), (actor.actor_id, actor.source)
        assert set(actor.country) <= codes, actor.actor_id
        assert actor.parent is None or lexicon.get(actor.parent), (actor.actor_id, actor.parent)
        for relation in actor.relations:
            assert lexicon.get(relation.actor_id), (actor.actor_id, relation)
            assert relation.since is None or relation.until is None or relation.since <= relation.until


def test_the_table_is_as_wide_as_promised():
    lexicon = actors.load()
    armed = {"rebel", "militia", "jihadist", "state_force", "foreign_force", "pmc", "criminal", "tribal"}
    kinds = Counter(actor.kind for actor in lexicon.actors)
    at_war = {code for a in lexicon.actors if a.kind in armed - {"state_force"} for code in a.country}
    assert len(at_war) >= 25
    assert sum(kinds[kind] for kind in (*armed, "political")) >= 400
    assert kinds["outlet"] >= 60
    assert kinds["monitor"] + kinds["international_org"] >= 30


@given(st.text(alphabet="ISIUN .-'’éalQaedUSAarmy\n", max_size=60))
def test_hits_lie_in_order_inside_the_text(text):
    last = 0
    for hit in actors.load().find(text):
        assert last <= hit.start < hit.end <= len(text)
        assert not text[hit.start : hit.end].isspace()
        last = hit.end


def test_spans_settle_one_another():
    text = "IS fled.\n\nThe Islamic State lost."
    hits = actors.load().find_spans(text, [(0, 8), (10, len(text))])
    assert [(words_of(text, h), h.entity_id, h.ambiguous) for h in hits] == [
        ("IS", "islamic_state", False),
        ("Islamic State", "islamic_state", False),
    ]


def test_find_does_not_depend_on_what_was_asked_before():
    text = "ISIS, the PKK and U.S. forces; IS."
    first = actors.load().find(text)
    actors.load().find("IS alone. Congolese troops.")
    assert actors.load().find(text) == first
