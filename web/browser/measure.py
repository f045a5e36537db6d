"""How fast the desk's page is in a real browser: `python web/browser/measure.py LEDGER`, on a ledger of `bench.desk_speed make`.

Needs the extra `browser` (Playwright), Chromium and a built page. Prints seconds: from the start of navigation until table and facets stand and
the map is at rest; from a click until facets, table and timeline show another filter; from a click on a link until an incident or what a
search finds is there; from a judgement until the next claim is.
"""

import os
import shutil
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from driving import FLAGS, NAMES, open_desk
from playwright.sync_api import sync_playwright

READY = "async () => { const one = await (await fetch('/api/state')).json(); return one.columns === 'ready' && one.claims > 0; }"
SIGNED = "localStorage.setItem('whosays.by', 'bench'); localStorage.setItem('whosays.welcomed', '1')"
CHANGES = """async (tab) => {
  const out = [];
  const links = [...document.querySelectorAll('aside li a')].filter((one) => one.offsetParent !== null).slice(0, 40).map((one) => one.getAttribute('href'));
  const shown = () => document.querySelector('.desk').dataset.filter + ' ' + !!document.querySelector('.desk.busy');
  for (const link of links) {
    const began = performance.now();
    const url = new URL(link, location.href);
    if (tab) url.searchParams.set('tab', tab);
    const a = document.createElement('a'); a.href = url.href; document.querySelector('main').append(a); a.click(); a.remove();
    const wanted = new URLSearchParams(url.search); wanted.delete('tab');
    while (shown() !== wanted.toString() + ' false') { await new Promise((done) => setTimeout(done, 4)); if (performance.now() - began > 9000) break; }
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
    out.push((performance.now() - began) / 1000);
    await new Promise((done) => setTimeout(done, 1500));
  }
  return out;
}"""


def measure(ledger: Path, chromium: str) -> dict[str, Any]:
    """Open the desk in a browser and time what a person waits for."""
    desk = open_desk(ledger)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        try:
            page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
            page.add_init_script(SIGNED)
            page.goto(desk.start)
            while not page.evaluate(READY):
                time.sleep(0.2)
            return _measure(page, desk.url)
        finally:
            browser.close()
            desk.kill()


def _measure(page: Any, base: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    lists, maps = zip(*[_opened(page, base, tab) for tab in ("claims", "incidents", "claims")], strict=True)
    found["table_and_facets_s"] = [round(one, 2) for one in lists]
    found["map_at_rest_s"] = [round(one, 2) for one in maps]
    for tab in ("incidents", "claims"):
        _opened(page, base, tab)
        seconds = sorted(page.evaluate(CHANGES, "claims" if tab == "claims" else ""))
        found[f"filter_change_{tab}"] = {
            "n": len(seconds), "median_s": round(statistics.median(seconds), 3), "p95_s": round(seconds[int(0.95 * (len(seconds) - 1))], 3), "worst_s": round(seconds[-1], 3),
        }
    largest = page.evaluate("async () => (await (await fetch('/api/incidents?order=size&limit=1')).json()).rows[0]")
    found[f"incident_of_{largest['claims']}_s"] = _clicked(page, base, f"/incident/{largest['incident_id']}", "#h-matrix")
    found["search_s"] = _clicked(page, base, "/search?q=word77", "main .hit, main li, main tbody tr")
    found["review_s"] = _review(page, base)
    return found


def _opened(page: Any, base: str, tab: str) -> tuple[float, float]:
    page.goto("about:blank")
    began = time.perf_counter()
    page.goto(f"{base}/?tab={tab}", wait_until="commit")
    page.locator(f"table.{tab} tbody tr").first.wait_for()
    page.locator("aside details").first.wait_for()
    lists = time.perf_counter() - began
    page.wait_for_selector(".map[data-idle=true]", timeout=60_000)
    return lists, time.perf_counter() - began


CLICK = """async ([link, selector]) => {
  const began = performance.now();
  const a = document.createElement('a'); a.href = link; document.querySelector('main').append(a); a.click(); a.remove();
  while (document.querySelector(selector) === null && performance.now() - began < 9000) await new Promise((done) => setTimeout(done, 2));
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  return (performance.now() - began) / 1000;
}"""


def _clicked(page: Any, base: str, link: str, selector: str) -> list[float]:
    """From a click on a link until the page behind it is there; the first time also fetches that page's code."""
    out = []
    for _ in range(4):
        page.goto(f"{base}/cases")
        page.wait_for_load_state("networkidle")
        out.append(round(page.evaluate(CLICK, [link, selector]), 3))
    return out


NEXT = """async () => {
  const out = [];
  const shown = () => document.querySelector('[data-claim]')?.dataset.claim;
  for (let n = 0; n < 40; n += 1) {
    const before = shown();
    const began = performance.now();
    document.querySelector('main').dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true }));
    while (shown() === before && performance.now() - began < 4000) await new Promise((done) => setTimeout(done, 1));
    out.push((performance.now() - began) / 1000);
    await new Promise((done) => setTimeout(done, 120));
  }
  return out;
}"""


def _review(page: Any, base: str) -> dict[str, float]:
    page.goto(f"{base}/review")
    page.locator("[data-claim]").first.wait_for()
    seconds = sorted(page.evaluate(NEXT))
    return {"median_s": round(statistics.median(seconds), 3), "worst_s": round(seconds[-1], 3)}


if __name__ == "__main__":
    program = os.environ.get("WHOSAYS_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        raise SystemExit("no Chromium on this machine: name one in WHOSAYS_CHROMIUM")
    for name, value in measure(Path(sys.argv[1]), program).items():
        print(f"{name:28} {value}")
