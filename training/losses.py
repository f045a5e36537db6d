"""One loss per head, each about as large as its importance; sums are over words, never over pieces."""

import math

import torch
from torch.nn import functional as F

from training import labels
from training.data import NOT_CUES, Sample
from training.model import NM, NP, NR, POINTER_DIM, POINTERS, ROLE_DIM, Encoder
from whosays.reading.encoder_votes import NO_ROLE

HARMFUL = {labels.TRIGGERS.index(name) for name in NOT_CUES}


def _firsts(samples: list[Sample]):
    """Row and column of the first piece of every word of the batch."""
    rows = torch.cat([torch.full((len(s.window.firsts),), i) for i, s in enumerate(samples)])
    cols = torch.cat([torch.from_numpy(s.window.firsts) for s in samples])
    return rows, cols


def _flat(samples: list[Sample]) -> list[int]:
    starts, at = [], 0
    for s in samples:
        starts.append(at)
        at += len(s.window.firsts)
    return starts


def speech(model: Encoder, x, samples: list[Sample]):
    h = model.body("speech", x)
    rows, cols = _firsts(samples)
    offset = _flat(samples)
    logits = model.tags(h)[rows, cols].float()
    cue = torch.zeros(len(rows), dtype=torch.long)
    aux = torch.zeros(len(rows), 2)
    for s, o in zip(samples, offset, strict=True):
        for first, last, _ in s.cues:
            cue[o + first] = 1
            cue[o + first + 1 : o + last + 1] = 2
        for i in s.in_source:
            aux[o + i, 0] = 1
        for i in s.in_content:
            aux[o + i, 1] = 1
    loss = 12 * F.cross_entropy(logits[:, :3], cue)
    loss = loss + 2 * F.binary_cross_entropy_with_logits(logits[:, 3:], aux)
    return loss + 0.6 * _pointers(model, h, samples)


def _pointers(model: Encoder, h, samples: list[Sample]):
    at = [(b, int(s.window.firsts[c[0]]), c[2]) for b, s in enumerate(samples) for c in s.cues]
    if not at:
        return h.sum() * 0.0
    b = torch.tensor([a[0] for a in at])
    q = model.pq(h[b, torch.tensor([a[1] for a in at])]).view(len(at), POINTERS, POINTER_DIM)
    k = model.pk(h).view(*h.shape[:2], POINTERS, POINTER_DIM)[b]
    scores = torch.einsum("ckd,ctkd->ckt", q, k).float() / math.sqrt(POINTER_DIM)
    allowed = torch.zeros(h.shape[:2], dtype=torch.bool)
    allowed[:, 0] = True
    rows, cols = _firsts(samples)
    allowed[rows, cols] = True
    scores = scores.masked_fill(~allowed[b][:, None, :], -1e4)
    target = torch.tensor([[0 if w < 0 else int(samples[x].window.firsts[w]) for w in t] for x, _, t in at])
    each = F.cross_entropy(scores.flatten(0, 1), target.flatten(), reduction="none").view(-1, POINTERS)
    # The second part is "none" nine times in ten: it would drown in the sum otherwise, and needs no more.
    return each.sum(1).mean()


def events(model: Encoder, x, samples: list[Sample]):
    h = model.body("event", x)
    rows, cols = _firsts(samples)
    offset = _flat(samples)
    labelled = [i for i, s in enumerate(samples) if s.full]
    loss = h.sum() * 0.0
    if labelled:
        target = torch.full((len(rows),), -100, dtype=torch.long)
        not_cue = []
        for i in labelled:
            s, o = samples[i], offset[i]
            target[o : o + len(s.window.firsts)] = 0
            target[[o + i for i in s.unknown]] = -100
            for first, last, label, _ in s.triggers:
                target[o + first : o + last + 1] = 1 + label
                if label in HARMFUL:
                    not_cue.append(o + first)
        loss = loss + 10 * F.cross_entropy(model.trigger(h)[rows, cols].float(), target)
        if not_cue:
            tags = model.tags(model.body("speech", x[rows[not_cue], cols[not_cue]])).float()[:, :3]
            loss = loss + 0.5 * F.cross_entropy(tags, torch.zeros(len(not_cue), dtype=torch.long))
    return loss + _arguments(model, h, samples)


