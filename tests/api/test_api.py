"""The library's door: what it takes, what it gives, what it refuses."""

import subprocess
import sys

import pytest

import whosays
from tests.cli import cheap as reader
from whosays import api, pipeline, runner
from whosays.errors import AmbiguousIdError, InputError, LedgerError, NotFoundError, SettingsError
from whosays.incidents import update
from whosays.settings import Settings

TEXT = "Rebels attacked the town of Tarvos on Monday, the ministry said in a statement to reporters.\n"


@pytest.fixture
def ledger(tmp_path, monkeypatch):
    """A ledger of two reports, a claim each."""
    monkeypatch.setattr(runner, "_load", reader.load)
    monkeypatch.setattr(runner, "_work", reader.work)
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(TEXT + name)
    summary = api.read([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "l.ledger")
    assert (summary.read, summary.claims, summary.issues) == (2, 2, ())
    return tmp_path / "l.ledger"


def test_importing_whosays_loads_nothing():
    code = "import sys, whosays; print(sorted(name for name in sys.modules if name.startswith('whosays')))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.strip() == b"['whosays']"


def test_the_verbs_are_at_the_top():
    assert whosays.read is api.read
    assert whosays.annotate is api.annotate
    assert whosays.open_ledger is api.open_ledger
    assert whosays.explain is api.explain
    with pytest.raises(AttributeError, match="nothing"):
        _ = whosays.nothing


def test_one_path_or_many(ledger, tmp_path):
    one = api.read(tmp_path / "a.txt", tmp_path / "one.ledger")
    same = api.read(str(tmp_path / "a.txt"), tmp_path / "one.ledger")
    assert (one.stored, same.unchanged) == (1, 1)


@pytest.mark.parametrize(
    ("changes", "name"), [({"workers": 0}, "workers"), ({"workers": 65}, "workers"), ({"max_bytes": 0}, "max_bytes"), ({"threads": 0}, "threads")],
)
def test_settings_out_of_bounds_are_refused(changes, name, tmp_path):
    with pytest.raises(SettingsError, match=name):
        api.read(tmp_path, tmp_path / "l.ledger", settings=Settings(**changes))
    assert not (tmp_path / "l.ledger").exists()


@pytest.mark.parametrize("published", ["soon", "2016-02-30", "23.3.2016"])
def test_a_date_by_hand_must_be_one(published, tmp_path):
    with pytest.raises(SettingsError, match="ISO date"):
        api.read(tmp_path, tmp_path / "l.ledger", published=published)


def test_progress_and_documents_are_told(ledger, tmp_path):
    seen, far = [], []
    api.read(tmp_path / "a.txt", tmp_path / "m.ledger", on_document=seen.append, on_progress=far.append)
    assert [(one.doc_id, one.kind, one.claims) for one in seen] == [("a.txt", "stored", 1)]
    assert far[-1].all_files == 1
    assert 0 <= far[-1].done <= far[-1].total


def test_explain_finds_by_prefix(ledger):
    with api.open_ledger(ledger) as book:
        row = book.claims().rows[0]
        found = api.explain(row.claim.claim_id[:8], book)
    assert isinstance(found, api.ClaimExplanation)
    assert found.claim == row.claim
    assert found.report.text.startswith(TEXT)
    assert api.explain(f"claim:{row.claim.claim_id}", ledger).claim == row.claim


@pytest.mark.parametrize("wanted", ["ffffffffffff", "claim:ffffffffffff", "incident:ffffffffffff"])
def test_explain_refuses_what_is_not_there(wanted, ledger):
    with pytest.raises((NotFoundError, AmbiguousIdError)):
        api.explain(wanted, ledger)


def test_a_missing_ledger_is_an_error_and_is_not_made(tmp_path):
    for call in (lambda: api.open_ledger(tmp_path / "no"), lambda: api.judge("accept", "x", by="e", ledger=tmp_path / "no")):
        with pytest.raises(LedgerError, match="no ledger there"):
            call()
    assert not (tmp_path / "no").exists()


def test_exported_gives_claims_with_their_reports(ledger):
    with api.open_ledger(ledger) as book:
        rows = list(api.exported(book))
        assert [row.report.doc_id for row in rows] == ["a.txt", "b.txt"]
        assert [row.judged for row in rows] == ["machine", "machine"]
        assert len(list(api.exported(book, limit=1))) == 1
        assert list(api.exported(book, api.ClaimFilter(types=("protest",)))) == []


def test_a_missing_parser_is_one_clear_error(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    with pytest.raises(InputError, match="no_such_parser"):
        api.read(tmp_path / "a.txt", tmp_path / "l.ledger", settings=Settings(parser="no_such_parser"))
    with api.open_ledger(tmp_path / "l.ledger") as book:
        assert book.info().reports == 0


def test_a_large_ledger_joins_a_judgement_at_once_where_little_changed(ledger, monkeypatch):
    monkeypatch.setattr(api, "JOINED_AT_ONCE", 1)
    monkeypatch.setattr(pipeline, "FEW_REPORTS", 1)
    monkeypatch.setattr(update, "rebuild", lambda *_: pytest.fail("all of it was joined anew"))
    with api.open_ledger(ledger) as book:
        one, other = [row.claim.claim_id for row in book.each_claim()]
    api.decide([api.Decision("not_same", one, after=[other], reason="two towns")], by="eva", ledger=ledger)
    with api.open_ledger(ledger) as book:
        assert not api.incidents_behind(book)
    assert api.join_incidents(ledger), "nothing to do"


def test_a_large_ledger_of_which_nothing_is_remembered_waits_for_the_next_read(ledger, monkeypatch):
    monkeypatch.setattr(api, "JOINED_AT_ONCE", 1)
    monkeypatch.setattr(update, "RULES", "of tomorrow")
    with api.open_ledger(ledger) as book:
        one, other = [row.claim.claim_id for row in book.each_claim()]
    api.decide([api.Decision("not_same", one, after=[other], reason="two towns")], by="eva", ledger=ledger)
    assert not api.join_incidents(ledger)
