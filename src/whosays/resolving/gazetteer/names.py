"""Keys of place names: the same key for the spellings of one name, in every script. Never for display."""

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b

_ARTICLES = {"al", "el", "ul"}
_ASSIMILATED = {
    "as": "s", "es": "s", "us": "s", "ash": "sh", "esh": "sh", "ush": "sh", "ad": "d", "ed": "d", "ud": "d", "ar": "r", "er": "r",
    "ur": "r", "at": "t", "et": "t", "ut": "t", "az": "z", "ez": "z", "uz": "z", "an": "n", "en": "n", "un": "n", "adh": "dh",
    "edh": "dh", "ath": "th", "eth": "th", "ach": "ch",
}
"""Arabic articles before sun letters, as they are romanised: `ash-Shaddadi` is `al-Shaddadi`."""
_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "pt": "point"}
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]")
_TABLE = str.maketrans(
    {
        **dict.fromkeys("'`´’‘ʼʾʿʻ′ʽ“”\"·ʹʺ\u200c\u200d\u200e\u200f", ""),
        **dict.fromkeys("-‐‑‒–—_/,.;:()[]|", " "),
        "&": " and ", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ə": "e", "ǝ": "e", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ħ": "h",
        "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ۀ": "ه", "ھ": "ه", "ہ": "ه", "ё": "е", "ґ": "г",
    }
)
MIN_ARTICLE_LESS = 4
"""Letters that must remain for a name to be looked up without its article ("Al Bab" keeps its own)."""
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}|\b[^\W\d_]\.[^\W\d_]\b")
"""`U.S.`, `N.S.W.`: letters that are one word without their dots."""
_DIGRAPHS = (
    ("kh", "x"), ("gh", "g"), ("sch", "S"), ("sh", "S"), ("ch", "S"), ("th", "t"), ("dh", "d"), ("dj", "j"), ("ph", "f"), ("zh", "j"),
    ("ck", "k"), ("q", "k"), ("c", "k"),
)
_FATHER = {"abu", "abou", "bu", "bou", "albu", "abo"}
"""Arabic `Abu`, also with its article grown on: `Abu Kamal`, `Albu Kamal`, `Bokamal`."""
_SEMIVOWELS = re.compile("[aeiouwy]+")
_DOUBLED = re.compile(r"(.)\1+")
_GROWN_ON = re.compile(r"^[aeiu](?=(sh|th|dh|[szdrtn])\1)")
"""The vowel of an assimilated article grown on to its noun: `Ezzor`, `Ashshaddadi`."""
_UNITED = ("U.S", "US ")
"""Openings that are the country's and not the article of `us-Salihiyah`."""
MIN_SKELETON = 3
"""Consonants below which a skeleton says too little to be a key."""


def fold(name: str) -> str:
    """The words of a name in one form: case, diacritics, hyphens, apostrophes and article assimilation unified."""
    low = name.casefold()
    if not low.isascii():
        low = unicodedata.normalize("NFKC", _MARKS.sub("", unicodedata.normalize("NFKD", low)))
    if "." in low:
        low = _INITIALS.sub(lambda m: m[0].replace(".", ""), low)
    words = low.translate(_TABLE).split()
    if "the" in words and len(words) > 1:
        words = [word for word in words if word != "the"]
    last = len(words) - 1
    for i, word in enumerate(words):
        if i == 0 and name.startswith(_UNITED):
            continue
        if i < last and (word in _ARTICLES or words[i + 1].startswith(_ASSIMILATED.get(word, "\0"))):
            words[i] = "al"
        elif word in _SHORT:
            words[i] = _SHORT[word]
    return " ".join(words)


def without_article(folded: str) -> str | None:
    """The folded name without a leading article, or None where it has none or too little remains."""
    if folded.startswith("al ") and len(folded) - 3 >= MIN_ARTICLE_LESS:
        return folded[3:]
    if folded.startswith("ال") and len(folded) - 2 >= MIN_ARTICLE_LESS:
        return folded[2:]
    return None


def skeleton(folded: str) -> str | None:
    """Consonants of a folded Latin name, the same for the romanisations of one name; None where too few remain."""
    if not folded.isascii():
        return None
    bones = "".join(_bones(word) for word in folded.split() if word != "al")
    return bones if len(bones.replace("*", "")) >= MIN_SKELETON else None


def _bones(word: str) -> str:
    if word in _FATHER:
        return "b"
    word = _GROWN_ON.sub("", word)
    for pair, one in _DIGRAPHS:
        word = word.replace(pair, one)
    first = "*" if word[0] in "aeiou" else ""
    bare = _SEMIVOWELS.sub("", word)
    if len(bare) > 1:
        bare = bare.rstrip("h")
    return first + _DOUBLED.sub(r"\1", bare)


def romanised_skeleton(name: str) -> str | None:
    """The skeleton of a name in any script; romanised only to make this key."""
    from anyascii import anyascii

    return skeleton(fold(anyascii(name)))


@lru_cache(maxsize=65536)
def number(key: str) -> int:
    """A key as a signed 64-bit number, the same on every run."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)
