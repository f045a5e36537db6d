"""Markdown: front matter as metadata, the marks of emphasis, links and headings taken off, the words in their order."""

import re

from whosays.intake.assemble import Assembly
from whosays.intake.decoding import decode
from whosays.intake.draft import DateMention, Draft, Drafts, Kind
from whosays.settings import Settings
from whosays.text.lines import paragraph_spans

_FRONT = re.compile(
    r"\ufeff?---[ \t]*\r?\n(?P<body>.{0,20000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL
)
_PAIR = re.compile(r"^(?P<key>[A-Za-z_][\w-]{0,30}):[ \t]*(?P<value>[^\r\n]*?)[ \t]*$", re.MULTILINE)
_HEADING = re.compile(r"#{1,6}[ \t]+(?P<words>.*?)[ \t]*#*")
_PREFIX = re.compile(r"^(?:(?:>[ \t]?)+|[-*+][ \t]+)")
_IMAGE = re.compile(r"!\[(?P<alt>[^\[\]]{0,500})\]\([^()\s]{0,2000}(?:\s+\"[^\"]{0,300}\")?\)")
_LINK = re.compile(r"\[(?P<words>[^\[\]]{1,500})\]\((?P<to>[^()\s]{0,2000})(?:\s+\"[^\"]{0,300}\")?\)")
_AUTO = re.compile(r"<(https?://[^<>\s]{1,2000})>")
_EMPHASIS = re.compile(
    r"(?<![\w*_\\])(?P<mark>\*{1,3}|_{1,3})(?=\S)(?P<words>[^*_]{1,2000}?)(?<=\S)(?P=mark)(?![\w*_])"
)
_RULER = re.compile(r"[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,})")
_CHECK = re.compile(r"\\([\\`*_{}\[\]()#+.!-])")


def read_markdown(data: bytes, source: str, settings: Settings) -> Drafts:
    """One Draft; front matter keys title, author, date, outlet (or source, publisher), url, lang are read."""
    decoded = decode(data, source, max_chars=settings.max_chars)
    yield from decoded.issues
    front = _FRONT.match(decoded.text)
    fields = _front_fields(front["body"]) if front else {}
    text = Assembly()
    if front:
        text.add(front[0], hint="markup")
    _body(decoded.text[front.end() if front else 0 :], text)
    date = fields.get("date") or fields.get("published")
    yield Draft(
        text.text,
        text.blocks,
        title=fields.get("title"),
        outlet=fields.get("outlet") or fields.get("source") or fields.get("publisher"),
        author=fields.get("author"),
        url=fields.get("url") or fields.get("link"),
        language=fields.get("lang") or fields.get("language"),
        dates=(DateMention(date, "metadata", "the front matter's date"),) if date else (),
    )


def _front_fields(body: str) -> dict[str, str]:
    pairs = ((match["key"].lower(), match["value"].strip("\"'")) for match in _PAIR.finditer(body))
    return {key: value for key, value in pairs if value}


def _body(raw: str, text: Assembly) -> None:
    for start, end in paragraph_spans(raw):
        part = raw[start:end]
        kind: Kind = "text"
        heading = _HEADING.fullmatch(part)
        if heading:
            part, kind = heading["words"], "heading"
        elif not _RULER.fullmatch(part):
            part = "\n".join(_PREFIX.sub("", line, count=1) for line in part.split("\n"))
        text.add(plain(part), kind)


def plain(part: str) -> str:
    """The words of a stretch of Markdown without the marks for links, images and emphasis."""
    for pattern, keep in (
        (_IMAGE, r"\g<alt>"),
        (_LINK, r"\g<words>"),
        (_AUTO, r"\1"),
        (_EMPHASIS, r"\g<words>"),
        (_EMPHASIS, r"\g<words>"),
    ):
        part = pattern.sub(keep, part)
    return _CHECK.sub(r"\1", part)
