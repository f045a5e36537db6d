"""A real browser at the real server, on ledgers read from the samples.

Needs Chromium (Debian's, or one named by WHOSAYS_CHROMIUM) and the package `playwright`. Without a browser every test here fails: a page
that nobody looked at is not tested. Every request that would leave this machine fails the test that made it.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from driving import FLAGS, NAMES, ROOT, Desk, Enter, open_desk, outside, whosays
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

expect.set_options(timeout=30_000)  # milliseconds: CI's machine may be busy


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the sample reports; copy it before writing."""
    given = os.environ.get("WHOSAYS_SAMPLE_LEDGER")
    if given:
        return Path(given)
    ledger = tmp_path_factory.mktemp("ledger") / "samples.ledger"
    subprocess.run(whosays("read", "samples", "--ledger", ledger), cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return ledger


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser."""
    program = os.environ.get("WHOSAYS_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.fail("no Chromium on this machine: install Debian's package `chromium`, or name one in WHOSAYS_CHROMIUM", pytrace=False)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def shared(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk that tests only look at."""
    ledger = tmp_path_factory.mktemp("shared") / "shared.ledger"
    shutil.copy(samples, ledger)
    desk = open_desk(ledger)
    yield desk
    desk.kill()


@pytest.fixture
def desk(samples: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk of the test's own, to write at."""
    ledger = tmp_path / "own.ledger"
    shutil.copy(samples, ledger)
    desk = open_desk(ledger)
    yield desk
    desk.kill()


@pytest.fixture
def enter(chromium: Browser) -> Iterator[Enter]:
    """Opens a desk in a browser of its own, signed; at the end nothing may have gone wrong in any of them."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def opened(desk: Desk, *, by: str = "Editor", path: str = "/", width: int = 1440, height: int = 900, theme: str = "light", quiet: bool = True) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": height}, color_scheme=theme, reduced_motion="reduce" if quiet else "no-preference")
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        contexts.append(context)
        context.add_init_script(f"localStorage.getItem('whosays.by') ?? localStorage.setItem('whosays.by', {by!r})")
        page = context.new_page()
        page.on("request", lambda one: wrong.append(f"left the machine: {one.url}") if outside(one.url) else None)
        page.on("pageerror", lambda one: wrong.append(f"error on the page: {one}"))
        page.on("dialog", lambda one: (wrong.append(f"a dialog opened: {one.message}"), one.dismiss()))
        page.on("console", lambda one: wrong.append(f"console: {one.text}") if one.type == "error" and not one.text.startswith("Failed to load resource") else None)
        page.goto(desk.start)
        if path != "/":
            page.goto(desk.url + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []
