"""Review: the queue by doubt, and how far reviewers agree."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from whosays import api
from whosays.desk.asking import Ask, bad
from whosays.desk.filters import filter_of
from whosays.desk.lines import claim_lines, judgement_lines
from whosays.desk.shapes.review import Agreement, Agreements, Context, Disagreement, ReviewItem, ReviewRows
from whosays.model.claim import Claim
from whosays.model.report import Report

UNSURE = 0.7
AROUND = 400
"""Code points around a claim that lies in no paragraph."""


def review(ask: Ask) -> ReviewRows:
    """Claims to judge, least sure first; with `second`, what exactly one other person judged."""
    wanted = filter_of(ask)
    second, by, limit, cursor = ask.flag("second"), ask.one("by"), ask.limit, ask.one("cursor")
    ask.whole()
    if wanted.superseded:
        raise bad("superseded claims are not judged")
    if second:
        if by is None:
            raise bad("second needs by: who the second reviewer is")
        wanted = replace(wanted, among=_once(ask.book, by) or ("none",), judged=wanted.judged or ("accepted", "edited", "added", "rejected"))
    elif not wanted.judged:
        wanted = replace(wanted, judged=("machine",))
    page, total = ask.office.counts(ask.book).page(ask.book, wanted, order="doubt", limit=limit, cursor=cursor)
    standing = [row for row in page.rows if row.judged in wanted.judged]  # counts may be behind the ledger for a while
    return ReviewRows(rows=_items(ask.book, standing), total=total, cursor=page.cursor)


def _once(book: api.LedgerView, by: str) -> tuple[str, ...]:
    """Ids of claims that somebody other than `by` judged, and `by` did not."""
    who: dict[str, set[str]] = {}
    for one in book.judgements("accept", "reject", "edit", "add"):
        if one.claim_id is not None:
            who.setdefault(one.claim_id, set()).add(one.judgement.by)
    return tuple(sorted(claim_id for claim_id, names in who.items() if len(names) == 1 and by not in names))


def _items(book: api.LedgerView, rows: Sequence[api.ClaimRow]) -> list[ReviewItem]:
    lines = claim_lines(book, rows)
    records = book.judgements_on([row.claim.claim_id for row in rows])
    reports: dict[str, Report] = {}
    out = []
    for row, line in zip(rows, lines, strict=True):
        report_id = row.claim.report_id
        if report_id not in reports:
            reports[report_id] = book.report(report_id).report
        out.append(ReviewItem(
            line=line, claim=row.claim, version=line.version, context=_context(reports[report_id], row.claim),
            judgements=judgement_lines(book, records.get(row.claim.claim_id, ())), why=_why(row.claim),
        ))
    return out


def _context(report: Report, claim: Claim) -> Context:
    """The paragraphs that hold the claim's words."""
    start = min((quote.start for quote in claim.evidence), default=claim.trigger.start)
    end = max((quote.end for quote in claim.evidence), default=claim.trigger.end)
    met = [span for span in report.paragraphs if span.start < end and start < span.end]
    if met:
        start, end = min(start, met[0].start), max(end, met[-1].end)
    else:
        start, end = max(0, start - AROUND), min(len(report.text), end + AROUND)
    return Context(text=report.text[start:end], start=start, end=end)


def _why(claim: Claim) -> list[str]:
    """Why a claim deserves a look, in words."""
    why = [f"the reading is unsure ({claim.confidence:.2f})"] if claim.confidence < UNSURE else []
    why += ["the source is carried over from an earlier sentence"] if any(link.carried for link in claim.attribution) else []
    why += ["nobody is named as the one who acts"] if not claim.role("actor") else []
    why += [f"who acts is uncertain ({role.certainty})" for role in claim.role("actor") if role.certainty != "CT"]
    why += [f"{place.name or place.text}: {place.reason}" for place in claim.places if place.precision == "unlocated"]
    why += ["no date is known"] if claim.time.earliest is None and claim.time.latest is None else []
    return why


def agreement(ask: Ask) -> Agreements:
    """How far reviewers who judged the same claims agree."""
    ask.whole()
    verdicts: dict[str, dict[str, str]] = {}
    for one in ask.book.judgements("accept", "reject", "edit"):
        if one.claim_id is not None:
            verdicts.setdefault(one.claim_id, {})[one.judgement.by] = one.judgement.kind
    pairs: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for claim_id, by in sorted(verdicts.items()):
        people = sorted(by)
        for n, a in enumerate(people):
            for b in people[n + 1 :]:
                pairs.setdefault((a, b), []).append((claim_id, by[a], by[b]))
    rows = [_agreement(a, b, both) for (a, b), both in sorted(pairs.items())]
    apart = [
        Disagreement(claim_id=claim_id, a=a, a_says=one, b=b, b_says=other)
        for (a, b), both in sorted(pairs.items())
        for claim_id, one, other in both
        if one != other
    ]
    return Agreements(pairs=rows, disagreements=apart)


def _agreement(a: str, b: str, both: Sequence[tuple[str, str, str]]) -> Agreement:
    """Cohen's kappa over accept, reject and edit (Cohen 1960); null where chance alone would agree wholly."""
    n = len(both)
    agree = sum(one == other for _, one, other in both)
    ones, others = Counter(one for _, one, _ in both), Counter(other for _, _, other in both)
    chance = sum(ones[kind] * others[kind] for kind in ones) / (n * n)
    kappa = None if chance == 1 else round((agree / n - chance) / (1 - chance), 3)
    return Agreement(a=a, b=b, claims=n, agree=agree, share=round(agree / n, 3), kappa=kappa)
