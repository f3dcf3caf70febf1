from pathlib import Path
from unittest.mock import Mock

import numpy as np
import pytest

from crosslight.aligning import embedding
from crosslight.aligning.embedding import MOST_PIECES, WIDTH, Embedder, embedder
from crosslight.errors import PipelineError

TEXTS = ["The ferry burned off the island.", "A boat caught fire.", "Taxes fall in May.", "Why?"]


def test_each_text_has_vectors_of_length_one_in_its_place() -> None:
    found = embedder().embed(TEXTS)
    assert len(found) == len(TEXTS)
    for vectors in found:
        assert vectors.mean.shape == (WIDTH,)
        assert vectors.pieces.shape == (len(vectors.places), WIDTH)
        assert np.allclose(np.linalg.norm(vectors.pieces, axis=1), 1, atol=1e-5)
        assert np.linalg.norm(vectors.mean) == pytest.approx(1, abs=1e-5)


def test_what_means_the_same_is_nearer_than_what_does_not() -> None:
    ferry, boat, taxes, _ = embedder().embed(TEXTS)
    assert ferry.mean @ boat.mean > ferry.mean @ taxes.mean + 0.2


def test_a_text_has_the_same_vectors_in_any_company() -> None:
    alone = embedder().embed(TEXTS[:1])[0]
    among = embedder().embed([*TEXTS[::-1], "A much longer sentence about the harbour and its nets " * 5])[3]
    assert np.array_equal(alone.mean, among.mean)
    assert np.array_equal(alone.pieces, among.pieces)


def test_places_count_code_points() -> None:
    text = "\N{FERRY}\N{FIRE} smoke"
    (found,) = embedder().embed([text])
    assert [text[start:end] for start, end in found.places][-1] == "smoke"


def test_no_text_and_empty_text() -> None:
    assert embedder().embed([]) == []
    (found,) = embedder().embed([""])
    assert found.pieces.shape == (0, WIDTH)
    assert found.places.shape == (0, 2)
    assert np.isfinite(found.mean).all()


def test_a_long_text_is_cut() -> None:
    (found,) = embedder().embed(["word " * 2 * MOST_PIECES])
    assert len(found.pieces) == MOST_PIECES - 2


def test_a_missing_model_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(embedding, "files", Mock(return_value=tmp_path))
    with pytest.raises(PipelineError, match=r"sentences\.onnx: file not found"):
        Embedder()
