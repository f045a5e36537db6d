"""Military equipment in a text: designations of a lexicon, unseen ones of known families, and generic nouns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, get_args

from whosays.lexicon._phrases import WORD_GAP, PhraseIndex, Words, cut
from whosays.lexicon._tables import AMBIGUOUS, TableError, read_rows, split_alias, split_list

EquipmentClass = Literal[
    "small_arms",
    "armour",
    "artillery",
    "rocket",
    "missile",
    "aircraft",
    "helicopter",
    "drone",
    "air_defence",
    "ship",
    "mine",
    "munition",
    "signals",
    "optics",
    "vehicle",
    "explosive",
    "engineering",
]

_COLUMNS = ("id", "name", "class", "aliases", "source")
IN_FIGHT = "?"
"""Mark of an alias that needs a word of fighting in its sentence (`TNT`, also a broadcaster)."""
TRAILING = "^"
"""Mark of a noun that is equipment only right behind a designation (`Tu-95 bomber`)."""

_NOUN_COLUMNS = ("noun", "class", "mark", "not_after", "not_before")
_FAMILY_COLUMNS = ("prefix", "class", "mark")
_CONTEXT_COLUMNS = ("list", "words")

# Inside a designation digits may also be parted by a stop, a comma or a stroke: R-166-0.5, Mi-8/17.
_DESIGNATION_GAP = re.compile(r"[ \-/.,\n\u00a0]?| & ")

_BREAKS = re.compile(r"[.;:!?\n]")
_SENTENCE_END = re.compile(r"[.!?]\s|\n\s*\n")

SUPPORT_WORDS = 4
"""How many words may stand between a doubtful designation and the noun that vouches for it."""
FIGHTING_WORDS = 12
"""How many words to each side are searched for a word of fighting that vouches for a doubtful noun."""


@dataclass(frozen=True, slots=True)
class Equipment:
    """A row: one designation with its aliases; `source` is the open file or page it was traced to."""

    equipment_id: str
    name: str
    class_: EquipmentClass
    aliases: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class EquipmentHit:
    """Code points `[start, end)` name equipment: `designation` tells a named type from a generic noun.

    `name` is the designation as its table writes it (`T-72B3`) or the noun in the singular; `row_id` the id of the
    table's row (`t_72`), None for nouns and for designations that only their family vouches for.
    """

    start: int
    end: int
    name: str
    class_: EquipmentClass
    designation: bool
    row_id: str | None = None


@dataclass(frozen=True, slots=True)
class _Noun:
    noun: str
    class_: EquipmentClass
    doubtful: bool
    trailing: bool
    not_after: frozenset[str]
    not_before: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Designation:
    name: str
    row_id: str
    class_: EquipmentClass
    doubtful: bool
    in_fight: bool
    common: bool
    plural: bool


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Words `[first, last)`; `doubtful` ones need a noun of equipment or another designation beside them."""

    first: int
    last: int
    name: str
    class_: EquipmentClass
    designation: bool
    doubtful: bool
    row_id: str | None = None
    trailing: bool = False
    plural: bool = False
    guessed: bool = False


