"""Every verb, from end to end, over the samples."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from whosays.cli.text import WIDTH, columns
from whosays.model.types import TYPES


@pytest.fixture
def ledger(samples_ledger, tmp_path):
    """A copy of the samples' ledger that may be changed."""
    return shutil.copy(samples_ledger, tmp_path / "copy.ledger")


@pytest.fixture
def some(samples_ledger, whosays):
    """The claims of the samples as JSON."""
    return [json.loads(line) for line in whosays("claims", "--format", "jsonl", "--ledger", samples_ledger).out.splitlines()]


def lines_fit(out):
    assert [line for line in out.splitlines() if columns(line) > WIDTH] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["claims"], ["claims", "--brief"], ["incidents"], ["search", "army"], ["issues"], ["info"], ["verify"], ["report"],
        ["report", "syria-analyst-2015-10-02.html", "--text"], ["report", "bojaya-1"],
    ],
)
def test_what_people_read_fits_80_columns(arguments, samples_ledger, whosays):
    ran = whosays(*arguments, "--ledger", samples_ledger)
    assert ran.status == 0
    assert ran.out
    lines_fit(ran.out)


def test_the_samples_give_claims_with_their_words(some):
    from tests.conftest import SAMPLES  # the texts themselves

    texts = {path.name: path.read_text("utf-8", "replace") for path in SAMPLES.glob("*.txt")}
    assert len(some) >= 100
    for claim in some:
        assert claim["type"] in TYPES
        assert claim["evidence"]
        assert claim["judged"] == "machine"
        if claim["doc_id"] in texts and "\r" not in texts[claim["doc_id"]]:
            trigger = claim["trigger"]
            assert texts[claim["doc_id"]][trigger["start"] : trigger["end"]] == trigger["text"]


def test_some_claims_have_sources_and_some_are_denied(some):
    assert sum(bool(claim["attribution"]) for claim in some) >= 20
    assert sum(len(claim["attribution"]) > 1 for claim in some) >= 2
    assert any(claim["factuality"].endswith("-") for claim in some)
    assert all(claim["author_factuality"] == "UU" for claim in some if claim["factuality"] == "CT+" and claim["attribution"])


def test_nothing_set_aside_makes_a_claim(samples_ledger, some):
    from whosays import api

    with api.open_ledger(samples_ledger) as book:
        dropped = {row.report_id: book.report(row.report_id).report.dropped for row in book.reports()}
    assert any(dropped.values())
    for claim in some:
        start, end = claim["trigger"]["start"], claim["trigger"]["end"]
        assert not any(gone.start < end and start < gone.end for gone in dropped[claim["report_id"]])


FILTERS = [
    (["--type", "air_strike"], lambda c: c["type"] == "air_strike"),
    (["--group", "harm"], lambda c: c["type"] in ("casualties", "displacement", "disappearance")),
    (["--factuality", "CT-"], lambda c: c["factuality"] == "CT-"),
    (["--report", "bojaya-1"], lambda c: c["doc_id"] == "bojaya-1"),
    (["--judged", "machine"], lambda c: True),
    (["--judged", "accepted"], lambda c: False),
    (["--from", "2015", "--to", "2015-12"], lambda c: (c["time"]["latest"] or "9") >= "2015" and (c["time"]["earliest"] or "0") < "2016"),
    (["--modality", "planned"], lambda c: c["modality"] == "planned"),
    (["--sure", "0.9"], lambda c: c["confidence"] >= 0.9),
]


@pytest.mark.parametrize(("options", "right"), FILTERS, ids=[" ".join(options) for options, _ in FILTERS])
def test_filters(options, right, some, samples_ledger, whosays):
    ran = whosays("claims", *options, "--format", "json", "--ledger", samples_ledger)
    found = json.loads(ran.out)
    if options[0] != "--from":
        assert [claim["claim_id"] for claim in found] == [claim["claim_id"] for claim in some if right(claim)]
    else:
        assert found
        assert all(right(claim) for claim in found)


def test_a_box_finds_only_what_lies_in_it(some, samples_ledger, whosays):
    ran = whosays("claims", "--box", "32,35,38,43", "--format", "json", "--ledger", samples_ledger)
    found = json.loads(ran.out)
    assert found
    assert all({place["country"] for place in claim["places"]} & {"SY", "IQ", "LB", "TR", "JO"} for claim in found)
    outside = json.loads(whosays("claims", "--box", "-89,-10,-88,10", "--format", "json", "--ledger", samples_ledger).out)
    assert outside == []


