"""Counts in memory against the same counts by SQL: whatever the filter, the order and what happened since."""

import dataclasses

import pytest

from tests.ledger.making import make_claim, make_report, sample_claims, store_sample, words
from tests.ledger.test_contract import FILTERS
from whosays.errors import LedgerError
from whosays.ledger import columns, tallies
from whosays.ledger.counting import Counting
from whosays.ledger.records import ClaimFilter
from whosays.model.claim import ClaimTime, Equipment

FACETS = ("type", "group", "factuality", "modality", "judged", "month", "country", "admin1", "place", "actor", "source", "outlet", "equipment")
OWN = {"type": "types", "group": "groups", "factuality": "factuality", "modality": "modality", "country": "country", "place": "place", "actor": "actor",
       "source": "source", "outlet": "outlet", "equipment": "equipment"}


@pytest.fixture
def several(ledger):
    for name in ("a.txt", "b.txt", "c.txt"):
        store_sample(ledger, name)
    report = make_report("d.txt", "Guns\nA howitzer shelled Tarvos in 1912.\n", outlet=None)
    gun = words(report.text, "howitzer")
    claim = make_claim(
        report, words(report.text, "shelled"), time=ClaimTime("year", "explicit", "within", "1912-01-01", "1912-12-31"),
        equipment=(Equipment("howitzer", gun.start, gun.end, "howitzer", "artillery"),),
    )
    with ledger.writing() as writer:
        writer.store_reading(report, [claim])
    return ledger


def overview(counting, ledger, wanted=None, **more):
    found = counting.overview(ledger, wanted or ClaimFilter(), FACETS, limit=100, unit=more.get("unit"), parts=("facets", "timeline", "map"))
    return found.total, found.facets, found.timeline, found.spots


@pytest.mark.parametrize(("wanted", "triggers", "why"), FILTERS, ids=[case[2] for case in FILTERS])
def test_counts_are_those_of_the_database(several, wanted, triggers, why):
    total, facets, *_ = overview(Counting(), several, wanted)
    assert total == several.count(wanted), why
    for name in FACETS:
        own = OWN.get(name)
        other = dataclasses.replace(wanted, **{own: ClaimFilter.__dataclass_fields__[own].default}) if own else wanted
        if name == "month":
            other = dataclasses.replace(wanted, since=None, until=None)
        assert facets[name] == several.facets([name], other, limit=100)[name], f"{why}: {name}"


@pytest.mark.parametrize("order", ["document", "time", "confidence", "doubt"])
def test_pages_are_those_of_the_database(several, order):
    counting, got, cursor = Counting(), [], None
    while True:
        page, total = counting.page(several, ClaimFilter(), order=order, limit=2, cursor=cursor)
        got += page.rows
        cursor = page.cursor
        if cursor is None:
            break
    assert tuple(got) == several.claims(order=order).rows
    assert total == len(got)
    with pytest.raises(LedgerError, match="cursor"):
        counting.page(several, ClaimFilter(), order=order, limit=2, cursor="nonsense")


def test_a_cursor_of_another_order_is_refused(several):
    counting = Counting()
    page, _ = counting.page(several, ClaimFilter(), order="document", limit=1, cursor=None)
    with pytest.raises(LedgerError, match="another order"):
        counting.page(several, ClaimFilter(), order="time", limit=1, cursor=page.cursor)


CHANGES = [
    ("accept", {}, True, "an accepted claim is patched in"),
    ("reject", {}, True, "a rejected claim is patched out"),
    ("edit", {"field": "type", "after": "attack"}, True, "another type is patched in"),
    ("edit", {"field": "time.latest", "after": "1911-06-01"}, True, "another date is patched in"),
    ("edit", {"field": "places.0.country", "after": "HU"}, False, "another country is merged in"),
]


@pytest.mark.parametrize(("kind", "more", "patched", "why"), CHANGES, ids=[case[3] for case in CHANGES])
def test_counts_follow_what_people_judge(several, kind, more, patched, why):
    counting = Counting()
    overview(counting, several)
    claim = several.claims(ClaimFilter(types=("shelling",))).rows[0].claim
    with several.writing("Ann") as writer:
        done = writer.judge(kind, claim.claim_id, **more)
    made = counting._columns
    counting.refresh(several)
    assert (counting._columns is made) is patched, why
    filters = (ClaimFilter(), ClaimFilter(judged=("rejected", "accepted", "edited")), ClaimFilter(types=("attack",)), ClaimFilter(country="HU"))
    assert [overview(counting, several, one)[0] for one in filters] == [several.count(one) for one in filters], why
    with several.writing("Ann") as writer:
        writer.withdraw(done.judgement_id)
    counting.refresh(several)
    assert [overview(counting, several, one)[0] for one in filters] == [several.count(one) for one in filters], "and back"


def test_counts_follow_a_new_report(several):
    counting = Counting()
    before = overview(counting, several)[0]
    store_sample(several, "new.txt")
    counting.refresh(several)
    assert overview(counting, several)[0] == before + 2
    assert counting.head == several.last


def test_a_large_ledger_is_not_waited_for(several, monkeypatch):
    counting = Counting()
    overview(counting, several)
    monkeypatch.setattr("whosays.ledger.counting.LARGE", 1)
    store_sample(several, "new.txt")
    assert counting.refresh(several, wait=False) is False
    assert counting.head < several.last
    assert counting.refresh(several) is True