class EquipmentLexicon:
    """The tables of equipment, ready to search; built by `load`."""

    def __init__(
        self,
        rows: tuple[Equipment, ...],
        nouns: tuple[_Noun, ...],
        families: dict[str, tuple[EquipmentClass, bool]],
    ) -> None:
        self.rows = rows
        self._families = families
        self._designations: PhraseIndex[_Designation] = PhraseIndex(_DESIGNATION_GAP)
        self._nouns: PhraseIndex[_Noun] = PhraseIndex(WORD_GAP)
        for row in rows:
            for alias in (row.name, *row.aliases):
                self._add_designation(row, alias)
        for noun in nouns:
            for form in _number_forms(noun.noun):
                self._nouns.add(form, noun)

    def _add_designation(self, row: Equipment, alias: str) -> None:
        words, doubtful = split_alias(alias)
        in_fight, words = words.endswith(IN_FIGHT), words.removesuffix(IN_FIGHT)
        extra = words.removeprefix(row.name) if words.startswith(row.name) else ""
        variant = extra != "" and not (extra[0] == " " and extra[1:].islower())
        digits = any(char.isdigit() for char in words)
        common = words.islower() and not digits
        name = words if variant else row.name
        entry = _Designation(name, row.equipment_id, row.class_, doubtful, in_fight, common, plural=False)
        self._designations.add(words, entry, title_for_upper=digits)
        if not words.endswith("s"):
            self._designations.add(f"{words}s", replace(entry, plural=True), title_for_upper=digits)

    def find(self, text: str) -> tuple[EquipmentHit, ...]:
        """Return the equipment named in `text`, left to right, none overlapping; a type and its noun are one hit."""
        return self.find_words(cut(text))

    def find_words(self, words: Words) -> tuple[EquipmentHit, ...]:
        """The same for a text that has been cut already."""
        candidates = tuple(self._candidates(words))
        if not candidates:
            return ()
        kept = _supported(candidates, words)
        return tuple(_hit(candidate, words) for candidate in _joined(kept, words))

    def _candidates(self, words: Words) -> Iterator[_Candidate]:
        index, size = 0, len(words.keys)
        while index < size:
            found = self._candidate_at(words, index)
            if found is not None:
                yield found
            index = found.last if found is not None else index + 1

    def _candidate_at(self, words: Words, index: int) -> _Candidate | None:
        designation = self._designation_at(words, index)
        noun = self._noun_at(words, index)
        if designation is None or (noun is not None and noun.last > designation.last):
            return noun
        return designation

    def _designation_at(self, words: Words, index: int) -> _Candidate | None:
        match = self._designations.at(words, index)
        family = self._family_at(words, index)
        if match is None or (family is not None and family.last > match.last):
            return family
        sure = next((entry for entry in match.payloads if not entry.doubtful), match.payloads[0])
        if _is_elsewhere(words, match.first, match.last):
            return None
        if sure.common and not _is_common(words, match.first, match.last):
            return None
        doubtful = sure.doubtful or (sure.in_fight and not _fighting_near(words, match.first, match.last))
        plural = any(entry.plural for entry in match.payloads)
        return _Candidate(
            index, match.last, sure.name, sure.class_, True, doubtful, sure.row_id, plural=plural
        )

    def _family_at(self, words: Words, index: int) -> _Candidate | None:
        """A designation that no row has: a family's prefix as the family writes it, and digits behind it."""
        if words.glued(index):
            return None
        after = index + 1
        prefix = words.raw(index)
        if prefix.isdigit() and words.glued(after):  # the Soviet indexes: 9M, 2S
            prefix, after = prefix + words.raw(after), after + 1
        kind = self._families.get(prefix)
        if kind is None or after >= len(words.keys) or not words.keys[after].isdigit():
            return None
        if words.folded[words.ends[after - 1] : words.starts[after]] not in {"", "-"}:
            return None
        last = _end_of_designation(words, after)
        if _is_elsewhere(words, index, last):
            return None
        name = words.text[words.starts[index] : words.ends[last - 1]]
        return _Candidate(index, last, name, kind[0], True, kind[1], guessed=kind[1])

    def _noun_at(self, words: Words, index: int) -> _Candidate | None:
        match = self._nouns.at(words, index)
        if match is None:
            return None
        noun = match.payloads[0]
        if _excluded(noun, words, match.first, match.last) or not _is_common(words, match.first, match.last):
            return None
        doubtful = noun.doubtful and not _fighting_near(words, match.first, match.last)
        return _Candidate(index, match.last, noun.noun, noun.class_, False, doubtful, None, noun.trailing)


def _number_forms(noun: str) -> tuple[str, ...]:
    """Return a noun and its plural; words that do not change (aircraft, ordnance) come once."""
    head, _, tail = noun.rpartition(" ")
    start = f"{head} " if head else ""
    if tail.endswith(
        (
            "craft",
            "ordnance",
            "artillery",
            "ammunition",
            "dynamite",
            "gas",
            "goggles",
            "binoculars",
            "MLRS",
            "MRLS",
        )
    ):
        return (noun,)
    if tail.endswith(("s", "sh", "ch", "x")):
        return (noun, f"{start}{tail}es")
    if tail.endswith("y") and tail[-2] not in "aeiou":
        return (noun, f"{start}{tail[:-1]}ies")
    return (noun, f"{start}{tail}s")


@lru_cache(maxsize=1)
def _context() -> dict[str, frozenset[str]]:
    return {
        name: frozenset(words.split()) for name, words in read_rows("equipment_context.tsv", _CONTEXT_COLUMNS)
    }


def _end_of_designation(words: Words, index: int) -> int:
    """One past the last word of a designation whose digits are word `index`: glued letters, and short parts behind a stroke."""
    last = index + 1
    while last < len(words.keys):
        if not words.glued(last):
            between = words.folded[words.ends[last - 1] : words.starts[last]]
            part = words.raw(last)
            if between not in {"-", ".", "/"} or not (part.isdigit() or (part.isupper() and len(part) <= 3)):
                break
            if between == "." and not part.isdigit():
                break
        last += 1
    return last


