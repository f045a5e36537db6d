"""Measures of clusterings over the same mentions: MUC, B3, CEAF-e and their mean, the CoNLL F1.

MUC: Vilain et al. 1995; B3: Bagga and Baldwin 1998; CEAF-e: Luo 2005 (phi 4). Mentions known to one side only are left out.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

Mention = TypeVar("Mention", bound=Hashable)
Groups = dict[Hashable, set[Hashable]]


def groups(mentions: Iterable[Hashable], of: Mapping[Mention, Hashable]) -> Groups:
    """The mentions by cluster."""
    found: Groups = defaultdict(set)
    for mention in mentions:
        found[of[mention]].add(mention)  # type: ignore[index]
    return dict(found)


def f1(precision: float, recall: float) -> float:
    """The harmonic mean, 0 for two zeros."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def muc(system: Groups, gold: Groups) -> float:
    """MUC F1; 0 where neither side has a link."""
    return f1(_links(system, gold), _links(gold, system))


def _links(of: Groups, against: Groups) -> float:
    home = {mention: name for name, members in against.items() for mention in members}
    kept = sum(len(members) - len({home[m] for m in members}) for members in of.values())
    total = sum(len(members) - 1 for members in of.values())
    return kept / total if total else 0.0


def b_cubed(system: Groups, gold: Groups) -> tuple[float, float, float]:
    """B3 precision, recall and F1."""
    precision, recall = _cubed(system, gold), _cubed(gold, system)
    return precision, recall, f1(precision, recall)


def _cubed(of: Groups, against: Groups) -> float:
    home = {mention: members for members in against.values() for mention in members}
    total = sum(len(members) for members in of.values())
    return sum(len(members & home[m]) / len(members) for members in of.values() for m in members) / total if total else 0.0


def ceaf_e(system: Groups, gold: Groups) -> float:
    """CEAF-e F1: the best one-to-one match of clusters."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]

    ours, theirs = list(system.values()), list(gold.values())
    home = {mention: number for number, members in enumerate(theirs) for mention in members}
    likeness = np.zeros((len(ours), len(theirs)))
    for row, members in enumerate(ours):
        for column in {home[m] for m in members}:
            likeness[row, column] = 2 * len(members & theirs[column]) / (len(members) + len(theirs[column]))
    rows, columns = linear_sum_assignment(-likeness)
    best = float(likeness[rows, columns].sum())
    return f1(best / len(ours), best / len(theirs)) if ours else 0.0


def conll(system: Mapping[Mention, Hashable], gold: Mapping[Mention, Hashable]) -> tuple[float, float, float, float]:
    """CoNLL F1 and its parts (MUC, B3, CEAF-e) over the mentions that both know."""
    both = sorted(set(system) & set(gold), key=str)
    ours, theirs = groups(both, system), groups(both, gold)
    parts = muc(ours, theirs), b_cubed(ours, theirs)[2], ceaf_e(ours, theirs)
    return sum(parts) / 3, *parts
