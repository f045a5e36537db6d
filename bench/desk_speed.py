"""How fast the desk answers: `python -m bench.desk_speed make LEDGER CLAIMS` makes a ledger, `python -m bench.desk_speed measure LEDGER` asks it.

The ledger is synthetic (invented names of a river war that never was), ten claims a report, places, dates and names drawn with a fixed seed
from distributions with a long tail, incidents of one to sixty claims. The server is the real one, over HTTP on loopback, warm.
"""

import contextlib
import json
import random
import resource
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import date, timedelta
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any, Literal

from whosays.ledger.counting import Counting
from whosays.ledger.ledger import Ledger
from whosays.model import ids
from whosays.model.claim import Claim, ClaimPlace, ClaimTime, Count, Equipment, Factuality, Link, Role, Source
from whosays.model.entity import Alias, Entity
from whosays.model.incident import Contradiction, Facet, FacetValue, Incident, Origins
from whosays.model.report import Published, Report
from whosays.model.span import Quote, Span
from whosays.settings import Settings

PER_REPORT = 10
KINDS = ("shelling", "air_strike", "armed_clash", "attack", "casualties", "deployment", "movement", "killing", "protest", "talks", "arms_supply", "accusation")
VERBS = ("shelled", "bombed", "fought", "attacked", "lost", "deployed", "moved", "killed", "marched", "met", "armed", "accused")
FACTS: tuple[Factuality, ...] = ("CT+", "CT+", "CT+", "CT+", "PR+", "PS+", "CT-", "UU")
FACETS: tuple[Literal["what", "who", "when", "where"], ...] = ("what", "who", "when", "where")
COUNTRIES = tuple((f"Q{chr(65 + n)}", n) for n in range(20))
TOGETHER = 200
"""Reports in one transaction while the ledger is made."""


class World:
    """Names, places and sources with a long tail."""

    def __init__(self, seed: int = 7) -> None:
        self.chance = random.Random(seed)
        self.places = [self._place(n) for n in range(4000)]
        self.actors = [f"Front {n}" for n in range(600)]
        self.sources = [f"Ministry {n}" for n in range(1500)]
        self.outlets = [f"Daily {n}" for n in range(400)]
        self.guns = [f"Gun {n}" for n in range(80)]

    def _place(self, n: int) -> tuple[str, float, float, str, str]:
        code, row = COUNTRIES[min(int(self.chance.expovariate(0.25)), 19)]
        return f"Town{n}", round(self.chance.uniform(10, 20) + row, 4), round(self.chance.uniform(20, 40) + row * 3, 4), code, f"Province {row}.{n % 12}"

    def one(self, among: list[Any]) -> Any:
        """One of a list, the first ones far more often."""
        return among[min(int(self.chance.paretovariate(0.6)) - 1, len(among) - 1)]


def report_of(world: World, number: int) -> tuple[Report, list[Claim], list[Entity]]:
    """A report of ten sentences, a claim each."""
    chance, text, made, at = world.chance, [], [], 0
    name = f"synthetic-{number:07}"
    sha = ids.short_hash("sha", number) * 4
    report_id = ids.report_id(name, sha)
    day = date(2012, 1, 1) + timedelta(days=int(chance.triangular(0, 4300, 1300)))
    entities: dict[str, Entity] = {}
    for _ in range(PER_REPORT):
        which = min(int(chance.expovariate(0.35)), len(KINDS) - 1)
        actor, source, place = world.one(world.actors), world.one(world.sources), world.one(world.places)
        gun = world.one(world.guns) if chance.random() < 0.2 else ""
        killed = int(chance.paretovariate(1)) if chance.random() < 0.3 else 0
        before = f"{source} said that {actor} "
        sentence = f"{before}{VERBS[which]} {place[0]}" + (f" with {gun}" if gun else "") + (f", killing {killed}" if killed else "") + f" word{chance.randrange(20000)}."
        made.append(_claim(world, report_id, which, at, before, sentence, (source, actor, place, gun, killed), day))
        entity = ids.entity_id("world", actor.casefold())
        entities[entity] = Entity(entity, actor, "rebel", (Alias(actor, report_id),))
        text.append(sentence)
        at += len(sentence) + 1
    whole = "\n".join(text)
    spans = tuple(Span(claim.evidence[0].start, claim.evidence[0].end) for claim in made)
    report = Report(
        report_id, name, sha, name, whole, spans, title=f"Report {number}", outlet=world.one(world.outlets),
        published=Published((day + timedelta(days=1)).isoformat(), "day", "given"), url=f"https://example.org/{number}",
    )
    return report, made, list(entities.values())


