import json

import numpy as np
import onnxruntime
import pytest

from crosslight.errors import PipelineError
from crosslight.grouping import space
from crosslight.grouping.bags import Frequencies, background, bag
from crosslight.grouping.space import FEATURES, SUREST, Entry, Space, judge
from crosslight.grouping.words import words
from crosslight.model import Article
from tests.grouping.newsroom import reports


def entries(articles: list[Article]) -> list[Entry]:
    return [Entry(bag(read), read.day) for read in map(words, articles)]


def laid(articles: list[Article], room: int = 0) -> Space:
    read = entries(articles)
    known = Frequencies(background())
    for entry in read:
        known.add(entry.bag)
    return Space(read, known, judge(), room)


def test_reports_of_one_event_are_likelier_of_one_story_than_others() -> None:
    articles = reports(dated=False)
    own = laid(articles)
    a, b = np.triu_indices(len(articles), 1)
    odds = own.odds(a, b, own.each(a, b))
    same = np.array([articles[i].id[:4] == articles[j].id[:4] for i, j in zip(a, b, strict=True)])
    assert odds[same].min() > odds[~same].max()
    assert abs(odds).max() <= SUREST


def test_days_between_two_articles_only_lower_the_odds() -> None:
    pair = [reports()[0], reports()[3]]
    later = [pair[0], Article(pair[1].id, pair[1].text, pair[1].headline, published="2021-09-30")]
    near, far = (laid(articles).mean(np.array([0]), np.array([1])) for articles in (pair, later))
    assert far < near


def test_features_say_what_they_are() -> None:
    own = laid(reports())
    pair = np.array([0]), np.array([3])
    (row,) = own.features(*pair, own.each(*pair))
    assert len(row) == len(FEATURES) == len(set(FEATURES))
    known = dict(zip(FEATURES, row.tolist(), strict=True))
    assert known["days"] == 0
    assert known["shorter"] <= known["longer"]
    undated = laid(reports(dated=False))
    assert undated.features(*pair, undated.each(*pair))[0][FEATURES.index("days")] == -1


def test_pairs_are_named_once_and_agree_with_a_comparison_of_their_own() -> None:
    own = laid(reports())
    a, b, cosines = own.pairs()
    assert (a < b).all()
    assert len(set(zip(a.tolist(), b.tolist(), strict=True))) == len(a)
    assert cosines == pytest.approx(own.each(a, b), abs=1e-6)


def test_an_article_that_is_added_is_compared_with_those_before_it() -> None:
    articles = reports()
    own = laid(articles[:-1], room=1)
    near, odds = own.add(entries(articles)[-1])
    assert {articles[i].id for i in near[odds > 0]} == {"mine-0", "mine-1"}


def test_nothing_can_be_compared_with_an_empty_article() -> None:
    own = laid([Article("a", ""), Article("b", "Word"), *reports()])
    a, b, cosines = own.pairs()
    assert 0 not in {*a.tolist(), *b.tolist()}
    assert len(own.odds(a, b, cosines)) == len(a)


def test_a_model_for_other_features_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    class Session:
        def __init__(self, *_: object, **__: object) -> None: ...

        def get_modelmeta(self) -> object:
            return type("Meta", (), {"custom_metadata_map": {"features": json.dumps(["days"])}})

    monkeypatch.setattr(onnxruntime, "InferenceSession", Session)
    with pytest.raises(PipelineError, match="other features"):
        space.judge_of(b"")
