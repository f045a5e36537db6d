"""Each page's main task, as a person does it."""

import hashlib
import json
import re
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from driving import Desk, Enter, api, disputed, report, settled, until
from playwright.sync_api import Page, expect

from whosays.ledger.ledger import Ledger
from whosays.model import ids
from whosays.model.report import Report


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


class TestOverview:
    def test_one_filter_in_the_address_moves_everything(self, shared: Desk, enter: Enter) -> None:
        page = enter(shared)
        settled(page)
        before = page.locator(".total strong").inner_text()
        rows = page.locator("table.incidents tbody tr").count()
        page.get_by_role("link", name="Congo - Kinshasa").click()
        expect(page.locator(".total strong")).not_to_have_text(before)
        assert query(page)["country"] == ["CD"]
        expect(page.locator("table.incidents tbody tr")).not_to_have_count(rows)
        settled(page)
        total = page.locator(".total strong").inner_text()
        page.reload()
        expect(page.locator(".total strong")).to_have_text(total)
        page.get_by_role("link", name="Take out the filter Country").click()
        expect(page.locator(".total strong")).to_have_text(before)
        page.go_back()
        expect(page.locator(".total strong")).to_have_text(total)

    def test_a_second_value_of_a_facet_adds(self, shared: Desk, enter: Enter) -> None:
        page = enter(shared)
        page.get_by_role("link", name=re.compile("^Shelling \\d+ claims")).click()
        expect(page.locator(".total")).to_contain_text("of")
        one = int(page.locator(".total strong").inner_text())
        page.get_by_role("link", name=re.compile("^Air strike \\d+ claims")).click()
        until(lambda: query(page).get("type") == ["shelling", "air_strike"])
        until(lambda: int(page.locator(".total strong").inner_text()) > one)

    def test_the_map_draws_areas_and_idles(self, shared: Desk, enter: Enter) -> None:
        page = enter(shared)
        settled(page)
        figure = page.locator("figure.map")
        assert int(figure.get_attribute("data-areas") or 0) >= 5
        assert int(figure.get_attribute("data-points") or 0) >= 10
        page.get_by_role("button", name="Only this view").click()
        until(lambda: "box" in query(page))

    def test_the_time_brush_works_from_the_keyboard(self, shared: Desk, enter: Enter) -> None:
        page = enter(shared, path="/?from=2012-01-01&to=2013-12-31")
        handle = page.get_by_role("slider", name="To day")
        handle.focus()
        handle.press("ArrowLeft")
        until(lambda: query(page)["to"] != ["2013-12-31"])
        page.get_by_role("button", name="All times").click()
        until(lambda: "to" not in query(page))

    def test_claims_are_cited_by_one_key(self, shared: Desk, enter: Enter) -> None:
        page = enter(shared, path="/?tab=claims")
        row = page.locator("table.claims tbody tr").first
        row.focus()
        row.press("c")
        expect(page.get_by_text("Citation copied")).to_be_visible()
        cited = page.evaluate("navigator.clipboard.readText()")
        quoted = row.locator(".words").inner_text().strip()[:20]
        assert quoted[:12] in cited
        assert "\n" not in cited

    def test_words_in_the_sentence(self, shared: Desk, enter: Enter) -> None:
        page = enter(shared, path="/?tab=claims")
        page.get_by_label("Words in the claim's sentence").fill("hospital")
        page.keyboard.press("Enter")
        until(lambda: query(page).get("words") == ["hospital"])
        settled(page)
        found = page.locator("table.claims td.c-says .words").all_inner_texts()
        assert sum("hospital" in words.lower() for words in found) > len(found) / 2  # a claim may have a second sentence that is not shown

    def test_what_changed_since_the_last_visit(self, desk: Desk, enter: Enter) -> None:
        page = enter(desk)
        settled(page)
        claim = api(page, "claims?limit=1")["rows"][0]
        page.evaluate("""async (claim) => fetch('/api/judgements', {method: 'POST', headers: {'Content-Type': 'application/json'},
            body: JSON.stringify({by: 'Somebody else', kind: 'accept', on: claim})})""", claim["claim_id"])
        page.reload()
        note = page.get_by_role("region", name="Changed since your last visit")
        expect(note).to_contain_text("Somebody else")
        row = next(one for one in api(page, "reports?limit=100")["rows"] if one["claims"] > 5)
        with Ledger.open(desk.ledger, mode="write") as ledger, ledger.writing() as writer:
            old = ledger.report(row["report_id"]).report
            text = old.text.replace("the", "thirteen", 1)
            sha = hashlib.sha256(text.encode()).hexdigest()
            writer.store_reading(Report(ids.report_id(old.doc_id, sha), old.doc_id, sha, old.source, text, (), outlet=old.outlet), [])
        page.reload()
        expect(note).to_contain_text("Silent edit:")
        expect(note.locator("ins")).to_have_text("thirteen")
        note.get_by_role("button", name="Seen").click()
        page.reload()
        settled(page)
        expect(note).to_have_count(0)


