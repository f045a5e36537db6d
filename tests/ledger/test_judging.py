"""Judgements beside readings: part of the contract of any store."""

import dataclasses

import pytest

from tests.ledger.making import make_claim, make_report, role_of, sample_claims, store_sample, words
from whosays.errors import GroundingError, JudgementError, NotFoundError
from whosays.ledger.records import ClaimFilter
from whosays.model.claim import ClaimTime, Equipment
from whosays.model.incident import Incident, Origins
from whosays.model.wire import to_wire


def judge(store, *args, **kwargs):
    with store.writing(by="Ana") as writer:
        return writer.judge(*args, **kwargs)


def test_accept_and_reject(store):
    _, (shelling, denial) = store_sample(store)
    judge(store, "accept", shelling.claim_id[:10], reason="checked")
    judge(store, "reject", denial.claim_id, reason="no claim")
    assert [(row.claim, row.judged) for row in store.claims().rows] == [(shelling, "accepted")]
    rejected = store.claims(ClaimFilter(judged=("rejected",))).rows
    assert [(row.claim, row.judged) for row in rejected] == [(denial, "rejected")]
    assert store.facets(["type", "judged"]) == {"type": (("shelling", 1),), "judged": (("accepted", 1),)}
    assert store.info().claims == {"accepted": 1, "rejected": 1}
    assert store.verify().ok


def test_an_edit_moves_the_claim_and_leaves_the_machines_reading(store):
    _, (shelling, _) = store_sample(store)
    made = judge(store, "edit", shelling.claim_id, field="type", before="shelling", after="bombing", reason="planes")
    assert (made.before, made.after, made.quote) == ("shelling", "bombing", shelling.trigger)
    row = store.claim(shelling.claim_id)
    assert (row.claim.type, row.judged) == ("bombing", "edited")
    assert store.machine_claim(shelling.claim_id) == shelling
    assert store.count(ClaimFilter(types=("shelling",))) == 0
    assert store.count(ClaimFilter(types=("bombing",))) == 1
    assert store.verify().ok


EDITS = [
    ("factuality", "PR+", lambda c: c.factuality == "PR+"),
    ("time.earliest", "1911-05-02", lambda c: c.time.earliest == "1911-05-02" and c.time.latest == "1911-05-03"),
    ("roles.0.name", "River Front, 2nd company", lambda c: c.roles[0].name == "River Front, 2nd company"),
    ("places", [], lambda c: c.places == ()),
    ("phase", "begins", lambda c: c.phase == "begins"),
    ("time", ClaimTime(), lambda c: c.time == ClaimTime()),
]


@pytest.mark.parametrize(("field", "after", "holds"), EDITS, ids=[case[0] for case in EDITS])
def test_edits_by_field(store, field, after, holds):
    _, (shelling, _) = store_sample(store)
    judge(store, "edit", shelling.claim_id, field=field, after=after)
    assert holds(store.claim(shelling.claim_id).claim)


def test_equipment_is_edited_under_its_contract_name(store):
    report, (shelling, _) = store_sample(store)
    at = words(report.text, "shelled")
    gun = to_wire(Equipment(at.text, at.start, at.end, "gun", "artillery"))
    assert "class" in gun
    judge(store, "edit", shelling.claim_id, field="equipment", after=[gun])
    judge(store, "edit", shelling.claim_id, field="equipment.0.class", after="mortar")
    assert store.claim(shelling.claim_id).claim.equipment[0].equipment_class == "mortar"


