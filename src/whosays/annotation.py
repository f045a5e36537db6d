"""One text read for `annotate`: everything that is found in it, in the shape of `records.md`."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from whosays.claims.annotated import annotated_events, mention_entities
from whosays.intake.intake import report_from_text
from whosays.model.span import Span
from whosays.model.wire import to_wire
from whosays.pipeline import Read, Tools, read_report
from whosays.settings import Settings


def annotated(
    text: str, name: str, published: str | None, language: str | None, tools: Tools, settings: Settings
) -> dict[str, Any]:
    """All that is read in one text, in the shape of `annotate`; offsets index `text`.

    Claims are those that the ledger would keep, so none from text that is set aside; everything else is given for the whole text.
    """
    report, issues = report_from_text(text, doc_id=name, published=published, language=language, settings=settings)
    read = read_report(report, tools)
    whole = read
    if any(gone.reason != "unread" for gone in report.dropped):
        everything, _ = report_from_text(
            text, doc_id=name, published=published, language=report.language, clean=False, settings=settings
        )
        whole = read_report(everything, tools)
    said = (*issues, *(issue if issue.source else replace(issue, source=name) for issue in read.issues))
    reading, resolution = whole.reading, whole.resolution
    return {
        "issues": to_wire(list(said)),
        "sentences": [[s.start, s.end] for s in reading.sentences],
        "mentions": _mentions(whole),
        "attributions": [
            {"source": _spans(s.source), "cue": _spans(s.cue), "content": _spans(s.content), "parent": s.parent, "stance": s.stance}
            for s in reading.speeches
        ],
        "times": [_picked(time, "start end type value earliest latest precision") for time in resolution.times],
        "places": [_picked(place, "start end name lat lon geonameid country precision literal reason") for place in resolution.places],
        "events": to_wire(annotated_events(whole.report, reading, resolution, read.built.claims)),
        "claims": to_wire(read.built.claims),
    }


def _mentions(read: Read) -> list[dict[str, Any]]:
    entities = mention_entities(read.report, read.reading, read.resolution)
    return [
        {**_picked(mention, "start end type"), "entity_id": entity, "name": mention.name}
        for mention, entity in zip(read.reading.mentions, entities, strict=True)
    ]


def _spans(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _picked(record: Any, fields: str) -> dict[str, Any]:
    return {name: to_wire(getattr(record, name)) for name in fields.split()}
