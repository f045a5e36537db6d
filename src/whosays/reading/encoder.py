"""The trained heads: one pass of a small encoder over a report gives votes on speech, events, factuality and mentions.

Needs onnxruntime, tokenizers and numpy only. Windows are run one by one, so a vote depends on the words of its own
window and on nothing else. Weights and model card lie in `weights/`; `training/` made them.
"""

import bisect
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np

from whosays.errors import InputError
from whosays.model.span import Span
from whosays.model.types import GROUPS
from whosays.reading import encoder_votes as votes
from whosays.reading.encoder_windows import Window, windows_of

WEIGHTS = Path(__file__).parent / "weights"
ATTACKS = frozenset(GROUPS["force"]) - {
    "killing", "abduction", "detention", "torture", "sexual_violence", "siege", "destruction", "looting", "weapons_seizure", "interception",
}
"""The types of acts that the head of triggers calls "attack"."""


@dataclass(frozen=True, slots=True)
class AttributionVote:
    """Who (source) says (cue) what (content). Source and content may be empty; content has at most two parts.

    `score` 0..1: how sure the head is of the cue and of what it points at.
    """

    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    content: tuple[Span, ...]
    score: float


@dataclass(frozen=True, slots=True)
class ArgumentVote:
    """A participant of an event; `role` is one of `Labels.roles`."""

    role: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class TriggerVote:
    """Words that name an act; `label` is one of `Labels.triggers`; arguments stand in the same window."""

    start: int
    end: int
    label: str
    score: float
    arguments: tuple[ArgumentVote, ...]


@dataclass(frozen=True, slots=True)
class MentionVote:
    """Words that name or describe a thing; `type` is one of `Labels.mentions`. Mentions of different types may nest."""

    start: int
    end: int
    type: str
    score: float


@dataclass(frozen=True, slots=True)
class ActVote:
    """A word that tells an act of conflict; `type` is one of `Labels.acts`, `score` 0..1 how sure the head is of that type."""

    start: int
    end: int
    type: str
    score: float


@dataclass(frozen=True, slots=True)
class FactualityVote:
    """How certain the author takes an event to be, -3 (did not happen) to +3 (did), on the scales of two data sets.

    `uds`: UDS-IH2, which marks hedges and futures low; `uw`: UW, which marks most reported events high.
    """

    uds: float
    uw: float


@dataclass(frozen=True, slots=True)
class Labels:
    """What the heads can say, in the order of their outputs, and the widths of the pointer heads.

    `scales`: for UDS and UW, the points (output, value) between which a regression output becomes a value, -3..3.
    """

    triggers: tuple[str, ...]
    roles: tuple[str, ...]
    mentions: tuple[str, ...]
    roots: tuple[str, ...]
    acts: tuple[str, ...]
    pointers: int
    pointer_dim: int
    role_dim: int
    scales: tuple[tuple[tuple[float, ...], tuple[float, ...]], ...]


@dataclass(frozen=True, slots=True)
class _Pass:
    """One window with its head outputs, a row a word; the pointer keys have a row 0 for "none"."""

    words: tuple[tuple[int, int], ...]
    joins: tuple[bool, ...]
    tags: np.ndarray
    point_queries: np.ndarray
    point_keys: np.ndarray
    triggers: np.ndarray
    role_queries: np.ndarray
    role_keys: np.ndarray
    mentions: np.ndarray
    facts: np.ndarray
    roots: np.ndarray
    whole: np.ndarray
    acts: np.ndarray

    def span(self, words: tuple[int, int]) -> tuple[int, int]:
        """Offsets of first to last word."""
        return self.words[words[0]][0], self.words[words[1]][1]

    def within(self, start: int, end: int) -> tuple[int, int] | None:
        """First and last word that share a code point with `[start, end)`."""
        first = bisect.bisect_right(self.words, start, key=lambda w: w[1])
        last = bisect.bisect_left(self.words, end, key=lambda w: w[0]) - 1
        return (first, last) if first <= last else None


