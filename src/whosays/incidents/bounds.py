"""Which of a million pairs need not be asked about: the most that the rules can find for a pair, in columns.

The bound is never less than `rules.score`, so that leaving out pairs whose bound does not reach `LINK` changes no tie. Sets (parties, names, figures) are compared by
64 bits: sets that share a member share a bit. Pairs of one report are not bounded.
"""

import itertools
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

from whosays.incidents import names, rules
from whosays.incidents.numbers import number
from whosays.incidents.rules import (
    EARTH_KM,
    LINK,
    NEAR_DAYS,
    SLACK_KM,
    Seen,
    best_of_types,
    story_between,
    types_apart,
    word_stem,
)
from whosays.incidents.story import Stories
from whosays.incidents.weights import W

if TYPE_CHECKING:
    import numpy as np

    Column = np.ndarray[Any, np.dtype[Any]]
    Mask = np.ndarray[Any, np.dtype[np.bool_]]

NO_DAY: Final = -1
"""Stands for a day that is not known; ordinals are positive."""
ROUNDING: Final = 1e-6
ENDLESS: Final = 1 << 30
"""A day after all days."""


class Bounds:
    """The claims of a ledger in columns, and what pairs of them can score at most."""

    def __init__(self, items: Sequence[Seen], stories: Stories) -> None:
        """From the prepared claims; pairs are indices into them."""
        import numpy as np

        self._stories = stories
        reports = sorted({item.claim.report_id for item in items})
        kinds = sorted({item.claim.type for item in items})
        at_report, at_kind = ({name: n for n, name in enumerate(known)} for known in (reports, kinds))
        self._reports = reports
        self._report = _column(items, (at_report[i.claim.report_id] for i in items), np.int32)
        self._kind = _column(items, (at_kind[i.claim.type] for i in items), np.int16)
        self._types = np.array([[best_of_types(a, b) for b in kinds] for a in kinds]).reshape(len(kinds), len(kinds))
        self._apart = np.array([[types_apart(a, b) for b in kinds] for a in kinds], dtype=np.bool_).reshape(len(kinds), len(kinds))
        self._toll = np.array([kind == "casualties" for kind in kinds], dtype=np.bool_)
        self._flags(items)
        self._first = _column(items, (NO_DAY if i.days[0] is None else i.days[0] for i in items), np.int32)
        self._last = _column(items, (NO_DAY if i.days[1] is None else i.days[1] for i in items), np.int32)
        self._where(items)
        self._actors, self._targets = (_column(items, (_bits(map(_text_bit, found)) for found in sets), np.uint64) for sets in ((i.actors for i in items), (i.targets for i in items)))
        self._killed = _column(items, (_bits((n or 0) & 63 for n in i.killed) for i in items), np.uint64)
        self._names = _column(items, (_bits((n >> 1) & 63 for n in i.names) for i in items), np.uint64)
        self._stem = _column(items, (crc32(word_stem(i.claim.trigger.text).encode("utf-8", "surrogatepass")) for i in items), np.int64)

    def _flags(self, items: Sequence[Seen]) -> None:
        import numpy as np

        self._real = _column(items, (i.real for i in items), np.bool_)
        self._taken = _column(items, (not i.own_time for i in items), np.bool_)
        self._denied = _column(items, (i.claim.factuality.endswith("-") for i in items), np.bool_)
        self._told = _column(items, (bool(i.claim.relations) for i in items), np.bool_)
        self._bulletin = _column(items, (i.bulletin for i in items), np.bool_)

    def _where(self, items: Sequence[Seen]) -> None:
        import numpy as np

        places = [i.place for i in items]
        nowhere = float("nan")
        self._placed = _column(items, (p is not None for p in places), np.bool_)
        self._geonameid = _column(items, (p.geonameid if p is not None and p.geonameid is not None else -1 for p in places), np.int64)
        self._name = _column(items, (number(names.folded(p.name)) if p is not None else 0 for p in places), np.int64)
        self._lat, self._lon = (np.radians(_column(items, found, np.float64)) for found in (
            (nowhere if p is None or p.lat is None or p.lon is None else p.lat for p in places), (nowhere if p is None or p.lat is None or p.lon is None else p.lon for p in places),
        ))
        self._radius = _column(items, (rules.radius_of(p) if p is not None else 0.0 for p in places), np.float64)

    # --- pairs -------------------------------------------------------------------------------------------------------------

    def able(self, one: "Column", other: "Column") -> "Mask":
        """For pairs of indices, whether days, a plan and a fact, or types do not forbid a tie at a glance."""
        import numpy as np

        slack = np.where(self._taken[one] | self._taken[other], NEAR_DAYS, 1)
        last_one, last_other = (np.where(self._last[at] == NO_DAY, ENDLESS, self._last[at]) for at in (one, other))
        near = (self._first[one] <= last_other + slack) & (self._first[other] <= last_one + slack)
        able: Mask = near & (self._real[one] == self._real[other]) & ~self._apart[self._kind[one], self._kind[other]]
        return able

    def hopeful(self, one: "Column", other: "Column") -> "Mask":
        """For pairs of indices that are `able`, whether they can reach `LINK`; those of one report always may."""
        import numpy as np

        most = self._most(one, other)
        inside = self._report[one] == self._report[other]
        hope: Mask = inside | (most + max(0.0, *(W[name] for name in ("one_story", "strong_story", "weak_story"))) >= LINK - ROUNDING)
        asked = np.flatnonzero(hope & ~inside)
        hope[asked] = most[asked] + self._story(one[asked], other[asked]) >= LINK - ROUNDING
        return hope

    def worth(self, one: "Column", other: "Column") -> "Mask":
        """For pairs of indices, whether they are `able` and `hopeful`."""
        import numpy as np

        found = self.able(one, other)
        asked = np.flatnonzero(found)
        found[asked] = self.hopeful(one[asked], other[asked])
        return found

    def worthy(self, pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Those of these pairs of indices that are `worth` a comparison, in order."""
        import numpy as np

        if not pairs:
            return []
        one, other = np.array(pairs, dtype=np.int64).T
        return list(itertools.compress(pairs, self.worth(one, other).tolist()))

    def _most(self, one: "Column", other: "Column") -> "Column":
        """All but the story."""
        import numpy as np

        places = self._places(one, other)
        targets, actors, shared = (bits[one] & bits[other] != 0 for bits in (self._targets, self._actors, self._names))
        both = (self._targets[one] != 0) & (self._targets[other] != 0) & ~self._toll[self._kind[one]] & ~self._toll[self._kind[other]]
        most: Column = self._types[self._kind[one], self._kind[other]] + self._days(one, other) + places
        most += np.where(targets, max(0.0, W["same_target"]), np.where(both, min(0.0, max(W["other_target"], W["other_captives"])), 0.0))
        most += np.where(actors, max(0.0, W["same_actor"]), 0.0) + np.where(shared, max(0.0, W["one_name"], W["names"]), 0.0)
        most += np.where(self._killed[one] & self._killed[other] != 0, max(0.0, W["same_figure"]), 0.0)
        most += np.where(self._stem[one] == self._stem[other], max(0.0, W["same_word"]), 0.0) + np.where(self._denied[one] != self._denied[other], max(0.0, W["answer"]), 0.0)
        most += np.where(self._told[one] | self._told[other], max(0.0, W["told_same"], W["told_tie"]), 0.0)
        lone = self._bulletin[one] & self._bulletin[other] & ~targets & ~actors & ~shared & (places <= 0.0)
        return most + np.where(lone, min(0.0, W["only_kind"]), 0.0)

    def _days(self, one: "Column", other: "Column") -> "Column":
        import numpy as np

        first, last = (self._first[one], self._first[other]), (self._last[one], self._last[other])
        known = (first[0] != NO_DAY) & (first[1] != NO_DAY) & (last[0] != NO_DAY) & (last[1] != NO_DAY)
        apart = ((last[0] != NO_DAY) & (last[0] < first[1])) | ((last[1] != NO_DAY) & (last[1] < first[0]))
        width = np.maximum(last[0] - first[0], last[1] - first[1])
        narrow = np.where(width <= 1, W["same_day"], np.where(width <= NEAR_DAYS, W["same_week"], W["same_month"]))
        other_day = np.where(self._denied[one] | self._denied[other], max(W[name] for name in _OTHER_DAY), max(W[name] for name in _OTHER_DAY if name != "next_day_denied"))
        found: Column = np.where(apart, other_day, np.where(known, narrow, max(W[name] for name in _OPEN)))
        return found

    def _places(self, one: "Column", other: "Column") -> "Column":
        import numpy as np

        same = (self._name[one] == self._name[other]) | ((self._geonameid[one] == self._geonameid[other]) & (self._geonameid[one] >= 0))
        lat, lon = self._lat[one], self._lon[one]
        square = np.sin((self._lat[other] - lat) / 2) ** 2 + np.cos(lat) * np.cos(self._lat[other]) * np.sin((self._lon[other] - lon) / 2) ** 2
        gap = 2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(square, 1.0))) - self._radius[one] - self._radius[other]
        far = ~same & (gap > SLACK_KM + ROUNDING)  # of a place without coordinates nothing is far
        best = np.where(far, max(W["far_place_taken"], W["misread_place"]), max(0.0, *(W[name] for name in _PLACES)))
        found: Column = np.where(self._placed[one] & self._placed[other], best, 0.0)
        return found

    def _story(self, one: "Column", other: "Column") -> "Column":
        """What the stories of the reports give; worked out once for each pair of reports."""
        import numpy as np

        left, right = self._report[one].astype(np.int64), self._report[other].astype(np.int64)
        bulletins = self._bulletin[one] & self._bulletin[other]
        keys, at = np.unique((np.minimum(left, right) * len(self._reports) + np.maximum(left, right)) * 2 + bulletins, return_inverse=True)
        told = np.empty(len(keys))
        for n, key in enumerate(keys.tolist()):
            a, b = divmod(key >> 1, len(self._reports))
            found = story_between(self._stories, self._reports[a], self._reports[b], bulletins=bool(key & 1))
            told[n] = found[0] if found is not None else 0.0
        values: Column = told[at]
        return values


_OTHER_DAY: Final = ("next_day_told", "next_day", "next_day_denied", "other_day_taken")
_OPEN: Final = ("open_week", "open_far", "open_unplaced", "open_both", "open")
_PLACES: Final = ("same_place", "same_place_taken", "same_wide_place", "alike_place", "next_place", "possible_place", "misread_place", "other_name_taken", "other_name", "both_named", "other_size_place")


def _column(items: Sequence[Seen], values: Iterable[object], kind: Any) -> "Column":
    import numpy as np

    return np.fromiter(values, dtype=kind, count=len(items))


def _bits(places: Iterable[int]) -> int:
    found = 0
    for at in places:
        found |= 1 << at
    return found


def _text_bit(text: str) -> int:
    return crc32(text.encode("utf-8", "surrogatepass")) & 63
