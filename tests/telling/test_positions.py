from crosslight.model import Statement
from crosslight.telling.positions import Depth, positions
from tests.records import article, parsed, point, span, statement

A = article("a", "One two three four.", "Five six.", "Ad here now.", "Seven eight nine ten.", headline="Top")
B = article("b", "Seven eight nine ten.", "Five six.")
REPORTS = [parsed(A, noise=["Ad here now."]), parsed(B)]


def test_depth_counts_words_of_the_report_alone() -> None:
    depth = Depth(REPORTS[0])
    assert depth.words == 10
    assert depth.before(span(A, "Seven")) == 6
    assert depth.at(span(A, "Five")) == 0.4
    assert depth.at(span(A, "Top", "headline")) == 0


def test_each_article_tells_a_shared_point_where_it_first_does() -> None:
    told = point(
        "p1",
        statement(A, "Seven eight nine ten."),
        statement(A, "Five six."),
        statement(B, "Seven eight nine ten."),
    )
    alone = point("p2", Statement(span(A, "One two three four.")))
    assert [(p.point, p.span.article, p.at) for p in positions(REPORTS, [told, alone])] == [
        ("p1", "a", 0.4),
        ("p1", "b", 0.0),
    ]
