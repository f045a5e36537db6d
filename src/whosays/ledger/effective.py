"""The effective claim: the machine's reading and what people judged, put together in this one place."""

import dataclasses
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from whosays.errors import GroundingError, JudgementError
from whosays.ledger.grounding import check_claim
from whosays.model.claim import Claim, Judged
from whosays.model.judgement import Judgement
from whosays.model.report import Report
from whosays.model.wire import WIRE_NAMES, to_wire

EDITABLE: Final = frozenset({
    "type", "evidence", "roles", "places", "time", "counts", "equipment", "attribution", "factuality", "author_factuality",
    "modality", "phase", "relations", "grounds", "acled", "plover", "cameo",
})
"""Fields a person may edit: not the ids, nor the trigger from which they come, nor what the machine says of itself."""

ON_CLAIMS: Final = frozenset({"accept", "reject", "edit", "add"})


@dataclass(frozen=True, slots=True)
class Anchor:
    """By what a judgement finds its claim again: the innermost source's span, and a hash of what the claim said when judged."""

    source: tuple[int, int] | None = None
    core: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A judgement in the ledger: its number, its anchor, and whether it was withdrawn."""

    seq: int
    judgement: Judgement
    anchor: Anchor
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Folded:
    """An effective claim. `changed` is false where it equals the machine's."""

    claim: Claim
    judged: Judged
    changed: bool


@dataclass(frozen=True, slots=True)
class ReportFold:
    """The effective claims of a report by id; `hangs` maps judgement ids to claim ids, `orphans` to why they hang on none."""

    claims: Mapping[str, Folded]
    hangs: Mapping[str, str]
    orphans: Mapping[str, str]


def innermost(claim: Claim) -> tuple[int, int] | None:
    """The span of the innermost source of a claim, as its id has it; null for the report's own voice."""
    if not claim.attribution:
        return None
    source = claim.attribution[-1].source
    return source.start, source.end


def core(claim: Claim) -> str:
    """A hash of what a person judges: type, factuality, modality, phase, and the spans of actors and chain. Free of words."""
    spans = [(role.start, role.end) for role in claim.role("actor")]
    chain = [(link.source.start, link.source.end) for link in claim.attribution]
    said = repr((claim.type, claim.factuality, claim.modality, claim.phase, spans, chain))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def anchor(claim: Claim) -> Anchor:
    """The anchor of a judgement on this claim."""
    return Anchor(innermost(claim), core(claim))


def withdrawn(judgements: Sequence[Judgement]) -> set[str]:
    """Ids of the judgements that no longer stand, given all in order. A withdrawal can itself be withdrawn."""
    gone: set[str] = set()
    for judgement in reversed(judgements):
        if judgement.kind == "withdraw" and judgement.judgement_id not in gone:
            gone.add(judgement.on)
    return gone


def fold(report: Report, machine: Mapping[str, Claim], standing: Sequence[Standing]) -> ReportFold:
    """The effective claims of one report: the machine's, then each standing judgement in order."""
    claims = {key: Folded(claim, "machine", changed=False) for key, claim in machine.items()}
    hangs: dict[str, str] = {}
    orphans: dict[str, str] = {}
    for one in standing:
        judgement = one.judgement
        if one.withdrawn or judgement.kind not in ON_CLAIMS:
            continue
        try:
            target, after = _apply(report, claims, one)
        except (JudgementError, GroundingError) as error:
            orphans[judgement.judgement_id] = str(error)
            continue
        claims[target] = after
        hangs[judgement.judgement_id] = target
    return ReportFold(claims, hangs, orphans)


