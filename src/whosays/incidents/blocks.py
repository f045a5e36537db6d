"""Which pairs of claims are worth comparing: claims that share a block, so that cost stays near linear.

Blocks only propose; the rules of `rules` decide. A block is known by the hash of its key: two keys with one hash would only propose more.
"""

from array import array
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from whosays.incidents.names import skeleton
from whosays.incidents.rules import Seen
from whosays.incidents.story import Stories

LARGEST_BLOCK: Final = 60
"""Claims in one block that are compared all with all; in a larger one each is compared with its next `REACH` by day, place and id."""
REACH: Final = 20
NARROW_DAYS: Final = 3
"""An interval of at most so many days has a block for each of its days."""
WIDEST_DAYS: Final = 40
"""A claim with a longer interval is found by its place and story only."""
TOLD_AFTER_DAYS: Final = 7
"""With only a last day known, the act is looked for in so many days before it."""

LOOSE_BLOCKS: Final = frozenset(["story", "half"])
"""Blocks for claims that know no narrow interval or no place; the others meet by the day."""

Key = tuple[object, ...]


def keys(one: Seen, stories: Stories) -> Iterator[Key]:
    """The blocks of a claim: its family with the day and a place, country or named party; half-months where dates are wide; story; report."""
    family = one.family
    yield ("report", family, one.claim.report_id)
    for door in stories.doors(one.claim.report_id):
        yield ("story", family, door)
    days = _days(one)
    where = tuple(_where(one))
    parties = tuple(_named(one))
    if days is None:
        return
    first, last = days
    if last - first <= NARROW_DAYS:
        for day in range(first, last + 1):
            for what in (*where, *parties):
                yield ("day", family, day, what)
        if one.place is not None:
            yield ("day", family, last + 1, skeleton(one.place.name))
    for half in {(first - 1) // 15, last // 15}:
        for what in (*where[:2], *parties):  # a country's half-month would gather more than its fellows
            yield ("half", family, half, what)


def _days(one: Seen) -> tuple[int, int] | None:
    start, end = one.days
    if end is None:
        return None
    first = start if start is not None else end - TOLD_AFTER_DAYS
    return (first, end) if end - first <= WIDEST_DAYS else None


def _where(one: Seen) -> Iterator[object]:
    if one.place is None:
        return
    if one.place.geonameid is not None:
        yield one.place.geonameid
    yield skeleton(one.place.name)
    if one.place.country is not None:
        yield one.place.country


def _named(one: Seen) -> Iterator[str]:
    """Parties with an id or a proper name: "soldiers" would gather half the ledger."""
    for role in one.claim.roles:
        if role.entity_id is not None:
            yield role.entity_id
        elif role.name[:1].isupper():
            yield role.name


def vague(one: Seen) -> bool:
    """Whether the claim has no narrow interval, so that only blocks wider than a day can find its fellows."""
    start, end = one.days
    return start is None or end is None or end - start > NARROW_DAYS


def pairs(items: Sequence[Seen], stories: Stories) -> Iterator[tuple[int, int]]:
    """Indices `i < j` of the claims that share a block; a pair that shares several comes several times."""
    import numpy as np

    hashes: dict[bool, array[int]] = {True: array("q"), False: array("q")}
    owners: dict[bool, array[int]] = {True: array("q"), False: array("q")}
    for number, item in enumerate(items):
        for key in keys(item, stories):
            loose = key[0] in LOOSE_BLOCKS
            hashes[loose].append(hash(key))
            owners[loose].append(number)
    unsure = [vague(item) or item.place is None for item in items]
    for loose in (False, True):
        keyed = np.frombuffer(hashes[loose], dtype=np.int64)
        order = np.argsort(keyed, kind="stable")
        starts = np.flatnonzero(np.concatenate(([True], np.diff(keyed[order]) != 0, [True])))
        members = np.frombuffer(owners[loose], dtype=np.int64)[order]
        for at in np.flatnonzero(np.diff(starts) > 1):
            yield from _block(items, members[starts[at] : starts[at + 1]].tolist(), unsure if loose else None)


def _block(items: Sequence[Seen], block: list[int], unsure: Sequence[bool] | None) -> Iterator[tuple[int, int]]:
    """The pairs of one block, all of them or along a window; of a loose block only those in which one claim is unsure of day or place."""
    reach = len(block)
    if reach > LARGEST_BLOCK:
        block = sorted(block, key=lambda i: _along(items[i]))
        reach = REACH
    for at, one in enumerate(block):
        for other in block[at + 1 : at + 1 + reach]:
            if unsure is None or unsure[one] or unsure[other]:
                yield (one, other) if one < other else (other, one)


def _along(one: Seen) -> tuple[int, str, str]:
    """Where a claim stands in a large block, so that likely fellows are neighbours."""
    return (one.days[0] or one.days[1] or date.max.toordinal(), one.place.name if one.place is not None else "", one.claim.claim_id)
