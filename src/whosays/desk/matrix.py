"""Who says what: chains against facets, figures by source, quotes."""

from collections.abc import Sequence
from typing import Final

from whosays import api
from whosays.desk.shapes.claims import ClaimLine
from whosays.desk.shapes.incidents import (
    Cell,
    Conflict,
    Figure,
    FigureRow,
    Matrix,
    MatrixRow,
    SaidWords,
    Value,
)
from whosays.model.incident import Contradiction, Facet, Incident

FACETS: Final = ("what", "who", "to_whom", "when", "where", "how_many")
FACET_OF: Final = {"count": "how_many", "date": "when", "place": "where", "actor": "who", "outcome": "what", "denial": "what"}
"""The facet in which a contradiction of each kind shows."""


def matrix_of(incident: Incident, lines: Sequence[ClaimLine]) -> Matrix:
    """A row for each chain of each report; equal group numbers in a column are agreement."""
    facets: dict[str, Facet] = {facet.facet: facet for facet in incident.facets}
    values: dict[str, list[Value]] = {name: _values(facets[name]) for name in FACETS if name in facets}
    shown = [name for name in FACETS if values.get(name)]
    chains: dict[tuple[str, str], list[ClaimLine]] = {}
    for line in lines:
        chains.setdefault((line.report_id, line.who_says), []).append(line)
    first = min((line.published[:10] for line in lines if line.published), default=None)
    rows = [_row(group, facets, values, first) for group in sorted(chains.values(), key=lambda group: group[0].published or "~")]
    return Matrix(facets=list(shown), rows=rows, values=values, conflicts=[_conflict(one, facets, values) for one in incident.contradictions])


def _values(facet: Facet) -> list[Value]:
    """Values of a facet, the one that most chains give first."""
    ordered = sorted(facet.values, key=lambda value: (-len(value.chains), value.value))
    return [Value(value=value.value, group=group, chains=len(value.chains)) for group, value in enumerate(ordered)]


def _row(lines: Sequence[ClaimLine], facets: dict[str, Facet], values: dict[str, list[Value]], earliest: str | None) -> MatrixRow:
    first = lines[0]
    ids = {line.claim_id for line in lines}
    cells = {name: cells for name in values if (cells := _cells(ids, facets[name], values[name]))}
    outlet = first.outlet or first.doc_id
    return MatrixRow(
        chain=f"{outlet} > {first.who_says}" if first.who_says else outlet, outlet=first.outlet, report_id=first.report_id,
        doc_id=first.doc_id, published=first.published, earliest=earliest is not None and (first.published or "")[:10] == earliest, links=[link.name for link in first.chain], claims=[line.claim_id for line in lines],
        denies=any(line.factuality.endswith("-") for line in lines), cells=cells,
    )


def _cells(ids: set[str], facet: Facet, values: Sequence[Value]) -> list[Cell]:
    by_value = {value.value: value for value in values}
    return [
        Cell(value=one.value, group=by_value[one.value].group, agree=len(one.chains), claims=[c for c in one.claims if c in ids])
        for one in facet.values
        if not ids.isdisjoint(one.claims)
    ]


def _conflict(one: Contradiction, facets: dict[str, Facet], values: dict[str, list[Value]]) -> Conflict:
    name = FACET_OF[one.kind]
    groups = [_groups(set(side), facets.get(name), values.get(name, [])) for side in one.sides]
    return Conflict(facet=name, kind=one.kind, groups=groups, sides=[list(side) for side in one.sides], reason=one.reason)


def _groups(side: set[str], facet: Facet | None, values: Sequence[Value]) -> list[int]:
    if facet is None:
        return []
    by_value = {value.value: value.group for value in values}
    return sorted({by_value[one.value] for one in facet.values if not side.isdisjoint(one.claims)})


def figures_of(lines: Sequence[ClaimLine]) -> list[Figure]:
    """Figures by kind, each as its source gives it."""
    found: dict[tuple[str, str, str], list[FigureRow]] = {}
    kinds: dict[tuple[str, str, str], tuple[ClaimLine, int]] = {}
    for line in lines:
        for number, count in enumerate(line.counts):
            key = (count.what, count.victims, count.scope)
            kinds.setdefault(key, (line, number))
            row = FigureRow(
                low=count.low, best=count.best, high=count.high, text=count.text, who_says=line.who_says, outlet=line.outlet,
                claim_id=line.claim_id, factuality=line.factuality, published=line.published,
            )
            found.setdefault(key, []).append(row)
    out = []
    for kind in sorted(found):
        line, at = kinds[kind]
        given = line.counts[at]
        out.append(Figure(what=given.what, victims=given.victims, scope=given.scope, rows=found[kind]))
    return out


def quotes_of(rows: Sequence[api.ClaimRow]) -> list[SaidWords]:
    """Words that a source is quoted with, each once."""
    found: dict[tuple[str, int, int], SaidWords] = {}
    for row in rows:
        for link in row.claim.attribution:
            if link.form not in ("verbatim", "mixed"):
                continue
            for evidence in row.claim.evidence:
                for start, end in link.content:
                    if evidence.start <= start < end <= evidence.end:
                        text = evidence.text[start - evidence.start : end - evidence.start]
                        key = (row.claim.report_id, start, end)
                        found.setdefault(key, SaidWords(
                            text=text, start=start, end=end, who_says=api.source_path(row.claim), claim_id=row.claim.claim_id,
                            report_id=row.claim.report_id,
                        ))
    return list(found.values())
