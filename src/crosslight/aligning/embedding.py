"""Contextual word vectors of sentences: all-MiniLM-L6-v2 in 8 bits.

Reimers and Gurevych, "Sentence-BERT" (2019). models/sentences.md says where it comes from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding

from crosslight.errors import PipelineError
from crosslight.parsing.pieces import tokenizer

WIDTH = 384
# The model saw at most 256 word pieces in its training; a longer sentence is cut there.
MOST_PIECES = 256


@dataclass(frozen=True, slots=True)
class Vectors:
    """One text: `mean` (384,) and `pieces` (n, 384), both of length one; `places` (n, 2) are offsets."""

    mean: NDArray[np.float32]
    pieces: NDArray[np.float32]
    places: NDArray[np.int32]


class Embedder:
    """The loaded model; `embed` gives the vectors of each text, in order."""

    def __init__(self) -> None:
        file = files("crosslight") / "models" / "sentences.onnx"
        if not file.is_file():
            raise PipelineError("model sentences.onnx: file not found")
        options = onnxruntime.SessionOptions()
        # A sentence is too short to share: on two cores a pass takes as long, and half as much work again.
        options.intra_op_num_threads = 1
        # Texts differ in length: an arena would keep the largest of each.
        options.enable_cpu_mem_arena = False
        self._session = onnxruntime.InferenceSession(
            file.read_bytes(), options, providers=["CPUExecutionProvider"]
        )

    def embed(self, texts: Sequence[str]) -> list[Vectors]:
        """Return the vectors of each text.

        Each is read by itself: in 8 bits, what a batch holds changes the vectors of every text in it.
        """
        return [self._vectors(one) for one in tokenizer().encode_batch(list(texts))]

    def _vectors(self, text: Encoding) -> Vectors:
        ids = np.array([text.ids[: MOST_PIECES - 1]], np.int64)
        if len(text.ids) >= MOST_PIECES:
            ids = np.append(ids, [[text.ids[-1]]], axis=1)
        (hidden,) = self._session.run(
            None,
            {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)},
        )
        inner = hidden[0, 1:-1]  # without [CLS] and [SEP]
        places = np.array(text.offsets[1 : 1 + len(inner)], np.int32).reshape(-1, 2)
        return Vectors(_unit(hidden[0].mean(axis=0)), _unit(inner), places)


@cache
def embedder() -> Embedder:
    """Load the model once; raise PipelineError where it is missing."""
    return Embedder()


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    norm = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.maximum(norm, 1e-9), np.float32)