def test_limit_and_csv(samples_ledger, whosays):
    rows = list(csv.DictReader(io.StringIO(whosays("claims", "--limit", "3", "--format", "csv", "--ledger", samples_ledger).out)))
    assert len(rows) == 3
    assert all(row["judged"] == "machine" for row in rows)


def test_every_claim_can_be_explained(some, samples_ledger, whosays):
    deepest = max(some, key=lambda claim: len(claim["attribution"]))
    for claim in [*some[:10], deepest]:
        ran = whosays("explain", f"claim:{claim['claim_id']}", "--ledger", samples_ledger)
        assert ran.status == 0
        assert f"[{claim['trigger']['text']}]".replace("\n", " ") in " ".join(ran.out.split())
        lines_fit(ran.out)
        for link in claim["attribution"]:
            if link["cue"]:
                assert f"“{' '.join(link['cue']['text'].split())}”" in " ".join(ran.out.split())


def test_search_marks_the_words(samples_ledger, whosays):
    ran = whosays("search", "church", "--ledger", samples_ledger)
    assert "»church«" in ran.out
    assert "nothing found" in whosays("search", "xyzzyplugh", "--ledger", samples_ledger).out
    hits = json.loads(whosays("search", "church", "--format", "json", "--ledger", samples_ledger).out)
    assert hits
    assert {"kind", "id", "doc_id", "snippet"} <= set(hits[0])


@pytest.mark.parametrize("form", ["csv", "jsonl", "geojson", "parquet"])
def test_exports_twice_give_the_same_bytes(form, samples_ledger, whosays, tmp_path):
    for name in ("one", "two"):
        assert whosays("export", form, "-o", tmp_path / name, "--ledger", samples_ledger).status == 0
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert whosays("export", form, "--ledger", samples_ledger).raw == (tmp_path / "one").read_bytes()


def test_people_judge(ledger, some, whosays):
    first, second = some[0]["claim_id"], some[1]["claim_id"]
    by = ["--by", "eva", "--ledger", ledger]
    assert whosays("judge", "accept", first[:8], *by).status == 0
    assert whosays("judge", "reject", second, *by, "--reason", "a metaphor").status == 0
    assert whosays("judge", "edit", some[2]["claim_id"], "time.earliest", "1999-01-01", *by).status in (0, 5)
    rows = {row["claim_id"]: row for row in map(json.loads, whosays("export", "jsonl", "--ledger", ledger).out.splitlines())}
    assert rows[first]["judged"] == "accepted"
    assert second not in rows
    shown = whosays("explain", f"claim:{second}", "--ledger", ledger)
    assert "reject by eva: a metaphor" in shown.out
    ran = whosays("judge", "withdraw", whosays_judgement(ledger, "reject"), *by)
    assert ran.status == 0
    rows = [json.loads(line)["claim_id"] for line in whosays("export", "jsonl", "--ledger", ledger).out.splitlines()]
    assert second in rows
    assert whosays("verify", "--ledger", ledger).status == 0


def whosays_judgement(ledger, kind):
    from whosays import api

    with api.open_ledger(ledger) as book:
        return book.judgements(kind)[0].judgement.judgement_id


def test_a_person_adds_a_claim(ledger, some, whosays, tmp_path):
    from whosays import api

    with api.open_ledger(ledger) as book:
        report = book.report(some[0]["doc_id"]).report
    taken = {claim["trigger"]["start"] for claim in some}
    span = report.paragraphs[0]
    start = next(at for at in range(span.start, span.end - 4) if at not in taken and report.text[at : at + 4].strip() == report.text[at : at + 4])
    quote = {"text": report.text[start : start + 4], "start": start, "end": start + 4}
    whole = {"text": report.text[span.start : span.end], "start": span.start, "end": span.end}
    claim = {"type": "attack", "trigger": quote, "evidence": [whole]}
    file = tmp_path / "claim.json"
    file.write_text(json.dumps(claim))
    ran = whosays("judge", "add", some[0]["doc_id"], file, "--by", "eva", "--ledger", ledger)
    assert ran.status == 0, ran.err
    added = json.loads(whosays("claims", "--judged", "added", "--format", "json", "--ledger", ledger).out)
    assert [one["trigger"] for one in added] == [quote]
    wrong = {**claim, "trigger": {**quote, "text": "else"}}
    ran = whosays("judge", "add", some[0]["doc_id"], "-", "--by", "eva", "--ledger", ledger, stdin=json.dumps(wrong).encode())
    assert ran.status == 5
    assert "whosays:" in ran.err


