"""Joining claims into incidents: pairs that must and must not join, origins, contradictions; order never matters."""

import random
from dataclasses import replace

import pytest

from whosays.incidents.blocks import Blocks, standings, vague
from whosays.incidents.bounds import bounds_of
from whosays.incidents.cluster import cluster
from whosays.incidents.rules import LINK, joinable, prepared, score, seen
from whosays.incidents.story import NO_STORIES, Stories
from whosays.model.claim import Claim, ClaimPlace, ClaimTime, Count, Link, Relation, Role, Source
from whosays.model.judgement import Judgement
from whosays.model.report import Published, Report
from whosays.model.span import Quote, Span

GOMA = ClaimPlace("Goma", 0, 4, "in", "Goma", "settlement", -1.68, 29.22, 5.0, country="CD", geonameid=1)
SAKE = ClaimPlace("Sake", 0, 4, "in", "Sake", "settlement", -1.57, 29.04, 3.0, country="CD", geonameid=2)
PARIS = ClaimPlace("Paris", 0, 5, "in", "Paris", "settlement", 48.85, 2.35, 10.0, country="FR", geonameid=3)


def day(value):
    return ClaimTime("day", "explicit", "within", value, value, value, 0, 4)


TUESDAY = day("2012-11-20")


def claim(name, kind="shelling", *, report="r1", place=GOMA, time=TUESDAY, target="hospital", killed=None, source=None, fact="CT+", modality="actual",
          relations=(), sentence=0):
    counts = (Count("killed", str(killed), 0, 1, low=killed, best=killed, high=killed),) if killed else ()
    links = (Link(Source(source, 0, 1, source, "official"), None, ((0, 5),)),) if source else ()
    return Claim(
        name, report, kind, Quote("hit", sentence, sentence + 3), (Quote("hit it", sentence, sentence + 6),), (Role("target", target, 0, 1, target),),
        (place,) if place else (), time, counts, (), links, fact, "UU", modality, relations=relations,
    )


def report(name, outlet, text="a b c", published="2012-11-21"):
    return Report(name, f"{name}.txt", "0", f"{name}.txt", text, (Span(0, len(text)),), outlet=outlet, published=Published(published, "day", "given"))


REPORTS = [report("r1", "Harbour Wire"), report("r2", "Upper Valley Radio", "d e f", "2012-11-22")]

PAIRS = [
    (claim("a"), claim("b", report="r2"), True, "one type, day, place and target"),
    (claim("a"), claim("b", "casualties", report="r2", killed=9), True, "a toll of the same place and day"),
    (claim("a"), claim("b", report="r2", place=PARIS), False, "places far apart"),
    (claim("a"), claim("b", report="r2", time=day("2012-12-20")), False, "another day"),
    (claim("a"), claim("b", "talks", report="r2"), False, "types that cannot be one act"),
    (claim("a"), claim("b", report="r2", modality="planned"), False, "a plan is not the act"),
    (claim("a"), claim("b", relations=(Relation("separate", "a", text="separate"),), sentence=50), False, "the text tells them apart"),
    (claim("a", place=None, time=ClaimTime()), claim("b", report="r2", place=None, time=ClaimTime()), False, "type and target alone do not join"),
]


@pytest.mark.parametrize(("a", "b", "joined", "why"), PAIRS, ids=[p[3] for p in PAIRS])
def test_pairs(a, b, joined, why):
    assert (score(seen(a), seen(b))[0] >= LINK) is joined, (why, score(seen(a), seen(b)))
    assert (len(cluster([a, b], REPORTS)) == 1) is joined, why


def test_habits_and_period_totals_stay_out():
    habit = claim("a", modality="habitual")
    total = claim("b", "casualties")
    total = replace(total, counts=(Count("killed", "90", 0, 2, scope="period_total", low=90, best=90, high=90),))
    assert cluster([habit, total], REPORTS) == ()


def test_the_order_of_claims_does_not_matter():
    claims = [claim(f"c{i:02}", report=f"r{i % 2 + 1}", killed=i % 3 + 5, place=GOMA if i % 4 else SAKE, sentence=i * 10) for i in range(24)]
    expected = cluster(claims, REPORTS)
    for seed in range(5):
        shuffled = claims[:]
        random.Random(seed).shuffle(shuffled)
        assert cluster(shuffled, REPORTS) == expected


def test_rival_figures_stand_side_by_side_and_are_not_summed():
    (incident,) = cluster([claim("a", killed=9, source="Gen. Adama"), claim("b", report="r2", killed=16, source="Lake Monitor")], REPORTS)
    (conflict,) = incident.contradictions
    assert conflict.kind == "count"
    assert conflict.sides == (("a",), ("b",))
    assert sorted(c.best for c in incident.counts) == [9, 16]
    assert (incident.origins.at_least, incident.origins.at_most) == (2, 2)


