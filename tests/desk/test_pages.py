"""What the pages tell, on the river war: two reports, a dispute, a silent edit, a case, a brief."""

import json
import time

from tests.desk.conftest import BASE
from tests.ledger.making import TEXT, make_report
from whosays.ledger.ledger import Ledger


def test_the_filter_means_the_same_on_every_page(desk):
    for query, n in (("type=shelling", 2), ("actor=%3DRiver+Front", 1), ("equipment=howitzer", 1), ("factuality=CT-", 1), ("factuality=CT+", 3),
                     ("from=1911-05&to=1911-05", 1), ("country=RS", 2), ("words=spokesman", 1), ("sure=0.7", 1), ("source=ministry&source=spokesman", 1)):
        assert desk.get(f"/api/overview?{query}")["total"] == n, query
        claims = desk.get(f"/api/claims?{query}")
        assert claims["total"] == len(claims["rows"]) == n, query
        rows = desk.client.get(f"/api/export/jsonl?{query}").text.splitlines()
        assert {json.loads(row)["claim_id"] for row in rows} == {row["claim_id"] for row in claims["rows"]}, query


def test_a_facet_s_own_choice_leaves_its_other_values_to_choose(desk):
    found = desk.get("/api/overview?type=shelling&facets=type,factuality&parts=facets")
    assert {value["value"] for value in found["facets"]["type"]} == {"shelling", "attack", "movement"}
    assert found["facets"]["factuality"] == [{"value": "CT+", "n": 2}]
    assert found["timeline"] is None
    assert found["map"] is None


def test_fields_are_selected_and_pages_follow_each_other(desk):
    first = desk.get("/api/claims?limit=3&fields=claim_id,type")
    assert all(set(row) == {"claim_id", "type"} for row in first["rows"])
    rest = desk.get(f"/api/claims?limit=3&fields=claim_id,type&cursor={first['cursor']}")
    ids = [row["claim_id"] for row in (*first["rows"], *rest["rows"])]
    assert len(ids) == len(set(ids)) == 4
    assert rest["cursor"] is None


def test_marks_of_a_claim_stand_on_its_words(desk):
    row = desk.get(f"/api/claims/{desk.claims[0].claim_id}")["line"]
    words = row["words"]
    marked = {mark["kind"]: words["text"][mark["start"] : mark["end"]] for mark in words["marks"]}
    assert marked == {"act": "shelled", "source": "The Oskan ministry", "actor": "rebels", "place": "Tarvos", "time": "3 May 1911", "count": "at least four"}
    assert row["who_says"] == "The Oskan ministry"
    assert row["sure"] is True


def test_an_incident_lays_its_sources_side_by_side(desk):
    incident = desk.get("/api/incidents?order=dispute")["rows"][0]
    page = desk.get(f"/api/incidents/{incident['incident_id']}")
    rows = {row["chain"]: row for row in page["matrix"]["rows"]}
    assert [cell["value"] for cell in rows["Harbour Daily > The Oskan ministry"]["cells"]["who"]] == ["River Front"]
    groups = [rows[name]["cells"]["who"][0]["group"] for name in rows]
    assert sorted(groups) == [0, 1]
    conflict = page["matrix"]["conflicts"][0]
    assert conflict["facet"] == "who"
    assert sorted(group for side in conflict["groups"] for group in side) == [0, 1]
    assert [(row["low"], row["best"]) for row in page["figures"][0]["rows"]] == [(4, None), (9, 9)]
    assert page["stemma"]["origins"][0]["keys"] == ["a.txt", "b.txt"]
    assert page["stemma"]["apart"] == []
    assert page["line"]["figures"] == "killed 4 to 9"


def test_a_report_shows_what_was_read_and_what_was_set_aside(desk):
    page = desk.get("/api/reports/a.txt")
    assert page["text"] == TEXT
    kinds = {span["kind"] for span in page["spans"]}
    assert {"act", "evidence", "source", "content", "role", "place", "time", "count", "item"} <= kinds
    for span in page["spans"]:
        assert 0 <= span["start"] < span["end"] <= len(TEXT)
    assert [gone["reason"] for gone in page["dropped"]] == ["newsletter"]
    assert desk.client.get("/api/reports/a.txt/original").content == TEXT.encode()


def test_a_source_s_page_lists_and_never_rates(desk):
    page = desk.get("/api/sources/The%20Oskan%20ministry")
    assert page["carried_by"] == [{"value": "Harbour Daily", "n": 1}]
    assert page["answered"][0]["kind"] == "actor"
    assert page["answered"][0]["others"][0]["who_says"] == "A spokesman for the River Front"
    outlet = desk.get("/api/sources/Harbour%20Daily")
    assert {one["value"] for one in outlet["cites"]} == {"The Oskan ministry", "Colonel Edda Brandt"}
    assert desk.get("/api/sources/Nobody", 404)["error"] == "not_found"
    assert not any("score" in name or "rating" in name or "reliab" in name for name in page)


