"""PolNeAR: attribution spans (source, cue, content) against human annotation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.table import Row, skipped

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution; every role is a tuple of `[start, end)` parts, empty where the text names none."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """A text with its gold attributions."""

    name: str
    text: str
    gold: tuple[Attribution, ...]


def read_standoff(path: Path) -> tuple[Attribution, ...]:
    """The attributions of a brat file; a role given twice in one attribution has both spans' parts."""
    spans: dict[str, tuple[Span, ...]] = {}
    links: list[list[tuple[str, str]]] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line[:1] == "T" and line.count("\t") >= 2:
            key, head, _ = line.split("\t", 2)
            offsets = head.split(" ", 1)[1]
            parts = (part.split() for part in offsets.split(";"))
            spans[key] = tuple((int(a), int(b)) for a, b in parts)
        elif line[:1] == "E":
            links.append([(p.split(":")[0].rstrip("0123456789"), p.split(":")[1]) for p in line.split("\t")[1].split()])
    return tuple(_attribution(link, spans) for link in links if any(role == "Cue" for role, _ in link))


def _attribution(link: Sequence[tuple[str, str]], spans: dict[str, tuple[Span, ...]]) -> Attribution:
    def parts(role: str) -> tuple[Span, ...]:
        return tuple(sorted({s for r, key in link if r == role for s in spans.get(key, ())}))

    return Attribution(parts("Source"), parts("Cue"), parts("Content"))


def articles(folder: Path) -> Iterator[Article]:
    """Every article of a half (`polnear/dev`), in order of name; of several annotators, the first file's."""
    for path in sorted((folder / "text").glob("*.txt")):
        marks = sorted((folder / "attributions").glob(f"{path.stem}_*.ann"))
        if marks:
            with path.open(encoding="utf-8", newline="") as handle:
                text = handle.read()
            yield Article(path.stem, text, read_standoff(marks[0]))


def paragraphs(text: str) -> list[Span]:
    """The lines of a text that are not blank, as spans."""
    found, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append((at, at + len(line)))
        at += len(line) + 1
    return found


def _ink(parts: Sequence[Span], text: str) -> frozenset[int]:
    """The offsets of the characters of `parts` that are not spaces."""
    return frozenset(i for a, b in parts for i in range(a, b) if not text[i].isspace())


@dataclass(slots=True)
class Tally:
    """Right among predicted, predicted, found among gold, gold."""

    right: int = 0
    predicted: int = 0
    found: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """Right among predicted, 0..1."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Found among gold, 0..1."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 where nothing is right."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


ROLES = ("source", "cue", "content")


def add_scores(tallies: dict[str, Tally], text: str, gold: Sequence[Attribution], guess: Sequence[Attribution]) -> None:
    """Count one article into `tallies`.

    Per role: `exact` compares the distinct spans (all parts, spaces aside), `overlap` asks of each whether any span of
    the other side shares a character. `attribution`: pairs, each side used once, whose three roles all overlap (a
    source named by neither counts as overlapping).
    """
    inked = [[{r: _ink(getattr(a, r), text) for r in ROLES} for a in side] for side in (gold, guess)]
    for role in ROLES:
        g, p = ({a[role] for a in side if a[role]} for side in inked)
        count(tallies[f"{role} exact"], len(p & g), len(p), len(p & g), len(g))
        every_g: frozenset[int] = frozenset().union(*g)
        every_p: frozenset[int] = frozenset().union(*p)
        count(
            tallies[f"{role} overlap"], sum(bool(s & every_g) for s in p), len(p), sum(bool(s & every_p) for s in g), len(g)
        )
    hits = _pairs(inked[0], inked[1])
    count(tallies["attribution"], hits, len(guess), hits, len(gold))


def _pairs(gold: Sequence[dict[str, frozenset[int]]], guess: Sequence[dict[str, frozenset[int]]]) -> int:
    used: set[int] = set()
    for a in gold:
        for i, b in enumerate(guess):
            if i not in used and all((a[r] & b[r]) or not (a[r] or b[r]) for r in ROLES):
                used.add(i)
                break
    return len(used)


def count(tally: Tally, right: int, predicted: int, found: int, gold: int) -> None:
    """Add one article's numbers."""
    tally.right += right
    tally.predicted += predicted
    tally.found += found
    tally.gold += gold


def tallies() -> dict[str, Tally]:
    """An empty tally for every metric."""
    names = ["attribution", *(f"{role} {how}" for role in ("cue", "source", "content") for how in ("exact", "overlap"))]
    return {name: Tally() for name in names}


# Least figures of the shipped weights on the development half; only ever raised.
FLOORS = {
    "attribution": 0.775,
    "cue exact": 0.685,
    "source overlap": 0.83,
    "content overlap": 0.855,
    "source exact": 0.80,
    "content exact": 0.62,
}


def run(data: Path | None) -> list[Row]:
    """Figures of the trained head alone on PolNeAR's development half, F1 each."""
    from bench._heads import encoded

    folder = data / "polnear" / "dev" if data else None
    if folder is None or not folder.is_dir():
        return skipped("PolNeAR dev", "polnear/dev not under the data folder")
    found = tallies()
    for article in articles(folder):
        guess = [
            Attribution(*(tuple((s.start, s.end) for s in spans) for spans in (v.source, v.cue, v.content)))
            for v in encoded(article.text).attributions
        ]
        add_scores(found, article.text, article.gold, guess)
    return [
        Row("PolNeAR dev (head)", name, tally.f1, FLOORS.get(name), f"P {tally.precision:.3f} R {tally.recall:.3f}")
        for name, tally in found.items()
    ]
