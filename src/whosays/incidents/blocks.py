"""Which pairs of claims are worth comparing: claims that share a block, so that cost stays near linear.

Blocks only propose; the rules of `rules` decide. A block is known by the number of its key: two keys with one number would only propose more. Whether a pair is
proposed depends on the two claims and, in a large block, on how many stand between them, so that a claim that is added concerns its neighbours only.
"""

import itertools
from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

from whosays.incidents.bounds import Bounds
from whosays.incidents.names import skeleton
from whosays.incidents.numbers import number
from whosays.incidents.rules import Seen
from whosays.incidents.story import Stories

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.int64]]

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

Row = tuple[int, int, int, int]
"""A claim's place in a block: block, its order `along` there, claim, flags; blocks and claims by number."""
COLUMNS: Final = ("block", "along", "claim", "flags")
UNSURE: Final = 1
"""Flag of a claim that is unsure of day or place: it has none, or one taken over from another sentence."""
LOOSE: Final = 2
"""Flag of a block that needs one of a pair to be unsure."""
TOLD: Final = 4
"""Flag of a block of a story: such blocks change with what is known of names."""


def standings(one: Seen, stories: Stories) -> list[Row]:
    """Where a claim stands in its blocks, each block once."""
    claim, along, unsure = number(one.claim.claim_id), _along(one), UNSURE * (vague(one) or one.place is None or not (one.own_time and one.own_place))
    found = {number(*key): LOOSE * (key[0] in LOOSE_BLOCKS) | TOLD * (key[0] == "story") for key in keys(one, stories)}
    return [(block, along, claim, flags | unsure) for block, flags in found.items()]


def told_anew(rows: Collection[Row], family: str, doors: Iterable[int]) -> set[Row]:
    """The standings of a claim of this family when its report's story opens these doors; `rows` all that it had."""
    kept = {row for row in rows if not row[3] & TOLD}
    _, along, claim, flags = min(kept)  # every claim stands in the block of its report
    return kept | {(number(*_story(family, door)), along, claim, LOOSE | TOLD | flags & UNSURE) for door in doors}


def _story(family: str, door: int) -> "Key":
    return "story", family, door


Key = tuple[str | int, ...]


def keys(one: Seen, stories: Stories) -> Iterator[Key]:
    """The blocks of a claim: its family with the day and a place, country or named party; half-months where dates are wide; story; report."""
    family = one.family
    yield ("report", family, one.claim.report_id)
    for door in stories.doors(one.claim.report_id):
        yield _story(family, door)
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


class Blocks:
    """The blocks of a whole ledger: the standings of all its claims in columns, sorted by block, order and claim."""

    def __init__(self, items: Sequence[Seen], stories: Stories) -> None:
        """From all claims, prepared and sorted by id."""
        import numpy as np

        self._claims = len(items)
        told, owners = array("q"), array("q")
        for owner, item in enumerate(items):
            rows = standings(item, stories)
            told.extend(itertools.chain.from_iterable(rows))
            owners.extend((owner,) * len(rows))
        block, along, claim, flags = np.frombuffer(told, dtype=np.int64).reshape(-1, len(COLUMNS)).T
        owner_of = np.frombuffer(owners, dtype=np.int64)
        order = np.lexsort((claim, along, block))
        self._block, self._along, self._claim = block[order], along[order], claim[order]
        self._flags, self._owner = flags[order].astype(np.int8), owner_of[order].astype(np.int32)

    def rows(self) -> Iterator[tuple[int, int, int, int, int]]:
        """All standings in order, each with the index of its claim."""
        for first in range(0, len(self._block), SLICE):
            part = slice(first, first + SLICE)
            yield from zip(*(column[part].tolist() for column in (self._block, self._along, self._claim, self._flags, self._owner)), strict=True)

    def pairs(self, bounds: Bounds) -> Iterator[tuple[int, int]]:
        """Indices `i < j` of the claims that share a block, each pair once, without those that cannot reach `LINK` (`bounds`)."""
        import numpy as np

        found = self._near(bounds)
        for first in range(0, len(found), SLICE):
            left, right = np.divmod(found[first : first + SLICE], self._claims)
            yield from zip(left.tolist(), right.tolist(), strict=True)

    def _near(self, bounds: Bounds) -> "Numbers":
        """The pairs as one number each, ascending: those one apart in a block, two apart, and so on."""
        import numpy as np

        large = self._sizes() > LARGEST_BLOCK
        at, found = np.arange(len(self._block)), [np.empty(0, dtype=np.int64)]
        for apart in range(1, LARGEST_BLOCK + 1):
            at = at[at + apart < len(self._block)]
            at = at[self._block[at] == self._block[at + apart]]
            if apart > REACH:
                at = at[~large[at]]
            either = self._flags[at] | self._flags[at + apart]
            near = at[(either & (LOOSE | UNSURE)) != LOOSE]
            one, other = self._owner[near], self._owner[near + apart]
            able = bounds.able(one, other)
            least, most = np.minimum(one[able], other[able]), np.maximum(one[able], other[able])
            found.append(_each_once(least.astype(np.int64) * self._claims + most))
        pairs = _each_once(np.concatenate(found))
        found.clear()
        hopes = [bounds.hopeful(*np.divmod(pairs[first : first + WIDE_SLICE], self._claims)) for first in range(0, len(pairs), WIDE_SLICE)]
        return pairs[np.concatenate(hopes)] if hopes else pairs

    def _sizes(self) -> "Numbers":
        """For each standing, how many its block holds."""
        import numpy as np

        firsts = np.flatnonzero(np.diff(self._block, prepend=self._block[:1] - 1))  # the blocks stand in order
        counts = np.diff(firsts, append=len(self._block))
        return np.repeat(counts, counts)


def _each_once(numbers: "Numbers") -> "Numbers":
    """The numbers in order, each once; numpy's own way goes through a table of hashes, which takes seven times as long."""
    import numpy as np

    numbers.sort()
    once: Numbers = numbers[np.diff(numbers, prepend=numbers[:1] - 1) != 0]
    return once


SLICE: Final = 1 << 18
"""So many rows are turned into Python's numbers at a time."""
WIDE_SLICE: Final = 1 << 21
"""So many pairs are bounded at a time; the more, the seldomer the stories of two reports are compared again."""


def _along(one: Seen) -> int:
    """Where a claim stands in a large block, so that likely fellows are neighbours: by day, then by place."""
    day = one.days[0] or one.days[1] or date.max.toordinal()
    return (day << 32) + (crc32(one.place.name.encode("utf-8", "surrogatepass")) if one.place is not None else 0)
