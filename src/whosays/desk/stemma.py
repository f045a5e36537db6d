"""The stemma as a drawing: accounts as nodes, ties as edges, and what goes back to one origin folded together."""

import itertools
from collections.abc import Sequence
from typing import Final

from whosays.desk.shapes.claims import ClaimLine
from whosays.desk.shapes.incidents import Edge, Node, OriginLine, StemmaDrawing
from whosays.model.incident import Incident

FOLDS: Final = frozenset({"copies", "quotes", "cites", "same_origin"})
"""Ties that make two accounts one origin; the same owner is drawn, not folded."""
MOST_APART: Final = 40
"""Dashed lines that are drawn at most."""


def drawing_of(incident: Incident, lines: Sequence[ClaimLine]) -> StemmaDrawing:
    """Nodes are the reports and the sources that ties name; each origin is a group of nodes that ties fold."""
    keys = list(dict.fromkeys(line.doc_id for line in lines))
    keys += [key for edge in incident.stemma for key in (edge.origin, edge.to) if key not in keys]
    keys = list(dict.fromkeys(keys))
    group = _groups(keys, incident)
    firsts = _firsts(keys, lines, group)
    nodes = [_node(key, lines, group[key], first=key in firsts) for key in keys]
    edges = [
        Edge(
            kind=edge.kind, from_=edge.origin, to=edge.to, directed=edge.directed, evidence=edge.evidence, reason=edge.reason,
            folds=edge.kind in FOLDS,
        )
        for edge in incident.stemma
    ]
    origins = [_origin(number, nodes, lines) for number in sorted(set(group.values()))]
    apart = [[one.keys[0], other.keys[0]] for one, other in itertools.combinations(origins, 2)][:MOST_APART]
    return StemmaDrawing(nodes=nodes, edges=edges, origins=origins, apart=apart)


def _groups(keys: Sequence[str], incident: Incident) -> dict[str, int]:
    """The number of the origin of each account."""
    root = {key: key for key in keys}

    def find(key: str) -> str:
        while root[key] != key:
            key = root[key]
        return key

    for edge in incident.stemma:
        if edge.kind in FOLDS:
            root[find(edge.origin)] = find(edge.to)
    numbers: dict[str, int] = {}
    return {key: numbers.setdefault(find(key), len(numbers)) for key in keys}


def _firsts(keys: Sequence[str], lines: Sequence[ClaimLine], group: dict[str, int]) -> set[str]:
    """The earliest published account of each origin, where dates tell."""
    dated = {line.doc_id: line.published for line in lines if line.published}
    found: dict[int, str] = {}
    for key in sorted((key for key in keys if key in dated), key=lambda key: (dated[key] or "", key)):
        found.setdefault(group[key], key)
    return set(found.values())


def _node(key: str, lines: Sequence[ClaimLine], origin: int, *, first: bool) -> Node:
    line = next((line for line in lines if line.doc_id == key), None)
    if line is None:
        return Node(key=key, label=key, kind="source", report_id=None, published=None, origin=origin, first=False)
    label = line.outlet or line.title or line.doc_id
    return Node(key=key, label=label, kind="report", report_id=line.report_id, published=line.published, origin=origin, first=first)


def _origin(number: int, nodes: Sequence[Node], lines: Sequence[ClaimLine]) -> OriginLine:
    own = [node for node in nodes if node.origin == number]
    keys = [node.key for node in own]
    label = next((node.label for node in own if node.first), own[0].label)
    return OriginLine(origin=number, label=label, keys=keys, claims=[line.claim_id for line in lines if line.doc_id in keys])
