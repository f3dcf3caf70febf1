from datetime import date

import pytest

from crosslight.reading.dates import is_future, iso


@pytest.mark.parametrize(
    ("given", "normal"),
    [
        ("2026-03-04", "2026-03-04"),
        (" 2026-03-04 ", "2026-03-04"),
        ("2026-03-04T05:06:07Z", "2026-03-04T05:06:07+00:00"),
        ("2026-03-04 05:06", "2026-03-04T05:06:00"),
        ("2024-02-29T23:59:59.5-05:00", "2024-02-29T23:59:59.500000-05:00"),
    ],
)
def test_iso_dates_get_one_form(given: str, normal: str) -> None:
    assert iso(given) == normal


@pytest.mark.parametrize("given", ["2026-02-29", "2026-13-01", "2026-03-04T25:00", "0000-01-01"])
def test_impossible_dates_are_refused(given: str) -> None:
    with pytest.raises(ValueError, match="is no possible date"):
        iso(given)


@pytest.mark.parametrize(
    "given", ["", "20260304", "2026-W10-3", "2026-03", "4 March 2026", "2026-03-04 to 05", "٢٠٢٦-03-04"]
)
def test_other_forms_are_refused(given: str) -> None:
    with pytest.raises(ValueError, match="is no ISO date"):
        iso(given)


def test_tomorrow_is_not_yet_the_future() -> None:
    today = date(2026, 3, 4)
    assert not is_future("2026-03-05T09:00:00+14:00", today)
    assert is_future("2026-03-06", today)
