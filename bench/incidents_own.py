"""The incidents of the project's own reports against keys made by hand: B3 over the found claims, dispute and happening, origins, contradictions.

A key lists for each incident the words that tell of it: a snippet of the text and the trigger in it. A found claim is in the key when its trigger meets one of them.
`contradictions` names, by number, the members that stand on either side. There are two keys:

- samples (`bench/cases/incidents.jsonl`): 43 incidents over the 23 sample reports, written by one person after reading what the system joined, and amended three times
  (last when three denials of the samples were first read): development data, which flatter;
- fresh (`bench/cases/incidents_fresh.jsonl`): 104 incidents over 130 short reports; see `docs/incident-set.md`. One half is development data, the other is for releases:
  `python -m bench.incidents_own held-out`.
"""

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from bench.clusters import b_cubed, groups
from bench.copies import SAMPLES, taken_in
from bench.table import Row
from whosays.incidents.cluster import cluster
from whosays.model.claim import Claim
from whosays.model.incident import Incident
from whosays.model.report import Report

CASES: Final = Path(__file__).parent / "cases"


Where = tuple[str, int, int]
"""`(doc_id, start, end)` of a trigger."""


@dataclass(frozen=True, slots=True)
class Opposed:
    """A contradiction of the key: its kind and the triggers that stand on either side."""

    kind: str
    sides: tuple[frozenset[Where], frozenset[Where]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One incident of the key; `spans` are `(doc_id, start, end)` of its triggers, `origins` the least and most that a reader can defend."""

    name: str
    happening: str
    disputed: bool
    origins: tuple[int, int]
    spans: frozenset[Where]
    contradictions: tuple[Opposed, ...] = ()


@dataclass(frozen=True, slots=True)
class Floors:
    """The least figures of a set of reports."""

    b3: float
    happening: float
    origins: float
    precision: float
    recall: float


@dataclass(frozen=True, slots=True)
class Reports:
    """A set of reports with its key; `apart` names triggers that no incident may hold; `half` (0, 1) the part of the key that is measured, null all of it."""

    data: str
    folder: Path
    key: Path
    floors: Floors
    apart: Path | None = None
    half: int | None = None

    def has(self, name: str) -> bool:
        """Whether an incident of the key is measured."""
        return self.half is None or sha256(name.encode()).digest()[0] % 2 == self.half


FRESH: Final = (CASES / "incident_reports", CASES / "incidents_fresh.jsonl")
APART: Final = CASES / "incidents_fresh_apart.jsonl"
SETS: Final = (
    Reports("incidents (own samples)", SAMPLES, CASES / "incidents.jsonl", Floors(0.93, 0.84, 0.86, 0.87, 0.76)),
    Reports("incidents (own, fresh, dev half)", *FRESH, Floors(0.74, 0.73, 0.73, 0.7, 0.34), APART, 0),
)
HELD_OUT: Final = Reports("incidents (own, fresh, held-out half)", *FRESH, Floors(0.73, 0.8, 0.85, 0.4, 0.26), None, 1)
"""For releases: its errors are not to be read."""


def key(path: Path, reports: Sequence[Report]) -> list[Entry]:
    """The key of a file, its snippets found in the reports; every place where a snippet stands counts."""
    texts = _texts(reports)
    return [_entry(json.loads(line), texts) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _texts(reports: Sequence[Report]) -> dict[str, str]:
    return {report.doc_id: " ".join(re.split(r"\s", report.text)) for report in reports}


def _entry(row: Mapping[str, Any], texts: Mapping[str, str]) -> Entry:
    members = [_spans(member, texts) for member in row["members"]]
    opposed = tuple(
        Opposed(one["kind"], (frozenset().union(*(members[i] for i in one["sides"][0])), frozenset().union(*(members[i] for i in one["sides"][1]))))
        for one in row["contradictions"]
    )
    return Entry(row["incident"], row["happening"], row["disputed"], (row["origins"][0], row["origins"][1]), frozenset().union(*members), opposed)


def _spans(member: Mapping[str, Any], texts: Mapping[str, str]) -> frozenset[Where]:
    starts = [found.start() + member["at"] for found in re.finditer(re.escape(member["sentence"]), texts[member["doc"]])]
    return frozenset((member["doc"], start, start + len(member["trigger"])) for start in starts)


def keyed(claims: Iterable[Claim], entries: Sequence[Entry], docs: Mapping[str, str]) -> dict[str, str]:
    """The key's incident by claim id, for the claims whose trigger meets the key."""
    at: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for entry in entries:
        for doc, start, end in entry.spans:
            at[doc].append((start, end, entry.name))
    found = {}
    for claim in claims:
        for start, end, name in sorted(at.get(docs[claim.report_id], ())):
            if claim.trigger.start < end and start < claim.trigger.end:
                found[claim.claim_id] = name
    return found


def best_match(incidents: Sequence[Incident], gold: Mapping[str, str], name: str) -> Incident | None:
    """The incident that holds most of an entry's claims, the smallest id among equals; null when none is found."""
    held = [(sum(1 for c in i.claims if gold.get(c) == name), i) for i in incidents]
    most = max((count for count, _ in held), default=0)
    return min((i for count, i in held if count == most), key=lambda i: i.incident_id) if most else None


@dataclass(frozen=True, slots=True)
class Found:
    """Contradictions against the key: those of the key whose both sides are claims, those of them found; those shown in incidents of the key, those right."""

    wanted: int
    met: int
    shown: int
    right: int


def contradicted(
    claims: Sequence[Claim], incidents: Sequence[Incident], entries: Sequence[Entry], measured: Sequence[Entry], docs: Mapping[str, str],
) -> Found:
    """One shown is right when it parts two sides of one of the key (`entries`) of its kind; one of the `measured` is met when one shown of its kind does.

    A sentence may be read as other claims than the key's ("a mine blew up their vehicle and killed three"), so sides are matched by sentence, unless one sentence
    has claims of both: then by trigger.
    """
    keyed_ = keyed(claims, measured, docs)
    shown = [(one.kind, one.sides) for i in incidents if any(c in keyed_ for c in i.claims) for one in i.contradictions]
    wanted = [(o.kind, _sides(claims, o, docs)) for e in entries for o in e.contradictions]
    possible = [(o.kind, both) for e in measured for o in e.contradictions if all(both := _sides(claims, o, docs))]
    met = sum(any(kind == other and _parts(sides, gold) for other, sides in shown) for kind, gold in possible)
    right = sum(any(kind == other and _parts(sides, gold) for other, gold in wanted) for kind, sides in shown)
    return Found(len(possible), met, len(shown), right)


def _sides(claims: Sequence[Claim], opposed: Opposed, docs: Mapping[str, str]) -> tuple[set[str], set[str]]:
    """The claims on either side of a contradiction of the key."""
    one, other = (
        {c.claim_id for c in claims if _meets((docs[c.report_id], c.evidence[0].start, c.evidence[0].end), side)} for side in opposed.sides
    )
    if one and other and not one & other:
        return one, other
    one, other = ({c.claim_id for c in claims if _meets((docs[c.report_id], c.trigger.start, c.trigger.end), side)} for side in opposed.sides)
    return one, other


def _meets(where: Where, side: Iterable[Where]) -> bool:
    return any(doc == where[0] and where[1] < end and start < where[2] for doc, start, end in side)


def _parts(sides: Sequence[Sequence[str]], gold: Sequence[set[str]]) -> bool:
    """Whether claims of both gold sides stand on different sides."""
    first = {number for number, side in enumerate(sides) if not gold[0].isdisjoint(side)}
    second = {number for number, side in enumerate(sides) if not gold[1].isdisjoint(side)}
    return bool(first and second and len(first | second) > 1)


def rows_for(set_: Reports, claims: Sequence[Claim], reports: Sequence[Report], incidents: Sequence[Incident]) -> list[Row]:
    """The figures of one set for its claims and incidents."""
    whole = key(set_.key, reports)
    entries = [entry for entry in whole if set_.has(entry.name)]
    docs = {r.report_id: r.doc_id for r in reports}
    gold = keyed(claims, entries, docs)
    system = {claim: incident.incident_id for incident in incidents for claim in incident.claims}
    both = sorted(set(system) & set(gold))
    precision, recall, f1 = b_cubed(groups(both, system), groups(both, gold))
    matched = [(entry, found) for entry in entries if (found := best_match(incidents, gold, entry.name)) is not None]
    right = [e.happening == i.happening and (e.disputed or bool(e.contradictions)) == bool(i.disputed or i.contradictions) for e, i in matched]
    meets = [i.origins.at_least <= e.origins[1] and e.origins[0] <= i.origins.at_most for e, i in matched]
    width = sum(i.origins.at_most - i.origins.at_least for _, i in matched) / max(1, len(matched))
    triggers = sum(len(e.spans) for e in entries)
    differ = contradicted(claims, incidents, whole, entries, docs)
    floors = set_.floors
    return [
        Row(set_.data, "B3 F1 over found claims", f1, floors.b3, f"precision {precision:.3f}, recall {recall:.3f}, {len(gold)} claims"),
        Row(set_.data, "triggers of the key that are claims", len(gold) / triggers, None, f"{triggers} triggers, {len(entries)} incidents"),
        Row(set_.data, "happening and dispute right", sum(right) / max(1, len(right)), floors.happening, f"{len(matched)} incidents found"),
        Row(set_.data, "origins meet the key's range", sum(meets) / max(1, len(meets)), floors.origins, f"mean width {width:.2f}"),
        Row(set_.data, "contradictions, precision", differ.right / max(1, differ.shown), floors.precision, f"{differ.right} of {differ.shown} shown"),
        Row(set_.data, "contradictions, recall", differ.met / max(1, differ.wanted), floors.recall, f"{differ.met} of {differ.wanted} whose both sides are claims"),
        *_kept_apart(set_, claims, reports, incidents, whole),
    ]


def _kept_apart(set_: Reports, claims: Sequence[Claim], reports: Sequence[Report], incidents: Sequence[Incident], whole: Sequence[Entry]) -> list[Row]:
    """How many claims that tell of no happening of the key stand in none of its incidents."""
    if set_.apart is None:
        return []
    texts, docs = _texts(reports), {r.report_id: r.doc_id for r in reports}
    spans = frozenset().union(*(_spans(json.loads(line), texts) for line in set_.apart.read_text(encoding="utf-8").splitlines() if line.strip()))
    gold = keyed(claims, whole, docs)
    stray = {c.claim_id for c in claims if c.claim_id not in gold and _meets((docs[c.report_id], c.trigger.start, c.trigger.end), spans)}
    joined = {c for incident in incidents if any(c in gold for c in incident.claims) for c in incident.claims if c in stray}
    return [Row(set_.data, "what must not join and does not (both halves)", 1 - len(joined) / max(1, len(stray)), None, f"{len(stray)} claims of {len(spans)} triggers")]


def rows(sets: Sequence[Reports] = SETS) -> list[Row]:
    """Reads the reports with the product as it stands, each folder once, and measures."""
    from whosays.pipeline import load_tools, read_report
    from whosays.settings import Settings

    tools = load_tools(Settings())
    found: list[Row] = []
    for folder in dict.fromkeys(set_.folder for set_ in sets):
        reports = taken_in(folder)
        claims = [claim for report in reports for claim in read_report(report, tools).built.claims]
        incidents = cluster(claims, reports)
        found += [row for set_ in sets if set_.folder == folder for row in rows_for(set_, claims, reports, incidents)]
    return found


def run(_data: Path | None = None) -> list[Row]:
    """The rows; outside data are not needed."""
    return rows()


if __name__ == "__main__":
    from bench.table import render

    print(render(rows([HELD_OUT] if sys.argv[1:] == ["held-out"] else SETS)))