def _claim(world: World, report_id: str, which: int, at: int, before: str, sentence: str, parts: tuple[Any, ...], day: date) -> Claim:
    source, actor, place, gun, killed = parts
    chance = world.chance

    def span(words: str) -> tuple[str, int, int]:
        start = at + sentence.index(words)
        return words, start, start + len(words)

    verb = span(VERBS[which])
    told, start, end = span(source)
    width = chance.choice((0, 0, 0, 1, 6, 30))
    when = ClaimTime("day" if not width else "days", "anchored", "within", day.isoformat(), (day + timedelta(days=width)).isoformat()) if chance.random() < 0.85 else ClaimTime()
    name, lat, lon, country, admin1 = place
    located = chance.random() < 0.8
    where = ClaimPlace(*span(name), "in", name, "settlement" if located else "unlocated", lat if located else None, lon if located else None, 3.0 if located else None, country=country, admin1=admin1)
    tail = sentence[len(before):]
    fact = chance.choice(FACTS)
    return Claim(
        ids.claim_id(report_id, verb[1:], (start, end)), report_id, KINDS[which], Quote(*verb), (Quote(sentence, at, at + len(sentence)),),
        roles=(Role("actor", *span(actor), actor, ids.entity_id("world", actor.casefold())),), places=(where,), time=when,
        counts=(Count("killed", *span(str(killed)), best=killed),) if killed and str(killed) in tail and sentence.index(str(killed)) > len(before) else (),
        equipment=(Equipment(*span(gun), gun, "artillery"),) if gun else (),
        attribution=(Link(Source(told, start, end, source, "official"), Quote(*span("said")), ((at + len(before), at + len(sentence)),)),),
        factuality=fact, author_factuality="UU", confidence=round(min(max(chance.gauss(0.75, 0.15), 0), 1), 2), reader="synthetic",
    )


