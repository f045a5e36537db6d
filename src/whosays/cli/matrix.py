"""An incident laid out: chains against facets, contradictions, and the stemma."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from whosays.cli.claims import ID_SHOWN, when, where
from whosays.cli.text import plain, table, wrapped

if TYPE_CHECKING:
    from whosays.api import ClaimExplanation, IncidentExplanation
    from whosays.model.incident import Incident


def incident_lines(found: "IncidentExplanation") -> Iterator[str]:
    """The incident, top down: what it is, who says what, where they differ, and who may draw on whom."""
    incident = found.incident
    yield f"incident {incident.incident_id}  {incident.type}  {incident.happening.replace('_', ' ')}"
    yield wrapped(_origins(incident))
    yield ""
    heads = (("claim", ID_SHOWN), ("who says", 20), ("what", 14), ("when", 10), ("where", 12), ("who", 0))
    yield from table(heads, (_row(one) for one in found.claims))
    counts = [line for one in found.claims for line in _counts(one)]
    if counts:
        yield "\nfigures, by who gives them (never added up):"
        yield from counts
    yield from _differences(incident)
    yield from _stemma(incident)
    for reason in incident.reasons:
        yield wrapped(f"joined: {reason}", "  ")
    if incident.assessment:
        yield wrapped(f"assessment: {incident.assessment}")


def _origins(incident: "Incident") -> str:
    low, high = incident.origins.at_least, incident.origins.at_most
    number = f"{low}" if low == high else f"{low} to {high}"
    return f"{len(incident.claims)} claims from {number} origin{'' if high == 1 else 's'} (copies and citations folded as far as the words show it)"


def _row(one: "ClaimExplanation") -> tuple[str, ...]:
    from whosays.api import names

    claim = one.claim
    return (claim.claim_id[:ID_SHOWN], _who(one), f"{claim.type} {claim.factuality}", when(claim), where(claim), names(claim, "actor") or "-")


def _who(one: "ClaimExplanation") -> str:
    from whosays.api import source_path

    outlet = one.report.outlet or one.report.doc_id
    path = source_path(one.claim)
    return f"{outlet} > {path}" if path else outlet


def _counts(one: "ClaimExplanation") -> Iterator[str]:
    for count in one.claim.counts:
        yield wrapped(f"{count.what}: “{count.text}” ({count.scope.replace('_', ' ')}) — {_who(one)}", "  ")


def _differences(incident: "Incident") -> Iterator[str]:
    if incident.contradictions:
        yield "\nwhere they differ:"
    for one in incident.contradictions:
        sides = " against ".join(" ".join(claim[:ID_SHOWN] for claim in side) for side in one.sides)
        yield wrapped(f"{one.kind}: {sides} — {one.reason}", "  ")
    for dispute in incident.disputed:
        yield wrapped(f"disputed: {dispute.facet}, by {dispute.by} ({dispute.party})", "  ")


def _stemma(incident: "Incident") -> Iterator[str]:
    if incident.stemma:
        yield "\nwho may draw on whom:"
    for edge in incident.stemma:
        arrow = "->" if edge.directed else "--"
        yield wrapped(f"{plain(edge.origin)} {arrow} {plain(edge.to)}: {edge.kind.replace('_', ' ')} ({edge.reason})", "  ")
