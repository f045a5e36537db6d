"""Records as lines of lists, the same on every page."""

from collections.abc import Iterable, Sequence
from typing import Final

from whosays import api
from whosays.desk.shapes.claims import Arm, Citation, ClaimLine, Count, Link, Mark, Party, Place, Words
from whosays.desk.shapes.incidents import IncidentLine
from whosays.desk.shapes.lines import JudgementLine, ReportLine
from whosays.desk.shapes.root import Counted
from whosays.model.claim import Claim, ClaimPlace, Judged
from whosays.model.incident import Incident
from whosays.model.span import Quote
from whosays.model.types import GROUP_OF

SURE = 0.7
"""A reading at least so sure is shown as `sure`, one below as `check`."""


def claim_lines(book: api.LedgerView, rows: Sequence[api.ClaimRow]) -> list[ClaimLine]:
    """Claims as lists show them, with what is known of their reports."""
    ids = [row.claim.claim_id for row in rows]
    versions = book.claim_versions(ids)
    incidents = book.incidents_of(ids)
    heads = book.heads(sorted({row.claim.report_id for row in rows}))
    return [
        claim_line(row, heads[row.claim.report_id], versions.get(row.claim.claim_id, "gone"), incidents.get(row.claim.claim_id, ()))
        for row in rows
        if row.claim.report_id in heads
    ]


def claims_by_id(book: api.LedgerView, claim_ids: Iterable[str]) -> list[ClaimLine]:
    """The claims with these ids that are there, in the order of the ids; rejected ones too."""
    wanted = list(dict.fromkeys(claim_ids))
    if not wanted:
        return []
    rows = book.claims_among(wanted)
    found = {row.claim.claim_id: row for row in rows}
    return claim_lines(book, [found[one] for one in wanted if one in found])


EVERY: Final[tuple[Judged, ...]] = ("machine", "accepted", "edited", "added", "rejected")
"""Every way in which a claim can be judged."""


def claim_line(row: api.ClaimRow, head: api.ReportHead, version: str, incidents: Sequence[str]) -> ClaimLine:
    """One claim."""
    claim, report, time = row.claim, head.report, row.claim.time
    return ClaimLine(
        claim_id=claim.claim_id, version=version, type=claim.type, group=GROUP_OF.get(claim.type, ""), judged=row.judged,
        status=row.status, report_id=claim.report_id, doc_id=row.doc_id, outlet=report.outlet, title=report.title,
        published=report.published.value, url=report.url, who_says=api.source_path(claim), chain=_chain(claim),
        factuality=claim.factuality, author_factuality=claim.author_factuality, modality=claim.modality, phase=claim.phase,
        actors=_parties(claim, "actor"), targets=_parties(claim, "target"), places=[place_of(place) for place in claim.places],
        earliest=time.earliest, latest=time.latest, time_precision=time.precision, time_basis=time.basis, time_text=time.text,
        counts=[
            Count(what=c.what, low=c.low, best=c.best, high=c.high, victims=c.victims, scope=c.scope, text=c.text) for c in claim.counts
        ],
        equipment=[Arm(name=e.name, class_=e.equipment_class, count=e.count, used_by=e.used_by) for e in claim.equipment],
        words=words_of(claim), confidence=claim.confidence, sure=claim.confidence >= SURE, incidents=list(incidents),
    )


def _chain(claim: Claim) -> list[Link]:
    return [
        Link(
            name=link.source.name or link.source.text, text=link.source.text, kind=link.source.kind, stance=link.stance,
            cue=link.cue.text if link.cue else None, medium=link.medium, form=link.form, carried=link.carried,
            described=link.source.described, entity_id=link.source.entity_id,
        )
        for link in claim.attribution
    ]


def _parties(claim: Claim, role: str) -> list[Party]:
    return [
        Party(role=one.role, name=one.name or one.text, text=one.text, entity_id=one.entity_id, certainty=one.certainty)
        for one in claim.role(role)
    ]


def place_of(place: ClaimPlace) -> Place:
    """A place with its uncertainty."""
    return Place(
        name=place.name or place.text, text=place.text, relation=place.relation, precision=place.precision, lat=place.lat, lon=place.lon,
        radius_km=place.radius_km, geometry=place.geometry, country=place.country, admin1=place.admin1, reason=place.reason,
    )


def words_of(claim: Claim) -> Words:
    """The sentence that holds the act, with what stands where in it."""
    shown = next((quote for quote in claim.evidence if quote.start <= claim.trigger.start < quote.end), None)
    shown = shown or (claim.evidence[0] if claim.evidence else claim.trigger)
    marks = [mark for mark in _marks(claim) if shown.start <= mark.start < mark.end <= shown.end]
    inside = [Mark(start=m.start - shown.start, end=m.end - shown.start, kind=m.kind, depth=m.depth) for m in marks]
    return Words(text=shown.text, start=shown.start, end=shown.end, marks=sorted(inside, key=lambda m: (m.start, -m.end, m.kind)))


