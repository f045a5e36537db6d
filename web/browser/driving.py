"""What the browser tests drive: a desk as a process, and waiting for a page or a thing to be there."""

import dataclasses
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
SHOTS = ROOT / "web" / "screenshots"
FLAGS = [
    "--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def whosays(*arguments: str | Path) -> list[str]:
    """The command line of the whosays under test."""
    return [sys.executable, "-m", "whosays.cli.main", *map(str, arguments)]


@dataclasses.dataclass
class Desk:
    """A running `whosays desk`."""

    ledger: Path
    process: subprocess.Popen[str]
    start: str

    @property
    def url(self) -> str:
        """Its address without the token."""
        return self.start.split("/?")[0]

    @property
    def port(self) -> int:
        """Its port."""
        return urlsplit(self.start).port or 0

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


def open_desk(ledger: Path, port: int | None = None) -> Desk:
    """Start a desk and wait for its address."""
    where = ["--port", str(port)] if port else []
    process = subprocess.Popen(whosays("desk", ledger, "--no-open", "--by", "Editor", *where), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    told = ""
    for line in process.stdout:
        told += line
        found = re.search(r"http://\S+\?token=\S+", line)
        if found:
            return Desk(ledger, process, found[0])
    raise AssertionError(f"the desk did not start: {told}")


Enter = Callable[..., Page]


def settled(page: Page) -> None:
    """Wait until nothing is asked any more and every map stands still."""
    page.wait_for_load_state("networkidle")
    for figure in page.query_selector_all(".map"):
        figure.wait_for_selector("xpath=self::*[@data-idle='true']", timeout=20_000)


def until(test: Callable[[], bool], seconds: float = 40) -> None:
    """Wait for something that is no page's."""
    end = time.monotonic() + seconds
    while not test():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def outside(url: str) -> bool:
    """Whether a request leaves this machine."""
    parts = urlsplit(url)
    return parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in ("127.0.0.1", "localhost", "::1")


def api(page: Page, path: str) -> dict[str, Any]:
    """An answer of the API, asked by the page's own browser."""
    return page.evaluate("async (path) => (await fetch('/api/' + path)).json()", path)


def disputed(page: Page) -> str:
    """The most disputed incident."""
    return api(page, "incidents?order=dispute&limit=1")["rows"][0]["incident_id"]


def report(page: Page, name: str) -> str:
    """A report by a part of its name."""
    return next(row["report_id"] for row in api(page, "reports?limit=100")["rows"] if name in row["doc_id"])
