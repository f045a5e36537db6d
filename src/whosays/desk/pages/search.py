"""Search: words and phrases in reports and claims, in all scripts; and the issues of inputs."""

from whosays.desk.asking import Ask, bad
from whosays.desk.lines import claims_by_id
from whosays.desk.shapes.overview import Found, FoundRows, IssueRows


def search(ask: Ask) -> FoundRows:
    """Reports and claims that hold all the words; "a phrase" stays together, word* is a beginning."""
    words, kind, limit = ask.one("q"), ask.choice("kind", ("report", "claim", ""), ""), ask.limit
    ask.whole()
    if words is None:
        raise bad("q is missing: the words to find")
    hits = ask.book.search(words, limit=limit, kind=kind or None)
    heads = ask.book.heads(sorted({hit.report_id for hit in hits}))
    lines = {line.claim_id: line for line in claims_by_id(ask.book, [hit.id for hit in hits if hit.kind == "claim"])}
    rows = []
    for hit in hits:
        report = heads[hit.report_id].report
        rows.append(Found(
            kind=hit.kind, id=hit.id, report_id=hit.report_id, doc_id=hit.doc_id, title=report.title, outlet=report.outlet,
            snippet=hit.snippet, start=hit.start, end=hit.end, marks=list(hit.marks), line=lines.get(hit.id),
        ))
    return FoundRows(rows=rows, total=len(rows))


def issues(ask: Ask) -> IssueRows:
    """What went wrong with inputs, languages that were not read among it."""
    report, limit = ask.one("report"), ask.limit
    ask.whole()
    found = list(ask.book.issues(ask.book.report(report).report.report_id if report else None))
    return IssueRows(rows=found[:limit], total=len(found))