def make(path: Path, claims: int) -> None:
    """Make a ledger of so many claims."""
    world, began = World(), time.perf_counter()
    known: list[str] = []
    with Ledger.open(path, Settings(), "create") as ledger, ledger.writing() as writer:
        ledger.db.run("PRAGMA cache_size = -400000")
        for first in range(0, claims // PER_REPORT, TOGETHER):
            with writer.together():
                for number in range(first, min(first + TOGETHER, claims // PER_REPORT)):
                    report, made, entities = report_of(world, number)
                    writer.store_reading(report, made, entities=entities)
                    known.extend(claim.claim_id for claim in made)
            if first % (TOGETHER * 25) == 0:
                print(f"{len(known):,} claims, {time.perf_counter() - began:.0f} s", flush=True)
        writer.replace_incidents(incidents_of(world, known))
        writer.note_settings({"incidents_joined": True})
        stored = time.perf_counter() - began
        if ledger.columns_behind():  # as `read` does
            Counting().keep(ledger)
    print(f"columns gathered and kept in {time.perf_counter() - began - stored:.0f} s")
    print(f"made in {time.perf_counter() - began:.0f} s, {path.stat().st_size / 1e6:.0f} MB")


def incidents_of(world: World, known: list[str]) -> list[Incident]:
    """Incidents of one to sixty claims over most claims; the first has sixty."""
    chance, out, at = world.chance, [], 0
    while at < len(known):
        size = 60 if at == 0 else min(int(chance.paretovariate(1.3)), 60)
        claims = tuple(sorted(known[at : at + size]))
        at += size
        half = claims[: len(claims) // 2], claims[len(claims) // 2 :]
        facets = tuple(
            Facet(name, (FacetValue("one", ("a",), half[0]), FacetValue("other", ("b",), half[1])), Origins(1, 2))
            for name in FACETS
        )
        against = (Contradiction("count", half, "five against nine"),) if len(claims) > 1 and chance.random() < 0.3 else ()
        day = (date(2012, 1, 1) + timedelta(days=chance.randrange(4300))).isoformat()
        time_ = ClaimTime("day", "anchored", "within", day, day)
        out.append(Incident(claims[0], KINDS[at % len(KINDS)], claims, "reported", Origins(1, len(claims)), facets=facets, contradictions=against, time=time_))
    return out


# --- asking -----------------------------------------------------------------------------------------------------------------


class Asker:
    """A browser of sorts."""

    def __init__(self, start: str) -> None:
        self.base = start.split("/?", maxsplit=1)[0]
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        with contextlib.suppress(urllib.error.HTTPError):  # the cookie is there, also where the page is not built
            self.opener.open(start).read()

    def get(self, path: str) -> tuple[float, Any]:
        """Seconds and the answer."""
        began = time.perf_counter()
        data = self.opener.open(self.base + path).read()
        return time.perf_counter() - began, json.loads(data)

    def post(self, path: str, body: Any) -> tuple[float, Any]:
        """Seconds and the answer."""
        asked = urllib.request.Request(self.base + path, json.dumps(body).encode(), {"content-type": "application/json", "origin": self.base})
        began = time.perf_counter()
        data = self.opener.open(asked).read()
        return time.perf_counter() - began, json.loads(data)


FILTERS = (
    "type=shelling", "country=QA", "country=QB&type=air_strike", "group=force", "actor=%3DFront+0", "source=%3DMinistry+1", "from=2015&to=2016",
    "factuality=CT-", "words=word77", "box=12,30,15,40", "outlet=%3DDaily+0&from=2014", "place=%3DTown0", "equipment=%3DGun+1", "sure=0.8&modality=actual",
    "group=force&country=QA&from=2013-05&to=2014-02&sure=0.6", "actor=Front+0&source=Ministry+0", "judged=machine&type=killing&type=casualties", "words=shelled",
)


LISTS = "parts=facets,timeline&facets=source,outlet,group,type,actor,country,place,equipment,factuality,modality,judged&limit=30"
"""What the overview's page asks for first; the map follows."""


def measure(path: Path) -> dict[str, Any]:
    """Start the desk on a ledger and time what a person does; seconds, megabytes."""
    command = [sys.executable, "-c", "from whosays.cli.main import main; main()", "desk", str(path), "--no-open"]
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        start = process.stdout.readline().rsplit(" ", 1)[-1].strip()
        found: dict[str, Any] = {"start_s": round(time.perf_counter() - began, 2)}
        try:
            asker = Asker(start)
            first, _ = asker.get("/api/overview")
            found["first_overview_cold_s"] = round(first, 2)
            _measure(asker, found)
            found["memory_mb"] = _memory(process.pid)
        finally:
            process.terminate()
    return found


def _measure(asker: Asker, found: dict[str, Any]) -> None:
    note = _noted(found)
    note("overview_warm", [asker.get("/api/overview")[0] for _ in range(5)])
    note("claims_page", [asker.get(f"/api/claims?limit=50&order={order}")[0] for order in ("document", "time", "confidence", "doubt")])
    changes = [(asker.get(f"/api/overview?{LISTS}&{query}")[0] + asker.get(f"/api/claims?limit=50&order=time&{query}")[0], query) for query in FILTERS]
    found["slowest_filters"] = [(round(seconds, 3), query) for seconds, query in sorted(changes, reverse=True)[:4]]
    note("filter_change", [seconds for seconds, _ in changes])
    note("filter_change_map", [asker.get(f"/api/overview?parts=map&{query}")[0] for query in FILTERS])
    incidents = [asker.get(f"/api/incidents?limit=50&order={order}") for order in ("size", "dispute", "date")]
    found["incidents_first_s"] = round(incidents[0][0], 2)
    note("incidents_page", [asker.get(f"/api/incidents?limit=50&order={order}&country=QA")[0] for order in ("size", "dispute", "date")])
    largest = incidents[0][1]["rows"][0]
    note(f"incident_of_{largest['claims']}", [asker.get(f"/api/incidents/{largest['incident_id']}")[0] for _ in range(5)])
    note("search", [asker.get(f"/api/search?q={words}&limit=20")[0] for words in ("word77", "shelled", "Town0+Front", "%22Ministry+3+said%22", "word1*", "nothinglikeit")])
    note("report", [asker.get("/api/reports/synthetic-0000077")[0] for _ in range(3)])
    note("reports", [asker.get("/api/reports?limit=50")[0], asker.get("/api/reports?limit=50&order=date")[0]])
    listed = asker.get("/api/sources?kind=source&limit=100")
    found["sources_list_s"] = round(listed[0], 3)
    note("source", [asker.get(f"/api/sources/{listed[1]['rows'][n]['name'].replace(' ', '%20')}")[0] for n in (0, -1)])
    note("state", [asker.get("/api/state")[0] for _ in range(3)])
    actor = asker.get("/api/actors?limit=1")[1]["rows"][0]["entity_id"]
    note("actors", [asker.get("/api/actors?limit=50")[0], asker.get(f"/api/actors/{actor}")[0]])
    note("changes", [asker.get("/api/changes?since=0")[0], asker.get("/api/history")[0]])
    _review(asker, note)


def _review(asker: Asker, note: Callable[[str, list[float]], None]) -> None:
    """Judge what the queue gives, one after another, and fetch what is next."""
    queue = asker.get("/api/review?limit=60")
    both = []
    for row in queue[1]["rows"]:
        body = {"by": "bench", "kind": "accept", "on": row["line"]["claim_id"], "expected": row["version"]}
        both.append(asker.post("/api/judgements", body)[0])
    note("review_queue", [queue[0], asker.get("/api/review?limit=20")[0], asker.get("/api/review?limit=20")[0]])
    note("judgement", both)
    note("overview_after_judging", [asker.get("/api/overview")[0], asker.get("/api/overview?type=shelling")[0]])


def _noted(found: dict[str, Any]) -> Callable[[str, list[float]], None]:
    def note(name: str, seconds: list[float]) -> None:
        found[f"{name}_median_s"] = round(statistics.median(seconds), 3)
        found[f"{name}_worst_s"] = round(max(seconds), 3)

    return note


def _memory(pid: int) -> int:
    """Resident memory of a process, MB (the most it had, where the system tells)."""
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    lines = {line.split(":")[0]: line.split(":")[1] for line in status.read_text().splitlines()}
    return int(lines["VmHWM"].split()[0]) // 1024


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        for name, value in measure(Path(sys.argv[2])).items():
            print(f"{name:34} {value}")
