"""Words of reports and people are never markup; nothing leaves the machine; the first load is small."""

import gzip
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from corpus import STRINGS
from driving import ROOT, Desk, Enter, api, open_desk, settled, whosays
from playwright.sync_api import Page

FIRST_LOAD = 700 * 1024
"""Bytes, compressed, of all that the overview needs the first time."""
PLANTED = "img[src='x'], iframe, object, embed, marquee, math, xmp, audio, video, base, link[href*=evil], meta[http-equiv=refresh], form[action^='javascript'], a[href^='javascript'], [onerror], [onload], [onclick], [onfocus], [ontoggle]"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A ledger in which every field of sixty reports holds a string of the corpus."""
    folder = tmp_path_factory.mktemp("hostile")
    lines = [
        {"id": f"r{i} {bad}", "title": f"Rebels attack {bad}", "outlet": f"Outlet {bad}", "author": bad, "url": f"http://127.0.0.1/{bad}", "published": "2014-03-05",
         "text": f'{bad} said on Monday that the Army shelled the town of Goma on 3 March 2014, killing five people near {bad}. "{bad} attacked us," said Colonel Jean Mbala of {bad}. {bad} denied the attack.'}
        for i, bad in enumerate(STRINGS)
    ]
    (folder / "hostile.jsonl").write_text("\n".join(json.dumps(one) for one in lines), "utf-8")
    ledger = folder / "hostile.ledger"
    subprocess.run(whosays("read", folder / "hostile.jsonl", "--ledger", ledger), cwd=ROOT, check=False, stdout=subprocess.DEVNULL)
    desk = open_desk(ledger)
    yield desk
    desk.kill()


def post(page: Page, path: str, body: dict) -> dict:
    """Write through the API as the page would."""
    return page.evaluate("async ([path, body]) => (await fetch('/api/' + path, {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body)})).json()", [path, body])


def harmless(page: Page, where: str) -> None:
    """Nothing of the corpus has become an element or run."""
    assert page.evaluate("window.harm") is None, where
    assert page.locator(PLANTED).count() == 0, where
    assert page.evaluate("[...document.querySelectorAll('script:not([src]), main style, [style*=evil]')].length") == 0, where


def test_sixty_strings_in_every_field(hostile: Desk, enter: Enter) -> None:
    page = enter(hostile)
    rows = api(page, "reports?limit=100")["rows"]
    assert len(rows) >= 55
    claims = api(page, "claims?limit=500")["rows"]
    assert claims
    incident = api(page, "incidents?order=size&limit=1")["rows"][0]["incident_id"]
    for i, bad in enumerate(STRINGS):
        claim = claims[i % len(claims)]["claim_id"]
        post(page, "judgements", {"by": bad[:80], "kind": "accept", "on": claim, "reason": bad})
        post(page, "judgements", {"by": bad[:80], "kind": "assess", "on": incident, "to": bad})
        case = post(page, "cases", {"by": bad[:80], "name": bad, "notes": bad}).get("case")
        if case and i % 6 == 0:
            post(page, f"cases/{case['case_id']}", {"by": bad[:80], "expected": case["version"], "add": [f"claim:{claim}", f"incident:{incident}"], "note": {"on": "", "text": bad}})
    paths = ["/", "/?tab=claims", "/reports", "/sources", "/actors", "/cases", "/history", "/review", "/review?judged=accepted", f"/incident/{incident}"]
    paths += [f"/report/{one['report_id']}" for one in rows[::2]]
    paths += [f"/source/{quote(one['name'], safe='')}" for one in api(page, "sources?limit=100")["rows"][::4]]
    paths += [f"/case/{one['case_id']}" for one in api(page, "cases")["rows"][::6]]
    paths += [f"/search?q={quote(bad)}" for bad in STRINGS[::4]] + [f"/?words={quote(bad)}&actor={quote(bad)}" for bad in STRINGS[::8]]
    for path in paths:
        page.goto(hostile.url + path)
        page.wait_for_load_state("networkidle")
        harmless(page, path)
    page.goto(f"{hostile.url}/report/{rows[0]['report_id']}?claim={claims[0]['claim_id']}")
    page.wait_for_load_state("networkidle")
    harmless(page, "a chosen claim")


def test_the_words_of_the_corpus_are_shown_as_they_are(hostile: Desk, enter: Enter) -> None:
    page = enter(hostile)
    row = next(one for one in api(page, "reports?limit=100")["rows"] if "<script>" in (one["title"] or ""))
    page.goto(f"{hostile.url}/report/{row['report_id']}")
    assert "<script>" in page.locator("h1").inner_text()


def test_the_first_load_is_small(shared: Desk, enter: Enter) -> None:
    page = enter(shared, path="/add")
    sizes: dict[str, int] = {}
    page.on("response", lambda one: sizes.update({one.url: len(gzip.compress(one.body(), 6))}) if "/api/" not in one.url and one.status == 200 else None)
    page.context.clear_cookies()
    page.evaluate("caches?.keys?.()")
    page.goto(shared.start)
    settled(page)
    total = sum(sizes.values())
    print(f"first load of the overview: {total / 1024:.0f} KiB compressed in {len(sizes)} files")
    assert total <= FIRST_LOAD, sorted(((size, url) for url, size in sizes.items()), reverse=True)[:8]


def test_the_built_page_names_no_other_host(tmp_path: Path) -> None:
    built = ROOT / "src/whosays/desk/static"
    shutil.copy(built / "index.html", tmp_path)
    assert "http" not in (built / "index.html").read_text("utf-8")
    styles = "".join(path.read_text("utf-8") for path in (built / "assets").glob("*.css"))
    assert "url(http" not in styles
    assert "@import" not in styles
