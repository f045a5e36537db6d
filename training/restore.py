"""The shipped weights back to a checkpoint: `python -m training.restore src/whosays/reading/weights OUT.pt`.

Checkpoints are not kept; what ships is, so a run can always go on from it (`training.train --start OUT.pt --late 0`).
What the seven bits of the export rounded away stays lost; a run of a few minutes mends it.
"""

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from training.model import HEADS, LAYERS, WIDTH, Encoder
from training.train import base_folder


def restore(weights: Path) -> dict[str, torch.Tensor]:
    """State of `Encoder` as `training.export` wrote it to `weights/encoder.onnx`, as floats.

    Raises ValueError where the file holds fewer weights than the model.
    """
    graph = onnx.load(str(weights / "encoder.onnx")).graph
    held = {c.name: np.array(numpy_helper.to_array(c)) for c in graph.initializer}
    model = Encoder()
    model.load_base(base_folder() / "model.safetensors")  # positions past a window do not ship
    state = model.state_dict()

    def take(name: str, value: np.ndarray) -> None:
        if state[name].shape != value.shape:
            raise ValueError(f"{weights / 'encoder.onnx'}: {name} is {value.shape}, expected {tuple(state[name].shape)}")
        state[name] = torch.from_numpy(np.ascontiguousarray(value, dtype=np.float32))

    def linear(name: str) -> tuple[np.ndarray, np.ndarray]:
        weight = held.pop(f"{name}.weight").astype(np.float32).T
        scale = held.pop(f"{name}.scale", None)
        return weight if scale is None else weight * scale[:, None], held.pop(f"{name}.bias")

    word, scale = held.pop("word").astype(np.float32), held.pop("word.scale", np.ones((1, 1), np.float32))
    take("word.weight", word * scale)
    places = held.pop("position")  # the one token type is added in: it stays there
    state["token_type"] = torch.zeros(WIDTH)
    take("position.weight", np.concatenate([places, state["position.weight"].numpy()[len(places) :]]))
    take("shape.weight", held.pop("shape"))
    size = np.sqrt(np.sqrt(WIDTH // HEADS))
    for i in range(LAYERS):
        weight, bias = linear(f"layers.{i}.qkv")
        for j, part in enumerate("qkv"):
            rows = slice(j * WIDTH, (j + 1) * WIDTH)
            factor = 1.0 if part == "v" else size
            take(f"layers.{i}.{part}.weight", weight[rows] * factor)
            take(f"layers.{i}.{part}.bias", bias[rows] * factor)
    done = {n for n in state if ".q." in n or ".k." in n or ".v." in n}
    done |= {"word.weight", "position.weight", "token_type", "shape.weight"}
    for name in sorted({n.rpartition(".")[0] for n in state if n not in done}):
        weight, bias = (held.pop(f"{name}.weight"), held.pop(f"{name}.bias")) if "norm" in name else linear(name)
        take(f"{name}.weight", weight)
        take(f"{name}.bias", bias)
    if left := sorted(set(held) - {"heads", "flat", "split", "zero"}):
        raise ValueError(f"{weights / 'encoder.onnx'}: weights that the model does not know: {left}")
    return state


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path, help="folder of encoder.onnx")
    parser.add_argument("out", type=Path, help="checkpoint to write")
    args = parser.parse_args()
    torch.save({"model": restore(args.weights), "note": {"restored": str(args.weights.name)}}, args.out)


if __name__ == "__main__":
    main()
