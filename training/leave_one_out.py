"""re3d, one source left out at a time: `python -m training.leave_one_out --data DIR --start RUN/half.pt`.

From a checkpoint that never saw re3d, the mention head and the encoder learn the other sources for a few minutes; the
left-out source is scored strictly by span and type, over gold of every confidence and over gold of 0.5 and more.
"""

import argparse
import json
import random
import time
from pathlib import Path

import torch

from bench import polnear
from training import data, evaluate
from training.losses import mentions
from training.model import Encoder
from training.train import Stream, base_folder, groups, load_tokenizer, rate


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=20, help="passes over the other sources")
    parser.add_argument("--source", default="", help="only this source")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    tokenizer = load_tokenizer(base_folder() / "tokenizer.json")
    folders = sorted(f for f in (args.data / "re3d").iterdir() if f.is_dir())
    total = {low: polnear.Tally() for low in (0.0, 0.5)}
    for out in folders:
        if args.source in ("", out.name):
            begin = time.monotonic()
            model = _trained(args, tokenizer, [f for f in folders if f != out])
            row = {low: _scored(model, tokenizer, out, low, total[low]) for low in total}
            print(json.dumps({"left out": out.name, "f1": row, "seconds": round(time.monotonic() - begin)}), flush=True)
    print(json.dumps({"all": {low: round(t.f1, 3) for low, t in total.items()}}))


def _trained(args: argparse.Namespace, tokenizer, folders: list[Path]) -> Encoder:
    torch.manual_seed(7)
    model = Encoder()
    model.load_state_dict(torch.load(args.start)["model"])
    turns = [[s for f in folders for s in data.read_re3d(f, tokenizer, n)] for n in (190, 90, 140)]
    stream = Stream(turns, random.Random(7))
    optimiser = torch.optim.AdamW(groups(model), lr=1.0, betas=(0.9, 0.98), weight_decay=0.01)
    whole = args.epochs * sum(len(s.window.ids) for s in turns[0])
    model.train()
    while stream.seen < whole:
        for group in optimiser.param_groups:
            group["lr"] = group["base"] * rate(stream.seen / whole)
        batch = stream.next()
        ids, shapes, mask = (torch.from_numpy(a) for a in data.padded(batch))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = mentions(model, model.encode(ids, shapes, mask), batch)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([p for g in optimiser.param_groups for p in g["params"]], 1.0)
        optimiser.step()
    return model


def _scored(model: Encoder, tokenizer, folder: Path, low: float, total: polnear.Tally) -> float:
    samples = list(data.read_re3d(folder, tokenizer, least=low))
    before = polnear.Tally()
    evaluate.mention_scores(model, samples, into=before)
    for name in ("right", "predicted", "found", "gold"):
        setattr(total, name, getattr(total, name) + getattr(before, name))
    return round(before.f1, 3)


if __name__ == "__main__":
    main()
