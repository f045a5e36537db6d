"""Bad inputs: each gives a clear Issue that names the file and what was expected, the rest is read, nothing is raised."""

import gzip
import json
import os
import socket
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.intake import makers
from whosays.intake.cover import share_read
from whosays.intake.intake import Intake, Options, take_in
from whosays.intake.sources import SourceFile, find_sources
from whosays.model.issue import Issue
from whosays.settings import Settings

SETTINGS = Settings(max_bytes=3_000_000, max_chars=200_000)
SENTENCE = "The army said on Tuesday that its guns had shelled the port of the town."
PAGE = f"<html><body><h1>Guns shell port</h1><p>{SENTENCE}</p></body></html>"
SECONDS = 20.0


def read(
    name: str,
    data: bytes,
    *,
    options: Options | None = None,
    settings: Settings = SETTINGS,
    today: date | None = None,
) -> Intake:
    """Take in some bytes under a name, and check what holds of every result."""
    start = time.monotonic()
    intake = take_in(SourceFile(f"in/{name}", name, data=data), options or Options(), settings, today=today)
    assert time.monotonic() - start < SECONDS
    for issue in intake.issues:
        assert issue.stage == "intake"
        assert f"in/{name}" in issue.source
        assert "Traceback" not in issue.message
        assert len(issue.message) < 500
        assert issue.code.replace("_", "").isalnum()
        assert issue.code.islower()
    for report in intake.reports:
        assert share_read(report.text, report.paragraphs, report.dropped) == 1.0
    return intake


def rows(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def row(**fields: object) -> str:
    return json.dumps({"id": "a", "text": SENTENCE} | fields)


def mail(head: str, body: str) -> bytes:
    return f"From: Desk <d@x.example>\r\nSubject: Port shelled\r\n{head}\r\n\r\n{body}".encode()


NESTED = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(60))
DEEP_HTML = "<html><body>" + "<div>" * 30_000 + SENTENCE + "</div>" * 30_000 + "</body></html>"
ENTITY_BOMB = (
    '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9))
    + "]><d>&j;</d>"
)
BOTH = makers.warc(
    makers.warc_record("http://x.example/1", PAGE.encode()),
    makers.warc_record("http://x.example/2", PAGE.encode()),
    packed=True,
)

