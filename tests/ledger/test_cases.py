"""Cases: told in the history, put together from it."""

import pytest

from tests.ledger.making import store_sample
from whosays.errors import ConflictError, JudgementError, NotFoundError
from whosays.ledger.cases import change_case, claims_of, split_members


def changed(ledger, by, case=None, expected=None, **said):
    with ledger.writing(by) as writer:
        return change_case(writer, case and case.case_id, expected, said)


def test_a_case_is_what_was_said_of_it_in_order(ledger):
    _, claims = store_sample(ledger)
    one, other = (f"claim:{claim.claim_id}" for claim in claims)
    case = changed(ledger, "Ann", name="Tarvos", notes="who shelled", add=[one, other, one])
    case = changed(ledger, "Ben", case, case.version, remove=[one], note={"on": other, "text": "weak"})
    assert case.members == (other,)
    assert [(note.on, note.text, note.by) for note in case.case_notes] == [(other, "weak", "Ben")]
    assert ledger.case(case.case_id) == case
    assert ledger.cases() == (case,)
    assert claims_of(ledger.db, case.members) == (claims[1].claim_id,)
    assert split_members(case.members) == ((claims[1].claim_id,), ())
    assert changed(ledger, "Ann", case, case.version, closed=True).closed
    assert ledger.verify().ok


def test_two_editors_of_one_case_lose_nothing(ledger):
    case = changed(ledger, "Ann", name="Tarvos")
    changed(ledger, "Ben", case, case.version, notes="Ben's")
    with pytest.raises(ConflictError, match="Ben"):
        changed(ledger, "Ann", case, case.version, notes="Ann's")
    assert ledger.case(case.case_id).notes == "Ben's"


REFUSED = [
    ({"name": " "}, JudgementError, "no name"),
    ({"name": "x", "add": ["claim:nobody"]}, NotFoundError, "a claim that is not there"),
    ({"name": "x", "add": ["report:1"]}, JudgementError, "a member of another kind"),
]


@pytest.mark.parametrize(("said", "error", "why"), REFUSED, ids=[case[2] for case in REFUSED])
def test_what_is_no_case_is_refused_and_leaves_nothing(ledger, said, error, why):
    with pytest.raises(error):
        changed(ledger, "Ann", **said)
    assert ledger.cases() == (), why


def test_redaction_scrubs_the_words_of_a_case(ledger):
    store_sample(ledger)
    changed(ledger, "Ann", name="Edda Brandt's denial")
    with ledger.writing("Ann") as writer:
        writer.redact(person="Edda Brandt", reason="asked for")
    assert "Brandt" not in "".join(case.name for case in ledger.cases())
    assert ledger.verify().ok
