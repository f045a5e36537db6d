"""Which of a million pairs need not be asked about: the most that the rules can find for a pair, in columns.

The bound is never less than `rules.score`, so that leaving out pairs whose bound does not reach `LINK` changes no tie. Sets (parties, names, figures) are compared by
64 bits: sets that share a member share a bit. Pairs of one report are not bounded. What is asked of a claim is its `glance`.
"""

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any, Final

from whosays.incidents.glance import (
    BULLETIN,
    DENIED,
    NO_DAY,
    OWN_TIME,
    PLACED,
    REAL,
    TIED,
    glances,
    types_by_checksum,
)
from whosays.incidents.rules import (
    EARTH_KM,
    LINK,
    NEAR_DAYS,
    SLACK_KM,
    Seen,
    best_of_types,
    story_between,
    types_apart,
)
from whosays.incidents.story import Stories
from whosays.incidents.weights import W

if TYPE_CHECKING:
    import numpy as np

    from whosays.incidents.glance import Glances

    Column = np.ndarray[Any, np.dtype[Any]]
    Mask = np.ndarray[Any, np.dtype[np.bool_]]

ROUNDING: Final = 1e-6
ENDLESS: Final = 1 << 30
"""A day after all days."""


Learn = Callable[[Collection[str]], object]
"""Called with reports (ids) before their stories are asked."""


def bounds_of(items: Sequence[Seen], stories: Stories) -> "Bounds":
    """The bounds of prepared claims whose reports' stories are known."""
    return Bounds(glances(items), [item.claim.report_id for item in items], stories)


class Bounds:
    """The claims of a ledger in columns, and what pairs of them can score at most."""

    def __init__(self, told: "Glances", reports: Sequence[str], stories: Stories, learn: Learn | None = None) -> None:
        """From the glances of claims and the report (id) of each; pairs are indices into them."""
        import numpy as np

        self._stories, self._learn = stories, learn
        self._reports = sorted(set(reports))
        at_report = {name: n for n, name in enumerate(self._reports)}
        self._report = np.fromiter((at_report[name] for name in reports), dtype=np.int32, count=len(reports))
        self._kinds(told["kind"])
        self._own, self._real, self._denied, self._tied, self._bulletin, self._placed = (told["flags"] & flag != 0 for flag in (OWN_TIME, REAL, DENIED, TIED, BULLETIN, PLACED))
        self._first, self._last, self._stem = (np.ascontiguousarray(told[name]) for name in ("first", "last", "stem"))
        self._geonameid, self._name, self._lat, self._lon, self._radius = (np.ascontiguousarray(told[name]) for name in ("geonameid", "place", "lat", "lon", "radius"))
        self._actors, self._targets, self._killed, self._names = (np.ascontiguousarray(told[name]) for name in ("actors", "targets", "killed", "names"))

    def _kinds(self, told: "Column") -> None:
        import numpy as np

        sums, self._kind = np.unique(told, return_inverse=True)
        kinds = [types_by_checksum()[one] for one in sums.tolist()]
        self._types = np.array([[best_of_types(a, b) for b in kinds] for a in kinds]).reshape(len(kinds), len(kinds))
        self._apart = np.array([[types_apart(a, b) for b in kinds] for a in kinds], dtype=np.bool_).reshape(len(kinds), len(kinds))
        self._toll = np.array([kind == "casualties" for kind in kinds], dtype=np.bool_)

    # --- pairs -------------------------------------------------------------------------------------------------------------

    def able(self, one: "Column", other: "Column") -> "Mask":
        """For pairs of indices, whether days, a plan and a fact, or types do not forbid a tie at a glance."""
        import numpy as np

        slack = np.where(self._own[one] & self._own[other], 1, NEAR_DAYS)
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
        most += np.where(self._tied[one] | self._tied[other], max(0.0, W["told_same"], W["told_tie"]), 0.0)
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
        if self._learn is not None:
            self._learn({self._reports[at] for key in keys.tolist() for at in divmod(key >> 1, len(self._reports))})
        for n, key in enumerate(keys.tolist()):
            a, b = divmod(key >> 1, len(self._reports))
            found = story_between(self._stories, self._reports[a], self._reports[b], bulletins=bool(key & 1))
            told[n] = found[0] if found is not None else 0.0
        values: Column = told[at]
        return values


_OTHER_DAY: Final = ("next_day_told", "next_day", "next_day_denied", "other_day_taken")
_OPEN: Final = ("open_week", "open_far", "open_unplaced", "open_both", "open")
_PLACES: Final = ("same_place", "same_place_taken", "same_wide_place", "alike_place", "next_place", "possible_place", "misread_place", "other_name_taken", "other_name", "both_named", "other_size_place")
