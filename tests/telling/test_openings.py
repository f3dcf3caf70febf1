from crosslight.telling.openings import openings
from tests.telling.manners import COURIER, points, reports, told


def test_an_opening_is_the_headline_and_the_first_paragraph() -> None:
    first, second, third = openings(reports(), told(), points())
    assert first.headline is not None and first.headline.field == "headline"
    assert first.lead is not None
    assert COURIER.quote(first.lead).startswith("Vardian guards violently cleared")
    assert "\n" not in COURIER.quote(first.lead)
    assert [COURIER.quote(span) for span in first.first] == ["Vardian guards", "Vardian guards"]
    assert "violently cleared the market hall" in [COURIER.quote(act.phrase) for act in first.acts]
    assert (second.article, third.points) == ("gazette", ())


def test_what_another_tells_at_the_top_is_told_later() -> None:
    first, second, _ = openings(reports(), told(), points())
    assert first.points == ("p1", "p2")
    assert (second.points, second.later) == (("p1",), ("p2",))
    assert first.later == ()