BAD = [
    ({"kind": "edit", "field": "claim_id", "after": "x"}, JudgementError, "ids are not edited"),
    ({"kind": "edit", "field": "trigger", "after": {}}, JudgementError, "nor the trigger"),
    ({"kind": "edit", "field": "type", "after": "picnic"}, JudgementError, "no such type"),
    ({"kind": "edit", "field": "factuality", "after": "yes"}, JudgementError, "no such value"),
    ({"kind": "edit", "field": "roles.7.name", "after": "x"}, JudgementError, "no such role"),
    ({"kind": "edit", "field": "time.when", "after": "x"}, JudgementError, "no such part"),
    ({"kind": "edit", "field": "type", "before": "siege", "after": "attack"}, JudgementError, "it was something else"),
    ({"kind": "edit", "after": "attack"}, JudgementError, "no field named"),
    ({"kind": "edit", "field": "roles.0.text", "after": "bandits"}, GroundingError, "not the report's words"),
    ({"kind": "accept", "field": "type", "after": "attack"}, JudgementError, "accept changes nothing"),
    ({"kind": "praise"}, JudgementError, "no such kind"),
    ({"kind": "join", "after": "ffff0000"}, NotFoundError, "the other side is unknown"),
    ({"kind": "join", "after": None}, JudgementError, "no other side"),
    ({"kind": "assess", "after": 3}, JudgementError, "no words"),
]


@pytest.mark.parametrize(("judgement", "error", "why"), BAD, ids=[case[2] for case in BAD])
def test_bad_judgements_leave_nothing(store, judgement, error, why):
    _, (shelling, _) = store_sample(store)
    head = store.info().head
    with pytest.raises(error):
        judge(store, judgement.pop("kind"), shelling.claim_id, **judgement)
    assert store.info().head == head
    assert store.claim(shelling.claim_id).claim == shelling
    with pytest.raises(NotFoundError):
        judge(store, "accept", "0000000000000000")


def test_a_person_adds_a_claim_that_the_machine_missed(store):
    report, _ = store_sample(store)
    claim = make_claim(report, words(report.text, "killing"), "killing", roles=(role_of(words(report.text, "rebels"), "actor"),))
    bare = {key: value for key, value in to_wire(claim).items() if key not in ("claim_id", "report_id")}
    judge(store, "add", report.report_id, after=bare, reason="it is there")
    row = store.claim(claim.claim_id)
    assert (row.claim, row.judged) == (claim, "added")
    assert store.machine_claim(claim.claim_id) is None
    assert store.count() == 3
    with pytest.raises(JudgementError, match="already"):
        judge(store, "add", report.report_id, after=bare)
    judge(store, "edit", claim.claim_id, field="factuality", after="PS+")
    assert (store.claim(claim.claim_id).claim.factuality, store.claim(claim.claim_id).judged) == ("PS+", "added")
    with pytest.raises(GroundingError):
        judge(store, "add", report.report_id, after={**bare, "trigger": {"text": "killed", "start": 3, "end": 9}})
    with pytest.raises(JudgementError):
        judge(store, "add", report.report_id, after={"type": "killing"})
    assert store.verify().ok


def test_withdrawing_brings_the_machines_reading_back_and_can_itself_be_withdrawn(store):
    _, (shelling, _) = store_sample(store)
    first = judge(store, "edit", shelling.claim_id, field="type", after="attack")
    with store.writing(by="Ben") as writer:
        back = writer.withdraw(first.judgement_id, reason="misread")
        with pytest.raises(JudgementError):
            writer.withdraw(first.judgement_id)
    assert (store.claim(shelling.claim_id).claim, store.claim(shelling.claim_id).judged) == (shelling, "machine")
    assert store.judgements("edit") == ()
    assert [one.withdrawn for one in store.judgements("edit", withdrawn=True)] == [True]
    with store.writing(by="Ben") as writer:
        writer.withdraw(back.judgement_id)
    assert store.claim(shelling.claim_id).claim.type == "attack"
    assert store.verify().ok


def test_last_of_accept_and_reject_stands_and_an_edit_stays_an_edit(store):
    _, (shelling, _) = store_sample(store)
    judge(store, "reject", shelling.claim_id)
    judge(store, "edit", shelling.claim_id, field="type", after="attack")
    judge(store, "accept", shelling.claim_id)
    assert store.claim(shelling.claim_id).judged == "edited"
    judge(store, "reject", shelling.claim_id)
    assert store.claim(shelling.claim_id).judged == "rejected"


def reread(store, report, claims):
    with store.writing() as writer:
        writer.store_reading(report, claims)


