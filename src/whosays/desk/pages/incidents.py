"""Incidents: the list, and one laid out: who says what, how the accounts hang together, figures by source, quotes."""

from whosays import api
from whosays.desk.asking import Ask, bad
from whosays.desk.filters import filter_of
from whosays.desk.lines import claim_lines, incident_line, judgement_lines
from whosays.desk.matrix import figures_of, matrix_of, quotes_of
from whosays.desk.shapes.incidents import IncidentPage, IncidentRows
from whosays.desk.stemma import drawing_of


def incidents(ask: Ask) -> IncidentRows:
    """Incidents with at least one claim that a filter finds, a page at a time."""
    wanted = filter_of(ask)
    order: api.IncidentOrder = ask.choice("order", api.INCIDENT_ORDERS, "size")
    limit, cursor = ask.limit, ask.one("cursor")
    ask.all("fields")
    ask.whole()
    if wanted.superseded:
        raise bad("superseded is for claims: incidents are joined from what stands")
    found, total, after = ask.office.counts(ask.book).incidents(ask.book, wanted, order=order, limit=limit, cursor=cursor)
    rows = [incident_line(ask.book, ask.book.incident(incident_id), matching) for incident_id, matching in found]
    return IncidentRows(rows=rows, total=total, cursor=after)


def incident(ask: Ask) -> IncidentPage:
    """One incident: matrix of chains against facets, stemma, contradictions, figures by source, quotes, judgements."""
    ask.whole()
    found = ask.book.incident(ask.path["id"])
    rows = ask.book.claims_among(found.claims)
    lines = claim_lines(ask.book, rows)
    drawing = drawing_of(found, lines)
    records = [
        one
        for one in ask.book.judgements("assess", "join", "split", withdrawn=True)
        if found.incident_id in {ask.book.follow(one.judgement.on), *_others(one)} or one.judgement.on in found.claims
    ]
    return IncidentPage(
        line=incident_line(ask.book, found), incident=found, claims=lines, matrix=matrix_of(found, lines), stemma=drawing,
        figures=figures_of(lines), quotes=quotes_of(rows), origins=drawing.origins, judgements=judgement_lines(ask.book, records),
        version=ask.book.version("assess", found.incident_id),
    )


def _others(one: api.JudgedRecord) -> list[str]:
    after = one.judgement.after
    return [str(part) for part in after] if isinstance(after, list) else []
