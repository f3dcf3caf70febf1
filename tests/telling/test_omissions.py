from dataclasses import replace

from crosslight.model import Coverage, Early, Moment, Origin, Point
from crosslight.telling.omissions import coverage, omissions
from tests.records import article, parsed, point, span, statement

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


def test_of_two_articles_one_lacks_what_the_other_alone_has() -> None:
    (found,) = omissions([found_in("p1", "a")], PARSED[:2], {})
    assert found.lacking == ("b",)


LONG = article(
    "long", "The ferry sank on Friday.", "Nobody died.", "Divers came on Sunday.", published="2031-03-10"
)
SHORT = article("short", "The ferry sank on Friday.", published="2031-03-08")


def dated() -> list[Point]:
    sank = statement(LONG, "The ferry sank on Friday."), statement(SHORT, "The ferry sank on Friday.")
    return [
        point("p1", *sank),
        point("p2", statement(LONG, "Nobody died.")),
        point("p3", statement(LONG, "Divers came on Sunday.")),
    ]


def test_a_report_from_before_the_fact_or_before_all_others_is_told_as_such() -> None:
    sunday = Moment(span(LONG, "Sunday"), "DATE", "2031-03-09", "2031-03-09", "2031-03-09")
    found = omissions(dated(), [parsed(LONG, moments=[sunday]), parsed(SHORT)], {})
    assert {o.point: o.early for o in found} == {
        "p2": (Early("short", "before the others"),),
        "p3": (Early("short", "before the event"),),
    }
    # Of what is planned, the day is no reason: it could be told before.
    ahead = replace(sunday, earliest="2031-03-12", latest="2031-03-12")
    found = omissions(dated(), [parsed(LONG, moments=[ahead]), parsed(SHORT)], {})
    assert {o.point: o.early for o in found}["p3"] == (Early("short", "before the others"),)
    # Without a date of publication nothing is known.
    undated = replace(parsed(SHORT), article=replace(SHORT, published=None))
    assert not any(o.early for o in omissions(dated(), [parsed(LONG), undated], {}))


def test_times_of_one_day_are_compared_across_time_zones() -> None:
    early = replace(parsed(SHORT), article=replace(SHORT, published="2031-03-10T12:00:00+02:00"))
    late = replace(parsed(LONG), article=replace(LONG, published="2031-03-10T11:00:00+00:00"))
    assert any(o.early for o in omissions(dated(), [late, early], {}))
    early = replace(early, article=replace(SHORT, published="2031-03-10T12:00:00+00:00"))
    assert not any(o.early for o in omissions(dated(), [late, early], {}))


def test_coverage_holds_a_report_against_others_cut_to_its_length() -> None:
    same = "2031-03-10"
    reports = [parsed(replace(a, published=same)) for a in (LONG, SHORT)]
    assert coverage(dated(), reports, {}) == (
        Coverage("long", 11, 3, 3, 1.0),
        # Five words of the long report hold the first point alone.
        Coverage("short", 5, 1, 3, 1.0),
    )
    # What came after it is not counted against it.
    assert coverage(dated(), [parsed(LONG), parsed(SHORT)], {})[1] == Coverage("short", 5, 1, 1, 1.0)
    assert coverage(dated(), reports[:1], {}) == ()
