"""Development figures of a torch model, by the decoding that the runtime uses."""

import math
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import torch

from bench import polnear
from training import data, labels
from training.losses import root_scores
from training.model import NM, NR, POINTER_DIM, POINTERS, ROLE_DIM, Encoder
from whosays.reading import encoder_votes as votes


@torch.no_grad()
def outputs(model: Encoder, samples: list[data.Sample], size: int = 16) -> list[tuple[np.ndarray, ...]]:
    """Head outputs per piece, one tuple a sample, in order."""
    model.eval()
    order = sorted(range(len(samples)), key=lambda i: len(samples[i].window.ids))
    out: list[Any] = [None] * len(samples)
    for at in range(0, len(order), size):
        index = order[at : at + size]
        ids, shapes, mask = data.padded([samples[i] for i in index])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            heads = model(torch.from_numpy(ids), torch.from_numpy(shapes), torch.from_numpy(mask))
        for row, i in enumerate(index):
            n = len(samples[i].window.ids)
            out[i] = tuple(h[row, :n].float().numpy() for h in heads)
    model.train()
    return out


def attributions(window: data.Window, heads: tuple[np.ndarray, ...], threshold: float = 0.5):
    f = window.firsts
    q = heads[1].reshape(-1, POINTERS, POINTER_DIM)[f]
    k = heads[2].reshape(-1, POINTERS, POINTER_DIM)[np.concatenate([[0], f])]
    w = window.words

    def span(s):
        return ((w[s[0]][0], w[s[1]][1]),)

    for c in votes.cues_of(heads[0][f], q, k, threshold):
        yield polnear.Attribution(span(c.source) if c.source else (), span(c.cue), tuple(span(p)[0] for p in c.content))


def polnear_scores(model: Encoder, tokenizer: Any, folder: Path, every: int = 1, threshold: float = 0.5):
    articles = list(polnear.articles(folder))[::every]
    windows = [
        (i, data.Sample("polnear", w))
        for i, a in enumerate(articles)
        for w in data.windows_of(tokenizer, a.text, polnear.paragraphs(a.text))
    ]
    guess = defaultdict(list)
    for (i, s), heads in zip(windows, outputs(model, [s for _, s in windows]), strict=True):
        guess[i].extend(attributions(s.window, heads, threshold))
    tallies = polnear.tallies()
    for i, a in enumerate(articles):
        polnear.add_scores(tallies, a.text, a.gold, guess[i])
    return {k: round(t.f1, 3) for k, t in tallies.items()}


def speech_scores(model: Encoder, samples: list[data.Sample]):
    """Cues exact, and cues with all six pointers right, in word indices: a check of training, not a benchmark."""
    t, a = polnear.Tally(), polnear.Tally()
    for s, heads in zip(samples, outputs(model, samples), strict=True):
        f = s.window.firsts
        q = heads[1].reshape(-1, POINTERS, POINTER_DIM)[f]
        k = heads[2].reshape(-1, POINTERS, POINTER_DIM)[np.concatenate([[0], f])]
        found = votes.cues_of(heads[0][f], q, k)
        p, g = {c.cue for c in found}, {(c[0], c[1]) for c in s.cues}
        polnear.count(t, len(p & g), len(p), len(p & g), len(g))
        p = {(c.cue, c.source, c.content) for c in found}
        g = set()
        for first, last, x in s.cues:
            parts = [tuple(x[i : i + 2]) if x[i] >= 0 else None for i in (0, 2, 4)]
            g.add(((first, last), parts[0], votes.merged(sorted(y for y in parts[1:] if y))))
        polnear.count(a, len(p & g), len(p), len(p & g), len(g))
    return {"cue": round(t.f1, 3), "whole": round(a.f1, 3)}


