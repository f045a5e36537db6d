"""The incidents of the project's own samples against a key made by hand: B3 over the found claims, dispute and happening, origins.

The key (`bench/cases/incidents.jsonl`) lists for each incident the words that tell of it: a snippet of the text and the trigger in it. A found claim is in the
key when its trigger meets one of them. The key was written by one person after reading what the system joined, and amended once after the first scoring: it is development data, and flatters.
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


@dataclass(frozen=True, slots=True)
class Entry:
    """One incident of the key; `spans` are `(doc_id, start, end)` of its triggers, `origins` the least and most that a reader can defend."""

    name: str
    happening: str
    disputed: bool
    origins: tuple[int, int]
    spans: frozenset[tuple[str, int, int]]


def key(reports: Sequence[Report]) -> list[Entry]:
    """The key, its snippets found in the reports; every place where a snippet stands counts."""
    texts = {report.doc_id: " ".join(re.split(r"\s", report.text)) for report in reports}
    return [_entry(json.loads(line), texts) for line in KEY.read_text(encoding="utf-8").splitlines() if line.strip()]


def _entry(row: Mapping[str, Any], texts: Mapping[str, str]) -> Entry:
    spans = set()
    for member in row["members"]:
        for found in re.finditer(re.escape(member["sentence"]), texts[member["doc"]]):
            start = found.start() + member["at"]
            spans.add((member["doc"], start, start + len(member["trigger"])))
    return Entry(row["incident"], row["happening"], row["disputed"], (row["origins"][0], row["origins"][1]), frozenset(spans))


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


def rows_for(claims: Sequence[Claim], reports: Sequence[Report]) -> list[Row]:
    """The figures for these claims of the samples."""
    entries = key(reports)
    gold = keyed(claims, entries, {r.report_id: r.doc_id for r in reports})
    incidents = cluster(claims, reports)
    system = {claim: incident.incident_id for incident in incidents for claim in incident.claims}
    both = sorted(set(system) & set(gold))
    precision, recall, f1 = b_cubed(groups(both, system), groups(both, gold))
    matched = [(entry, found) for entry in entries if (found := best_match(incidents, gold, entry.name)) is not None]
    right = [e.happening == i.happening and e.disputed == bool(i.disputed or i.contradictions) for e, i in matched]
    meets = [i.origins.at_least <= e.origins[1] and e.origins[0] <= i.origins.at_most for e, i in matched]
    width = sum(i.origins.at_most - i.origins.at_least for _, i in matched) / max(1, len(matched))
    triggers = sum(len(e.spans) for e in entries)
    return [
        Row(DATA, "B3 F1 over found claims", f1, 0.78, f"precision {precision:.3f}, recall {recall:.3f}, {len(gold)} claims"),
        Row(DATA, "triggers of the key that are claims", len(gold) / triggers, None, f"{triggers} triggers, {len(entries)} incidents"),
        Row(DATA, "happening and dispute right", sum(right) / max(1, len(right)), 0.72, f"{len(matched)} incidents found"),
        Row(DATA, "origins meet the key's range", sum(meets) / max(1, len(meets)), 0.7, f"mean width {width:.2f}"),
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