TIMES = [
    (("1911-05-03", "1911-05-03"), "day", [("1911-05-03", 1, 0)], "a day"),
    (("1911-05-03", "1911-05-05"), "day", [("1911-05-03", 0, 1), ("1911-05-04", 0, 1), ("1911-05-05", 0, 1)], "days"),
    (("1911-04-20", "1911-05-05"), "month", [("1911-04-01", 0, 1), ("1911-05-01", 0, 1)], "an interval across months"),
    (("1911-05-01", "1911-05-31"), "month", [("1911-05-01", 1, 0)], "a month in a month"),
    (("1911-01-01", "1911-12-31"), "year", [("1911-01-01", 1, 0)], "a year in a year"),
    (("1911-05-03", None), "day", [], "an open end"),
    ((None, None), "day", [], "no date"),
]


@pytest.mark.parametrize(("when", "unit", "bins", "why"), TIMES, ids=[case[3] for case in TIMES])
def test_the_timeline_shows_intervals_at_their_precision(ledger, when, unit, bins, why):
    report = make_report()
    claim = make_claim(report, words(report.text, "shelled"), time=ClaimTime("days", earliest=when[0], latest=when[1]))
    with ledger.writing() as writer:
        writer.store_reading(report, [claim])
    timeline = overview(Counting(), ledger, unit=unit)[2]
    assert [(one.start, one.within, one.across) for one in timeline.bins] == bins, why
    assert timeline.undated == (when == (None, None))
    assert timeline.open == (when[0] is not None and when[1] is None)


def test_a_timeline_never_has_too_many_bins(ledger):
    report = make_report()
    claims = sample_claims(report)
    old = dataclasses.replace(claims[1], time=ClaimTime("day", earliest="0101-01-01", latest="0101-01-01"))
    with ledger.writing() as writer:
        writer.store_reading(report, [claims[0], old])
    timeline = overview(Counting(), ledger, unit="day")[2]
    assert len(timeline.bins) <= tallies.MOST_BINS
    assert sum(one.within for one in timeline.bins) + timeline.after == 2


def test_places_are_counted_with_what_is_denied_and_what_has_no_place(several):
    spots = overview(Counting(), several)[3]
    assert [(spot.name, spot.n, spot.denied, spot.radius_km) for spot in spots.spots] == [("Tarvos", 3, 0, 3.0)]
    assert spots.unlocated == several.count() - 3
    assert spots.omitted == 0


def test_an_empty_ledger_counts_nothing(ledger):
    counting = Counting()
    total, facets, timeline, spots = overview(counting, ledger)
    assert total == 0
    assert not any(facets.values())
    assert timeline.bins == ()
    assert spots.spots == ()
    assert counting.incidents(ledger, ClaimFilter(), order="size", limit=5, cursor=None) == ([], 0, None)


def test_dates_that_no_calendar_has_are_unknown():
    assert columns.ordinal("1911-02-30") == columns.UNKNOWN
    assert columns.ordinal(None) == columns.UNKNOWN


@pytest.mark.parametrize("words_", ["tarvos", "tarv*", '"river front"', "killing tarvos"])
def test_frequent_words_give_the_records_read_first(several, monkeypatch, words_):
    whole = {(hit.kind, hit.id) for hit in several.search(words_, limit=100)}
    monkeypatch.setattr("whosays.ledger.search.FREQUENT", 0)
    hits = several.search(words_, limit=100)
    assert {(hit.kind, hit.id) for hit in hits} == whole
    for kind in ("report", "claim"):
        assert [hit.doc_id for hit in hits if hit.kind == kind] == sorted(hit.doc_id for hit in hits if hit.kind == kind), "read in the order of their names"
        assert several.search(words_, limit=1, kind=kind) == tuple(hit for hit in hits if hit.kind == kind)[:1]


def test_a_snippet_cuts_no_word(ledger):
    text = "Daily\n" + "Somewhere upriver " * 20 + "guns shelled Tarvos " + "overnight again " * 30 + "\n"
    report = make_report("long.txt", text)
    with ledger.writing() as writer:
        writer.store_reading(report, [])
    hit = ledger.search("tarvos")[0]
    assert text[hit.start - 1] == " "
    assert text[hit.end] == " "
    assert set(hit.snippet.split()) <= set(text.split())
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["Tarvos"]
    one_word = make_report("run.txt", "x" * 300 + " Tarvos " + "y" * 400 + "\n")
    with ledger.writing() as writer:
        writer.store_reading(one_word, [])
    assert {"Tarvos"} <= {word for one in ledger.search("tarvos") for word in one.snippet.split()}


def test_frequent_words_give_none_that_do_not_stand(several, monkeypatch):
    monkeypatch.setattr("whosays.ledger.search.FREQUENT", 1)
    for row in several.claims(ClaimFilter(types=("shelling",))).rows[:2]:
        with several.writing("Ann") as writer:
            writer.judge("reject", row.claim.claim_id)
    hits = several.search("tarvos", limit=2, kind="claim")
    assert len(hits) == 2
    assert {hit.id for hit in hits} <= {row.claim.claim_id for row in several.claims().rows}