def test_a_person_is_redacted_and_the_ledger_verifies(ledger, whosays):
    name = "Velsov"
    assert name in whosays("export", "jsonl", "--ledger", ledger).out
    ran = whosays("redact", "--person", name, "--by", "eva", "--reason", "asked to", "--yes", "--ledger", ledger)
    assert ran.status == 0, ran.err
    assert name not in whosays("export", "jsonl", "--ledger", ledger).out
    assert "nothing found" in whosays("search", name, "--ledger", ledger).out
    assert whosays("verify", "--ledger", ledger).status == 0
    assert name.encode() not in Path(ledger).read_bytes()


def test_verify_tells_a_head_noted_before(ledger, some, whosays):
    head = json.loads(whosays("info", "--format", "json", "--ledger", ledger).out)["head"]
    whosays("judge", "accept", some[0]["claim_id"], "--by", "eva", "--ledger", ledger)
    assert whosays("verify", "--expect", head, "--ledger", ledger).status == 0
    ran = whosays("verify", "--expect", "f" * 64, "--ledger", ledger)
    assert ran.status == 1
    assert "BROKEN" in ran.out


def test_reread_tells_that_nothing_differs(ledger, whosays):
    ran = whosays("reread", "bojaya-1", "--ledger", ledger)
    assert ran.status == 0
    assert "0 new, 0 gone, 0 changed; 1 reports as before" in ran.out


def test_incidents_as_json_lines(samples_ledger, some, whosays):
    known = {claim["claim_id"]: claim for claim in some}
    for line in whosays("incidents", "--format", "jsonl", "--ledger", samples_ledger).out.splitlines():
        incident = json.loads(line)
        assert {"incident_id", "type", "happening", "origins", "claims"} <= set(incident)
        assert incident["incident_id"] == min(one["claim_id"] for one in incident["claims"])
        for one in incident["claims"]:
            claim = known[one["claim_id"]]
            assert (one["doc_id"], one["start"], one["end"]) == (claim["doc_id"], claim["trigger"]["start"], claim["trigger"]["end"])


def test_incidents_by_what_is_disputed(samples_ledger, whosays):
    everything = [json.loads(line) for line in whosays("incidents", "--format", "jsonl", "--ledger", samples_ledger).out.splitlines()]
    differing = [json.loads(line) for line in whosays("incidents", "--disputed", "--order", "dispute", "--format", "jsonl", "--ledger", samples_ledger).out.splitlines()]
    assert 0 < len(differing) < len(everything)
    assert all(one["contradictions"] or one["disputed"] for one in differing)
    marks = [len(one["contradictions"]) + len(one["disputed"]) for one in differing]
    assert marks == sorted(marks, reverse=True)
    counted = [json.loads(line) for line in whosays("incidents", "--differing", "count", "--origins", "3", "--format", "jsonl", "--ledger", samples_ledger).out.splitlines()]
    assert counted
    assert all(one["origins"]["at_least"] >= 3 and any(part["kind"] == "count" for part in one["contradictions"]) for one in counted)


def test_an_incident_laid_out_misleads_nobody(samples_ledger, whosays):
    lines = whosays("incidents", "--reports", "2", "--order", "size", "--format", "jsonl", "--ledger", samples_ledger).out.splitlines()
    shown = "\n".join(whosays("explain", f"incident:{json.loads(line)['incident_id']}", "--ledger", samples_ledger).out for line in lines)
    assert "└─" in shown
    assert "takes text from it" in shown
    assert "no common origin found" in shown
    assert "publication times known for" in shown
    assert "independent" not in shown
    assert "verified" not in shown


@pytest.mark.parametrize("shape", ["acled", "acled-old", "ucdp"])
def test_incidents_in_the_columns_of_other_books(samples_ledger, whosays, shape):
    lines = whosays("incidents", "--format", shape, "--ledger", samples_ledger).out.splitlines()
    assert len(lines) > 3
    assert lines[0].startswith(("event_id_cnty", "data_id", "id,relid"))
