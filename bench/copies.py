"""Reuse of text: 400 constructed pairs that share text and 400 look-alikes, from the project's own samples, seeded.

Shared: an agency text edited (words exchanged, figures changed, sentences moved), shortened, merged into another text, with its names spelled otherwise,
under another headline, and one paragraph alone. Look-alikes: reports of one event by different outlets (whole and in part), two accounts of one set of
facts in different words, both with one quotation in common, and unrelated texts of one outlet with its standing paragraph.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from bench.table import Row
from whosays.incidents.reuse import Reuse
from whosays.intake.intake import NO_OPTIONS, take_in
from whosays.intake.sources import SourceFile, find_sources
from whosays.model.report import Published, Report
from whosays.model.span import Span
from whosays.settings import Settings

DATA: Final = "copies (own, constructed)"
EACH: Final = 400
SEED: Final = 20150930
SAMPLES: Final = Path(__file__).parent.parent / "samples"
SHORTEST: Final = 20
"""A paragraph of fewer words is no paragraph to copy."""
EVENTS: Final = ("sri-lanka", "drc", "mali", "ukraine", "syria", "tarvenia", "bojaya")
REPRINT: Final = frozenset(["mali-agency-2013-01-12.txt", "mali-mopti-paper-2013-01-13.txt"])
"""The one pair of samples that shares agency text by design."""
SWAPS: Final = {
    "killed": "slain", "said": "stated", "troops": "soldiers", "attack": "assault", "town": "city", "two": "a pair of", "according to": "in the words of", "near": "close to",
    "hit": "struck", "also": "in addition", "about": "around", "after": "following", "denied": "rejected", "several": "a number of", "told": "informed", "had been": "were",
}
VOWELS: Final = str.maketrans("aeiouy", "eaueoi")
STANDING: Final = (
    "This report was compiled from accounts that could not be checked on the ground. Readers who know more may write to the desk in confidence at any hour of the day, "
    "and corrections are printed with the next issue."
)
SAYINGS: Final = (
    "We have seen nothing like this since the war began, and nobody who was there that morning will forget what came down on the market that day",
    "Not a single round was fired by our men, and those who say otherwise should come and count the holes in the walls themselves before they talk",
    "They came before the morning prayer, they took whoever could walk, and they burned the rest of the village down to the last house by noon",
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports and whether one shares text with the other; `kind` says how the pair was made."""

    a: Report
    b: Report
    shares: bool
    kind: str


def sample_reports() -> list[Report]:
    """The samples as the intake takes them in, by document id."""
    return taken_in(SAMPLES)


def taken_in(folder: Path) -> list[Report]:
    """The reports of a folder as the intake takes them in, by document id."""
    settings = Settings()
    found: list[Report] = []
    for source in find_sources([folder], settings=settings):
        if isinstance(source, SourceFile):
            found.extend(take_in(source, NO_OPTIONS, settings).reports)
    return sorted(found, key=lambda r: r.doc_id)


def paragraphs(report: Report) -> list[str]:
    """The paragraphs that are long enough to be copied."""
    found = [report.text[p.start : p.end] for p in report.paragraphs]
    return [text for text in found if len(text.split()) >= SHORTEST]


def made(name: str, outlet: str, texts: Sequence[str], day: date) -> Report:
    """A report of these paragraphs."""
    text, spans = "", []
    for part in texts:
        spans.append(Span(len(text), len(text) + len(part)))
        text += part + "\n\n"
    return Report(name, name, name, name, text, tuple(spans), outlet=outlet, published=Published(day.isoformat(), "day", "given"))


# --- ways to copy ----------------------------------------------------------------------------------------------------------


def edited(texts: list[str], random_: random.Random, _: list[str]) -> list[str]:
    """Words exchanged, figures changed, one word in fourteen dropped, sentences moved."""
    return [_edited(text, random_) for text in texts]


def _edited(given: str, random_: random.Random) -> str:
    text = given
    for word, other in SWAPS.items():
        if random_.random() < 0.5:
            text = re.sub(rf"\b{word}\b", other, text)
    text = re.sub(r"\b\d{1,3}\b", lambda m: str(int(m.group()) + random_.choice((0, 1))), text)
    text = " ".join(word for word in text.split() if random_.random() > 1 / 14)
    parts = re.split(r"(?<=[.!?”\"]) ", text)
    random_.shuffle(parts)
    return " ".join(parts)


