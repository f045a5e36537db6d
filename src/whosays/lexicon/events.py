"""The event lexicon: frames that say which words, in which company, name an act of which type.

The data are `data/events.yaml` (frames, light verbs, role maps) and `data/event_classes.yaml` (classes of nouns); their heads explain the
notation. Loaded once per process.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any, Final, Literal

from whosays.model.types import TYPES

Phase = Literal["begins", "ongoing", "ends"]
Pos = Literal["v", "n", "a"]
LightKind = Literal["do", "join", "begin", "ongoing", "end", "suffer", "repel", "occur", "see"]

_RESERVED: Final = frozenset({"id", "type", "v", "n", "a", "not", "span", "roles", "phase", "score", "rank", "acled", "why"})
#: How sure a frame is of its type where it does not say.
DEFAULT_SCORE: Final = 0.85
#: What `^person` and `^place` accept: types of mention.
KINDS: Final[Mapping[str, frozenset[str]]] = {"^person": frozenset({"person"}), "^place": frozenset({"location", "facility"})}


@dataclass(frozen=True, slots=True)
class Test:
    """One condition: some head in `slot` must be (or, in `Frame.lack`, must not be) one of `words`.

    `any` means that the slot need only be filled; `name`/`counted` accept a proper noun / something with a number; `kinds` accepts names that the
    reading takes for a person or a place.
    """

    slot: str
    words: frozenset[str]
    any: bool = False
    name: bool = False
    counted: bool = False
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Frame:
    """One reading of a predicate. `type` is null where the words name none of our acts; `acled` labels those for annotate."""

    id: str
    type: str | None
    need: tuple[Test, ...]
    lack: tuple[Test, ...]
    span: tuple[str, ...]
    roles: Mapping[str, str]
    phase: Phase | None
    score: float
    rank: float
    acled: str | None
    why: str


@dataclass(frozen=True, slots=True)
class EventLexicon:
    """All frames by part of speech and lemma (best rank first), light verbs by lemma, role maps by type, classes by name."""

    frames: Mapping[Pos, Mapping[str, tuple[Frame, ...]]]
    by_id: Mapping[str, Frame]
    light: Mapping[str, tuple[tuple[LightKind, str], ...]]
    roles: Mapping[str, Mapping[str, str]]
    classes: Mapping[str, frozenset[str]]
    _none: Mapping[str, str] = field(default_factory=dict, repr=False)

    def role_map(self, kind: str | None, frame: Frame | None) -> Mapping[str, str]:
        """Slot -> role for an event of type `kind` found by `frame` (null when another voter found it)."""
        base = self.roles.get(kind or "", self._none)
        if frame is None or not frame.roles:
            return base
        return {**base, **frame.roles}


@lru_cache(maxsize=1)
def event_lexicon() -> EventLexicon:
    """The lexicon, loaded and checked once per process.

    Raises:
        ValueError: when the data name an unknown type, class or role map, or a frame id twice.
    """
    classes = {name: _words(text) for name, text in _yaml("event_classes.yaml").items()}
    data = _yaml("events.yaml")
    frames: dict[Pos, dict[str, list[Frame]]] = {"v": {}, "n": {}, "a": {}}
    by_id: dict[str, Frame] = {}
    for row in data["frames"]:
        frame = _frame(row, classes)
        if frame.id in by_id:
            raise ValueError(f"events.yaml: frame id {frame.id} twice")
        by_id[frame.id] = frame
        for pos, lemmas in frames.items():
            for lemma in row.get(pos, ()):
                lemmas.setdefault(lemma.lower(), []).append(frame)
    ranked: dict[Pos, Mapping[str, tuple[Frame, ...]]] = {
        pos: {lemma: tuple(sorted(row, key=lambda f: -f.rank)) for lemma, row in table.items()} for pos, table in frames.items()
    }
    return EventLexicon(ranked, by_id, _light(data["light"]), _role_maps(data), classes)


def frame_of(reason: str) -> Frame | None:
    """The frame that an `Event.reason` names ("frame ID: why"), or null when another voter found the event."""
    if not reason.startswith("frame "):
        return None
    return event_lexicon().by_id.get(reason[6:].split(":", 1)[0])


def _yaml(name: str) -> dict[str, Any]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = resources.files("whosays.lexicon").joinpath("data", name).read_text("utf-8")
    return dict(yaml.load(text, Loader=loader))  # noqa: S506  # a safe loader either way


def _words(text: str) -> frozenset[str]:
    return frozenset(word.strip().lower() for word in text.split(",") if word.strip())


def _frame(row: dict[str, Any], classes: Mapping[str, frozenset[str]]) -> Frame:
    if row["type"] is not None and row["type"] not in TYPES:
        raise ValueError(f"events.yaml: frame {row['id']} has unknown type {row['type']}")
    need = tuple(_test(slot, values, classes) for slot, values in row.items() if slot not in _RESERVED)
    lack = tuple(_test(slot, values, classes) for slot, values in row.get("not", {}).items() if slot != "n")
    return Frame(
        id=row["id"], type=row["type"], need=need, lack=lack, span=tuple(row.get("span", ())), roles=row.get("roles", {}),
        phase=row.get("phase"), score=float(row.get("score", DEFAULT_SCORE)), rank=float(row.get("rank", len(need))),
        acled=row.get("acled"), why=row["why"],
    )


def _test(slot: str, values: list[str], classes: Mapping[str, frozenset[str]]) -> Test:
    words: set[str] = set()
    kinds = frozenset(kind for value in values for kind in KINDS.get(value, ()))
    for value in values:
        if value.startswith("@"):
            if value[1:] not in classes:
                raise ValueError(f"events.yaml: unknown class {value}")
            words |= classes[value[1:]]
        elif not value.startswith("^") and value != "*":
            words.add(value.lower())
    return Test(slot, frozenset(words), "*" in values, "^name" in values, "^num" in values, kinds)


def _light(data: dict[str, list[str]]) -> dict[str, tuple[tuple[LightKind, str], ...]]:
    out: dict[str, list[tuple[LightKind, str]]] = {}
    for kind, phrases in data.items():
        for phrase in phrases:
            verb, _, rest = phrase.partition(" ")
            out.setdefault(verb, []).append((kind, rest))  # type: ignore[arg-type]  # checked by the tests
    return {verb: tuple(rows) for verb, rows in out.items()}


def _role_maps(data: dict[str, Any]) -> dict[str, Mapping[str, str]]:
    return {kind: data["maps"][name] for kind, name in data["types"].items()}
