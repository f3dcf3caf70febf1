import numpy as np
import pytest

from crosslight.aligning import features as module
from crosslight.aligning.candidates import Candidates, candidates
from crosslight.aligning.features import features, late_interaction
from crosslight.aligning.views import Views, views
from tests.story import Story, story


def measured(told: Story) -> tuple[Views, Candidates]:
    seen = views(told.parsed, told.vectors)
    return seen, candidates(seen)


def test_every_feature_has_a_number_for_every_pair() -> None:
    seen, pairs = measured(story())
    found = features(seen, pairs)
    assert all(values.shape == pairs.a.shape for values in found.values())
    assert all(np.isfinite(values).all() for values in found.values())
    assert all((found[low] <= found[low[:-4] + "_high"]).all() for low in found if low.endswith("_low"))


def test_a_pair_reads_the_same_from_either_side() -> None:
    told = story()
    ways = []
    for way in (told, told.backwards()):
        seen, pairs = measured(way)
        spans = [s.span for s in seen.sentences]
        keys = [tuple(sorted((spans[a], spans[b]))) for a, b in zip(pairs.a, pairs.b, strict=True)]
        order = sorted(range(len(keys)), key=lambda n: keys[n])
        ways.append({name: values[order] for name, values in features(seen, pairs).items()})
    for name, values in ways[0].items():
        assert np.allclose(values, ways[1][name], atol=2e-4), name


def test_late_interaction_is_what_a_plain_loop_finds() -> None:
    seen, pairs = measured(story())
    forth, back = late_interaction(seen, pairs)
    for n, (a, b) in enumerate(zip(pairs.a, pairs.b, strict=True)):
        one, other = (slice(seen.starts[row], seen.starts[row + 1]) for row in (a, b))
        for mine, theirs, value in ((one, other, forth[n]), (other, one, back[n])):
            weights = seen.piece_weights[mine]
            best = [max(piece @ against for against in seen.pieces[theirs]) for piece in seen.pieces[mine]]
            assert value == pytest.approx(float(weights @ best / (weights.sum() + 1e-6)), abs=1e-4)


def test_shares_and_shared_words_are_of_rare_words() -> None:
    seen, pairs = measured(story())
    found = features(seen, pairs)
    lemma = seen.bags["lemma"]
    for n, (a, b) in enumerate(zip(pairs.a, pairs.b, strict=True)):
        both = set(lemma.ids[a].tolist()) & set(lemma.ids[b].tolist()) - {-1}
        assert found["lemma_shared"][n] == pytest.approx(sum(lemma.rarity[list(both)]), abs=1e-4)
    for name in found:
        if "_share_" in name:
            assert (found[name] <= 1.0001).all()
            assert (found[name] >= 0).all()


def test_no_sentence_is_above_the_best() -> None:
    found = features(*measured(story()))
    for name in (name for name in found if "_below_best_" in name):
        assert (found[name] <= 1e-6).all()
        assert (found[name] > -1e-6).any(), "one is the best"


def test_pieces_of_work_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    seen, pairs = measured(story())
    whole = features(seen, pairs)
    monkeypatch.setattr(module, "CHUNK", 1)
    for name, values in features(seen, pairs).items():
        assert np.array_equal(values, whole[name]), name


def test_no_pairs_have_no_values() -> None:
    seen, _ = measured(story())
    none = np.zeros(0, np.int32)
    found = features(seen, Candidates(none, none, np.zeros(0, np.float32)))
    assert all(values.shape == (0,) for values in found.values())
