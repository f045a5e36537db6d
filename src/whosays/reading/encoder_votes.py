"""Head outputs of one window to votes, in word indices: pure functions of arrays, no model in sight."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

WordSpan = tuple[int, int]  # first and last word, both included

CUE_THRESHOLD = 0.55  # least chance of a cue word; best attribution F1 on PolNeAR dev
TRIGGER_THRESHOLD = 0.4  # least chance that a word is a trigger at all; these three: best on WikiEvents dev
SURER = {"attack": 0.5}  # the same for a label that many words resemble
ATTACK_BY_ACTS = 0.4  # weight of the head of acts in the chance of "attack"; cross-validated by `bench.trigger_mix`
ARGUMENT_THRESHOLD = 0.4
MENTION_THRESHOLD = 0.5
ACT_THRESHOLD = 0.3  # least chance of one type of act; who uses the votes asks for more
JOINING = frozenset(
    ["off", "up", "down", "out", "over", "through", "away", "apart", "back", "place", "fire", "toll", "on", "to", "in"]
)
"""Words that make one trigger with the word before them; "explosion targeted" are two."""
NO_ROLE = 5.0  # score of "no argument", fixed so that most words start there in training
FAR = 0.6  # fine for distance between a cue and what it points at; these three: best on PolNeAR dev
CONTENT_INSIDE = 0.1  # weight of the tags inside a span, beside its pointers
SOURCE_INSIDE = 0.1
SOURCE_WORDS = 60  # a source longer than this is a slip of the pointer


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue with what it points at; `source` is None where the text names none, `content` has 0-2 parts."""

    cue: WordSpan
    source: WordSpan | None
    content: tuple[WordSpan, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that name an act, the index of its label, and `(role index, words, score)` for each argument."""

    words: WordSpan
    label: int
    score: float
    arguments: tuple[tuple[int, WordSpan, float], ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name an entity and the index of its type."""

    words: WordSpan
    type: int
    score: float


def softmax(scores: np.ndarray) -> np.ndarray:
    """Probabilities over the last axis."""
    shifted: np.ndarray = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shifted /= shifted.sum(axis=-1, keepdims=True)
    return shifted


def sigmoid(scores: np.ndarray) -> np.ndarray:
    """Probability of each score by itself."""
    chance: np.ndarray = 1.0 / (1.0 + np.exp(-scores))
    return chance


def cues_of(tags: np.ndarray, queries: np.ndarray, keys: np.ndarray, threshold: float = CUE_THRESHOLD) -> list[Cue]:
    """Cues with their source and content.

    `tags` [words, 5]: scores of O, B, I and of being inside a source, a content; `queries` [words, 6, d]; `keys`
    [1 + words, 6, d], row 0 is "none". The six are start and end of source, content and the content's second part.
    """
    chance = softmax(tags[:, :3])
    inside = np.minimum(tags[:, 3:], 0.0)
    return [
        pointed(span, float(1.0 - chance[span[0], 0]), queries, keys, inside)
        for span in _cue_spans(chance, threshold)
    ]


def pointed(span: WordSpan, chance: float, queries: np.ndarray, keys: np.ndarray, inside: np.ndarray) -> Cue:
    """The cue at `span` with what it points at; `chance` that it is one goes into the score.

    `inside` [words, 2]: scores, at most 0, of being inside some source, some content: a span that runs over words
    which look like neither is the worse for it.
    """
    query, key = queries[span[0]].astype(np.float32), keys.astype(np.float32)
    points = np.einsum("kd,nkd->kn", query, key) / np.sqrt(queries.shape[-1])
    points -= points.max(axis=-1, keepdims=True)
    points -= np.log(np.exp(points).sum(axis=-1, keepdims=True))
    far = _distance_costs(len(inside), span)
    source, source_score = best_span(points[0], points[1], far, SOURCE_INSIDE * inside[:, 0], SOURCE_WORDS)
    content, content_score = best_span(points[2], points[3], far, CONTENT_INSIDE * inside[:, 1])
    second, _ = best_span(points[4], points[5], far, CONTENT_INSIDE * inside[:, 1])
    parts = tuple(sorted(p for p in (content, second) if p))
    # Four log-probabilities: their mean keeps the score on the scale of one.
    return Cue(span, source, merged(parts), chance * float(np.exp((source_score + content_score) / 4)))


def _distance_costs(n: int, span: WordSpan) -> tuple[np.ndarray, np.ndarray]:
    """What it costs, in log-probability, to start so far after the cue, or to end so far before it."""
    words = np.arange(n)
    after, before = np.maximum(words - span[1] - 1, 0), np.maximum(span[0] - 1 - words, 0)
    return FAR * np.log1p(after), FAR * np.log1p(before)


def _cue_spans(chance: np.ndarray, threshold: float) -> list[WordSpan]:
    spans: list[WordSpan] = []
    for i in np.flatnonzero(1.0 - chance[:, 0] >= threshold):
        begins = chance[i, 1] > chance[i, 2]
        if spans and i - spans[-1][1] <= 2 and not begins:
            spans[-1] = (spans[-1][0], int(i))  # one word between two pieces of a cue belongs to it
        else:
            spans.append((int(i), int(i)))
    return spans


def best_span(
    starts: np.ndarray,
    ends: np.ndarray,
    far: tuple[np.ndarray, np.ndarray],
    inside: np.ndarray,
    longest: int | None = None,
) -> tuple[WordSpan | None, float]:
    """The best start and end, start first; None where "none" (index 0 of `starts`, `ends`) beats every span.

    `starts`, `ends` [1 + words] log-probabilities; `far` costs of each start and end; `inside` [words] what a span
    gets for each word it runs over. The score returned is that of start and end alone.
    """
    run = np.concatenate([[0.0], np.cumsum(inside)])
    total = (starts[1:] - far[0] - run[:-1])[:, None] + (ends[1:] - far[1] + run[1:])[None, :]
    total = np.where(np.tri(len(total), k=-1, dtype=bool), -np.inf, total)
    if longest is not None:
        # Entry [i, j] is a span of j - i + 1 words: keep the band of at most `longest`.
        total = np.where(np.tri(len(total), k=longest - 1, dtype=bool), total, -np.inf)
    at = int(total.argmax())
    first, last = divmod(at, len(total))
    none = float(starts[0] + ends[0])
    if none >= total[first, last]:
        return None, none
    return (first, last), float(starts[1 + first] + ends[1 + last])


def merged(parts: Sequence[WordSpan]) -> tuple[WordSpan, ...]:
    """Sorted parts with those that touch or overlap made one."""
    out: list[WordSpan] = []
    for part in parts:
        if out and part[0] <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(out[-1][1], part[1]))
        else:
            out.append(part)
    return tuple(out)


