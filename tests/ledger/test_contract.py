"""What any store must do (see `whosays.ledger.store`)."""

import dataclasses

import pytest

from tests.ledger.making import (
    make_claim,
    make_report,
    sample_claims,
    sample_entities,
    sample_item,
    store_sample,
    words,
)
from whosays.errors import AmbiguousIdError, GroundingError, LedgerError, NotFoundError
from whosays.ledger.records import ClaimFilter, ReadingState
from whosays.model import ids
from whosays.model.claim import ClaimTime
from whosays.model.incident import Incident, Origins
from whosays.model.issue import Issue
from whosays.model.span import Quote


def test_a_reading_comes_back_as_it_went_in(store):
    report, claims = store_sample(store)
    stored = store.report(report.report_id)
    assert stored.report == report
    assert stored.status == "live"
    assert stored.items == (sample_item(report),)
    assert [row.claim for row in store.claims().rows] == claims
    assert {row.judged for row in store.claims().rows} == {"machine"}
    assert store.original(report.sha256) == report.text.encode()
    assert [entity.name for entity in store.entities("rf")] == ["River Front"]


def test_reading_the_same_again_changes_nothing(store):
    report, claims = store_sample(store)
    head = store.info().head
    with store.writing() as writer:
        writer.store_original(report.text.encode())
        outcome = writer.store_reading(report, claims, entities=sample_entities(report), items=[sample_item(report)])
    assert outcome.kind == "unchanged"
    assert store.info().head == head
    assert store.seen("a.txt", report.sha256) == "stored"
    assert store.seen("b.txt", report.sha256) == "new"


def test_a_changed_file_is_a_new_version_and_its_old_claims_are_superseded(store):
    old, old_claims = store_sample(store)
    text = old.text.replace("four", "nine")
    new = make_report(text=text, sha256="1" * 64)
    with store.writing() as writer:
        outcome = writer.store_reading(new, [make_claim(new, words(text, "shelled"))])
    assert outcome.superseded == (old.report_id,)
    assert store.report("a.txt").report.replaces == old.report_id
    assert store.report(old.report_id).status == "superseded"
    assert [row.claim.report_id for row in store.claims().rows] == [new.report_id]
    both = store.claims(ClaimFilter(superseded=True)).rows
    assert len(both) == 3
    assert {row.status for row in both if row.claim.report_id == old.report_id} == {"superseded"}
    assert store.facets(["type"])["type"] == (("shelling", 1),)
    assert store.claim(old_claims[0].claim_id).status == "superseded"


def test_an_old_version_that_comes_back_is_live_again(store):
    old, claims = store_sample(store)
    new = make_report(text=old.text + "Late.\n")
    with store.writing() as writer:
        writer.store_reading(new, [])
    assert store.seen("a.txt", old.sha256) == "superseded"
    with store.writing() as writer:
        outcome = writer.store_reading(old, claims, entities=sample_entities(old), items=[sample_item(old)])
    assert (outcome.kind, outcome.superseded) == ("replaced", (new.report_id,))
    assert [row.claim for row in store.claims().rows] == claims
    assert store.report("a.txt").report == old
    assert store.report(new.report_id).report.replaces == old.report_id
    assert store.facets(["type"])["type"] == (("attack", 1), ("shelling", 1))
    assert store.verify().ok


def test_an_id_of_another_report_is_an_error_and_stores_nothing(store):
    _, claims = store_sample(store)
    other = make_report("b.txt")
    stolen = dataclasses.replace(sample_claims(other)[0], claim_id=claims[0].claim_id)
    with store.writing() as writer, pytest.raises(LedgerError):
        writer.store_reading(other, [stolen])
    assert store.info().reports == 1
    assert store.verify().ok