def event_scores(model: Encoder, samples: list[data.Sample], threshold: float = 0.5, arg_threshold: float = 0.5):
    """Trigger F1 (span and label) and argument head F1 (label, role, last word), attack, die and injure only."""
    kinds = {labels.TRIGGERS.index(k) for k in ("attack", "die", "injure")}
    t, a = polnear.Tally(), polnear.Tally()
    for s, heads in zip(samples, outputs(model, samples), strict=True):
        f = s.window.firsts
        aq, ak = (h.reshape(-1, NR, ROLE_DIM)[f] for h in heads[4:6])
        found = votes.triggers_of(heads[3][f], aq, ak, threshold, arg_threshold)
        p = {(x.words, x.label) for x in found if x.label in kinds}
        g = {((x[0], x[1]), x[2]) for x in s.triggers if x[2] in kinds}
        polnear.count(t, len(p & g), len(p), len(p & g), len(g))
        p = {(x.label, r, w[1]) for x in found if x.label in kinds for r, w, _ in x.arguments}
        g = {(x[2], r, e) for x in s.triggers if x[2] in kinds for _, e, r in x[3]}
        polnear.count(a, len(p & g), len(p), len(p & g), len(g))
    return {"trigger": [round(x, 3) for x in (t.f1, t.precision, t.recall)],
            "argument": [round(x, 3) for x in (a.f1, a.precision, a.recall)]}  # fmt: skip


def act_scores(model: Encoder, samples: list[data.Sample], thresholds: tuple[float, ...] = (0.3, 0.5, 0.7, 0.9)):
    """By least chance: F1, precision, recall of acts with their type, then of acts whatever the type (a shared word is enough)."""
    out = {}
    heads = outputs(model, samples)
    for threshold in thresholds:
        typed, plain = polnear.Tally(), polnear.Tally()
        for s, h in zip(samples, heads, strict=True):
            chance = votes.softmax(h[9][s.window.firsts])
            p = {(int(i), int(chance[i, 1:].argmax())) for i in np.flatnonzero(1.0 - chance[:, 0] >= threshold)}
            g = {(a, k) for a, _, k in s.acts}
            inside = {(i, k): (a, k) for a, b, k in s.acts for i in range(a, b + 1)}
            words = {i: a for a, b, _ in s.acts for i in range(a, b + 1)}
            hit = {inside[x] for x in p if x in inside}
            met = {words[i] for i, _ in p if i in words}
            false = [x for x in p if x not in inside]
            polnear.count(typed, len(hit), len(hit) + len(false), len(hit), len(g))
            polnear.count(plain, len(met), len(met) + sum(i not in words for i, _ in p), len(met), len({a for a, _ in g}))
        out[threshold] = [round(x, 3) for t in (typed, plain) for x in (t.f1, t.precision, t.recall)]
    return out


def factuality_scores(model: Encoder, samples: list[data.Sample]):
    gold, guess = [], []
    for s, heads in zip(samples, outputs(model, samples, 64), strict=True):
        for word, scale, value in s.factuality:
            gold.append(value)
            guess.append(float(np.clip(heads[7][s.window.firsts[word], scale], -3, 3)))
    x, y = np.array(gold), np.array(guess)
    return {"mae": round(float(np.abs(x - y).mean()), 3), "r": round(float(np.corrcoef(x, y)[0, 1]), 3)}


def mention_scores(model: Encoder, samples: list[data.Sample], threshold: float = 0.5, into: polnear.Tally | None = None):
    t = into or polnear.Tally()
    for s, heads in zip(samples, outputs(model, samples), strict=True):
        found = votes.mentions_of(heads[6].reshape(-1, NM, 3)[s.window.firsts], threshold)
        p, g = {(m.words, m.type) for m in found}, {((a, b), k) for a, b, k in s.mentions}
        polnear.count(t, len(p & g), len(p), len(p & g), len(g))
    return {"f1": round(t.f1, 3), "p": round(t.precision, 3), "r": round(t.recall, 3)}


@torch.no_grad()
def root_macro_f1(model: Encoder, samples: list[data.Sample]):
    model.eval()
    pairs = []
    for at in range(0, len(samples), 32):
        part = samples[at : at + 32]
        ids, shapes, mask = (torch.from_numpy(a) for a in data.padded(part))
        guess = root_scores(model, model.encode(ids, shapes, mask), part).argmax(1).tolist()
        pairs += [(s.root[2], g) for s, g in zip(part, guess, strict=True)]
    model.train()
    f1 = []
    for k in {g for g, _ in pairs}:
        hit = sum(g == p == k for g, p in pairs)
        f1.append(2 * hit / max(1, sum(g == k for g, _ in pairs) + sum(p == k for _, p in pairs)))
    return round(math.fsum(f1) / max(1, len(f1)), 3)
