"""The trained tagger of attributions: cues, and for each cue the words of its source and content.

An encoder (MiniLM-L6, tuned on PolNeAR) reads windows of a field and gives every word the probability
that a cue begins or goes on there; a small second network looks from each likely cue at the words around
it. What each reads and how they were made is in models/speech.md.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from crosslight.errors import PipelineError
from crosslight.parsing.pieces import tokenizer
from crosslight.parsing.windows import SIZES, Reading, Window, windows

REACH = 80  # words on either side of a cue that its source and content are looked for in
LABELS = OUTSIDE, SOURCE, BEGIN, INSIDE = range(4)  # of a word, seen from a cue
# Candidates below this are not looked at: attributions are kept from KEEP in attributions.py on.
_WORTH = 0.1
_GOES_ON = 0.5
# Added to the log probability of each label. On PolNeAR dev, content in fewer pieces is right more often
# (at 0.8: 0.714 against 0.711, exact 0.664 against 0.657), and so is a source (0.809 against 0.807).
_LEANING = np.array([0.0, 0.3, -1.0, 0.0], np.float32)
_FIRST, _LAST = 101, 102  # the pieces [CLS] and [SEP]
_NEAR, _FAR, _STEP = 24, 47, 8  # distances are exact up to the first, then in steps, up to the second
_BATCH = 64  # cues that are looked at together


@dataclass(frozen=True, slots=True)
class Tagged:
    """A cue, the words that name its source, and its content, as words `(first, after)` of a reading."""

    cue: tuple[int, int]
    source: tuple[int, int] | None
    content: tuple[tuple[int, int], ...]
    probability: float


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A likely cue: its words in the reading, and what the encoder says of the words around it."""

    cue: tuple[int, int]
    probability: float
    words: NDArray[np.float32]
    inside: NDArray[np.bool_]


def distances(reach: int = REACH) -> NDArray[np.int64]:
    """Return for the words from `reach` before to `reach` behind a cue how far they are, as numbers."""
    offsets = np.arange(-reach, reach + 1)
    far = np.abs(offsets)
    steps = np.minimum(_FAR, _NEAR + np.ceil((far - _NEAR) / _STEP))
    return (_FAR + 1 + np.sign(offsets) * np.where(far <= _NEAR, far, steps)).astype(np.int64)


class Tagger:
    """The loaded networks; `tag` gives the attributions of a reading, in the order of their cues."""

    def __init__(self, tokenizer: Tokenizer, threads: int = 0) -> None:
        self.tokenizer = tokenizer
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.enable_cpu_mem_arena = False
        # Threads that wait for work in a loop take the processor from the parser beside them.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._encoder = _session("speech", options)
        self._linker = _session("speech_links", options)

    def tag(self, read: Reading) -> list[Tagged]:
        """Return what is attributed in a reading; the same words may be content of several cues."""
        seen = [self._seen(read, window) for window in windows(read)]
        likely = [one for part in seen for one in part]
        return [
            tagged
            for first in range(0, len(likely), _BATCH)
            for tagged in self._linked(likely[first : first + _BATCH])
        ]

    def _seen(self, read: Reading, window: Window) -> Iterator[_Candidate]:
        """Yield the likely cues of a window, each with the words around it."""
        ids, features, heads = arrays(read, window)
        (cues,), (narrow,) = self._encoder.run(
            None, {"ids": ids[None], "features": features[None], "heads": heads[None]}
        )
        offset, n = window.begin, window.end - window.begin
        core = cues[window.first - offset : window.after - offset, 1]
        for place in np.flatnonzero(core > _WORTH) + (window.first - offset):
            end = int(place) + 1
            while end < n and cues[end, 2] > _GOES_ON:
                end += 1
            around = np.arange(place - REACH, place + REACH + 1)
            inside = (around >= 0) & (around < n)
            yield _Candidate(
                (offset + int(place), offset + end),
                float(cues[place, 1]),
                narrow[around.clip(0, n - 1)],
                inside,
            )

    def _linked(self, likely: Sequence[_Candidate]) -> Iterator[Tagged]:
        """Yield the cues that attribute something, with source and content."""
        mask = np.stack([one.inside for one in likely])
        labels, score = self._linker.run(
            None,
            {
                "words": np.stack([one.words for one in likely]),
                "distance": np.repeat(distances()[None], len(likely), axis=0),
                "mask": mask,
            },
        )
        best = decode(labels + _LEANING, mask)
        for k, one in enumerate(likely):
            offset = one.cue[0] - REACH
            content = _stretches(best[k] >= BEGIN, offset, one.cue)
            if content:
                source = _stretches(best[k] == SOURCE, offset, one.cue)
                weight = np.exp(labels[k, :, SOURCE])
                who = max(source, key=lambda s: weight[s[0] - offset : s[1] - offset].sum(), default=None)
                # Both judges of the cue, the one who sees the sentence and the one who sees its parts.
                yield Tagged(one.cue, who, content, math.sqrt(one.probability * float(score[k])))