FILTERS = [
    (ClaimFilter(types=("shelling",)), ["shelled"], "type"),
    (ClaimFilter(types=("siege",)), [], "another type"),
    (ClaimFilter(groups=("force",)), ["shelled", "attacked"], "group"),
    (ClaimFilter(actor="river front"), ["shelled"], "name, whatever its case"),
    (ClaimFilter(actor="Front"), ["shelled"], "a whole word of a name"),
    (ClaimFilter(actor="Fron"), [], "no part of a word"),
    (ClaimFilter(actor="RF"), ["shelled"], "an alias of the entity"),
    (ClaimFilter(actor=ids.entity_id("world", "River Front")), ["shelled"], "an entity id"),
    (ClaimFilter(actor="ministry"), [], "a source is no actor"),
    (ClaimFilter(actor="=river front"), ["shelled"], "the whole name"),
    (ClaimFilter(actor="=Front"), [], "a word of the name is not the whole of it"),
    (ClaimFilter(actor="=RF"), [], "an alias is not the name"),
    (ClaimFilter(equipment="howitzer"), [], "no equipment is told of"),
    (ClaimFilter(among=("nobody",)), [], "among claims that are not there"),
    (ClaimFilter(source="oskan ministry"), ["shelled"], "source"),
    (ClaimFilter(source="brandt"), ["attacked"], "source by one word"),
    (ClaimFilter(outlet="Harbour Daily"), ["shelled", "attacked"], "outlet"),
    (ClaimFilter(place="tarvos"), ["shelled"], "place by name"),
    (ClaimFilter(country="rs"), ["shelled"], "country code"),
    (ClaimFilter(box=(44, 20, 45, 21)), ["shelled"], "box around"),
    (ClaimFilter(box=(44.52, 20, 45, 21)), ["shelled"], "box that meets the uncertainty"),
    (ClaimFilter(box=(44.6, 20, 45, 21)), [], "box beside"),
    (ClaimFilter(box=(44, 170, 45, 21)), ["shelled"], "box across the antimeridian"),
    (ClaimFilter(since="1911-05-03"), ["shelled"], "from that day; the undated claim never matches"),
    (ClaimFilter(until="1911-05-02"), [], "until the day before"),
    (ClaimFilter(factuality=("CT-",)), ["attacked"], "denied"),
    (ClaimFilter(modality=("planned",)), [], "no plans"),
    (ClaimFilter(confidence=0.7), ["shelled"], "sure ones"),
    (ClaimFilter(report="a.txt"), ["shelled", "attacked"], "doc_id"),
    (ClaimFilter(report="no.txt"), [], "another doc_id"),
    (ClaimFilter(text="TOWN"), ["attacked"], "word of the evidence"),
    (ClaimFilter(text='"three people"'), [], "phrase that is not there"),
    (ClaimFilter(text='"four people"'), ["shelled"], "phrase"),
    (ClaimFilter(judged=("accepted",)), [], "nothing accepted"),
]


@pytest.mark.parametrize(("wanted", "triggers", "why"), FILTERS, ids=[case[2] for case in FILTERS])
def test_filters(store, wanted, triggers, why):
    store_sample(store)
    assert [row.claim.trigger.text for row in store.claims(wanted).rows] == triggers, why
    assert store.count(wanted) == len(triggers)
    assert sum(n for _, n in store.facets(["type"], wanted)["type"]) == len(triggers)


def test_time_bounds_may_be_open(store):
    report = make_report()
    claim = make_claim(report, words(report.text, "shelled"), time=ClaimTime(earliest="1911-05-03T04:00+01:00", latest=None))
    with store.writing() as writer:
        writer.store_reading(report, [claim])
    assert store.count(ClaimFilter(since="1950-01-01")) == 1
    assert store.count(ClaimFilter(until="1911-05-03")) == 1
    assert store.count(ClaimFilter(until="1911-05-02")) == 0


@pytest.mark.parametrize("order", ["document", "time", "confidence", "doubt"])
def test_pages_join_without_gap_or_overlap(store, order):
    for name in ("c", "a\ud83d\ude80", "b"):
        store_sample(store, name)
    whole = store.claims(order=order).rows
    got, cursor = [], None
    while True:
        page = store.claims(order=order, limit=2, cursor=cursor)
        got += page.rows
        cursor = page.cursor
        if cursor is None:
            break
    assert tuple(got) == whole == tuple(store.each_claim(order=order))
    assert len(whole) == 6


@pytest.mark.parametrize("cursor", ["", "x", "é", "W10=", "WyJkb2N1bWVudCIsIDEsIDIsIDNd", "WyJ0aW1lIiwgMV0="])
def test_a_made_up_cursor_is_refused(store, cursor):
    with pytest.raises(LedgerError, match="cursor"):
        store.claims(cursor=cursor)


def test_document_order_is_name_then_place_then_id(store):
    for name in ("b", "a\ud800", "a", "é"):
        store_sample(store, name)
    rows = store.claims().rows
    keys = [(row.doc_id, row.claim.trigger.start, row.claim.claim_id) for row in rows]
    assert keys == sorted(keys)