def _marks(claim: Claim) -> Iterable[Mark]:
    yield Mark(start=claim.trigger.start, end=claim.trigger.end, kind="act", depth=len(claim.attribution))
    for depth, link in enumerate(claim.attribution):
        yield Mark(start=link.source.start, end=link.source.end, kind="source", depth=depth)
        if link.cue is not None:
            yield Mark(start=link.cue.start, end=link.cue.end, kind="cue", depth=depth)
    for role in claim.roles:
        if role.role == "actor":
            yield Mark(start=role.start, end=role.end, kind="actor", depth=0)
        elif role.role == "target":
            yield Mark(start=role.start, end=role.end, kind="target", depth=0)
    for place in claim.places:
        yield Mark(start=place.start, end=place.end, kind="place", depth=0)
    if claim.time.start is not None and claim.time.end is not None:
        yield Mark(start=claim.time.start, end=claim.time.end, kind="time", depth=0)
    for count in claim.counts:
        yield Mark(start=count.start, end=count.end, kind="count", depth=0)
    for piece in claim.equipment:
        yield Mark(start=piece.start, end=piece.end, kind="equipment", depth=0)


def report_line(head: api.ReportHead, version: str = "") -> ReportLine:
    """A report without its text."""
    report, counts = head.report, head.state.counts
    return ReportLine(
        report_id=report.report_id, doc_id=report.doc_id, sha256=report.sha256, status=head.status, title=report.title,
        outlet=report.outlet, author=report.author, published=report.published.value, published_basis=report.published.basis,
        url=report.url, source=report.source, language=report.language, claims=head.claims, share_read=head.state.share_read,
        reader=head.state.reader, words=counts.get("words", 0), set_aside=len(report.dropped),
        not_claimed=counts.get("not_claimed", 0), issues=head.issues, replaces=report.replaces, redacted=head.redacted, version=version,
    )


def incident_line(book: api.LedgerView, incident: Incident, matching: int | None = None) -> IncidentLine:
    """An incident as lists show it."""
    reports = book.reports_behind(incident.claims)
    place = place_of(incident.places[0]) if incident.places else None
    time = incident.time
    return IncidentLine(
        incident_id=incident.incident_id, version=book.version("assess", incident.incident_id), type=incident.type,
        title=_title(incident), happening=incident.happening, claims=len(incident.claims),
        matching=len(incident.claims) if matching is None else matching, reports=reports, origins=incident.origins,
        earliest=time.earliest, latest=time.latest, time_precision=time.precision, place=place, sources=list(incident.sources),
        contradictions=list(incident.contradictions), disputed=list(incident.disputed), figures=_figures(incident),
        assessment=incident.assessment,
    )


def _title(incident: Incident) -> str:
    """Type, place and first day in words: `shelling, Tarvos, 1911-05-03`."""
    place = incident.places[0].name or incident.places[0].text if incident.places else ""
    day = incident.time.earliest or incident.time.latest or ""
    return ", ".join(part for part in (incident.type.replace("_", " "), place, day[:10]) if part)


def _figures(incident: Incident) -> str:
    """The range of each kind of figure over its sources: `killed 3 to 12`; parts and running totals are left out."""
    found: dict[str, list[int]] = {}
    for count in incident.counts:
        if count.scope == "incident":
            found.setdefault(count.what, []).extend(bound for bound in (count.low, count.best, count.high) if bound is not None)
    parts = [f"{what} {min(n)}" if min(n) == max(n) else f"{what} {min(n)} to {max(n)}" for what, n in sorted(found.items()) if n]
    return ", ".join(parts)


def judgement_lines(book: api.LedgerView, records: Iterable[api.JudgedRecord]) -> list[JudgementLine]:
    """Judgements as they stand."""
    return [
        JudgementLine(
            judgement_id=one.judgement.judgement_id, seq=one.seq, at=one.at, by=one.judgement.by, kind=one.judgement.kind,
            on=one.judgement.on, field=one.judgement.field, from_=one.judgement.before, to=one.judgement.after,
            reason=one.judgement.reason, withdrawn=one.withdrawn, orphan=one.orphan, claim_id=one.claim_id,
            report_id=one.judgement.report_id, version=book.version("withdraw", one.judgement.judgement_id),
        )
        for one in records
    ]


def citation(book: api.LedgerView, claim: Claim, head: api.ReportHead) -> Citation:
    """The claim in one line: chain, quote, outlet, date, URL, the day on which it was read, hash."""
    report = head.report
    read_at = (book.first_read(report.report_id) or "")[:10] or None
    chain = api.source_path(claim)
    shown = words_of(claim)
    quote = Quote(shown.text, shown.start, shown.end)
    outlet = report.outlet or report.doc_id
    says = f"{chain}, as reported by {outlet}" if chain else f"{outlet} (its own words)"
    title = f", “{report.title}”" if report.title else ""
    date = report.published.value or "undated"
    parts = [f"{says}: “{' '.join(quote.text.split())}”{title}, {date}"]
    parts += [report.url] if report.url else []
    parts += [f"read {read_at}"] if read_at else []
    parts += [f"sha256:{report.sha256}", f"[{quote.start}:{quote.end}]", f"claim {claim.claim_id}"]
    return Citation(
        line=", ".join(parts), chain=chain, quote=quote.text, outlet=report.outlet, title=report.title, author=report.author,
        published=report.published.value, url=report.url, sha256=report.sha256, retrieved=None, read_at=read_at, doc_id=report.doc_id,
        start=quote.start, end=quote.end, claim_id=claim.claim_id,
    )


def counted(values: Iterable[str]) -> list[Counted]:
    """Values by how often they stand, most first."""
    found: dict[str, int] = {}
    for value in values:
        if value:
            found[value] = found.get(value, 0) + 1
    return [Counted(value=value, n=n) for value, n in sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))]