def test_at_least_five_and_seven_do_not_contradict():
    five = claim("a", source="army")
    five = replace(five, counts=(Count("killed", "at least 5", 0, 1, low=5),))
    (incident,) = cluster([five, claim("b", report="r2", killed=7, source="monitor")], REPORTS)
    assert incident.contradictions == ()


def test_a_denial_is_a_dispute_of_a_named_party():
    said = claim("a", source="monitor")
    denied = claim("b", fact="CT-", source="army", relations=(Relation("denies", "a", "whole"),), sentence=40)
    (incident,) = cluster([said, denied], REPORTS)
    assert incident.happening == "reported"
    assert {c.kind for c in incident.contradictions} == {"denial"}
    assert [d.by for d in incident.disputed] == ["army"]


def test_what_is_only_denied_says_so():
    (incident,) = cluster([claim("a", fact="CT-", source="army")], REPORTS)
    assert incident.happening == "only_denied"


def test_copied_text_is_one_origin():
    text = "shells fell on the hospital in the old quarter on tuesday and killed nine patients doctors said"
    reports = [report("r1", "Harbour Wire", text), report("r2", "Upper Valley Radio", "By our staff. " + text, "2012-11-23")]
    (incident,) = cluster([claim("a"), claim("b", report="r2", sentence=14)], reports)
    assert [e.kind for e in incident.stemma] == ["copies"]
    assert incident.stemma[0].directed
    assert (incident.origins.at_least, incident.origins.at_most) == (1, 1)


def test_a_persons_split_and_join_win():
    a, b, c = claim("a"), claim("b", report="r2"), claim("c", report="r2", place=PARIS)
    split = Judgement("j1", "editor", "split", "a", after=["b"], reason="two raids")
    join = Judgement("j2", "editor", "join", "a", after=["c"], reason="same raid, wrong place")
    groups = [i.claims for i in cluster([a, b, c], REPORTS, [split, join])]
    assert ("a", "c") in groups
    assert ("b",) in groups


def test_a_toll_takes_the_day_of_the_act_in_its_sentence():
    elsewhere = replace(day("2012-11-10"), start=900, end=904)
    raid, toll = claim("a", "attack"), claim("c", "casualties", target="pilot", time=elsewhere)
    assert [i.claims for i in cluster([raid, toll], REPORTS)] == [("a", "c")]
    assert len(cluster([raid, replace(toll, evidence=(Quote("he died", 400, 407),))], REPORTS)) == 2


def test_a_report_that_turns_to_another_matter_tells_of_two():
    text = "They hit it. " + "x" * 200 + ". Elsewhere, they hit it."
    at = text.index("Elsewhere")
    far = replace(claim("b", sentence=at + 20, place=None), evidence=(Quote("Elsewhere, they hit it.", at, len(text)),))
    same = [claim("a"), replace(far, evidence=(Quote("they hit it.", at - 20, at - 8),))]
    assert len(cluster([claim("a"), far], [report("r1", "Harbour Wire", text)])) == 2, "told apart by a word"
    assert score(*[seen(c) for c in same])[0] > score(*[seen(c, Stories([report("r1", "W", text)])) for c in (claim("a"), far)])[0]


def test_captives_who_differ_are_other_captives():
    soldiers, servants = claim("a", "detention", target="27 soldiers"), claim("b", "abduction", report="r2", target="seven civil servants")
    assert len(cluster([soldiers, servants], REPORTS)) == 2


def told(name, text, **how):
    """A claim whose sentence is `text`."""
    one = claim(name, **how)
    return replace(one, evidence=(Quote(text, 0, max(len(text), 6)),))


def test_an_execution_is_no_air_strike():
    shot = replace(claim("a", "killing", report="r2"), trigger=Quote("executed", 0, 8))
    assert score(seen(shot), seen(claim("b", "air_strike")))[0] < LINK
    assert score(seen(claim("a", "killing", report="r2")), seen(claim("b", "air_strike")))[0] >= LINK


def test_a_name_that_no_gazetteer_knows_brings_two_sentences_together():
    here, there = "Armed men fell upon Velkomar at night.", "The attack on Velkomar left ten dead."
    reports = [report("r1", "Harbour Wire", here), report("r2", "Upper Valley Radio", there, "2012-11-22")]
    a = told("a", here, kind="attack", place=None, target="people")
    b = told("b", there, kind="attack", report="r2", place=None, target="village")
    assert len(cluster([a, b], reports)) == 1
    other = told("b", "The attack on a village left ten dead.", kind="attack", report="r2", place=None, target="village", time=ClaimTime())
    assert len(cluster([a, other], reports)) == 2


