"""Columns that were kept, or brought up to what was written since, against columns gathered anew: they must be the same."""

import dataclasses

import numpy as np
import pytest

from tests.ledger.making import TEXT, make_claim, make_report, sample_claims, store_sample, words
from whosays.ledger.codec import encode
from whosays.ledger.columns import CODES, COUNTED, HELD, UNKNOWN, Chosen, boxes_in, load
from whosays.ledger.columns_kept import keep, kept
from whosays.ledger.columns_update import bring_up
from whosays.ledger.counting import Counting
from whosays.ledger.incident_columns import bring_incidents_up, first_of, load_incidents, placed
from whosays.ledger.records import ClaimFilter
from whosays.model.claim import ClaimPlace, ClaimTime
from whosays.model.incident import Contradiction, Incident, Origins


def shown(made):
    """All that columns say, whatever numbers they gave to values."""
    linked = {
        kind: sorted((int(claim), made.linked[kind].values[term]) for claim, term in zip(made.linked[kind].claims, made.linked[kind].terms, strict=True))
        for kind in HELD
    }
    for one in made.linked.values():
        assert (np.diff(one.claims) >= 0).all(), "pairs lie in the order of claims"
    codes = {name: [made.names[name][code] for code in made.codes[name]] for name in CODES}
    assert (made.at[made.keys] == np.arange(made.size)).all()
    return made.keys.tolist(), made.report.tolist(), made.earliest.tolist(), made.latest.tolist(), made.confidence.tolist(), codes, linked, made.located.tolist()


def shown_incidents(known):
    held = [sorted(part.tolist()) for part in np.split(known.members, known.offsets[1:-1])] if len(known.ids) else []
    return known.ids.tolist(), held, known.disputed.tolist(), known.day.tolist()


@pytest.fixture
def filled(ledger):
    for name in ("b.txt", "d.txt", "f.txt", "h.txt", "j.txt", "l.txt", "n.txt", "p.txt"):
        store_sample(ledger, name)
    return ledger


def first_claim(ledger, kind="shelling"):
    return ledger.claims(ClaimFilter(types=(kind,))).rows[0].claim


def read_new(ledger):
    store_sample(ledger, "a.txt")
    store_sample(ledger, "g.txt")
    store_sample(ledger, "z.txt")


def read_again_with_less(ledger):
    report = make_report("f.txt")
    with ledger.writing() as writer:
        writer.store_reading(report, sample_claims(report)[:1])


def read_another_version(ledger):
    report = make_report("f.txt", TEXT + "And more shelled.\n")
    claim = make_claim(report, words(report.text, "shelled", 1), time=ClaimTime("day", "explicit", "within", "1912-01-01", "1912-01-01"))
    with ledger.writing() as writer:
        writer.store_reading(report, [*sample_claims(report), claim])


def read_nothing_left(ledger):
    with ledger.writing() as writer:
        writer.store_reading(make_report("b.txt"), [])


def edit_a_place(ledger):
    with ledger.writing("Ann") as writer:
        writer.judge("edit", first_claim(ledger).claim_id, field="places.0.country", after="HU")


def edit_and_read(ledger):
    edit_a_place(ledger)
    read_new(ledger)
    with ledger.writing("Ann") as writer:
        writer.judge("reject", first_claim(ledger, "attack").claim_id)


def add_and_withdraw(ledger):
    with ledger.writing("Ann") as writer:
        done = writer.judge("edit", first_claim(ledger).claim_id, field="places.0.name", after="Oskan")
        writer.withdraw(done.judgement_id)


WRITES = [
    (read_new, "new reports before, between and after the others"),
    (read_again_with_less, "a report read again with fewer claims"),
    (read_another_version, "another version of a report, with a claim more"),
    (read_nothing_left, "a report in which nothing is read any more"),
    (edit_a_place, "an edit that changes a term"),
    (edit_and_read, "edits, a rejection and new reports"),
    (add_and_withdraw, "an edit that was withdrawn"),
]


