"""A cheap reader of words: what grouping knows of an article, as hashed terms, without a language model.

Terms are hashed to a fixed range (Weinberger et al. 2009, "Feature hashing for large scale multitask
learning"), so that memory does not grow with the vocabulary of a stream.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from crosslight.model import Article

Ints = NDArray[np.int64]

# 2^19: two articles of 350 terms share a term by collision in one of four pairs, once.
TERMS = 1 << 19
# News is told from the top, and the longest reports would else be like everything.
MOST_WORDS = 1_500
# The words of the body that, with the headline, are the lead: two or three sentences.
LEAD = 60
# Of a text that has no more than this share of the words of its headline, something else was saved: a
# consent page, a menu, another article. So it is with 24 of 1,049 articles of groundnews2025 (one of them
# wrongly), 3 of 1,169 of allsides_full (all wrongly), none of basil. Headlines of two words prove nothing.
FITTING, PROVING = 0.2, 3
# Words, stop words too, that tell a reader what an article is about.
TOP = 120
# A longer run of letters is no word.
LONGEST = 40

_TOKEN = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
# Words that tell nothing of what a report is about.
STOPWORDS = frozenset(
    """
    a about above after again against all also am an and any are as at be because been before being
    below between both but by can could did do does doing down during each few for from further get got
    had has have having he her here hers herself him himself his how i if in into is it its itself just
    like made make may me might more most mr mrs ms must my myself new no nor not now of off on once one
    only or other our ours ourselves out over own said same say says she should since so some such take
    than that the their theirs them themselves then there these they this those through to told too two
    under until up us very was we were what when where which while who whom why will with would you your
    yours yourself yourselves
    """.split()
)


@dataclass(frozen=True, slots=True)
class Top:
    """The names and the other words of the first lines and the headline as they stand there, each once.

    `terms` are those of the names, then those of the other words.
    """

    names: tuple[str, ...]
    others: tuple[str, ...]
    terms: Ints


@dataclass(frozen=True, slots=True)
class Words:
    """The terms of one article, in the order of the text, without stop words.

    `title` and `body` are its terms, `names` those that the article only writes with a capital,
    `numbers` those that begin with a digit, all from its first 1,500 words; `every` has all words of
    the whole text, stop words too, for finding copies. Where `fits` is False the text has next to no
    word of its headline: then only the headline is read. `day` counts from 1 January of the year 1, None
    where the date is unknown.
    """

    title: Ints
    body: Ints
    names: Ints
    numbers: Ints
    every: Ints
    day: int | None
    fits: bool
    top: Top


def words(article: Article) -> Words:
    """Read the words of an article; time grows with the length of its text."""
    found = _TOKEN.findall(article.text)
    title = [t[:LONGEST] for t in _TOKEN.findall(article.headline)[:MOST_WORDS]]
    body = [t[:LONGEST] for t in found[:MOST_WORDS]]
    titled, told = _terms(title), _terms(body)
    fits = _fits(titled, told)
    if not fits:
        found, body, told = title, title, titled
    both = np.concatenate([titled, told])
    first = [t[0] for t in (*title, *body)]
    big = np.fromiter((c.isupper() for c in first), bool, len(first))
    # A word is a name where it stands with a capital only; in headlines all words may have one.
    small = both[len(titled) :][~big[len(titled) :]]
    is_name = big & np.isin(both, told) & ~np.isin(both, small) & (both > 0)
    digits = np.fromiter((c.isdigit() for c in first), bool, len(first)) & (both > 0)
    return Words(
        titled[titled > 0],
        told[told > 0],
        both[is_name],
        both[digits],
        np.fromiter(map(_hash, (t[:LONGEST] for t in found)), np.int64, len(found)),
        day(article.published),
        fits,
        _top(
            [*body[:TOP], *title],
            np.append(told[:TOP], titled),
            np.append(is_name[len(title) :][:TOP], is_name[: len(title)]),
        ),
    )


def _top(tokens: Sequence[str], terms: Ints, named: NDArray[np.bool_]) -> Top:
    """Take the first place of each term that is a name, and of each that is not."""
    first = np.sort(np.unique(terms, return_index=True)[1])
    first = first[terms[first] > 0]
    names, others = first[named[first]], first[~named[first]]
    both = np.concatenate([names, others])
    return Top(tuple(tokens[i] for i in names), tuple(tokens[i] for i in others), terms[both])


def _fits(title: Ints, body: Ints) -> bool:
    """Tell whether a text has enough of the words of its headline to be its text."""
    distinct = np.unique(title[title > 0])
    return len(distinct) < PROVING or float(np.isin(distinct, body).mean()) > FITTING


def term(token: str) -> int:
    """Return the term of a word, 0 for a word that tells nothing."""
    return _term(token[:LONGEST])


def tokens(text: str) -> list[str]:
    """Return the words of a text as they stand there."""
    return _TOKEN.findall(text)


def stem(token: str) -> str:
    """Return a word in lower case without the endings of a genitive and a plural."""
    word = token.casefold()
    if word.endswith(("'s", "’s")):
        word = word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def day(published: str | None) -> int | None:
    """Return the day of an ISO date or date-time, None where there is none."""
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return None


@lru_cache(1 << 17)
def _term(token: str) -> int:
    word = stem(token)
    if len(word) < 2 or word in STOPWORDS or token.casefold() in STOPWORDS:
        return 0
    return 1 + crc32(word.encode()) % (TERMS - 1)


@lru_cache(1 << 17)
def _hash(token: str) -> int:
    return crc32(token.casefold().encode())


def _terms(tokens: Sequence[str]) -> Ints:
    return np.fromiter(map(_term, tokens), np.int64, len(tokens))
