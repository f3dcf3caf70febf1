"""Two invented reports of one raid on an invented market hall, in other words, parsed for real."""

from __future__ import annotations

from functools import cache

from crosslight.model import Article, Link, Parsed, Point, Span, Statement
from crosslight.parsing import parse
from crosslight.telling.acts import Telling, acts
from tests.records import span

COURIER = Article(
    "courier",
    """Vardian guards violently cleared the market hall in Lorne on Friday.

The brutal Vardian raid on the hall lasted an hour. Two traders were injured by guards.

Mayor Tessa Vorne called it "a shameful attack on the hall".""",
    "Vardian guards have emptied the market hall",
    "Lorne Courier",
    "2031-06-07",
)
GAZETTE = Article(
    "gazette",
    """Traders were removed from the market hall in Lorne on Friday.

Vardian police reopened the hall on Saturday. Two traders were injured.""",
    "Market hall cleared",
    "The Gazette",
    "2031-06-07T08:00:00+00:00",
)
DIGEST = Article(
    "digest",
    """Rain fell on Lorne all week.

The market hall opens at nine.""",
    "A quiet week in Lorne",
    "Weekly Digest",
    "2031-06-05",
)


@cache
def reports() -> tuple[Parsed, ...]:
    """Return the three reports, parsed."""
    return tuple(parse([COURIER, GAZETTE, DIGEST]))


def linked(name: str, a: Span, b: Span) -> Point:
    """Return a point of two statements with the link between them."""
    statements = (Statement(a), Statement(b))
    link = Link(a, b, "overlap", 0.9, ("made for a test",))
    return Point(name, "corroborated", statements, (a.article, b.article), (), (link,))


def points() -> list[Point]:
    """Return what the first two reports share, and one sentence that one of them alone has."""
    cleared = "Vardian guards violently cleared the market hall in Lorne on Friday."
    removed = "Traders were removed from the market hall in Lorne on Friday."
    reopened = "Vardian police reopened the hall on Saturday."
    injured = span(COURIER, "Two traders were injured by guards.")
    raid = Statement(span(COURIER, "The brutal Vardian raid on the hall lasted an hour."))
    return [
        linked("p1", span(COURIER, cleared), span(GAZETTE, removed)),
        linked("p2", span(COURIER, cleared), span(GAZETTE, reopened)),
        linked("p3", injured, span(GAZETTE, "Two traders were injured.")),
        Point("p4", "single", (raid,), ("courier",), (), ()),
    ]


@cache
def told() -> tuple[tuple[Telling, ...], ...]:
    """Return the acts of each report."""
    return tuple(map(acts, reports()))
