from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from crosslight.aligning.align import LINKED, OPPOSED, RELATIONS, Aligned, align
from crosslight.aligning.trees import Judge, Trees, judge
from crosslight.aligning.views import Floats
from crosslight.model import Article
from tests.story import Story, story, tell


@cache
def aligned(least: float = LINKED) -> Aligned:
    told = story()
    return align(told.parsed, told.vectors, least)


def texts(told: Story, found: Aligned) -> dict[tuple[str, str], str]:
    articles = {p.article.id: p.article for p in told.parsed}
    return {
        (articles[x.a.article].quote(x.a), articles[x.b.article].quote(x.b)): x.relation for x in found.links
    }


class Fixed:
    """A model that gives every pair the same probabilities."""

    features = ()
    onnx = b""

    def __init__(self, *probabilities: float) -> None:
        self.probabilities = probabilities

    def __call__(self, features: Mapping[str, Floats]) -> Floats:
        rows = len(next(iter(features.values())))
        return np.tile(np.array(self.probabilities, np.float32), (rows, 1))


def given(linked: float, relation: int) -> Judge:
    """Let every pair be linked so probably, and stand so to each other."""
    links = Fixed(1 - linked, linked)
    relations = Fixed(*(float(n == relation) for n in range(len(RELATIONS))))
    trees: list[Trees] = [links, relations]  # type: ignore[list-item]  # they are called in the same way
    return replace(judge(), links=trees[0], relations=trees[1])


def test_what_tells_the_same_is_linked() -> None:
    found = texts(story(), aligned())
    assert any("destroyed the roof" in a and "lost its roof" in b for a, b in found)
    assert not any("140 people" in a or "140 people" in b for a, b in found)
    assert not any("concert" in a or "concert" in b for a, b in found)


def test_links_are_between_statements_of_two_reports_in_order() -> None:
    found = aligned()
    order = {span: n for n, span in enumerate(found.statements)}
    places = [(order[link.a], order[link.b]) for link in found.links]
    assert places == sorted(set(places))
    for link in found.links:
        assert link.a.article != link.b.article
        assert order[link.a] < order[link.b]
        assert LINKED <= link.probability <= 1
        assert link.relation in RELATIONS
        assert link.why


def test_noise_is_linked_with_nothing() -> None:
    noise = {n.span for report in story().parsed for n in report.noise}
    assert noise
    assert noise.isdisjoint(aligned().statements)
    assert noise.isdisjoint({end for link in aligned().links for end in (link.a, link.b)})


def test_links_do_not_depend_on_the_order_of_the_reports() -> None:
    back = story().backwards()
    there = {frozenset({x.a, x.b}): x for x in aligned().links}
    here = {frozenset({x.a, x.b}): x for x in align(back.parsed, back.vectors).links}
    assert there.keys() == here.keys()
    for pair, link in there.items():
        assert here[pair].relation == link.relation
        assert here[pair].probability == pytest.approx(link.probability, abs=0.02)


def test_links_less_probable_than_wanted_are_left_out() -> None:
    some = {(x.a, x.b) for x in aligned(0.8).links if x.why[0] != "different culprits named"}
    more = {(x.a, x.b) for x in aligned(0.1).links}
    assert some < more
    assert all(x.probability >= 0.8 for x in aligned(0.8).links if (x.a, x.b) in some)


def test_who_did_it_is_disputed() -> None:
    found = [x for x in aligned().links if x.relation == "dispute"]
    assert [x.why[0] for x in found] == ["different culprits named"]
    ((one, other),) = [pair for pair, relation in texts(story(), aligned()).items() if relation == "dispute"]
    assert one.startswith("Mayor Tessa Vorne blamed")
    assert other.startswith("Owner Brandel Foods accused")


def test_the_models_can_be_given() -> None:
    told = story()
    assert all(
        x.relation == "dispute" for x in align(told.parsed, told.vectors, 0.9, lambda: given(0.0, 1)).links
    )
    found = align(told.parsed, told.vectors, 0.3, lambda: given(0.7, 0))
    assert {x.probability for x in found.links if x.relation == "agree"} == {0.7}


def test_figures_that_differ_make_a_conflict() -> None:
    told = story()
    found = align(told.parsed, told.vectors, 0.3, lambda: given(0.7, 1))
    different = [
        pair for pair in found.figures if pair.relation == "different" and pair.probability >= OPPOSED
    ]
    assert different, "nine in one, eleven in the other"
    for pair in different:
        link = next(x for x in found.links if x.a.covers(pair.a) and x.b.covers(pair.b))
        assert link.relation == "conflict"
        assert any(why.startswith("figures different") for why in link.why)


def test_what_an_article_tells_twice_repeats_itself_both_ways_round() -> None:
    twice = replace(story().parsed[1].article, headline="Explosion at Quarle flour mill leaves nine dead")
    told = tell(story().parsed[0].article, replace(twice, text=twice.text.partition("\n\n")[2]))
    repeats = align(told.parsed, told.vectors).repeats
    assert any(a.field == "headline" for a, _ in repeats)
    assert {(b, a) for a, b in repeats} == repeats
    assert all(a.article == b.article and a != b for a, b in repeats)


def test_reports_without_a_statement_are_linked_with_nothing() -> None:
    noise = Article("noise", "READ MORE: Ten mills that changed the valley\n\nShare this article\n")
    told = tell(noise, replace(noise, id="again"))
    found = align(told.parsed, told.vectors)
    assert (found.statements, found.links, found.figures, found.repeats) == ({}, (), (), frozenset())
    assert align([], []).links == ()


def test_a_copy_agrees_with_its_original() -> None:
    first = story().parsed[1].article
    told = tell(first, replace(first, id="copy"))
    found = align(told.parsed, told.vectors)
    same = {(x.a, replace(x.b, article="post")) for x in found.links if x.a == replace(x.b, article="post")}
    long = [s.span for s in told.parsed[0].sentences if len(s.words) > 6]
    assert {a for a, _ in same} >= set(long)