def arrays(read: Reading, window: Window) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return the piece ids of a window (n,), their features (n, 7), and the first piece of each word."""
    pieces = read.pieces[window.begin : window.end]
    lengths = np.array([len(p) for p in pieces])
    ids = np.array([_FIRST, *(piece for own in pieces for piece in own), _LAST], np.int64)
    features = np.empty((len(ids), len(SIZES)), np.int64)
    features[0] = features[-1] = SIZES
    features[1:-1] = np.repeat(read.features[window.begin : window.end], lengths, axis=0)
    return ids, features, 1 + np.cumsum(lengths) - lengths


def decode(labels: NDArray[np.float32], inside: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the likeliest labels (cues, words) in which content goes on only where it has begun.

    `labels` (cues, words, 4) are log probabilities; words outside the window are OUTSIDE. Viterbi (1967).
    """
    score = np.where(inside[..., None], labels, np.array([0.0, -1e4, -1e4, -1e4], np.float32))
    cues, n, _ = score.shape
    total = score[:, 0].copy()
    total[:, INSIDE] = -1e4
    back = np.zeros((n, cues, 2), np.int64)  # the best label before any but INSIDE, and before INSIDE
    for t in range(1, n):
        free = total.argmax(axis=1)
        bound = np.where(total[:, BEGIN] > total[:, INSIDE], BEGIN, INSIDE)
        back[t, :, 0], back[t, :, 1] = free, bound
        best = np.take_along_axis(total, np.stack([free, bound], axis=1), axis=1)
        total = best[:, [0, 0, 0, 1]] + score[:, t]
    path = np.zeros((cues, n), np.int64)
    path[:, -1] = total.argmax(axis=1)
    for t in range(n - 1, 0, -1):
        path[:, t - 1] = np.where(path[:, t] == INSIDE, back[t, :, 1], back[t, :, 0])
    return path


def _stretches(chosen: NDArray[np.bool_], offset: int, cue: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """Return the runs of chosen words outside the cue, as words of the reading."""
    chosen = chosen.copy()
    chosen[cue[0] - offset : max(0, cue[1] - offset)] = False
    edges = np.flatnonzero(np.diff(np.concatenate([[False], chosen, [False]]).astype(np.int8)))
    return tuple((int(a) + offset, int(b) + offset) for a, b in edges.reshape(-1, 2))


@cache
def tagger(threads: int = 0) -> Tagger:
    """Load the model that comes with the package, once; raise PipelineError where it is missing."""
    return Tagger(tokenizer(), threads)


def _session(name: str, options: onnxruntime.SessionOptions) -> onnxruntime.InferenceSession:
    file = resources.files("crosslight") / "models" / f"{name}.onnx"
    if not file.is_file():
        raise PipelineError(f"model {name}: file not found")
    with resources.as_file(file) as path:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
