"""Taking words out of text and records so that every offset still holds. Pure functions; `redaction` applies them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from whosays.ledger.codec import fold, fold_in_place

BLOCK: Final = "\N{FULL BLOCK}"
"""What stands for each code point removed."""

REMOVED: Final = "redacted"
"""What stands for an id that gave a name away (ids of entities are hashes of names, so a guess could be proved)."""

_FIXED: Final = frozenset({
    "role", "kind", "type", "factuality", "author_factuality", "modality", "phase", "precision", "basis", "extent", "relation", "effect",
    "aspect", "stance", "form", "what", "victims", "scope", "claim_id", "report_id", "item_id", "incident_id", "judgement_id", "reader",
    "language", "sha256", "stage", "code", "country", "happening", "facet", "party", "field", "by", "certainty", "acled", "plover", "cameo",
})
"""Keys whose strings come from a closed list or are hashes: never words of a report."""

_MARKS = "[\u0300-\u036f]*"


@dataclass(frozen=True, slots=True)
class Scrub:
    """What is to go. `pattern` finds the words in folded text, `ids` are entity ids that give the name away.

    For records of one report: `text` is its text with the words already out, `spans` the stretches that were removed, and `names` the
    (folded) names that stood there: a pronoun elsewhere that was resolved to one loses that name.
    """

    pattern: re.Pattern[str] | None = None
    ids: frozenset[str] = frozenset()
    text: str | None = None
    spans: tuple[tuple[int, int], ...] = ()
    names: frozenset[str] = frozenset()

    def hits(self, text: str) -> list[tuple[int, int]]:
        """Where the words stand in a text."""
        if self.pattern is None:
            return []
        return [match.span() for match in self.pattern.finditer(fold_in_place(text))]

    def string(self, text: str) -> str:
        """The text with the words blocked out."""
        if text in self.ids:
            return REMOVED
        return block(text, self.hits(text))

    def touches(self, start: int, end: int) -> bool:
        """Whether a stretch of the report's text lost a code point."""
        return any(start < stop and low < end for low, stop in self.spans)

    def record(self, value: Any) -> Any:
        """A record in plain values, without the words. A part that is nothing but them (place, count, equipment) becomes null."""
        if isinstance(value, str):
            return self.string(value)
        if isinstance(value, list | tuple):
            cleaned = [(part, self.record(part)) for part in value]
            return [new for old, new in cleaned if new is not None or old is None]
        if isinstance(value, dict):
            return self._part(value)
        return value

    def _part(self, value: dict[str, Any]) -> Any:
        start, end = value.get("start"), value.get("end")
        placed = isinstance(start, int) and isinstance(end, int) and self.text is not None
        if placed and self.touches(start, end):  # type: ignore[arg-type]
            return self._touched(value)
        out = {key: self._field(key, part) for key, part in value.items()}
        if placed and "text" in value:
            assert self.text is not None
            out["text"] = self.text[start:end]
        if self._resolved_to_removed(value):
            out["name"], out["reason"] = BLOCK, ""
            out["entity_id"] = None
        return out

    def _field(self, key: str, part: Any) -> Any:
        if key == "entity_id":
            return None if part in self.ids else part
        if key in _FIXED and isinstance(part, str):
            return part
        return self.record(part)

    def _resolved_to_removed(self, value: dict[str, Any]) -> bool:
        name = fold(value["name"]) if isinstance(value.get("name"), str) else ""
        return name in self.names and "entity_id" in value and name not in fold(str(value.get("text", "")))

    def _touched(self, value: dict[str, Any]) -> Any:
        """A part that stands on removed words: its words blocked, and all that was inferred from them gone."""
        if "lat" in value or "what" in value or "class" in value or "equipment_class" in value:
            return None
        if "basis" in value:
            return {}
        assert self.text is not None
        out = {**value, "text": self.text[value["start"] : value["end"]]}
        for key, gone in (("name", BLOCK), ("described", ""), ("reason", ""), ("entity_id", None)):
            if key in out:
                out[key] = gone
        return out


def block(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with each stretch replaced by as many blocks; line ends stay, so that paragraphs do."""
    for start, end in sorted(spans, reverse=True):
        blocked = "".join(char if char in "\r\n" else BLOCK for char in text[start:end])
        text = text[:start] + blocked + text[end:]
    return text


def pattern_of(forms: Sequence[str]) -> re.Pattern[str] | None:
    """Finds any of the forms in folded text, as whole words, whatever stands between their words; null when none has a letter."""
    written = []
    for form in sorted({fold(form) for form in forms} - {""}, key=lambda form: (-len(form), form)):
        words = ["".join(re.escape(char) + _MARKS for char in fold_in_place(word)) for word in form.split()]
        written.append(r"[\W_]{1,3}".join(words))
    if not written:
        return None
    return re.compile(r"(?<![^\W_])(?:" + "|".join(written) + r")(?![^\W_])")


def without_reasons(value: Any) -> Any:
    """A record without its readable reasons, which may repeat part of the words removed."""
    if isinstance(value, list):
        return [without_reasons(part) for part in value]
    if isinstance(value, dict):
        out = {key: without_reasons(part) for key, part in value.items()}
        if "reason" in out:
            out["reason"] = ""
        if "reasons" in out:
            out["reasons"] = ["words were redacted"]
        return out
    return value