CASES: list[tuple[str, str, bytes, str, int, str]] = [
    # why, name, bytes, code of an Issue, reports read all the same, words of the message
    ("empty file", "a.txt", b"", "empty", 0, "expected text"),
    ("white space only", "a.txt", b" \r\n\t\n", "empty", 0, "white space"),
    ("binary under a text's name", "a.txt", bytes(range(256)) * 40, "format_unknown", 0, "expected one of"),
    (
        "picture",
        "a.jpg",
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(500),
        "format_unknown",
        0,
        "expected one of",
    ),
    ("program", "a", b"\x7fELF\x02\x01\x01" + bytes(600), "format_unknown", 0, "expected one of"),
    ("zip that is no document", "a.zip", makers.zipped(x=b"y"), "format_unknown", 0, "zip archive"),
    (
        "old Word file",
        "a.doc",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "format_unknown",
        0,
        "expected one of",
    ),
    ("truncated PDF", "a.pdf", makers.pdf([[SENTENCE]])[:300], "pdf_damaged", 0, "expected a whole PDF"),
    ("PDF that is text", "a.pdf", b"hello there", "pdf_damaged", 0, "expected a whole PDF"),
    (
        "PDF with a password",
        "a.pdf",
        makers.locked_pdf([[SENTENCE]], "secret"),
        "pdf_password",
        0,
        "password",
    ),
    ("PDF of pictures", "a.pdf", makers.pdf([[]]), "pdf_without_text", 0, "text layer"),
    ("PDF without pages", "a.pdf", makers.pdf([]), "pdf_damaged", 0, "no pages"),
    ("docx that is no zip", "a.docx", b"hello there", "docx_damaged", 0, "Word document"),
    (
        "truncated docx",
        "a.docx",
        makers.docx(makers.para(SENTENCE))[:-30],
        "docx_damaged",
        0,
        "Word document",
    ),
    (
        "docx without a body",
        "a.docx",
        makers.zipped(**{"word/styles.xml": b"<x/>"}),
        "docx_without_body",
        0,
        "word/document.xml",
    ),
    (
        "docx, broken XML",
        "a.docx",
        makers.zipped(**{"word/document.xml": b"<w:document"}),
        "docx_damaged",
        0,
        "well-formed",
    ),
    ("zip bomb in docx", "a.docx", makers.docx(makers.para("A" * 60_000_000)), "docx_bomb", 0, "unpacks"),
    (
        "entity bomb in docx",
        "a.docx",
        makers.zipped(**{"word/document.xml": ENTITY_BOMB.encode()}),
        "docx_doctype",
        0,
        "document type",
    ),
    (
        "huge attribute",
        "a.html",
        f'<html><body><p title="{"x" * 2_000_000}">{SENTENCE}</p></body></html>'.encode(),
        "",
        1,
        "",
    ),
    ("deep nesting", "a.html", DEEP_HTML.encode(), "", 1, ""),
    ("unclosed tags", "a.html", ("<html><body>" + "<b><i><font>" * 20_000 + SENTENCE).encode(), "", 1, ""),
    (
        "page of scripts",
        "a.html",
        b"<html><body><script>var a = 1;</script></body></html>",
        "no_main_text",
        1,
        "no text",
    ),
    (
        "entity bomb in a page",
        "a.html",
        ("<html>" + ENTITY_BOMB + f"<p>{SENTENCE}</p></html>").encode(),
        "",
        1,
        "",
    ),
    (
        "wrong label: says Latin-1, is UTF-8",
        "a.html",
        ('<meta charset="iso-8859-1">' + PAGE.replace("port", "pört")).encode(),
        "encoding_mislabelled",
        1,
        "UTF-8",
    ),
    (
        "label that does not exist",
        "a.html",
        ('<meta charset="utf-9000">' + PAGE).encode(),
        "encoding_unknown",
        1,
        "utf-9000",
    ),
    (
        "no label, Windows Cyrillic",
        "a.txt",
        ("Армия сообщила, что её орудия обстреляли порт города во вторник утром. " * 4).encode("cp1251"),
        "language_unread",
        1,
        "language",
    ),
    (
        "damaged UTF-8",
        "a.txt",
        ("Zoë " + SENTENCE * 3).encode() + b"\xff\xfe\xe9 end.",
        "encoding_damaged",
        1,
        "first at byte",
    ),
    ("cut in a character", "a.txt", (SENTENCE + " é").encode()[:-1], "encoding_damaged", 1, "U+FFFD"),
    (
        "JSON Lines, line 3 of 5 malformed",
        "a.jsonl",
        rows(row(id="1"), row(id="2"), '{"id": "3", "text": ', row(id="4"), row(id="5")),
        "row_malformed",
        4,
        "line 3",
    ),
    ("row without text", "a.jsonl", rows(row(id="1"), '{"id": "2"}'), "row_without_text", 1, "line 2"),
    (
        "text is a number",
        "a.jsonl",
        rows('{"id": "1", "text": 7}', row(id="2")),
        "row_without_text",
        1,
        "JSON number",
    ),
    ("row is a list", "a.jsonl", rows("[1, 2]", row()), "row_malformed", 1, "JSON list"),
    (
        "duplicate ids",
        "a.jsonl",
        rows(row(), row(text="The rebels denied it on Monday.")),
        "duplicate_id",
        2,
        "line 2",
    ),
    (
        "fields that are no strings",
        "a.jsonl",
        rows(row(title=["x"], outlet=3)),
        "field_not_text",
        1,
        "title is a JSON list",
    ),
    ("id that is an object", "a.jsonl", rows(row(id={"a": 1})), "id_not_text", 1, "JSON object"),
    ("row nested without end", "a.jsonl", rows("[" * 200_000, row()), "row_malformed", 1, "line 1"),
    (
        "row longer than allowed",
        "a.jsonl",
        rows(row(text="x " * 900_000), row()),
        "row_too_long",
        1,
        "line 1",
    ),
    (
        "row not UTF-8",
        "a.jsonl",
        b'{"id": "1", "text": "\xff\xfe"}\n' + row().encode(),
        "row_not_utf8",
        1,
        "line 1",
    ),
    (
        "number too long to convert",
        "a.jsonl",
        rows('{"id": ' + "9" * 6000 + ', "text": "x y z"}', row()),
        "row_malformed",
        1,
        "line 1",
    ),
    (
        "CSV, ragged row",
        "a.csv",
        rows("id,text", f"1,{SENTENCE}", "2,a,b", f"3,{SENTENCE}"),
        "row_ragged",
        2,
        "line 3",
    ),
    (
        "CSV without the column text",
        "a.csv",
        rows("id,body", f"1,{SENTENCE}"),
        "columns_missing",
        0,
        "'body'",
    ),
    ("CSV, quote never closed", "a.csv", rows("id,text", f'1,"{SENTENCE}'), "", 1, ""),
    (
        "CSV, cell too long",
        "a.csv",
        rows("id,text", "1," + "x" * 400_000, f"2,{SENTENCE}"),
        "row_malformed",
        1,
        "line 2",
    ),
    ("CSV with NUL", "a.csv", b"id,text\n1,The army \x00 said it had shelled the port.\n", "", 1, ""),
    ("CSV, empty text", "a.csv", rows("id,text", "1,", f"2,{SENTENCE}"), "no_main_text", 2, "line 2"),
    ("impossible date", "a.jsonl", rows(row(published="2016-02-30")), "date_impossible", 1, "2016-02-30"),
    ("date that is none", "a.jsonl", rows(row(published="soon")), "date_unreadable", 1, "soon"),
    ("date with two readings", "a.jsonl", rows(row(published="2/3/2009")), "date_ambiguous", 1, "two days"),
    (
        "dates at odds",
        "2016-03-23.html",
        PAGE.replace("<body>", '<meta name="date" content="2015-01-05"><body>').encode(),
        "date_conflict",
        1,
        "2015-01-05",
    ),
    ("truncated warc.gz", "a.warc.gz", BOTH[:-90], "gzip_damaged", 1, "ends too early"),
    ("truncated warc", "a.warc", gzip.decompress(BOTH)[:-60], "warc_damaged", 2, "breaks off"),
    ("gzip of nothing", "a.gz", gzip.compress(b""), "empty", 0, "gzip file of nothing"),
    ("damaged gzip", "a.txt.gz", gzip.compress(SENTENCE.encode())[:-12], "gzip_damaged", 1, "too early"),
    ("gzip bomb", "a.txt.gz", gzip.compress(bytes(20_000_000)), "too_large", 0, "max_bytes"),
    (
        "warc without pages",
        "a.warc",
        makers.warc(makers.warc_record("http://x.example/", b"x", kind="request")),
        "warc_without_pages",
        0,
        "expected response",
    ),
    (
        "warc of pictures",
        "a.warc",
        makers.warc(makers.warc_record("http://x.example/a.png", b"x" * 50, content_type="image/png")),
        "records_passed_over",
        0,
        "1 image/png",
    ),
    ("warc that is text", "a.warc", b"WARC/9.9 hello\r\n\r\n", "warc_damaged", 0, "record 0"),
    ("mail without body", "a.eml", mail("", ""), "mail_without_body", 0, "text body"),
    (
        "mail of an attachment",
        "a.eml",
        mail(
            'Content-Type: application/pdf; name="r.pdf"\r\nContent-Disposition: attachment; filename="r.pdf"',
            "x",
        ),
        "attachment_unread",
        0,
        "r.pdf",
    ),
    ("mail nested without end", "a.eml", mail(NESTED.rstrip(), SENTENCE), "mail_too_deep", 0, "deep"),
    (
        "mail with an unknown charset",
        "a.eml",
        mail("Content-Type: text/plain; charset=x-none", SENTENCE),
        "encoding_unknown",
        1,
        "x-none",
    ),
    (
        "mail with an impossible date",
        "a.eml",
        mail("Date: Fri, 31 Feb 2012 10:00:00 +0000", SENTENCE),
        "date_impossible",
        1,
        "Date header",
    ),
    (
        "other language",
        "a.txt",
        "Die Armee teilte am Dienstag mit, dass ihre Geschütze den Hafen der Stadt beschossen hätten.".encode(),
        "language_unread",
        1,
        "'de'",
    ),
    (
        "all navigation",
        "a.txt",
        b"Home | News | Contact\nBack to top\nSubscribe\n",
        "no_main_text",
        1,
        "set aside",
    ),
    ("too long for the reader", "a.txt", (SENTENCE + " ").encode() * 4_000, "text_cut", 1, "200000"),
]


