"""Lines and paragraphs of a text, with their offsets; nothing is changed in place."""

import re
from dataclasses import dataclass
from itertools import pairwise

_LINE = re.compile("[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_BREAK = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_BULLET = re.compile(r"[•‣▪◦·*\-–—]\s|\(?\d{1,3}[.)]\s|>\s?")

WRAP_WIDTH_MAX = 120
"""Longest line, code points, of a text whose lines may have been broken by width rather than by meaning."""
WRAP_WIDTH_MIN = 50
"""Below this width a break says nothing: headlines and verse are as short."""
WRAP_SHARE = 0.4
"""Share of line breaks that a full line must explain before a text counts as wrapped; by chance it is about 0.15."""
ENDED_SHARE = 0.6
"""Share of lines ending like a sentence above which each line is a paragraph; where a width breaks lines it is about 0.15."""
RAGGED_SHARE = 0.7
"""A line of this share of the width is full in text laid out in proportional type (PDF)."""
TERMINALS = ".!?:;\"'”’»…)]"


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its outer white space: `[start, end)`, `indent` in code points, `group` counts blank-line gaps."""

    start: int
    end: int
    indent: int
    group: int


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The same stretch without white space at its ends; `start == end` when nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def lines(text: str) -> list[Line]:
    """The lines that hold something, in order. Breaks: CR LF, CR, LF, VT, FF, NEL, LS, PS."""
    found: list[Line] = []
    group = 0
    before = 0
    for match in _LINE.finditer(text):
        start, end = trim(text, match.start(), match.end())
        if start == end:
            continue
        if found and len(_BREAK.findall(text, before, match.start())) > 1:
            group += 1
        found.append(Line(start, end, start - match.start(), group))
        before = match.end()
    return found


def paragraph_spans(text: str, *, ragged: bool = False, width: int | None = None) -> list[tuple[int, int]]:
    """Stretches that belong together: single lines, or several where the text was wrapped at a width.

    `ragged` is for text whose lines end at an uneven width, as a PDF page gives it. `width` is the width in code points
    where it is known from more than this text (0: not wrapped).
    """
    parts = lines(text)
    if width is None:
        width = _wrap_width(text, parts, ragged=ragged)
    spans: list[tuple[int, int]] = []
    for number, line in enumerate(parts):
        if number and width and _goes_on(text, parts[number - 1], line, width, ragged=ragged):
            spans[-1] = (spans[-1][0], line.end)
        else:
            spans.append((line.start, line.end))
    return spans


def wrap_width(text: str, *, ragged: bool = False) -> int:
    """The width, code points, at which the lines of a text were broken; 0 when its breaks mean something."""
    return _wrap_width(text, lines(text), ragged=ragged)


def _wrap_width(text: str, parts: list[Line], *, ragged: bool) -> int:
    """The width at which the text was wrapped, code points, or 0 when its line breaks mean something."""
    lengths = sorted(
        line.end - line.start + line.indent for line in parts if text.count(" ", line.start, line.end) > 2
    )
    if len(lengths) < 2:
        return 0
    width = lengths[int(0.95 * len(lengths))]
    if not WRAP_WIDTH_MIN <= width <= WRAP_WIDTH_MAX:
        return 0
    pairs = [(one, two) for one, two in pairwise(parts) if one.group == two.group]
    ended = sum(text[one.end - 1] in TERMINALS for one, _ in pairs)
    if ended > ENDED_SHARE * len(pairs):
        return 0
    full = sum(_goes_on(text, one, two, width, ragged=ragged) for one, two in pairs)
    return width if pairs and full >= WRAP_SHARE * len(pairs) else 0


def _goes_on(text: str, one: Line, two: Line, width: int, *, ragged: bool) -> bool:
    """Whether line `two` continues line `one`: its first word did not fit, or it starts in the middle of a sentence."""
    if one.group != two.group or two.indent > one.indent + 1 or _BULLET.match(text, two.start, two.end):
        return False
    length = one.end - one.start + one.indent
    if text[two.start].islower() and length >= width // 2:
        return True
    if ragged:
        return (
            length >= RAGGED_SHARE * width and text[one.end - 1] not in TERMINALS
        ) or length >= 0.9 * width
    first_word = len(text[two.start : two.end].split(None, 1)[0])
    return length + 1 + first_word > width