class Encoded:
    """What the heads say about one report. All spans are code points of the text that was read, in text order."""

    def __init__(self, passes: Sequence[_Pass], labels: Labels, cue_threshold: float) -> None:
        self._passes, self._labels = tuple(passes), labels
        self._ends = [p.words[-1][1] for p in passes]
        self.attributions = tuple(v for p in passes for v in _attributions(p, cue_threshold))
        self.acts = tuple(v for p in passes for v in self._acts(p))

    @cached_property
    def triggers(self) -> tuple[TriggerVote, ...]:
        """Acts by the coarse labels of WikiEvents, with their participants; found when first asked for: the reader asks for `acts`."""
        return tuple(v for p in self._passes for v in self._triggers(p))

    @cached_property
    def mentions(self) -> tuple[MentionVote, ...]:
        """Names and descriptions; found when first asked for."""
        return tuple(v for p in self._passes for v in self._mentions(p))

    def factuality(self, start: int, end: int) -> FactualityVote | None:
        """Votes for the predicate at `[start, end)` (its first word speaks); None where no word was read."""
        found = self._at(start, end)
        if found is None:
            return None
        row = found[0].facts[found[1][0]]
        uds, uw = (float(np.interp(v, *m)) for v, m in zip(row, self._labels.scales, strict=False))
        return FactualityVote(uds, uw)

    def predicate_chance(self, start: int, end: int) -> float:
        """Greatest chance, 0..1, that a word of `[start, end)` denotes an event, by the wider of two annotations."""
        found = self._at(start, end)
        if found is None:
            return 0.0
        first, last = found[1]
        return float(votes.sigmoid(found[0].facts[first : last + 1, 2:4]).max())

    def cue_chance(self, start: int, end: int) -> float:
        """Greatest chance, 0..1, that a word of `[start, end)` is a cue of attribution."""
        found = self._at(start, end)
        if found is None:
            return 0.0
        first, last = found[1]
        return float(1.0 - votes.softmax(found[0].tags[first : last + 1, :3])[:, 0].min())

    def act_chances(self, start: int, end: int) -> dict[str, float]:
        """Chance, 0..1, of each type of act at `[start, end)`, the surest of its words speaking; empty where no word was read."""
        found = self._at(start, end)
        if found is None:
            return {}
        first, last = found[1]
        chance = votes.softmax(found[0].acts[first : last + 1].astype(np.float32))[:, 1:].max(axis=0)
        return {name: float(p) for name, p in zip(self._labels.acts, chance, strict=True)}

    def attribution_at(self, start: int, end: int) -> AttributionVote | None:
        """What a cue found by other means points at: far surer than finding cues; None where no word was read."""
        found = self._at(start, end)
        if found is None:
            return None
        window, words = found
        chance = self.cue_chance(start, end)
        inside = np.minimum(window.tags[:, 3:], 0.0)
        return _vote(window, votes.pointed(words, chance, window.point_queries, window.point_keys, inside))

    def arguments_at(
        self, start: int, end: int, threshold: float = votes.ARGUMENT_THRESHOLD
    ) -> tuple[ArgumentVote, ...]:
        """Participants of an act found by other means, whose trigger is `[start, end)`."""
        found = self._at(start, end)
        if found is None:
            return ()
        window, words = found
        query = window.role_queries[words[0]].astype(np.float32)
        return self._arguments(window, votes.arguments_of(query, window.role_keys.astype(np.float32), threshold))

    def roots(self, source: Span, target: Span) -> dict[str, float]:
        """Chance of each PLOVER root code for what `source` does to `target`; empty unless one window holds both."""
        found = self._at(source.start, source.end)
        aim = found and found[0].within(target.start, target.end)
        if found is None or aim is None:
            return {}
        window, words = found
        n = len(self._labels.roots)
        scores = window.whole + window.roots[words[0] : words[1] + 1, :n].mean(0)
        scores = scores + window.roots[aim[0] : aim[1] + 1, n : 2 * n].mean(0)
        return {name: float(p) for name, p in zip(self._labels.roots, votes.softmax(scores), strict=True)}

    def _at(self, start: int, end: int) -> tuple[_Pass, tuple[int, int]] | None:
        """The window that holds `start`, and the words of it that `[start, end)` touches."""
        i = bisect.bisect_right(self._ends, start)
        words = self._passes[i].within(start, end) if i < len(self._passes) else None
        return (self._passes[i], words) if words else None

    def _arguments(
        self, window: _Pass, found: Sequence[tuple[int, tuple[int, int], float]]
    ) -> tuple[ArgumentVote, ...]:
        names = self._labels.roles
        return tuple(ArgumentVote(names[role], *window.span(words), score) for role, words, score in found)

    def _triggers(self, window: _Pass) -> Iterator[TriggerVote]:
        attack, types = self._labels.triggers.index("attack"), [i for i, name in enumerate(self._labels.acts) if name in ATTACKS]
        scores = votes.mixed(window.triggers.astype(np.float32), window.acts.astype(np.float32), attack, types)
        found = votes.triggers_of(
            scores, window.role_queries.astype(np.float32), window.role_keys.astype(np.float32), joins=window.joins
        )
        for t in found:
            label = self._labels.triggers[t.label]
            if t.score >= votes.SURER.get(label, 0.0):
                yield TriggerVote(*window.span(t.words), label, t.score, self._arguments(window, t.arguments))

    def _acts(self, window: _Pass) -> Iterator[ActVote]:
        for word, kind, score in votes.acts_of(window.acts):
            yield ActVote(*window.words[word], self._labels.acts[kind], score)

    def _mentions(self, window: _Pass) -> Iterator[MentionVote]:
        scores = window.mentions.reshape(len(window.words), -1, 3)
        for m in votes.mentions_of(scores):
            yield MentionVote(*window.span(m.words), self._labels.mentions[m.type], m.score)


