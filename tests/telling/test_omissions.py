from dataclasses import replace

from crosslight.model import Origin, Point
from crosslight.telling.omissions import omissions
from tests.records import article, parsed, point, statement

ARTICLES = {name: article(name, "The ferry sank.") for name in "abcd"}
PARSED = [parsed(a) for a in ARTICLES.values()]


def found_in(id: str, *names: str, origins: int = 1) -> Point:
    its = point(id, *(statement(ARTICLES[n], "The ferry sank.") for n in names), outlets=names)
    return replace(its, origins=tuple(Origin(str(i), "own", ()) for i in range(origins)))


def test_points_of_one_article_and_of_all_articles_are_no_omission() -> None:
    assert omissions([found_in("p1", "a"), found_in("p2", "a", "b", "c", "d")], PARSED, {}) == ()


def test_most_origins_first_then_most_outlets_then_the_highest_up() -> None:
    points = [
        found_in("p1", "a", "b"),
        found_in("p2", "a", "c"),
        found_in("p3", "a", "b", "d"),
        found_in("p4", "c", "d", origins=2),
    ]
    assert [(o.point, o.lacking) for o in omissions(points, PARSED, {})] == [
        ("p4", ("a", "b")),
        ("p3", ("c",)),
        ("p1", ("c", "d")),
        ("p2", ("b", "d")),
    ]


def test_a_copy_counts_with_its_primary() -> None:
    points = [found_in("p1", "a", "b"), found_in("p2", "b", "c")]
    (found,) = omissions(points, PARSED, {"b": "a"})
    assert (found.point, found.lacking) == ("p2", ("d",))


def test_an_article_in_another_language_lacks_nothing() -> None:
    others = [*PARSED[:3], replace(PARSED[3], language="de")]
    (found,) = omissions([found_in("p1", "a", "b")], others, {})
    assert found.lacking == ("c",)
