"""Reports: the list, one with its text and all that was read in it, and its original bytes."""

from whosays import api
from whosays.desk.asking import Ask, Download, Refusal
from whosays.desk.lines import claim_lines, report_line
from whosays.desk.shapes.reports import ReportPage, ReportRows
from whosays.desk.spans import spans_of


def reports(ask: Ask) -> ReportRows:
    """Reports, a page at a time: by words, outlet, language, or those with an Issue."""
    wanted = api.HeadFilter(
        words=ask.one("words"), outlet=ask.one("outlet"), language=ask.one("language"), with_issues=ask.flag("issues"),
        superseded=ask.flag("superseded"),
    )
    order = ask.choice("order", ("name", "date"), "name")
    limit, cursor = ask.limit, ask.one("cursor")
    ask.all("fields")
    ask.whole()
    found, total, after = ask.book.find_heads(wanted, order=order, limit=limit, cursor=cursor)
    return ReportRows(rows=[report_line(head) for head in found], total=total, cursor=after)


def report(ask: Ask) -> ReportPage:
    """One report: its text, what was read in it span by span, what was set aside and why, its other versions."""
    ask.whole()
    stored = ask.book.report(ask.path["id"])
    whole = stored.report
    rows = ask.book.claims_of(whole.report_id)
    versions = ask.book.versions_of(whole.doc_id)
    version = ask.book.version("add", whole.report_id)
    line = next(report_line(head, version) for head in versions if head.report.report_id == whole.report_id)
    return ReportPage(
        line=line, text=whole.text, paragraphs=[(span.start, span.end) for span in whole.paragraphs], dropped=list(whole.dropped),
        spans=spans_of([row.claim for row in rows if row.judged != "rejected"], stored.items), claims=claim_lines(ask.book, rows),
        items=list(stored.items), issues=list(stored.issues), versions=[report_line(head) for head in versions], state=stored.state,
    )


def original(ask: Ask) -> Download:
    """The original bytes of a report, always as an attachment."""
    ask.whole()
    stored = ask.book.report(ask.path["id"])
    data = ask.book.original(stored.report.sha256)
    if data is None:
        why = "its words were redacted and the original was destroyed" if stored.redacted else "the original was not kept, or was destroyed by a redaction"
        raise Refusal(404, "not_found", f"{stored.report.doc_id}: {why}")
    name = stored.report.doc_id.rsplit("/", 1)[-1] or "report"
    return Download(f"{name}.original", "application/octet-stream", data)
