"""Actors: aliases, ties with who asserts them, what they are said to have done and used. Private persons have no page."""

from collections.abc import Mapping, Sequence

from whosays import api
from whosays.desk.asking import Ask, Refusal
from whosays.desk.lines import claim_lines, claims_by_id, counted, judgement_lines
from whosays.desk.pages.sources import LOOKED_AT
from whosays.desk.shapes.actors import ActorLine, ActorPage, ActorRows, TieLine, UsedLine
from whosays.model.entity import Entity

MENTIONS = ("identity", "affiliation", "formation", "split", "appointment", "dismissal")
"""Types of claims that say who an actor is."""
MENTIONED = 30
REPORTS = 400
"""Reports whose word for an actor is gathered; the first ones, where more name it."""


def actors(ask: Ask) -> ActorRows:
    """Actors that are known across reports, most claims first."""
    words, limit = ask.one("q", "") or "", ask.limit
    first = ask.number("cursor", 0, 0, 10**9)
    ask.all("fields")
    ask.whole()
    found, total = ask.book.actors(words, limit=limit, offset=first)
    rows = [ActorLine(entity_id=one.entity_id, name=one.name, kind=one.kind, n=one.n, aliases=list(one.aliases)) for one in found]
    return ActorRows(rows=rows, total=total, cursor=str(first + limit) if first + limit < total else None)


def actor(ask: Ask) -> ActorPage:
    """One actor: aliases, relations with dates and who asserts them, timeline, equipment attributed to it."""
    ask.whole()
    entity = ask.book.entity(ask.path["id"], most=REPORTS)
    if not api.public(entity):
        raise Refusal(404, "not_found", "who is named in one report only, or has no public role, has no page")
    wanted = api.ClaimFilter(participant=entity.entity_id)
    counts = ask.office.counts(ask.book)
    page, total = counts.page(ask.book, wanted, order="time", limit=LOOKED_AT, cursor=None)
    rows = page.rows
    heads = ask.book.heads(sorted({row.claim.report_id for row in rows}))
    says = {row.claim.claim_id: _says(row, heads) for row in rows}
    mentions = [row for row in rows if row.claim.type in MENTIONS][:MENTIONED]
    own = [role for row in rows for role in row.claim.roles if role.entity_id == entity.entity_id]
    timeline = counts.overview(ask.book, wanted, (), limit=1, unit=None, parts=("timeline",)).timeline
    records = [one for one in ask.book.judgements("same", "not_same", withdrawn=True) if _speaks_of(one, entity.entity_id)]
    return ActorPage(
        entity=entity, n=total, looked_at=len(rows), roles=counted(role.role for role in own), types=counted(row.claim.type for row in rows),
        relations=_ties(ask, entity), mentions=claim_lines(ask.book, mentions), timeline=timeline,
        equipment=_used(rows, says, entity), places=counted(place.name or place.text for row in rows for place in row.claim.places),
        sources=counted(says.values()), judgements=judgement_lines(ask.book, records),
        version=ask.book.version("same", entity.entity_id),
    )


def _says(row: api.ClaimRow, heads: Mapping[str, api.ReportHead]) -> str:
    """Who says it: the chain, or the outlet where the report speaks for itself."""
    head = heads.get(row.claim.report_id)
    return api.source_path(row.claim) or (head.report.outlet if head else None) or row.doc_id


def _speaks_of(one: api.JudgedRecord, entity_id: str) -> bool:
    after = one.judgement.after
    return entity_id in (one.judgement.on, *(after if isinstance(after, list) else ()))


def _ties(ask: Ask, entity: Entity) -> list[TieLine]:
    """Relations of the actor, each with the claim that asserts it or none where the lexicon does."""
    names = ask.book.entity_names(sorted({tie.entity_id for tie in entity.relations}))
    lines = {line.claim_id: line for line in claims_by_id(ask.book, [tie.claim_id for tie in entity.relations if tie.claim_id])}
    out = []
    for tie in entity.relations:
        line = lines.get(tie.claim_id or "")
        out.append(TieLine(
            kind=tie.kind, entity_id=tie.entity_id, name=names.get(tie.entity_id, ""), earliest=tie.earliest, latest=tie.latest,
            claim_id=tie.claim_id, who_says=(line.who_says or line.outlet or line.doc_id) if line else "lexicon",
            words=line.words.text if line else "",
        ))
    return out


def _used(rows: Sequence[api.ClaimRow], says: Mapping[str, str], entity: Entity) -> list[UsedLine]:
    """Equipment in claims that name the actor as its user, or as the one who acts where no user is named."""
    known = {entity.name.casefold(), *(alias.text.casefold() for alias in entity.aliases)}
    found: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        acts = any(role.role == "actor" and role.entity_id == entity.entity_id for role in row.claim.roles)
        for piece in row.claim.equipment:
            if piece.used_by.casefold() in known or (acts and not piece.used_by):
                found.setdefault((piece.name, piece.equipment_class), []).append(row.claim.claim_id)
    ordered = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return [
        UsedLine(name=name, class_=kind, n=len(claims), who_says=sorted({says[one] for one in claims if one in says}), claims=claims)
        for (name, kind), claims in ordered
    ]
