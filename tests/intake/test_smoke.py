"""The floor as a whole: a folder in, reports out, every span in its text."""

from pathlib import Path

from whosays.intake.intake import Options, report_from_text, take_in
from whosays.intake.sources import SourceFile, find_sources
from whosays.settings import Settings


def test_a_folder_becomes_reports(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Shells hit the port\n\nMarch 3, 2016\n\nThe army said that it had hit the port on Tuesday.\n\nBack to top\n"
    )
    (tmp_path / "b.jsonl").write_text(
        '{"id":"x","text":"The rebels denied it.","published":"2016-03-04"}\n{broken\n'
    )
    settings = Settings()
    sources = [item for item in find_sources([tmp_path], settings=settings) if isinstance(item, SourceFile)]
    first, second = (take_in(source, Options(), settings) for source in sources)
    report = first.reports[0]
    assert [report.text[p.start : p.end] for p in report.paragraphs] == [
        "Shells hit the port",
        "The army said that it had hit the port on Tuesday.",
    ]
    assert (report.title, report.published.value, report.published.basis) == (
        "Shells hit the port",
        "2016-03-03",
        "text",
    )
    assert [d.reason for d in report.dropped] == ["dateline", "navigation"]
    assert [r.doc_id for r in second.reports] == ["x"]
    assert [i.code for i in second.issues] == ["row_malformed"]
    assert "line 2" in second.issues[0].message


def test_text_of_annotate_stays_identical() -> None:
    text = "The army said\r\nit \x00 had \ud800 hit the port.\u200f"
    report, _ = report_from_text(text, doc_id="d")
    assert report.text is text
