from __future__ import annotations

import random
import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

import pytest

from crosslight.aligning.points import points
from crosslight.model import Link, Origin, Point, Relation, Span, Statement


def at(name: str) -> Span:
    """Return the place of statement "a1": the first of article a."""
    number = int(name[1:])
    return Span(name[0], "text", 10 * number, 10 * number + 5)


def name(span: Span) -> str:
    return f"{span.article}{span.start // 10}"


def link(a: str, b: str, probability: float, relation: Relation = "overlap") -> Link:
    return Link(at(a), at(b), relation, probability, ())


def own(statements: Sequence[Statement]) -> tuple[Origin, ...]:
    """Let every article be an origin of its own."""
    articles = dict.fromkeys(statement.span.article for statement in statements)
    return tuple(Origin(article, "own", (article,)) for article in articles)


def one(statements: Sequence[Statement]) -> tuple[Origin, ...]:
    """Let all articles have their words from one agency."""
    return (Origin("Wire", "agency", tuple({s.span.article: None for s in statements})),)


def tell(
    told: str,
    *links: Link,
    repeats: Collection[tuple[str, str]] = (),
    origins: object = own,
    outlets: dict[str, str] | None = None,
) -> tuple[Point, ...]:
    """Return the points of the statements that are named, in their order."""
    spans = [at(word) for word in told.split()]
    alike = {pair for a, b in repeats for pair in ((at(a), at(b)), (at(b), at(a)))}
    return points(
        links,
        {span: Statement(span) for span in spans},
        {span.article: f"The {span.article}" for span in spans} | (outlets or {}),
        lambda a, b: (a, b) in alike,
        origins,  # type: ignore[arg-type]  # one of the two above
    )


def shown(found: Iterable[Point]) -> list[str]:
    return [" ".join(name(s.span) for s in point.statements) for point in found]


def test_what_is_linked_with_nothing_is_a_point_of_its_own() -> None:
    found = tell("a1 a2 b1")
    assert shown(found) == ["a1", "a2", "b1"]
    assert [p.status for p in found] == ["single"] * 3
    assert [p.id for p in found] == ["p1", "p2", "p3"]
    assert not any(p.links for p in found)


def test_nothing_makes_no_points() -> None:
    assert tell("") == ()


def test_linked_statements_are_one_point_of_both_outlets() -> None:
    (first, alone) = tell("a1 b1 b2", link("a1", "b1", 0.4))
    assert shown([first, alone]) == ["a1 b1", "b2"]
    assert first.outlets == ("The a", "The b")
    assert first.status == "corroborated"
    assert first.links == (link("a1", "b1", 0.4),)


def test_two_outlets_with_one_origin_corroborate_nothing() -> None:
    (found,) = tell("a1 b1", link("a1", "b1", 0.9), origins=one)
    assert found.status == "single"
    assert found.outlets == ("The a", "The b")
    assert [origin.name for origin in found.origins] == ["Wire"]


def test_two_articles_of_one_outlet_name_it_once() -> None:
    (found,) = tell("a1 b1", link("a1", "b1", 0.9), outlets={"a": "Post", "b": "Post"})
    assert found.outlets == ("Post",)


def test_each_statement_goes_with_its_strongest_link() -> None:
    links = (link("a1", "b1", 0.6), link("a1", "b2", 0.9), link("a2", "b1", 0.5))
    assert shown(tell("a1 a2 b1 b2", *links)) == ["a1 b2", "a2 b1"]


@pytest.mark.parametrize(
    ("across", "expected"), [(0.6, ["a1 b1 c1 d1"]), (0.5, ["a1 b1 c1 d1"]), (0.4, ["a1 b1", "c1 d1"])]
)
def test_pairs_that_are_linked_crosswise_become_one(across: float, expected: list[str]) -> None:
    crossing = [link(x, y, across) for x in ("a1", "b1") for y in ("c1", "d1")]
    assert shown(tell("a1 b1 c1 d1", link("a1", "b1", 0.9), link("c1", "d1", 0.9), *crossing)) == expected


