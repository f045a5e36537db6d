"""The country of acts that no words place. Passages are the project's own."""

import pytest

CASES = [
    ("Rebels shelled Douma in Syria. Soldiers took Homs on Monday. Soldiers deployed twelve tanks.", "SY", "all that is placed lies in Syria"),
    ("Rebels shelled Douma in Syria. Soldiers took Mosul in Iraq on Monday. Soldiers deployed twelve tanks.", None, "two countries: open"),
    ("Rebels shelled Douma in Syria. Soldiers deployed twelve tanks.", None, "one placed act is too little"),
]


@pytest.mark.parametrize(("text", "country", "why"), CASES, ids=[c[2] for c in CASES])
def test_country_of_an_act_without_place(claims_of, text, country, why):
    claim = next(c for c in claims_of(text, "2016-05-04") if c.type == "deployment")
    assert (claim.places[0].country if claim.places else None) == country, why


def test_a_site_with_a_name_before_it_is_a_place(claims_of):
    claims = claims_of("Gunmen ambushed a patrol at the Vrelno pass on Tuesday.", "2016-05-04")
    assert [(p.name, p.precision) for p in claims[0].places] == [("Vrelno", "unlocated")]
