"""The language of a text: English by its small words, others by a trained guesser, too little to say as `und`."""

import re
from functools import cache
from typing import Any

from whosays.text.normalise import collapse

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SMALL_WORDS = frozenset(
    """a about after all also an and are as at be been before but by during for from had has have he her his if
    in into is it its more no not of on one or other our she than that the their them they this to under
    was we were which who will with would you""".split()  # noqa: SIM905
)
SAMPLE_CHARS = 20_000
"""How much of a text is looked at, code points."""
ENGLISH_SHARE = 0.2
"""Share of English small words above which a text is English; news prose has 0.35 to 0.45, other languages under 0.1."""
SHORT_WORDS = 8
"""Below this number of words the guesser is not asked: it is wrong on names."""
SHORT_ASCII_SHARE = 0.9
"""Share of ASCII letters from which a very short text counts as English."""


def language_of(text: str) -> str:
    """ISO 639-1 code, or `und` for a text too short to tell, or one without letters."""
    found = _WORD.findall(text[:SAMPLE_CHARS])
    if not found:
        return "und"
    small = sum(word.casefold() in _SMALL_WORDS for word in found)
    if small >= ENGLISH_SHARE * len(found):
        return "en"
    if len(found) < SHORT_WORDS:
        letters = "".join(found)
        return (
            "en"
            if sum(char.isascii() for char in letters) >= SHORT_ASCII_SHARE * len(letters)
            else _by_guess(text, short=True)
        )
    return _by_guess(text, short=False)


def _by_guess(text: str, *, short: bool) -> str:
    sample = collapse(text[:SAMPLE_CHARS])
    code, _ = _guesser().classify(sample.lower())
    return "und" if short and code == "en" else str(code)


@cache
def _guesser() -> Any:
    """The trained guesser, loaded once and only when a text is not plainly English (0.5 s)."""
    import py3langid

    return py3langid
