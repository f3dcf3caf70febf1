"""Lists of stories: the newest, those of most outlets, the most disputed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from sqlalchemy import ColumnElement, Connection, Select, func, select

from crosslight.library.tables import actors, articles, dossiers, stories

Order = Literal["newest", "outlets", "disputed"]
ORDERS: Final[tuple[Order, ...]] = ("newest", "outlets", "disputed")
# Behind each day in the order of texts, and behind each time on it.
LAST = "~"


@dataclass(frozen=True, slots=True)
class Listed:
    """A story in a list: its articles, how many outlets they are of, how many are copies, and when they came.

    The numbers of points are None where the story was not compared, or has changed since.
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


def listed(
    connection: Connection,
    order: Order = "newest",
    *,
    since: str = "",
    until: str = "",
    outlet: str = "",
    actor: str = "",
    limit: int = 20,
) -> list[Listed]:
    """Return stories in an order: those that have an article in the time, of the outlet, with the actor.

    `since` and `until` are ISO dates or date-times, both included; `actor` is a name or a part of one.
    """
    current = dossiers.c.made_of == stories.c.made_of
    found = select(
        stories, *(dossiers.c[name] for name in ("corroborated", "conflicting", "disputed"))
    ).select_from(stories.outerjoin(dossiers, (dossiers.c.story == stories.c.story) & current))
    for condition in _conditions(since, until, outlet, actor):
        found = found.where(condition)
    columns: dict[Order, Sequence[ColumnElement[object]]] = {
        "newest": (),
        "outlets": (stories.c.outlets.desc(),),
        "disputed": (
            func.coalesce(dossiers.c.disputed, 0).desc(),
            func.coalesce(dossiers.c.conflicting, 0).desc(),
        ),
    }
    found = found.order_by(*columns[order], stories.c.latest.desc(), stories.c.story.desc()).limit(limit)
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
        )
        for row in connection.execute(found)
    ]


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


def _conditions(since: str, until: str, outlet: str, actor: str) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if since:
        found.append(stories.c.latest >= since)
    if until:
        found += [stories.c.earliest <= until + LAST, stories.c.earliest != ""]
    if outlet:
        own = select(articles.c.outlet).distinct().where(func.lower(articles.c.outlet) == outlet.lower())
        found.append(stories.c.story.in_(select(articles.c.story).where(articles.c.outlet.in_(own))))
    if actor:
        found.append(stories.c.story.in_(_with_actor(actor)))
    return found


def _with_actor(actor: str) -> Select[tuple[int]]:
    named = select(actors.c.seq).where(actors.c.name.icontains(actor, autoescape=True))
    return select(articles.c.story).where(articles.c.seq.in_(named))
