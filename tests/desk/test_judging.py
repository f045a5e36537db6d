"""What people decide at the desk: stored at once, refused where somebody else was quicker, undone, joined."""

import multiprocessing
import threading
import time

import pytest

from tests.desk.conftest import BASE
from whosays import api


def line(desk, n=0):
    return desk.get(f"/api/claims/{desk.claims[n].claim_id}")["line"]


def judged(desk, kind, on, status=200, **more):
    return desk.post("/api/judgements", {"by": "Ann", "kind": kind, "on": on, **more}, status)


def test_a_claim_is_accepted_and_the_answer_says_how_it_stands(desk):
    before = line(desk)
    done = judged(desk, "accept", before["claim_id"], expected=before["version"], reason="reads so")
    assert done["line"]["judged"] == "accepted"
    assert done["version"] == done["line"]["version"] != before["version"]
    assert done["judgement"]["by"] == "Ann"
    page = desk.get(f"/api/claims/{before['claim_id']}")
    assert [one["reason"] for one in page["judgements"]] == ["reads so"]
    assert desk.get("/api/overview")["facets"]["judged"] == [{"value": "machine", "n": 3}, {"value": "accepted", "n": 1}]


def test_two_editors_lose_nothing_of_each_others(desk):
    seen = line(desk)
    judged(desk, "edit", seen["claim_id"], field="type", to="attack", expected=seen["version"])
    refused = judged(desk, "reject", seen["claim_id"], 409, expected=seen["version"], by="Ben")
    assert refused["error"] == "conflict"
    assert "Ann" in refused["message"]
    assert refused["line"]["type"] == "attack"
    assert refused["judgements"][0]["to"] == "attack"
    assert line(desk)["judged"] == "edited"
    judged(desk, "reject", seen["claim_id"], expected=refused["version"], by="Ben")
    assert line(desk)["judged"] == "rejected"


def test_a_race_of_two_editors_has_one_winner(desk):
    seen = line(desk)
    answers = []

    def decide(by):
        body = {"by": by, "kind": "reject", "on": seen["claim_id"], "expected": seen["version"]}
        answers.append(desk.client.post("/api/judgements", json=body, headers={"origin": BASE}).status_code)

    threads = [threading.Thread(target=decide, args=(name,)) for name in ("Ann", "Ben", "Cem", "Dua")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200, 409, 409, 409]


def test_the_same_key_stores_nothing_twice(desk):
    seen = line(desk)
    body = {"expected": seen["version"], "key": "k1"}
    first = judged(desk, "reject", seen["claim_id"], **body)
    assert judged(desk, "reject", seen["claim_id"], **body) == first
    assert len(desk.get(f"/api/claims/{seen['claim_id']}")["judgements"]) == 1


def test_a_withdrawn_judgement_stays_in_the_history(desk):
    seen = line(desk)
    done = judged(desk, "reject", seen["claim_id"])["judgement"]
    back = judged(desk, "withdraw", done["judgement_id"], expected=done["version"])
    assert back["line"]["judged"] == "machine"
    assert judged(desk, "withdraw", done["judgement_id"], 409, expected=done["version"])["error"] == "conflict"
    rows = desk.get(f"/api/history?on={seen['claim_id']}")["rows"]
    assert rows[0]["judgement"]["withdrawn"] is True
    assert "withdrawn since" in rows[0]["says"]


def test_a_missed_claim_is_added_by_its_words(desk):
    report = desk.reports[0]
    at = report.text.index("killing")
    claim = {
        "type": "casualties", "trigger": {"text": "killing", "start": at, "end": at + 7}, "evidence": [{"text": "killing", "start": at, "end": at + 7}],
    }
    page = desk.get(f"/api/reports/{report.report_id}")
    done = judged(desk, "add", report.report_id, to=claim, expected=page["line"]["version"])
    assert done["line"]["judged"] == "added"
    spans = desk.get(f"/api/reports/{report.report_id}")["spans"]
    assert [span["label"] for span in spans if span["claim_id"] == done["line"]["claim_id"] and span["kind"] == "act"] == ["casualties"]
    assert judged(desk, "add", report.report_id, 409, to=claim, expected=page["line"]["version"])["error"] == "conflict"


REFUSED = [
    ({"kind": "edit", "field": "confidence", "to": 1}, 422, "a field that nobody edits"),
    ({"kind": "edit", "field": "type", "to": "parade"}, 422, "a type that is none"),
    ({"kind": "edit", "field": "trigger", "to": {}}, 422, "the words themselves"),
    ({"kind": "accept", "by": "  "}, 400, "nobody decides"),
    ({"kind": "accept", "by": "x" * 200}, 400, "a name that is too long"),
    ({"kind": "cheer"}, 400, "a kind that is none"),
    ({"kind": "accept", "on": "0000000000000000"}, 404, "a claim that is not there"),
    ({"kind": "join", "to": "nobody"}, 404, "the other side is not there"),
    ({"kind": "edit", "field": "evidence", "to": [{"text": "never said", "start": 0, "end": 10}]}, 422, "words that do not stand there"),
]


@pytest.mark.parametrize(("body", "status", "why"), REFUSED, ids=[case[2] for case in REFUSED])
def test_what_does_not_hold_is_refused_with_words(desk, body, status, why):
    answer = desk.post("/api/judgements", {"by": "Ann", "on": desk.claims[0].claim_id, **body}, status)
    assert answer["message"], why
    assert line(desk)["judged"] == "machine"


