"""What stands where in a report's text, with words that explain it."""

from collections.abc import Iterator, Sequence

from whosays.desk.shapes.reports import TextSpan
from whosays.model.claim import Claim
from whosays.model.entity import Item


def spans_of(claims: Sequence[Claim], items: Sequence[Item]) -> list[TextSpan]:
    """All spans to highlight, by place in the text, longer ones first."""
    found = [span for claim in claims for span in _of_claim(claim)]
    found += [
        TextSpan(
            start=item.quote.start, end=item.quote.end, kind="item", depth=0, claim_id=None, label=item.kind, stance=None, precision=None,
            reason=f"published by {item.published_by}" if item.published_by else "",
        )
        for item in items
    ]
    return sorted(found, key=lambda span: (span.start, -span.end, span.kind, span.depth, span.claim_id or ""))


def _of_claim(claim: Claim) -> Iterator[TextSpan]:
    def span(start: int | None, end: int | None, kind: str, label: str, reason: str = "", **more: object) -> Iterator[TextSpan]:
        if start is not None and end is not None:
            known = {"depth": 0, "stance": None, "precision": None, **more}
            yield TextSpan(start=start, end=end, kind=kind, claim_id=claim.claim_id, label=label, reason=reason, **known)  # type: ignore[arg-type]

    act = claim.type.replace("_", " ")
    yield from span(claim.trigger.start, claim.trigger.end, "act", act, "; ".join(claim.reasons), depth=len(claim.attribution))
    for quote in claim.evidence:
        yield from span(quote.start, quote.end, "evidence", act)
    for depth, link in enumerate(claim.attribution):
        named = link.source.name or link.source.text
        more = {"depth": depth, "stance": link.stance}
        yield from span(link.source.start, link.source.end, "source", f"{named} ({link.source.kind})", link.reason, **more)
        if link.cue is not None:
            yield from span(link.cue.start, link.cue.end, "cue", f"{named} {link.cue.text}", link.stance, **more)
        for start, end in link.content:
            yield from span(start, end, "content", f"what {named} says", link.form, **more)
    for role in claim.roles:
        yield from span(role.start, role.end, "role", f"{role.role}: {role.name or role.text}", role.reason)
    for place in claim.places:
        label = f"{place.relation} {place.name or place.text}"
        yield from span(place.start, place.end, "place", label, place.reason, precision=place.precision)
    time = claim.time
    label = f"{time.earliest or '?'} to {time.latest or '?'}" if time.earliest != time.latest else f"{time.earliest or 'when is open'}"
    yield from span(time.start, time.end, "time", label, time.reason, precision=time.precision)
    for count in claim.counts:
        yield from span(count.start, count.end, "count", f"{count.what}: {count.text}", count.scope)
    for piece in claim.equipment:
        yield from span(piece.start, piece.end, "equipment", f"{piece.name} ({piece.equipment_class})", piece.used_by)
    for ground in claim.grounds:
        yield from span(ground.start, ground.end, "ground", ground.effect, "")
