"""Who may come in, and what a browser may do with the answers."""

import pytest
from starlette.testclient import TestClient

from tests.desk.conftest import BASE
from whosays.desk import server
from whosays.desk.app import make_app
from whosays.desk.office import Access, Office
from whosays.errors import SettingsError
from whosays.settings import Settings

HERE = {"origin": BASE, "content-type": "application/json"}
REQUESTS = [
    ("GET", "/api/state", {"host": "evil.example:8011"}, 403, "a name that was rebound to this machine"),
    ("GET", "/api/state", {"host": "127.0.0.1:9999"}, 403, "another port"),
    ("GET", "/api/state", {"host": "127.0.0.1"}, 403, "no port"),
    ("GET", "/api/state", {"host": "localhost:8011"}, 200, "localhost is this machine too"),
    ("GET", "/api/state", {"host": "["}, 403, "a malformed host"),
    ("GET", "/api/state", {"sec-fetch-site": "cross-site"}, 403, "another site's page reads"),
    ("GET", "/api/state", {"sec-fetch-site": "same-origin"}, 200, "the desk's own page reads"),
    ("GET", "/", {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}, None, "a person follows a link to the desk"),
    ("POST", "/api/cases", {"content-type": "application/json"}, 403, "a write without Origin"),
    ("POST", "/api/cases", {**HERE, "origin": "http://evil.example"}, 403, "a write from elsewhere"),
    ("POST", "/api/cases", {**HERE, "origin": "null"}, 403, "a write from a sandbox"),
    ("POST", "/api/cases", {**HERE, "origin": "http://127.0.0.1:8012"}, 403, "a write from another port of this machine"),
    ("POST", "/api/cases", {**HERE, "content-type": "text/plain"}, 415, "a body that a form can send"),
    ("POST", "/api/cases", {**HERE, "content-type": "multipart/form-data; boundary=x"}, 415, "a form"),
    ("POST", "/api/cases", HERE, 200, "a write from the desk's own page"),
    ("DELETE", "/api/cases", HERE, 405, "a method that is not used"),
    ("PUT", "/api/judgements", HERE, 405, "a method that is not used"),
]


@pytest.mark.parametrize(("method", "path", "headers", "status", "why"), REQUESTS, ids=[case[4] for case in REQUESTS])
def test_requests_from_elsewhere(desk, method, path, headers, status, why):
    body = b'{"by": "Ann", "name": "x"}' if method != "GET" else None
    answer = desk.client.request(method, path, headers=headers, content=body)
    if status is None:
        assert answer.status_code not in (401, 403), why
        return
    assert answer.status_code == status, f"{why}: {answer.text}"
    if status >= 400:
        assert set(answer.json()) >= {"error", "message"}


def test_without_a_cookie_nothing_is_told(desk):
    stranger = TestClient(desk.client.app, base_url=BASE, follow_redirects=False)
    for path in ("/api/state", "/api/claims", "/api/openapi.json", "/api/export/csv", "/api/nothing"):
        assert stranger.get(path).status_code == 401, path
    page = stranger.get("/")
    assert page.status_code == 401
    assert "river" not in page.text
    assert stranger.get("/?token=wrong").status_code == 403
    assert stranger.get("/?token=wrong").headers.get("set-cookie") is None
    stranger.cookies.set("whosays_desk_8011", "guess")
    assert stranger.get("/api/state").status_code == 401


def test_the_token_becomes_a_cookie_that_no_script_and_no_other_site_has(desk):
    stranger = TestClient(desk.client.app, base_url=BASE, follow_redirects=False)
    answer = stranger.get(f"/?token={desk.office.access.token}")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert desk.office.access.token not in cookie
    assert stranger.get("/api/state").status_code == 200
    assert stranger.get(f"/api/state?token={desk.office.access.token}").status_code == 400, "the token lets nobody into the API itself"


def test_a_start_link_in_another_page_lets_in_too(desk):
    stranger = TestClient(desk.client.app, base_url=BASE, follow_redirects=False)
    answer = stranger.get(f"/?token={desk.office.access.token}", headers={"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"})
    assert answer.status_code == 200
    assert 'content="0;url=/"' in answer.text
    assert stranger.get("/api/state").status_code == 200


def test_logging_out_forgets_the_session(desk):
    assert desk.client.post("/api/logout", headers=HERE, content=b"{}").status_code == 200
    assert desk.client.get("/api/state").status_code == 401


