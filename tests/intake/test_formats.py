"""Formats: what each gives of its words and of what it says about itself."""

import gzip
from pathlib import Path

import pytest

from tests.intake import makers
from whosays.intake.formats import format_of
from whosays.intake.intake import Options, take_in
from whosays.intake.sources import SourceFile, find_sources
from whosays.model.report import Report
from whosays.settings import Settings

FIRST = "Shells fell on the harbour of Tervo on Monday evening, killing three dock workers, the mayor said."
SECOND = "A spokesman for the garrison denied that its guns had been in range and blamed a rebel mortar crew."


def read(name: str, data: bytes, options: Options | None = None) -> list[Report]:
    return list(take_in(SourceFile(f"in/{name}", name, data=data), options or Options(), Settings()).reports)


def paragraphs(report: Report) -> list[str]:
    return [report.text[span.start : span.end] for span in report.paragraphs]


def dropped(report: Report) -> list[tuple[str, str]]:
    return [(report.text[part.start : part.end], part.reason) for part in report.dropped]


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.txt", b"hello", "text"),
        ("a.txt", b"<!DOCTYPE html><p>x", "html"),
        ("a.txt", b"%PDF-1.4", "pdf"),
        ("a.html", b"hello", "html"),
        ("a", b"<html>", "html"),
        ("a", b'{"id": "1", "text": "x"}', "jsonl"),
        ("a", b"From: a@x\nTo: b@x\nSubject: c\n\nhello", "mail"),
        ("a", b"WARC/1.0\r\n", "warc"),
        ("a", b"The army said: it shelled the port.", "text"),
        ("A.TXT", b"x", "text"),
        ("a.md", b"# x", "markdown"),
        ("a.b/c", b"x", "text"),
        ("a.txt", "Мэр сообщил об обстреле порта города.".encode("utf-16-le"), "text"),
        ("a.warc.gz", gzip.compress(b"x", mtime=0), "gzip"),
    ],
)
def test_format_of(name: str, data: bytes, kind: str) -> None:
    assert format_of(name, data) == kind


PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Shells hit harbour of Tervo | Coast Media</title>
<meta property="article:modified_time" content="2019-03-09T10:00:00Z"><style>p {{ color: red }}</style></head>
<body class="has-sidebar"><div class="page-with-sidebar"><header><a href="/">Coast Media</a> <a href="/x">World</a></header>
<div class="cookie-banner">We use cookies.</div><h1>Shells hit harbour of Tervo</h1><div class="byline">By Ada Lindqvist</div>
<time datetime="2019-03-05T08:00+02:00">5 March</time><p>Shells fell on the harbour of <a href="/t">Tervo</a> on Monday evening,
killing <b>three</b> dock workers, the mayor said.</p><figure><figcaption>The quay on Tuesday</figcaption></figure>
<p>{SECOND}</p><p style="display:none">Hidden words.</p><table><tr><td>Dead</td><td>3</td></tr></table>
<ul class="related-posts"><li><a href="/1">Garrison chief shot dead</a></li></ul></div><script>var x = "<p>no</p>";</script>
<div id="comments"><p>They had it coming, all of them, said nobody ever.</p></div><footer>Contact</footer></body></html>"""


def test_html() -> None:
    [report] = read("a.html", PAGE.encode())
    assert paragraphs(report) == ["Shells hit harbour of Tervo", FIRST, SECOND, "Dead 3"]
    assert (report.title, report.outlet, report.author) == (
        "Shells hit harbour of Tervo",
        "Coast Media",
        "Ada Lindqvist",
    )
    assert (report.published.value, report.published.basis) == ("2019-03-05T08:00+02:00", "metadata")
    reasons = dict(dropped(report))
    assert reasons["Hidden words."] == "markup"
    assert reasons["The quay on Tuesday"] == "caption"
    assert reasons["By Ada Lindqvist"] == "byline"
    assert reasons["They had it coming, all of them, said nobody ever."] == "comment"
    assert reasons["Garrison chief shot dead"] == "navigation"
    assert "var x" not in report.text
    assert report.title_span == report.paragraphs[0]


def test_html_data_about_the_page() -> None:
    head = """<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Shells hit harbour","datePublished":"2019-03-05",
      "author":[{"name":"Ada Lindqvist"},{"name":"Jon Berg"}],"publisher":{"name":"Coast Media"},"url":"https://x.example/1"}]}</script><meta name="date" content="2001-01-01">"""
    [report] = read("a.html", f"<html><head>{head}</head><body><p>{FIRST}</p></body></html>".encode())
    assert (report.title, report.outlet, report.author, report.url) == (
        "Shells hit harbour",
        "Coast Media",
        "Ada Lindqvist, Jon Berg",
        "https://x.example/1",
    )
    assert report.published.value == "2019-03-05"
    assert paragraphs(report) == ["Shells hit harbour", FIRST]


def test_html_without_any_semantic_markup() -> None:
    page = f"<html><body><table><tr><td><a href=/>Home</a><br><a href=/n>News</a></td><td><font>{FIRST}<br><br>{SECOND}</font></td></tr></table></body></html>"
    [report] = read("a.html", page.encode())
    assert paragraphs(report) == [FIRST, SECOND]


def test_html_by_its_own_label() -> None:
    page = f'<html><head><meta charset="windows-1251"></head><body><p>{FIRST}</p><p>Мэр сообщил об обстреле.</p></body></html>'
    [report] = read("a.html", page.encode("cp1251"))
    assert "Мэр сообщил об обстреле." in report.text


def test_markdown() -> None:
    text = f"---\ntitle: Shells hit harbour\nauthor: Ada\ndate: 2019-03-05\noutlet: Coast Media\n---\n# Shells hit harbour\n\n**Shells** fell on [the harbour](https://x.example) of *Tervo*.\n\n> {SECOND}\n\n- one gun\n- two guns\n"
    [report] = read("a.md", text.encode())
    assert paragraphs(report) == [
        "Shells hit harbour",
        "Shells fell on the harbour of Tervo.",
        SECOND,
        "one gun",
        "two guns",
    ]
    assert (report.title, report.author, report.outlet, report.published.value) == (
        "Shells hit harbour",
        "Ada",
        "Coast Media",
        "2019-03-05",
    )
    assert [reason for _, reason in dropped(report)] == ["markup"]


def test_pdf_joins_lines_and_pages_and_sets_running_lines_aside() -> None:
    pages = [
        [
            "COAST MEDIA BULLETIN",
            "Shells fell on the harbour of Tervo on Monday evening, killing three",
            "dock workers, the mayor said. Two of the wounded were flown to the",
            "Page 1 of 3",
        ],
        [
            "COAST MEDIA BULLETIN",
            "capital.",
            "A spokesman for the garrison denied that its guns had been in range and",
            "blamed a rebel mortar crew that was seen on the quay in the evening.",
            "Page 2 of 3",
        ],
        [
            "COAST MEDIA BULLETIN",
            "The mayor asked for a truce and for boats to take the wounded away from",
            "the quay before the next night.",
            "Page 3 of 3",
        ],
    ]
    [report] = read("a.pdf", makers.pdf(pages))
    found = [" ".join(text.split()) for text in paragraphs(report)]
    assert (
        found[0]
        == "Shells fell on the harbour of Tervo on Monday evening, killing three dock workers, the mayor said. Two of the wounded were flown to the capital."
    )
    assert len(found) == 3
    assert sorted({reason for _, reason in dropped(report)}) == ["boilerplate"]
    assert "Page 2 of 3" in [text for text, _ in dropped(report)]


def test_docx() -> None:
    body = (
        makers.para("Shells hit harbour of Tervo", "Heading1")
        + makers.para(FIRST)
        + "<w:tbl><w:tr><w:tc>"
        + makers.para("Dead: 3")
        + "</w:tc></w:tr></w:tbl>"
        + makers.para(SECOND)
    )
    comments = makers.document(makers.para("Check this with Jon")).replace("document", "comments")
    [report] = read(
        "a.docx",
        makers.docx(body, comments=comments, footer1=makers.document(makers.para("Coast Media, page 1"))),
    )
    assert paragraphs(report) == ["Shells hit harbour of Tervo", FIRST, "Dead: 3", SECOND]
    assert dropped(report) == [("Coast Media, page 1", "boilerplate"), ("Check this with Jon", "comment")]
    assert report.title == "Shells hit harbour of Tervo"


MAIL = f"""From: "Coast Monitoring Desk" <desk@x.example>
To: <list@x.example>
Subject: =?utf-8?q?Harbour_of_T=C3=ABrvo_shelled?=
Date: Tue, 05 Mar 2019 17:30:00 +0200
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="o"

--o
Content-Type: multipart/alternative; boundary="i"

--i
Content-Type: text/plain; charset=utf-8

{FIRST}

{SECOND}

--{" "}
You receive this because you subscribed.
--i
Content-Type: text/html

<p>{FIRST}</p>
--i--
--o
Content-Type: application/pdf; name="map.pdf"
Content-Disposition: attachment; filename="map.pdf"

