"""A checkpoint to the shipped files: `python -m training.export CHECKPOINT OUT_DIR`.

The graph is written op by op, for one window and no batch: ids, letter shapes and the first pieces of the words in,
head outputs of the words out. int8: weights per channel, seven bits of range, so that processors with and without
VNNI agree; word embeddings per row.
"""

import argparse
import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from training import labels
from training.model import HEADS, LAYERS, NM, NP, NR, NT, POINTER_DIM, POINTERS, ROLE_DIM, WIDTH
from training.train import base_folder
from whosays.reading.encoder_windows import WINDOW_PIECES

OPSET = 20  # the first with Gelu
INT8_LIMIT = 64  # of 127: seven bits, so that two products never saturate in 16 bits


class Graph:
    """A list of nodes and constants that grows."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: dict[str, np.ndarray] = {}
        self.count = 0

    def const(self, name: str, value: np.ndarray) -> str:
        self.constants[name] = value
        return name

    def op(self, kind: str, *inputs: str, out: str | None = None, outputs: int = 1, **attributes: Any) -> Any:
        self.count += 1
        names = [out] if out else [f"{kind}_{self.count}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, **attributes))
        return names[0] if outputs == 1 else names

    def linear(self, x: str, name: str, weight: np.ndarray, bias: np.ndarray, int8: bool, out: str | None = None) -> str:
        """`x @ weight.T + bias`, in int8 with a range per output and a dynamic one for x."""
        b = self.const(f"{name}.bias", bias.astype(np.float32))
        if not int8:
            y = self.op("MatMul", x, self.const(f"{name}.weight", weight.T.astype(np.float32)))
            return self.op("Add", y, b, out=out)
        scale = np.maximum(np.abs(weight).max(axis=1), 1e-8) / INT8_LIMIT
        packed = np.clip(np.rint(weight / scale[:, None]), -INT8_LIMIT, INT8_LIMIT).astype(np.int8)
        xq, xs, xz = self.quantised(x)
        w = self.const(f"{name}.weight", np.ascontiguousarray(packed.T))
        y = self.op("MatMulInteger", xq, w, xz)
        y = self.op("Cast", y, to=TensorProto.FLOAT)
        s = self.op("Mul", xs, self.const(f"{name}.scale", scale.astype(np.float32)))
        return self.op("Add", self.op("Mul", y, s), b, out=out)

    def quantised(self, x: str) -> tuple[str, str, str]:
        """`x` in 8 bits, once for all that read it."""
        cache = self.__dict__.setdefault("_quantised", {})
        if x not in cache:
            cache[x] = self.op("DynamicQuantizeLinear", x, outputs=3)
        return tuple(cache[x])

    def norm(self, x: str, name: str, w: dict[str, np.ndarray]) -> str:
        scale, bias = (self.const(f"{name}.{p}", w[f"{name}.{p}"]) for p in ("weight", "bias"))
        return self.op("LayerNormalization", x, scale, bias, axis=-1, epsilon=1e-12)


def build(w: dict[str, np.ndarray], int8: bool) -> onnx.ModelProto:
    g = Graph()
    x = _embeddings(g, w, int8)
    shape = g.const("heads", np.array([0, HEADS, WIDTH // HEADS], np.int64))
    flat = g.const("flat", np.array([0, WIDTH], np.int64))
    for i in range(LAYERS):
        x = _layer(g, x, f"layers.{i}", w, int8, shape, flat)
    x = g.op("Gather", x, "firsts", axis=0)
    bodies = {}
    for name in ("speech", "event", "mention", "fact", "act"):
        y = g.linear(x, f"bodies.{name}", w[f"bodies.{name}.weight"], w[f"bodies.{name}.bias"], int8)
        bodies[name] = g.op("Gelu", y)
    outputs = []
    for head, body in (("tags", "speech"), ("pq", "speech"), ("pk", "speech"), ("trigger", "event"), ("aq", "event"),
                       ("ak", "event"), ("mention", "mention"), ("fact", "fact"), ("root", "fact"), ("act", "act")):  # fmt: skip
        weight = w[f"{head}.weight"]
        g.linear(bodies[body], head, weight, w[f"{head}.bias"], int8 and len(weight) > 100, out=head)
        outputs.append(helper.make_tensor_value_info(head, TensorProto.FLOAT, ["words", len(weight)]))
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, [d]) for n, d in
              (("ids", "pieces"), ("shapes", "pieces"), ("firsts", "words"))]  # fmt: skip
    constants = [numpy_helper.from_array(v, k) for k, v in g.constants.items()]
    graph = helper.make_graph(g.nodes, "whosays-encoder", inputs, outputs, constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="whosays")
    model.ir_version = 10
    onnx.checker.check_model(model)
    return model


def _embeddings(g: Graph, w: dict[str, np.ndarray], int8: bool) -> str:
    table = w["word.weight"]
    if int8:
        scale = (np.abs(table).max(axis=1) / 127).astype(np.float32)[:, None]
        packed = np.rint(table / np.maximum(scale, 1e-8)).astype(np.int8)
        rows = g.op("Gather", g.const("word", packed), "ids")
        rows = g.op("Cast", rows, to=TensorProto.FLOAT)
        words = g.op("Mul", rows, g.op("Gather", g.const("word.scale", scale), "ids"))
    else:
        words = g.op("Gather", g.const("word", table), "ids")
    places = (w["position.weight"][:WINDOW_PIECES] + w["token_type"]).astype(np.float32)
    size = g.op("Shape", "ids")
    place = g.op("Slice", g.const("position", places), g.const("zero", np.array([0], np.int64)), size)
    shaped = g.op("Gather", g.const("shape", w["shape.weight"]), "shapes")
    return g.norm(g.op("Add", g.op("Add", words, place), shaped), "norm", w)


def _layer(g: Graph, x: str, at: str, w: dict[str, np.ndarray], int8: bool, shape: str, flat: str) -> str:
    joined = {p: np.concatenate([w[f"{at}.{n}.{p}"] for n in "qkv"]) for p in ("weight", "bias")}
    size = 1 / np.sqrt(np.sqrt(WIDTH // HEADS))  # on queries and keys alike: the product is divided by the root
    for part in joined.values():
        part[: 2 * WIDTH] *= size
    qkv = g.linear(x, f"{at}.qkv", joined["weight"], joined["bias"], int8)
    split = g.constants.get("split")
    if split is None:
        g.const("split", np.array([WIDTH] * 3, np.int64))
    q, k, v = g.op("Split", qkv, "split", axis=-1, outputs=3)
    q, k, v = (g.op("Reshape", part, shape) for part in (q, k, v))
    q, v = (g.op("Transpose", part, perm=[1, 0, 2]) for part in (q, v))
    k = g.op("Transpose", k, perm=[1, 2, 0])
    seen = g.op("Softmax", g.op("MatMul", q, k), axis=-1)
    y = g.op("Transpose", g.op("MatMul", seen, v), perm=[1, 0, 2])
    y = g.op("Reshape", y, flat)
    y = g.linear(y, f"{at}.out", w[f"{at}.out.weight"], w[f"{at}.out.bias"], int8)
    x = g.norm(g.op("Add", x, y), f"{at}.norm1", w)
    y = g.op("Gelu", g.linear(x, f"{at}.up", w[f"{at}.up.weight"], w[f"{at}.up.bias"], int8))
    y = g.linear(y, f"{at}.down", w[f"{at}.down.weight"], w[f"{at}.down.bias"], int8)
    return g.norm(g.op("Add", x, y), f"{at}.norm2", w)


def export(checkpoint: Path, out: Path, int8: bool = True) -> None:
    raw = torch.load(checkpoint, map_location="cpu")
    weights = {k: v.float().numpy() for k, v in raw["model"].items()}
    out.mkdir(parents=True, exist_ok=True)
    model = build(weights, int8)
    (out / "encoder.onnx").write_bytes(model.SerializeToString(deterministic=True))
    shutil.copy(base_folder() / "tokenizer.json", out / "tokenizer.json")
    names = {
        "triggers": labels.TRIGGERS, "roles": labels.ROLES, "mentions": labels.MENTIONS, "roots": labels.ROOTS,
        "acts": labels.ACTS,
        "pointers": POINTERS, "pointer_dim": POINTER_DIM, "role_dim": ROLE_DIM,
        "scales": {"uds": [[-3.0, 3.0], [-3.0, 3.0]], "uw": [[-3.0, 3.0], [-3.0, 3.0]]},
        "sha256": {n: hashlib.sha256((out / n).read_bytes()).hexdigest() for n in ("encoder.onnx", "tokenizer.json")},
    }  # fmt: skip
    if (len(labels.TRIGGERS), len(labels.ROLES), len(labels.MENTIONS), len(labels.ROOTS)) != (NT, NR, NM, NP):
        raise ValueError("the labels and the model differ")
    (out / "labels.json").write_text(json.dumps(names, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--float", action="store_true", help="without quantisation, to measure what it costs")
    args = parser.parse_args()
    export(args.checkpoint, args.out, int8=not args.float)


if __name__ == "__main__":
    main()
