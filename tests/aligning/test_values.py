import pytest

from crosslight.aligning.values import compare, compare_figures, compare_moments
from crosslight.model import Figure, Moment, MomentType, Span
from crosslight.parsing.amounts import limits
from crosslight.parsing.calendar import bounds

PLACE = Span("a", "text", 0, 1)


def figure(value: float, hedge: str = "", unit: str = "") -> Figure:
    return Figure(PLACE, value, *limits(value, hedge), unit, "", hedge)


def moment(value: str, kind: MomentType = "DATE") -> Moment:
    found = bounds(value)
    return Moment(PLACE, kind, value, *((d.isoformat() for d in found) if found else ()))


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        (figure(39), figure(39), "equal"),
        (figure(39), figure(39, "at least"), "compatible"),
        (figure(4_000, "nearly"), figure(4_000, "around"), "equal"),
        (figure(11, "at least"), figure(14, "at least"), "compatible"),
        (figure(3, "at least"), figure(7, "at least"), "different"),
        (figure(69), figure(70, "nearly"), "compatible"),
        (figure(433_323_000), figure(433.3e6), "compatible"),
        (figure(11_000), figure(11_400), "compatible"),
        (figure(160_000), figure(164_000), "different"),
        (figure(9.9, "", "%"), figure(10, "", "%"), "compatible"),
        (figure(20), figure(21), "different"),
        (figure(102, "", "m"), figure(334, "", "ft"), "equal"),
        (figure(102, "", "m"), figure(434, "", "ft"), "different"),
        (figure(1, "", "km"), figure(1_000, "", "m"), "equal"),
        (figure(5, "", "%"), figure(5, "", "percentage point"), "different"),
        (figure(5, "", "USD"), figure(5, "", "EUR"), "different"),
        (Figure(PLACE, None, 24, 99, "", ""), figure(37), "compatible"),
        (Figure(PLACE, None, 24, 99, "", ""), Figure(PLACE, None, 24, 99, "", ""), "equal"),
        (Figure(PLACE, None, 24, 99, "", ""), figure(370), "different"),
        (figure(0), figure(0), "equal"),
    ],
)
def test_figures(a: Figure, b: Figure, relation: str) -> None:
    assert compare_figures(a, b) == relation
    assert compare_figures(b, a) == relation


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        (moment("2023-04-05"), moment("2023-04-05"), "equal"),
        (moment("2023-04-05"), moment("2023-W14"), "compatible"),
        (moment("2023-04-05"), moment("2023-04-06"), "different"),
        (moment("2023"), moment("2023-04"), "compatible"),
        (moment("2023-04-05TMO", "TIME"), moment("2023-04-05"), "compatible"),
        (moment("2023-04-05TMO", "TIME"), moment("2023-04-05TEV", "TIME"), "different"),
        (moment("2023-04-05T17:00", "TIME"), moment("2023-04-05TAF", "TIME"), "compatible"),
        (moment("XXXX-XX-XXT17:00", "TIME"), moment("2023-04-05T17:00", "TIME"), "equal"),
        (moment("XXXX-WXX-3"), moment("2023-04-05"), "compatible"),
        (moment("XXXX-WXX-4"), moment("2023-04-05"), "different"),
        (moment("XXXX-WXX-3"), moment("XXXX-WXX-4"), "different"),
        (moment("XXXX-04"), moment("2023-04-05"), "compatible"),
        (moment("XXXX-05"), moment("2023-04-05"), "different"),
        (moment("PAST_REF"), moment("2023-04-05"), "compatible"),
        (moment("P1Y", "DURATION"), moment("P12M", "DURATION"), "equal"),
        (moment("PXY", "DURATION"), moment("P3Y", "DURATION"), "compatible"),
        (moment("P3Y", "DURATION"), moment("P5Y", "DURATION"), "different"),
        (moment("P3Y", "DURATION"), moment("2023"), "different"),
    ],
)
def test_moments(a: Moment, b: Moment, relation: str) -> None:
    assert compare_moments(a, b) == relation
    assert compare_moments(b, a) == relation


def test_what_only_the_dateline_sets_apart_is_not_different() -> None:
    friday, monday = moment("2023-04-07"), moment("2023-04-10")
    assert compare(friday, monday, ("Friday", "today")) == "compatible"
    assert compare(friday, monday, ("Friday", "Monday")) == "different"
    assert compare(moment("2024-08-06"), moment("2025-08-06"), ("August 6, 2024", "6 August")) == "compatible"
    assert (
        compare(moment("2024-08-06"), moment("2025-08-06"), ("6 August 2024", "6 August 2025")) == "different"
    )
    assert compare(figure(3), friday) == "different"