xx
--o--
"""


def test_mail() -> None:
    intake = take_in(SourceFile("in/a.eml", "a.eml", data=MAIL.encode()), Options(), Settings())
    [report] = intake.reports
    assert paragraphs(report) == ["Harbour of Tërvo shelled", FIRST, SECOND]
    assert (report.title, report.outlet, report.published.value) == (
        "Harbour of Tërvo shelled",
        "Coast Monitoring Desk",
        "2019-03-05T17:30+02:00",
    )
    assert [reason for _, reason in dropped(report)] == ["markup", "newsletter"]
    assert [issue.code for issue in intake.issues] == ["attachment_unread"]


def test_mail_with_html_only() -> None:
    mail = f"From: Jon Berg <j@x.example>\nSubject: x\nDate: Tue, 05 Mar 2019 17:30:00 +0200\nContent-Type: text/html\n\n<p>{FIRST}</p>".encode()
    [report] = read("a.eml", mail)
    assert paragraphs(report) == ["x", FIRST]
    assert (report.author, report.outlet) == ("Jon Berg", None)


@pytest.mark.parametrize("packed", [False, True])
def test_warc(packed: bool) -> None:
    data = makers.warc(
        makers.warc_record("https://x.example/1", PAGE.encode()),
        makers.warc_record("https://x.example/gone", b"<p>gone</p>", status="404 Not Found"),
        makers.warc_record("https://x.example/2", SECOND.encode(), content_type="text/plain; charset=utf-8"),
        makers.warc_record("https://x.example/1", PAGE.replace("three", "four").encode()),
        packed=packed,
    )
    intake = take_in(
        SourceFile("in/a.warc", "a.warc.gz" if packed else "a.warc", data=data), Options(), Settings()
    )
    assert [report.doc_id for report in intake.reports] == [
        "https://x.example/1",
        "https://x.example/2",
        "https://x.example/1#record4",
    ]
    assert [report.url for report in intake.reports] == [
        "https://x.example/1",
        "https://x.example/2",
        "https://x.example/1",
    ]
    assert sorted(issue.code for issue in intake.issues) == ["duplicate_id", "records_passed_over"]
    assert len({report.report_id for report in intake.reports}) == 3


def test_csv_with_a_mapping_and_quoted_lines() -> None:
    data = f'ref;body;when;paper\r\n7;"{FIRST}\r\n\r\n{SECOND}";2019-03-05;Coast\r\n'.encode()
    [report] = read(
        "a.csv", data, Options(columns={"ref": "id", "body": "text", "when": "published", "paper": "outlet"})
    )
    assert (report.doc_id, report.outlet, report.published.value) == ("7", "Coast", "2019-03-05")
    assert report.text == f"{FIRST}\r\n\r\n{SECOND}"
    assert paragraphs(report) == [FIRST, SECOND]


def test_jsonl_row_without_id_is_named_by_file_and_line() -> None:
    [report] = read("a.jsonl", b'\n{"text": "The army shelled the port."}')
    assert report.doc_id == "a.jsonl#line2"


def test_options_beat_the_file() -> None:
    [report] = read(
        "a.html", PAGE.encode(), Options(outlet="O", author="A", published="2019-03-06", language="en")
    )
    assert (report.outlet, report.author, report.published.value, report.published.basis) == (
        "O",
        "A",
        "2019-03-06",
        "given",
    )


def test_the_same_bytes_under_the_same_name_are_the_same_report() -> None:
    one, two, other = (
        read("a.txt", b"The army said so.")[0],
        read("a.txt", b"The army said so.")[0],
        read("b.txt", b"The army said so.")[0],
    )
    assert one.report_id == two.report_id != other.report_id


def test_folders_are_walked_in_order_and_each_file_is_given_once(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/10.txt", "a.txt", ".hidden/x.txt", "whosays.ledger"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
    (tmp_path / "z.txt").symlink_to(tmp_path / "a.txt")
    sources = list(
        find_sources(
            [tmp_path, tmp_path / "b" / "2.txt", str(tmp_path / "**" / "*.txt")], settings=Settings()
        )
    )
    assert [source.name for source in sources if isinstance(source, SourceFile)] == [
        "a.txt",
        "b/10.txt",
        "b/2.txt",
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The army said that it had shelled the port of the town.", "en"),
        ("THE ARMY SAID THAT IT HAD SHELLED THE PORT OF THE TOWN.", "en"),
        ("Shells hit Tervo", "en"),
        (
            "Die Armee teilte am Dienstag mit, dass ihre Geschütze den Hafen der Stadt beschossen hätten.",
            "de",
        ),
        (
            "L'armée a annoncé mardi que ses canons avaient bombardé le port de la ville pendant la nuit.",
            "fr",
        ),
        ("Армия сообщила, что её орудия обстреляли порт города во вторник.", "ru"),
        ("أعلن الجيش أن مدافعه قصفت ميناء المدينة يوم الثلاثاء", "ar"),
        ("12:40 — 2016", "und"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert read("a.txt", text.encode())[0].language == language