def _is_elsewhere(words: Words, first: int, last: int) -> bool:
    """Whether the words around a designation make it a road, a flight, a resolution, a size or an address."""
    start, end = words.starts[first], words.ends[last - 1]
    if start and words.text[start - 1] in "/#@$£€_":
        return True
    if start > 1 and words.folded[start - 1] == "-" and words.text[start - 2].isdigit():
        return True
    if words.text[end : end + 1] in {"%", "_", "@"}:
        return True
    if not any(key.isdigit() for key in words.keys[first:last]):
        return False
    if (
        words.keys[first] in _context()["words"]
        and words.folded[words.ends[first] : words.ends[first] + 1] == " "
    ):
        return True  # `An 26-year-old`, `At 14:52`
    return _place_word(words, range(first - 1, max(-1, first - 5), -1), "place_before") or _place_word(
        words, range(last, min(len(words.keys), last + 4)), "place_after"
    )


def _place_word(words: Words, places: range, name: str) -> bool:
    """Whether a word of the list stands there, with only numbers, short words and `and` between."""
    for place in places:
        key, gap = words.keys[place], (place, place + 1) if places.step < 0 else (place - 1, place)
        if _BREAKS.search(words.text, words.ends[gap[0]], words.starts[gap[1]]):
            return False
        if key in _context()[name]:
            return True
        if key not in {"and", "or", "the"} and not key.isdigit() and len(key) > 2:
            return False
    return False


def _excluded(noun: _Noun, words: Words, first: int, last: int) -> bool:
    """Whether a word right before or behind a noun makes it another thing (`think tank`, `bomb squad`)."""
    if first and _touching(words, first):
        before = words.keys[first - 1]
        two = f"{words.keys[first - 2]} {before}" if first > 1 and _touching(words, first - 1) else before
        if {before, two} & noun.not_after or before in _context()["modals"]:
            return True
        if before == "to" and noun.noun in _context()["verbs"] and not _fighting_at(words, last):
            return True
    if last == len(words.keys) or not _touching(words, last):
        return False
    after = words.keys[last]
    two = (
        f"{after} {words.keys[last + 1]}"
        if last + 1 < len(words.keys) and _touching(words, last + 1)
        else after
    )
    return bool({after, two, after.removesuffix("s"), after.removesuffix("es")} & noun.not_before)


def _fighting_at(words: Words, index: int) -> bool:
    """Whether word `index` speaks of fighting (the noun reading of `to rocket attacks`)."""
    return index < len(words.keys) and words.keys[index] in _context()["fighting"]


def _touching(words: Words, index: int) -> bool:
    """Whether nothing but a space, a hyphen or a line break parts word `index` from the one before it."""
    return WORD_GAP.fullmatch(words.folded, words.ends[index - 1], words.starts[index]) is not None


def _is_common(words: Words, first: int, last: int) -> bool:
    """Whether a noun is written as a common noun here: small letters, an acronym, a sentence's start or a headline."""
    raw = words.raw(first)
    if not raw[0].isupper() or raw[:2].isupper():
        return True
    if last - first > 1 and words.raw(last - 1)[0].isupper():
        return True
    if first and words.keys[first - 1].isdigit() and _touching(words, first):
        return True  # F-16 Jets
    before = words.text[: words.starts[first]].rstrip(" \t\"'“‘«(*-–—•")
    if not before or before[-1] in ".!?:\n…”":
        return True
    return _in_headline(words, first, last)


def _in_headline(words: Words, first: int, last: int) -> bool:
    """Whether the words to both sides have capitals too, and one of the six around is a word of fighting."""
    if not first or last == len(words.keys):
        return False
    if words.raw(first - 1)[0].islower() or words.raw(last)[0].islower():
        return False
    near = [*range(max(0, first - 3), first), *range(last, min(len(words.keys), last + 3))]
    return any(words.keys[i] in _context()["fighting"] and not words.raw(i)[0].islower() for i in near)


def _fighting_near(words: Words, first: int, last: int) -> bool:
    low, high = max(0, first - FIGHTING_WORDS), min(len(words.keys), last + FIGHTING_WORDS)
    near = [*range(low, first), *range(last, high)]
    return any(
        words.keys[i] in _context()["fighting"] and not _sentence_between(words, i, first) for i in near
    )


def _sentence_between(words: Words, one: int, other: int) -> bool:
    low, high = min(one, other), max(one, other)
    return _SENTENCE_END.search(words.text, words.ends[low], words.starts[high]) is not None