PERIODS = [
    ("Since January the mission has counted 580 dead.", ClaimTime(), False, "a total since a month"),
    ("The state says that 3,500 were killed in five years.", ClaimTime(latest="2012-11-21"), False, "a total over years"),
    ("The road is hit most nights.", TUESDAY, True, "its own day tells of one night"),
    ("The road is hit most nights.", ClaimTime(), False, "a habit"),
    ("It was the deadliest attack in two years.", ClaimTime(), True, "a rank among others is one attack"),
    ("Ten were killed on Tuesday, 71 since January.", TUESDAY, True, "a day beside a total"),
]


@pytest.mark.parametrize(("text", "time", "joined", "why"), PERIODS, ids=[row[3] for row in PERIODS])
def test_what_is_told_of_a_period_is_no_happening(text, time, joined, why):
    assert joinable(told("a", text, kind="casualties", time=time)) is joined, why


def test_a_denial_of_the_night_before_answers_the_attack():
    hit, no = claim("a", "drone_strike", time=day("2012-11-20")), claim("b", "drone_strike", report="r2", fact="CT-", time=day("2012-11-19"), target="city")
    assert score(seen(hit), seen(no))[0] > score(seen(hit), seen(replace(no, factuality="CT+")))[0]


def test_every_pair_that_blocks_leave_out_is_one_that_the_rules_forbid():
    random_ = random.Random(3)
    kinds = ["shelling", "air_strike", "casualties", "talks", "territory_gained", "interception", "suicide_bombing", "ceasefire_violation"]
    claims = []
    for i in range(40):
        when = random_.choice([day(f"2012-11-{random_.randrange(1, 28):02}"), ClaimTime(), ClaimTime(latest="2012-11-15"), replace(TUESDAY, start=900, end=904)])
        claims.append(claim(f"c{i:02}", random_.choice(kinds), report=f"r{i % 2 + 1}", time=when, modality=random_.choice(["actual", "actual", "planned"]), sentence=50 * i))
    items = prepared(claims)
    proposed = set(Blocks(items, NO_STORIES).pairs(bounds_of(items, NO_STORIES)))
    both = [(i, j) for j in range(len(items)) for i in range(j)]
    met = {(i, j) for i, j in both if {row[0] for row in standings(items[i], NO_STORIES)} & {row[0] for row in standings(items[j], NO_STORIES)}}
    left_out = met - proposed
    assert left_out
    assert proposed <= met
    ties = [(i, j) for i, j in left_out if score(items[i], items[j])[0] >= LINK]
    loose = [(i, j) for i, j in ties if vague(items[i]) or vague(items[j])]
    assert [(items[i].days, items[j].days) for i, j in ties if (i, j) not in loose] == []


def test_two_bulletins_are_not_tied_by_their_day():
    def bulletin(name, report_id, shift, *, target):
        places = [ClaimPlace(f"Town {n}", 5, 9, "in", f"Town {n}", "settlement", 10.0 + n, 20.0, 3.0, None, None, None, 10 + n) for n in range(6)]
        return [claim(f"{name}{n}", "attack", report=report_id, place=places[(n + shift) % 6], target=f"{target} {n}x", sentence=90 * n) for n in range(6)]

    words = "Baruke Kibati Mugunga Lusi Danko Perakum Velsov Telesh Menk Halvryn"
    told = [report("r1", "Harbour Wire", words), report("r2", "Upper Valley Radio", words, "2012-11-22")]
    same = {c.claim_id: c for c in [*bulletin("a", "r1", 0, target="post"), *bulletin("b", "r2", 0, target="yard")]}
    assert {tuple(i.claims) for i in cluster(same.values(), told)} >= {(f"a{n}", f"b{n}") for n in range(6)}, "acts at one place are one"
    (one, *_), (other, *_) = bulletin("a", "r1", 0, target="post"), bulletin("b", "r2", 0, target="yard")
    stories = Stories(told)
    items = {i.claim.claim_id: i for i in prepared([*bulletin("a", "r1", 0, target="post"), *bulletin("b", "r2", 0, target="yard")], stories)}
    assert all(item.bulletin for item in items.values())
    for n in range(6):
        apart = score(items["a0"], items[f"b{n}"])[0]
        assert (apart >= LINK) is (n == 0), (one, other, apart)
    lone = prepared([one, other], stories)
    assert not lone[0].bulletin, "a report that tells of one place is none"
