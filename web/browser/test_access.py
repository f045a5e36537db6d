"""For everyone: axe finds nothing serious, keys reach everything, narrow screens hold, the table says what the map says."""

import json
from pathlib import Path

import pytest
from driving import ROOT, SHOTS, Desk, Enter, api, disputed, report, settled
from playwright.sync_api import Page, expect

AXE = ROOT / "web/node_modules/axe-core/axe.min.js"
PAGES = ["overview", "claims", "incident", "report", "claim", "review", "search", "reports", "sources", "source", "actors", "actor", "cases", "history", "add"]


def address(page: Page, name: str) -> str:
    """Where a page is."""
    if name == "incident":
        return f"/incident/{disputed(page)}"
    if name in ("report", "claim"):
        found = report(page, "mali-agency")
        return f"/report/{found}" + (f"?claim={api(page, f'reports/{found}')['claims'][4]['claim_id']}" if name == "claim" else "")
    if name == "actor":
        return f"/actor/{api(page, 'actors?q=M23&limit=1')['rows'][0]['entity_id']}"
    return {"overview": "/", "claims": "/?tab=claims", "source": "/source/Harbour%20Wire", "search": "/search?q=hospital"}.get(name, f"/{name}")


def show(page: Page, desk: Desk, name: str) -> None:
    """Go there and wait until it stands still."""
    page.goto(desk.url + address(page, name))
    settled(page)
    page.wait_for_timeout(250)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(shared: Desk, enter: Enter, theme: str) -> None:
    page = enter(shared, theme=theme)
    found = []
    for name in PAGES:
        show(page, shared, name)
        page.evaluate(AXE.read_text("utf-8"))
        results = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found += [f"{name}: {one['id']} ({one['impact']}): {one['nodes'][0]['html'][:160]} | {(one['nodes'][0]['any'] or [{}])[0].get('message', '')}" for one in results["violations"] if one["impact"] in ("serious", "critical")]
        SHOTS.mkdir(exist_ok=True)
        page.screenshot(path=SHOTS / f"{name}-{theme}.png")
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("width", [360, 768])
def test_narrow_screens_scroll_one_way_only(shared: Desk, enter: Enter, width: int) -> None:
    page = enter(shared, width=width, height=760)
    wide = []
    for name in PAGES:
        show(page, shared, name)
        beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if beyond > 0:
            wide.append(f"{name}: {beyond} px: {page.evaluate(WIDEST)}")
        page.screenshot(path=_folder(SHOTS) / f"{name}-{width}.png")
    assert wide == []


WIDEST = """() => [...document.querySelectorAll('main *, header *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.scroll'))
    .slice(0, 4).map((one) => one.tagName + '.' + one.className).join(' ')"""


def _folder(path: Path) -> Path:
    path.mkdir(exist_ok=True)
    return path


def test_everything_is_reached_by_tab_and_focus_is_seen(shared: Desk, enter: Enter) -> None:
    page = enter(shared)
    settled(page)
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the page")).to_be_focused()
    seen = set()
    for _ in range(90):
        page.keyboard.press("Tab")
        what = page.evaluate("""() => { const at = document.activeElement, style = getComputedStyle(at);
            return [at.tagName, at.getAttribute('aria-label') ?? at.textContent.trim().slice(0, 30), at.matches(':focus-visible') && (style.outlineStyle !== 'none' || at.tagName === 'CANVAS')]; }""")
        assert what[2], f"no focus to be seen on {what}"
        seen.add(what[0])
    assert {"A", "BUTTON", "INPUT", "SUMMARY"} <= seen


def test_the_table_says_what_the_map_says(shared: Desk, enter: Enter) -> None:
    page = enter(shared)
    overview = api(page, "overview?parts=map,facets&facets=place&limit=500")
    places = {one["value"] for one in overview["facets"]["place"]}
    assert {spot["name"] for spot in overview["map"]["spots"]} <= places


def test_the_keys_are_told(shared: Desk, enter: Enter) -> None:
    page = enter(shared, path="/review")
    page.locator(".card").wait_for()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="How to read the desk")
    expect(dialog).to_contain_text("accept, and on to the next")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_the_theme_is_kept(shared: Desk, enter: Enter) -> None:
    page = enter(shared)
    light = page.evaluate("getComputedStyle(document.body).backgroundColor || getComputedStyle(document.documentElement).backgroundColor")
    page.get_by_role("button", name="Light or dark").click()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert light


def test_names_from_right_to_left_do_not_turn_the_line(shared: Desk, enter: Enter) -> None:
    page = enter(shared, path="/?tab=claims")
    settled(page)
    bare = page.evaluate("[...document.querySelectorAll('.chain a, .chain span, td.c-what div')].filter((one) => one.textContent.trim() && !one.querySelector('bdi') && !one.closest('bdi') && !one.classList.contains('then') && !one.classList.contains('quiet') && !one.querySelector('.quiet')).length")
    assert json.dumps(bare) == "0"