def shortened(texts: list[str], random_: random.Random, _: list[str]) -> list[str]:
    """The head of the text, its longer sentences cut after a comma."""
    kept = texts[: random_.choice((2, 3))]
    return [". ".join(s if random_.random() < 0.7 else s.split(", ")[0] for s in text.split(". ")) for text in kept]


def merged(texts: list[str], random_: random.Random, others: list[str]) -> list[str]:
    """Two paragraphs of the agency among paragraphs of its own."""
    own = random_.sample(others, 3)
    taken = random_.sample(texts, 2)
    return [own[0], taken[0], own[1], taken[1], own[2]]


def respelled(texts: list[str], random_: random.Random, _: list[str]) -> list[str]:
    """Names spelled otherwise, each in one way throughout."""
    names = sorted({w for text in texts for w in re.findall(r"(?<=[a-z,] )[A-Z][a-z]{3,}", text)})
    other = {name: name[0] + name[1:].translate(VOWELS) for name in names if random_.random() < 0.8}
    return [re.sub(r"\b[A-Z][a-z]{3,}\b", lambda m: other.get(m.group(), m.group()), text) for text in texts]


def reheaded(texts: list[str], random_: random.Random, others: list[str]) -> list[str]:
    """Another headline and opening over the same text."""
    return [" ".join(random_.choice(others).split()[:9]).rstrip(",.") + ", sources tell this newspaper", *texts[1:]]


def one_paragraph(texts: list[str], random_: random.Random, others: list[str]) -> list[str]:
    """One paragraph of the agency in another text, edited or spelled otherwise half the time."""
    own = random_.sample(others, 4)
    change = random_.choice((None, None, edited, respelled))
    taken = [random_.choice(texts)]
    own[random_.randrange(4) : 0] = change(taken, random_, others) if change is not None else taken
    return own


WAYS: Final[tuple[Callable[[list[str], random.Random, list[str]], list[str]], ...]] = (edited, shortened, merged, respelled, reheaded, one_paragraph)


def sharing(reports: Sequence[Report], random_: random.Random) -> Iterator[Pair]:
    """Pairs that share text, the ways in turn; what is mixed in comes from reports of other events."""
    bases = [r for r in reports if len(paragraphs(r)) >= 3]
    for number in range(EACH):
        base = bases[number % len(bases)]
        way = WAYS[random_.randrange(len(WAYS))]
        others = [text for r in reports if event(r) != event(base) for text in paragraphs(r)]
        day = date(2016, 1, 1) + timedelta(number)
        texts = paragraphs(base)
        yield Pair(
            made(f"a{number}", "Agency", texts, day), made(f"b{number}", "Paper", way(list(texts), random_, others), day + timedelta(1)), True, way.__name__,
        )


# --- look-alikes -----------------------------------------------------------------------------------------------------------


def event(report: Report) -> str:
    """The event that a sample is about."""
    return next((name for name in EVENTS if report.doc_id.startswith(name)), "syria" if report.doc_id == "mod-0930" else report.doc_id)


FACTS: Final = (
    (("A bomb went off in {place} on {day}, killing {n} people, {who} said.", "{N} dead: that is the toll of the explosion of {day} in {place}, if {who} can be believed.",
      "The blast that shook {place} on {day} cost {n} lives by the count of {who}."),),
    (("Witnesses saw smoke rise over the market and men carry the wounded to cars.", "People there speak of smoke above the stalls; cars took away those who were hurt.",
      "Over the bazaar hung a cloud, and whoever had a car drove casualties to the clinic."),),
    (("The army blamed the {group}, which did not comment.", "From the {group} there was no word; the military holds it responsible.",
      "Officers point at the {group}. It has kept silent."),),
    (("It was the third such attack in a month in the province.", "Twice before within four weeks the region had seen the like.",
      "The month had already brought two of the kind there."),),
)


