"""Choices by weighed signs. Passages are the project's own; the trained head is on."""

import math

import pytest

from whosays.claims.choosing import parties, places, times, weights
from whosays.intake.intake import report_from_text
from whosays.pipeline import load_tools, read_report
from whosays.settings import Settings


@pytest.fixture(scope="module")
def read():
    tools = load_tools(Settings())

    def run(text):
        report, _ = report_from_text(text, doc_id="t", published="2016-05-04")
        return read_report(report, tools)

    return run


def test_chances_sum_to_one_and_unknown_signs_weigh_nothing():
    table = {"a": 1.0, "b": -1.0}
    found = weights.chances(table, [["a"], ["b", "never seen"], []])
    assert math.isclose(sum(found), 1.0)
    assert found[0] == max(found)
    assert math.isclose(found[0] / found[2], math.e)


def test_great_scores_do_not_overflow():
    assert weights.chances({"a": 5000.0}, [["a"], []]) == [1.0, 0.0]


@pytest.mark.parametrize("name", ["places", "parties", "times"])
def test_weights_are_finite_and_no_sign_decides_alone(name):
    table = weights.load(name)
    assert len(table) > 100
    assert all(math.isfinite(value) and abs(value) < 4 for value in table.values())


def test_steps_name_the_highest_step_that_is_reached():
    assert [places.step("x", value, (1, 2)) for value in (0.5, 1, 1.5, 2, 9)] == ["x<", "x>=1", "x>=1", "x>=2", "x>=2"]


PLACES = [
    ("Officers in Amman said that jets struck a depot in Homs on Tuesday.", "air_strike", ["Homs"], "where it was done, not where it was said"),
    ("A US-led air strike on Raqqa killed nine people on Tuesday.", "air_strike", ["Raqqa"], "a country in an epithet is no place of the act"),
    ("Gunmen shot dead three teachers in the Sukkareya neighbourhood on Tuesday.", "killing", ["Sukkareya"], "a name that no gazetteer lists, before its noun"),
    ("Reports from Tadef told of indiscriminate Russian bombardment of the town of Tadef on Tuesday.", "air_strike", ["Tadef"], "a people's name is no place"),
    ("Moscow accused Kyiv on Tuesday of shelling a school in Donetsk.", "shelling", ["Donetsk"], "governments are no places"),
]


@pytest.mark.parametrize(("text", "kind", "expected", "why"), PLACES, ids=[c[3] for c in PLACES])
def test_place_of_an_act_among_the_places_of_its_sentence(read, text, kind, expected, why):
    claim = next(c for c in read(text).built.claims if c.type == kind)
    assert [p.text for p in claim.places if any(e in p.text for e in expected)], f"{why}: {[(p.text, p.reason) for p in claim.places]}"
    assert len(claim.places) == len(expected), f"{why}: {[(p.text, p.reason) for p in claim.places]}"


def test_who_is_only_pointed_at_is_named_with_the_chance_of_it(read):
    text = "Fierce fighting raged for hours as Nusra Front gunmen tried to take the town, and 12 soldiers were killed. The gunmen set off a car bomb at the gate."
    told = [r.reason for c in read(text).built.claims for r in c.roles if "the trained head points at it" in r.reason]
    assert all("likely its" in reason for reason in told)


HELPED = [
    ("Jets carried out air strikes in support of Ruritanian government forces near Tadef on Tuesday.", "air_strike", "for whom it was done"),
    ("Artillery shelled the ridge in defence of the Northern Alliance on Tuesday.", "shelling", "whom it was to defend"),
]


@pytest.mark.parametrize(("text", "kind", "why"), HELPED, ids=[c[2] for c in HELPED])
def test_who_is_helped_neither_acts_nor_suffers(read, text, kind, why):
    claim = next(c for c in read(text).built.claims if c.type == kind)
    assert not [r.text for r in claim.roles if "forces" in r.text or "Alliance" in r.text], why