def _apply(report: Report, claims: Mapping[str, Folded], one: Standing) -> tuple[str, Folded]:
    """The claim that a judgement speaks of, as it stands after it.

    Raises:
        JudgementError, GroundingError: why the judgement hangs on nothing.
    """
    judgement = one.judgement
    if judgement.kind == "add":
        added = claim_from_wire(judgement.after)
        check_claim(report, added)
        return added.claim_id, Folded(added, "added", changed=True)
    target = attach(claims, one)
    now = claims[target]
    if judgement.kind == "edit":
        edited = edit(now.claim, judgement.field or "", judgement.after)
        check_claim(report, edited)
        return target, Folded(edited, "added" if now.judged == "added" else "edited", changed=True)
    if one.anchor.core and core(now.claim) != one.anchor.core:
        raise JudgementError(f"claim {target} now reads otherwise than when it was judged")
    if judgement.kind == "reject":
        return target, Folded(now.claim, "rejected", changed=now.changed)
    return target, Folded(now.claim, _accepted(now), changed=now.changed)


def _accepted(now: Folded) -> Judged:
    if now.judged in ("edited", "added"):
        return now.judged
    return "edited" if now.changed else "accepted"


def attach(claims: Mapping[str, Folded], one: Standing) -> str:
    """The id of the claim on which a judgement hangs: its own, else the one whose trigger meets its quote.

    Raises:
        JudgementError: when none does, or several do alike.
    """
    judgement = one.judgement
    if judgement.on in claims:
        return judgement.on
    if judgement.quote is None:
        raise JudgementError(f"claim {judgement.on} is no longer read, and the judgement quotes no words")
    anchored = judgement.quote.span
    near = sorted(key for key, folded in claims.items() if anchored.meets(folded.claim.trigger))
    same = [key for key in near if innermost(claims[key].claim) == one.anchor.source]
    for choice in (same, near):
        if len(choice) == 1:
            return choice[0]
    if near:
        raise JudgementError(f"claim {judgement.on} is no longer read; {len(near)} claims stand on its words")
    raise JudgementError(f"claim {judgement.on} is no longer read, and no claim stands on its words")


def edit(claim: Claim, field: str, after: Any) -> Claim:
    """The claim with one field changed; `field` may be dotted (`time.earliest`, `roles.0.name`), `after` in wire form or a record.

    Raises:
        JudgementError: no such field, or a value that it cannot have.
    """
    wire = to_wire(claim)
    holder, last = _reach(wire, field)
    holder[last] = to_wire(after)
    return claim_from_wire(wire)


def value_of(claim: Claim, field: str) -> Any:
    """The present value of a (dotted) field, in wire form.

    Raises:
        JudgementError: no such field.
    """
    holder, last = _reach(to_wire(claim), field)
    return holder[last]


def _reach(wire: Any, field: str) -> tuple[Any, Any]:
    path = field.split(".")
    if path[0] not in EDITABLE:
        raise JudgementError(f"a claim has no field {field!r} to edit; there are: {', '.join(sorted(EDITABLE))}")
    holder, key = wire, _step(wire, path[0], field)
    for name in path[1:]:
        holder = holder[key]
        key = _step(holder, name, field)
    return holder, key


def _step(holder: Any, name: str, field: str) -> Any:
    if isinstance(holder, dict) and name in holder:
        return name
    if isinstance(holder, list) and name.isdecimal() and int(name) < len(holder):
        return int(name)
    raise JudgementError(f"the claim has no {field!r}: {name!r} is not there")


def claim_from_wire(wire: Any) -> Claim:
    """A claim from the contract's form of it.

    Raises:
        JudgementError: naming the field that is wrong.
    """
    if isinstance(wire, Claim):
        return wire
    if not isinstance(wire, Mapping):
        raise JudgementError("a claim is expected, with type, trigger and evidence")
    known = {field.name for field in dataclasses.fields(Claim)}
    if unknown := sorted(set(wire) - known):
        raise JudgementError(f"a claim has no field {unknown[0]!r}")
    values = dict(wire)
    if isinstance(values.get("equipment"), Sequence):
        values["equipment"] = [_python_names("Equipment", part) for part in values["equipment"]]
    try:
        claim = msgspec.convert(values, Claim)
    except msgspec.ValidationError as error:
        raise JudgementError(f"not a claim: {error}") from error
    return claim


def _python_names(owner: str, part: Any) -> Any:
    names = {wire: name for (kind, name), wire in WIRE_NAMES.items() if kind == owner}
    return {names.get(key, key): value for key, value in part.items()} if isinstance(part, Mapping) else part
