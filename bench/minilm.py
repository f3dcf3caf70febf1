"""all-MiniLM-L6-v2 as it is published, in 32 bits: what others would use, to measure beside."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from crosslight.parsing.pieces import folder

MOST_PIECES = 256  # that the model saw at most in its training
BATCH = 16  # measured on two cores: larger batches pad more than they save


@cache
def model() -> tuple[Tokenizer, onnxruntime.InferenceSession]:
    """Load the model once."""
    tokenizer = Tokenizer.from_file(str(folder() / "tokenizer.json"))
    tokenizer.enable_truncation(MOST_PIECES)
    tokenizer.no_padding()
    options = onnxruntime.SessionOptions()
    options.enable_cpu_mem_arena = False
    session = onnxruntime.InferenceSession(
        str(folder() / "onnx" / "model.onnx"), options, providers=["CPUExecutionProvider"]
    )
    return tokenizer, session


def embed(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return the vectors of texts (n, 384), of length one; texts of like length share a batch."""
    tokenizer, session = model()
    encoded = tokenizer.encode_batch(list(texts))
    order = sorted(range(len(texts)), key=lambda i: len(encoded[i].ids))
    found = np.zeros((len(texts), 384), np.float32)
    for first in range(0, len(order), BATCH):
        batch = order[first : first + BATCH]
        ids = np.zeros((len(batch), max(len(encoded[i].ids) for i in batch)), np.int64)
        mask = np.zeros_like(ids)
        for row, i in enumerate(batch):
            ids[row, : len(encoded[i].ids)] = encoded[i].ids
            mask[row, : len(encoded[i].ids)] = 1
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        (hidden,) = session.run(None, given)
        mean = (hidden * mask[..., None]).sum(axis=1)
        found[batch] = mean / np.maximum(np.linalg.norm(mean, axis=1, keepdims=True), 1e-9)
    return found
