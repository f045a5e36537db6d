"""Sources and outlets: what each said, to whom it is traced, where others answer. A list, never a rating."""

from collections import Counter
from collections.abc import Sequence
from itertools import islice
from typing import Any, Final

from whosays import api
from whosays.desk.asking import Ask, Refusal
from whosays.desk.lines import claims_by_id, counted
from whosays.desk.shapes.root import Counted
from whosays.desk.shapes.sources import (
    Answer,
    NameLine,
    NameRows,
    SharedText,
    SharedTexts,
    Sharing,
    SourcePage,
)
from whosays.model.incident import Incident

KINDS: Final = ("source", "outlet")
LOOKED_AT: Final = 1_000
"""Claims of one source that its page goes through: a page is made in less than half a second."""
ANSWERS: Final = 25
"""Contradictions that are listed."""
SIDE: Final = 4
"""Claims of each side that are shown."""


def sources(ask: Ask) -> NameRows:
    """Sources and outlets by name, most claims first."""
    kind = ask.choice("kind", (*KINDS, ""), "")
    words, limit, first = ask.one("q", "") or "", ask.limit, _offset(ask)
    ask.all("fields")
    ask.whole()
    found, total = ask.book.term_names((kind,) if kind else KINDS, words, limit=limit, offset=first)
    rows = [NameLine(name=name, kind=of, n=n) for name, of, n in found]  # type: ignore[arg-type]
    return NameRows(rows=rows, total=total, cursor=str(first + limit) if first + limit < total else None)


def _offset(ask: Ask) -> int:
    return ask.number("cursor", 0, 0, 10**9)


def source(ask: Ask) -> SourcePage:
    """One source or outlet: what it said, who carries it, whom it cites, and where others answer."""
    name = ask.path["name"]
    ask.whole()
    said = _rows(ask, api.ClaimFilter(source="=" + name))
    carried = _rows(ask, api.ClaimFilter(outlet="=" + name))
    if not said[0] and not carried[0]:
        raise Refusal(404, "not_found", f"no claim is told by a source or outlet called {name!r}")
    rows = list({row.claim.claim_id: row for row in (*said[0], *carried[0])}.values())
    links = [(row, depth, link) for row in said[0] for depth, link in enumerate(row.claim.attribution) if _is(link.source.name or link.source.text, name)]
    heads = ask.book.heads(sorted({row.claim.report_id for row in rows}))
    timeline = _timeline(ask, name, bool(said[0]))
    incidents = _incidents(ask, rows)
    return SourcePage(
        name=name, kinds=counted([*(link.source.kind for _, _, link in links), *("outlet" for _ in carried[0])]),
        described=sorted({link.source.described for _, _, link in links if link.source.described}),
        entity_id=next((link.source.entity_id for _, _, link in links if link.source.entity_id), None),
        n=said[1] + carried[1], looked_at=len(rows), types=counted(row.claim.type for row in rows),
        stances=counted(link.stance for _, _, link in links),
        carried_by=counted(heads[row.claim.report_id].report.outlet or "" for row, _, _ in links if row.claim.report_id in heads),
        cites=_cites(links, carried[0]), quoted_by=_quoted_by(links), timeline=timeline,
        answered=_answered(ask, incidents, {row.claim.claim_id for row in rows}),
        shares_text=_sharing(incidents, {head.report.doc_id for head in heads.values() if _is(head.report.outlet or "", name)}),
    )


def _is(one: str, name: str) -> bool:
    return one.casefold() == name.casefold()


def _rows(ask: Ask, wanted: api.ClaimFilter) -> tuple[list[api.ClaimRow], int]:
    counts = ask.office.counts(ask.book)
    page, total = counts.page(ask.book, wanted, order="document", limit=LOOKED_AT, cursor=None)
    return list(page.rows), total


def _timeline(ask: Ask, name: str, is_source: bool) -> api.Timeline | None:
    wanted = api.ClaimFilter(source="=" + name) if is_source else api.ClaimFilter(outlet="=" + name)
    return ask.office.counting.overview(ask.book, wanted, (), limit=1, unit=None, parts=("timeline",)).timeline


def _cites(links: Sequence[tuple[api.ClaimRow, int, Any]], carried: Sequence[api.ClaimRow]) -> list[Counted]:
    """Whom it quotes: the next link inwards, or the outermost link of what it carries."""
    inner = [row.claim.attribution[depth + 1] for row, depth, _ in links if depth + 1 < len(row.claim.attribution)]
    inner += [row.claim.attribution[0] for row in carried if row.claim.attribution]
    return counted(link.source.name or link.source.text for link in inner)


def _quoted_by(links: Sequence[tuple[api.ClaimRow, int, Any]]) -> list[Counted]:
    """Who quotes it: the link outwards."""
    outer = [row.claim.attribution[depth - 1] for row, depth, _ in links if depth > 0]
    return counted(link.source.name or link.source.text for link in outer)


def _incidents(ask: Ask, rows: Sequence[api.ClaimRow]) -> list[Incident]:
    """Incidents that hold these claims."""
    of = ask.book.incidents_of([row.claim.claim_id for row in rows])
    ids = sorted({incident for incidents in of.values() for incident in incidents})
    return list(ask.book.incidents_among(ids))


def _answered(ask: Ask, incidents: Sequence[Incident], own: set[str]) -> list[Answer]:
    """Contradictions with this source on one side and others on another."""
    pairs = (
        (incident, one, [c for side in one.sides for c in side if c in own][:SIDE], [c for side in one.sides for c in side if c not in own][:SIDE])
        for incident in incidents
        for one in incident.contradictions
    )
    out = []
    for incident, one, mine, others in islice((pair for pair in pairs if pair[2] and pair[3]), ANSWERS):
        lines = claims_by_id(ask.book, [*mine, *others])
        out.append(Answer(
            incident_id=incident.incident_id, kind=one.kind, reason=one.reason, own=[line for line in lines if line.claim_id in mine],
            others=[line for line in lines if line.claim_id in others],
        ))
    return out


def _sharing(incidents: Sequence[Incident], docs: set[str]) -> list[Sharing]:
    found: Counter[tuple[str, str, str, str]] = Counter()
    for incident in incidents:
        for edge in incident.stemma:
            ends = (edge.origin, edge.to)
            if docs.isdisjoint(ends) or docs.issuperset(ends):
                continue
            other = edge.to if edge.origin in docs else edge.origin
            found[other, incident.incident_id, edge.kind, edge.reason] += 1
    return [Sharing(outlet=outlet, incident_id=incident, kind=kind, reason=reason) for outlet, incident, kind, reason in sorted(found)]




SHOWN: Final = 5
"""Incidents that are named for each pair of outlets."""


def sharing(ask: Ask) -> SharedTexts:
    """Which outlets share text, quote or cite one another, over all incidents."""
    limit = ask.limit
    ask.whole()
    found: dict[tuple[str, str, str], tuple[set[str], str]] = {}
    for incident_id, kind, one, other, reason in ask.office.kept("ties", ask.book.incidents_head, ask.book.ties):
        names = tuple(sorted((one, other)))
        incidents, _ = found.setdefault((names[0], names[1], kind), (set(), reason))
        incidents.add(incident_id)
    ordered = sorted(found.items(), key=lambda item: (-len(item[1][0]), item[0]))
    rows = [
        SharedText(a=a, b=b, kind=kind, n=len(incidents), incidents=sorted(incidents)[:SHOWN], reason=reason)  # type: ignore[arg-type]
        for (a, b, kind), (incidents, reason) in ordered
        if a != b
    ]
    return SharedTexts(rows=rows[:limit], total=len(rows))