@pytest.mark.parametrize(
    ("why", "name", "data", "code", "reports", "words"), CASES, ids=[case[0] for case in CASES]
)
def test_bad_input_gives_a_clear_issue(
    why: str, name: str, data: bytes, code: str, reports: int, words: str
) -> None:
    intake = read(name, data)
    assert len(intake.reports) == reports, (why, intake.issues)
    if code:
        said = [issue.message for issue in intake.issues if issue.code == code]
        assert said, (why, intake.issues)
        assert any(words in f"{message}" for message in said) or any(
            words in issue.source for issue in intake.issues
        ), (why, said)
    if not reports:
        assert intake.issues
    assert intake.original == data


def test_the_rest_of_a_file_is_read_word_for_word() -> None:
    intake = read("a.jsonl", rows(row(id="1"), '{"id": ', row(id="3", text="The rebels denied it.")))
    assert [report.text for report in intake.reports] == [SENTENCE, "The rebels denied it."]


def test_deep_page_keeps_its_words() -> None:
    assert SENTENCE in read("a.html", DEEP_HTML.encode()).reports[0].text


def test_future_date_is_refused_when_today_is_known() -> None:
    intake = read("a.jsonl", rows(row(published="2099-01-01")), today=date(2016, 1, 1))
    assert [issue.code for issue in intake.issues] == ["date_future"]
    assert intake.reports[0].published.value is None
    assert read("a.jsonl", rows(row(published="2099-01-01"))).reports[0].published.value == "2099-01-01"


