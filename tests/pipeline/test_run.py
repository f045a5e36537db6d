"""The run over folders: what is read, passed over, told and stored, with a reader that costs nothing."""

import dataclasses
import json
import shutil

import pytest

from whosays import api, pipeline, runner, workers
from whosays.model.issue import Issue
from whosays.model.span import quote
from whosays.settings import Settings


def fake_bundle(job, tools):
    """A claim for every word `attacked`; the word `breaks` breaks the reader."""
    from whosays.model import ids
    from whosays.model.claim import Claim

    report, claims = job.report, []
    if "breaks" in report.text:
        raise RuntimeError("cannot bear this")
    for span in report.paragraphs:
        at = report.text.find("attacked", span.start, span.end)
        if at >= 0:
            found = quote(report.text, at, at + 8)
            claims.append(
                Claim(ids.claim_id(report.report_id, (at, at + 8), None), report.report_id, "attack", found, (quote(report.text, span.start, span.end),), reader=tools),
            )
    return pipeline.Bundle(tuple(claims), (), (), (), (), tools, 1.0, len(report.text.split()))


@pytest.fixture
def cheap(monkeypatch):
    loaded = []
    monkeypatch.setattr(runner, "_load", lambda settings: loaded.append(settings) or "fake")
    monkeypatch.setattr(runner, "_work", fake_bundle)
    monkeypatch.setattr(runner, "prepare", lambda settings, notice=None: None)
    return loaded


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "reports"
    (made / "deep").mkdir(parents=True)
    (made / "a.txt").write_text("Rebels attacked the town of Tarvos on Monday, the ministry said in a statement.\n")
    (made / "deep" / "b.txt").write_text("The army attacked a village in the north of the country, officials said on Tuesday.\n")
    rows = [{"id": f"row-{i}", "text": f"Militants attacked the village number {i} before dawn, a local official said."} for i in range(4)]
    lines = [json.dumps(row) for row in rows]
    lines.insert(2, "{not json")
    (made / "rows.jsonl").write_text("\n".join(lines) + "\n")
    (made / "empty.txt").write_text("")
    return made


def told(paths, ledger, **options):
    found = []
    summary = api.read(paths, ledger, on_document=found.append, **options)
    return summary, found


def exported(ledger):
    import io

    out = io.BytesIO()
    api.export("jsonl", out, ledger)
    return out.getvalue()


def test_a_folder_is_read_and_its_bad_inputs_told(folder, tmp_path, cheap):
    summary, found = told([folder], tmp_path / "l.ledger")
    assert (summary.stored, summary.claims, summary.failed) == (6, 6, 0)
    assert {issue.code for issue in summary.issues} == {"empty", "malformed_row"} or len(summary.issues) == 2
    assert all(isinstance(one, Issue | runner.Document) for one in found)
    bad = next(issue for issue in summary.issues if "rows.jsonl" in issue.source)
    assert "3" in bad.source + bad.message


def test_a_second_read_loads_nothing_and_writes_nothing(folder, tmp_path, cheap):
    ledger = tmp_path / "l.ledger"
    told([folder], ledger)
    cheap.clear()
    with api.open_ledger(ledger) as book:
        before = book.info().history
    summary, _ = told([folder], ledger)
    with api.open_ledger(ledger) as book:
        assert book.info().history == before
    assert cheap == []
    assert summary.read == 0
    assert summary.unchanged == 6


def test_a_changed_file_is_a_new_version_of_its_report(folder, tmp_path, cheap):
    ledger = tmp_path / "l.ledger"
    told([folder], ledger)
    (folder / "a.txt").write_text("Rebels attacked the town of Tarvos on Sunday, the ministry said in a statement.\n")
    summary, _found = told([folder], ledger)
    assert summary.read == 1
    assert summary.unchanged == 5
    with api.open_ledger(ledger) as book:
        new = book.report("a.txt").report
        assert "Sunday" in new.text
        assert new.replaces == book.report(new.replaces).report.report_id
        assert book.info().superseded == 1


def test_options_given_later_take_effect(folder, tmp_path, cheap):
    ledger = tmp_path / "l.ledger"
    told([folder / "a.txt"], ledger)
    summary, _ = told([folder / "a.txt"], ledger, published="2016-03-23")
    assert summary.replaced == 1
    with api.open_ledger(ledger) as book:
        assert book.report("a.txt").report.published.value == "2016-03-23"
    summary, _ = told([folder / "a.txt"], ledger, published="2016-03-23")
    assert summary.unchanged == 1