class TestIncident:
    def test_every_mark_leads_to_its_words(self, shared: Desk, enter: Enter) -> None:
        page = enter(shared)
        found = api(page, f"incidents/{disputed(page)}")
        page.goto(f"{shared.url}/incident/{found['incident']['incident_id']}")
        expect(page.locator("table.matrix tbody tr")).to_have_count(len(found["matrix"]["rows"]))
        expect(page.get_by_role("columnheader", name="contradiction")).to_have_count(len({one["facet"] for one in found["matrix"]["conflicts"]}))
        expect(page.get_by_role("group", name="The stemma").locator("rect.box")).to_have_count(len(found["stemma"]["origins"]))
        expect(page.get_by_text("no proof of independence")).to_be_visible()
        cell = page.locator("table.matrix a.cell").first
        said = cell.get_attribute("title") or ""
        cell.click()
        expect(page.locator("article .k-act.lit").first).to_be_in_viewport()
        assert said.split("\n")[0][:30] in page.locator("article").inner_text().replace("\n", " ") or said

    def test_figures_stand_by_source_and_are_not_added(self, shared: Desk, enter: Enter) -> None:
        page = enter(shared)
        page.goto(f"{shared.url}/incident/{disputed(page)}")
        figures = page.locator("section[aria-labelledby=h-figures]")
        expect(figures.get_by_role("row").nth(1)).to_be_visible()
        expect(figures).to_contain_text("never added up")

    def test_an_assessment_is_a_persons_and_stays(self, desk: Desk, enter: Enter) -> None:
        page = enter(desk, by="Asse Ssor")
        page.goto(f"{desk.url}/incident/{disputed(page)}")
        page.get_by_label("Assessment").fill("Three accounts; the ministry denies any fire.")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("last by Asse Ssor")).to_be_visible()
        page.reload()
        expect(page.get_by_label("Assessment")).to_have_value("Three accounts; the ministry denies any fire.")
        page.goto(f"{desk.url}/history")
        expect(page.get_by_role("cell", name="Asse Ssor").first).to_be_visible()

    def test_claims_split_off_and_incidents_are_joined_anew(self, desk: Desk, enter: Enter) -> None:
        page = enter(desk)
        incident = disputed(page)
        page.goto(f"{desk.url}/incident/{incident}")
        size = len(api(page, f"incidents/{incident}")["claims"])
        page.get_by_text("Split claims off").click()
        page.locator("input[type=checkbox][value]").nth(size - 1).check()
        page.get_by_role("button", name="Split 1 claim off").click()
        until(lambda: len(api(page, f"incidents/{incident}")["claims"]) < size, 30)


