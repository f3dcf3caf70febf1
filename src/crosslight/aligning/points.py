"""Links to points: the statements that tell one fact or claim, taken together.

A sentence that tells two facts belongs to two points, so points are no partition: each link is
covered by one point or more, and a statement joins a point only where it is linked with most of
what the point holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from crosslight.model import Link, Origin, Point, Relation, Span, Statement, Status

# A statement joins where its links with the statements of other articles in the point average
# this. Chosen by eye on the gold stories: lower, a lede draws two facts into one point.
JOINS = 0.5

Alike = Callable[[Span, Span], bool]
Origins = Callable[[Sequence[Statement]], tuple[Origin, ...]]


def points(
    links: Sequence[Link],
    statements: Mapping[Span, Statement],
    outlets: Mapping[str, str],
    alike: Alike,
    origins: Origins,
) -> tuple[Point, ...]:
    """Return the points in the order of their first statement; `statements` fixes that order.

    `alike` tells whether two sentences of one article repeat each other; `outlets` names the outlet
    of each article; `origins` finds where statements come from.
    """
    order = {span: n for n, span in enumerate(statements)}
    groups = _agreeing([link for link in links if link.relation in ("agree", "overlap")], alike)
    groups += _opposed([link for link in links if link.relation == "dispute"])
    groups += _opposed([link for link in links if link.relation == "conflict"])
    linked = {span for group, _ in groups for span in group}
    groups += [({span}, []) for span in statements if span not in linked]
    ranked = sorted(
        ((sorted(group, key=order.__getitem__), held) for group, held in groups),
        key=lambda ranked: [order[span] for span in ranked[0]],
    )
    return tuple(
        _point(f"p{n}", [statements[span] for span in group], held, outlets, origins)
        for n, (group, held) in enumerate(ranked, start=1)
    )


def _point(
    name: str, held: list[Statement], links: list[Link], outlets: Mapping[str, str], origins: Origins
) -> Point:
    found = origins(held)
    articles = dict.fromkeys(statement.span.article for statement in held)
    return Point(
        id=name,
        status=_status({link.relation for link in links}, len(found)),
        statements=tuple(held),
        outlets=tuple(dict.fromkeys(outlets[article] for article in articles)),
        origins=found,
        links=tuple(links),
    )


def _status(relations: set[Relation], origins: int) -> Status:
    if "conflict" in relations:
        return "conflicting"
    if "dispute" in relations:
        return "disputed"
    return "corroborated" if origins > 1 else "single"


def _agreeing(links: Sequence[Link], alike: Alike) -> list[tuple[set[Span], list[Link]]]:
    """Grow a point from each link that no point holds yet, the most probable first."""
    between: dict[Span, dict[Span, Link]] = defaultdict(dict)
    for link in links:
        between[link.a][link.b] = between[link.b][link.a] = link
    held: set[Link] = set()
    groups = []
    for seed in sorted(links, key=lambda link: (-link.probability, link.a, link.b)):
        if seed in held:
            continue
        group = _grown({seed.a, seed.b}, between, alike)
        inside = _inside(group, between)
        held.update(inside)
        groups.append((group, inside))
    return groups


def _inside(group: set[Span], between: Mapping[Span, Mapping[Span, Link]]) -> list[Link]:
    return [
        link
        for span in sorted(group)
        for other, link in between[span].items()
        if other in group and span == link.a
    ]


def _grown(group: set[Span], between: Mapping[Span, Mapping[Span, Link]], alike: Alike) -> set[Span]:
    while True:
        near = {span for member in group for span in between[member]} - group
        best, fit = None, 0.0
        for span in sorted(near):
            own = _fit(span, group, between, alike)
            if own > fit:
                best, fit = span, own
        if best is None or fit < JOINS:
            return group
        group = group | {best}


def _fit(
    span: Span, group: Iterable[Span], between: Mapping[Span, Mapping[Span, Link]], alike: Alike
) -> float:
    """Return the average of its links with the group, 0 where it tells another fact of its own article."""
    total, count = 0.0, 0
    for member in group:
        if member.article == span.article:
            if not alike(member, span):
                return 0.0
        else:
            link = between[span].get(member)
            total += link.probability if link else 0.0
            count += 1
    return total / count if count else 0.0


def _opposed(links: Sequence[Link]) -> list[tuple[set[Span], list[Link]]]:
    """Take together what opposes the same statement: one question, its sides in one point."""
    near: dict[Span, list[Link]] = defaultdict(list)
    for link in links:
        near[link.a].append(link)
        near[link.b].append(link)
    seen: set[Span] = set()
    groups = []
    for start in near:
        if start in seen:
            continue
        group, reach = {start}, [start]
        while reach:
            span = reach.pop()
            for link in near[span]:
                for other in (link.a, link.b):
                    if other not in group:
                        group.add(other)
                        reach.append(other)
        seen |= group
        groups.append((group, [link for span in sorted(group) for link in near[span] if link.a == span]))
    return groups
