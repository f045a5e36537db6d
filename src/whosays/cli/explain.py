"""`whosays explain`: the chain behind a claim as a drawing, or an incident as a matrix of chains against facets."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from whosays.cli.options import format_option, ledger_option
from whosays.cli.text import plain, wrapped

if TYPE_CHECKING:
    from whosays.api import ClaimExplanation
    from whosays.model.claim import Claim, ClaimPlace, Link, Role
    from whosays.model.report import Report
    from whosays.model.span import Quote

FACTUALITY: Final[dict[str, str]] = {
    "CT+": "certainly happened", "PR+": "probably happened", "PS+": "possibly happened", "CT-": "certainly did not happen",
    "PR-": "probably did not happen", "PS-": "possibly did not happen", "UU": "left open whether it happened",
}

FACT_AT: Final = 12
"""Column at which what is said of a claim begins, after its name."""


@click.command("explain")
@click.argument("wanted", metavar="ID")
@format_option("table", "json")
@ledger_option
def command(wanted: str, form: str, ledger: Path) -> None:
    """Draw what stands behind a claim or an incident.

    ID may be shortened to its first digits. An incident bears the id of one of its
    claims: write incident:ID for the incident.
    """
    from whosays import api
    from whosays.cli.output import json_lines

    found: Any = api.explain(wanted, ledger)
    if form == "json":
        json_lines([found])
        return
    if isinstance(found, api.ClaimExplanation):
        lines = claim_lines(found)
    else:
        from whosays.cli.matrix import incident_lines

        lines = incident_lines(found)
    for line in lines:
        click.echo(line)


def claim_lines(found: "ClaimExplanation") -> Iterator[str]:
    """The drawing of one claim, top down: the claim, the chain, the words, then each part with its reason."""
    claim = found.claim
    yield f"claim {claim.claim_id}  {claim.type}  {claim.factuality}  ({found.judged}, reading {sure(claim.confidence)})"
    yield ""
    yield from chain(claim, found.report)
    yield ""
    for evidence in claim.evidence:
        yield wrapped(f"“{marked(evidence, claim)}”", "    ")
        yield f"    [{evidence.start}:{evidence.end}] of {plain(found.report.doc_id)}"
    yield ""
    yield from _facts(claim)
    yield from _why(claim)
    yield from _people(found)


def sure(confidence: float) -> str:
    """How sure the reading is, in the words shown to people."""
    return f"{'sure' if confidence >= 0.7 else 'check'} {confidence:.2f}"


def chain(claim: "Claim", report: "Report") -> Iterator[str]:
    """The chain, outermost first: report, source, source, act; each link with its cue, stance and reason."""
    outlet = report.outlet or report.title or report.doc_id
    when = f", published {report.published.value} ({report.published.basis})" if report.published.value else ", undated"
    yield wrapped(f"{plain(outlet)}{when}")
    indent = ""
    for link in claim.attribution:
        yield from _link(link, indent)
        indent += "   "
    verb = "says in its own voice" if not claim.attribution else "that"
    yield wrapped(f"{verb}: [{plain(claim.trigger.text)}] {claim.type.replace('_', ' ')}", indent + "└─ ").replace(
        "\n" + indent + "└─ ", "\n" + indent + "   ",
    )


def _link(link: "Link", indent: str) -> Iterator[str]:
    source = link.source
    words = plain(source.text)
    name = plain(source.name) if source.name else words
    head = name if name == words else f"{name} (“{words}”)"
    cue = f" — “{plain(link.cue.text)}”" if link.cue else " — (by position)"
    yield _hung(f"{head}{cue}", indent + "└─ ")
    notes = [source.kind.replace("_", " "), *([link.stance] if link.stance != "neutral" else []), link.form]
    notes += [f"described as “{plain(source.described)}”"] if source.described else []
    notes += [f"by {plain(link.medium)}"] if link.medium else []
    notes += [f"said {link.said.earliest or '?'}..{link.said.latest or '?'}"] if link.said.earliest or link.said.latest else []
    notes += ["carried over from an earlier sentence"] if link.carried else []
    notes += [plain(link.reason)] if link.reason else []
    yield wrapped("; ".join(notes), indent + "   ")


def _hung(text: str, first: str) -> str:
    """Wrapped text whose first line begins with `first` and whose others are indented as far."""
    lines = wrapped(text, " " * len(first)).split("\n")
    return "\n".join([first + lines[0][len(first) :], *lines[1:]])


def marked(evidence: "Quote", claim: "Claim") -> str:
    """The sentence with the act in [brackets] and the cues of its chain in «marks», in place."""
    marks = [(claim.trigger.start, claim.trigger.end, "[", "]")]
    marks += [(link.cue.start, link.cue.end, "«", "»") for link in claim.attribution if link.cue]
    inside = sorted(mark for mark in set(marks) if evidence.start <= mark[0] and mark[1] <= evidence.end)
    out, at = [], 0
    for first, last, before, after in inside:
        start, end = first - evidence.start, last - evidence.start
        if start < at:
            continue
        out += [evidence.text[at:start], before, evidence.text[start:end], after]
        at = end
    return "".join([*out, evidence.text[at:]])


def _fact(name: str, text: str) -> str:
    lines = wrapped(text, " " * FACT_AT).split("\n")
    return "\n".join([f"{name:{FACT_AT - 1}} " + lines[0][FACT_AT:], *lines[1:]])


def _facts(claim: "Claim") -> Iterator[str]:
    for role in claim.roles:
        yield _fact(role.role, _role(role))
    for place in claim.places:
        yield _fact("where", _place(place))
    yield _fact("when", _time(claim))
    for count in claim.counts:
        low, best, high = (str(bound) if bound is not None else "-" for bound in (count.low, count.best, count.high))
        yield _fact(count.what, f"“{plain(count.text)}”: low {low}, best {best}, high {high}; {count.victims}, {count.scope.replace('_', ' ')}")
    for piece in claim.equipment:
        user = f", used by {plain(piece.used_by)}" if piece.used_by else ""
        yield _fact("with", f"{plain(piece.name)} ({piece.equipment_class}){user}: “{plain(piece.text)}”")


def _role(role: "Role") -> str:
    name = plain(role.name or role.text)
    words = "" if plain(role.text) == name else f" (“{plain(role.text)}”)"
    certainty = {"CT": "", "PR": ", probably", "PS": ", possibly"}[role.certainty]
    return f"{name}{words}{certainty}" + (f" — {plain(role.reason)}" if role.reason else "")


def _place(place: "ClaimPlace") -> str:
    area = ", ".join(part for part in (place.admin1, place.country) if part)
    at = f" at {place.lat:.3f}, {place.lon:.3f}" if place.lat is not None and place.lon is not None else ""
    around = f" ± {place.radius_km:g} km" if place.radius_km else ""
    return (
        f"{place.relation} {plain(place.name or place.text)}{f' ({area})' if area else ''}, {place.precision.replace('_', ' ')}{at}{around}"
        + (f" — {plain(place.reason)}" if place.reason else "")
    )


def _time(claim: "Claim") -> str:
    time = claim.time
    if time.earliest is None and time.latest is None:
        words = f"“{plain(time.text)}”, " if time.text else ""
        return f"{words}unknown — {plain(time.reason) or 'no words tell when'}"
    span = time.earliest if time.earliest == time.latest else f"{time.earliest or '?'} .. {time.latest or '?'}"
    how = "throughout " if time.extent == "throughout" else ""
    words = f" (“{plain(time.text)}”)" if time.text else ""
    tied = "" if not time.anchor else f" to {plain(time.anchor)}" if time.basis == "anchored" else f": {plain(time.anchor)}"
    return f"{how}{span}{words}, {time.precision}, {time.basis}{tied}" + (f" — {plain(time.reason)}" if time.reason else "")


def _why(claim: "Claim") -> Iterator[str]:
    speaker = plain(claim.attribution[-1].source.name or claim.attribution[-1].source.text) if claim.attribution else "the report"
    yield _fact("factual", f"{claim.factuality}: according to {speaker}, {FACTUALITY[claim.factuality]}; {claim.modality}")
    if claim.attribution:
        yield _fact("", f"{claim.author_factuality}: what the report itself commits to, {FACTUALITY[claim.author_factuality]}")
    for reason in claim.reasons:
        yield _fact("because", plain(reason))
    for relation in claim.relations:
        other = relation.claim_id[:8] if relation.claim_id else "a claim that is not in this report"
        yield _fact(relation.kind.replace("_", " "), f"{other} ({relation.aspect})" + (f" — {plain(relation.reason)}" if relation.reason else ""))
    for ground in claim.grounds:
        yield _fact(ground.effect, f"“{plain(ground.text)}”")
    codes = [f"{name} {value}" for name, value in (("ACLED", claim.acled), ("PLOVER", claim.plover), ("CAMEO", claim.cameo)) if value]
    if codes:
        yield _fact("codes", ", ".join(codes))


def _people(found: "ClaimExplanation") -> Iterator[str]:
    for judgement in found.judgements:
        what = f" {judgement.field} = {judgement.after!r}" if judgement.field else ""
        yield _fact("judged", f"{judgement.kind}{plain(what)} by {plain(judgement.by)}" + (f": {plain(judgement.reason)}" if judgement.reason else ""))
    for incident in found.incidents:
        yield _fact("incident", f"{incident[:8]} (whosays explain incident:{incident[:8]})")