class TestReport:
    def test_words_are_marked_and_explained(self, shared: Desk, enter: Enter) -> None:
        page = enter(shared)
        page.goto(f"{shared.url}/report/{report(page, 'mali-agency')}")
        act = page.locator("article [role=button].k-act").first
        act.focus()
        expect(page.locator(".explain")).to_contain_text("act:")
        act.press("Enter")
        expect(page.get_by_role("button", name="Accept")).to_be_visible()
        assert "claim" in query(page)
        expect(page.locator(".dropped").first).to_contain_text("set aside")

    def test_the_marks_reproduce_the_text_to_the_letter(self, shared: Desk, enter: Enter) -> None:
        page = enter(shared)
        for row in api(page, "reports?limit=100")["rows"]:
            page.goto(f"{shared.url}/report/{row['report_id']}")
            page.locator("article [data-from]").first.wait_for()
            whole = "".join(page.locator("article [data-from]").all_text_contents())
            found = api(page, f"reports/{row['report_id']}")
            points = found["text"]
            parts = sorted(found["paragraphs"] + [[one["start"], one["end"]] for one in found["dropped"]])
            wanted = "".join(points[start:end] for start, end in parts if points[start:end].strip())
            assert whole == wanted, row["doc_id"]

    def test_selected_words_become_a_claim_by_one_key(self, desk: Desk, enter: Enter) -> None:
        page = enter(desk)
        name = report(page, "mali-agency")
        page.goto(f"{desk.url}/report/{name}")
        before = api(page, f"reports/{name}")["line"]["claims"]
        page.evaluate("""() => { const p = [...document.querySelectorAll('article [data-from]')].find((one) => one.textContent.includes('for a'));
            const at = p.firstChild.textContent.indexOf('second'); const range = document.createRange();
            range.setStart(p.firstChild, at < 0 ? 0 : at); range.setEnd(p.firstChild, at < 0 ? 6 : at + 6); getSelection().removeAllRanges(); getSelection().addRange(range); }""")
        page.keyboard.press("n")
        dialog = page.get_by_role("dialog", name="Add a claim")
        words = dialog.get_by_label("The words that name the act").input_value()
        assert words.strip()
        dialog.get_by_label("What it is").select_option("patrol")
        dialog.get_by_role("button", name="Add", exact=True).click()
        until(lambda: api(page, f"reports/{name}")["line"]["claims"] == before + 1)
        added = next(one for one in api(page, f"reports/{name}")["claims"] if one["judged"] == "added")
        assert added["type"] == "patrol"
        text = api(page, f"reports/{name}")["text"]
        claim = api(page, f"claims/{added['claim_id']}")["claim"]
        assert text[claim["trigger"]["start"] : claim["trigger"]["end"]] == words

    def test_the_original_comes_back_byte_for_byte(self, shared: Desk, enter: Enter, tmp_path: Path) -> None:
        page = enter(shared)
        page.goto(f"{shared.url}/report/{report(page, 'drc-radio')}")
        with page.expect_download() as waiting:
            page.get_by_role("link", name="Original bytes").click()
        waiting.value.save_as(tmp_path / "original")
        assert hashlib.sha256((tmp_path / "original").read_bytes()).hexdigest() in page.locator(".page").inner_text()


