"""The incidents of the project's own samples against a key made by hand: B3 over the found claims, dispute and happening, origins.

The key (`bench/cases/incidents.jsonl`) lists for each incident the words that tell of it: a snippet of the text and the trigger in it. A found claim is in the
key when its trigger meets one of them. `contradictions` names, by number, the members that stand on either side. The key was written by one person after reading what the system joined, and amended three times: after the first scoring, when "as alleged by certain agencies" was first read as theirs, and when two denials of the samples ("denied that anyone was missing", "was not involved") were first read: it is development data, and flatters.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bench.clusters import b_cubed, groups
from bench.copies import sample_reports
from bench.table import Row
from whosays.incidents.cluster import cluster
from whosays.model.claim import Claim
from whosays.model.incident import Incident
from whosays.model.report import Report

DATA: Final = "incidents (own samples)"
KEY: Final = Path(__file__).parent / "cases" / "incidents.jsonl"


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


def key(reports: Sequence[Report]) -> list[Entry]:
    """The key, its snippets found in the reports; every place where a snippet stands counts."""
    texts = {report.doc_id: " ".join(re.split(r"\s", report.text)) for report in reports}
    return [_entry(json.loads(line), texts) for line in KEY.read_text(encoding="utf-8").splitlines() if line.strip()]


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


def contradicted(claims: Sequence[Claim], incidents: Sequence[Incident], entries: Sequence[Entry], docs: Mapping[str, str]) -> Found:
    """One shown is right when it parts two sides of one of the key of its kind; one of the key is met when one shown of its kind does.

    A sentence may be read as other claims than the key's ("a mine blew up their vehicle and killed three"), so sides are matched by sentence, unless one sentence
    has claims of both: then by trigger.
    """
    keyed_ = keyed(claims, entries, docs)
    shown = [(one.kind, one.sides) for i in incidents if any(c in keyed_ for c in i.claims) for one in i.contradictions]
    wanted = [(o.kind, _sides(claims, o, docs)) for e in entries for o in e.contradictions]
    possible = [row for row in wanted if all(row[1])]
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


def rows_for(claims: Sequence[Claim], reports: Sequence[Report]) -> list[Row]:
    """The figures for these claims of the samples."""
    entries = key(reports)
    docs = {r.report_id: r.doc_id for r in reports}
    gold = keyed(claims, entries, docs)
    incidents = cluster(claims, reports)
    system = {claim: incident.incident_id for incident in incidents for claim in incident.claims}
    both = sorted(set(system) & set(gold))
    precision, recall, f1 = b_cubed(groups(both, system), groups(both, gold))
    matched = [(entry, found) for entry in entries if (found := best_match(incidents, gold, entry.name)) is not None]
    right = [e.happening == i.happening and e.disputed == bool(i.disputed or i.contradictions) for e, i in matched]
    meets = [i.origins.at_least <= e.origins[1] and e.origins[0] <= i.origins.at_most for e, i in matched]
    width = sum(i.origins.at_most - i.origins.at_least for _, i in matched) / max(1, len(matched))
    triggers = sum(len(e.spans) for e in entries)
    differ = contradicted(claims, incidents, entries, docs)
    return [
        Row(DATA, "B3 F1 over found claims", f1, 0.88, f"precision {precision:.3f}, recall {recall:.3f}, {len(gold)} claims"),
        Row(DATA, "triggers of the key that are claims", len(gold) / triggers, None, f"{triggers} triggers, {len(entries)} incidents"),
        Row(DATA, "happening and dispute right", sum(right) / max(1, len(right)), 0.84, f"{len(matched)} incidents found"),
        Row(DATA, "origins meet the key's range", sum(meets) / max(1, len(meets)), 0.84, f"mean width {width:.2f}"),
        Row(DATA, "contradictions, precision", differ.right / max(1, differ.shown), 0.85, f"{differ.right} of {differ.shown} shown"),
        Row(DATA, "contradictions, recall", differ.met / max(1, differ.wanted), 0.75, f"{differ.met} of {differ.wanted} whose both sides are claims"),
    ]


def rows() -> list[Row]:
    """Reads the samples with the product as it stands, and measures."""
    from whosays.pipeline import load_tools, read_report
    from whosays.settings import Settings

    reports = sample_reports()
    tools = load_tools(Settings())
    return rows_for([claim for report in reports for claim in read_report(report, tools).built.claims], reports)


def run(_data: Path | None = None) -> list[Row]:
    """The rows; outside data are not needed."""
    return rows()


if __name__ == "__main__":
    from bench.table import render

    print(render(rows()))
