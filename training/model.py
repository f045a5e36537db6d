"""The encoder (six layers of MiniLM) with its heads, in torch: for training and export only."""

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional as F

from training import labels
from whosays.reading.encoder_windows import SHAPES

WIDTH, HEADS, LAYERS, INNER = 384, 12, 6, 1536
POINTERS, POINTER_DIM = 6, 64
ROLE_DIM = 32
NT, NR, NM, NP = len(labels.TRIGGERS), len(labels.ROLES), len(labels.MENTIONS), len(labels.ROOTS)
NA = len(labels.ACTS)


class Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.q, self.k, self.v = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x, bias, drop: float):
        b, t, _ = x.shape
        q, k, v = (f(x).view(b, t, HEADS, WIDTH // HEADS).transpose(1, 2) for f in (self.q, self.k, self.v))
        if torch.onnx.is_in_onnx_export():
            weights = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(WIDTH // HEADS) + bias, -1)
            y = weights @ v
        else:
            y = F.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        y = self.out(y.transpose(1, 2).reshape(b, t, WIDTH))
        x = self.norm1(x + F.dropout(y, drop, self.training))
        y = self.down(F.gelu(self.up(x)))
        return self.norm2(x + F.dropout(y, drop, self.training))


class Encoder(nn.Module):
    def __init__(self, drop: float = 0.1) -> None:
        super().__init__()
        self.drop = drop
        self.word = nn.Embedding(30522, WIDTH)
        self.position = nn.Embedding(512, WIDTH)
        self.token_type = nn.Parameter(torch.zeros(WIDTH))
        self.shape = nn.Embedding(SHAPES, WIDTH)
        nn.init.normal_(self.shape.weight, std=0.005)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.bodies = nn.ModuleDict({k: nn.Linear(WIDTH, WIDTH) for k in ("speech", "event", "mention", "fact", "act")})
        self.tags = nn.Linear(WIDTH, 5)  # cue O B I, inside a source, inside a content
        self.pq, self.pk = (nn.Linear(WIDTH, POINTERS * POINTER_DIM) for _ in range(2))
        self.trigger = nn.Linear(WIDTH, 1 + NT)
        self.aq, self.ak = (nn.Linear(WIDTH, NR * ROLE_DIM) for _ in range(2))
        self.act = nn.Linear(WIDTH, 1 + NA)
        self.mention = nn.Linear(WIDTH, 3 * NM)
        self.fact = nn.Linear(WIDTH, 4)  # UDS value, UW value, UDS predicate, UW predicate
        self.root = nn.Linear(WIDTH, 3 * NP)  # source, target, whole
        with torch.no_grad():  # nearly every word is nothing: start from there
            self.tags.bias[0] = 3.0
            self.trigger.bias[0] = 4.0
            self.act.bias[0] = 4.0
            self.mention.bias[::3] = 3.0

    def load_base(self, path: Path) -> None:
        """Weights of the public sentence encoder (safetensors)."""
        raw = {k.removeprefix("bert."): v.float() for k, v in load_file(str(path)).items()}
        mine = {
            "word.weight": raw["embeddings.word_embeddings.weight"],
            "position.weight": raw["embeddings.position_embeddings.weight"],
            "token_type": raw["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": raw["embeddings.LayerNorm.weight"],
            "norm.bias": raw["embeddings.LayerNorm.bias"],
        }
        names = {
            "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
            "out": "attention.output.dense", "norm1": "attention.output.LayerNorm", "up": "intermediate.dense",
            "down": "output.dense", "norm2": "output.LayerNorm",
        }  # fmt: skip
        for i in range(LAYERS):
            for a, b in names.items():
                for part in ("weight", "bias"):
                    mine[f"layers.{i}.{a}.{part}"] = raw[f"encoder.layer.{i}.{b}.{part}"]
        missing, unexpected = self.load_state_dict(mine, strict=False)
        if unexpected or any(m.startswith(("layers", "norm", "word", "position")) for m in missing):
            raise ValueError(f"base weights do not fit: {unexpected} {missing}")

    def load_before(self, state: dict[str, torch.Tensor]) -> None:
        """Weights of a checkpoint that may be older than a head or have fewer roles: what it lacks keeps its start."""
        now = self.state_dict()
        for name, old in state.items():
            if now[name].shape == old.shape:
                now[name] = old
            else:  # outputs were added at the end
                now[name] = torch.cat([old, now[name][old.shape[0] :]])
        self.load_state_dict(now)

    def encode(self, ids, shapes, mask):
        t = ids.shape[1]
        x = self.word(ids) + self.position.weight[:t] + self.token_type + self.shape(shapes)
        x = F.dropout(self.norm(x), self.drop, self.training)
        bias = torch.zeros(mask.shape, dtype=x.dtype).masked_fill(~mask, -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias, self.drop)
        return x

    def body(self, name: str, x):
        return F.dropout(F.gelu(self.bodies[name](x)), self.drop, self.training)

    def forward(self, ids, shapes, mask):
        """All heads for every piece; the order is the contract with the runtime."""
        x = self.encode(ids, shapes, mask)
        s, e, m, f, a = (self.body(n, x) for n in ("speech", "event", "mention", "fact", "act"))
        return (
            self.tags(s), self.pq(s), self.pk(s), self.trigger(e), self.aq(e), self.ak(e), self.mention(m),
            self.fact(f), self.root(f), self.act(a),
        )  # fmt: skip
