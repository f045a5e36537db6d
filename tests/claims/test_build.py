"""Claims of whole passages: chains, parties, factuality, relations. Passages are the project's own."""

import pytest


def chain(claim):
    return [(link.source.name, link.cue.text if link.cue else None, link.stance) for link in claim.attribution]


def names(claim, role):
    return [r.name for r in claim.role(role)]


def one(claims, kind):
    (claim,) = [c for c in claims if c.type == kind]
    return claim


def test_two_hops_and_a_speaker_who_goes_on(claims_of):
    text = (
        "Army officers say the battle for the ridge was helped along with coordinates provided by village guards. "
        "Delta Radio reports Colonel Oren Talbat told journalists the army's capture of the village broke a year-long siege by the Northern Front."
    )
    found = claims_of(text, "2016-05-04")
    siege = one(found, "siege")
    assert chain(siege) == [("Delta Radio", "reports", "neutral"), ("Oren Talbat", "told", "neutral")]
    assert siege.phase == "ends"
    assert "Northern Front" in names(siege, "actor")
    gained = one(found, "territory_gained")
    assert chain(gained) == chain(siege)
    assert gained.factuality == "CT+"
    assert gained.author_factuality == "UU"


def test_a_denial_answers_the_claim_before_it(claims_of):
    found = claims_of("The monitor said that soldiers shelled the market in Kutum. The army denied the shelling.", "2016-05-04")
    said, denied = [c for c in found if c.type == "shelling"]
    assert said.factuality == "CT+"
    assert denied.factuality == "CT-"
    assert chain(denied)[-1][1:] == ("denied", "denying")
    (relation,) = [r for r in denied.relations if r.kind == "denies"]
    assert relation.claim_id == said.claim_id


def test_rival_tolls_stay_apart(claims_of):
    found = claims_of(
        "Shells hit a clinic near the port on Monday, killing nine patients, nurses said. The ministry put the dead at two.", "2016-05-04"
    )
    figures = sorted(n.best for c in found for n in c.counts if n.what == "killed" and n.best is not None)
    assert figures[-1] == 9
    assert 11 not in figures


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Did rebels shell the market on Monday?", "a question asserts nothing"),
        ("If rebels shell the market, people will flee.", "a condition asserts nothing of its clause"),
        ("The striker shot wide and the visitors' defence was under siege until the referee blew his whistle.", "sport"),
        ("The company launched an advertising offensive in a price war with its rivals.", "business"),
    ],
)
def test_no_claim_of_force(claims_of, text, why):
    assert [c.type for c in claims_of(text, "2016-05-04") if c.type in ("shelling", "siege", "offensive", "armed_clash", "attack")] == [], why


def test_an_undated_report_leaves_yesterday_open(claims_of):
    found = claims_of("Rebels shelled the market yesterday.")
    claim = one(found, "shelling")
    assert (claim.time.earliest, claim.time.latest, claim.time.basis) == (None, None, "unknown")


def test_the_same_day_with_a_date_is_resolved(claims_of):
    claim = one(claims_of("Rebels shelled the market yesterday.", "2016-05-04"), "shelling")
    assert (claim.time.earliest, claim.time.latest) == ("2016-05-03", "2016-05-03")


def test_spans_reproduce_their_words(claims_of):
    text = "🦁 Kämpfer said the “Löwen‑Brigade” shelled سوق الحدادين on Monday, killing 3 people in Goma."
    for claim in claims_of(text, "2016-05-04"):
        for quoted in (claim.trigger, *claim.evidence, *claim.roles, *claim.counts, *claim.equipment):
            assert text[quoted.start : quoted.end] == quoted.text


def test_a_bare_number_counts_what_was_told_before(claims_of):
    found = claims_of("Shelling killed nine soldiers in Kutum on Monday, the ministry said. The rebels claim 30.", "2016-05-04")
    bare = next(c for c in found if c.trigger.text == "30")
    assert bare.type == "casualties"
    assert [(n.what, n.best, n.scope) for n in bare.counts] == [("killed", 30, "incident")]
    assert bare.attribution[-1].stance == "distancing"


def test_the_town_takes_up_the_town_named_before(claims_of):
    found = claims_of("Rebels marched on Goma on Monday. By evening they had captured the town.", "2012-11-21")
    taken = [c for c in found if c.trigger.text == "captured"]
    assert taken
    assert taken[0].places[0].name == "Goma"
    assert "the town" in taken[0].places[0].reason or "'town'" in taken[0].places[0].reason


def test_a_place_no_gazetteer_lists_is_kept_by_name_unlocated(claims_of):
    found = claims_of("Gunmen ambushed a convoy near Qesselvar on Tuesday, killing nine soldiers.", "2017-03-15")
    place = next(p for c in found for p in c.places)
    assert (place.name, place.precision, place.lat, place.relation) == ("Qesselvar", "unlocated", None, "near")


def test_a_place_inside_an_actors_name_is_no_place(claims_of):
    found = claims_of("The Aleppo Brigade attacked a checkpoint on Monday, residents said.", "2016-05-04")
    assert found
    assert all(p.name != "Aleppo" for c in found for p in c.places)


def test_a_hedge_before_the_doer_weakens_the_doer_and_not_the_act(claims_of):
    found = claims_of("A rocket was fired at the depot, most likely by government forces.", "2016-05-04")
    claim = found[0]
    assert claim.factuality in ("CT+", "PR+")
    assert {r.certainty for r in claim.role("actor")} <= {"PR"}


def test_reading_is_the_same_twice(claims_of):
    text = "Jets bombed Goma on Monday, killing at least 12, the army said. Rebels denied it and spoke of 30."
    assert claims_of(text, "2012-11-21") == claims_of(text, "2012-11-21")


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("Two deserters, as quoted by the Harbour Courier, said that marines had shelled the village of Talmet.", ["Harbour Courier", "Two deserters"]),
        ("Aid workers, citing a doctor in the town, counted 10 civilians killed in the raid.", ["Aid workers", "doctor"]),
        ("A nurse quoted a delegate as telling the health office that gunmen had attacked the hospital.", ["nurse", "delegate"]),
        ("Rebels shelled the market, the Harbour Courier said, citing residents.", ["Harbour Courier", "residents"]),
    ],
)
def test_who_quotes_stands_outside_who_is_quoted(claims_of, text, sources):
    (claim,) = claims_of(text)[:1]
    assert [name.removeprefix("the ").removeprefix("A ") for name, _, _ in chain(claim)] == sources


def test_who_claims_to_have_done_it_did_it(claims_of):
    (killed,) = [c for c in claims_of("The Northern Front claimed to have killed five soldiers near Talmet.") if c.type == "killing"]
    assert names(killed, "actor") == ["Northern Front"]
    assert chain(killed) == [("Northern Front", "claimed", "distancing")]


def test_an_act_is_no_actor(claims_of):
    found = claims_of("The military exercises were concentrated on using missiles against mock targets.")
    assert not any("exercises" in name for c in found if c.type != "exercise" for name in names(c, "actor"))


def test_a_verb_of_support_again_is_of_the_kind_its_means_told(claims_of):
    text = (
        "Rebels helped its planes, the ministry said. The battle for the ridge was helped along with coordinates provided by village men. "
        "Colonel Oren Talbat said the victory was helped along by the rebels."
    )
    kinds = [c.type for c in claims_of(text, "2016-05-04") if c.trigger.text.startswith("helped along")]
    assert kinds == ["intelligence_sharing"]
