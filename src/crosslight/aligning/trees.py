"""Models that were trained by a recipe in `training/` and stored as ONNX: trees, alone or with others."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import onnxruntime

from crosslight.aligning import value_pairs
from crosslight.aligning.cores import spread
from crosslight.aligning.views import Floats
from crosslight.errors import PipelineError

# Rows that one core reads at a time; what comes out is the same for any number.
_TOGETHER = 8_192


class Trees:
    """A model from its ONNX bytes: it takes named features and gives the probability of each class."""

    def __init__(self, onnx: bytes) -> None:
        self.onnx = onnx
        options = onnxruntime.SessionOptions()
        # With threads of its own a row's probabilities depend on how many others there are.
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(onnx, options, providers=["CPUExecutionProvider"])
        metadata = self._session.get_modelmeta().custom_metadata_map
        self.features: tuple[str, ...] = tuple(json.loads(metadata["features"]))

    def __call__(self, features: Mapping[str, Floats]) -> Floats:
        """Return (k, classes) probabilities for k rows; features the model does not know are left out."""
        rows = np.stack([features[name] for name in self.features], axis=1).astype(np.float32)
        if not len(rows):  # not every model can be run on nothing
            return self._run(np.zeros((1, len(self.features)), np.float32))[:0]
        parts = [rows[first : first + _TOGETHER] for first in range(0, len(rows), _TOGETHER)]
        return np.concatenate(spread(self._run, parts))

    def _run(self, rows: Floats) -> Floats:
        return np.asarray(self._session.run(["probabilities"], {"features": rows})[0], np.float32)


@dataclass(frozen=True, slots=True)
class Judge:
    """The models: whether two sentences are linked, how linked ones stand, and which figures are paired."""

    links: Trees
    relations: Trees
    values: value_pairs.Judge


@cache
def judge() -> Judge:
    """Load the models that Crosslight ships, once; raise PipelineError where a file is missing."""
    return Judge(_shipped("links"), _shipped("relations"), value_pairs.judge())


def _shipped(name: str) -> Trees:
    file = files("crosslight") / "models" / f"{name}.onnx"
    if not file.is_file():
        raise PipelineError(f"model {name}.onnx: file not found")
    return Trees(file.read_bytes())