@pytest.mark.parametrize(("write", "why"), WRITES, ids=[case[1] for case in WRITES])
def test_columns_brought_up_are_those_gathered_anew(filled, monkeypatch, write, why):
    monkeypatch.setattr("whosays.ledger.columns_update.MERGED_SHARE", 10.0)
    made = load(filled.db)
    write(filled)
    brought = bring_up(filled.db, made)
    assert brought is not None, why
    assert shown(brought) == shown(load(filled.db)), why
    assert brought.head == filled.last


def test_boxes_are_made_once_for_each_place(filled):
    made = load(filled.db)
    before = boxes_in(made.linked["spot"])
    assert boxes_in(made.linked["spot"]) is before
    report = make_report("q.txt", "River\nRebels shelled Oskan.\n")
    town = words(report.text, "Oskan")
    place = ClaimPlace(town.text, town.start, town.end, "in", "Oskan", "settlement", -1.0, 179.99, 20.0)
    with filled.writing() as writer:
        writer.store_reading(report, [make_claim(report, words(report.text, "shelled"), places=(place,))])
    brought = bring_up(filled.db, made)
    after = boxes_in(brought.linked["spot"])
    assert after.n == before.n + 1
    assert len(after.of) == len(before.of) + 2, "one box on each side of the antimeridian"
    for box in ((-2.0, 170.0, 0.0, 180.0), (-2.0, 179.0, 0.0, -179.0), (40.0, 10.0, 50.0, 30.0), (0.0, 0.0, 1.0, 1.0)):
        wanted = ClaimFilter(box=box)
        assert Counting().overview(filled, wanted, (), limit=1, unit=None, parts=()).total == filled.count(wanted), box


def test_many_changed_reports_are_gathered_anew(filled, monkeypatch):
    monkeypatch.setattr("whosays.ledger.columns_update.MERGED_SHARE", 0.1)
    made = load(filled.db)
    read_new(filled)
    assert bring_up(filled.db, made) is None


def test_after_a_redaction_all_is_gathered_anew(filled):
    made, incidents = load(filled.db), load_incidents(filled.db)
    keep(filled.db, made, incidents)
    report = filled.claims().rows[0].claim.report_id
    with filled.writing("Ann") as writer:
        writer.redact(report_id=report, reason="asked for")
    assert kept(filled.db) is None, "the names in kept columns are words of reports"
    assert bring_up(filled.db, made) is None


def test_kept_columns_come_back_as_they_were(filled):
    ids = sorted(row.claim.claim_id for row in filled.claims().rows)
    with filled.writing() as writer:
        writer.replace_incidents([joined(ids[:3]), joined(ids[4:6])])
    made, incidents = load(filled.db), load_incidents(filled.db)
    assert kept(filled.db) is None
    keep(filled.db, made, incidents)
    keep(filled.db, made, incidents)
    back = kept(filled.db)
    assert back is not None
    assert shown(back[0]) == shown(made)
    assert shown_incidents(back[1]) == shown_incidents(incidents)
    assert (back[0].head, back[1].head) == (made.head, incidents.head)


def test_columns_of_another_layout_are_not_taken(filled):
    keep(filled.db, load(filled.db), load_incidents(filled.db))
    filled.db.run("UPDATE kept_columns SET data = ? WHERE name = 'head'", (encode({"layout": "0", "head": 1, "incidents": 1}),))
    assert kept(filled.db) is None


def test_a_desk_starts_from_kept_columns_and_adds_what_was_written_since(filled, monkeypatch):
    monkeypatch.setattr("whosays.ledger.columns_update.MERGED_SHARE", 10.0)
    Counting().keep(filled)
    read_new(filled)
    monkeypatch.setattr("whosays.ledger.counting.load", lambda _db: pytest.fail("gathered anew"))
    counting = Counting()
    counting.refresh(filled)
    assert counting.size == filled.count()
    assert counting.overview(filled, ClaimFilter(), ("type",), limit=9, unit=None, parts=("facets",)).total == filled.count()