def test_a_report_that_breaks_the_reader_is_kept_with_an_issue(folder, tmp_path, cheap):
    (folder / "c.txt").write_text("This text breaks the reader, a person familiar with the reader said on Monday.\n")
    summary, found = told([folder], tmp_path / "l.ledger")
    assert summary.failed == 1
    assert summary.stored == 6
    broken = next(one for one in found if getattr(one, "kind", "") == "failed")
    assert broken.doc_id == "c.txt"
    assert broken.share_read == 0
    assert "RuntimeError: cannot bear this" in broken.issues[0].message
    with api.open_ledger(tmp_path / "l.ledger") as book:
        assert book.report("c.txt").issues


@pytest.mark.parametrize(("code", "again"), [("worker_died", 1), ("reader_failed", 0)])
def test_a_report_is_tried_again_when_only_its_workers_died(code, again, folder, tmp_path, cheap, monkeypatch):
    ledger = tmp_path / "l.ledger"
    fail = [True]

    def run(task, jobs, number, threads):
        for job in jobs:
            broken = fail[0] and job.report.doc_id in ("a.txt", "row-2")
            yield job, workers.Failure(code, "gone") if broken else fake_bundle(job, "fake")

    monkeypatch.setattr(workers, "run", run)
    assert told([folder], ledger)[0].failed == 2
    fail[0] = False
    summary, _ = told([folder], ledger)
    assert summary.read == 2 * again
    with api.open_ledger(ledger) as book:
        assert bool(book.report("a.txt").issues) is not bool(again)


def test_two_inputs_of_one_name_are_kept_apart(tmp_path, cheap):
    for year in ("2015", "2016"):
        (tmp_path / year).mkdir()
        (tmp_path / year / "report.txt").write_text(f"Rebels attacked the town of Tarvos in {year}, the ministry said.\n")
    paths = [tmp_path / "2015" / "report.txt", tmp_path / "2016" / "report.txt"]
    told(paths, tmp_path / "l.ledger")
    told(paths[::-1], tmp_path / "m.ledger")
    with api.open_ledger(tmp_path / "l.ledger") as book:
        assert book.info().reports == 2
    assert exported(tmp_path / "l.ledger") == exported(tmp_path / "m.ledger")


def test_two_rows_of_one_id_are_told_and_the_first_is_kept(tmp_path, cheap):
    rows = [{"id": "x", "text": f"Rebels attacked the town of Tarvos {n} times, the ministry said."} for n in ("two", "three")]
    (tmp_path / "r.jsonl").write_text("\n".join(map(json.dumps, rows)))
    for _ in range(2):
        summary, _ = told([tmp_path / "r.jsonl"], tmp_path / "l.ledger")
        assert any(issue.code in ("same_name", "duplicate_id") for issue in summary.issues)
        with api.open_ledger(tmp_path / "l.ledger") as book:
            assert "two times" in book.report("x").report.text
            assert book.info().superseded == 0


def test_the_order_of_paths_does_not_matter(folder, tmp_path, cheap):
    paths = sorted(folder.rglob("*.*"))
    told(paths, tmp_path / "one.ledger")
    told(paths[::-1], tmp_path / "two.ledger")
    assert exported(tmp_path / "one.ledger") == exported(tmp_path / "two.ledger")


