"""Public sets to labelled windows, in the form that `training.train` batches.

Every sample names the heads it has labels for; a head without labels gets no loss from it.
"""

import csv
import hashlib
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from bench import polnear, re3d
from bench.factuality import running_text
from bench.wikievents import Document
from training import labels
from whosays.reading.encoder_windows import WINDOW_PIECES, Window, windows_of

Span = tuple[int, int]

# Triggers that are never cues of attribution, so that their words teach the cue head what a cue is not.
NOT_CUES = frozenset({"attack", "die", "injure", "transport", "destroy", "detain"})


@dataclass
class Sample:
    """A window with labels; word indices count the words of the window, -1 stands for "none"."""

    kind: str
    window: Window
    cues: list[tuple[int, int, list[int]]] = field(default_factory=list)  # first, last word, six pointer targets
    in_source: set[int] = field(default_factory=set)
    in_content: set[int] = field(default_factory=set)
    triggers: list[tuple[int, int, int, list[tuple[int, int, int]]]] = field(default_factory=list)
    factuality: list[tuple[int, int, float]] = field(default_factory=list)  # word, scale (0 UDS, 1 UW), value
    mentions: list[tuple[int, int, int]] = field(default_factory=list)
    acts: list[tuple[int, int, int]] = field(default_factory=list)  # first, last word, index in labels.ACTS
    root: tuple[Span, Span, int] | None = None
    unknown: set[int] = field(default_factory=set)  # words that may or may not be triggers
    full: bool = True  # False: triggers are only some of those in the text (RAMS)


def words_in(window: Window, span: Span) -> tuple[int, int] | None:
    """First and last word that `span` touches, or None."""
    hit = [i for i, (a, b) in enumerate(window.words) if b > span[0] and a < span[1]]
    return (hit[0], hit[-1]) if hit else None


def joined(parts: Sequence[Span], text: str) -> list[Span]:
    """Parts with nothing but spaces and quotation marks between them are one; empty ones are dropped."""
    out: list[Span] = []
    for low, high in sorted(parts):
        start, end = low, high
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start >= end:
            continue
        if out and not any(ch.isalnum() for ch in text[out[-1][1] : start]):
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def read_polnear(folder: Path, tokenizer: Any, limit: int = WINDOW_PIECES) -> Iterator[Sample]:
    for article in polnear.articles(folder):
        for window in windows_of(tokenizer, article.text, polnear.paragraphs(article.text), limit):
            yield _attributed(article, window)


def _attributed(article: polnear.Article, window: Window) -> Sample:
    sample = Sample("polnear", window)
    low, high = window.words[0][0], window.words[-1][1]
    taken: set[int] = set()
    for gold in article.gold:
        cue_parts = joined(gold.cue, article.text)
        if not cue_parts or cue_parts[0][0] < low or cue_parts[0][1] > high:
            continue
        cue = words_in(window, (cue_parts[0][0], cue_parts[-1][1] if len(cue_parts) == 1 else cue_parts[0][1]))
        if cue is None or cue[0] in taken:
            continue
        taken.add(cue[0])
        source = _located(window, joined(gold.source, article.text)[:1])
        content = _located(window, joined(gold.content, article.text))
        if len(content) > 2:
            content = [content[0], (content[1][0], content[-1][1])]
        targets = [-1] * 6
        for at, span in zip((0, 2, 4), [source[0] if source else None, *content, None, None][:3], strict=False):
            if span:
                targets[at : at + 2] = span
        sample.cues.append((*cue, targets))
        for a, b in source:
            sample.in_source.update(range(a, b + 1))
        for a, b in content:
            sample.in_content.update(range(a, b + 1))
    return sample


def _located(window: Window, parts: Sequence[Span]) -> list[tuple[int, int]]:
    found = (words_in(window, part) for part in parts)
    return [f for f in found if f]


def wikievents_train(path: Path) -> Iterator[Document]:
    for line in path.open(encoding="utf-8"):
        raw = json.loads(line)
        tokens = raw["tokens"]
        text, spans = running_text(tokens)
        bounds = _sentences(tokens)
        placed, unknown = _placed(tokens, raw["event_mentions"], bounds)
        events = [
            ((spans[a][0], spans[b - 1][1]), kind, [((spans[c][0], spans[d - 1][1]), r) for c, d, r in sorted(args)])
            for (a, b, kind), args in sorted(placed.items())
        ]
        unsure = tuple((spans[a][0], spans[b - 1][1]) for a, b in sorted(unknown))
        yield Document(raw["docid"], text, [(spans[a][0], spans[b - 1][1]) for a, b in bounds], events, unsure)


Placed = dict[tuple[int, int, str], set[tuple[int, int, str]]]


