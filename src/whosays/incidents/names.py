"""Names spelled in several ways: folded letters, and a key of consonants under which transliterations of one name meet."""

import re
from functools import lru_cache
from typing import Final

KINDS: Final = frozenset(
    ["pass", "village", "hamlet", "town", "city", "district", "province", "region", "hospital", "camp", "airport", "airfield", "base", "port", "bridge", "border", "mount", "mountain", "river", "road", "valley", "checkpoint", "station", "quarter", "the", "of", "al", "el", "ad", "ar", "as", "ash", "at", "az", "an", "de", "la", "le", "near"]
)
"""Words of a place name that say what it is, not which."""
LEAST_ALIKE: Final = 60.0
"""Least rapidfuzz ratio (0..100) of two folded names whose consonants agree."""
SHORT_KEY: Final = 3
"""A key of fewer consonants proves little: such names must be nearly the same letters."""
SHORT_ALIKE: Final = 80.0
_SAME_SOUND: Final = (
    ("tsch", "1"), ("sch", "s"), ("kh", "k"), ("gh", "g"), ("sh", "s"), ("ch", "1"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("zh", "z"), ("ck", "k"),
    ("c", "k"), ("q", "k"), ("w", "v"), ("y", ""), ("j", ""), ("h", ""),
)


@lru_cache(maxsize=65536)
def folded(name: str) -> str:
    """The name in plain lower-case letters without the words that say what kind of place it is (all of them when nothing else is left)."""
    from anyascii import anyascii

    words = re.findall(r"[a-z0-9]+", anyascii(name).casefold())
    return " ".join(word for word in words if word not in KINDS) or " ".join(words)


@lru_cache(maxsize=65536)
def skeleton(name: str) -> str:
    """The consonants of a folded name, sounds that romanisations confuse made one, doubled letters single."""
    text = folded(name).replace(" ", "")
    for spelled, sound in _SAME_SOUND:
        text = text.replace(spelled, sound)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiou]", "", text))


@lru_cache(maxsize=65536)
def alike(a: str, b: str) -> bool:
    """Whether two names can be spellings of one: the same consonants and letters near enough. Weak evidence, never alone."""
    from rapidfuzz.fuzz import ratio

    key = skeleton(a)
    if not key or key != skeleton(b):
        return False
    return ratio(folded(a), folded(b)) >= (SHORT_ALIKE if len(key) < SHORT_KEY else LEAST_ALIKE)