def test_an_interrupted_run_is_resumed(folder, tmp_path, cheap):
    ledger = tmp_path / "l.ledger"
    told([folder], tmp_path / "whole.ledger")

    def stop(_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        api.read([folder], ledger, on_document=stop)
    summary, _ = told([folder], ledger)
    assert summary.read + summary.unchanged > 0
    assert exported(ledger) == exported(tmp_path / "whole.ledger")
    with api.open_ledger(ledger) as book:
        assert book.verify().ok


def test_incidents_left_behind_by_a_killed_run_are_found_out(folder, tmp_path, cheap, monkeypatch):
    ledger = tmp_path / "l.ledger"
    joined = []
    monkeypatch.setattr(pipeline, "join_incidents", lambda store, writer, touched: joined.append(touched))
    told([folder], ledger)
    told([folder], ledger)
    assert len(joined) == 1
    with api._writing(ledger, Settings()) as book, book.writing() as writer:
        stored = book.report("a.txt").report
        writer.store_reading(dataclasses.replace(stored, doc_id="z.txt", report_id="f" * 16), ())
    told([folder], ledger)
    assert len(joined) == 2
    assert joined[0] is None, "nothing was joined before: everything is"
    assert joined[1].reports == {"f" * 16}, "only what was written since"


def test_originals_are_kept_under_their_hash(folder, tmp_path, cheap):
    ledger = tmp_path / "l.ledger"
    told([folder], ledger)
    with api.open_ledger(ledger) as book:
        report = book.report("a.txt").report
        assert book.original(report.sha256) == (folder / "a.txt").read_bytes()
        row = book.report("row-1").report
        assert json.loads(book.original(row.sha256))["text"] == row.text


def test_a_redacted_row_leaves_no_original_and_is_not_read_again(folder, tmp_path, cheap):
    ledger = tmp_path / "l.ledger"
    told([folder], ledger)
    api.redact(by="eva", reason="asked to", ledger=ledger, report="row-1")
    api.redact(by="eva", reason="asked to", ledger=ledger, report="a.txt")
    assert b"village number 1" not in ledger.read_bytes()
    cheap.clear()
    summary, _ = told([folder], ledger)
    assert cheap == []
    assert (summary.redacted, summary.unchanged, summary.read) == (2, 4, 0)
    with api.open_ledger(ledger) as book:
        assert book.verify().ok


def test_reading_again_keeps_judgements_and_tells_the_difference(folder, tmp_path, cheap, monkeypatch):
    ledger = tmp_path / "l.ledger"
    told([folder], ledger)
    with api.open_ledger(ledger) as book:
        claim = book.claims().rows[0].claim
    api.judge("accept", claim.claim_id, by="eva", ledger=ledger)

    def other(report, tools):
        bundle = fake_bundle(runner.Job(report, ()), tools)
        return dataclasses.replace(bundle, claims=tuple(dataclasses.replace(one, acled="Attack", confidence=0.9) for one in bundle.claims))

    monkeypatch.setattr(runner, "_again", other)
    dry = list(api.reread(ledger, [claim.report_id], store=False))
    assert [change.fields for change in dry[0].changed] == [("acled", "confidence")]
    with api.open_ledger(ledger) as book:
        assert book.claim(claim.claim_id).claim.acled is None
    list(api.reread(ledger))
    with api.open_ledger(ledger) as book:
        row = book.claim(claim.claim_id)
        assert row.claim.acled == "Attack"
        assert row.judged == "accepted"
        assert book.verify().ok


def test_a_judgement_whose_claim_says_something_else_is_told(folder, tmp_path, cheap, monkeypatch):
    ledger = tmp_path / "l.ledger"
    told([folder], ledger)
    with api.open_ledger(ledger) as book:
        claim = book.claims().rows[0].claim
    done = api.judge("accept", claim.claim_id, by="eva", ledger=ledger)

    def other(report, tools):
        bundle = fake_bundle(runner.Job(report, ()), tools)
        return dataclasses.replace(bundle, claims=tuple(dataclasses.replace(one, factuality="CT-") for one in bundle.claims))

    monkeypatch.setattr(runner, "_again", other)
    issues = [one for one in api.reread(ledger) if isinstance(one, Issue)]
    assert [issue.code for issue in issues] == ["judgement_orphaned"]
    assert done.judgement_id in issues[0].message


def test_share_read_counts_main_text_only():
    from whosays.intake.intake import report_from_text
    from whosays.model.reading import Reading, Sentence

    text = "First sentence here. Second sentence there."
    report, _ = report_from_text(text, doc_id="x", clean=False)
    half = Reading(report.report_id, (), (Sentence(0, 0, 20, 0, 0, 0),), (), (), (), "r")
    assert pipeline.share_read(report, half) == pytest.approx(18 / 38, abs=0.001)
    whole = dataclasses.replace(half, sentences=(*half.sentences, Sentence(1, 21, len(text), 0, 0, 0)))
    assert pipeline.share_read(report, whole) == 1.0


def test_a_read_only_folder_is_a_clear_error(folder, tmp_path, cheap):
    from whosays.errors import LedgerError

    target = tmp_path / "no"
    target.write_text("not a folder")
    with pytest.raises(LedgerError, match="no"):
        api.read([folder], target / "l.ledger")
    shutil.rmtree(folder)


def test_failure_of_names_error_and_line():
    def fail():
        raise ValueError("x" * 500)

    with pytest.raises(ValueError, match="xxx") as raised:
        fail()
    found = workers.failure_of(raised.value)
    assert len(found.message) < 320
    assert "test_run.py" in found.message