BEHIND = [
    (1, 5, False, "kept and near the last write"),
    (1, 0, True, "kept and far behind"),
    (10**6, 0, False, "a small ledger keeps none"),
]


@pytest.mark.parametrize(("large", "behind", "expected", "why"), BEHIND, ids=[case[3] for case in BEHIND])
def test_a_large_ledger_keeps_columns_near_its_last_write(filled, monkeypatch, large, behind, expected, why):
    monkeypatch.setattr("whosays.ledger.lookup.LARGE", large)
    monkeypatch.setattr("whosays.ledger.lookup.KEPT_BEHIND", behind)
    Counting().keep(filled)
    assert filled.columns_behind() is expected, why


# --- incidents


def joined(claims, day=None, against=0):
    ids = tuple(sorted(claims))
    sides = (Contradiction("count", ((ids[0],), (ids[-1],)), "five against nine"),) * against
    return Incident(ids[0], "shelling", ids, "reported", Origins(1, 1), contradictions=sides, time=ClaimTime(earliest=day, latest=day))


def test_incidents_brought_up_are_those_gathered_anew(filled, monkeypatch):
    monkeypatch.setattr("whosays.ledger.incident_columns.MERGED_SHARE", 10.0)
    ids = sorted(row.claim.claim_id for row in filled.claims().rows)
    with filled.writing() as writer:
        writer.replace_incidents([joined(ids[:2], "1911-05-03"), joined(ids[2:5]), joined(ids[5:7]), joined(ids[8:10])])
    known = load_incidents(filled.db)
    assert bring_incidents_up(filled.db, known) is known
    with filled.writing() as writer:
        writer.replace_incidents([joined(ids[1:2], "1911-05-04", 1), joined(ids[2:4]), joined(ids[4:5]), joined(ids[5:7]), joined(ids[8:11])])
    brought = bring_incidents_up(filled.db, known)
    assert shown_incidents(brought) == shown_incidents(load_incidents(filled.db))
    assert UNKNOWN in brought.day.tolist()
    assert brought.disputed.tolist().count(1) == 1


def test_incidents_count_claims_that_stand(filled):
    made = load(filled.db)
    ids = sorted(row.claim.claim_id for row in filled.claims().rows)
    with filled.writing() as writer:
        writer.replace_incidents([joined([*ids[:2], "ffff"])])
    over = placed(load_incidents(filled.db), made)
    assert over.size.tolist() == [2]
    assert over.met(Chosen(np.ones(made.size, np.bool_))).tolist() == [2]
    assert over.met(Chosen(np.zeros(made.size, np.bool_))).tolist() == [0]


@pytest.mark.parametrize(("start", "limit", "expected"), [(0, 2, [9, 7]), (3, 5, [5, 3, 1]), (10, 5, [])])
def test_the_first_wanted_of_an_order(monkeypatch, start, limit, expected):
    monkeypatch.setattr("whosays.ledger.incident_columns._STRIDE", 2)
    ordered = np.arange(9, -1, -1, dtype=np.int32)
    wanted = ordered[::-1] % 2 == 1
    assert first_of(ordered, wanted, start, limit).tolist() == expected


@pytest.mark.parametrize("every", [1, 2, 3])
def test_counts_are_the_same_for_few_and_for_most(filled, every):
    made = load(filled.db)
    mask = np.arange(made.size) % 3 < every
    for kind in COUNTED:
        linked = dataclasses.replace(made.linked[kind])
        expected = np.bincount([term for claim, term in zip(linked.claims, linked.terms, strict=True) if mask[claim]], minlength=len(linked.values))
        assert linked.counts(Chosen(mask)).tolist() == expected.tolist()
