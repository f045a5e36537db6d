"""Average two checkpoints of one line of runs: `python -m training.average A.pt B.pt OUT.pt --share 0.7` (the share of B).

Runs that start from one another lie near enough for their mean to be better than either (Wortsman et al. 2022, "Model soups").
"""

import argparse
from pathlib import Path

import torch


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--share", type=float, default=0.5, help="share of the second, 0 to 1")
    args = parser.parse_args()
    a, b = (torch.load(path)["model"] for path in (args.first, args.second))
    mean = {k: torch.lerp(a[k], b[k], args.share) if b[k].is_floating_point() else b[k] for k in b}
    torch.save({"model": mean, "note": {"share": args.share}}, args.out)


if __name__ == "__main__":
    main()