def test_date_given_by_hand_that_is_none() -> None:
    intake = read("a.txt", SENTENCE.encode(), options=Options(published="yesterday"))
    assert [issue.code for issue in intake.issues] == ["date_unreadable"]


@pytest.mark.slow
def test_one_line_of_200_mb_is_bounded() -> None:
    data = b"The army shelled the port. " * 7_500_000
    intake = read("a.txt", data, settings=Settings(max_bytes=len(data), max_chars=200_000))
    assert len(intake.reports[0].text) == 200_000
    assert [issue.code for issue in intake.issues] == ["text_cut"]
    assert [issue.code for issue in read("a.txt", data, settings=Settings(max_bytes=1000)).issues] == [
        "too_large"
    ]


def test_long_single_line_is_read_up_to_the_limit() -> None:
    intake = read("a.txt", b"shell " * 400_000)
    assert "text_cut" in [issue.code for issue in intake.issues]
    assert len(intake.reports[0].text) == SETTINGS.max_chars


# ---- what stands in a folder -------------------------------------------------------------------------------------


def found(*paths: Path | str, settings: Settings = SETTINGS) -> tuple[list[SourceFile], list[Issue]]:
    items = list(find_sources(paths, settings=settings))
    return [i for i in items if isinstance(i, SourceFile)], [i for i in items if isinstance(i, Issue)]


