"""Word documents: body, tables and notes in order; heads, feet and reviewers' comments set aside."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from whosays.intake.assemble import Assembly
from whosays.intake.draft import Drafts, Kind, issue
from whosays.model.issue import Issue
from whosays.model.report import DropReason
from whosays.settings import Settings

BODY = "word/document.xml"
PART_BYTES = 50_000_000
"""Largest unpacked part that is read, bytes: a long book has less than a tenth."""
RATIO_MAX = 200
"""Highest ratio of unpacked to packed size of a part above a megabyte; real text packs 5 to 30 times."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_OTHER_PARTS: tuple[tuple[str, DropReason | None], ...] = (
    (r"word/header\d*\.xml", "boilerplate"),
    (r"word/footer\d*\.xml", "boilerplate"),
    (r"word/(?:footnotes|endnotes)\.xml", None),
    (r"word/comments\.xml", "comment"),
)
_MARKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "‑"}


def read_docx(data: bytes, source: str, settings: Settings) -> Drafts:  # noqa: ARG001  every reader takes the same
    """One Draft of the document; sizes are checked as declared and as unpacked, and XML with a DTD is refused."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        yield issue("docx_damaged", source, f"cannot be opened ({error}); expected a Word document")
        return
    if BODY not in names:
        yield issue("docx_without_body", source, f"holds no {BODY}; expected a Word document")
        return
    text = Assembly()
    for item in _parts(archive, names, source):
        if isinstance(item, Issue):
            yield item
        else:
            _add_part(text, *item)
    if text.blocks:
        yield text.draft()


def _parts(
    archive: zipfile.ZipFile, names: list[str], source: str
) -> Iterator[tuple[Any, DropReason | None] | Issue]:
    """The trees of the document's parts, body first, each with what it is set aside as."""
    wanted: list[tuple[str, DropReason | None]] = [(BODY, None)]
    for pattern, hint in _OTHER_PARTS:
        wanted += [(name, hint) for name in sorted(set(names)) if re.fullmatch(pattern, name)]
    for name, hint in wanted[:100]:
        tree = _tree(archive, name, source)
        yield tree if isinstance(tree, Issue) else (tree, hint)


def _tree(archive: zipfile.ZipFile, name: str, source: str) -> Any:
    """The part's XML tree, or an Issue."""
    from lxml import etree  # type: ignore[import-untyped]

    data = _unpacked(archive, name, source)
    if isinstance(data, Issue):
        return data
    if (
        b"<!DOCTYPE" in data
        or b"<!ENTITY" in data
        or "<!DOCTYPE".encode("utf-16-le") in data
        or "<!DOCTYPE".encode("utf-16-be") in data
    ):
        return issue(
            "docx_doctype",
            source,
            f"{name} declares a document type, which Word never writes; it was not read",
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        return issue("docx_damaged", source, f"{name} is no well-formed XML ({error.msg}); it was not read")


def _unpacked(archive: zipfile.ZipFile, name: str, source: str) -> bytes | Issue:
    """The part's bytes, never more than `PART_BYTES` of them in memory."""
    info = archive.getinfo(name)
    if info.flag_bits & 1:
        return issue(
            "docx_password", source, f"{name} needs a password; expected a document that opens without one"
        )
    if info.file_size > PART_BYTES or (
        info.file_size > 1_000_000 and info.file_size > RATIO_MAX * max(info.compress_size, 1)
    ):
        return issue(
            "docx_bomb",
            source,
            f"{name} says it unpacks to {info.file_size} bytes from {info.compress_size}; it was not read",
        )
    try:
        with archive.open(info) as file:
            data = file.read(PART_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        return issue("docx_damaged", source, f"{name} cannot be unpacked ({error}); it was not read")
    if len(data) > PART_BYTES or (
        len(data) > 1_000_000 and len(data) > RATIO_MAX * max(info.compress_size, 1)
    ):
        return issue("docx_bomb", source, f"{name} unpacks to more than it says; it was not read")
    return data


def _add_part(text: Assembly, tree: Any, hint: DropReason | None) -> None:
    """Every paragraph of a part, in order; what an older Word would show instead is left to the newer form beside it."""
    for paragraph in tree.iter(f"{_W}p"):
        if not _inside_fallback(paragraph):
            text.add("".join(_words(paragraph)), _kind(paragraph), hint)


def _words(paragraph: Any) -> Iterator[str]:
    """The paragraph's own words: those of a paragraph nested in it (a text box) come with that one."""
    for node in paragraph.iter(f"{_W}t", *_MARKS):
        owner = node.getparent()
        while owner is not None and owner.tag != f"{_W}p":
            owner = owner.getparent()
        if owner is paragraph:
            yield node.text or "" if node.tag == f"{_W}t" else _MARKS[node.tag]


def _kind(paragraph: Any) -> Kind:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = (style.get(f"{_W}val") or "").lower() if style is not None else ""
    return "heading" if name.startswith(("heading", "title")) else "text"


def _inside_fallback(node: Any) -> bool:
    """Whether one of the nearest forty elements around is a compatibility fallback, which repeats the words."""
    for _ in range(40):
        node = node.getparent()
        if node is None:
            return False
        if node.tag == _FALLBACK:
            return True
    return False
