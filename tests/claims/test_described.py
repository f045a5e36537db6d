"""Bare descriptions of a side, named where the report leaves no rival. Passages are the project's own."""

import pytest

NEPAL = "Maoist rebels raided the bazaar of Dailekh in western Nepal on Monday. Another band of Maoists blocked the road near Jumla in Nepal. "
SUDAN = "Sudanese army units shelled Omdurman in Sudan on Friday, and clashed with the Rapid Support Forces in Khartoum, Sudan. "
COLOMBIA = "The FARC attacked a town near Cali on Monday. On Tuesday the FARC bombed a bridge near Popayan. "

NAMED = [
    (NEPAL + "Villagers in Jumla said that three guerrillas had killed a teacher.", "killing", "actor", "Communist Party of Nepal (Maoist)", "only one armed group is named"),
    (NEPAL + "In Jumla, soldiers shot two farmers dead on Tuesday.", "killing", "actor", "Nepalese army", "no other state's forces are named"),
    (SUDAN + "Two helicopter gunships bombed a market in Omdurman on Sunday.", "air_strike", "actor", "Sudanese army", "craft are the state's"),
    (COLOMBIA + "Government troops killed four farmers near Cali on Friday.", "killing", "actor", "Colombian army", "the state's own"),
    (COLOMBIA + "Policemen arrested two students in Cali on Friday.", "detention", "actor", "Colombian police", "police are the state's"),
]
UNNAMED = [
    (COLOMBIA + "The ELN shelled a post near Cali. On Friday guerrillas abducted two nurses in Popayan.", "abduction", "guerrillas", "two groups of the kind are named"),
    (NEPAL + "Indian troops and Chinese troops have left. On Tuesday soldiers shot two farmers dead in Jumla.", "killing", "soldiers", "another state's forces are named"),
    (COLOMBIA + "On Friday soldiers of the dissolved guard abducted two nurses in Popayan.", "abduction", "soldiers", "which soldiers is told"),
    (COLOMBIA + "Several armed groups are active there. On Friday a rebel abducted two nurses in Popayan.", "abduction", "rebel", "more groups than one are spoken of"),
    (COLOMBIA + "On Friday government and opposition forces shelled Popayan.", "shelling", "forces", "two sides are told in one phrase"),
    ("On Friday soldiers abducted two nurses.", "abduction", "soldiers", "no country is told"),
    (COLOMBIA + "Unidentified gunmen abducted two nurses in Popayan on Friday.", "abduction", "gunmen", "gunmen are anybody's"),
]


def parties(claims, kind, role="actor"):
    return [r for c in claims if c.type == kind for r in c.role(role)]


@pytest.mark.parametrize(("text", "kind", "role", "name", "why"), NAMED, ids=[c[4] for c in NAMED])
def test_named(claims_of, text, kind, role, name, why):
    (party,) = parties(claims_of(text, "2016-05-04"), kind, role)[-1:]
    assert (party.name, party.certainty) == (name, "PR"), why
    assert "PR: " in party.reason
    assert party.text == text[party.start : party.end]
    assert party.text.lower() not in name.lower(), "the report's words stay"


@pytest.mark.parametrize(("text", "kind", "words", "why"), UNNAMED, ids=[c[3] for c in UNNAMED])
def test_a_rival_leaves_the_words(claims_of, text, kind, words, why):
    (party,) = parties(claims_of(text, "2016-05-04"), kind)[-1:]
    assert words in party.name, why
    assert "PR: " not in party.reason


def test_a_camp_does_not_fight_itself(claims_of):
    found = parties(claims_of(COLOMBIA + "On Friday soldiers attacked police in Cali.", "2016-05-04"), "attack", "target")
    assert [r.name for r in found[-1:]] == ["police"]