def test_every_participant_can_be_asked_for(read):
    from whosays.claims.build import cast_of
    from whosays.claims.chains import speeches_over
    from whosays.claims.ground import ground

    one = read("The army shelled the village on Tuesday, killing four farmers.")
    g = ground(one.report, one.reading, one.resolution)
    event = next(e for e in one.reading.events if e.type == "shelling")
    cast = cast_of(g, event, speeches_over(g.reading, event.start, event.head))
    found = {role: parties.chance(g, cast, a, role) for a, role in parties.labelled(cast.found, cast.pointed)}
    assert found["actor"] > 0.8
    assert all(0.0 <= chance <= 1.0 for chance in found.values())
    assert {a.role for a in parties.chosen(g, cast)} >= {"actor", "target"}


TIMES = [
    (
        "The governor, appointed in 2014, visited the camp on Monday and condemned the shelling that killed six people there on Saturday.",
        "shelling", ("2016-04-30", "2016-04-30"), "the day of the clause that describes it, not that of the visit",
    ),
    ("Gunmen abducted two nurses on Sunday, and on Tuesday soldiers raided a farm near Tadef.", "attack", ("2016-05-03", "2016-05-03"), "of two clauses each has its own day"),
    ("The militia has killed 40 villagers since the truce collapsed on 2 April.", "killing", ("2016-04-02", "2016-05-04"), "from then to publication"),
    ("Jets bombed the bridge on Monday. Officials spoke on Tuesday of a mistake. Nine civilians were killed in the air strike.", "air_strike", ("2016-05-02", "2016-05-02"), "the rules' day stands"),
    ("The militants had looted the clinic at some time before.", "looting", (None, "2016-05-04"), "no time is named: no later than the report"),
]


@pytest.mark.parametrize(("text", "kind", "expected", "why"), TIMES, ids=[c[3] for c in TIMES])
def test_time_of_an_act_among_the_times_of_its_report(read, text, kind, expected, why):
    claim = next(c for c in read(text).built.claims if c.type == kind)
    found = tuple(None if v is None else v[:10] for v in (claim.time.earliest, claim.time.latest))
    assert found == expected, f"{why}: {claim.time.reason}"


def named(number, sentence, signs=()):
    from whosays.model.resolution import TimeMention

    mention = TimeMention(number, number + 1, "DATE", None, f"2016-05-0{number + 1}", f"2016-05-0{number + 1}", "day", "explicit")
    return times.Named(number, mention, sentence, 0, None, tuple(signs), True)


def group(number, chance, *, own):
    return times._Group(named(number, 0 if own else 1), chance, own)


SETTLED = [
    (group(0, 0.7, own=True), 0.1, None, "nothing", 0, "a likely time of the sentence is taken"),
    (group(0, 0.45, own=True), 0.1, None, "nothing", None, "an unlikely one is not"),
    (group(0, 0.7, own=True), 0.1, None, "today", None, "tense has dated the act"),
    (group(0, 0.9, own=True), 0.05, None, "today", 0, "unless the sentence surely does"),
    (group(0, 0.9, own=False), 0.05, None, "today", None, "no other sentence does"),
    (group(0, 0.55, own=False), 0.1, None, "until", None, "what is carried over must be likelier than what stands there"),
    (group(0, 0.4, own=False), 0.1, group(1, 0.3, own=False), "paragraph", None, "the rules keep theirs while it may be right"),
    (group(0, 0.3, own=False), 0.4, group(1, 0.1, own=False), "paragraph", "none", "a bound is better than a wrong day"),
    (group(0, 0.3, own=False), 0.2, group(1, 0.1, own=False), "paragraph", "none", "so it is where another is likelier, yet not likely"),
    (group(0, 0.45, own=True), 0.2, group(1, 0.05, own=True), "governs", 0, "of two in the sentence the likelier, where the rules' is unlikely"),
]


@pytest.mark.parametrize(("best", "none", "of_rules", "how", "expected", "why"), SETTLED, ids=[c[5] for c in SETTLED])
def test_the_rules_word_stands_unless_signs_are_against_it(best, none, of_rules, how, expected, why):
    found = times._settled(best, none, of_rules, how)
    assert (None if found is None else "none" if found.named is None else found.named.number) == expected, why
