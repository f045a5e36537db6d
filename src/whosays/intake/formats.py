"""Which format some bytes are in: by what they begin with first, then by the file's name."""

import re
from typing import Literal

from whosays.intake.decoding import looks_binary

Format = Literal[
    "text", "markdown", "html", "pdf", "docx", "mail", "jsonl", "csv", "warc", "gzip", "zip", "binary"
]

_BY_SUFFIX: dict[str, Format] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".eml": "mail",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".warc": "warc",
}
_HTML = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*)?(?:<\?xml[^>]{0,200}\?>\s*)?<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_MAIL = re.compile(
    rb"(?:(?:From|To|Subject|Date|Received|Return-Path|MIME-Version|Message-ID|Delivered-To|Content-Type|X-[\w-]+):[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){3}",
    re.IGNORECASE,
)
_JSON_ROW = re.compile(rb"\s*\{\s*\"[^\"]{1,40}\"\s*:")


def format_of(name: str, data: bytes) -> Format:
    """The format of `data`; `name` decides only between texts, and never against the bytes."""
    suffix = _suffix(name)
    named = _BY_SUFFIX.get(suffix)
    told = _by_magic(data, named)
    if told:
        return told
    if named in {"pdf", "docx", "warc"}:
        return named
    if looks_binary(data) and named not in {"mail", "jsonl"}:
        return "binary"
    if named and not (named == "text" and _HTML.match(data)):
        return named
    return _by_look(data)


def _suffix(name: str) -> str:
    lower = name.lower()
    lower = lower.removesuffix(".gz")
    dot = lower.rfind(".")
    return lower[dot:] if dot > lower.rfind("/") else ""


def _by_magic(data: bytes, named: Format | None) -> Format | None:
    if data.startswith(b"\x1f\x8b"):
        return "gzip"
    if data.startswith(b"WARC/"):
        return "warc"
    if b"%PDF-" in data[:1024] and named in {None, "pdf", "text", "docx", "html"}:
        return "pdf" if named == "pdf" or data.startswith(b"%PDF-") else None
    if data.startswith(b"PK\x03\x04"):
        return (
            "docx"
            if named == "docx" or b"word/" in data[:4096] or b"word/document.xml" in data[-65_536:]
            else "zip"
        )
    return None


def _by_look(data: bytes) -> Format:
    """For names that tell nothing: standard input, no suffix, an unknown suffix."""
    head = data[:8192].removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(head):
        return "html"
    if _MAIL.match(head):
        return "mail"
    if _JSON_ROW.match(head):
        return "jsonl"
    return "text"
