"""TempEval-3 TBAQ (development): time expressions, their type and value. The texts are read where they lie and copied nowhere."""

import html
import re
from dataclasses import dataclass
from pathlib import Path

from bench.table import Row, skipped
from whosays.model.report import Published
from whosays.model.resolution import TimeMention
from whosays.resolving.times import resolve_times

DATA = "TempEval-3 TBAQ"
_TIMEX = re.compile(r"<TIMEX3\b([^>]*)>")
_TAG = re.compile(r"<[^>]+>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Gold:
    """An annotated expression: `[start, end)` in the text without tags."""

    start: int
    end: int
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its plain text, its creation time and its expressions."""

    name: str
    text: str
    created: str
    gold: tuple[Gold, ...]


@dataclass(slots=True)
class Tally:
    """Counts over documents."""

    gold: int = 0
    found: int = 0
    relaxed: int = 0
    strict: int = 0
    type: int = 0
    value: int = 0

    def f1(self, hits: int) -> float:
        """Harmonic mean of precision and recall of `hits`."""
        return 2 * hits / (self.gold + self.found) if self.gold + self.found else 0.0


def read_document(path: Path) -> Document:
    """Read one TimeML file."""
    source = path.read_text(encoding="utf-8", errors="replace")
    created = re.search(r'<DCT>.*?value="([^"]*)"', source, re.DOTALL)
    body = source.split("<TEXT>", 1)[1].split("</TEXT>", 1)[0]
    text, gold = _strip(body)
    return Document(path.name, text, created[1] if created else "", gold)


def _strip(body: str) -> tuple[str, tuple[Gold, ...]]:
    pieces: list[str] = []
    length = at = 0
    open_: list[tuple[int, dict[str, str]]] = []
    gold: list[Gold] = []
    for tag in _TAG.finditer(body):
        piece = html.unescape(body[at : tag.start()])
        pieces.append(piece)
        length += len(piece)
        at = tag.end()
        timex = _TIMEX.match(tag.group())
        if timex:
            open_.append((length, dict(_ATTRIBUTE.findall(timex[1]))))
        elif tag.group() == "</TIMEX3>":
            start, attributes = open_.pop()
            gold.append(Gold(start, length, attributes["type"], attributes.get("value", "")))
    pieces.append(html.unescape(body[at:]))
    return "".join(pieces), tuple(sorted((g for g in gold if g.start < g.end), key=lambda g: g.start))


def documents(data: Path) -> list[Document]:
    """All documents of TBAQ in the order of their names."""
    folder = data / "tempeval3" / "TBAQ-cleaned"
    return [
        read_document(path) for path in sorted(folder.glob("*/*.tml")) if path.parent.name != "testpipeline"
    ]


def found_in(document: Document) -> tuple[TimeMention, ...]:
    """What whosays finds, the creation time given as date of publication."""
    return resolve_times(document.text, [], Published(document.created[:10], "day", "given"))[0]


def pairs(gold: tuple[Gold, ...], found: tuple[TimeMention, ...]) -> list[tuple[Gold, TimeMention]]:
    """Each annotated expression with the first found one that overlaps it and is not taken."""
    taken: set[int] = set()
    out = []
    for one in gold:
        for i, mention in enumerate(found):
            if i not in taken and mention.start < one.end and one.start < mention.end:
                taken.add(i)
                out.append((one, mention))
                break
    return out


def tally(all_documents: list[Document]) -> Tally:
    """Counts over all documents."""
    total = Tally()
    for document in all_documents:
        found = found_in(document)
        matched = pairs(document.gold, found)
        total.gold += len(document.gold)
        total.found += len(found)
        total.relaxed += len(matched)
        total.strict += sum((g.start, g.end) == (m.start, m.end) for g, m in matched)
        total.type += sum(g.type == m.type for g, m in matched)
        total.value += sum(g.value == m.value for g, m in matched)
    return total


def run(data: Path | None) -> list[Row]:
    """The rows of this set."""
    if data is None or not (data / "tempeval3").is_dir():
        return skipped(DATA, "tempeval3 is not in the data folder")
    total = tally(documents(data))
    return [
        Row(DATA, "relaxed F1", total.f1(total.relaxed), 0.93),
        Row(DATA, "strict F1", total.f1(total.strict)),
        Row(DATA, "type F1", total.f1(total.type)),
        Row(DATA, "value F1", total.f1(total.value), 0.79, note="value as annotated, exact"),
    ]