def test_no_script_but_our_own_runs(desk):
    policy = desk.client.get("/api/state").headers["content-security-policy"]
    parts = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert parts["default-src"] == "'none'"
    assert parts["script-src"] == "'self'"
    assert parts["connect-src"] == "'self'"
    assert parts["frame-ancestors"] == "'none'"
    assert parts["base-uri"] == "'none'"


def test_files_are_saved_and_never_shown(desk):
    report = desk.reports[0].report_id
    for path in (f"/api/reports/{report}/original", "/api/export/csv", "/api/export/jsonl", "/api/export/geojson", "/api/export/brief"):
        answer = desk.client.get(path)
        assert answer.headers["content-disposition"].startswith("attachment"), path
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in answer.headers["content-security-policy"]
    assert desk.client.get(f"/api/reports/{report}/original").headers["content-type"] == "application/octet-stream"
    view = desk.client.get("/api/export/brief?view=1")
    assert view.headers["content-disposition"].startswith("inline")
    assert "sandbox" in view.headers["content-security-policy"]


def test_paths_do_not_leave_the_page_s_folder(desk):
    for path in ("/..%2f..%2fserver.py", "/assets/..%2f..%2fapp.py", "/%2e%2e/app.py", "/assets/%00"):
        answer = desk.client.get(path)
        assert "make_app" not in answer.text, path


HOSTS = [
    (server.Place(), None, "loopback needs no password"),
    (server.Place("localhost"), None, "nor by name"),
    (server.Place("::1"), None, "nor in the newer protocol"),
    (server.Place("0.0.0.0"), "password", "everywhere without one"),
    (server.Place("192.0.2.7"), "password", "an address of a network"),
    (server.Place("192.0.2.7", None, "short"), "shorter", "a short one"),
    (server.Place("192.0.2.7", None, "long enough to guard"), None, "a long one"),
]


@pytest.mark.parametrize(("place", "says", "why"), HOSTS, ids=[case[2] for case in HOSTS])
def test_hosts_beyond_loopback_need_a_password(place, says, why):
    if says is None:
        server.check(place)
        return
    with pytest.raises(SettingsError, match=says):
        server.check(place)


@pytest.fixture
def guarded(desk):
    access = Access("0.0.0.0", 8011, "a password of some length", names=frozenset({"newsroom"}))
    office = Office(desk.path, access, Settings())
    yield TestClient(make_app(office), base_url="http://192.0.2.7:8011", follow_redirects=False)
    office.close()


def test_a_password_lets_in_and_five_wrong_ones_close_the_door(guarded):
    assert guarded.get("/").headers["location"] == "/login"
    assert "<form" in guarded.get("/login").text
    here = {"origin": "http://192.0.2.7:8011", "content-type": "application/x-www-form-urlencoded"}
    assert guarded.post("/login", content="password=a+password+of+some+length", headers={**here, "origin": "http://evil.example"}).status_code == 403
    assert guarded.post("/login", content="password=no", headers=here).status_code == 403
    answer = guarded.post("/login", content="password=a+password+of+some+length", headers=here)
    assert answer.status_code == 303
    assert guarded.get("/api/state").json()["guarded"] is True
    other = TestClient(guarded.app, base_url="http://192.0.2.7:8011", follow_redirects=False)
    for _ in range(4):
        other.post("/login", content="password=no", headers=here)
    assert other.post("/login", content="password=a+password+of+some+length", headers=here).status_code == 429


@pytest.mark.parametrize(("host", "status"), [("192.0.2.7:8011", 303), ("newsroom:8011", 303), ("evil.example:8011", 403), ("10.0.0.9:8011", 303)])
def test_hosts_by_which_a_shared_desk_is_reached(guarded, host, status):
    assert guarded.get("/", headers={"host": host}).status_code == status


def test_the_command_refuses_a_host_without_a_password(whosays, desk, monkeypatch):
    monkeypatch.delenv("WHOSAYS_DESK_PASSWORD", raising=False)
    ran = whosays("desk", desk.path, "--host", "0.0.0.0", "--no-open")
    assert ran.status == 2
    assert "password" in ran.err


def test_the_command_says_that_there_is_no_ledger(whosays, tmp_path):
    ran = whosays("desk", tmp_path / "no.ledger", "--no-open")
    assert ran.status == 3
    assert "no ledger there" in ran.err
