"""Links to points: the statements that tell one fact or claim, taken together.

A lede that tells two facts stands in two points, so points are no partition. They grow in four
steps: the strongest links make pairs; pairs that are linked crosswise become one; what is left
joins where it repeats its own article's statement, or makes a point of its own; and an article that
a point still lacks enters it by the statement that fits best.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from crosslight.model import Link, Origin, Point, Relation, Span, Statement, Status

# Statements belong together where the links between them average this, a missing link being 0.
# Chosen by eye on the gold stories: lower, a lede draws two facts into one point.
JOINS = 0.5

Alike = Callable[[Span, Span], bool]
Origins = Callable[[Sequence[Statement]], tuple[Origin, ...]]
_Group = set[Span]
_Near = Mapping[Span, Mapping[Span, Link]]


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
    near = _near(links)
    # What conflicts is told of one fact, what is disputed need not be.
    agreed = [link for link in links if link.relation != "dispute"]
    groups = _agreeing(
        agreed, alike, lambda group: _sourced(origins([statements[span] for span in sorted(group)]))
    )
    disputed = _opposed([link for link in links if link.relation == "dispute"])
    groups = [group for group in groups if not any(group <= other for other in disputed)] + disputed
    held = {span for group in groups for span in group}
    groups += [{span} for span in statements if span not in held]
    ranked = sorted(
        (sorted(group, key=order.__getitem__) for group in groups), key=lambda g: [order[s] for s in g]
    )
    return tuple(
        _point(f"p{n}", [statements[span] for span in group], _inside(set(group), near), outlets, origins)
        for n, group in enumerate(ranked, start=1)
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


def _sourced(found: tuple[Origin, ...]) -> bool:
    """Tell whether all is on the word of one source with a name: that stays apart from what is reported.

    What "police said" is how news is told; what Hezbollah stated is news of its own.
    """
    return len(found) == 1 and found[0].kind == "source" and not found[0].name.startswith("unnamed")


def _agreeing(links: Sequence[Link], alike: Alike, sourced: Callable[[_Group], bool]) -> list[_Group]:
    near = _near(links)
    ranked = sorted(links, key=lambda link: (-link.probability, link.a, link.b))
    groups = _merged(_pairs(ranked), near, sourced)
    placed = {span for group in groups for span in group}
    for link in ranked:
        for span, other in ((link.a, link.b), (link.b, link.a)):
            if span not in placed:
                placed.add(span)
                home = next(
                    (
                        group
                        for group in groups
                        if other in group
                        and _repeats(span, group, near, alike)
                        and sourced(group | {span}) == sourced(group)
                    ),
                    None,
                )
                if home is None:
                    groups.append({span, other})
                else:
                    home.add(span)
    for group in groups:
        _complete(group, near)
    return groups


def _pairs(ranked: Iterable[Link]) -> list[_Group]:
    """Take the strongest link of two statements that have no partner yet, and so on down."""
    placed: set[Span] = set()
    pairs = []
    for link in ranked:
        if link.a not in placed and link.b not in placed:
            placed |= {link.a, link.b}
            pairs.append({link.a, link.b})
    return pairs


def _merged(groups: Sequence[_Group], near: _Near, sourced: Callable[[_Group], bool]) -> list[_Group]:
    """Bring together the groups whose statements are linked crosswise, the best linked first."""
    live = dict(enumerate(groups))
    on_one_word = {n: sourced(group) for n, group in live.items()}
    home = {span: n for n, group in live.items() for span in group}

    def fits(n: int) -> list[tuple[float, int, int, int]]:
        around = {home[other] for span in live[n] for other in near[span] if other in home} - {n}
        around = {other for other in around if on_one_word[other] == on_one_word[n]}
        found = [(_average(((a, b) for a in live[n] for b in live[o]), near), o) for o in around]
        # With the size of both, a fit is known to be out of date once either has grown.
        return [(-fit, min(n, o), max(n, o), len(live[n]) + len(live[o])) for fit, o in found if fit >= JOINS]

    heap = sorted({fit for n in live for fit in fits(n)})
    while heap:
        _, one, other, size = heapq.heappop(heap)
        if one in live and other in live and size == len(live[one]) + len(live[other]):
            live[one] |= live.pop(other)
            home.update(dict.fromkeys(live[one], one))
            on_one_word[one] = sourced(live[one])
            for fit in fits(one):
                heapq.heappush(heap, fit)
    return list(live.values())


def _average(pairs: Iterable[tuple[Span, Span]], near: _Near) -> float:
    """Return the average probability of the links between these pairs, those of one article left out."""
    found = [
        link.probability if (link := near[a].get(b)) else 0.0 for a, b in pairs if a.article != b.article
    ]
    return sum(found) / len(found) if found else 0.0


def _repeats(span: Span, group: _Group, near: _Near, alike: Alike) -> bool:
    """Tell whether the statement belongs to the group and repeats what its own article has there."""
    return all(alike(span, own) for own in group if own.article == span.article) and (
        _average(((span, other) for other in group), near) >= JOINS
    )


def _complete(group: _Group, near: _Near) -> None:
    """Let in, from each article that the group lacks, the statement that is linked with it best."""
    there = {span.article for span in group}
    fits: defaultdict[Span, float] = defaultdict(float)  # the sum of each statement's links with the group
    new = sorted(group)
    while True:
        for span in new:
            for other, link in near[span].items():
                fits[other] += link.probability
        for span in [span for span in fits if span.article in there]:
            del fits[span]
        best = max(fits, default=None, key=lambda span: (fits[span], span))
        if best is None or fits[best] / len(group) < JOINS:
            return
        group.add(best)
        there.add(best.article)
        new = [best]


def _opposed(links: Sequence[Link]) -> list[_Group]:
    """Take together what opposes the same statement: one question, its sides in one point."""
    near = _near(links)
    seen: _Group = set()
    groups = []
    for start in near:
        if start in seen:
            continue
        group, reach = {start}, [start]
        while reach:
            new = near[reach.pop()].keys() - group
            group |= new
            reach += sorted(new)
        seen |= group
        groups.append(group)
    return groups


def _near(links: Iterable[Link]) -> defaultdict[Span, dict[Span, Link]]:
    near: defaultdict[Span, dict[Span, Link]] = defaultdict(dict)
    for link in links:
        near[link.a][link.b] = near[link.b][link.a] = link
    return near


def _inside(group: _Group, near: _Near) -> list[Link]:
    return [
        link
        for span in sorted(group)
        for other, link in near[span].items()
        if other in group and span == link.a
    ]
