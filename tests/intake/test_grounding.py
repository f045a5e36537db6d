"""Grounding: whatever the text holds, paragraphs and dropped spans part it exactly, and it stays as it was."""

import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from whosays.intake.cover import settle, share_read
from whosays.intake.intake import Options, report_from_text, take_in
from whosays.intake.sources import SourceFile
from whosays.model.report import Dropped, Report
from whosays.model.span import Span
from whosays.settings import Settings

SETTINGS = Settings(max_bytes=1_000_000, max_chars=5_000)

WORDS = st.sampled_from(
    [
        "The army said",
        "الجيش قال إن",
        "Армия сообщила",
        "軍隊は港を砲撃した",
        "🚀🇸🇾👩🏽‍🚒",
        "e\u0301a\u0308\u0323",
        "\u200fRTL\u200e\u202e mark\u202c",
        "\ud800",
        "\udfff x",
        "\x00",
        "\ufeff",
        "\u00ad\u200b",
    ]
)
BREAKS = st.sampled_from(
    ["\r\n", "\n", "\r", "\n\n", "\r\n\r\n", " ", "\t", "\u2028", "\x0b", "\x0c", "\x85", "\u00a0", "\u3000"]
)
FURNITURE = st.sampled_from(
    [
        "Home | News | Contact",
        "By Ada Smith",
        "March 3, 2016",
        "3 Comments",
        "Back to top",
        "Subscribe",
        "https://x.example/1",
        "You may also like",
        "Photo: AFP",
        "---",
        "--",
        "GOMA, Nov 20 (MPS) - The army said that it had shelled the port of the town.",
        "Donate to keep us online.",
        "Share this story",
        "Read more: Guns shell port",
        "The army said on Tuesday that its guns had shelled the port of the town.",
        "[TEXT]",
        "(Harbour Wire) -",
    ]
)
PIECES = st.lists(st.one_of(WORDS, BREAKS, FURNITURE, st.text(max_size=12)), max_size=40).map("".join)


def check(report: Report) -> None:
    spans = sorted([(p.start, p.end) for p in report.paragraphs] + [(d.start, d.end) for d in report.dropped])
    at = 0
    for start, end in spans:
        assert at <= start < end <= len(report.text)
        assert not report.text[at:start].strip(), "filled characters between spans"
        assert not report.text[start].isspace()
        assert not report.text[end - 1].isspace()
        at = end
    assert not report.text[at:].strip()
    assert share_read(report.text, report.paragraphs, report.dropped) == 1.0
    if report.title_span:
        assert report.title_span in report.paragraphs


@settings(max_examples=400, deadline=None)
@given(text=PIECES, clean=st.booleans())
@example(text="\x00", clean=True)
@example(text="a\r\n\r\nb\ud800c", clean=True)
@example(text="- \n-- ", clean=True)
def test_text_given_stays_and_is_covered(text: str, clean: bool) -> None:
    report, issues = report_from_text(text, doc_id="x", clean=clean, settings=SETTINGS)
    assert report.text is text
    check(report)
    assert "text_uncovered" not in [issue.code for issue in issues]
    again, _ = report_from_text(text, doc_id="x", clean=clean, settings=SETTINGS)
    assert again == report


@settings(max_examples=150, deadline=None)
@given(text=PIECES, encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le"]))
def test_files_in_any_unicode_encoding_are_covered(text: str, encoding: str) -> None:
    known = text.encode("utf-8", "replace").decode("utf-8")
    intake = take_in(SourceFile("in/a.txt", "a.txt", data=known.encode(encoding)), Options(), SETTINGS)
    for report in intake.reports:
        check(report)
        if encoding in {"utf-8-sig", "utf-16"} and not text.startswith(
            "\0"
        ):  # a mark and a NUL is also the mark of UTF-32
            assert report.text == known[: SETTINGS.max_chars]


@settings(max_examples=150, deadline=None)
@given(texts=st.lists(PIECES, min_size=1, max_size=3))
def test_rows_keep_their_text_to_the_character(texts: list[str]) -> None:
    data = "\n".join(json.dumps({"id": str(n), "text": text}) for n, text in enumerate(texts)).encode()
    intake = take_in(SourceFile("in/a.jsonl", "a.jsonl", data=data), Options(), SETTINGS)
    as_json = [json.loads(json.dumps(text)) for text in texts]  # two lone surrogates side by side are one character in JSON
    assert [report.text for report in intake.reports] == as_json
    for report in intake.reports:
        check(report)


@settings(max_examples=150, deadline=None)
@given(
    markup=st.lists(
        st.one_of(
            PIECES,
            st.sampled_from(
                [
                    "<p>",
                    "</p>",
                    "<div class=comments>",
                    "</div>",
                    "<br>",
                    "<h1>",
                    "</h1>",
                    "<nav>",
                    "</nav>",
                    "<a href=x>",
                    "</a>",
                    "<td>",
                    "<script>",
                    "</script>",
                    "<!--",
                    "&amp;",
                    "<",
                ]
            ),
        ),
        max_size=20,
    ).map("".join)
)
def test_pages_of_any_shape_are_covered(markup: str) -> None:
    data = ("<html><body>" + markup).encode("utf-8", "replace")
    for report in take_in(SourceFile("in/a.html", "a.html", data=data), Options(), SETTINGS).reports:
        check(report)


@settings(max_examples=200, deadline=None)
@given(
    data=st.binary(max_size=400),
    name=st.sampled_from(
        [
            "a.txt",
            "a.md",
            "a.html",
            "a.pdf",
            "a.docx",
            "a.eml",
            "a.jsonl",
            "a.csv",
            "a.warc",
            "a.warc.gz",
            "a",
        ]
    ),
)
def test_any_bytes_under_any_name_raise_nothing(data: bytes, name: str) -> None:
    intake = take_in(SourceFile(f"in/{name}", name, data=data), Options(), SETTINGS)
    assert intake.reports or intake.issues
    for report in intake.reports:
        check(report)


def test_uncovered_text_is_read_and_counted() -> None:
    paragraphs, dropped, uncovered = settle("one two three", [Span(0, 3)], [Dropped(8, 13, "caption")])
    assert (paragraphs, dropped, uncovered) == ((Span(0, 3), Span(4, 7)), (Dropped(8, 13, "caption"),), 3)


@pytest.mark.parametrize("spans", [[Span(0, 5), Span(4, 7)], [Span(0, 99)]])
def test_overlap_and_overrun_are_refused(spans: list[Span]) -> None:
    with pytest.raises(ValueError, match="overlaps"):
        settle("one two three", spans, ())
