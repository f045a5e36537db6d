"""Claims to incidents: block, score, cluster, describe. The result depends on the set of claims, never on their order.

Blocks propose pairs (`blocks`), the rules of `rules` score them, and pairs that reach `LINK` part the ledger into components. Inside a component a greedy
correlation clustering takes the strongest ties first and merges two clusters only where their members agree on the whole, so that no chain of
pairwise joins can swallow what its members deny. A person's word comes last and wins.
"""

import itertools
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from whosays.incidents.blocks import Blocks
from whosays.incidents.bounds import Bounds
from whosays.incidents.describe import describe
from whosays.incidents.glance import glances
from whosays.incidents.relations import related
from whosays.incidents.rules import LINK, VETO, Seen, prepared, score
from whosays.incidents.stemma import Stemma
from whosays.incidents.story import Stories
from whosays.model.claim import Claim
from whosays.model.incident import Incident
from whosays.model.judgement import Judgement
from whosays.model.report import Report

if TYPE_CHECKING:
    from whosays.incidents.glance import Glances

AGREED: Final = 0.6
"""Two clusters merge when the scores between their members average at least this share of `LINK`."""
AGAINST: Final = -1.0
"""A pair of members at or below this score speaks so plainly against one happening that their clusters stay apart."""
WITNESSES: Final = 12
"""So many members of a cluster, the smallest ids, are asked whether it may merge; a cluster of hundreds need not ask all."""
LARGEST_COMPONENT: Final = 150
"""A component of more claims is not compared all with all but along a window of `COMPONENT_REACH`."""
COMPONENT_REACH: Final = 60

Told = Mapping[str, frozenset[str]]
Pair = tuple[int, int]


def cluster(claims: Iterable[Claim], reports: Iterable[Report], judgements: Iterable[Judgement] = ()) -> tuple[Incident, ...]:
    """Incidents of a ledger's live claims, sorted by id; a person's joins and splits win over the rules."""
    return clustered(claims, reports, judgements).incidents


@dataclass(frozen=True, slots=True)
class Clustered:
    """Incidents sorted by id, the prepared claims they were made of, the indices of these by component, the blocks that proposed, the names of the reports, and the glances of the claims."""

    incidents: tuple[Incident, ...]
    items: Sequence[Seen]
    components: Sequence[Sequence[int]]
    blocks: Blocks
    stories: Stories
    told: "Glances"


def clustered(claims: Iterable[Claim], reports: Iterable[Report], judgements: Iterable[Judgement] = (), standing: frozenset[int] | None = None) -> Clustered:
    """As `cluster`, with what is worth keeping for the next report; `standing` as `Stemma` takes it."""
    live = {claim.claim_id: claim for claim in claims}
    known = {report.report_id: report for report in sorted(reports, key=lambda r: r.report_id)}
    speaking = {claim.report_id for claim in live.values()}
    stories = Stories(report for key, report in known.items() if key in speaking)
    items = prepared(list(live.values()), stories)
    told, blocks = glances(items), Blocks(items, stories)
    bounds = Bounds(told, [item.claim.report_id for item in items], stories)
    found = components(items, blocks.pairs(bounds))
    incidents = made(items, found, bounds, Stemma(known, standing), list(judgements))
    return Clustered(tuple(sorted(related(incidents, live), key=lambda i: i.incident_id)), items, found, blocks, stories, told)


def made(items: Sequence[Seen], found: Iterable[Sequence[int]], bounds: Bounds, stemma: Stemma, judgements: Sequence[Judgement] = ()) -> list[Incident]:
    """The incidents of these components of prepared claims, without their relations to one another."""
    assessments = assessed(judgements)
    return [describe([items[i].claim for i in group], reasons, stemma, assessments) for group, reasons in grouped(items, found, bounds, judgements)]


def assessed(judgements: Iterable[Judgement]) -> dict[str, str]:
    """A person's assessment of incidents, by id."""
    return {judgement.on: str(judgement.after) for judgement in judgements if judgement.kind == "assess"}


