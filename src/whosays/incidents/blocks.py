"""Which pairs of claims are worth comparing: claims that share a block, so that cost stays near linear.

Blocks only propose; the rules of `rules` decide. A block is known by the number of its key: two keys with one number would only propose more. Whether a pair is
proposed depends on the two claims and, in a large block, on how many stand between them, so that a claim that is added concerns its neighbours only.
"""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from zlib import crc32

from whosays.incidents.names import skeleton
from whosays.incidents.numbers import number
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

@dataclass(frozen=True, slots=True)
class Standing:
    """A claim's place in a block: blocks and claims by number, `along` its order there, `unsure` of day or place; a `loose` block needs one of the pair to be."""

    block: int
    along: int
    claim: int
    unsure: bool
    loose: bool


def standings(one: Seen, stories: Stories) -> list[Standing]:
    """Where a claim stands in its blocks, each block once."""
    claim, along, unsure = number(one.claim.claim_id), _along(one), vague(one) or one.place is None
    found = {number(kind, *rest): kind in LOOSE_BLOCKS for kind, *rest in keys(one, stories)}
    return [Standing(block, along, claim, unsure, loose) for block, loose in found.items()]


Key = tuple[str | int, ...]


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


def _where(one: Seen) -> Iterator[str | int]:
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

    blocks, alongs, claims, owners = array("q"), array("q"), array("q"), array("q")
    loose, unsure = array("b"), array("b")
    for owner, item in enumerate(items):
        for one in standings(item, stories):
            blocks.append(one.block)
            alongs.append(one.along)
            claims.append(one.claim)
            owners.append(owner)
            loose.append(one.loose)
            unsure.append(one.unsure)
    block_of = np.frombuffer(blocks, dtype=np.int64)
    order = np.lexsort((np.frombuffer(claims, dtype=np.int64), np.frombuffer(alongs, dtype=np.int64), block_of))
    starts = np.flatnonzero(np.concatenate(([True], np.diff(block_of[order]) != 0, [True])))
    members = np.frombuffer(owners, dtype=np.int64)[order]
    is_loose, is_unsure = np.frombuffer(loose, dtype=np.int8)[order], np.frombuffer(unsure, dtype=np.int8)[order]
    for at in np.flatnonzero(np.diff(starts) > 1):
        first, last = starts[at], starts[at + 1]
        flags = is_unsure[first:last].tolist() if is_loose[first] else None
        yield from _block(members[first:last].tolist(), flags)


def _block(block: list[int], unsure: Sequence[int] | None) -> Iterator[tuple[int, int]]:
    """The pairs of one block, all of them or along a window; of a loose block only those in which one claim is unsure of day or place."""
    reach = len(block) if len(block) <= LARGEST_BLOCK else REACH
    for at, one in enumerate(block):
        for beside in range(at + 1, min(at + 1 + reach, len(block))):
            if unsure is None or unsure[at] or unsure[beside]:
                other = block[beside]
                yield (one, other) if one < other else (other, one)


def _along(one: Seen) -> int:
    """Where a claim stands in a large block, so that likely fellows are neighbours: by day, then by place."""
    day = one.days[0] or one.days[1] or date.max.toordinal()
    return (day << 32) + (crc32(one.place.name.encode("utf-8", "surrogatepass")) if one.place is not None else 0)
