"""Whatever text can hold, the ledger holds: property tests over scripts and damage."""

import dataclasses
import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ledger.making import make_claim, make_report
from whosays.errors import GroundingError
from whosays.ledger.codec import decode, encode, fold, fold_in_place, pack, unpack
from whosays.ledger.ledger import Ledger
from whosays.ledger.query import sought
from whosays.ledger.search import marks_in
from whosays.model.claim import Claim, Role
from whosays.model.span import Quote, quote
from whosays.settings import Settings

NASTY = [
    "قصفت الطائراتُ البلدةَ", "Армия обстреляла", "政府军袭击了镇", "🚀💥👨‍👩‍👧", "e\u0301\u0323 n\u0303", "\u200f\u202eمرحبا\u202c\u200e", "\r\n", "\r", "\u2028",
    "\x00", "a\x00b", "\ud800", "\udfff\ud83d", "\ufeff", "\ufffe", "'; DROP TABLE claims; --", '" OR 1=1', "%_*", "\x1b[31m", "ß İ ı ǆ", "\U0010ffff",
]
texts = st.lists(st.one_of(st.sampled_from(NASTY), st.text(st.characters(codec=None), max_size=12)), min_size=1, max_size=8).map("".join)
few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
names = itertools.count()


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    with Ledger.open(tmp_path_factory.mktemp("p") / "p.ledger", Settings(), "create") as made:
        yield made


@st.composite
def readings(draw):
    text = draw(texts.filter(bool))
    report = make_report(f"{draw(texts)}/{next(names)}", text, title=draw(st.none() | texts), outlet=draw(st.none() | texts))
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    role = Role("actor", text[start:end], start, end, draw(texts))
    claim = make_claim(report, quote(text, start, end), roles=(role,), reasons=(draw(texts),))
    return report, dataclasses.replace(claim, evidence=(quote(text, 0, len(text)),))


@few
@given(readings())
def test_what_goes_in_comes_out(ledger, reading):
    report, claim = reading
    with ledger.writing() as writer:
        assert writer.store_original(pack(report.text))
        assert writer.store_reading(report, [claim], strict=True).claims == 1
    assert ledger.report(report.report_id).report == report
    assert ledger.report(report.doc_id).report == report
    row = ledger.claim(claim.claim_id)
    assert (row.claim, row.doc_id) == (claim, report.doc_id)
    for found in (row.claim.trigger, *row.claim.evidence, *row.claim.roles):
        assert report.text[found.start:found.end] == found.text


@few
@given(readings(), st.data())
def test_a_span_that_does_not_reproduce_its_words_is_never_stored(ledger, reading, data):
    report, claim = reading
    shift = data.draw(st.sampled_from([-1, 1, 7]))
    words = data.draw(texts)
    for bad in (
        Quote(claim.trigger.text, claim.trigger.start + shift, claim.trigger.end + shift), Quote(words, claim.trigger.start, claim.trigger.end),
    ):
        low, high = max(bad.start, 0), max(bad.end, 0)
        if report.text[low:high] == bad.text and bad.start >= 0:
            continue
        with ledger.writing() as writer, pytest.raises(GroundingError):
            writer.store_reading(report, [dataclasses.replace(claim, trigger=bad)], strict=True)


@few
@given(texts)
def test_any_words_may_be_searched(ledger, words):
    for hit in ledger.search(words, limit=5):
        assert ledger.report(hit.report_id).report.text[hit.start:hit.end] == hit.snippet
    marks_in(words, sought(words))


@few
@given(texts)
def test_codec(text):
    claim = Claim("c", "r", "attack", Quote(text, 0, len(text)), (), reasons=(text,))
    assert decode(encode(claim), Claim) == claim
    assert unpack(pack(text)) == text
    assert len(fold_in_place(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def test_two_surrogates_side_by_side_stay_two():
    test_codec.hypothesis.inner_test("\ud83d\ude80")


@few
@given(st.lists(texts, max_size=6))
def test_packed_text_sorts_as_text_does(many):
    assert [unpack(data) for data in sorted(map(pack, many))] == sorted(many)


def test_the_ledger_verifies_after_all_that(ledger):
    found = ledger.verify()
    assert found.ok, found.reason
