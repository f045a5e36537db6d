"""A brief: one printable HTML page, without script, in which every sentence cites its claims; map and timeline are drawn as SVG.

It is made of protected rows alone, so that nothing that was made coarse comes back through a heading or a drawing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Final

from whosays.export.drawing import map_svg, timeline_svg
from whosays.export.flat import Exported, figure, first_count, names, source_path, storable

FACTUALITY: Final = {
    "CT+": "", "PR+": "probably ", "PS+": "possibly ", "CT-": "no ", "PR-": "probably no ", "PS-": "possibly no ", "UU": "it is left open whether there was ",
}
"""How a claim's factuality is put before its act."""
MODALITY: Final = {
    "planned": "planned ", "predicted": "predicted ", "hypothetical": "possible ", "habitual": "habitual ", "threatened": "threatened ", "attempted": "attempted ",
}
COUNTED: Final = ("killed", "injured", "captured", "missing", "displaced", "destroyed")
STYLE: Final = """
@page { margin: 18mm } body { font: 11pt/1.45 Georgia, 'Times New Roman', serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #111; background: #fff }
h1 { font-size: 1.6rem; line-height: 1.2 } h2 { font-size: 1.1rem; margin: 1.6rem 0 .3rem; break-after: avoid } p { margin: .3rem 0 } .q { margin: .1rem 0 .5rem 1.2rem; color: #333 }
.n, .about, figcaption { font: 9pt/1.4 system-ui, sans-serif; color: #444 } a { color: #123c7a; text-decoration: none } sup a { padding: 0 .1em } ol { padding-left: 2.2rem; overflow-wrap: anywhere }
svg { width: 100%; height: auto; break-inside: avoid } figure { margin: 1rem 0 } .v { color: #7a3d00 }
"""


@dataclass(frozen=True, slots=True)
class About:
    """What a brief is of: its title, the filter in words, the day it was made, what was lifted and why (empty where nothing was)."""

    title: str
    filter: str
    made: date
    lifted: str = ""
    notes: tuple[str, ...] = ()
    left_out: int = 0


def to_brief(rows: Sequence[Exported], groups: Sequence[Sequence[str]], about: About) -> bytes:
    """The page. `groups` are ids of claims that speak of one happening; claims in none stand at the end, one by one."""
    number = {row.claim.claim_id: n for n, row in enumerate(rows, start=1)}
    by_id = {row.claim.claim_id: row for row in rows}
    grouped = [[by_id[one] for one in group if one in by_id] for group in groups]
    told = {row.claim.claim_id for group in grouped for row in group}
    alone = [row for row in rows if row.claim.claim_id not in told]
    parts = [_head(about, rows), *(_section(group, number) for group in grouped if group)]
    if alone:
        parts.append("<h2>Other claims</h2>" + "".join(_sentence(row, number) for row in alone))
    parts += [_drawings(rows), _claims(rows), "</body></html>\n"]
    return storable("".join(parts)).encode("utf-8")


def _head(about: About, rows: Sequence[Exported]) -> str:
    title = escape(about.title)
    coarse = sum(bool(row.coarsened) for row in rows)
    said = [f"{len(rows)} claims of {len({row.claim.report_id for row in rows})} reports, made {about.made.isoformat()}."]
    said += [f"Chosen by: {about.filter}." if about.filter else "All claims of the ledger."]
    said += [f"{about.left_out} further claims are left out: a brief is for reading."] if about.left_out else []
    said += [f"In {coarse} of them places were made coarse or names were withheld, to protect people."] if coarse else []
    said += [f"Protection was lifted: {about.lifted}."] if about.lifted else []
    said += ["A claim is what a source says, as a report tells it; nothing here says that it is true. Figures are never added up."]
    notes = "".join(f"<p>{escape(note)}</p>" for note in about.notes if note.strip())
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
        f"<style>{STYLE}</style></head><body><h1>{title}</h1>{notes}" + "".join(f'<p class="about">{escape(one)}</p>' for one in said)
    )


def _section(group: Sequence[Exported], number: Mapping[str, int]) -> str:
    """One happening: who gives which account, then where the figures differ."""
    ordered = sorted(group, key=lambda row: (row.report.published.value or "~", number[row.claim.claim_id]))
    return f"<h2>{escape(_heading(group))}</h2>" + "".join(_sentence(row, number) for row in ordered) + _ranges(ordered, number)


def _heading(group: Sequence[Exported]) -> str:
    kinds = [row.claim.type for row in group]
    kind = max(dict.fromkeys(kinds), key=kinds.count).replace("_", " ")
    places = [row.claim.places[0].name for row in group if row.claim.places]
    days = sorted(row.claim.time.earliest[:10] for row in group if row.claim.time.earliest)
    parts = [kind, max(dict.fromkeys(places), key=places.count) if places else "", days[0] if days else ""]
    said = ", ".join(part for part in parts if part)
    return said[:1].upper() + said[1:]


