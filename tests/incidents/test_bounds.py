"""Pairs that the bounds leave out could not be tied, whatever the claims."""

import random
from dataclasses import replace
from itertools import combinations

import pytest

from tests.incidents.test_update import made
from whosays.incidents.blocks import Blocks
from whosays.incidents.bounds import bounds_of
from whosays.incidents.rules import LINK, days_forbid, prepared, score, types_apart
from whosays.incidents.story import Stories
from whosays.model.claim import ClaimPlace, Role
from whosays.model.ids import short_hash

FAR = [ClaimPlace(f"Town {n}", 5, 9, "in", f"Town {n}", "settlement", 10.0 + 3 * n, 20.0, 3.0, None, None, None, n) for n in range(7)]


def ledger(seed):
    """Some reports tell of many places and are bulletins, some of one."""
    random_ = random.Random(seed)
    bodies, claims = [], []
    for number in range(24):
        body, told = made(number, random_)
        bodies.append(body)
        if number % 3 == 0:
            told = [
                replace(told[0], claim_id=short_hash(number, n), places=(random_.choice(FAR),), roles=(Role("actor", "army", 0, 1, random_.choice(["army", "rebels"])),),
                        factuality=random_.choice(["CT+", "CT-"]))
                for n in range(9)
            ]
        claims += told
    stories = Stories(bodies)
    return prepared(claims, stories), stories


@pytest.mark.parametrize("seed", range(6))
def test_no_tie_is_left_out(seed):
    items, stories = ledger(seed)
    kept = set(Blocks(items, stories).pairs(bounds_of(items, stories)))
    assert kept
    rows = sorted(Blocks(items, stories).rows())
    together = {(min(a[4], b[4]), max(a[4], b[4])) for a, b in combinations(rows, 2) if a[0] == b[0] and a[4] != b[4]}
    unsure = {(min(a[4], b[4]), max(a[4], b[4])) for a, b in combinations(rows, 2) if a[0] == b[0] and not (a[3] | b[3]) & 2}
    tied = {pair for pair in unsure if score(items[pair[0]], items[pair[1]])[0] >= LINK}
    assert tied <= kept <= together


@pytest.mark.parametrize("seed", range(6))
def test_the_bound_is_never_less_than_the_rules(seed):
    import numpy as np

    items, stories = ledger(seed)
    pairs = np.array(list(combinations(range(len(items)), 2)))
    bounds = bounds_of(items, stories)
    able, hopeful = bounds.able(pairs[:, 0], pairs[:, 1]), bounds.hopeful(pairs[:, 0], pairs[:, 1])
    assert not hopeful.all()
    for (a, b), near, hope in zip(pairs.tolist(), able.tolist(), hopeful.tolist(), strict=True):
        one, other = items[a], items[b]
        forbidden = days_forbid(one, other) or one.real != other.real or types_apart(one.claim.type, other.claim.type)
        assert near == (not forbidden)
        assert hope or score(one, other)[0] < LINK
