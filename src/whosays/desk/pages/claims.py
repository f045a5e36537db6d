"""Claims: the table, one claim with all that stands behind it, and its citation."""

from whosays import api
from whosays.desk.asking import Ask
from whosays.desk.filters import filter_of
from whosays.desk.lines import citation, claim_lines, judgement_lines, report_line
from whosays.desk.shapes.claims import Citation, ClaimPage, ClaimRows

ORDERS = ("document", "time", "confidence", "doubt")


def claims(ask: Ask) -> ClaimRows:
    """Claims that a filter finds, a page at a time."""
    wanted = filter_of(ask)
    order: api.Order = ask.choice("order", ORDERS, "document")
    limit, cursor = ask.limit, ask.one("cursor")
    ask.all("fields")
    ask.whole()
    if wanted.superseded:
        page, total = ask.book.claims(wanted, order=order, limit=limit, cursor=cursor), ask.book.count(wanted)
    else:
        page, total = ask.office.counts(ask.book).page(ask.book, wanted, order=order, limit=limit, cursor=cursor)
    return ClaimRows(rows=claim_lines(ask.book, page.rows), total=total, cursor=page.cursor)


def claim(ask: Ask) -> ClaimPage:
    """One claim: as it stands, as the machine read it, who judged it, its report, its incidents and its citation."""
    ask.whole()
    row = ask.book.claim(ask.path["id"])
    line = claim_lines(ask.book, [row])[0]
    machine = ask.book.machine_claim(row.claim.claim_id)
    head = ask.book.heads([row.claim.report_id])[row.claim.report_id]
    records = ask.book.judgements_on([row.claim.claim_id]).get(row.claim.claim_id, ())
    return ClaimPage(
        line=line, claim=row.claim, machine=machine if machine != row.claim else None, judgements=judgement_lines(ask.book, records),
        report=report_line(head, ask.book.version("add", head.report.report_id)), incidents=list(line.incidents),
        cite=citation(ask.book, row.claim, head), version=line.version,
    )


def cite(ask: Ask) -> Citation:
    """A claim as a one-line citation, and its parts."""
    ask.whole()
    found = ask.book.claim(ask.path["id"]).claim
    return citation(ask.book, found, ask.book.heads([found.report_id])[found.report_id])