def test_outlets_that_share_text_are_listed(desk):
    incident = desk.get("/api/incidents")["rows"][0]["incident_id"]
    assert desk.get("/api/sharing")["rows"] == [
        {"a": "Harbour Daily", "b": "River Gazette", "kind": "same_origin", "n": 1, "incidents": [incident], "reason": "both draw on one source"},
    ]


def test_a_person_without_a_public_role_has_no_page(desk):
    rows = desk.get("/api/actors")["rows"]
    assert [row["name"] for row in rows] == ["River Front"]
    with Ledger.open(desk.path) as ledger:
        private = next(one for one in ledger.entities() if one.name == "Edda Brandt")
    assert desk.get(f"/api/actors/{private.entity_id}", 404)["error"] == "not_found"
    assert desk.get(f"/api/actors/{rows[0]['entity_id']}")["roles"] == [{"value": "actor", "n": 1}]


def test_exports_withhold_names_and_places_until_a_reason_is_given(desk):
    assert "Edda Brandt" not in desk.client.get("/api/export/jsonl").text
    assert "Tarvos" not in desk.client.get("/api/export/jsonl?type=movement").text
    body = {"by": "Ann", "filter": "type=movement&type=attack", "exact": True, "names": True}
    assert desk.post("/api/export/jsonl", {**body, "reason": " "}, 422)["error"] == "refused"
    assert desk.post("/api/export/jsonl", {**body, "exact": False, "names": False, "reason": "x"}, 400)["error"] == "bad_request"
    old = desk.get("/api/state")["head"]
    answer = desk.client.post("/api/export/jsonl", json={**body, "reason": "for the court"}, headers={"origin": BASE})
    assert "Edda Brandt" in answer.text
    assert "Tarvos" in answer.text
    row = desk.get("/api/history?kind=export")["rows"][0]
    assert row["seq"] == old + 1
    assert json.loads(row["remark"])["reason"] == "for the court"
    assert row["by"] == "Ann"


def test_a_case_is_exported_as_a_brief_that_cites_its_claims(desk):
    incident = desk.get("/api/incidents")["rows"][0]["incident_id"]
    case = desk.post("/api/cases", {"by": "Ann", "name": "Who shelled Tarvos?", "add": [f"incident:{incident}"]})["case"]
    case = desk.post(f"/api/cases/{case['case_id']}", {"by": "Ann", "expected": case["version"], "note": {"on": f"incident:{incident}", "text": "Ask the ministry."}})["case"]
    page = desk.client.get(f"/api/export/brief?case={case['case_id']}").text
    assert "<h1>Who shelled Tarvos?</h1>" in page
    assert "Ask the ministry." in page
    assert page.count("According to") == 2
    assert page.count('<sup><a href="#c') >= 3
    assert "Figures for killed go from 4 to 9." in page
    stale = desk.post(f"/api/cases/{case['case_id']}", {"by": "Ben", "expected": 1, "name": "x"}, 409)
    assert "Ann" in stale["message"]
    assert desk.get(f"/api/overview?case={case['case_id']}")["total"] == 2


def test_a_citation_says_when_the_words_came_into_the_ledger(desk):
    cite = desk.get(f"/api/claims/{desk.claims[0].claim_id}/cite")
    row = next(row for row in desk.get("/api/history")["rows"] if row["says"].startswith(f"report {desk.claims[0].report_id} was read"))
    assert cite["read_at"] == row["at"][:10]
    assert f", read {row['at'][:10]}, sha256:" in cite["line"]
    assert cite["retrieved"] is None, "when it was fetched nobody has said"


def test_a_silent_edit_is_told_at_the_next_visit(desk):
    head = desk.get("/api/state")["head"]
    assert desk.get(f"/api/changes?since={head}")["edited"] == []
    changed = make_report("a.txt", TEXT.replace("at least four", "at least seven").replace("Subscribe to our letter!\n", ""))
    with Ledger.open(desk.path, mode="write") as ledger, ledger.writing() as writer:
        writer.store_reading(changed, [])
    found = desk.get(f"/api/changes?since={head}")
    assert found["head"] == head + 1
    edit = found["edited"][0]
    assert edit["words_added"] == ["seven"]
    assert "four" in edit["words_removed"]
    assert (edit["added"], edit["removed"]) == (0, 2)
    assert edit["before"]["status"] == "superseded"
    assert desk.get("/api/overview")["total"] == 2, "claims of the older version are not counted"


