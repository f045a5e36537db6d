"""What contradicts and what does not; who disputes; what is folded and what is only drawn."""

from dataclasses import replace

import pytest

from tests.incidents.test_cluster import GOMA, REPORTS, SAKE, claim, day, report
from whosays.incidents.cluster import cluster
from whosays.incidents.differences import contradictions
from whosays.incidents.parties import side
from whosays.incidents.stemma import Stemma
from whosays.model.claim import ClaimTime, Count, Relation, Role
from whosays.model.incident import Origins
from whosays.model.span import Quote

STEMMA = Stemma({r.report_id: r for r in REPORTS})


def toll(name, count, source, kind="killed"):
    return replace(claim(name, "casualties", report=f"r{1 + (name > 'a')}", source=source), counts=(replace(count, what=kind),))


def figure(low, best, high, victims="unstated", scope="incident", of=""):
    return Count("killed", "some", 0, 4, of=of, victims=victims, scope=scope, low=low, best=best, high=high)


COUNTS = [
    (figure(9, 9, 9), figure(16, 16, 16), True, "two figures"),
    (figure(5, None, None), figure(7, 7, 7), False, "at least five and seven"),
    (figure(None, None, 30), figure(19, 19, 19), False, "up to thirty and nineteen"),
    (figure(12, None, 15), figure(14, 14, 14), False, "a range and a figure in it"),
    (figure(9, 9, 9, "combatant"), figure(3, 3, 3, "civilian"), False, "soldiers and civilians"),
    (figure(9, 9, 9), figure(71, 71, 71, scope="running_total"), False, "a running total"),
    (figure(9, 9, 9), figure(3, 3, 3, scope="part"), False, "a part"),
    (figure(14, 14, 14), figure(21, 21, 21, "combatant"), True, "more soldiers than there were dead"),
    (figure(31, 31, 31), figure(26, 26, 26, "civilian"), False, "civilians among the dead"),
    (figure(None, 500, None), figure(450, 450, 450), False, "about five hundred and 450"),
    (figure(None, 500, None), figure(100, 100, 100), True, "about five hundred and 100"),
    (figure(5, 5, 5, of="men"), figure(10, 10, 10, "civilian"), False, "five of his men are not all the dead"),
    (figure(21, 21, 21, "combatant", of="soldiers"), figure(15, 15, 15, "combatant", of="insurgents"), False, "the dead of two sides"),
]


@pytest.mark.parametrize(("a", "b", "conflict", "why"), COUNTS, ids=[c[3] for c in COUNTS])
def test_counts(a, b, conflict, why):
    found = contradictions([toll("a", a, "Gen. Adama"), toll("b", b, "Lake Monitor")], STEMMA)
    assert bool(found) is conflict, (why, found)


def test_one_source_that_raises_its_toll_does_not_contradict_itself():
    assert contradictions([toll("a", figure(9, 9, 9), "Gen. Adama"), toll("b", figure(16, 16, 16), "Gen. Adama")], STEMMA) == ()


@pytest.mark.parametrize("words", ["At this moment we know of nine dead.", "Nine are known dead, the provisional figure says."])
def test_a_toll_that_is_only_known_so_far_does_not_contradict_a_later_one(words):
    early = replace(toll("a", figure(9, 9, 9), "Gen. Adama"), evidence=(Quote(words, 0, len(words)),))
    assert contradictions([early, toll("b", figure(16, 16, 16), "Lake Monitor")], STEMMA) == ()


TIMES = [
    (day("2012-11-20"), day("2012-11-20"), False, "one day"),
    (ClaimTime("week", "explicit", "within", "2012-11-19", "2012-11-25", "week", 0, 4), day("2012-11-20"), False, "a week and a day in it"),
    (day("2012-11-20"), day("2012-11-28"), True, "days apart"),
    (ClaimTime(), day("2012-11-20"), False, "no date"),
    (day("2012-11-20"), day("2012-11-21"), False, "one night"),
]


@pytest.mark.parametrize(("a", "b", "conflict", "why"), TIMES, ids=[t[3] for t in TIMES])
def test_days(a, b, conflict, why):
    found = contradictions([claim("a", time=a), claim("b", report="r2", time=b)], STEMMA)
    assert bool(found) is conflict, (why, found)