def _supported(candidates: tuple[_Candidate, ...], words: Words) -> tuple[_Candidate, ...]:
    """Drop the doubtful ones that nothing vouches for."""
    kept: list[_Candidate] = []
    for place, candidate in enumerate(candidates):
        if candidate.trailing:
            if kept and kept[-1].designation and kept[-1].last == candidate.first:
                kept.append(candidate)
            continue
        if not candidate.doubtful:
            kept.append(candidate)
            continue
        named = candidate.designation and _voucher(candidates, place, words)
        # `Two Apaches fired missiles`: several of a name are no person, no journal and no planet.
        several = not candidate.designation or candidate.plural
        if named or (several and _beside_sure(candidates, place, words)):
            kept.append(replace(candidate, doubtful=False))
    return tuple(kept)


def _voucher(candidates: tuple[_Candidate, ...], place: int, words: Words) -> bool:
    """Whether a noun or a sure designation stands close to a doubtful one, with nothing but linking words between."""
    doubtful = candidates[place]
    for other in candidates[place + 1 :]:
        if not _linked(words, doubtful.last, other.first, candidates, _context()["heads"]):
            break
        if not other.doubtful:
            return True
    for other in reversed(candidates[:place]):
        if not _linked(words, other.last, doubtful.first, candidates, _context()["links"]):
            break
        if not (other.doubtful or other.trailing):
            return True
    return False


def _beside_sure(candidates: tuple[_Candidate, ...], place: int, words: Words) -> bool:
    """Whether the sentence of a doubtful noun names other equipment surely."""
    first = candidates[place].first
    return any(
        not (c.doubtful or c.trailing) and not _sentence_between(words, c.first, first) for c in candidates
    )


def _linked(
    words: Words, first: int, last: int, candidates: tuple[_Candidate, ...], allowed: frozenset[str]
) -> bool:
    """Whether every word of `[first, last)` is a linking word, a digit or part of another candidate."""
    if last - first > SUPPORT_WORDS or _BREAKS.search(words.text, words.ends[first - 1], words.starts[last]):
        return False
    inside = {i for c in candidates for i in range(c.first, c.last)}
    return all(i in inside or words.keys[i] in allowed or words.keys[i].isdigit() for i in range(first, last))


def _joined(candidates: tuple[_Candidate, ...], words: Words) -> tuple[_Candidate, ...]:
    """Make one of a designation and the nouns right behind it (`T-72 tank`), and of nouns in a row (`tank shells`).

    The class is the designation's, but the noun's where only a doubtful family gave one (`M-18 mine`).
    """
    joined: list[_Candidate] = []
    for candidate in candidates:
        last = joined[-1] if joined else None
        if (
            last is not None
            and not candidate.designation
            and last.last == candidate.first
            and _touching(words, candidate.first)
        ):
            name = last.name if last.designation else candidate.name
            class_ = last.class_ if last.designation and not last.guessed else candidate.class_
            joined[-1] = replace(last, last=candidate.last, name=name, class_=class_, guessed=False)
        else:
            joined.append(candidate)
    return tuple(joined)


def _hit(candidate: _Candidate, words: Words) -> EquipmentHit:
    start, end = words.starts[candidate.first], words.ends[candidate.last - 1]
    return EquipmentHit(start, end, candidate.name, candidate.class_, candidate.designation, candidate.row_id)


def _class(cell: str, table: str) -> EquipmentClass:
    if cell not in get_args(EquipmentClass):
        raise TableError(f"{table}: unknown class {cell!r}")
    return cell  # type: ignore[return-value]  # checked above


def _noun(row: tuple[str, ...]) -> _Noun:
    noun, class_, mark, not_after, not_before = row
    return _Noun(
        noun,
        _class(class_, "equipment_nouns.tsv"),
        mark == AMBIGUOUS,
        mark == TRAILING,
        frozenset(split_list(not_after)),
        frozenset(split_list(not_before)),
    )


@lru_cache(maxsize=1)
def load() -> EquipmentLexicon:
    """Return the equipment of `data/equipment*.tsv`, read once; raises TableError on a bad row."""
    rows = tuple(
        Equipment(equipment_id, name, _class(class_, "equipment.tsv"), split_list(aliases), source)
        for equipment_id, name, class_, aliases, source in read_rows("equipment.tsv", _COLUMNS)
    )
    nouns = tuple(_noun(row) for row in read_rows("equipment_nouns.tsv", _NOUN_COLUMNS))
    families = {
        prefix: (_class(class_, "equipment_families.tsv"), mark == AMBIGUOUS)
        for prefix, class_, mark in read_rows("equipment_families.tsv", _FAMILY_COLUMNS)
    }
    return EquipmentLexicon(rows, nouns, families)
