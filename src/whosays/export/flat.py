"""One claim as one flat row: the columns that CSV, Parquet and GeoJSON share."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from whosays.model.claim import Claim, Count, Judged
from whosays.model.report import Report
from whosays.model.types import GROUP_OF
from whosays.model.wire import to_wire

Kind = type[str] | type[int] | type[float]


@dataclass(frozen=True, slots=True)
class Exported:
    """A claim as the ledger now has it, how it was judged, and the report that makes it.

    `coarsened` says why its places were made coarse or names were withheld; empty where nothing was.
    """

    claim: Claim
    judged: Judged
    report: Report
    coarsened: str = ""


def source_path(claim: Claim) -> str:
    """The chain as words, outermost first (`Russia Today > Igor Konashenkov`); empty for the report's own voice."""
    return " > ".join(link.source.name or link.source.text for link in claim.attribution)


def names(claim: Claim, *roles: str) -> str:
    """Names of the participants in these roles, each once, in text order, separated by `; `."""
    return "; ".join(dict.fromkeys(role.name or role.text for role in claim.role(*roles)))


def first_count(claim: Claim, what: str) -> Count | None:
    """The first figure of this kind that is not only a part of another; figures are never added up."""
    return next((count for count in claim.counts if count.what == what and count.scope != "part"), None)


def figure(claim: Claim, what: str) -> str:
    """A figure as `5`, `5-7`, `5-` (at least) or `-7` (at most); empty when the claim gives none."""
    count = first_count(claim, what)
    if count is None:
        return ""
    if count.best is not None and count.low in (None, count.best) and count.high in (None, count.best):
        return str(count.best)
    low, high = ("" if bound is None else str(bound) for bound in (count.low, count.high))
    return f"{low}-{high}" if low or high else ""


def _place(claim: Claim, field: str) -> Any:
    return getattr(claim.places[0], field) if claim.places else None


def _link(claim: Claim, pick: Callable[[Any], Any]) -> Any:
    return pick(claim.attribution[-1]) if claim.attribution else None


COLUMNS: Final[tuple[tuple[str, Kind, Callable[[Exported], Any]], ...]] = (
    ("claim_id", str, lambda row: row.claim.claim_id),
    ("judged", str, lambda row: row.judged),
    ("doc_id", str, lambda row: row.report.doc_id),
    ("report_id", str, lambda row: row.claim.report_id),
    ("outlet", str, lambda row: row.report.outlet),
    ("published", str, lambda row: row.report.published.value),
    ("published_basis", str, lambda row: row.report.published.basis),
    ("url", str, lambda row: row.report.url),
    ("type", str, lambda row: row.claim.type),
    ("group", str, lambda row: GROUP_OF.get(row.claim.type)),
    ("trigger", str, lambda row: row.claim.trigger.text),
    ("start", int, lambda row: row.claim.trigger.start),
    ("end", int, lambda row: row.claim.trigger.end),
    ("who_says", str, lambda row: source_path(row.claim)),
    ("source_kind", str, lambda row: _link(row.claim, lambda link: link.source.kind)),
    ("cue", str, lambda row: _link(row.claim, lambda link: link.cue.text if link.cue else None)),
    ("stance", str, lambda row: _link(row.claim, lambda link: link.stance)),
    ("factuality", str, lambda row: row.claim.factuality),
    ("author_factuality", str, lambda row: row.claim.author_factuality),
    ("modality", str, lambda row: row.claim.modality),
    ("phase", str, lambda row: row.claim.phase),
    ("actors", str, lambda row: names(row.claim, "actor")),
    ("targets", str, lambda row: names(row.claim, "target")),
    ("place", str, lambda row: _place(row.claim, "name")),
    ("place_relation", str, lambda row: _place(row.claim, "relation")),
    ("place_precision", str, lambda row: _place(row.claim, "precision")),
    ("lat", float, lambda row: _place(row.claim, "lat")),
    ("lon", float, lambda row: _place(row.claim, "lon")),
    ("radius_km", float, lambda row: _place(row.claim, "radius_km")),
    ("country", str, lambda row: _place(row.claim, "country")),
    ("admin1", str, lambda row: _place(row.claim, "admin1")),
    ("geonameid", int, lambda row: _place(row.claim, "geonameid")),
    ("earliest", str, lambda row: row.claim.time.earliest),
    ("latest", str, lambda row: row.claim.time.latest),
    ("time_precision", str, lambda row: row.claim.time.precision),
    ("time_basis", str, lambda row: row.claim.time.basis),
    ("killed", str, lambda row: figure(row.claim, "killed")),
    ("injured", str, lambda row: figure(row.claim, "injured")),
    ("equipment", str, lambda row: "; ".join(dict.fromkeys(piece.name for piece in row.claim.equipment))),
    ("evidence", str, lambda row: " ... ".join(quote.text for quote in row.claim.evidence)),
    ("acled", str, lambda row: row.claim.acled),
    ("plover", str, lambda row: row.claim.plover),
    ("cameo", str, lambda row: row.claim.cameo),
    ("confidence", float, lambda row: row.claim.confidence),
    ("reader", str, lambda row: row.claim.reader),
    ("coarsened", str, lambda row: row.coarsened or None),
)
"""Name, type and value of each column. A cell is empty (null) where the report gives nothing."""


def flat(row: Exported) -> dict[str, Any]:
    """The row as a dictionary in column order."""
    return {name: value(row) for name, _, value in COLUMNS}


def wire(row: Exported) -> dict[str, Any]:
    """The whole claim under the contract's field names, with `doc_id`, `judged` and what is known of its report."""
    report = row.report
    about = {
        "doc_id": report.doc_id, "source": report.source, "sha256": report.sha256, "title": report.title, "outlet": report.outlet,
        "author": report.author, "published": to_wire(report.published), "url": report.url, "language": report.language,
    }
    return {**to_wire(row.claim), "doc_id": report.doc_id, "judged": row.judged, "coarsened": row.coarsened or None, "report": about}


def storable(text: str) -> str:
    """Text that UTF-8 can hold: each lone surrogate of damaged input as U+FFFD."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    return text
