"""No record is stored whose span does not reproduce its words."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from whosays.errors import GroundingError
from whosays.model.claim import Claim, Link
from whosays.model.entity import Item
from whosays.model.report import Dropped, Report
from whosays.model.span import check_quote

Words = tuple[str, int, int]


def quotes_of(claim: Claim) -> Iterator[Words]:
    """Every (words, start, end) that a claim rests on."""
    parts = (
        (claim.trigger,), claim.evidence, claim.roles, claim.places, claim.counts, claim.equipment, claim.grounds,
    )
    for group in parts:
        for part in group:
            yield part.text, part.start, part.end
    if claim.time.start is not None and claim.time.end is not None:
        yield claim.time.text, claim.time.start, claim.time.end
    for relation in claim.relations:
        if relation.start is not None and relation.end is not None:
            yield relation.text, relation.start, relation.end
    for link in claim.attribution:
        yield from _link_quotes(link)


def _link_quotes(link: Link) -> Iterator[Words]:
    yield link.source.text, link.source.start, link.source.end
    if link.cue is not None:
        yield link.cue.text, link.cue.start, link.cue.end


def spans_of(claim: Claim) -> Iterator[tuple[int, int]]:
    """Every span of a claim, contents of its chain included."""
    for _, start, end in quotes_of(claim):
        yield start, end
    for link in claim.attribution:
        yield from link.content


def check_report(report: Report) -> None:
    """Refuse a report whose own spans leave its text or overlap.

    Raises:
        GroundingError: naming the span.
    """
    size = len(report.text)
    main = [(p.start, p.end) for p in report.paragraphs]
    dropped = [(d.start, d.end) for d in report.dropped]
    title = [(report.title_span.start, report.title_span.end)] if report.title_span else []
    for start, end in main + dropped + title:
        if not 0 <= start <= end <= size:
            raise GroundingError(f"span [{start}, {end}) does not lie in a text of {size} code points")
    ordered = sorted(span for span in main + dropped if span[0] < span[1])
    for (_, end), (start, stop) in pairwise(ordered):
        if start < end:
            raise GroundingError(f"paragraph or dropped span [{start}, {stop}) overlaps the one before it, which ends at {end}")


def check_claim(report: Report, claim: Claim) -> None:
    """Refuse a claim that is not of this report, does not reproduce its words, or rests on words set aside.

    Raises:
        GroundingError: naming the span.
    """
    if claim.report_id != report.report_id:
        raise GroundingError(f"claim {claim.claim_id} is of report {claim.report_id}, not {report.report_id}")
    for words, start, end in quotes_of(claim):
        check_quote(report.text, words, start, end)
    if claim.trigger.start >= claim.trigger.end:
        raise GroundingError(f"claim {claim.claim_id} has an empty trigger")
    _check_contents(report, claim)
    _check_kept(report.dropped, claim)


def _check_contents(report: Report, claim: Claim) -> None:
    for link in claim.attribution:
        for start, end in link.content:
            if not 0 <= start <= end <= len(report.text):
                raise GroundingError(f"content [{start}, {end}) does not lie in a text of {len(report.text)} code points")
    if claim.time.text and (claim.time.start is None or claim.time.end is None):
        raise GroundingError(f"the words {claim.time.text!r} of a time have no span")


def _check_kept(dropped: Sequence[Dropped], claim: Claim) -> None:
    for gone in dropped:
        for start, end in spans_of(claim):
            if start < gone.end and gone.start < end:
                raise GroundingError(f"span [{start}, {end}) overlaps words set aside as {gone.reason}")


def check_item(report: Report, item: Item) -> None:
    """Refuse an item that is not of this report or does not reproduce its words.

    Raises:
        GroundingError: naming the span.
    """
    if item.report_id != report.report_id:
        raise GroundingError(f"item {item.item_id} is of report {item.report_id}, not {report.report_id}")
    check_quote(report.text, item.quote.text, item.quote.start, item.quote.end)