def grouped(
    items: Sequence[Seen], found: Iterable[Sequence[int]], bounds: Bounds, judgements: Sequence[Judgement] = (), known: Mapping[Pair, float] = MappingProxyType({}),
) -> Iterator[tuple[list[int], tuple[str, ...]]]:
    """The claims (indices, ascending) of every incident of these components, with the reasons why they stand together; `known` scores need not be worked out again.

    One component after the other, so that what was worked out about its pairs is forgotten with it; those that a person joins wait for one another.
    """
    foes = _foes(items, judgements)
    spoken = {name for one, other, _ in judged(judgements, "join", "same") for name in (one, other)}
    waiting: list[list[int]] = []
    for component, pairs in _hopeful(found, items, bounds):
        values = {pair: known[pair] if pair in known else score(items[pair[0]], items[pair[1]])[0] for pair in pairs}
        groups = _clusters(component, items, values, foes)
        if spoken and any(items[i].claim.claim_id in spoken for i in component):
            waiting += groups
        else:
            yield from ((group, _reasons(group, items, values)) for group in groups)
    for group in _joined(sorted(waiting), items, judgements):
        yield group, (*_words_of_persons(group, items, judgements), *_reasons(group, items, {}))


# --- components ----------------------------------------------------------------------------------------------------------


def components(
    items: Sequence[Seen], proposed: Iterable[Pair], meet: Callable[[int, int], bool] | None = None, known: dict[Pair, float] | None = None,
) -> list[list[int]]:
    """The claims that ties of at least LINK connect, however far; `meet` asks of a tied pair whether it was proposed indeed, `known` takes the scores worked out."""
    roots = array("l", range(len(items)))
    for a, b in proposed:
        left, right = _root(roots, a), _root(roots, b)
        if left == right:
            continue
        value = score(items[a], items[b])[0]
        if known is not None:
            known[a, b] = value
        if value >= LINK and (meet is None or meet(a, b)):
            roots[max(left, right)] = min(left, right)
    found: dict[int, list[int]] = defaultdict(list)
    for i in range(len(items)):
        found[_root(roots, i)].append(i)
    return list(found.values())


def _root(roots: "array[int]", i: int) -> int:
    while roots[i] != i:
        roots[i] = roots[roots[i]]
        i = roots[i]
    return i


# --- clustering ----------------------------------------------------------------------------------------------------------


