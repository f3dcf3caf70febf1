"""Contextual word vectors of sentences: all-MiniLM-L6-v2 as ONNX, from the pinned package that carries it.

Reimers and Gurevych, "Sentence-BERT" (2019); the model card of all-MiniLM-L6-v2 has its training data.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from crosslight.parsing.pieces import folder

WIDTH = 384
# The model saw at most 256 word pieces in its training; a longer sentence is cut there.
MOST_PIECES = 256
# Measured on two cores: larger batches pad more than they save.
BATCH = 16


@dataclass(frozen=True, slots=True)
class Vectors:
    """One text: `mean` (384,) and `pieces` (n, 384), both of length one; `places` (n, 2) are offsets."""

    mean: NDArray[np.float32]
    pieces: NDArray[np.float32]
    places: NDArray[np.int32]


class Embedder:
    """The loaded model; `embed` gives the vectors of each text, in order."""

    def __init__(self, threads: int = 0) -> None:
        place = folder()
        self._tokenizer = Tokenizer.from_file(str(place / "tokenizer.json"))
        self._tokenizer.enable_truncation(MOST_PIECES)
        self._tokenizer.no_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        # Batches differ in shape: an arena would keep the largest of each.
        options.enable_cpu_mem_arena = False
        self._session = onnxruntime.InferenceSession(
            str(place / "onnx" / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def embed(self, texts: Sequence[str]) -> list[Vectors]:
        """Return the vectors of each text; texts of like length share a batch, so that little is padded."""
        encoded = self._tokenizer.encode_batch(list(texts))
        order = sorted(range(len(texts)), key=lambda i: len(encoded[i].ids))
        found: dict[int, Vectors] = {}
        for first in range(0, len(order), BATCH):
            batch = order[first : first + BATCH]
            longest = max(len(encoded[i].ids) for i in batch)
            ids = np.zeros((len(batch), longest), np.int64)
            mask = np.zeros_like(ids)
            for row, i in enumerate(batch):
                ids[row, : len(encoded[i].ids)] = encoded[i].ids
                mask[row, : len(encoded[i].ids)] = 1
            (hidden,) = self._session.run(
                None, {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
            )
            for row, i in enumerate(batch):
                length = len(encoded[i].ids)
                inner = hidden[row, 1 : length - 1]  # without [CLS] and [SEP]
                found[i] = Vectors(
                    _unit(hidden[row, :length].mean(axis=0)),
                    _unit(inner),
                    np.array(encoded[i].offsets[1 : length - 1], np.int32).reshape(-1, 2),
                )
        return [found[i] for i in range(len(texts))]


@cache
def embedder(threads: int = 0) -> Embedder:
    """Load the model once."""
    return Embedder(threads)


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    norm = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.maximum(norm, 1e-9), np.float32)
