"""What each outlet leaves out of what others report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crosslight.model import Omission, Parsed, Point


def omissions(
    points: Sequence[Point], parsed: Sequence[Parsed], copies: Mapping[str, str]
) -> tuple[Omission, ...]:
    """Return the points of two articles or more with the articles that lack them.

    A copy and its primary article (`copies`: article -> primary) are one; where both lack a point, the
    primary stands for them. Articles in a language that is not compared lack nothing. Points with the
    most origins come first, then those in the most outlets, then in the order of points.
    """
    compared = dict.fromkeys(copies.get(p.article.id, p.article.id) for p in parsed if p.language == "en")
    found = []
    for point in points:
        having = {copies.get(s.span.article, s.span.article) for s in point.statements}
        lacking = tuple(article for article in compared if article not in having)
        if len(having) > 1 and lacking:
            found.append((-len(point.origins), -len(point.outlets), Omission(point.id, lacking)))
    return tuple(omission for *_, omission in sorted(found, key=lambda f: f[:2]))
