"""Lists: stories in some order, a page at a time; outlets; and the names of actors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, literal, or_, select, tuple_

from crosslight.library import dialects
from crosslight.library.tables import WITHIN, actors, articles, dossiers, parses, stories

Order = Literal["newest", "outlets", "disputed"]
ORDERS: Final[tuple[Order, ...]] = ("newest", "outlets", "disputed")
# Behind each day in the order of texts, and behind each time on it.
LAST = "~"
# Where a page ends: the values by which its last story is ordered.
After = tuple[int | str, ...]
_COUNTS = ("origins", "points", "corroborated", "conflicting", "disputed")


@dataclass(frozen=True, slots=True)
class Listed:
    """A story in a list: its articles, how many outlets they are of, how many are copies, and when they came.

    `languages` are those of its articles as far as they are parsed. The numbers of origins and points are
    None where the story was not compared, or has changed since; `single` are points that one origin has.
    """

    id: str
    headline: str
    articles: int
    outlets: int
    copies: int
    earliest: str
    latest: str
    corroborated: int | None = None
    conflicting: int | None = None
    disputed: int | None = None
    single: int | None = None
    points: int | None = None
    origins: int | None = None
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page of stories: how many there are on all pages, and what the next one begins after."""

    stories: tuple[Listed, ...]
    total: int
    after: After | None