def _placed(tokens: Sequence[str], raw: Sequence[dict[str, Any]], bounds: Sequence[Span]) -> tuple[Placed, set[Span]]:
    """Events at their words, and words that may or may not be triggers.

    The file puts every event on the first words of the document that read like its trigger, so that five attacks
    called "attack" stand on one word. Here events with arguments go to the like words nearest to these, the others
    fill what is left; like words that no event claims teach nothing.
    """
    alike: dict[tuple[tuple[str, ...], str], list[dict[str, Any]]] = defaultdict(list)
    for event in raw:
        words = tuple(tokens[event["trigger"]["start_idx"] : event["trigger"]["end_idx"]])
        if words:
            alike[words, event["event_type"]].append(event)
    placed: Placed = defaultdict(set)
    unknown: set[Span] = set()
    for (words, kind), events in alike.items():
        n = len(words)
        where = [i for i in range(len(tokens) - n + 1) if tuple(tokens[i : i + n]) == words]
        room = dict.fromkeys(where, -(-len(events) // len(where)))
        for event in sorted(events, key=lambda e: -len(e["arguments"])):
            costs = {i: _cost(tokens, event, i, bounds) for i in where if room[i]}
            if not event["arguments"] and len(events) < len(where):
                continue  # nothing says which of the like words it is
            at = min(costs, key=lambda i: (costs[i], i))
            room[at] -= 1
            for arg in event["arguments"]:
                found = _nearest(tokens, arg["text"].split(), at, bounds)
                if found:
                    placed[at, at + n, kind].add((*found, arg["role"]))
            placed[at, at + n, kind].update()
        unknown.update((i, i + n) for i in where)
    return placed, unknown - {(a, b) for a, b, _ in placed}


def _cost(tokens: Sequence[str], event: dict[str, Any], at: int, bounds: Sequence[Span]) -> float:
    """How far the arguments stand from the words at `at`: tokens, with a fine for each that is not near at all."""
    total = 0.0
    for arg in event["arguments"]:
        found = _nearest(tokens, arg["text"].split(), at, bounds)
        total += abs(found[0] - at) if found else 300.0
    return total


_ABBREVIATIONS = frozenset(("Mr", "Mrs", "Ms", "Dr", "Gen", "Col", "Lt", "Sgt", "Maj", "Capt", "St", "Sen", "Rep", "Gov", "No"))


def _sentences(tokens: Sequence[str]) -> list[Span]:
    """Sentences as token spans; the set's own sentences have lost their full stops."""
    out, low = [], 0
    for i, token in enumerate(tokens):
        if token not in (".", "!", "?") or i < low:
            continue
        end = i + 1
        if tokens[end : end + 1] and tokens[end] in ("\u201d", '"', "\u2019"):
            end += 1
        following = tokens[end] if end < len(tokens) else "A"
        short = len(tokens[i - 1]) == 1 or tokens[i - 1] in _ABBREVIATIONS
        if not short and (following[0].isupper() or following[0] in '\u201c"\u2018'):
            out.append((low, end))
            low = end
    return [*out, (low, len(tokens))] if low < len(tokens) else out


def _nearest(tokens: Sequence[str], words: Sequence[str], at: int, bounds: Sequence[Span]) -> Span | None:
    """Where `words` stand nearest to token `at`: in its sentence, else up to two sentences away."""
    n = len(words)
    if not n:
        return None
    home = next((i for i, (a, b) in enumerate(bounds) if a <= at < b), 0)
    low, high = bounds[max(0, home - 2)][0], bounds[min(len(bounds) - 1, home + 2)][1]
    a0, b0 = bounds[home]
    places = [i for i in range(low, high - n + 1) if list(tokens[i : i + n]) == list(words)]
    if not places:
        return None
    best = min(places, key=lambda i: (not a0 <= i < b0, abs(i - at), i))
    return best, best + n


def event_samples(documents: Sequence[Document], tokenizer: Any, limit: int, seed: int) -> Iterator[Sample]:
    rng = random.Random(seed)
    for document in documents:
        paragraphs: list[Span] = []
        for span in document.sentences:
            # The set keeps no paragraphs: join sentences by chance, so that windows look like those of reports.
            if paragraphs and rng.random() < 0.6:
                paragraphs[-1] = (paragraphs[-1][0], span[1])
            else:
                paragraphs.append(span)
        for window in windows_of(tokenizer, document.text, paragraphs, limit):
            sample = Sample("events", window)
            _add_events(sample, document)
            yield sample


def _add_events(sample: Sample, document: Document) -> None:
    low, high = sample.window.words[0][0], sample.window.words[-1][1]
    seen: set[tuple[int, int]] = set()
    for span in document.unsure:
        at = words_in(sample.window, span)
        if at and span[0] >= low and span[1] <= high:
            sample.unknown.update(range(at[0], at[1] + 1))
    for span, kind, args in document.events:
        if span[0] < low or span[1] > high:
            continue
        at = words_in(sample.window, span)
        if at is None or at in seen:
            continue
        seen.add(at)
        label = labels.trigger_of(kind)
        found = []
        for where, role in args:
            inside = where[0] >= low and where[1] <= high
            place = words_in(sample.window, where) if inside else None
            if place:
                found.append((*place, labels.ROLES.index(labels.role_of(role, label))))
        sample.triggers.append((*at, labels.TRIGGERS.index(label), found))


def read_rams(path: Path, tokenizer: Any) -> Iterator[Sample]:
    for line in path.open(encoding="utf-8"):
        raw = json.loads(line)
        tokens = [t for s in raw["sentences"] for t in s]
        text, spans = running_text(tokens)
        kind = raw["evt_triggers"][0][2][0][0]
        label = "destroy" if "damagedestroy" in kind else "other"
        a, b = raw["evt_triggers"][0][:2]
        trigger = (spans[a][0], spans[b][1])
        args = [((spans[c][0], spans[d][1]), role[11:]) for _, (c, d), role in raw["gold_evt_links"]]
        windows = windows_of(tokenizer, text, [(0, len(text))])
        for window in windows:
            low, high = window.words[0][0], window.words[-1][1]
            at = words_in(window, trigger)
            if at is None or trigger[0] < low or trigger[1] > high:
                continue
            found = []
            for where, role in args:
                place = words_in(window, where)
                if place and where[0] >= low and where[1] <= high:
                    found.append((*place, labels.ROLES.index(labels.role_of(role, label))))
            yield Sample("events", window, triggers=[(*at, -1, found)], full=False)


def read_factuality(path: Path, scale: int, tokenizer: Any) -> Iterator[Sample]:
    for line in path.open(encoding="utf-8"):
        raw = json.loads(line)
        text, spans = running_text(raw["text"].split())
        for window in windows_of(tokenizer, text, [(0, len(text))]):
            sample = Sample("factuality", window)
            for target in raw["targets"]:
                span = spans[target["span1"][0]]
                at = words_in(window, span)
                if at and span[0] >= window.words[0][0]:
                    sample.factuality.append((at[0], scale, float(target["label"])))
            if sample.factuality:
                yield sample


def read_re3d(folder: Path, tokenizer: Any, limit: int = WINDOW_PIECES, least: float = 0.0) -> Iterator[Sample]:
    for document in re3d.documents(folder):
        for window in windows_of(tokenizer, document.text, polnear.paragraphs(document.text), limit):
            sample = Sample("re3d", window)
            low, high = window.words[0][0], window.words[-1][1]
            for start, end, kind, confidence in sorted(document.mentions, key=lambda e: (e[0], -e[1])):
                if confidence < least:
                    continue
                at = words_in(window, (start, end)) if start >= low and end <= high else None
                if at:
                    sample.mentions.append((*at, labels.MENTIONS.index(kind)))
            yield sample


def fold_of(text: str, folds: int = 5) -> int:
    """The fold of a sentence, by its hash, so that it is the same everywhere."""
    return hashlib.sha256(text.encode()).digest()[0] % folds


def read_plv(path: Path, tokenizer: Any) -> Iterator[tuple[int, Sample]]:
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle, delimiter="\t"):
            marked = row["marked_sentence"]
            if any(marked.count(m) != 1 for m in ("<s>", "</s>", "<t>", "</t>")):
                continue
            text, spans = _unmark(marked)
            for window in windows_of(tokenizer, text, [(0, len(text))])[:1]:
                s, t = words_in(window, spans["s"]), words_in(window, spans["t"])
                if s and t and row["gold_root"] in labels.ROOTS:
                    root = (s, t, labels.ROOTS.index(row["gold_root"]))
                    yield fold_of(row["sentence"]), Sample("plv", window, root=root)


def _unmark(marked: str) -> tuple[str, dict[str, Span]]:
    starts: dict[str, int] = {}
    spans: dict[str, Span] = {}
    text, i = "", 0
    while i < len(marked):
        for mark in ("<s>", "</s>", "<t>", "</t>"):
            if marked.startswith(mark, i):
                name = mark.strip("</>")
                if mark.startswith("</"):
                    spans[name] = (starts[name], len(text))
                else:
                    starts[name] = len(text)
                i += len(mark)
                break
        else:
            text += marked[i]
            i += 1
    return text, spans


def summary(samples: Sequence[Sample]) -> dict[str, Any]:
    """Counts for the model card."""
    out: Counter[str] = Counter()
    for s in samples:
        out["windows"] += 1
        out["pieces"] += len(s.window.ids)
        out["cues"] += len(s.cues)
        out["triggers"] += len(s.triggers)
        out["arguments"] += sum(len(t[3]) for t in s.triggers)
        out["predicates"] += len(s.factuality)
        out["mentions"] += len(s.mentions)
    return {k: v for k, v in out.items() if v}


def padded(samples: Sequence[Sample]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    width = max(len(s.window.ids) for s in samples)
    ids = np.zeros((len(samples), width), np.int64)
    shapes = np.zeros_like(ids)
    mask = np.zeros((len(samples), width), bool)
    for i, s in enumerate(samples):
        n = len(s.window.ids)
        ids[i, :n], shapes[i, :n], mask[i, :n] = s.window.ids, s.window.shapes, True
    return ids, shapes, mask