def _arguments(model: Encoder, h, samples: list[Sample]):
    at = [(b, int(s.window.firsts[t[0]]), t) for b, s in enumerate(samples) for t in s.triggers]
    if not at:
        return h.sum() * 0.0
    b = torch.tensor([a[0] for a in at])
    q = model.aq(h[b, torch.tensor([a[1] for a in at])]).view(len(at), NR, ROLE_DIM)
    k = model.ak(h).view(*h.shape[:2], NR, ROLE_DIM)[b]
    scores = torch.einsum("crd,ctrd->ctr", q, k).float() / math.sqrt(ROLE_DIM)
    scores = torch.cat([torch.full((*scores.shape[:2], 1), NO_ROLE), scores], -1)
    target = torch.full(scores.shape[:2], -100, dtype=torch.long)
    for c, (x, _, trigger) in enumerate(at):
        firsts = torch.from_numpy(samples[x].window.firsts)
        target[c, firsts] = 0
        for first, last, role in trigger[3]:
            target[c, firsts[first : last + 1]] = 1 + role
    each = F.cross_entropy(scores.flatten(0, 1), target.flatten(), reduction="sum", ignore_index=-100)
    return 0.4 * each / len(at)


def acts(model: Encoder, x, samples: list[Sample]):
    """Types of the acts of conflict; their participants by the pointers that the events share."""
    h = model.body("act", x)
    rows, cols = _firsts(samples)
    target = torch.zeros(len(rows), dtype=torch.long)
    for s, o in zip(samples, _flat(samples), strict=True):
        target[[o + i for i in s.unknown]] = -100
        for first, last, kind in s.acts:
            target[o + first : o + last + 1] = 1 + kind
    loss = 10 * F.cross_entropy(model.act(h)[rows, cols].float(), target, label_smoothing=0.02)
    if not any(s.triggers for s in samples):
        return loss
    return loss + _arguments(model, model.body("event", x), samples)


def factuality(model: Encoder, x, samples: list[Sample]):
    h = model.fact(model.body("fact", x))
    rows, cols = _firsts(samples)
    out = h[rows, cols].float()
    offset = _flat(samples)
    value, where = [], []
    marks = torch.zeros(len(rows), 2)
    known = torch.zeros(len(rows), 2)
    for s, o in zip(samples, offset, strict=True):
        scale = s.factuality[0][1]
        known[o : o + len(s.window.firsts), scale] = 1
        for word, k, v in s.factuality:
            where.append((o + word, k))
            value.append(v)
            marks[o + word, k] = 1
    i = torch.tensor(where)
    # Nearly absolute error: it is what is scored, and most events of UW are at the top of the scale.
    loss = 1.5 * F.smooth_l1_loss(out[i[:, 0], i[:, 1]], torch.tensor(value), beta=0.4)
    each = F.binary_cross_entropy_with_logits(out[:, 2:], marks, reduction="none")
    return loss + 1.5 * (each * known).sum() / known.sum()


def mentions(model: Encoder, x, samples: list[Sample]):
    rows, cols = _firsts(samples)
    out = model.mention(model.body("mention", x))[rows, cols].float().view(-1, NM, 3)
    target = torch.zeros(len(rows), NM, dtype=torch.long)
    for s, o in zip(samples, _flat(samples), strict=True):
        for first, last, kind in s.mentions:
            target[o + first, kind] = 1
            target[o + first + 1 : o + last + 1, kind] = 2
    return 5 * F.cross_entropy(out.flatten(0, 1), target.flatten(), reduction="sum") / len(rows)


def roots(model: Encoder, x, samples: list[Sample]):
    return F.cross_entropy(root_scores(model, x, samples), torch.tensor([s.root[2] for s in samples]))


def root_scores(model: Encoder, x, samples: list[Sample]):
    out = model.root(model.body("fact", x)).float().view(*x.shape[:2], 3, NP)
    scores = []
    for b, s in enumerate(samples):
        parts = [out[b, 0, 2]]
        for k in (0, 1):
            first, last = s.root[k]
            parts.append(out[b, torch.from_numpy(s.window.firsts[first : last + 1]), k].mean(0))
        scores.append(sum(parts))
    return torch.stack(scores)


BY_KIND = {"acts": acts, "silver": acts, "prose": acts, "polnear": speech, "events": events, "factuality": factuality, "re3d": mentions, "plv": roots}