def test_one_strong_link_across_does_not_bring_pairs_together() -> None:
    links = (link("a1", "b1", 0.9), link("c1", "d1", 0.9), link("a1", "c1", 0.8))
    assert shown(tell("a1 b1 c1 d1", *links)) == ["a1 b1", "c1 d1"]


def test_the_best_linked_pairs_come_together_first() -> None:
    # c1 d1 fits a1 b1 and e1 f1, which do not fit each other.
    links = [link("a1", "b1", 0.9), link("c1", "d1", 0.9), link("e1", "f1", 0.9)]
    links += [link(x, y, 0.55) for x in ("a1", "b1") for y in ("c1", "d1")]
    links += [link(x, y, 0.7) for x in ("c1", "d1") for y in ("e1", "f1")]
    assert "c1 d1 e1 f1" in shown(tell("a1 b1 c1 d1 e1 f1", *links))


def test_a_lede_that_tells_two_facts_stands_in_two_points() -> None:
    links = (link("a1", "b1", 0.9), link("a1", "b2", 0.8))
    assert shown(tell("a1 b1 b2", *links)) == ["a1 b1", "a1 b2"]


def test_what_repeats_its_own_article_joins_its_point() -> None:
    links = (link("a1", "b1", 0.9), link("a1", "b2", 0.8))
    assert shown(tell("a1 b1 b2", *links, repeats=[("b1", "b2")])) == ["a1 b1 b2"]


def test_a_third_article_joins_where_it_is_linked_with_both() -> None:
    links = (link("a1", "b1", 0.9), link("a1", "c1", 0.6), link("b1", "c1", 0.5))
    (found,) = tell("a1 b1 c1", *links)
    assert shown([found]) == ["a1 b1 c1"]
    assert len(found.links) == 3


def test_a_third_article_makes_its_own_point_where_it_is_linked_with_one() -> None:
    links = (link("a1", "b1", 0.9), link("a1", "c1", 0.9))
    assert shown(tell("a1 b1 c1", *links)) == ["a1 b1", "a1 c1"]


def test_an_article_that_a_point_lacks_enters_by_its_best_statement() -> None:
    # c1 and c2 have partners of their own in d; of the two, c2 fits a1 b1 better.
    links = [link("a1", "b1", 0.95), link("c1", "d1", 0.9), link("c2", "d2", 0.9)]
    links += [link("a1", "c1", 0.5), link("b1", "c1", 0.5), link("a1", "c2", 0.7), link("b1", "c2", 0.7)]
    assert shown(tell("a1 b1 c1 c2 d1 d2", *links)) == ["a1 b1 c2", "c1 d1", "c2 d2"]


def test_disputes_about_one_statement_are_one_point() -> None:
    links = (link("a1", "b1", 0.7, "dispute"), link("a1", "c1", 0.4, "dispute"))
    (found,) = tell("a1 b1 c1", *links)
    assert shown([found]) == ["a1 b1 c1"]
    assert found.status == "disputed"


def test_a_conflict_outweighs_a_dispute() -> None:
    links = (link("a1", "b1", 0.9, "dispute"), link("a1", "c1", 0.9), link("b1", "c1", 0.9, "conflict"))
    found = {p.status: shown([p])[0] for p in tell("a1 b1 c1", *links)}
    assert found["conflicting"] == "b1 c1"
    assert found["disputed"] == "a1 b1"
    assert found["corroborated"] == "a1 c1"


def test_who_agrees_is_not_drawn_into_the_dispute() -> None:
    links = (link("a1", "b1", 0.9, "agree"), link("a1", "c1", 0.6, "dispute"))
    found = tell("a1 b1 c1", *links)
    assert [(shown([p])[0], p.status) for p in found] == [("a1 b1", "corroborated"), ("a1 c1", "disputed")]


def test_one_origin_can_dispute() -> None:
    (found,) = tell("a1 b1", link("a1", "b1", 0.6, "dispute"), origins=one)
    assert found.status == "disputed"


