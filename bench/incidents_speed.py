"""Speed of joining: synthetic claims of many reports in blocks like those of a real ledger; time, memory and growth.

Usage: python -m bench.incidents_speed [10000 100000 ...]
"""

import random
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import log
from typing import Final

from bench.table import Row
from whosays.incidents.cluster import cluster
from whosays.model.claim import Claim, ClaimPlace, ClaimTime, Count, Factuality, Link, Role, Source
from whosays.model.ids import short_hash
from whosays.model.report import Published, Report
from whosays.model.span import Quote, Span

DATA: Final = "incidents, synthetic"
CLAIMS_PER_REPORT: Final = 12
ACCOUNTS: Final = 4
"""On average so many claims tell of one act."""
DAY_ONE: Final = date(2011, 3, 1)
DAYS: Final = 3650
KINDS: Final = ("shelling", "air_strike", "armed_clash", "casualties", "attack", "abduction", "talks", "protest", "territory_gained", "bombing")


@dataclass(frozen=True, slots=True)
class Act:
    """A made-up act that several reports tell of."""

    kind: str
    place: ClaimPlace
    day: date
    target: str
    dead: int


def _places(random_: random.Random, count: int) -> list[ClaimPlace]:
    return [
        ClaimPlace(f"Place{i}", 0, 4, "in", _name(random_), "settlement", 20 + random_.random() * 20, 20 + random_.random() * 40, 3.0, None, f"{chr(65 + i % 20)}X", None, i)
        for i in range(count)
    ]


def _name(random_: random.Random) -> str:
    return "".join(random_.choice("bdfgklmnprstvz") + random_.choice("aeiou") for _ in range(4)).capitalize()


def synthetic(count: int, seed: int = 7) -> tuple[list[Claim], list[Report]]:
    """`count` claims and their reports: the number of places grows with the ledger's root, the time stays ten years."""
    random_ = random.Random(seed)
    places = _places(random_, max(50, int(count**0.5) * 2))
    names = [_name(random_) for _ in range(max(40, count // 20))]
    acts = [
        Act(random_.choice(KINDS), random_.choice(places), DAY_ONE + timedelta(random_.randrange(DAYS)), random_.choice(names), random_.randrange(1, 60))
        for _ in range(count // ACCOUNTS)
    ]
    acts.sort(key=lambda a: a.day)
    claims: list[Claim] = []
    reports: list[Report] = []
    for number in range(count // CLAIMS_PER_REPORT):
        near = int(random_.random() * len(acts))
        told = [acts[min(len(acts) - 1, near + random_.randrange(9))] for _ in range(CLAIMS_PER_REPORT)]
        report = _report(number, told)
        reports.append(report)
        claims.extend(_claims(report, told, random_))
    return claims, reports


def _report(number: int, acts: Sequence[Act]) -> Report:
    text = " ".join(f"On that day {act.target} was hit at {act.place.name} and {act.dead} died, officials said." for act in acts)
    name = short_hash("synthetic", number)
    day = max(act.day for act in acts) + timedelta(1)
    return Report(name, f"s/{number}", name, f"s/{number}", text, (Span(0, len(text)),), outlet=f"Outlet {number % 400}", published=Published(day.isoformat(), "day", "given"))


def _claims(report: Report, acts: Sequence[Act], random_: random.Random) -> Iterator[Claim]:
    for position, act in enumerate(acts):
        at = position * 60
        day = act.day.isoformat()
        draw = random_.random()
        time_ = ClaimTime("day", "explicit", "within", day, day, day, at, at + 3) if draw < 0.85 else ClaimTime(latest=report.published.value)
        dead = act.dead + random_.choice((0, 0, 1, 3))
        counts = (Count("killed", str(dead), at, at + 1, low=dead, best=dead, high=dead),) if act.kind in ("casualties", "shelling") else ()
        source = f"Speaker {random_.randrange(2000)}"
        links = (Link(Source(source, at, at + 1, source, "official"), None, ((at, at + 5),)),) if draw < 0.6 else ()
        fact: Factuality = "CT-" if draw < 0.03 else "CT+"
        sentence = Quote(report.text[at : at + 50], at, at + 50)
        yield Claim(
            short_hash(report.report_id, at), report.report_id, act.kind, Quote("hit", at, at + 3), (sentence,), (Role("target", act.target, at, at + 1, act.target),),
            (act.place,) if draw > 0.05 else (), time_, counts, (), links, fact,
        )


def measure(count: int) -> tuple[float, float, int]:
    """CPU seconds of one core (the machine may be shared), peak MB of the process so far, and incidents for `count` claims."""
    claims, reports = synthetic(count)
    began = time.process_time()
    found = cluster(claims, reports)
    return time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, len(found)


def rows(sizes: Sequence[int]) -> list[Row]:
    """One row per size and one for growth between the first and the last."""
    found, taken = [], []
    for size in sizes:
        seconds, memory, incidents = measure(size)
        taken.append(seconds)
        found.append(Row(DATA, f"CPU seconds for {size} claims", seconds, None, f"{incidents} incidents, peak {memory:.0f} MB with the claims", lower_is_better=True))
    if len(sizes) > 1:
        found.append(Row(DATA, "growth exponent", log(taken[-1] / taken[0]) / log(sizes[-1] / sizes[0]), 1.15, "", lower_is_better=True))
    return found


if __name__ == "__main__":
    from bench.table import render

    print(render(rows([int(value) for value in sys.argv[1:]] or [10_000, 100_000])))