def test_judgements_survive_re_reading(store):
    report, (shelling, denial) = store_sample(store)
    judge(store, "accept", denial.claim_id)
    judge(store, "edit", shelling.claim_id, field="factuality", after="PR+")
    added = make_claim(report, words(report.text, "killing"), "killing")
    judge(store, "add", report.report_id, after=added)
    newer = [dataclasses.replace(claim, reader="r2", confidence=0.99) for claim in (shelling, denial)]
    reread(store, report, newer)
    got = {row.claim.claim_id: (row.claim.factuality, row.claim.reader, row.judged) for row in store.claims().rows}
    assert got == {
        shelling.claim_id: ("PR+", "r2", "edited"), denial.claim_id: ("CT-", "r2", "accepted"), added.claim_id: ("CT+", "r1", "added"),
    }
    assert not any(one.orphan for one in store.judgements())


def test_a_judgement_follows_its_words_when_the_id_changes(store):
    report, (shelling, denial) = store_sample(store)
    judge(store, "edit", denial.claim_id, field="modality", after="attempted")
    wider = make_claim(report, words(report.text, "had attacked"), "attack", words(report.text, "Colonel Edda Brandt"), factuality="CT-")
    assert wider.claim_id != denial.claim_id
    reread(store, report, [shelling, wider])
    row = store.claim(wider.claim_id)
    assert (row.claim.modality, row.judged) == ("attempted", "edited")
    assert store.judgements("edit")[0].claim_id == wider.claim_id


def test_what_nobody_accepted_is_not_shown_as_accepted(store):
    report, (shelling, denial) = store_sample(store)
    judge(store, "accept", shelling.claim_id)
    judge(store, "reject", denial.claim_id)
    reread(store, report, [dataclasses.replace(shelling, type="siege"), denial])
    assert store.claim(shelling.claim_id).judged == "machine"
    assert "reads otherwise" in store.judgements("accept")[0].orphan
    assert store.judgements("reject")[0].orphan == ""


def test_an_orphan_stays_and_comes_back_with_its_claim(store):
    report, (shelling, denial) = store_sample(store)
    judge(store, "accept", shelling.claim_id)
    reread(store, report, [denial])
    assert "no longer read" in store.judgements("accept")[0].orphan
    assert store.verify().ok
    reread(store, report, [shelling, denial])
    assert store.claim(shelling.claim_id).judged == "accepted"


def test_a_machine_that_learns_to_read_an_added_claim_does_not_overrule_the_person(store):
    report, claims = store_sample(store)
    added = make_claim(report, words(report.text, "killing"), "killing", factuality="PR+")
    judge(store, "add", report.report_id, after=added)
    reread(store, report, [*claims, dataclasses.replace(added, factuality="CT+", reader="r2")])
    assert (store.claim(added.claim_id).claim.factuality, store.claim(added.claim_id).judged) == ("PR+", "added")
    assert store.verify().ok


def test_judgements_for_the_clusterer(store):
    _, (shelling, denial) = store_sample(store)
    incident = Incident(shelling.claim_id, "shelling", (shelling.claim_id,), "reported", Origins(1, 1))
    with store.writing() as writer:
        writer.replace_incidents([incident])
    judge(store, "join", shelling.claim_id, after=denial.claim_id[:9], reason="one town")
    judge(store, "split", shelling.claim_id, after=[denial.claim_id])
    judge(store, "assess", incident.incident_id, after="likely")
    assert [one.judgement.after for one in store.judgements("join", "split")] == [[denial.claim_id], [denial.claim_id]]
    assert store.incident(incident.incident_id).assessment == "likely"
    with store.writing() as writer:
        writer.replace_incidents([dataclasses.replace(incident, incident_id="0", claims=(shelling.claim_id, "0"))])
    assert store.incident("0").assessment == "likely"


def test_claims_of_a_rejected_version_keep_out_of_the_counts(store):
    report, claims = store_sample(store)
    judge(store, "reject", claims[0].claim_id)
    newer = make_report(text=report.text + "Late.\n")
    with store.writing() as writer:
        writer.store_reading(newer, sample_claims(newer))
    assert store.facets(["type"])["type"] == (("attack", 1), ("shelling", 1))
    assert store.verify().ok