def test_a_batch_is_stored_whole_or_not_at_all(desk):
    ids = [claim.claim_id for claim in desk.claims]
    good = [{"by": "Ann", "kind": "accept", "on": one, "expected": line(desk, n)["version"]} for n, one in enumerate(ids[:2])]
    bad = {"by": "Ann", "kind": "accept", "on": ids[2], "expected": "stale"}
    assert desk.post("/api/judgements/batch", {"judgements": [*good, bad]}, 409)["on"] == ids[2]
    assert line(desk)["judged"] == "machine"
    assert len(desk.post("/api/judgements/batch", {"judgements": good})["rows"]) == 2
    assert desk.post("/api/judgements/batch", {"judgements": []}, 400)["error"] == "bad_request"


def test_a_person_assesses_an_incident(desk):
    incident = desk.get("/api/incidents")["rows"][0]
    done = judged(desk, "assess", incident["incident_id"], to="likely one shelling", expected=incident["version"])
    page = desk.get(f"/api/incidents/{incident['incident_id']}")
    assert page["incident"]["assessment"] == "likely one shelling"
    assert page["version"] == done["version"]
    assert judged(desk, "assess", incident["incident_id"], 409, to="no", expected=incident["version"])["error"] == "conflict"


def test_a_split_is_joined_in_the_background(desk, monkeypatch):
    monkeypatch.setattr("whosays.desk.office.JOIN_AFTER_S", 0.05)
    incident = desk.get("/api/incidents")["rows"][0]
    head = desk.get("/api/state")["head"]
    judged(desk, "reject", desk.claims[2].claim_id)
    assert desk.get("/api/state")["joining"] is True
    for _ in range(200):
        if not desk.get("/api/state")["joining"]:
            break
        time.sleep(0.05)
    assert desk.get("/api/state")["joining"] is False
    assert desk.get("/api/state")["head"] > head + 1
    assert incident["incident_id"]


def test_reviewers_and_how_far_they_agree(desk):
    first, second = desk.claims[0].claim_id, desk.claims[1].claim_id
    assert desk.get("/api/review")["rows"][0]["line"]["confidence"] <= desk.get("/api/review")["rows"][1]["line"]["confidence"]
    judged(desk, "accept", first)
    judged(desk, "accept", second)
    queue = desk.get("/api/review?second=1&by=Ben")
    assert {row["line"]["claim_id"] for row in queue["rows"]} == {first, second}
    assert desk.get("/api/review?second=1&by=Ann")["total"] == 0
    judged(desk, "accept", first, by="Ben")
    judged(desk, "reject", second, by="Ben")
    found = desk.get("/api/agreement")
    assert found["pairs"] == [{"a": "Ann", "b": "Ben", "claims": 2, "agree": 1, "share": 0.5, "kappa": 0.0}]
    assert [(one["claim_id"], one["a_says"], one["b_says"]) for one in found["disagreements"]] == [(second, "accept", "reject")]
    assert desk.get("/api/review")["total"] == 2


def _write(path, started, done):
    """Another process that writes one report after another, as `whosays read` does."""
    from tests.ledger.making import make_report, sample_claims
    from whosays.ledger.ledger import Ledger
    from whosays.settings import Settings

    with Ledger.open(path, Settings(), "write") as ledger, ledger.writing() as writer:
        for n in range(60):
            report = make_report(f"many-{n:02}.txt")
            writer.store_reading(report, sample_claims(report))
            started.set()
    done.set()


def test_the_command_line_reads_into_the_ledger_while_the_desk_is_open(desk):
    context = multiprocessing.get_context("spawn")
    started, done = context.Event(), context.Event()
    process = context.Process(target=_write, args=(desk.path, started, done))
    process.start()
    assert started.wait(30)
    kept = 0
    for n in range(8):
        claim = desk.claims[n % 4].claim_id
        judged(desk, "accept", claim, reason=str(n))
        kept += 1
        desk.get("/api/overview")
    process.join(60)
    assert done.is_set()
    assert desk.get("/api/state")["reports"] == 62
    assert desk.get("/api/overview")["total"] == 4 + 120
    assert desk.get("/api/verify")["ok"] is True
    with api.open_ledger(desk.path) as book:
        assert len(book.judgements("accept")) == kept


def test_a_ledger_that_another_process_holds_is_said_to_be_busy(desk):
    from whosays.ledger.ledger import Ledger

    desk.office.settings = type(desk.office.settings)(busy_timeout_s=0.1)
    with Ledger.open(desk.path, mode="write") as other, other.writing("Ben") as writer, writer.together():
        writer.note_settings({"x": 1})
        answer = judged(desk, "accept", desk.claims[0].claim_id, 503)
    assert answer["error"] == "busy"
    assert "another process" in answer["message"]
    judged(desk, "accept", desk.claims[0].claim_id)


def test_words_are_redacted_while_the_desk_is_open(desk, whosays):
    assert "Brandt" in desk.client.get("/api/claims").text
    ran = whosays("redact", "--person", "Edda Brandt", "--by", "Ann", "--reason", "asked for", "--ledger", desk.path, stdin=b"y\n")
    assert ran.status == 0, ran.err
    for path in ("/api/claims", "/api/overview", "/api/sources", "/api/reports/a.txt", "/api/search?q=Brandt"):
        assert "Edda Brandt" not in desk.client.get(path).text, path
    assert b"Edda Brandt" not in desk.path.read_bytes(), "no page of the file was held back by the desk"
    assert desk.get("/api/verify")["ok"] is True
