"""Speed of joining: synthetic claims of many reports in blocks like those of a real ledger; time, memory and growth.

Usage: python -m bench.incidents_speed [10000 100000 ...]
"""

import gc
import random
import resource
import sys
import tempfile
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import log
from pathlib import Path
from statistics import median
from typing import Final

from bench.table import Row
from whosays.incidents.story import KNOWN, names_of
from whosays.incidents.update import rebuild, update
from whosays.ledger.database import Database
from whosays.ledger.joining import JoiningIndex
from whosays.model.claim import Claim, ClaimPlace, ClaimTime, Count, Factuality, Link, Role, Source
from whosays.model.ids import short_hash
from whosays.model.incident import Incident
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


def synthetic(count: int, seed: int = 7, days: int = DAYS) -> tuple[list[Claim], list[Report]]:
    """`count` claims and their reports: the number of places grows with the ledger's root, the time stays ten years, or what is given."""
    random_ = random.Random(seed)
    places = _places(random_, max(50, int(count**0.5) * 2))
    names = [_name(random_) for _ in range(max(40, count // 20))]
    acts = [
        Act(random_.choice(KINDS), random_.choice(places), DAY_ONE + timedelta(random_.randrange(days)), random_.choice(names), random_.randrange(1, 60))
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
    random_ = random.Random(number)
    text = " ".join(_sentence(act, random_) for act in acts)
    name = short_hash("synthetic", number)
    day = max(act.day for act in acts) + timedelta(1)
    return Report(name, f"s/{number}", name, f"s/{number}", text, (Span(0, len(text)),), outlet=f"Outlet {number % 400}", published=Published(day.isoformat(), "day", "given"))


def _sentence(act: Act, random_: random.Random) -> str:
    """Own words around the names, so that reports do not look like copies of one another."""
    around = [f"w{random_.randrange(4000)}" for _ in range(8)]
    return f"{' '.join(around[:4])} {act.target} {' '.join(around[4:6])} {act.place.name} {act.dead} {' '.join(around[6:])}."


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


class Shelf:
    """The ledger of made-up claims, as the joining asks it; incidents by id and by claim."""

    def __init__(self, claims: Sequence[Claim], reports: Sequence[Report]) -> None:
        self.live = {report.report_id: report for report in reports}
        self.told: dict[str, list[Claim]] = {}
        for claim in claims:
            self.told.setdefault(claim.report_id, []).append(claim)
        self.stored: dict[str, Incident] = {}
        self.home: dict[str, str] = {}
        self.asked: set[str] = set()
        """The reports whose claims somebody asked for."""

    def reports(self, ids: Collection[str]) -> list[Report]:
        """The live reports among these."""
        return [self.live[name] for name in sorted(ids) if name in self.live]

    def claims_of(self, ids: Collection[str]) -> list[Claim]:
        """The claims of these reports."""
        self.asked.update(ids)
        return [claim for name in sorted(ids) if name in self.live for claim in self.told.get(name, ())]

    def claims(self, ids: Collection[str]) -> list[Claim]:
        """The claims of these ids."""
        return [claim for told in self.told.values() for claim in told if claim.claim_id in ids]

    def homes(self, ids: Collection[str]) -> dict[str, str]:
        """The incident of each of these claims."""
        return {name: self.home[name] for name in ids if name in self.home}

    def incidents(self, ids: Collection[str]) -> list[Incident]:
        """The stored incidents among these."""
        return [self.stored[name] for name in sorted(ids) if name in self.stored]

    def take(self, incidents: Sequence[Incident], gone: Sequence[str] = ()) -> None:
        """Store incidents in place of those that are gone."""
        for name in gone:
            self.stored.pop(name, None)
        for one in incidents:
            self.stored[one.incident_id] = one
            self.home.update(dict.fromkeys(one.claims, one.incident_id))


@dataclass(frozen=True, slots=True)
class Taken:
    """CPU seconds of one core (the machine may be shared) of joining all, and of adding each of `ADDED` reports, those apart that turned a name; peak MB; incidents."""

    all: float
    each: Sequence[float]
    turning: Sequence[float]
    memory: float
    incidents: int


ADDED: Final = 200
"""So many reports are added one by one: a name that becomes common is the slowest of all, and some in a hundred have one."""
WORST: Final = 1.0
"""CPU seconds that no single report may take (an issue's aim)."""


def measure(count: int) -> Taken:
    """Joins `count` claims at once, remembering what the next report needs, then adds `ADDED` reports one by one. Reading claims from the ledger is not in it."""
    claims, reports = synthetic(count + ADDED * CLAIMS_PER_REPORT)
    late = {report.report_id for report in random.Random(1).sample(reports, ADDED)}
    shelf = Shelf(claims, [report for report in reports if report.report_id not in late])
    first = [claim for claim in claims if claim.report_id not in late]
    by_id = {report.report_id: report for report in reports}
    del claims
    with tempfile.TemporaryDirectory() as folder:
        db = Database(Path(folder) / "speed.ledger", "create", busy_timeout_s=1.0)
        index = JoiningIndex(db)
        began = time.process_time()
        with db.transaction():
            incidents = rebuild(index, first, list(shelf.live.values()), [])
        taken = time.process_time() - began
        shelf.take(incidents)
        found = len(incidents)
        del incidents
        gc.freeze()  # a real ledger keeps its claims on the disk, where no garbage is looked for
        each, turning = [], []
        for name in sorted(late):
            turns = _turns(index, by_id[name])
            each.append(_add(shelf, index, db, by_id[name]))
            turning += each[-1:] * turns
        db.close()
        gc.unfreeze()
    return Taken(taken, each, turning, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, found)


def _turns(index: JoiningIndex, report: Report) -> bool:
    """Whether a report is the one with which a name becomes common: what its holders know of it changes."""
    return any(index.count(name, KNOWN + 1) == KNOWN for name in names_of(report).words)


def _add(shelf: Shelf, index: JoiningIndex, db: Database, report: Report) -> float:
    began = time.process_time()
    shelf.live[report.report_id] = report
    with db.transaction():
        change = update(index, shelf, {report.report_id}, [])
    shelf.take(change.incidents, change.gone)
    return time.process_time() - began


def rows(sizes: Sequence[int]) -> list[Row]:
    """Rows for every size and one for growth between the first and the last."""
    found, taken = [], []
    for size in sizes:
        one = measure(size)
        taken.append(one.all)
        found.append(Row(DATA, f"CPU seconds for {size} claims", one.all, None, f"{one.incidents} incidents, peak {one.memory:.0f} MB with the claims", lower_is_better=True))
        found += _added(size, one)
    if len(sizes) > 1:
        found.append(Row(DATA, "growth exponent", log(taken[-1] / taken[0]) / log(sizes[-1] / sizes[0]), 1.15, "", lower_is_better=True))
    return found


def _added(size: int, taken: Taken) -> Iterator[Row]:
    each = sorted(taken.each)
    common = f"{len(taken.turning)} make a name common" + (f": median {median(taken.turning):.3f}" if taken.turning else "")
    told = (("median", median(each), None, f"of {len(each)}"), ("19 of 20 within", each[int(0.95 * len(each))], None, ""), ("worst", each[-1], WORST, common))
    return (Row(DATA, f"CPU seconds for one more report at {size}, {what}", figure, gate, note, lower_is_better=True) for what, figure, gate, note in told)


if __name__ == "__main__":
    from bench.table import render

    print(render(rows([int(value) for value in sys.argv[1:]] or [10_000, 100_000])))