def in_own_words(number: int, random_: random.Random) -> Pair:
    """Two accounts of one set of facts with one quotation in common."""
    facts = {"place": random_.choice(("Vashkut", "Dromlek", "Qesselmar", "Halvryn")), "day": random_.choice(("Monday", "Friday", "Sunday")), "n": str(random_.randrange(3, 40)),
             "who": random_.choice(("the governor", "a hospital doctor", "police")), "group": random_.choice(("Front", "Brigade", "Movement"))}
    facts["N"] = facts["n"]
    saying = random_.choice(SAYINGS)
    texts: tuple[list[str], list[str]] = ([], [])
    for (phrasings,) in FACTS:
        for side, phrase in zip(texts, random_.sample(phrasings, 2), strict=True):
            side.append(phrase.format(**facts))
    texts[0].append(f'"{saying}," said a trader.')
    texts[1].append(f'A shopkeeper put it so: "{saying}."')
    random_.shuffle(texts[1])
    day = date(2016, 1, 1) + timedelta(number)
    return Pair(made(f"c{number}", "Agency", texts[0], day), made(f"d{number}", "Paper", texts[1], day), False, "own words, one quotation")


def standing(number: int, reports: Sequence[Report], random_: random.Random) -> Pair:
    """Two texts on different events with the standing paragraph of their outlet."""
    one, other = random_.sample([r for r in reports if len(paragraphs(r)) > 1], 2)
    while event(one) == event(other):
        one, other = random_.sample([r for r in reports if len(paragraphs(r)) > 1], 2)
    day = date(2016, 1, 1) + timedelta(number)
    return Pair(made(f"c{number}", "Desk", [*paragraphs(one), STANDING], day), made(f"d{number}", "Desk", [*paragraphs(other), STANDING], day + timedelta(9)), False, "standing paragraph")


def two_outlets(number: int, reports: Sequence[Report], random_: random.Random) -> Pair:
    """Two samples of one event by different outlets, whole or in part."""
    pairs = [(a, b) for i, a in enumerate(reports) for b in reports[i + 1 :] if event(a) == event(b) and {a.doc_id, b.doc_id} != REPRINT and paragraphs(a) and paragraphs(b)]
    one, other = pairs[random_.randrange(len(pairs))]
    day = date(2016, 1, 1) + timedelta(number)
    parts = [[t for t in paragraphs(r) if random_.random() < 0.8] or paragraphs(r) for r in (one, other)]
    return Pair(made(f"c{number}", "Agency", parts[0], day), made(f"d{number}", "Paper", parts[1], day), False, "two outlets, one event")


def look_alikes(reports: Sequence[Report], random_: random.Random) -> Iterator[Pair]:
    """Pairs that share no text, the ways in turn."""
    for number in range(EACH):
        if number % 2 == 0:
            yield two_outlets(number, reports, random_)
        elif number % 4 == 1:
            yield in_own_words(number, random_)
        else:
            yield standing(number, reports, random_)


def pairs() -> list[Pair]:
    """All pairs, the same on every run."""
    reports = sample_reports()
    random_ = random.Random(SEED)
    return [*sharing(reports, random_), *look_alikes(reports, random_)]


def found(pair: Pair, standing_reports: dict[str, Report]) -> bool:
    """Whether the stemma's reuse finds shared text; the ledger holds a few more issues of the outlet, so that its standing paragraph shows as one."""
    return Reuse({**standing_reports, pair.a.report_id: pair.a, pair.b.report_id: pair.b}).among([pair.a.report_id, pair.b.report_id]) != []


def rows() -> list[Row]:
    """Precision and recall of the reuse edge, and the recall of each way to copy."""
    issues = {f"e{n}": made(f"e{n}", "Desk", [STANDING], date(2015, 1, 1) + timedelta(30 * n)) for n in range(6)}
    told = [(pair, found(pair, issues)) for pair in pairs()]
    right = sum(1 for pair, hit in told if hit and pair.shares)
    hits = sum(1 for _, hit in told if hit)
    table = [Row(DATA, "reuse edge precision", right / max(1, hits), 0.97, f"{hits} found"), Row(DATA, "reuse edge recall", right / EACH, 0.95, f"{EACH} pairs that share text")]
    for kind in sorted({pair.kind for pair, _ in told}):
        of_kind = [(pair, hit) for pair, hit in told if pair.kind == kind]
        good = sum(1 for pair, hit in of_kind if hit == pair.shares)
        table.append(Row(DATA, f"right: {kind}", good / len(of_kind), None, f"{len(of_kind)} pairs"))
    return table


def run(_data: Path | None = None) -> list[Row]:
    """The rows; outside data are not needed."""
    return rows()


if __name__ == "__main__":
    from bench.table import render

    print(render(rows()))
