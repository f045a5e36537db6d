"""The command itself: its address, its start, and what is left when it is killed."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from tests.ledger.making import make_report, sample_claims
from whosays import api
from whosays.ledger.ledger import Ledger

SOURCES = str(Path(api.__file__).parents[1])


class Browser:
    def __init__(self, start):
        self.base = start.split("/?", maxsplit=1)[0]
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        with contextlib.suppress(urllib.error.HTTPError):  # the cookie is there, also where the page is not built
            self.opener.open(start, timeout=30).read()

    def get(self, path):
        return json.loads(self.opener.open(self.base + path, timeout=30).read())

    def post(self, path, body):
        asked = urllib.request.Request(self.base + path, json.dumps(body).encode(), {"content-type": "application/json", "origin": self.base})
        return json.loads(self.opener.open(asked, timeout=30).read())


@pytest.fixture
def started(tmp_path):
    path = tmp_path / "many.ledger"
    with Ledger.open(path, mode="create") as ledger, ledger.writing() as writer:
        for n in range(20):
            report = make_report(f"{n}.txt")
            writer.store_reading(report, sample_claims(report))
    command = [sys.executable, "-c", "from whosays.cli.main import main; main()", "desk", str(path), "--no-open"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": SOURCES}) as process:
        line = process.stdout.readline()
        assert "http://127.0.0.1:" in line, process.stderr.read()
        yield process, Browser(line.rsplit(" ", 1)[-1].strip()), path
        process.kill()


def test_no_judgement_that_was_answered_is_lost_when_the_desk_is_killed(started):
    process, browser, path = started
    queue = browser.get("/api/review?limit=40")["rows"]
    kinds = ("accept", "reject")
    answered = []
    for n, row in enumerate(queue[:30]):
        body = {"by": "Ann", "kind": kinds[n % 2], "on": row["line"]["claim_id"], "expected": row["version"], "key": str(n)}
        answered.append(browser.post("/api/judgements", body)["judgement"]["judgement_id"])
    process.send_signal(signal.SIGKILL)
    process.wait(10)
    with api.open_ledger(path) as book:
        assert [one.judgement.judgement_id for one in book.judgements()] == answered
        assert book.verify().ok


def test_ctrl_c_stops_it_in_peace(started):
    process, browser, _ = started
    browser.get("/api/state")
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert process.returncode in (0, 130), err
    assert "Traceback" not in err
    assert out is not None


def test_the_real_server_lets_no_stranger_in(started):
    _, browser, _ = started
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(browser.base + "/api/state", timeout=30)
    assert refused.value.code == 401
    asked = urllib.request.Request(browser.base + "/api/state", headers={"host": "evil.example"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        browser.opener.open(asked, timeout=30)
    assert refused.value.code == 403
