"""An incident laid out: who says what, facet by facet, where they differ, and the stemma as a tree.

No origin is called independent and no account first: what is shown is what was found in this ledger.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from whosays.cli.claims import ID_SHOWN, when, where
from whosays.cli.text import plain, table, wrapped

if TYPE_CHECKING:
    from whosays.api import ClaimExplanation, IncidentExplanation
    from whosays.model.incident import Incident, Origins, StemmaEdge
    from whosays.model.report import Report


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
    yield from _facets(incident)
    yield from _differences(incident)
    yield from _stemma(incident, found)
    if incident.reasons:
        yield "\nwhy the claims stand together:"
    for reason in incident.reasons:
        yield wrapped(reason, "  ")
    if incident.assessment:
        yield wrapped(f"assessment: {incident.assessment}")


def _origins(incident: "Incident") -> str:
    folded = "; copies, citations and same sources folded as far as the words show them"
    rest = "; no common origin found for the rest, which does not prove that there is none" if incident.origins.at_most > 1 else ""
    return f"{_number(len(incident.claims), 'claim')} from {_span(incident.origins)}{folded}{rest}"


def _span(origins: "Origins") -> str:
    low, high = origins.at_least, origins.at_most
    return _number(high, "origin") if low == high else f"{low} to {high} origins"


def _number(count: int, name: str) -> str:
    return f"{count} {name}{'' if count == 1 else 's'}"


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


def _facets(incident: "Incident") -> Iterator[str]:
    """The facets of which more than one value is told, each value with the chains that give it."""
    several = [facet for facet in incident.facets if len(facet.values) > 1 and facet.facet != "how_many"]
    if several:
        yield "\nby facet, who gives which value:"
    for facet in several:
        yield f"  {facet.facet.replace('_', ' ')} ({_span(facet.origins)})"
        for value in facet.values:
            yield wrapped(f"{value.value} — {'; '.join(value.chains)}", "    ")


def _differences(incident: "Incident") -> Iterator[str]:
    if incident.contradictions or incident.disputed:
        yield "\nwhere they differ:"
    for one in incident.contradictions:
        sides = " against ".join(" ".join(claim[:ID_SHOWN] for claim in side) for side in one.sides)
        yield wrapped(f"{one.kind}: {sides} — {one.reason}", "  ")
    for dispute in incident.disputed:
        position = {"accused": "the party accused", "other": "another party", "unknown": "its part in it is not known"}[dispute.party]
        yield wrapped(f"denied: {dispute.facet.replace('_', ' ')}, by {dispute.by} ({position})", "  ")


# --- the stemma --------------------------------------------------------------------------------------------------------------


def _stemma(incident: "Incident", found: "IncidentExplanation") -> Iterator[str]:
    """Who draws on whom as a tree, the giver above; what has no direction, and what stands alone, below it."""
    docs = {one.report.doc_id: one.report for one in found.claims}
    if len(docs) < 2:
        return
    yield "\nwho draws on whom:"
    takers: dict[str, list[StemmaEdge]] = {}
    for edge in incident.stemma:
        if edge.directed:
            takers.setdefault(edge.to, []).append(edge)
    taking = {edge.origin for edges in takers.values() for edge in edges}
    shown: set[str] = set()
    for giver in sorted(set(takers) - taking) or sorted(takers)[:1]:
        yield f"  {plain(giver)}"
        yield from _branch(giver, takers, "  ", shown | {giver})
    for edge in incident.stemma:
        if not edge.directed:
            yield wrapped(f"{edge.origin} -- {edge.to}: {WORDS[edge.kind]} ({edge.reason})", "  ")
    tied = {name for edge in incident.stemma if edge.kind != "same_owner" for name in (edge.origin, edge.to)}
    alone = sorted(set(docs) - tied)
    if alone:
        yield wrapped(f"no common origin found: {'; '.join(alone)}", "  ")
    yield from _earliest(docs)


WORDS: Final = {
    "copies": "shares text with", "quotes": "quotes", "cites": "cites", "same_origin": "draws on the same source as", "same_owner": "same owner as",
}
"""An edge without direction tells of no copying: only that text is shared."""


def _branch(giver: str, takers: "dict[str, list[StemmaEdge]]", indent: str, above: set[str]) -> Iterator[str]:
    for edge in takers.get(giver, ()):
        kind = "takes text from" if edge.kind == "copies" else WORDS[edge.kind]
        first, *rest = wrapped(f"{edge.origin} {kind} it: {edge.evidence} ({edge.reason})", f"{indent}   ").split("\n")
        yield "\n".join([f"{indent}└─ {first[len(indent) + 3 :]}", *rest])
        if edge.origin not in above:
            yield from _branch(edge.origin, takers, f"{indent}   ", above | {edge.origin})


def _earliest(docs: "dict[str, Report]") -> Iterator[str]:
    dated = sorted((report.published.value, name) for name, report in docs.items() if report.published.value)
    if dated:
        known = f"publication times known for {len(dated)} of {len(docs)}"
        names = "; ".join(name for value, name in dated if value[:10] == dated[0][0][:10])
        yield wrapped(f"earliest in this ledger: {names}, {dated[0][0][:10]} ({known})", "  ")