def test_search_finds_words_in_all_scripts(desk):
    report = make_report("ar.txt", "مدينة\nقصفت المدفعية مدينة تدمر امس\n", language="ar")
    with Ledger.open(desk.path, mode="write") as ledger, ledger.writing() as writer:
        writer.store_reading(report, [])
    assert [row["doc_id"] for row in desk.get("/api/search?q=تدمر")["rows"]] == ["ar.txt"]
    hit = desk.get("/api/search?q=Tarvos&kind=claim")["rows"][0]
    assert hit["line"]["claim_id"] == hit["id"]
    assert [hit["snippet"][start:end] for start, end in hit["marks"]] == ["Tarvos"]
    assert desk.get("/api/search", 400)["error"] == "bad_request"


def test_the_history_verifies_and_pages_back(desk):
    newest = desk.get("/api/history?limit=2")
    assert [row["seq"] for row in newest["rows"]] == sorted((row["seq"] for row in newest["rows"]), reverse=True)
    older = desk.get(f"/api/history?limit=500&before={newest['next']}")
    assert older["rows"][-1]["seq"] == 1
    verified = desk.get("/api/verify")
    assert verified["ok"] is True
    assert desk.get(f"/api/verify?expect={verified['head']}")["ok"] is True
    assert desk.get("/api/verify?expect=00ff")["ok"] is False


class Reader:
    """Stands in for the reader's process: says what it is told to say."""

    def __init__(self, lines):
        self.lines = lines

    def runs(self):
        """In place of `Job.run`, which is given the job first."""

        def run(job, arguments):
            self.read(job, arguments)

        return run

    def read(self, job, arguments):
        self.arguments, self.files = arguments, sorted(path.name for path in job.folder.iterdir())
        for line in self.lines:
            job.take(line)
        job.state = "done"


def handed(desk, name, batch="", data=b"words"):
    query = {"name": name, **({"batch": batch} if batch else {})}
    return desk.client.post("/api/reports", params=query, content=data, headers={"origin": BASE, "content-type": "application/octet-stream"})


def test_files_are_handed_in_read_and_watched(desk, monkeypatch):
    told = {"doc_id": "b.txt", "report_id": "r", "kind": "stored", "claims": 0, "words": 2, "share_read": 0.0, "language": "fr",
            "issues": [{"stage": "reading", "code": "language_not_known", "source": "b.txt", "message": "French is not read", "span": None}]}
    reader = Reader([told, {"issue": {"stage": "intake", "code": "empty", "source": "a", "message": "empty", "span": None}}])
    monkeypatch.setattr("whosays.desk.pages.reading.Job.run", reader.runs())
    first = handed(desk, "../../etc/passwd").json()
    assert first["name"] == "passwd"
    batch = first["batch"]
    names = [handed(desk, name, batch).json()["name"] for name in ("b.txt", "b.txt", "--ledger=x", "\x00.html", "a\\c.txt", "é" * 300 + ".pdf")]
    assert names[:5] == ["b.txt", "b (2).txt", "ledger=x", "_.html", "c.txt"]
    assert len(names[5]) < 140
    assert handed(desk, "a.txt", batch).json()["known"] == "replaces"
    assert handed(desk, "c.txt", batch).json()["known"] == "new"
    assert desk.get(f"/api/reading/{batch}")["state"] == "waiting"
    desk.post("/api/reading", {"batch": batch, "outlet": "River Gazette", "published": "1911-05-04"})
    for _ in range(100):
        if desk.get(f"/api/reading/{batch}")["state"] == "done":
            break
        time.sleep(0.02)
    found = desk.get(f"/api/reading/{batch}")
    assert found["unread"] == [{"doc_id": "b.txt", "language": "fr"}]
    assert found["issues"][0]["code"] == "empty"
    assert "--outlet=River Gazette" in reader.arguments
    assert handed(desk, "late.txt", batch).status_code == 409
    assert desk.post("/api/reading", {"batch": "none"}, 404)["error"] == "not_found"


def test_a_file_that_is_too_large_is_refused(desk, monkeypatch):
    desk.office.settings = type(desk.office.settings)(max_bytes=10)
    assert handed(desk, "a.txt", data=b"x" * 11).status_code == 413
    assert handed(desk, "a.txt", data=b"x" * 10).status_code == 200


def test_a_batch_is_read_by_a_process_of_its_own(desk):
    batch = handed(desk, "new.txt", data=b"Harbour Daily\n\nRebels attacked the town of Tarvos on 4 May 1911, the ministry said.\n").json()["batch"]
    desk.post("/api/reading", {"batch": batch, "outlet": "Harbour Daily"})
    for _ in range(600):
        found = desk.get(f"/api/reading/{batch}")
        if found["state"] in ("done", "failed"):
            break
        time.sleep(0.2)
    assert found["state"] == "done", found
    assert [one["doc_id"] for one in found["documents"]] == ["new.txt"]
    page = desk.get("/api/reports/new.txt")
    assert page["line"]["outlet"] == "Harbour Daily"
    assert page["line"]["source"] == "new.txt", "no path of this machine gets into the ledger"