def test_a_province_and_a_town_in_it_do_not_contradict():
    kivu = replace(GOMA, name="North Kivu", precision="province", radius_km=150.0, geonameid=9)
    assert contradictions([claim("a", place=kivu), claim("b", report="r2", place=SAKE)], STEMMA) == ()


def test_the_denier_and_the_facet_are_named():
    denial = claim("b", report="r2", fact="CT-", source="Col. Baruke")
    (incident,) = cluster([claim("a"), denial], REPORTS)
    (conflict,) = incident.contradictions
    assert "Col. Baruke" in conflict.reason
    assert [(d.facet, d.by) for d in incident.disputed] == [("what", "Col. Baruke")]


def test_one_owner_is_drawn_and_not_folded():
    reports = [report("r1", "RT", "x y z"), report("r2", "Sputnik", "u v w")]
    (incident,) = cluster([claim("a"), claim("b", report="r2")], reports)
    assert [e.kind for e in incident.stemma] == ["same_owner"]
    assert incident.origins.at_most == 2


def test_claims_that_differ_are_never_folded_though_the_text_is_shared():
    text = "shells fell on the hospital in the old quarter on tuesday and killed nine patients doctors said"
    reports = [report("r1", "Harbour Wire", text), report("r2", "Upper Valley Radio", text, "2012-11-23")]
    (incident,) = cluster([claim("a", killed=9), claim("b", report="r2", killed=12)], reports)
    assert incident.origins.at_most == 2


def test_two_places_that_one_report_names_are_two_incidents():
    here = replace(GOMA, lat=None, lon=None, geonameid=None, precision="unlocated", name="Dromlek", start=0)
    there = replace(here, name="Halvryn", start=40)
    found = cluster([claim("a", place=here, sentence=0), claim("b", place=there, sentence=40)], REPORTS)
    assert len(found) == 2


def test_another_four_are_others():
    first = claim("a", "casualties", killed=9)
    other = replace(claim("b", "casualties", target="Another four civilians", sentence=60), roles=(replace(first.roles[0], text="Another four civilians", name="civilians"),))
    assert len(cluster([first, other], REPORTS)) == 2


DOERS = [
    ("Syrian army", "rebels", True, "a state's force and an armed group"),
    ("Syrian army", "Syrian government", False, "arms of one state"),
    ("rebels", "gunmen", False, "words that may be of one party"),
    ("Islamic State", "Hezbollah", True, "two known groups"),
    ("unknown men", "Syrian army", False, "nobody known"),
    ("attacker", "army", False, "an attacker is anybody"),
]


@pytest.mark.parametrize(("a", "b", "conflict", "why"), DOERS, ids=[d[3] for d in DOERS])
def test_doers(a, b, conflict, why):
    told = [by(claim("a"), a), by(claim("b", report="r2"), b)]
    assert ("actor" in {c.kind for c in contradictions(told, STEMMA)}) is conflict, why


def by(one, doer):
    return replace(one, roles=(*one.roles, Role("actor", doer, 0, 1, doer)))


def test_two_sides_that_fight_each_other_are_no_contradiction():
    told = [by(claim("a", "attack", target="rebels"), "Syrian army"), by(claim("b", "attack", report="r2", target="soldiers"), "rebels")]
    assert contradictions(told, STEMMA) == ()


def test_a_reports_own_no_disputes_only_what_another_voice_says():
    silent = claim("b", "attack", fact="CT-", sentence=40)
    (incident,) = cluster([claim("a"), silent], [REPORTS[0]])
    assert incident.disputed == ()
    assert incident.contradictions == ()


def test_a_nameless_source_is_no_named_one_and_one_person_is_one():
    named = [claim("a", source="Brig. U. N. Perakum"), claim("b", report="r2", source="Perakum")]
    assert cluster(named, REPORTS)[0].origins == Origins(1, 1)
    nameless = [claim("a", source="a Western diplomat"), claim("b", report="r2", source="a Western diplomat")]
    assert cluster(nameless, REPORTS)[0].origins == Origins(1, 2)


def test_one_report_with_two_nameless_sources_has_two_origins():
    told = [claim("a", source="a health official"), claim("b", source="a district officer", killed=3, sentence=40)]
    assert cluster(told, REPORTS)[0].origins == Origins(2, 2)


