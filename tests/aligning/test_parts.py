from dataclasses import replace

from crosslight.aligning.align import align
from crosslight.aligning.parts import parts
from crosslight.aligning.views import Views, views
from crosslight.model import Article, Span
from tests.story import story, tell

ONE = Article(
    "one",
    "The fire at the Quarle mill killed nine workers, who had slept in the cellar, and the mayor "
    "promised a new bridge over the river.\n\nThe mill burned down.",
)
OTHER = Article(
    "other",
    "Nine workers were killed when a fire swept the mill in Quarle. A choir will sing in the square, "
    "and the mayor has promised that the town will build a new bridge.",
)


def seen() -> Views:
    told = tell(ONE, OTHER)
    return views(told.parsed, told.vectors)


def texts(spans: tuple[Span, ...]) -> list[str]:
    of = {a.id: a for a in (ONE, OTHER)}
    return [of[s.article].quote(s) for s in spans]


def test_a_link_says_which_part_is_shared() -> None:
    deaths, bridge = parts(seen(), [(0, 2), (0, 3)])
    assert texts(deaths[0]) == ["The fire at the Quarle mill killed nine workers"]
    assert "Nine workers were killed" in texts(deaths[1])[0]
    assert texts(bridge[0]) == ["and the mayor promised a new bridge over the river"]
    assert "choir" not in " ".join(texts(bridge[1]))
    assert "build a new bridge" in " ".join(texts(bridge[1]))


def test_a_sentence_of_one_clause_is_shared_whole() -> None:
    story_ = seen()
    ((a, _),) = parts(story_, [(1, 2)])
    assert a == (story_.sentences[1].span,)


def test_parts_are_the_same_from_either_side() -> None:
    story_ = seen()
    there = list(parts(story_, [(0, 2), (0, 3), (1, 2)]))
    back = list(parts(story_, [(2, 0), (3, 0), (2, 1)]))
    assert [(b, a) for a, b in back] == there


def test_a_sentence_is_shared_whole_with_its_copy() -> None:
    told = tell(ONE, replace(ONE, id="copy"))
    own = views(told.parsed, told.vectors)
    ((a, b),) = parts(own, [(0, 2)])
    assert a == (own.sentences[0].span,)
    assert b == (own.sentences[2].span,)


def test_every_link_has_parts_inside_its_statements() -> None:
    found = align(story().parsed, story().vectors)
    assert {"overlap", "dispute"} <= {link.relation for link in found.links}
    for link in found.links:
        for whole, own in ((link.a, link.a_parts), (link.b, link.b_parts)):
            assert own
            assert list(own) == sorted(own)
            assert all(whole.covers(part) for part in own)
            if link.relation == "dispute":
                assert own == (whole,)