def _hopeful(found: Iterable[Sequence[int]], items: Sequence[Seen], bounds: Bounds) -> Iterator[tuple[Sequence[int], list[Pair]]]:
    """The components with those pairs of their members that can reach `LINK`; many components are bounded at a time."""
    import numpy as np

    batch: list[tuple[Sequence[int], int]] = []
    flat = array("q")
    for component in itertools.chain(found, (None,)):
        if component is not None:
            flat.extend(itertools.chain.from_iterable(_compared(component, items)))
            batch.append((component, len(flat) // 2))
            if len(flat) < BATCH:
                continue
        pairs = np.frombuffer(flat, dtype=np.int64).reshape(-1, 2)
        hope = bounds.worth(pairs[:, 0], pairs[:, 1])
        first = 0
        for one, last in batch:
            part = pairs[first:last][hope[first:last]]
            yield one, [(a, b) for a, b in part.tolist()]
            first = last
        batch, flat = [], array("q")


BATCH: Final = 1 << 20
"""About so many numbers of claims, two a pair, are bounded at a time."""


def _clusters(component: Sequence[int], items: Sequence[Seen], values: dict[Pair, float], foes: Told) -> list[list[int]]:
    """Greedy correlation clustering of one component, the strongest ties first, ties of one strength by claim id; `values` the scores of all pairs that are tied."""
    home = {i: i for i in component}
    members = {i: [i] for i in component}
    strong = sorted((-value, a, b) for (a, b), value in values.items() if value >= LINK)
    refused: set[tuple[int, int, int, int]] = set()
    for _, a, b in strong:
        left, right = home[a], home[b]
        asked = left, len(members[left]), right, len(members[right])
        if left == right or asked in refused:
            continue
        if not _agree(members[left], members[right], items, values, foes):
            refused.add(asked)
        else:
            keep, gone = min(left, right), max(left, right)
            home.update(dict.fromkeys(members[gone], keep))
            members[keep] = sorted(members[keep] + members.pop(gone))
    return list(members.values())


def _compared(component: Sequence[int], items: Sequence[Seen]) -> Iterable[Pair]:
    """The pairs (ascending) of members that are compared."""
    if len(component) <= LARGEST_COMPONENT:
        return itertools.combinations(component, 2)
    ordered = sorted(component, key=lambda i: (items[i].days[0] or items[i].days[1] or 0, items[i].place.name if items[i].place else "", i))  # type: ignore[union-attr]
    return ((min(one, other), max(one, other)) for at, one in enumerate(ordered) for other in ordered[at + 1 : at + 1 + COMPONENT_REACH])


def _agree(left: Sequence[int], right: Sequence[int], items: Sequence[Seen], values: dict[Pair, float], foes: Told) -> bool:
    """Whether two clusters can be one: nobody told them apart, no pair of witnesses forbids it, and on average they speak for it; `values` the scores known."""
    ids = {items[i].claim.claim_id for i in right}
    if any(not foes[items[i].claim.claim_id].isdisjoint(ids) for i in left if items[i].claim.claim_id in foes):
        return False
    total, count = 0.0, 0
    for a in left[:WITNESSES]:
        for b in right[:WITNESSES]:
            pair = (a, b) if a < b else (b, a)
            value = values[pair] if pair in values else values.setdefault(pair, score(items[pair[0]], items[pair[1]])[0])
            if value <= AGAINST:
                return False
            total, count = total + value, count + 1
    return total / count >= LINK * AGREED


# --- a person's word, and the text's --------------------------------------------------------------------------------------


def _foes(items: Sequence[Seen], judgements: Sequence[Judgement]) -> Told:
    """By claim id, the claims that may never stand with it: a person's splits, and what the text calls separate or additional."""
    found: dict[str, set[str]] = defaultdict(set)
    told = [(item.claim.claim_id, r.claim_id) for item in items for r in item.claim.relations if r.kind in ("separate", "additional") and r.claim_id]
    told += [(one, other) for one, other, _ in judged(judgements, "split", "not_same")]
    for one, other in told:
        found[one].add(other)
        found[other].add(one)
    return {key: frozenset(value) for key, value in found.items()}


def judged(judgements: Sequence[Judgement], *kinds: str) -> Iterator[tuple[str, str, Judgement]]:
    """The pairs of ids that judgements of these kinds speak of."""
    for judgement in judgements:
        if judgement.kind in kinds:
            others = judgement.after if isinstance(judgement.after, list | tuple) else [judgement.after]
            yield from ((judgement.on, str(other), judgement) for other in others if str(other) != judgement.on)


def _joined(groups: list[list[int]], items: Sequence[Seen], judgements: Sequence[Judgement]) -> list[list[int]]:
    """The groups after a person's joins: whole groups come together, each claim keeps its fellows."""
    where = {items[i].claim.claim_id: number for number, group in enumerate(groups) for i in group}
    merged: dict[int, list[int]] = dict(enumerate(groups))
    for one, other, _ in sorted(judged(judgements, "join", "same"), key=lambda row: row[:2]):
        left, right = where.get(one), where.get(other)
        if left is None or right is None or left == right:
            continue
        for i in merged[right]:
            where[items[i].claim.claim_id] = left
        merged[left] = sorted(merged[left] + merged.pop(right))
    return list(merged.values())


def _words_of_persons(group: Sequence[int], items: Sequence[Seen], judgements: Sequence[Judgement]) -> Iterator[str]:
    """What people said who joined claims of this group."""
    ids = {items[i].claim.claim_id for i in group}
    for one, other, judgement in judged(judgements, "join", "same"):
        if one in ids and other in ids:
            yield f"{one[:8]} with {other[:8]}: joined by {judgement.by}: {judgement.reason}".rstrip(": ")


def _reasons(group: Sequence[int], items: Sequence[Seen], values: Mapping[Pair, float]) -> tuple[str, ...]:
    """For every claim after the first, why it stands here: its strongest tie to the members before it; `values` the scores known."""
    reasons = []
    for number, i in enumerate(group[1:], start=1):
        told = [(value if (value := values.get((o, i))) is not None else score(items[o], items[i])[0], o) for o in group[:number][:WITNESSES]]
        most = max(value for value, _ in told)
        (value, words), other = max((score(items[o], items[i]), -o) for value, o in told if value == most)
        reasons.append(f"{items[i].claim.claim_id[:8]} with {items[-other].claim.claim_id[:8]} ({value:.1f}): {'; '.join(words)}" if value > VETO else
                       f"{items[i].claim.claim_id[:8]}: stands here through others")
    return tuple(reasons)