def _attributions(window: _Pass, threshold: float) -> Iterator[AttributionVote]:
    for cue in votes.cues_of(window.tags, window.point_queries, window.point_keys, threshold):
        yield _vote(window, cue)


def _vote(window: _Pass, cue: votes.Cue) -> AttributionVote:
    def spans(*parts: tuple[int, int] | None) -> tuple[Span, ...]:
        return tuple(Span(*window.span(p)) for p in parts if p is not None)

    return AttributionVote(spans(cue.cue), spans(cue.source), spans(*cue.content), cue.score)


@dataclass(frozen=True, slots=True)
class Encoder:
    """A loaded encoder. `version` is `encoder-` and the start of the SHA-256 of its weights and labels."""

    version: str
    labels: Labels
    tokenizer: Any
    session: Any

    @classmethod
    def load(cls, threads: int = 1, weights: Path = WEIGHTS) -> "Encoder":
        """Load the weights; `threads` is the number of threads of one pass.

        Raises:
            InputError: when a file of the weights is missing or not the one that the labels name.
        """
        return _load(threads, weights)

    def read(
        self, text: str, paragraphs: Sequence[Span], cue_threshold: float = votes.CUE_THRESHOLD
    ) -> Encoded:
        """Read the paragraphs of one report, given in order.

        A higher `cue_threshold` gives fewer and surer attributions; 0.5 is best on newspaper text.
        """
        spans = [(p.start, p.end) for p in paragraphs]
        passes = [self._run(window, text) for window in windows_of(self.tokenizer, text, spans)]
        return Encoded(passes, self.labels, cue_threshold)

    def _run(self, window: Window, text: str) -> _Pass:
        firsts = np.concatenate([[0], window.firsts])
        feed = {"ids": window.ids, "shapes": window.shapes, "firsts": firsts}
        tags, pq, pk, trigger, aq, ak, mention, fact, root, act = self.session.run(None, feed)
        n, labels = len(firsts), self.labels
        point, role = (n, labels.pointers, labels.pointer_dim), (n, len(labels.roles), labels.role_dim)
        half = np.float16  # pointer inputs are kept until the report is done: half the memory, same answers
        joins = tuple(text[start:end].lower() in votes.JOINING for start, end in window.words)
        return _Pass(
            window.words, joins, tags[1:], pq.reshape(point)[1:].astype(half), pk.reshape(point).astype(half), trigger[1:],
            aq.reshape(role)[1:].astype(half), ak.reshape(role)[1:].astype(half), mention[1:], fact[1:], root[1:],
            root[0, 2 * len(labels.roots) :], act[1:].astype(half),
        )  # fmt: skip


@cache
def _load(threads: int, weights: Path) -> Encoder:
    import onnxruntime
    from tokenizers import Tokenizer

    names, digest = _checked(weights)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # idle threads give the core back
    session = onnxruntime.InferenceSession(
        str(weights / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
    )
    tokenizer = Tokenizer.from_file(str(weights / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    triggers, roles, mentions, roots, acts = (tuple(names[k]) for k in ("triggers", "roles", "mentions", "roots", "acts"))
    sizes = names["pointers"], names["pointer_dim"], names["role_dim"]
    scales = tuple((tuple(names["scales"][k][0]), tuple(names["scales"][k][1])) for k in ("uds", "uw"))
    labels = Labels(triggers, roles, mentions, roots, acts, *sizes, scales)
    return Encoder(f"encoder-{digest[:12]}", labels, tokenizer, session)


def _checked(weights: Path) -> tuple[dict[str, Any], str]:
    """The labels file and one hash over all three files.

    Raises:
        InputError: naming the file that is missing or altered.
    """
    try:
        raw = (weights / "labels.json").read_bytes()
        names = json.loads(raw)
        for name, wanted in names["sha256"].items():
            if hashlib.sha256((weights / name).read_bytes()).hexdigest() != wanted:
                raise InputError(f"{weights / name}: not the file that labels.json names: reinstall whosays")
    except FileNotFoundError as error:
        raise InputError(f"{error.filename}: missing from the encoder's weights: reinstall whosays") from error
    return names, hashlib.sha256(raw).hexdigest()