def test_the_order_of_writing_leaves_no_trace(store, tmp_path):
    from tests.ledger.conftest import STORES

    names = ["b", "a", "c"]
    for name in names:
        store_sample(store, name)
    other = STORES["sqlite"](tmp_path / "other.ledger")
    for name in sorted(names):
        store_sample(other, name)
    assert store.claims().rows == other.claims().rows
    assert list(store.entities()) == list(other.entities())
    assert list(store.items()) == list(other.items())
    assert list(store.reports()) == list(other.reports())
    every = ["type", "group", "factuality", "modality", "judged", "month", "country", "admin1", "place", "actor", "source", "outlet"]
    assert store.facets(every) == other.facets(every)
    assert store.search("shelled tarvos") == other.search("shelled tarvos")
    other.close()


def test_facets_count_each_value_filtered_or_not(store):
    store_sample(store, "a")
    store_sample(store, "b")
    by = ["type", "group", "country", "source", "month", "judged"]
    assert store.facets(by) == store.facets(by, ClaimFilter(groups=("force",)))
    assert store.facets(by)["month"] == (("1911-05", 2),)
    assert store.facets(by)["source"] == (("Colonel Edda Brandt", 2), ("The Oskan ministry", 2))


def test_an_ungrounded_claim_is_refused_and_the_rest_kept(store):
    report = make_report()
    good, other = sample_claims(report)
    bad = dataclasses.replace(good, trigger=Quote("shells", good.trigger.start, good.trigger.end))
    with store.writing() as writer:
        outcome = writer.store_reading(report, [bad, other])
        assert [issue.code for issue in outcome.refused] == ["not_grounded"]
        with pytest.raises(GroundingError):
            writer.store_reading(report, [bad, other], strict=True)
    assert [row.claim for row in store.claims().rows] == [other]
    assert [issue.code for issue in store.issues(report.report_id)] == ["not_grounded"]


def test_a_claim_from_words_set_aside_is_refused(store):
    report = make_report()
    claim = make_claim(report, words(report.text, "Subscribe"))
    with store.writing() as writer:
        assert writer.store_reading(report, [claim]).claims == 0


def test_one_claim_by_prefix(store):
    _, claims = store_sample(store)
    wanted = claims[0].claim_id
    assert store.claim(wanted[:8]).claim == claims[0]
    for unknown in ("zzzz", "0' OR 1", wanted[:3], "", "%", "____"):
        with pytest.raises(NotFoundError):
            store.claim(unknown)


def test_a_prefix_of_two_ids_is_ambiguous(store):
    report = make_report()
    first, second = sample_claims(report)
    with store.writing() as writer:
        writer.store_reading(
            report, [dataclasses.replace(first, claim_id="abcd1"), dataclasses.replace(second, claim_id="abcd2")],
        )
    with pytest.raises(AmbiguousIdError, match="abcd1, abcd2"):
        store.claim("abcd")


SEARCHES = [
    ("tarvos", 2, "a word, in report and claim"),
    ("TÁRVOS", 2, "case and accents away"),
    ('"shelled tarvos"', 2, "a phrase"),
    ('"tarvos shelled"', 0, "a phrase in another order"),
    ("tar*", 2, "a beginning"),
    ("tarvos denied", 1, "all words: only the report has both"),
    ("subscribe", 0, "words set aside are not found"),
    ('tarvos" OR "x', 0, "no syntax leaks"),
    ("NEAR(a b)", 0, "no operators"),
    ("tarvos AND", 0, "AND is a word"),
    ("-tarvos", 2, "marks fall away"),
    ("words:tarvos", 0, "no column filter: it is a phrase"),
    ("*", 0, "nothing but a mark"),
    ("", 0, "nothing"),
    ("\x00\ud800", 0, "what no text holds"),
]


@pytest.mark.parametrize(("wanted", "hits", "why"), SEARCHES, ids=[case[2] for case in SEARCHES])
def test_search(store, wanted, hits, why):
    report, _ = store_sample(store)
    found = store.search(wanted)
    assert len(found) == hits, why
    for hit in found:
        assert report.text[hit.start:hit.end] == hit.snippet


def test_search_marks_the_words(store):
    store_sample(store)
    hit = store.search("Tárvos")[0]
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["Tarvos"]


