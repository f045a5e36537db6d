"""Own set of short conflict passages from 30 countries, labelled before they were first read: every place and time, and those of acts.

Each line of `cases/passages.jsonl` is one passage: `places` (all of them: point in degrees or only the country, precision, whether literal,
relation), `times` (hard ones, with the conventions of `cases/times.tsv`), `acts` (a trigger, the names that may be its place, its dates; what is
empty is not scored). Coordinates were written from knowledge, to a tenth or hundredth of a degree. The test half is never read for errors.
"""

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.table import Row
from whosays.model.claim import Claim
from whosays.model.resolution import PlaceMention, TimeMention
from whosays.resolving.places.geo import distance_km

CASES = Path(__file__).parent / "cases" / "passages.jsonl"
RIGHT_KM = 25.0
CONTINENT_KM = 3000.0
"""Farther than this from the place meant counts as the wrong continent."""
WIDE = frozenset({"district", "province", "region", "country", "sea_air"})
REACH = 1.5
"""A wide area holds a point within this many of its radii: shapes are not circles."""
FLOORS: dict[str, float] = {
    "dev place right or honestly imprecise": 0.94, "dev place located right": 0.85, "dev place on the wrong continent": 0.0, "dev literal or bearer": 0.97,
    "dev relation": 0.89, "dev literal places that are places": 0.98, "dev act's place": 0.90, "dev interval exact": 0.91, "dev right at precision day": 0.97,
    "test place right or honestly imprecise": 0.81, "test place located right": 0.75, "test place on the wrong continent": 0.01, "test act's place": 0.90,
    "test interval exact": 0.80, "test right at precision day": 0.90,
}
"""Least figures that the gate accepts, by half and metric; only ever raised."""
Gold = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was read in one passage."""

    gold: Gold
    places: tuple[PlaceMention, ...]
    times: tuple[TimeMention, ...]
    claims: tuple[Claim, ...]


@dataclass(slots=True)
class Tally:
    """Counts by metric: right and asked; errors as lines to read."""

    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def add(self, metric: str, right: bool, error: str = "") -> None:
        """Count one verdict."""
        self.asked[metric] += 1
        self.right[metric] += right
        if not right and error:
            self.errors.append(f"{metric}\t{error}")


def load(path: Path = CASES) -> list[Gold]:
    """The passages in file order."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def half(item: Gold) -> str:
    """`dev` or `test`, by a stable hash of the words."""
    return "dev" if hashlib.sha256(item["text"].encode()).digest()[0] % 2 else "test"


def read(items: Sequence[Gold]) -> list[Answer]:
    """Read every passage with the whole staircase."""
    from whosays.intake.intake import report_from_text
    from whosays.pipeline import load_tools, read_report
    from whosays.settings import Settings

    settings, answers = Settings(), []
    tools = load_tools(settings)
    for item in items:
        report, _ = report_from_text(item["text"], doc_id=item["id"], published=item["published"], settings=settings)
        found = read_report(report, tools)
        answers.append(Answer(item, found.resolution.places, found.resolution.times, found.built.claims))
    return answers


def verdict(gold: Gold, place: PlaceMention | None) -> str:
    """`right`, `imprecise` (unlocated, or a wide area that holds the place), `wrong`, `continent` or `missed`."""
    if place is None:
        return "missed"
    if "lat" not in gold:
        return "right" if place.country in (gold["country"], None) else "wrong"
    if place.lat is None or place.lon is None:
        return "imprecise"
    km = distance_km(place.lat, place.lon, gold["lat"], gold["lon"])
    if km <= RIGHT_KM:
        return "right"
    if place.precision in WIDE and place.radius_km and km <= place.radius_km * REACH:
        return "right" if gold["precision"] in WIDE else "imprecise"
    return "continent" if km > CONTINENT_KM else "wrong"


def start_of(name: str, item: Gold) -> int:
    """Where a labelled name first stands on its own and not inside a longer labelled one ("Mosul" beside "Mosul Dam")."""
    text, longer = item["text"], [p["name"] for p in item["places"] if name in p["name"] and name != p["name"]]
    taken = [(i, i + len(other)) for other in longer for i in range(len(text)) if text.startswith(other, i)]
    starts = [i for i in range(len(text)) if text.startswith(name, i)]
    return next((i for i in starts if not any(a <= i < b for a, b in taken)), starts[0])