@dataclass(frozen=True, slots=True)
class Filters:
    """What stories are listed: those that have an article in the time, of the outlet, with the actor, ...

    `since` and `until` are ISO dates or date-times, both included; `actor` is a name or a part of one;
    `language` a code ("en"); `words` or parts of words stand in the headline, or whole words together
    in one sentence of an article, where the last one may be a beginning.
    """

    since: str = ""
    until: str = ""
    outlet: str = ""
    actor: str = ""
    language: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet, how many articles of it there are, in how many stories, and when they came."""

    name: str
    articles: int
    stories: int
    earliest: str
    latest: str


@dataclass(frozen=True, slots=True)
class Named:
    """A name of an actor, and how many articles have it as their fullest name of somebody."""

    name: str
    kind: str
    articles: int


def listed(
    connection: Connection, order: Order, filters: Filters, limit: int, after: After | None = None
) -> list[Listed]:
    """Return stories in an order, those that come after a place in it."""
    found = _stories(order)
    for condition in _conditions(connection, filters):
        found = found.where(condition)
    if after is not None:
        keys = _keys(order)
        found = found.where(tuple_(*keys) < tuple_(*(literal(value) for value in after)))
    return _listed(connection, connection.execute(found.limit(limit)).all())


def paged(
    connection: Connection, order: Order, filters: Filters, limit: int, after: After | None = None
) -> Page:
    """Return a page of stories, and where the next one begins."""
    found = listed(connection, order, filters, limit + 1, after)
    counted = select(func.count()).select_from(stories)
    total = connection.execute(counted.where(*_conditions(connection, filters))).scalar_one()
    page = tuple(found[:limit])
    return Page(page, total, _after(order, page[-1]) if len(found) > limit else None)


def told(connection: Connection, story: int) -> Listed | None:
    """Return what a list tells of one story."""
    found = _listed(connection, connection.execute(_stories("newest").where(stories.c.story == story)).all())
    return found[0] if found else None


def outlets(connection: Connection) -> list[Outlet]:
    """Return the outlets, in the order of their names."""
    moment = func.nullif(articles.c.moment, "")
    found = select(
        articles.c.outlet,
        func.count(),
        func.count(articles.c.story.distinct()),
        func.min(moment),
        func.max(moment),
    )
    rows = connection.execute(found.where(articles.c.outlet != "").group_by(articles.c.outlet))
    return sorted(
        (Outlet(name, count, told, first or "", last or "") for name, count, told, first, last in rows),
        key=lambda one: (one.name.casefold(), one.name),
    )


def named(connection: Connection, part: str, limit: int) -> list[Named]:
    """Return the names of actors that have this part, those of most articles first."""
    count = func.count(actors.c.seq.distinct())
    found = select(actors.c.name, actors.c.kind, count).group_by(actors.c.name, actors.c.kind)
    if part:
        found = found.where(actors.c.name.icontains(part, autoescape=True))
    rows = connection.execute(found.order_by(count.desc(), actors.c.name, actors.c.kind).limit(limit))
    return [Named(*row) for row in rows]


def chosen(since: str, until: str, outlet: str) -> list[ColumnElement[bool]]:
    """Return what articles must fulfil; an outlet is meant whatever the case of its letters."""
    found: list[ColumnElement[bool]] = []
    if since:
        found.append(articles.c.moment >= since)
    if until:
        found += [articles.c.moment <= until + LAST, articles.c.moment != ""]
    if outlet:
        found.append(func.lower(articles.c.outlet) == outlet.lower())
    return found


def _stories(order: Order) -> Select[Any]:
    current = dossiers.c.made_of == stories.c.made_of
    found = select(stories, *(dossiers.c[name] for name in _COUNTS))
    joined = found.select_from(stories.outerjoin(dossiers, (dossiers.c.story == stories.c.story) & current))
    return joined.order_by(*(key.desc() for key in _keys(order)))


def _keys(order: Order) -> Sequence[ColumnElement[Any]]:
    columns: dict[Order, Sequence[ColumnElement[Any]]] = {
        "newest": (),
        "outlets": (stories.c.outlets,),
        "disputed": (func.coalesce(dossiers.c.disputed, 0), func.coalesce(dossiers.c.conflicting, 0)),
    }
    return (*columns[order], stories.c.latest, stories.c.story)


def _after(order: Order, last: Listed) -> After:
    columns: dict[Order, After] = {
        "newest": (),
        "outlets": (last.outlets,),
        "disputed": (last.disputed or 0, last.conflicting or 0),
    }
    return (*columns[order], last.latest, int(last.id.removeprefix("story-")))


def _listed(connection: Connection, rows: Sequence[Row[Any]]) -> list[Listed]:
    spoken: dict[int, list[str]] = {}
    own = (
        select(articles.c.story, parses.c.language)
        .join(parses, parses.c.seq == articles.c.seq)
        .where(articles.c.story.in_([row.story for row in rows]), parses.c.language != "")
        .distinct()
        .order_by(articles.c.story, parses.c.language)
    )
    for story, language in connection.execute(own):
        spoken.setdefault(story, []).append(language)
    return [
        Listed(
            f"story-{row.story}",
            row.headline,
            row.articles,
            row.outlets,
            row.copies,
            row.earliest,
            row.latest,
            row.corroborated,
            row.conflicting,
            row.disputed,
            None if row.points is None else row.points - row.corroborated - row.conflicting - row.disputed,
            row.points,
            row.origins,
            tuple(spoken.get(row.story, ())),
        )
        for row in rows
    ]


def _conditions(connection: Connection, filters: Filters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if filters.since:
        found.append(stories.c.latest >= filters.since)
    if filters.until:
        found += [stories.c.earliest <= filters.until + LAST, stories.c.earliest != ""]
    if filters.outlet:
        same = func.lower(articles.c.outlet) == filters.outlet.lower()
        own = select(articles.c.outlet).distinct().where(same)
        found.append(stories.c.story.in_(select(articles.c.story).where(articles.c.outlet.in_(own))))
    if filters.actor:
        found.append(stories.c.story.in_(_with_actor(filters.actor)))
    if filters.language:
        spoken = select(articles.c.story).join(parses, parses.c.seq == articles.c.seq)
        found.append(stories.c.story.in_(spoken.where(parses.c.language == filters.language.lower())))
    if words := filters.words.replace("\0", " ").split():
        headline = [stories.c.headline.icontains(word, autoescape=True) for word in words]
        place = dialects.of(connection).beginning("told", words).subquery().c.number
        said = select(articles.c.story).where(articles.c.seq.in_(select(place.op("/")(WITHIN))))
        found.append(or_(and_(*headline), stories.c.story.in_(said)))
    return found


def _with_actor(actor: str) -> Select[tuple[int]]:
    named = select(actors.c.seq).where(actors.c.name.icontains(actor, autoescape=True))
    return select(articles.c.story).where(articles.c.seq.in_(named))