def test_a_missile_that_was_intercepted_and_one_that_hit():
    stopped = claim("a", "interception", source="Gen. Adama")
    hit = claim("b", "shelling", report="r2", source="Lake Monitor")
    assert [c.kind for c in contradictions([stopped, hit], STEMMA)] == ["outcome"]
    assert contradictions([stopped, replace(hit, trigger=replace(hit.trigger, text="fired"))], STEMMA) == ()
    assert contradictions([stopped, replace(hit, attribution=stopped.attribution)], STEMMA) == (), "one voice"


SIDES = [("Security forces", "state"), ("government forces", "state"), ("opposition forces", "armed"), ("jets", "state"), ("a group", "unknown"), ("attackers", "unknown"), ("rebels", "armed")]


@pytest.mark.parametrize(("name", "expected"), SIDES)
def test_whose_side_words_name(name, expected):
    assert side((name, None)) == expected


def test_no_civilian_died_does_not_answer_the_death_of_fighters():
    no = replace(claim("a", "casualties", source="Gen. Adama", fact="CT-"), roles=(Role("target", "civilian", 0, 1, "civilian"),))
    fighters, people = (
        replace(claim("b", "casualties", report="r2", source="Lake Monitor"), counts=(figure(9, 9, 9, victims),)) for victims in ("combatant", "civilian")
    )
    assert contradictions([no, fighters], STEMMA) == ()
    assert [c.kind for c in contradictions([no, people], STEMMA)] == ["denial"]


def test_five_of_his_men_are_one_side_only():
    words = "five of his men had died"
    one = replace(toll("a", replace(figure(5, 5, 5, of="men"), text="five", start=0, end=4), "Gen. Adama"), evidence=(Quote(words, 0, len(words)),))
    assert contradictions([one, toll("b", figure(24, None, None), "Lake Monitor")], STEMMA) == ()


def test_two_kinds_of_sources_named_as_one_are_two():
    one = claim("a", source="residents")
    both = replace(one, attribution=tuple(replace(k, source=replace(k.source, text="residents and medics", kind="witness")) for k in one.attribution))
    assert cluster([both], REPORTS)[0].origins == Origins(2, 2)
    single = replace(both, attribution=tuple(replace(k, source=replace(k.source, text="residents")) for k in both.attribution))
    assert cluster([single], REPORTS)[0].origins == Origins(1, 1)


def denial(words, source=None, target="hospital", report="r1"):
    one = claim("a", report=report, source=source, fact="CT-", target=target, place=None)
    return replace(one, evidence=(Quote(words, 0, len(words)),))


HIT = replace(claim("b", report="r2", source="Lake Monitor", target="hospital"), evidence=(Quote("Shells hit the hospital of Goma", 0, 31),))
DENIALS = [
    (denial("The army did not shell the hospital", "army"), True, "one target"),
    (denial("The army did not shell the mosque", "army", "mosque"), False, "another target, and nothing else in common"),
    (denial("The army did not shell any civilian", "army", "civilian"), True, "whatever was hit, no civilian was"),
    (denial("No shell fell on the hospital"), True, "a report's own plain negation of what another says"),
    (denial("An attack on the hospital was prevented"), False, "prevented is not denied"),
    (denial("They do not stop to shell the hospital"), False, "what goes on is not denied"),
    (denial("No shell fell on the hospital", report="r2"), False, "one report's own voice is one account"),
]


@pytest.mark.parametrize(("no", "conflict", "why"), DENIALS, ids=[row[2] for row in DENIALS])
def test_denials_speak_of_an_object(no, conflict, why):
    assert bool(contradictions([no, HIT], STEMMA)) is conflict, why


def test_one_of_the_dead_is_no_toll_and_things_are_compared_with_their_like():
    boy = toll("a", figure(1, 1, 1, "civilian", of="boy"), "Gen. Adama")
    assert contradictions([boy, toll("b", figure(9, 9, 9, "civilian", of="people"), "Lake Monitor")], STEMMA) == ()
    lorries, targets = (toll(name, figure(n, n, n, of=of), source, "destroyed") for name, n, of, source in (("a", 3, "lorries", "Gen. Adama"), ("b", 61, "targets", "Lake Monitor")))
    assert contradictions([lorries, targets], STEMMA) == ()


def test_the_source_is_the_military_source_of_its_report():
    one, two = claim("a", source="military source"), claim("b", source="source", sentence=50)
    assert cluster([one, two], REPORTS)[0].origins == Origins(1, 1)
    other = claim("b", source="source", report="r2")
    assert cluster([one, other], REPORTS)[0].origins.at_most == 2


