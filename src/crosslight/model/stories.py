"""Articles sorted by event: stories, and the copies of one text within them."""

from __future__ import annotations

from dataclasses import dataclass

from crosslight.model.articles import Unread


@dataclass(frozen=True, slots=True)
class Copy:
    """An article that carries the text of another: the whole of it, or in part.

    `share` is the share of its text (three-word runs) that stands in `of`; `rule` says why `of` is
    taken for the first of the two: `earlier`, `longer` or `given first`.
    """

    article: str
    of: str
    share: float
    whole: bool
    rule: str


@dataclass(frozen=True, slots=True)
class Assignment:
    """Why an article is in a story: what they share, in words, how sure, and which story came second."""

    article: str
    story: str
    probability: float
    why: tuple[str, ...]
    second: str | None = None
    second_probability: float = 0.0
    copy: Copy | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """The articles on one event, in the order in which they came, with the copies among them.

    `copies` are groups of copies of one text, the primary copy first; `carried` says of each copy, and
    of each article that carries a part of another's text, whose it is; `assigned` is why each article
    is here.
    """

    id: str
    headline: str
    articles: tuple[str, ...]
    copies: tuple[tuple[str, ...], ...] = ()
    carried: tuple[Copy, ...] = ()
    assigned: tuple[Assignment, ...] = ()


@dataclass(frozen=True, slots=True)
class Grouping:
    """Stories, in the order of their first articles; every article is in exactly one."""

    stories: tuple[Story, ...]
    unread: tuple[Unread, ...] = ()
