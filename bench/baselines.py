"""Simple ways of finding stories, for the table beside Crosslight's figures.

Each gives, for a set of articles, one clustering for each of its thresholds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import AgglomerativeClustering
from sklearn.feature_extraction.text import TfidfVectorizer

from bench.minilm import embed
from crosslight.grouping.words import day
from crosslight.model import Article

Labels = np.ndarray[tuple[int], np.dtype[np.int64]]
Matrix = NDArray[np.float32]
Articles = tuple[Article, ...]

STEPS = tuple(float(t) for t in np.arange(0.04, 0.8, 0.02))
# Days after which two articles are hardly of one story, as in the figures of the brief.
DECAY = 3.0


@dataclass(frozen=True, slots=True)
class Way:
    """A similarity of all pairs, and how it is cut into stories."""

    similarity: Callable[[Articles], Matrix]
    cut: Callable[[Matrix, Sequence[float]], list[Labels]]
    thresholds: tuple[float, ...] = STEPS

    def clusterings(self, articles: Articles) -> list[Labels]:
        """Return the labels of the articles at each threshold."""
        return self.cut(self.similarity(articles), self.thresholds)


@cache
def tfidf(articles: Articles) -> Matrix:
    """Return the cosines of headline and text by tf-idf, with the set itself as background."""
    texts = [f"{a.headline}\n{a.text}" for a in articles]
    rows = TfidfVectorizer(sublinear_tf=True, stop_words="english", max_df=0.5).fit_transform(texts)
    return np.asarray((rows @ rows.T).toarray(), np.float32)


@cache
def minilm(articles: Articles) -> Matrix:
    """Return the cosines of the sentence vectors of headline and text, as far as the model reads."""
    rows = embed([f"{a.headline}\n{a.text[:4000]}" for a in articles])
    return np.asarray(rows @ rows.T, np.float32)


def both(articles: Articles) -> Matrix:
    """Return the mean of both similarities."""
    return np.asarray((tfidf(articles) + minilm(articles)) / 2, np.float32)


def decayed(articles: Articles) -> Matrix:
    """Return the cosines by tf-idf, less with each day between two articles that have a date."""
    days = np.array([day(a.published) or 0 for a in articles], np.float32)
    apart = np.where((days[:, None] > 0) & (days > 0), np.abs(days[:, None] - days), 0)
    return np.asarray(tfidf(articles) * np.exp(-apart / DECAY), np.float32)


def online(similarity: Matrix, thresholds: Sequence[float]) -> list[Labels]:
    """Put each article into the story whose articles are likest on average, in the order given."""
    found = []
    for least in thresholds:
        labels = np.full(len(similarity), -1, np.int64)
        sums, sizes = np.zeros((len(similarity), len(similarity)), np.float32), np.zeros(len(similarity))
        count = 0
        for n in range(len(similarity)):
            means = sums[:count, n] / np.maximum(sizes[:count], 1)
            best = int(means.argmax()) if count else 0
            if not count or means[best] < least:
                best, count = count, count + 1
            labels[n] = best
            sums[best] += similarity[n]
            sizes[best] += 1
        found.append(labels)
    return found


def agglomerative(similarity: Matrix, thresholds: Sequence[float]) -> list[Labels]:
    """Merge by average linkage down to each threshold."""
    distance = np.clip(1 - similarity, 0, 2)
    np.fill_diagonal(distance, 0)
    return [
        np.asarray(
            AgglomerativeClustering(
                n_clusters=None, distance_threshold=1 - least, metric="precomputed", linkage="average"
            ).fit_predict(distance),
            np.int64,
        )
        for least in thresholds
    ]


def alone(similarity: Matrix, thresholds: Sequence[float]) -> list[Labels]:
    """Let every article stand alone."""
    return [np.arange(len(similarity)) for _ in thresholds]


WAYS = {
    "every article alone": Way(tfidf, alone, (0.0,)),
    "TF-IDF online": Way(tfidf, online),
    "TF-IDF agglomerative": Way(tfidf, agglomerative),
    "MiniLM agglomerative": Way(minilm, agglomerative),
    "mean of both, agglomerative": Way(both, agglomerative),
    "mean of both, online": Way(both, online),
    "TF-IDF online with time decay": Way(decayed, online),
}