def test_whom_a_figure_kills_is_no_doer_of_the_same_act():
    misread = by(claim("a", "attack", target="convoy"), "soldiers")
    told = by(claim("b", "attack", report="r2", target="39th Battalion"), "rebels")
    assert "actor" in {c.kind for c in contradictions([misread, told], STEMMA)}
    counted = replace(told, counts=(figure(6, 6, 6, "combatant", of="soldiers"),))
    assert "actor" not in {c.kind for c in contradictions([misread, counted], STEMMA)}


CAPTIVES = [
    (figure(3, 3, 3, of="crew members"), figure(4, 4, 4, "combatant", of="crew"), True, "crew is crew, whatever it is taken for"),
    (figure(14, 14, 14, "civilian", of="passengers"), figure(19, 19, 19, of="people"), True, "passengers are people"),
    (figure(14, 14, 14, "civilian", of="people"), figure(3, 3, 3, "civilian", of="women"), False, "women are some of them"),
    (figure(14, 14, 14, of="rebels"), figure(3, 3, 3, of="soldiers"), False, "captives of two sides"),
]


@pytest.mark.parametrize(("a", "b", "conflict", "why"), CAPTIVES, ids=[c[3] for c in CAPTIVES])
def test_captives(a, b, conflict, why):
    found = contradictions([toll("a", a, "Gen. Adama", "captured"), toll("b", b, "Lake Monitor", "captured")], STEMMA)
    assert bool(found) is conflict, (why, found)


def test_nobody_gives_no_figure():
    assert contradictions([toll("a", figure(1, 1, 1), "Nobody"), toll("b", figure(2, 2, 2), "Lake Monitor")], STEMMA) == ()


def words(one, text):
    return replace(one, evidence=(Quote(text, one.evidence[0].start, one.evidence[0].start + len(text)),))


GAINS = [
    (words(claim("a", "offensive", source="Gen. Adama"), "A large advance on the town was repelled"), "rebels", "actual", True, "taken by one account, held by another"),
    (words(claim("a", "offensive", source="Gen. Adama"), "A large advance on the town began"), "rebels", "actual", False, "nothing says that it failed"),
    (by(words(claim("a", "offensive", source="Gen. Adama"), "An attack of the army was repelled"), "army"), "rebels", "actual", False, "others attacked"),
    (words(claim("a", "offensive", source="Gen. Adama"), "A large advance on the town was repelled"), "rebels", "ongoing", False, "not taken yet"),
]


@pytest.mark.parametrize(("held", "doer", "phase", "conflict", "why"), GAINS, ids=[g[4] for g in GAINS])
def test_a_town_that_was_taken_and_one_that_was_held(held, doer, phase, conflict, why):
    gained = by(claim("b", "territory_gained", report="r2", source="Lake Monitor"), doer)
    gained = replace(gained, phase="ongoing") if phase == "ongoing" else gained
    assert ("outcome" in {c.kind for c in contradictions([held, gained], STEMMA)}) is conflict, why


def test_a_deniers_own_account_is_not_what_he_denies():
    text = "He denied that the army had shelled the hospital: the rebels fired the shells"
    no = by(words(claim("a", source="Gen. Adama", fact="CT-"), text), "army")
    own = by(words(claim("b"), text), "rebels")
    assert not [c for c in contradictions([no, own], STEMMA) if c.kind == "denial"]
    other = by(words(claim("b", report="r2"), "The army shelled the hospital"), "army")
    assert [c for c in contradictions([no, other], STEMMA) if c.kind == "denial"]


def test_whoever_disputes_a_number_disputes_those_who_give_one():
    no = replace(claim("a", "attack", source="Gen. Adama", fact="CT-"), relations=(Relation("denies", None, "count", text="disputed"),))
    bare = claim("b", "attack", report="r2")
    assert contradictions([no, bare], STEMMA) == ()
    assert [c.kind for c in contradictions([no, replace(bare, counts=(figure(9, 9, 9),))], STEMMA)] == ["count"]


def test_soldiers_who_surrendered_and_an_army_that_did_not():
    yes = by(words(claim("a", "surrender", place=None, target="", source="Lake Monitor"), "Thirty soldiers surrendered"), "soldiers")
    no = by(words(claim("b", "surrender", place=None, target="x", report="r2", source="Gen. Adama", fact="CT-"), "None of them surrendered"), "military")
    assert [c.kind for c in contradictions([yes, no], STEMMA)] == ["denial"]
