from datetime import date

import pytest

from crosslight.parsing.calendar import bounds, feast, step


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2023-04-09", "2023-04-09", "2023-04-09"),
        ("2023-04-09TMO", "2023-04-09", "2023-04-09"),
        ("2023-W14", "2023-04-03", "2023-04-09"),
        ("2023-W14-WE", "2023-04-08", "2023-04-09"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-WI", "2023-12-01", "2024-02-29"),
        ("2023-Q4", "2023-10-01", "2023-12-31"),
        ("202", "2020-01-01", "2029-12-31"),
        ("19", "1900-01-01", "1999-12-31"),
    ],
)
def test_bounds(value: str, first: str, last: str) -> None:
    found = bounds(value)
    assert found and [d.isoformat() for d in found] == [first, last]


@pytest.mark.parametrize("value", ["XXXX-WXX-4", "PAST_REF", "2023-02-31", "", "2023-W60", "0000"])
def test_what_has_no_bounds(value: str) -> None:
    assert bounds(value) is None


def test_steps_leave_the_unit_as_exact_as_it_is() -> None:
    start = date(2023, 1, 2)
    assert [step(start, unit, -1) for unit in ("day", "week", "month", "quarter", "year", "decade")] == [
        "2023-01-01", "2022-W52", "2022-12", "2022-Q4", "2022", "201",
    ]  # fmt: skip
    assert step(start, "year", -3_000) == "XXXX"


def test_feasts() -> None:
    assert feast("Thanksgiving Day", 2018) == date(2018, 11, 22)
    assert feast("Easter Sunday", 2024) == date(2024, 3, 31)
    assert feast("New Year’s Eve", 2020) == date(2020, 12, 31)
    assert feast("Laundry Day", 2020) is None
