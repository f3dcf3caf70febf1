import numpy as np
import pytest

from crosslight.aligning.align import RELATIONS
from crosslight.aligning.candidates import candidates
from crosslight.aligning.features import features
from crosslight.aligning.standing import figured, voices
from crosslight.aligning.statements import statements
from crosslight.aligning.trees import Trees, _shipped, judge
from crosslight.aligning.views import views
from crosslight.errors import PipelineError
from tests.story import story


def test_the_models_know_what_is_measured() -> None:
    told = story()
    seen = views(told.parsed, told.vectors)
    pairs = candidates(seen)
    known = {span: s for report in told.parsed for span, s in statements(report).items()}
    linking = features(seen, pairs) | voices(seen, pairs, known)
    measured = linking | figured(seen, pairs, ())
    assert set(judge().links.features) <= set(linking)
    assert set(judge().relations.features) <= set(measured)
    for trees, classes in ((judge().links, 2), (judge().relations, len(RELATIONS))):
        found = trees(measured)
        assert found.shape == (len(pairs.a), classes)
        assert np.allclose(found.sum(axis=1), 1, atol=1e-4)


def test_a_row_is_judged_alike_alone_and_among_others() -> None:
    trees = judge().links
    draw = np.random.default_rng(3)
    rows = {name: draw.normal(size=40).astype(np.float32) for name in trees.features}
    alone = np.concatenate([trees({name: v[n : n + 1] for name, v in rows.items()}) for n in range(40)])
    assert np.allclose(alone, trees(rows), atol=1e-6)
    assert np.array_equal(trees(rows), trees(rows | {"unknown": np.zeros(40, np.float32)}))


def test_no_rows_give_no_answers() -> None:
    for trees, classes in ((judge().links, 2), (judge().relations, len(RELATIONS))):
        assert trees({name: np.zeros(0, np.float32) for name in trees.features}).shape == (0, classes)


def test_a_feature_that_is_missing_is_an_error() -> None:
    with pytest.raises(KeyError):
        judge().links({})


def test_a_model_reads_from_its_own_bytes_again() -> None:
    assert Trees(judge().links.onnx).features == judge().links.features


def test_a_missing_model_is_said() -> None:
    with pytest.raises(PipelineError, match=r"nothing\.onnx: file not found"):
        _shipped("nothing")
