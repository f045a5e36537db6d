"""Every path answers as the description says, and the description is what the code says."""

import json
import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scripts import openapi
from tests.desk.schema import misfits
from whosays.desk.openapi import document
from whosays.desk.routes import ROUTES

DESCRIBED = document(ROUTES)
READING = [route for route in ROUTES if route.method == "GET"]


def addresses(desk):
    """A path to every GET route, with real ids."""
    made = desk.post("/api/cases", {"by": "Ann", "name": "River", "add": [f"claim:{desk.claims[0].claim_id}"]})["case"]
    file = desk.client.post("/api/reports?name=x.txt", content=b"words", headers={"origin": "http://127.0.0.1:8011", "content-type": "application/octet-stream"})
    actor = desk.get("/api/actors")["rows"][0]["entity_id"]
    incident = desk.get("/api/incidents")["rows"][0]["incident_id"]
    ids = {
        "/api/claims/{id}": desk.claims[0].claim_id, "/api/claims/{id}/cite": desk.claims[0].claim_id, "/api/incidents/{id}": incident,
        "/api/reports/{id}": desk.reports[0].report_id, "/api/reports/{id}/original": desk.reports[0].report_id,
        "/api/sources/{name:path}": "The Oskan ministry", "/api/actors/{id}": actor, "/api/cases/{id}": made["case_id"],
        "/api/reading/{batch}": file.json()["batch"], "/api/export/{form}": "brief",
    }
    query = {"/api/search": "?q=Tarvos", "/api/changes": "?since=0"}
    for route in READING:
        yield route, re.sub(r"{[^}]+}", ids.get(route.path, "?"), route.path) + query.get(route.path, "")


def test_every_path_answers_as_described(desk):
    for route, address in addresses(desk):
        answer = desk.client.get(address)
        assert answer.status_code == 200, f"{address}: {answer.text[:300]}"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "script-src 'self'" in answer.headers["content-security-policy"] or route.gives is bytes
        if route.gives is bytes:
            assert "attachment" in answer.headers["content-disposition"]
            continue
        path = re.sub(r":\w+}", "}", route.path)
        schema = DESCRIBED["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        assert list(misfits(answer.json(), schema, DESCRIBED["components"]["schemas"])) == [], address


def test_the_checker_can_fail():
    schema = DESCRIBED["components"]["schemas"]["ClaimRows"]
    parts = DESCRIBED["components"]["schemas"]
    assert list(misfits({"rows": [], "total": "many", "cursor": None}, schema, parts)) == ["$.total: 'many' is no integer"]
    assert list(misfits({"rows": [{}], "total": 1}, schema, parts))
    assert list(misfits({"rows": [], "total": 0, "cursor": None}, schema, parts)) == []


def test_the_written_description_is_up_to_date():
    assert openapi.FILE.read_text("utf-8") == openapi.text(), "run python scripts/openapi.py"


def test_names_in_the_description_are_the_contracts():
    parts = DESCRIBED["components"]["schemas"]
    assert "class" in parts["Equipment"]["properties"]
    assert "from" in parts["Alias"]["properties"]
    assert "from" in parts["StemmaEdge"]["properties"]


def test_every_path_is_in_the_note_for_the_page():
    note = (openapi.FILE.parent / "API.md").read_text("utf-8")
    for route in ROUTES:
        first = re.sub(r"/?{.*", "", route.path)
        assert first in note, route.path


VALUES = st.one_of(
    st.sampled_from(["", "1", "0", "-1", "9" * 30, "shelling", "CT+", "=Tarvos", '"', "'; DROP TABLE claims; --", "%", "*", "\x00", "\ud800".encode("utf-8", "replace").decode(), "RS",
                     "44,20,45,21", "44,20,45", "nan,nan,nan,nan", "1911-05", "0000-00-00", "9999-12-31", "W10=", "e30=", "WyJ0aW1lIl0=", "facets,map", "../../etc/passwd", "\n0"]),
    st.text(max_size=12),
)
NAMES = sorted({param["name"] for path in DESCRIBED["paths"].values() for one in path.values() for param in one["parameters"] if param["in"] == "query"})


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(route=st.sampled_from(READING), query=st.lists(st.tuples(st.sampled_from([*NAMES, "bogus"]), VALUES), max_size=4), part=VALUES)
def test_no_query_breaks_the_desk(desk, route, query, part):
    from urllib.parse import quote

    filled = re.sub(r"{[^}]+}", quote(part or "x", safe=""), route.path)
    answer = desk.client.get(filled, params=query)
    assert answer.status_code in (200, 400, 404, 422), f"{filled} {query}: {answer.status_code} {answer.text[:200]}"
    if answer.status_code != 200:
        told = answer.json()
        assert told["error"] in ("bad_request", "not_found", "refused"), told
        assert told["message"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.sampled_from(["/api/judgements", "/api/judgements/batch", "/api/cases", "/api/cases/x", "/api/reading", "/api/export/csv"]),
    body=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["accept", "edit", "add", "type", "x"]),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["by", "kind", "on", "field", "to", "judgements", "name", "add", "batch", "reason", "exact", "quote"]), inner, max_size=6),
        max_leaves=12,
    ),
)
def test_no_body_breaks_the_desk(desk, path, body):
    answer = desk.client.post(path, content=json.dumps(body), headers={"origin": "http://127.0.0.1:8011", "content-type": "application/json"})
    assert answer.status_code in (200, 400, 404, 409, 422), f"{path} {body}: {answer.status_code} {answer.text[:200]}"
