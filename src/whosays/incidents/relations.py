"""Ties between incidents: what a text calls separate, additional or part of another, and what it tells as an answer to it."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from whosays.model.claim import Claim
from whosays.model.incident import Incident, IncidentRelation
from whosays.model.types import GROUP_OF

ANSWER: Final = re.compile(r"\b(in (?:response|retaliation|revenge|reprisal) (?:to|for)|in retaliation|retaliat\w+|hit back|avenge\w*)\b", re.IGNORECASE)
NEAR_CHARS: Final = 600
"""What an act answers is told at most so many code points before it in the report."""
EMPTY: Final[Mapping[str, str]] = {}
TIED: Final = frozenset(["separate", "additional", "part_of"])


def related(incidents: Sequence[Incident], claims: Mapping[str, Claim], others: Mapping[str, str] = EMPTY) -> list[Incident]:
    """The incidents with their relations to one another and to `others` (incident by claim id), sorted by kind and id.

    `claims` are all claims of their reports.
    """
    home = {**others, **{claim: incident.incident_id for incident in incidents for claim in incident.claims}}
    reports: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims.values():
        if claim.claim_id in home and GROUP_OF[claim.type] == "force":
            reports[claim.report_id].append(claim)
    found = []
    for incident in incidents:
        ties = {tie for i in incident.claims for tie in (*_told(claims[i], home), *_answers(claims[i], reports, home)) if tie.incident_id != incident.incident_id}
        found.append(replace(incident, relations=tuple(sorted(ties, key=lambda t: (t.kind, t.incident_id, t.reason)))))
    return found


def ties_others(claim: Claim) -> bool:
    """Whether a claim can tie its incident to another."""
    return any(r.kind in TIED for r in claim.relations) or (GROUP_OF[claim.type] == "force" and ANSWER.search(claim.evidence[0].text) is not None)


def _told(claim: Claim, home: Mapping[str, str]) -> Iterator[IncidentRelation]:
    for relation in claim.relations:
        if relation.kind in TIED and relation.claim_id is not None and relation.claim_id in home:
            yield IncidentRelation(relation.kind, home[relation.claim_id], f"the text says {relation.text!r}")  # type: ignore[arg-type]


def _answers(claim: Claim, reports: Mapping[str, Sequence[Claim]], home: Mapping[str, str]) -> Iterator[IncidentRelation]:
    """"In retaliation", "hit back": the nearest act of force told before it in the report that is another incident."""
    words = ANSWER.search(claim.evidence[0].text)
    if words is None or GROUP_OF[claim.type] != "force":
        return
    before = [c for c in reports.get(claim.report_id, ()) if 0 < claim.trigger.start - c.trigger.start <= NEAR_CHARS and home[c.claim_id] != home.get(claim.claim_id)]
    if before:
        nearest = max(before, key=lambda c: (c.trigger.start, c.claim_id))
        yield IncidentRelation("response_to", home[nearest.claim_id], f"the text says {words.group()!r}")
