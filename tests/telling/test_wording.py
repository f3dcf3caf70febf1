from dataclasses import replace

from crosslight.telling.wording import wording
from tests.telling.manners import points, reports, told


def rows() -> list[list[tuple[str, str, str]]]:
    articles = {report.article.id: report.article for report in reports()}
    return [
        [(a.span.article, articles[a.span.article].quote(a.phrase), a.form) for a in row.acts]
        for row in wording(told(), points())
    ]


def test_linked_statements_tell_one_act_in_other_words() -> None:
    (row,) = [row for row in rows() if ("gazette", "reopened the hall", "active") in row]
    assert ("courier", "violently cleared the market hall", "active") in row


def test_a_noun_elsewhere_in_the_story_joins_the_act_that_it_tells_of() -> None:
    assert any(("courier", "brutal Vardian raid on the hall", "noun") in row for row in rows())


def test_a_passive_with_who_acts_differs_from_one_without() -> None:
    (row,) = [row for row in wording(told(), points()) if row.points == ("p3",)]
    assert row.differ == ("construction",)
    assert [act.form for act in row.acts] == ["passive", "agentless"]
    assert row.why[0] == "the same word: injure"


def test_acts_with_a_manner_come_first_and_nothing_is_told_of_one_article() -> None:
    first = wording(told(), points())[0]
    assert any(act.manner for act in first.acts)
    assert wording(told(), points()[3:]) == ()


def test_what_is_disputed_is_not_one_act() -> None:
    disputed = [
        replace(point, links=tuple(replace(link, relation="dispute") for link in point.links))
        for point in points()
    ]
    assert wording(told(), disputed) == ()