@pytest.mark.parametrize(
    ("text", "query", "why"),
    [
        ("政府军昨天袭击了塔尔沃斯镇。", "塔尔沃斯", "Chinese has no spaces"),
        ("قال الجيش إن القوات قصفت البلدة", "بلدة", "an Arabic word behind its article"),
        ("قصفت البَلدة", "البلدة", "vowel marks away"),
        ("Армия обстреляла город", "город", "Cyrillic"),
        ("กองทัพโจมตีเมือง", "โจมตี", "Thai has no spaces"),
        ("e\u0301te\u0301 🚀 ville", "été", "combining marks"),
    ],
)
def test_search_in_other_scripts(store, text, query, why):
    report = make_report("x", text)
    with store.writing() as writer:
        writer.store_reading(report, [])
    assert [hit.id for hit in store.search(query)] == [report.report_id], why


def test_a_newer_reading_replaces_the_old_and_the_difference_can_be_seen(store):
    report, claims = store_sample(store)
    newer = dataclasses.replace(claims[0], type="bombing", reader="r2")
    extra = make_claim(report, words(report.text, "killing"), "killing", reader="r2")
    seen = store.diff_reading(report.report_id, [newer, extra])
    assert seen.added == (extra,)
    assert seen.removed == (claims[1],)
    assert [(change.before, change.after, change.fields) for change in seen.changed] == [(claims[0], newer, ("type",))]
    with store.writing() as writer:
        assert writer.store_reading(report, [newer, extra], state=ReadingState("r2")).kind == "replaced"
    assert [row.claim for row in store.claims().rows] == [newer, extra]
    assert store.search("attacked")[-1].kind == "report"
    assert store.seen("a.txt", report.sha256, "r1") == "new"
    assert store.seen("a.txt", report.sha256, "r2") == "stored"
    assert store.verify().ok


def test_issues_of_no_report_are_kept_once(store):
    issue = Issue("intake", "empty", "x\ud800.pdf", "x.pdf: no text found")
    with store.writing() as writer:
        writer.store_issues([issue])
        writer.store_issues([issue, issue])
    assert list(store.issues()) == [issue]


def incident(*claims: str) -> Incident:
    return Incident(min(claims), "shelling", tuple(sorted(claims)), "reported", Origins(1, 2))


def test_incidents_are_replaced_only_where_they_changed_and_retired_ids_redirect(store):
    with store.writing() as writer:
        assert writer.replace_incidents([incident("aaaa1", "bbbb1", "cccc1"), incident("dddd1")]) == ("aaaa1", "dddd1")
        head = store.info().head
        assert writer.replace_incidents([incident("aaaa1", "bbbb1", "cccc1"), incident("dddd1")]) == ()
        assert store.info().head == head
        assert writer.replace_incidents([incident("bbbb1", "cccc1"), incident("dddd1")]) == ("aaaa1", "bbbb1")
    assert store.incident("aaaa1").incident_id == "bbbb1"
    assert [one.incident_id for one in store.incidents()] == ["bbbb1", "dddd1"]
    assert [one.incident_id for one in store.incidents(claim_id="cccc1")] == ["bbbb1"]
    with store.writing() as writer:
        writer.replace_incidents([incident("cccc1")], retired=["bbbb1"])
    assert store.incident("aaaa1").incident_id == "cccc1"
    assert store.incident("dddd1").incident_id == "dddd1"
    assert store.verify().ok


def test_history_tells_who_wrote_what(store):
    store_sample(store)
    with store.writing(by="Ana") as writer:
        writer.note_settings({"workers": 1})
        writer.judge("accept", store.claims().rows[0].claim.claim_id, reason="heard the tape")
    rows = list(store.history())
    assert [(row.kind, row.by) for row in rows] == [
        ("original", "machine"), ("reading", "machine"), ("settings", "Ana"), ("judgement", "Ana"),
    ]
    assert [row.seq for row in rows] == [1, 2, 3, 4]
    assert [row.seq for row in store.history(after=2, limit=1)] == [3]
    assert rows[0].at == "1911-06-01T00:00:00.000000+00:00"
    assert "tape" not in repr(rows)


def test_together_is_all_or_nothing(store):
    report = make_report()

    def write_and_fail():
        with store.writing() as writer, writer.together():
            writer.store_reading(report, sample_claims(report))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    assert store.info().reports == 0
    assert store.info().history == 0
