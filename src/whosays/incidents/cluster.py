"""Claims to incidents: block, score, cluster, describe. The result depends on the set of claims, never on their order."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from whosays.incidents.describe import describe
from whosays.incidents.rules import LINK, VETO, Seen, joinable, prepared, score
from whosays.incidents.stemma import Stemma
from whosays.model.claim import Claim
from whosays.model.incident import Incident
from whosays.model.judgement import Judgement
from whosays.model.report import Report

LARGEST_BLOCK: Final = 400
"""Claims in one block that are compared all with all; a larger block is compared along a window, so that cost stays near linear."""
WIDEST_DAYS: Final = 40
"""An interval of more days than this puts a claim in the block of open dates."""

Pair = tuple[str, str]


def cluster(claims: Iterable[Claim], reports: Iterable[Report], judgements: Iterable[Judgement] = ()) -> tuple[Incident, ...]:
    """Incidents of a ledger's live claims, sorted by id; a person's joins and splits come first."""
    live = sorted(claims, key=lambda c: c.claim_id)
    by_id = {claim.claim_id: claim for claim in live}
    told = list(judgements)
    ties = _scored(prepared(live))
    _judge(ties, told, by_id)
    groups = _clusters([c.claim_id for c in live if joinable(c)], ties)
    stemma = Stemma({report.report_id: report for report in reports})
    assessments = {j.on: str(j.after) for j in told if j.kind == "assess"}
    found = [describe([by_id[i] for i in group], _reasons(group, ties), stemma, assessments) for group in groups]
    return tuple(sorted(found, key=lambda i: i.incident_id))


# --- blocking ------------------------------------------------------------------------------------------------------------


def _keys(one: Seen) -> Iterator[tuple[object, ...]]:
    """Blocks of a claim: its family with place and half-month, and with an actor or target and the day."""
    start, end = one.days
    if start is None or end is None or (end - start).days > WIDEST_DAYS:
        halves = [(end.year, end.month, end.day > 15)] if end is not None else [("open",)]
    else:
        days = {start, end, start - timedelta(1), end + timedelta(1)}
        halves = sorted({(d.year, d.month, d.day > 15) for d in days})
    where = (one.place.geonameid or one.place.name.casefold()) if one.place is not None else None
    for half in halves:
        if where is not None:
            yield ("place", one.family, where, half)
        for party in sorted(one.targets | one.actors):
            yield ("party", one.family, party, half)
    yield ("report", one.family, one.claim.report_id)


def _pairs(items: Sequence[Seen]) -> Iterator[tuple[Seen, Seen]]:
    blocks: dict[tuple[object, ...], list[Seen]] = defaultdict(list)
    for item in items:
        for key in _keys(item):
            blocks[key].append(item)
    done: set[Pair] = set()
    for block in blocks.values():
        reach = len(block) if len(block) <= LARGEST_BLOCK else LARGEST_BLOCK // 4
        ordered = sorted(block, key=lambda s: (s.days[0] or s.days[1] or date.min, s.claim.claim_id)) if reach < len(block) else block
        for i, a in enumerate(ordered):
            for b in ordered[i + 1 : i + 1 + reach]:
                pair = _pair(a.claim.claim_id, b.claim.claim_id)
                if pair not in done:
                    done.add(pair)
                    yield a, b


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)


def _scored(items: Sequence[Seen]) -> dict[Pair, tuple[float, tuple[str, ...]]]:
    return {_pair(a.claim.claim_id, b.claim.claim_id): score(a, b) for a, b in _pairs(items)}


# --- a person's word ------------------------------------------------------------------------------------------------------


JUDGED: Final = 1000.0
"""Score of a pair that a person joined; a split is its negative."""


def _judge(ties: dict[Pair, tuple[float, tuple[str, ...]]], judgements: Sequence[Judgement], claims: Mapping[str, Claim]) -> None:
    """A person's joins tie, splits part, whatever the rules say."""
    for judgement in judgements:
        if judgement.kind not in ("join", "split", "same", "not_same"):
            continue
        others = judgement.after if isinstance(judgement.after, list | tuple) else [judgement.after]
        for other in others:
            if judgement.on in claims and other in claims and judgement.on != other:
                together = judgement.kind in ("join", "same")
                reason = f"{'joined' if together else 'split'} by {judgement.by}: {judgement.reason}".rstrip(": ")
                ties[_pair(judgement.on, str(other))] = (JUDGED if together else -JUDGED, (reason,))


# --- clustering ----------------------------------------------------------------------------------------------------------


def _clusters(ids: Sequence[str], ties: Mapping[Pair, tuple[float, tuple[str, ...]]]) -> list[list[str]]:
    """Greedy correlation clustering, the strongest ties first.

    Two clusters merge only when all known ties between them agree on average and none forbids it: no chain of pairwise joins can swallow what its members deny.
    """
    home = {i: i for i in ids}
    members: dict[str, list[str]] = {i: [i] for i in ids}
    strong = sorted(((s, pair) for pair, (s, _) in ties.items() if s >= LINK), key=lambda row: (-row[0], row[1]))
    for value, (a, b) in strong:
        left, right = home.get(a), home.get(b)
        if left is None or right is None or left == right:
            continue
        if value < JUDGED and not _agree(members[left], members[right], ties):
            continue
        keep, gone = sorted((left, right))
        for i in members[gone]:
            home[i] = keep
        members[keep] = sorted(members[keep] + members.pop(gone))
    return [members[key] for key in sorted(members)]


def _agree(left: Sequence[str], right: Sequence[str], ties: Mapping[Pair, tuple[float, tuple[str, ...]]]) -> bool:
    known = [ties[pair][0] for a in left for b in right if (pair := _pair(a, b)) in ties]
    return bool(known) and min(known) > VETO and sum(known) / len(known) >= LINK * 0.7


def _reasons(group: Sequence[str], ties: Mapping[Pair, tuple[float, tuple[str, ...]]]) -> tuple[str, ...]:
    """For every claim after the first, why it stands here: its strongest tie inside the incident."""
    reasons = []
    for number, i in enumerate(group[1:], start=1):
        inside = [(ties[pair], other) for other in group[:number] if (pair := _pair(i, other)) in ties]
        if inside:
            (value, words), other = max(inside, key=lambda row: (row[0][0], row[1]))
            reasons.append(f"{i[:8]} with {other[:8]} ({value:.1f}): {'; '.join(words)}")
    return tuple(reasons)


