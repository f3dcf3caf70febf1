"""The calendar behind TIMEX3 values: their bounds, steps along them, and the feasts that news dates by.

Values are those of TIMEX3 (TimeML 1.2.1): "2023-04-09", "2023-W14", "2023-04", "2023-SP", "2023-Q2",
"2023", "202", "20", with a time of day after "T" ("2023-04-09TMO", "2023-04-09T17:00"), and "X" for
what is not known.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

MONTHS = "january february march april may june july august september october november december".split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
# The first month of each part of a year, and how many months it has.
_PARTS = {
    "SP": (3, 3), "SU": (6, 3), "FA": (9, 3), "WI": (12, 3), "H1": (1, 6), "H2": (7, 6),
    "Q1": (1, 3), "Q2": (4, 3), "Q3": (7, 3), "Q4": (10, 3),
}  # fmt: skip
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_PART = re.compile(r"(\d{4})-(SP|SU|FA|WI|Q[1-4]|H[12])")


def day(year: int, month: int, number: int) -> date | None:
    """Return a date, or None where the calendar has no such day."""
    if 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= number <= monthrange(year, month)[1]:
        return date(year, month, number)
    return None


def bounds(value: str) -> tuple[date, date] | None:
    """Return the first and last day of a TIMEX3 date or time, or None where it does not tell them."""
    value = value.partition("T")[0] if value[:1].isdigit() else ""
    try:
        if match := _DAY.fullmatch(value):
            only = date(int(match[1]), int(match[2]), int(match[3]))
            return only, only
        if match := _WEEK.fullmatch(value):
            monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
            return monday + timedelta(5 if match[3] else 0), monday + timedelta(6)
        if match := _MONTH.fullmatch(value):
            return _months(int(match[1]), int(match[2]), 1)
        if match := _PART.fullmatch(value):
            return _months(int(match[1]), *_PARTS[match[2]])
        if value.isdigit() and 2 <= len(value) <= 4:
            years: int = 10 ** (4 - len(value))
            return date(int(value) * years, 1, 1), date(int(value) * years + years - 1, 12, 31)
    except (ValueError, OverflowError):
        pass
    return None


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    last_year, last_month = divmod(year * 12 + month - 2 + count, 12)
    return date(year, month, 1), date(last_year, last_month + 1, monthrange(last_year, last_month + 1)[1])


def step(start: date, unit: str, count: int) -> str:
    """Return the value of the day, week, month, quarter, year ... `count` units from a date."""
    try:
        if unit in ("day", "week", "weekend", "fortnight"):
            at = start + timedelta(count * {"day": 1, "fortnight": 14}.get(unit, 7))
            if unit == "day":
                return at.isoformat()
            year, week, _ = at.isocalendar()
            return f"{year:04}-W{week:02}" + ("-WE" if unit == "weekend" else "")
        year, month = divmod(
            start.year * 12 + start.month - 1 + count * {"month": 1, "quarter": 3}.get(unit, 0), 12
        )
        year += count * {"year": 1, "decade": 10, "century": 100}.get(unit, 0)
        if not 1 <= year <= 9999:
            return "XXXX"
        return {
            "month": f"{year:04}-{month + 1:02}",
            "quarter": f"{year:04}-Q{month // 3 + 1}",
            "decade": f"{year // 10:03}",
            "century": f"{year // 100:02}",
        }.get(unit, f"{year:04}")
    except (OverflowError, ValueError):
        return "XXXX"


def _weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """Return the nth such weekday of a month; -1 is the last."""
    if nth < 0:
        end = date(year, month, monthrange(year, month)[1])
        return end - timedelta((end.weekday() - weekday) % 7)
    start = date(year, month, 1)
    return start + timedelta((weekday - start.weekday()) % 7 + 7 * (nth - 1))


def _easter(year: int) -> date:
    """Return the western Easter Sunday (Meeus, Jones and Butcher's rule)."""
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    rest = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, number = divmod(h + rest - 7 * ((a + 11 * h + 22 * rest) // 451) + 114, 31)
    return date(year, month, number + 1)


def feast(name: str, year: int) -> date | None:
    """Return the day of a feast in a year, None for a name that is none of those news dates by."""
    words = re.sub(r"[^a-z ]", "", name.lower().replace("-", " "))
    fixed = {
        "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26),
        "new years eve": (12, 31), "new years day": (1, 1), "valentines day": (2, 14), "halloween": (10, 31),
        "july fourth": (7, 4), "fourth of july": (7, 4), "veterans day": (11, 11),
        "juneteenth": (6, 19), "may day": (5, 1),
    }  # fmt: skip
    if words in fixed:
        return date(year, *fixed[words])
    thanksgiving = _weekday(year, 11, 3, 4)
    moving = {
        "thanksgiving": thanksgiving, "thanksgiving day": thanksgiving,
        "black friday": thanksgiving + timedelta(1),
        "memorial day": _weekday(year, 5, 0, -1), "labor day": _weekday(year, 9, 0, 1),
        "good friday": _easter(year) - timedelta(2), "easter": _easter(year), "easter sunday": _easter(year),
        "easter monday": _easter(year) + timedelta(1), "ash wednesday": _easter(year) - timedelta(46),
        "palm sunday": _easter(year) - timedelta(7),
    }  # fmt: skip
    return moving.get(words)