def score_places(answer: Answer, tally: Tally) -> None:
    """Every labelled place against the mention at its first occurrence, then literal places that are none."""
    text, free = answer.gold["text"], list(answer.places)
    for gold in answer.gold["places"]:
        start = start_of(gold["name"], answer.gold)
        place = next((p for p in answer.places if p.start < start + len(gold["name"]) and start < p.end), None)
        said = verdict(gold, place)
        shown = f"{answer.gold['id']}\t{gold['name']}\t{said}\t{place}"
        tally.add("place right or honestly imprecise", said in ("right", "imprecise"), shown)
        tally.add("place located right", said == "right", "")
        tally.add("place on the wrong continent", said == "continent", "")
        if place is not None:
            free = [p for p in free if p.start != place.start]
            tally.add("literal or bearer", place.literal == gold["literal"], shown)
        if place is not None and place.literal and gold["literal"]:
            tally.add("relation", place.relation == gold["relation"], shown)
        if place is not None and place.literal and "lat" in gold and place.lat is not None and gold["relation"] not in ("between", "along"):
            tally.add("precision", place.precision == gold["precision"], shown)
    names = [gold["name"] for gold in answer.gold["places"]]
    for place in answer.places:
        known = any(text[place.start : place.end] in name or name in text[place.start : place.end] for name in names)
        tally.add("literal places that are places", known or not place.literal, f"{answer.gold['id']}\t{place}")


def score_times(answer: Answer, tally: Tally) -> None:
    """Every labelled time against the mention that covers most of it."""
    text = answer.gold["text"]
    for gold in answer.gold["times"]:
        start = text.index(gold["name"])
        end = start + len(gold["name"])
        best = max(answer.times, key=lambda t: (min(t.end, end) - max(t.start, start), -t.start), default=None)
        if best is not None and min(best.end, end) <= max(best.start, start):
            best = None
        if gold["precision"] == "-":
            continue
        right = best is not None and (_day(best.earliest), _day(best.latest)) == (gold["earliest"], gold["latest"])
        shown = f"{answer.gold['id']}\t{gold}\t{best}"
        tally.add("interval exact", right, shown)
        if best is not None and best.precision in ("day", "minute"):
            tally.add("right at precision day", right, shown)


def score_acts(answer: Answer, tally: Tally) -> None:
    """Every labelled act against the claim at its trigger."""
    for act in answer.gold["acts"]:
        start = answer.gold["text"].index(act["trigger"])
        claim = next((c for c in answer.claims if c.trigger.start < start + len(act["trigger"]) and start < c.trigger.end), None)
        tally.add("act found", claim is not None, f"{answer.gold['id']}\t{act}")
        if claim is None:
            continue
        if act["places"]:
            first = claim.places[0] if claim.places else None
            right = first is not None and any(name in (first.text or "") or (first.text or "-") in name for name in act["places"])
            tally.add("act's place", right, f"{answer.gold['id']}\t{act}\t{[(p.text, p.relation) for p in claim.places]}")
        if act["earliest"]:
            time = claim.time
            said = _day(time.earliest), _day(time.latest)
            shown = f"{answer.gold['id']}\t{act}\t{said} {time.reason}"
            tally.add("act's dates", said == (act["earliest"], act["latest"]), shown)
            tally.add("act's dates or wider", _holds(said, act), shown)


def _holds(said: tuple[str | None, str | None], act: Gold) -> bool:
    return (said[0] is None or said[0] <= act["earliest"]) and (said[1] is None or said[1] >= act["latest"])


def _day(moment: str | None) -> str | None:
    return moment[:10] if moment else None


SCORES: tuple[Callable[[Answer, Tally], None], ...] = (score_places, score_times, score_acts)


def tally(items: Sequence[Gold]) -> Tally:
    """All metrics over some passages."""
    total = Tally()
    for answer in read(items):
        for score in SCORES:
            score(answer, total)
    return total


def run(data: Path | None = None) -> list[Row]:
    """The rows of both halves; needs no outside data."""
    del data
    rows = []
    for which in ("dev", "test"):
        total = tally([item for item in load() if half(item) == which])
        for metric, asked in total.asked.items():
            lower = metric == "place on the wrong continent"
            rows.append(Row(f"passages own ({which})", metric, total.right[metric] / asked, FLOORS.get(f"{which} {metric}"), f"{asked}", lower_is_better=lower))
    return rows


def main() -> None:
    """`python -m bench.passages`: every error of the development half."""
    total = tally([item for item in load() if half(item) == "dev"])
    sys.stdout.write("\n".join(total.errors) + "\n")
    for metric, asked in total.asked.items():
        sys.stdout.write(f"{metric:36} {total.right[metric] / asked:.3f} of {asked}\n")


if __name__ == "__main__":
    main()