def cyclic(folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "up").symlink_to(folder)


def broken(folder: Path) -> None:
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")


def looped(folder: Path) -> None:
    (folder / "a.txt").symlink_to(folder / "b.txt")
    (folder / "b.txt").symlink_to(folder / "a.txt")


def pipe(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")


def plug(folder: Path) -> None:
    here = Path.cwd()
    os.chdir(folder)
    try:
        with socket.socket(socket.AF_UNIX) as opened:
            opened.bind("s.txt")
    finally:
        os.chdir(here)


def controls(folder: Path) -> None:
    (folder / "\x07\x1b[2J\n.txt").write_text(SENTENCE)


def not_utf8(folder: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt")).write_text(SENTENCE)


def rtl(folder: Path) -> None:
    (folder / "a\u202egpj.txt").write_text(SENTENCE)


@pytest.mark.parametrize(
    ("make", "code", "files"),
    [
        (cyclic, "cyclic_link", 1),
        (broken, "broken_link", 1),
        (looped, "broken_link", 1),
        (pipe, "not_a_file", 1),
        (plug, "not_a_file", 1),
        (controls, "odd_name", 2),
        (not_utf8, "odd_name", 2),
        (rtl, "odd_name", 2),
    ],
)
def test_bad_entry_of_a_folder(tmp_path: Path, make: Callable[[Path], None], code: str, files: int) -> None:
    (tmp_path / "good.txt").write_text(SENTENCE)
    make(tmp_path)
    sources, issues = found(tmp_path)
    assert {issue.code for issue in issues} == {code}
    assert len(sources) == files
    for source in sources:
        assert source.name.isprintable()
        assert source.name.encode("utf-8")
        assert take_in(source, Options(), SETTINGS).reports
    assert all(issue.source.isprintable() for issue in issues)


def test_folder_with_a_texts_name_is_walked(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "folder.txt" / "a.txt").write_text(SENTENCE)
    sources, issues = found(tmp_path)
    assert [source.name for source in sources] == ["folder.txt/a.txt"]
    assert issues == []


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("nowhere.txt", "missing"),
        ("*.nothing", "no_match"),
        ("/dev/null", "not_a_file"),
        ("/dev/zero", "not_a_file"),
    ],
)
def test_path_that_names_no_file(path: str, code: str) -> None:
    sources, issues = found(path)
    assert sources == []
    assert [issue.code for issue in issues] == [code]
    assert path in issues[0].source


def test_file_gone_after_it_was_found(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(SENTENCE)
    [source], _ = found(path)
    path.unlink()
    path.mkdir()
    intake = take_in(source, Options(), SETTINGS)
    assert [issue.code for issue in intake.issues] == ["unreadable"]
    assert take_in(replace(source, path=str(path / "x")), Options(), SETTINGS).issues[0].code == "unreadable"


def test_file_larger_than_allowed_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(200_000_001)
    [source], _ = found(path)
    assert [issue.code for issue in take_in(source, Options(), Settings()).issues] == ["too_large"]


def test_docx_that_lies_about_its_size(tmp_path: Path) -> None:
    data = makers.docx(makers.para("A" * 5_000_000))
    with zipfile.ZipFile(__import__("io").BytesIO(data)) as archive:
        size = archive.getinfo("word/document.xml").file_size
    lying = data.replace(size.to_bytes(4, "little"), (900_000).to_bytes(4, "little"))
    assert {issue.code for issue in read("a.docx", lying).issues} <= {"docx_bomb", "docx_damaged"}
    assert read("a.docx", lying).reports == ()
