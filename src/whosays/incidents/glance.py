"""What of a claim is seen at a glance: columns that the bounds ask, the same whatever else the ledger holds, so that the index keeps them.

A glance hangs on the claims of its report alone. Sets (parties, figures, names) are told by 64 bits: sets that share a member share a bit.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

from whosays.incidents import names, rules
from whosays.incidents.numbers import number
from whosays.incidents.rules import Seen, word_stem
from whosays.model.types import GROUP_OF

if TYPE_CHECKING:
    import numpy as np

    Glances = np.ndarray[Any, np.dtype[np.void]]

NO_DAY: Final = -1
"""Stands for a day that is not known; ordinals are positive."""
NOWHERE: Final = float("nan")
OWN_TIME, REAL, BULLETIN, DENIED, TIED, PLACED = (1 << n for n in range(6))
"""Flags: the days stand in the claim's own words; told as done or tried; the report tells of acts at many places; denied; the text ties it to others; it has a place."""


@cache
def layout() -> "np.dtype[Any]":
    """The columns of a glance: `kind` a checksum of the type, days as ordinals, `lat`, `lon` in radians, `radius` in kilometres, numbers of names, sets as bits."""
    import numpy as np

    sets = [(name, "<u8") for name in ("actors", "targets", "killed", "names")]
    return np.dtype([
        ("kind", "<u4"), ("flags", "<u2"), ("first", "<i4"), ("last", "<i4"), ("stem", "<u4"), ("geonameid", "<i8"), ("place", "<i8"), ("lat", "<f8"), ("lon", "<f8"), ("radius", "<f8"), *sets,
    ])


def glances(items: Sequence[Seen]) -> "Glances":
    """The glances of prepared claims, in their order."""
    import numpy as np

    found = np.empty(len(items), dtype=layout())
    places = [item.place for item in items]
    located = [p if p is not None and p.lat is not None and p.lon is not None else None for p in places]
    columns: dict[str, Iterable[object]] = {
        "kind": (_checksum(i.claim.type) for i in items), "flags": map(_flags, items), "stem": (_checksum(word_stem(i.claim.trigger.text)) for i in items),
        "first": (NO_DAY if i.days[0] is None else i.days[0] for i in items), "last": (NO_DAY if i.days[1] is None else i.days[1] for i in items),
        "geonameid": (p.geonameid if p is not None and p.geonameid is not None else -1 for p in places), "place": (number(names.folded(p.name)) if p is not None else 0 for p in places),
        "lat": (NOWHERE if p is None else p.lat for p in located), "lon": (NOWHERE if p is None else p.lon for p in located), "radius": (rules.radius_of(p) if p is not None else 0.0 for p in places),
        "actors": (_bits(_checksum(name) for name in i.actors) for i in items), "targets": (_bits(_checksum(name) for name in i.targets) for i in items),
        "killed": (_bits(count or 0 for count in i.killed) for i in items), "names": (_bits(name >> 1 for name in i.names) for i in items),
    }
    for name, values in columns.items():
        found[name] = np.fromiter(values, dtype=found.dtype[name], count=len(items))
    found["lat"], found["lon"] = np.radians(found["lat"]), np.radians(found["lon"])
    return found


def packed(found: "Glances") -> list[bytes]:
    """Each glance as the index keeps it."""
    size, told = found.dtype.itemsize, found.tobytes()
    return [told[at : at + size] for at in range(0, len(told), size)]


def unpacked(kept: Iterable[bytes]) -> "Glances":
    """Glances as the index kept them, in order."""
    import numpy as np

    return np.frombuffer(b"".join(kept), dtype=layout())


@cache
def types_by_checksum() -> dict[int, str]:
    """The types of claims by what a glance says of them."""
    return {_checksum(kind): kind for kind in GROUP_OF}


def _flags(item: Seen) -> int:
    claim = item.claim
    placed = PLACED * (item.place is not None)
    return OWN_TIME * item.own_time | REAL * item.real | BULLETIN * item.bulletin | DENIED * claim.factuality.endswith("-") | TIED * bool(claim.relations) | placed


def _bits(numbers: Iterable[int]) -> int:
    found = 0
    for at in numbers:
        found |= 1 << (at & 63)
    return found


def _checksum(text: str) -> int:
    return crc32(text.encode("utf-8", "surrogatepass"))
