"""Every event of a reading with the factuality and codes that `annotate` shows, also where it makes no claim."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from whosays.claims.build import _assess
from whosays.claims.chains import speeches_over
from whosays.claims.ground import ground
from whosays.claims.roles import find_roles
from whosays.claims.sources import entity_of
from whosays.lexicon import codebooks
from whosays.lexicon.events import frame_of
from whosays.model.claim import Claim
from whosays.model.reading import Event, Reading
from whosays.model.report import Report
from whosays.model.resolution import Resolution

SCALE: Final[Mapping[str, float]] = {"CT+": 3, "PR+": 2, "PS+": 1, "UU": 0, "PS-": -1, "PR-": -2, "CT-": -3}
"""The contract's values on the scale of event factuality data sets: 3 certainly happened, -3 certainly did not."""


@dataclass(frozen=True, slots=True)
class AnnotatedEvent:
    """One event: its trigger, its type or null, codes or null, and factuality on -3..3."""

    start: int
    end: int
    type: str | None
    plover: str | None
    acled: str | None
    factuality: float


def annotated_events(
    report: Report, reading: Reading, resolution: Resolution, claims: Sequence[Claim]
) -> tuple[AnnotatedEvent, ...]:
    """The events of a reading in text order; the trained head's vote on factuality counts where there is one."""
    g = ground(report, reading, resolution)
    acts = frozenset(event.head for event in reading.events)
    by_span = {(claim.trigger.start, claim.trigger.end): claim for claim in claims}
    out = []
    for event in reading.events:
        if event.factuality is not None:
            value = event.factuality
        else:
            found = _assess(g, event, speeches_over(reading, event.start, event.head), acts)
            value = 0.0 if found.skip else SCALE[found.factuality]
        plover, acled = _codes(reading, event, by_span.get((event.start, event.end)))
        out.append(AnnotatedEvent(event.start, event.end, event.type, plover, acled, round(min(3.0, max(-3.0, value)), 2)))
    return tuple(out)


def _codes(reading: Reading, event: Event, claim: Claim | None) -> tuple[str | None, str | None]:
    """PLOVER and ACLED of an event: the frame's own ACLED label first, then the claim's, then that of type and participants."""
    frame = frame_of(event.reason)
    own = frame.acled if frame is not None else None
    if event.type is None:
        return None, own
    codes = codebooks.codes(event.type, *(_side(reading, event, role) for role in ("actor", "target")))
    acled = claim.acled if claim is not None else None
    return codes.plover, own or acled or codes.acled or codes.event_acled


def _side(reading: Reading, event: Event, role: str) -> codebooks.Side:
    """On which side the first participant of a role stands whose words tell it."""
    for argument in find_roles(reading, event):
        words = [reading.tokens[i].text for i in reading.tokens_in(argument.start, argument.end)]
        side = codebooks.side_of(None, " ".join(words)) if argument.role == role else "unknown"
        if side != "unknown":
            return side
    return "unknown"


def mention_entities(report: Report, reading: Reading, resolution: Resolution) -> tuple[str | None, ...]:
    """For each mention of a reading, the id of what it denotes, as claims would have it."""
    g = ground(report, reading, resolution)
    return tuple(entity_of(g, mention) for mention in reading.mentions)