def _sentence(row: Exported, number: Mapping[str, int]) -> str:
    """One claim in words with its citation, and the words that carry it."""
    claim, report = row.claim, row.report
    outlet = report.outlet or report.doc_id
    who = source_path(claim)
    says = f"According to {who}, as reported by {outlet}" if who else f"{outlet} reports"
    quote = " … ".join(" ".join(one.text.split()) for one in claim.evidence)
    cite = number[claim.claim_id]
    told = f"{says}: {_act(row)}."
    withheld = f' <span class="v">({escape(row.coarsened)})</span>' if row.coarsened else ""
    return f'<p>{escape(told)}<sup><a href="#c{cite}">[{cite}]</a></sup>{withheld}</p><p class="q">“{escape(quote)}”</p>'


def _act(row: Exported) -> str:
    claim = row.claim
    act = FACTUALITY[claim.factuality] + MODALITY.get(claim.modality, "") + claim.type.replace("_", " ")
    parts = [act]
    parts += [f"by {names(claim, 'actor')}"] if claim.role("actor") else []
    parts += [f"against {names(claim, 'target')}"] if claim.role("target") else []
    parts += [f"{place.relation} {place.name or place.text}" for place in claim.places[:1]]
    first, last = claim.time.earliest, claim.time.latest
    if first and first == last:
        parts.append(f"on {first}")
    elif first or last:
        parts.append(f"between {first or 'an open day'} and {last or 'an open day'}")
    figures = [f"{what} {figure(claim, what)}" for what in COUNTED if first_count(claim, what) is not None and figure(claim, what)]
    return " ".join(parts) + (f" ({', '.join(figures)})" if figures else "")


def _ranges(rows: Sequence[Exported], number: Mapping[str, int]) -> str:
    """For each kind of figure that several claims give: the least and the most, each with its claim."""
    out = []
    for what in COUNTED:
        given = [(count, number[row.claim.claim_id]) for row in rows if (count := first_count(row.claim, what)) is not None]
        bounds = [(bound, n) for count, n in given for bound in (count.low, count.best, count.high) if bound is not None]
        if len({bound for bound, _ in bounds}) > 1:
            (least, a), (most, b) = min(bounds), max(bounds)
            cites = "".join(f'<sup><a href="#c{n}">[{n}]</a></sup>' for n in sorted({a, b}))
            out.append(f"<p>Figures for {what} go from {least} to {most}.{cites}</p>")
    return "".join(out)


def _drawings(rows: Sequence[Exported]) -> str:
    drawn = []
    places = [(place, row.claim.claim_id) for row in rows for place in row.claim.places[:1] if place.lat is not None and place.lon is not None]
    if places:
        spots: dict[tuple[str, float, float, float, str], int] = {}
        for place, _ in places:
            key = (place.name, place.lat or 0.0, place.lon or 0.0, place.radius_km or 0.0, place.precision)
            spots[key] = spots.get(key, 0) + 1
        drawn.append(f"<figure>{map_svg(spots)}<figcaption>Where: circles cover what the words leave open; hatched ones are a province or more. "
                     "Degrees WGS 84.</figcaption></figure>")
    dated = [(row.claim.time.earliest[:10], row.claim.time.latest[:10]) for row in rows if row.claim.time.earliest and row.claim.time.latest]
    if dated:
        drawn.append(f"<figure>{timeline_svg(dated)}<figcaption>When: each bar is a claim, as long as its words leave the day open.</figcaption></figure>")
    return "".join(drawn)


def _claims(rows: Sequence[Exported]) -> str:
    """The list of what is cited: chain, quote's place, outlet, date, address, hash, judged or not."""
    lines = []
    for n, row in enumerate(rows, start=1):
        claim, report = row.claim, row.report
        start, end = (claim.evidence[0].start, claim.evidence[0].end) if claim.evidence else (claim.trigger.start, claim.trigger.end)
        parts = [
            source_path(claim) or "the report's own words", report.outlet or report.doc_id, f"“{report.title}”" if report.title else "",
            report.published.value or "undated", report.url or report.doc_id, f"sha256:{report.sha256}", f"[{start}:{end}]",
            f"claim {claim.claim_id}", {"machine": "read by machine, judged by nobody"}.get(row.judged, f"{row.judged} by a person"),
        ]
        lines.append(f'<li id="c{n}">{escape(", ".join(part for part in parts if part))}</li>')
    return f'<h2>Claims cited</h2><ol class="n">{"".join(lines)}</ol>'