def triggers_of(
    scores: np.ndarray,
    queries: np.ndarray,
    keys: np.ndarray,
    threshold: float = TRIGGER_THRESHOLD,
    argument_threshold: float = ARGUMENT_THRESHOLD,
    joins: Sequence[bool] | None = None,
) -> list[Trigger]:
    """Triggers with their arguments.

    `scores` [words, 1 + labels], column 0 is "no trigger"; `queries`, `keys` [words, roles, d]. `joins` tells of each word whether it may
    belong to the trigger before it ("went off"); without it any neighbours of one label are one trigger.
    """
    chance = softmax(scores)
    found: list[Trigger] = []
    spans: list[tuple[int, int, int]] = []
    for i in np.flatnonzero(1.0 - chance[:, 0] >= threshold):
        label = int(chance[i, 1:].argmax())
        if spans and spans[-1][1] == i - 1 and spans[-1][2] == label and (joins is None or joins[int(i)]):
            spans[-1] = (spans[-1][0], int(i), label)
        else:
            spans.append((int(i), int(i), label))
    for first, last, label in spans:
        arguments = arguments_of(queries[first], keys, argument_threshold)
        score = float(1.0 - chance[first, 0])
        found.append(Trigger((first, last), label, score, tuple(a for a in arguments if a[1] != (first, last))))
    return found


def mixed(triggers: np.ndarray, acts: np.ndarray, attack: int, types: Sequence[int], weight: float = ATTACK_BY_ACTS) -> np.ndarray:
    """Scores of triggers, [words, 1 + labels], where the chance of label `attack` is drawn towards what the head of acts says of such types.

    `acts` [words, 1 + all types]; `types` are the indices of those that are attacks; `weight` 0..1 is that of the head of acts.
    """
    chance = softmax(triggers)
    told = softmax(acts)[:, [1 + t for t in types]].sum(axis=1)
    chance[:, 1 + attack] = (1 - weight) * chance[:, 1 + attack] + weight * told
    chance[:, 0] = np.maximum(1.0 - chance[:, 1:].sum(axis=1), _LEAST)
    scores: np.ndarray = np.log(np.maximum(chance, _LEAST))
    return scores


_LEAST = 1e-6


def arguments_of(query: np.ndarray, keys: np.ndarray, threshold: float) -> list[tuple[int, WordSpan, float]]:
    """Runs of words with the same role for one trigger: `query` [roles, d], `keys` [words, roles, d]."""
    scores = np.einsum("rd,nrd->nr", query, keys) / np.sqrt(query.shape[-1])
    chance = softmax(np.concatenate([np.full((len(scores), 1), NO_ROLE), scores], axis=1))
    runs: list[tuple[int, int, int, float]] = []
    for i in np.flatnonzero(1.0 - chance[:, 0] >= threshold):
        role, score = int(chance[i, 1:].argmax()), float(1.0 - chance[i, 0])
        if runs and runs[-1][1] == i - 1 and runs[-1][2] == role:
            runs[-1] = (runs[-1][0], int(i), role, max(score, runs[-1][3]))
        else:
            runs.append((int(i), int(i), role, score))
    return [(role, (first, last), score) for first, last, role, score in runs]


def acts_of(scores: np.ndarray, threshold: float = ACT_THRESHOLD) -> list[tuple[int, int, float]]:
    """`(word, type, chance)` for each word that tells an act; `scores` [words, 1 + types], column 0 is "no act"."""
    chance = softmax(scores.astype(np.float32))[:, 1:]
    best = chance.argmax(axis=1)
    return [(int(i), int(best[i]), float(chance[i, best[i]])) for i in np.flatnonzero(chance.max(axis=1) >= threshold)]


def mentions_of(scores: np.ndarray, threshold: float = MENTION_THRESHOLD) -> list[Mention]:
    """Mentions from `scores` [words, types, 3] of O, B, I; types are free to nest, a type is not."""
    chance = softmax(scores)
    found: list[Mention] = []
    for kind in range(scores.shape[1]):
        first = -1
        inside = 1.0 - chance[:, kind, 0] >= threshold
        begins = inside & (chance[:, kind, 1] > chance[:, kind, 2])
        for i in range(len(scores) + 1):
            ends = i == len(scores) or not inside[i] or begins[i]
            if first >= 0 and ends:
                score = float((1.0 - chance[first:i, kind, 0]).mean())
                found.append(Mention((first, i - 1), kind, score))
                first = -1
            if i < len(scores) and inside[i] and first < 0:
                first = i
    return sorted(found, key=lambda m: (m.words, m.type))
