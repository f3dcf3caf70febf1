import numpy as np

from crosslight.aligning.bags import KINDS
from crosslight.aligning.views import FUNCTION_WEIGHT, views
from tests.story import story


def test_noise_is_left_out_and_rows_are_told_apart() -> None:
    told = story()
    found = views(told.parsed, told.vectors)
    kept = [s for report in told.parsed for s in report.sentences if s.noise is None]
    assert list(found.sentences) == kept
    assert any(s.noise for s in told.parsed[0].sentences), "the story has noise"
    assert [told.parsed[n].article.id for n in found.article] == [s.span.article for s in kept]
    for number in range(len(told.parsed)):
        own = found.article == number
        assert found.position[own].tolist() == list(range(own.sum()))
        assert set(found.sizes[own]) == {own.sum()}


def test_vectors_have_length_one_less_what_all_share() -> None:
    told = story()
    found = views(told.parsed, told.vectors)
    for rows in (found.mean, found.centred, found.context, found.pieces):
        assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-4)
    assert found.starts[0] == 0
    assert found.starts[-1] == len(found.pieces) == len(found.piece_weights)


def test_rare_words_weigh_more_and_padding_nothing() -> None:
    told = story()
    found = views(told.parsed, told.vectors)
    lemma = found.bags["lemma"]
    weights = lemma.weights()
    assert (weights[lemma.ids < 0] == 0).all()
    assert (weights[lemma.ids >= 0] > 0).all()
    weight = {
        word: weights[row, place]
        for row, words in enumerate(found.words)
        for place, word in enumerate(words["lemma"])
    }
    assert weight["concert"] > weight["mill"]


def test_pieces_weigh_what_their_word_weighs() -> None:
    told = story()
    found = views(told.parsed, told.vectors)
    row = next(n for n, s in enumerate(found.sentences) if "concert" in {w.lemma for w in s.words})
    sentence = found.sentences[row]
    report = next(p for p in told.parsed if p.article.id == sentence.span.article)
    vector = told.vectors[told.parsed.index(report)][report.sentences.index(sentence)]
    text = report.article.quote(sentence.span)
    weights = found.piece_weights[found.starts[row] : found.starts[row + 1]]
    by_piece = {text[start:end]: weight for (start, end), weight in zip(vector.places, weights, strict=True)}
    assert by_piece["concert"] > FUNCTION_WEIGHT
    assert by_piece["for"] == np.float32(FUNCTION_WEIGHT)
    assert by_piece["."] == 0


def test_no_reports_make_empty_views() -> None:
    found = views([], [])
    assert found.sentences == ()
    assert len(found.mean) == len(found.pieces) == 0
    assert set(found.bags) == set(KINDS)