class TestOthers:
    def test_search_finds_words_and_leads_to_them(self, shared: Desk, enter: Enter) -> None:
        page = enter(shared)
        page.keyboard.press("/")
        page.keyboard.type("hospital")
        page.keyboard.press("Enter")
        expect(page.locator("mark").first).to_have_text("hospital", ignore_case=True)
        page.goto(f"{shared.url}/search?q=hospital&kind=claim")
        page.locator("ol li a").first.click()
        expect(page.locator("article .lit").first).to_be_in_viewport()

    def test_a_source_is_a_list_never_a_rating(self, shared: Desk, enter: Enter) -> None:
        page = enter(shared, path="/sources?kind=outlet")
        page.get_by_role("table").get_by_role("link", name="Harbour Wire").click()
        expect(page.get_by_role("heading", name="Harbour Wire", level=1)).to_be_visible()
        expect(page.locator("table.claims tbody tr").first).to_be_visible()
        words = page.locator("main").inner_text().lower()
        assert "reliab" not in words
        assert "trust" not in words

    def test_an_actor_has_aliases_and_claims(self, shared: Desk, enter: Enter) -> None:
        page = enter(shared, path="/actors")
        page.get_by_role("searchbox", name="Name").fill("M23")
        page.keyboard.press("Enter")
        page.get_by_role("link", name="March 23 Movement").click()
        expect(page.get_by_text("Congolese Revolutionary Army").first).to_be_visible()
        expect(page.locator("table.claims tbody tr").first).to_be_visible()

    def test_history_verifies(self, shared: Desk, enter: Enter) -> None:
        page = enter(shared, path="/history")
        page.get_by_role("button", name="Verify the chain").click()
        expect(page.get_by_text("The chain holds")).to_be_visible()
        page.get_by_label("against a head noted before").fill("f" * 64)
        page.get_by_role("button", name="Verify the chain").click()
        expect(page.get_by_text("The chain is broken")).to_be_visible()

    def test_a_case_is_made_kept_noted_and_briefed(self, desk: Desk, enter: Enter) -> None:
        page = enter(desk)
        page.goto(f"{desk.url}/incident/{disputed(page)}")
        page.get_by_text("Keep in a case").click()
        page.get_by_label("Name of a new case").fill("The hospital")
        page.get_by_role("button", name="Make and keep").click()
        expect(page.get_by_text("Kept in the case")).to_be_visible()
        page.goto(f"{desk.url}/cases")
        page.get_by_role("link", name="The hospital").click()
        expect(page.locator("table.incidents tbody tr")).to_have_count(1)
        page.get_by_label("Notes").fill("Ask the ministry again.")
        page.get_by_role("button", name="Save notes").click()
        expect(page.get_by_text("Notes saved.")).to_be_visible()
        page.reload()
        expect(page.get_by_label("Notes")).to_have_value("Ask the ministry again.")
        with page.expect_download() as waiting:
            page.get_by_role("link", name="Brief", exact=True).click()
        assert "hospital" in Path(waiting.value.path()).read_text("utf-8").lower()

    def test_reports_are_dropped_read_and_told_apart(self, desk: Desk, enter: Enter, tmp_path: Path) -> None:
        good, foreign = tmp_path / "new-report.txt", tmp_path / "raport.txt"
        good.write_text("Northern Courier\n\nArdal, 3 March 2014\n\nRebels shelled the town of Goma on Sunday, killing three people, a doctor said.\n", "utf-8")
        foreign.write_text("Wojska rządowe ostrzelały miasto w niedzielę, zabijając trzy osoby, powiedział lekarz. Rzecznik ministerstwa zaprzeczył tym doniesieniom i oskarżył rebeliantów o prowokację.\n" * 4, "utf-8")
        page = enter(desk, path="/add")
        page.locator("input[type=file]").set_input_files([good, foreign])
        page.get_by_role("button", name="Read 2 files").click()
        expect(page.get_by_role("heading", name="Read", exact=True)).to_be_visible(timeout=150_000)
        expect(page.get_by_role("alert").filter(has_text="raport.txt")).to_contain_text("Polish")
        page.get_by_role("link", name="new-report.txt").click()
        expect(page.locator("article")).to_contain_text("shelled")

    def test_the_filter_is_what_is_exported(self, shared: Desk, enter: Enter) -> None:
        page = enter(shared, path="/?type=shelling&tab=claims")
        settled(page)
        total = int(page.locator(".total strong").inner_text())
        page.locator("summary").filter(has_text="Export").click()
        with page.expect_download() as waiting:
            page.get_by_role("link", name="JSON Lines").click()
        lines = Path(waiting.value.path()).read_text("utf-8").splitlines()
        assert len(lines) == total
        assert {json.loads(line)["type"] for line in lines} == {"shelling"}

    @pytest.mark.parametrize("path", ["/nowhere", "/incident/ffffffffffffffff", "/report/ffffffffffffffff", f"/source/{quote('Nobody at all')}", "/actor/ffffffffffffffff", "/case/none"])
    def test_what_is_not_there_is_said(self, shared: Desk, enter: Enter, path: str) -> None:
        page = enter(shared, path=path)
        settled(page)
        assert page.get_by_role("alert").count() >= 1 or "0 claims" in page.locator("main").inner_text()