def test_a_conflict_inside_an_agreeing_point_shows_in_its_status() -> None:
    links = [link("a1", "b1", 0.9), link("a1", "c1", 0.9), link("b1", "d1", 0.8), link("c1", "d1", 0.8)]
    links += [link("b1", "c1", 0.9, "conflict"), link("a1", "d1", 0.9)]
    found = tell("a1 b1 c1 d1", *links)
    assert {p.status for p in found if {"b1", "c1"} <= set(shown([p])[0].split())} == {"conflicting"}


def test_points_and_statements_follow_the_given_order() -> None:
    links = (link("b2", "a1", 0.9), link("b1", "a2", 0.9))
    found = tell("b1 b2 b3 a1 a2", *links)
    assert shown(found) == ["b1 a2", "b2 a1", "b3"]
    assert [p.id for p in found] == ["p1", "p2", "p3"]
    assert found[0].outlets == ("The b", "The a")


def random_story(seed: int) -> tuple[str, list[Link], list[tuple[str, str]]]:
    draw = random.Random(seed)  # noqa: S311 - a test
    told = [f"{article}{n}" for article in "abcd" for n in range(1, 6)]
    relations: list[Relation] = ["agree", "overlap", "overlap", "conflict", "dispute"]
    links = [
        link(x, y, draw.choice((0.4, 0.5, 0.6, 0.7, 0.9)), draw.choice(relations))
        for x in told
        for y in told
        if x[0] < y[0] and draw.random() < 0.15
    ]
    repeats = [(x, y) for x in told for y in told if x[0] == y[0] and x < y and draw.random() < 0.1]
    return " ".join(told), links, repeats


@pytest.mark.parametrize("seed", range(12))
def test_what_holds_of_all_points(seed: int) -> None:
    told, links, repeats = random_story(seed)
    found = tell(told, *links, repeats=repeats)
    assert {s.span for p in found for s in p.statements} == {at(word) for word in told.split()}
    order = {at(word): n for n, word in enumerate(told.split())}
    firsts = [[order[s.span] for s in p.statements] for p in found]
    assert firsts == sorted(firsts)
    assert all(places == sorted(set(places)) for places in firsts)
    for p in found:
        held = {s.span for s in p.statements}
        assert {(x.a, x.b) for x in p.links} == {(x.a, x.b) for x in links if {x.a, x.b} <= held}
        linked = {end for x in p.links for end in (x.a, x.b)}
        assert len(held) == 1 or linked, "what stands together is linked"
        relations = {x.relation for x in p.links}
        if "conflict" in relations:
            assert p.status == "conflicting"
        elif "dispute" in relations:
            assert p.status == "disputed"
        else:
            assert p.status == ("corroborated" if len(p.origins) > 1 else "single")
            pairs = {frozenset(pair) for pair in repeats}
            for x in held:
                for y in held - {x}:
                    assert x.article != y.article or frozenset({name(x), name(y)}) in pairs


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_the_links_does_not_matter(seed: int) -> None:
    told, links, repeats = random_story(seed)
    mixed = random.Random(seed).sample(links, len(links))  # noqa: S311 - a test

    def unordered(found: Iterable[Point]) -> list[Point]:
        return [replace(p, links=tuple(sorted(p.links, key=lambda x: (x.a, x.b)))) for p in found]

    assert unordered(tell(told, *mixed, repeats=repeats)) == unordered(tell(told, *links, repeats=repeats))


def test_a_fact_that_all_of_many_outlets_tell_is_one_point_soon() -> None:
    letters = [chr(ord("a") + n) for n in range(26)]
    told = [f"{article}{n}" for article in letters for n in (1, 2)]
    links = [link(x, y, 0.8) for x in told for y in told if x[0] < y[0] and x[1] == y[1]]
    began = time.process_time()
    found = tell(" ".join(told), *links)
    assert [len(p.statements) for p in found] == [26, 26]
    assert time.process_time() - began < 5
