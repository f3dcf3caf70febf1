"""Two figures, or two moments, compared as values: equal, compatible or different."""

from __future__ import annotations

import re

from crosslight.model import Figure, FigureRelation, Moment
from crosslight.parsing.calendar import bounds
from crosslight.parsing.units import HEDGES, in_base

# How far "more than" and "up to" reach: "at least 11" and 14 fit, "at least 3" and 7 do not. By eye on the
# gold figures; no reader paired a bound with twice its number.
_REACH = 1.5
# Rounding makes this difference at most, as a share: 11,400 is told as 11,000, not 14,000 as 10,000.
_ROUNDED = 0.05
# Two units seldom turn out even: "102 metres (334 feet)".
_CONVERTED = 0.01

# The hours of the day that a part of it may mean. Evening and night overlap as news uses them.
_HOURS = {"MO": (0, 12), "MI": (11, 14), "AF": (12, 18), "EV": (16, 24), "NI": (16, 24), "DT": (6, 18)}
_DAYS = {"D": 1.0, "W": 7.0, "M": 30.4375, "Q": 91.3125, "Y": 365.25, "E": 3652.5, "C": 36525.0}
_SECONDS = {"H": 1 / 24, "M": 1 / 1440, "S": 1 / 86400}
_LENGTH = re.compile(r"P(T?)([\d.]+|X)([A-Z])(?:(\d+)([A-Z]))?")
_NOW = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|this (?:morning|afternoon|evening)|last night)\b", re.I
)
_YEAR = re.compile(r"\d{4}|['’]\d\d|\d/\d")
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")
_REFERENCES = ("PAST_REF", "PRESENT_REF", "FUTURE_REF")


def comparable(a: Figure | Moment, b: Figure | Moment) -> bool:
    """Tell whether two values are of one kind: the same unit or one that converts, dates, or durations."""
    if isinstance(a, Figure) and isinstance(b, Figure):
        return in_base(1.0, a.unit)[1] == in_base(1.0, b.unit)[1]
    if isinstance(a, Moment) and isinstance(b, Moment):
        return (a.type in ("DATE", "TIME") and b.type in ("DATE", "TIME")) or a.type == b.type
    return False


def compare(a: Figure | Moment, b: Figure | Moment, words: tuple[str, str] = ("", "")) -> FigureRelation:
    """Compare two values of any kind; `words` is how their texts tell them.

    What only the reckoning of dates sets apart (outlets date their pages by different clocks, and
    late) is not called different.
    """
    if isinstance(a, Figure) and isinstance(b, Figure):
        return compare_figures(a, b)
    if isinstance(a, Moment) and isinstance(b, Moment):
        relation = compare_moments(a, b)
        return "compatible" if relation == "different" and _by_reckoning(a, b, words) else relation
    return "different"


def _by_reckoning(a: Moment, b: Moment, words: tuple[str, str]) -> bool:
    first, second = bounds(a.value), bounds(b.value)
    if first is None or second is None:
        return False
    apart = abs((first[0] - second[0]).days)
    # "Today" may be another outlet's "Friday", a weekend earlier.
    if apart <= 3 and any(_NOW.search(w) for w in words):
        return True
    # "Wednesday" and "Wednesday", taken for the last and the next one.
    one, other = (_WEEKDAY.findall(w) for w in words)
    if apart == 7 and one and one == other:
        return True
    # "6 August", put into another year than "6 August 2024".
    return not all(_YEAR.search(w) for w in words) and a.value[4:] == b.value[4:] != ""


def compare_figures(a: Figure, b: Figure) -> FigureRelation:
    """Compare two figures; those of other kinds (metres and people, per cent and points) are different."""
    if not comparable(a, b):
        return "different"
    slack = 0.0 if a.unit == b.unit else _CONVERTED
    if a.value is not None and b.value is not None:
        x, y = in_base(a.value, a.unit)[0], in_base(b.value, b.unit)[0]
        same = abs(x - y) <= max(slack * max(abs(x), abs(y)), 1e-9 * abs(x))
        if same:
            return "equal" if _way(a) == _way(b) else "compatible"
    elif a.value is b.value and (a.low, a.high, a.unit) == (b.low, b.high, b.unit):
        return "equal"
    (a_low, a_high), (b_low, b_high) = _range(a), _range(b)
    return "compatible" if a_low <= b_high * (1 + slack) and b_low <= a_high * (1 + slack) else "different"


def _way(figure: Figure) -> str:
    way = HEDGES.get(figure.hedge, "")
    # "Nearly 4,000" and "around 4,000" say the same.
    return "around" if way == "below" and figure.low is not None else way


def _range(figure: Figure) -> tuple[float, float]:
    """Return what a figure may stand for, in the base unit, with rounding and the reach of its hedge."""
    low, high = figure.low, figure.high
    if low is None and high is None:
        low = high = figure.value or 0.0
    if low is None:
        low = (high or 0.0) / _REACH
    elif high is None:
        high = low * _REACH
    assert high is not None  # noqa: S101
    if low == high:
        slack = min(_step(low) / 2, abs(low) * _ROUNDED) * 0.999
        low, high = low - slack, high + slack
    return in_base(low, figure.unit)[0], in_base(high, figure.unit)[0]


def _step(value: float) -> float:
    """Return what a number is rounded to: its last digit that is no zero, or a whole thousand, million ...

    A number of one or two such digits ("160,000") is told in thousands: 164,000 would not be rounded to it.
    """
    digits = f"{abs(value):.6f}".rstrip("0").rstrip(".")
    if "." in digits:
        return float(10.0 ** -len(digits.partition(".")[2]))
    zeros = len(digits) - len(digits.rstrip("0"))
    return float(10 ** (zeros if len(digits) - zeros > 2 else zeros // 3 * 3))


def compare_moments(a: Moment, b: Moment) -> FigureRelation:
    """Compare two moments; what they leave open (a year, a publication date) may be the same."""
    if not comparable(a, b):
        return "different"
    if a.value == b.value:
        return "equal"
    if a.type == "DURATION":
        return _compare_lengths(a.value, b.value)
    if a.type == "SET":
        return "different"
    if a.value in _REFERENCES or b.value in _REFERENCES:
        return "compatible"  # too vague to contradict anything
    (a_day, _, a_hour), (b_day, _, b_hour) = a.value.partition("T"), b.value.partition("T")
    hours = _compare_hours(a_hour.rstrip("Z"), b_hour.rstrip("Z"))
    days = _compare_days(a, a_day, b, b_day)
    if "different" in (days, hours):
        return "different"
    # "5 p.m." and "5 p.m. on Friday" name one time.
    one_time = hours == "equal" and bool(a_hour) and (a_day == b_day or "XXXX-XX-XX" in (a_day, b_day))
    return "equal" if one_time else "compatible"


def _compare_days(a: Moment, a_day: str, b: Moment, b_day: str) -> FigureRelation:
    if a_day == b_day:
        return "equal"
    if a.earliest and a.latest and b.earliest and b.latest:
        return "compatible" if a.earliest <= b.latest and b.earliest <= a.latest else "different"
    return "compatible" if _may_be(a_day, b_day) and _may_be(b_day, a_day) else "different"


def _may_be(vague: str, exact: str) -> bool:
    """Tell whether a value with unknown parts may be the other: "XXXX-WXX-4" a date that was a Thursday."""
    limits = bounds(exact)
    if "X" not in vague or (limits is None and "X" not in exact):
        return True
    if limits is None or limits[0] != limits[1]:
        # Both open: they differ where both know a part and it is not the same.
        if ("W" in vague) != ("W" in exact):
            return True
        return all(x == y or "X" in (x, y) for x, y in zip(vague, exact, strict=False))
    day = limits[0]
    if match := re.fullmatch(r"XXXX-WXX-(\d)", vague):
        return day.isoweekday() == int(match[1])
    return all(x in ("X", y) for x, y in zip(vague, day.isoformat(), strict=False)) or "W" in vague


def _compare_hours(a: str, b: str) -> FigureRelation:
    if a == b:
        return "equal"
    if not a or not b:
        return "compatible"
    (a_first, a_last), (b_first, b_last) = _hours(a), _hours(b)
    return "compatible" if a_first <= b_last and b_first <= a_last else "different"


def _hours(value: str) -> tuple[float, float]:
    if value in _HOURS:
        return _HOURS[value]
    if match := re.fullmatch(r"(\d\d)(?::(\d\d))?", value):
        hour = int(match[1]) + int(match[2] or 0) / 60
        return hour, hour
    return 0, 24


def _compare_lengths(a: str, b: str) -> FigureRelation:
    one, other = _LENGTH.fullmatch(a), _LENGTH.fullmatch(b)
    if one is None or other is None:
        return "different"
    if "X" in (one[2], other[2]):
        # "For years" and "for three years", "for months" and "nineteen months".
        return "compatible" if one[1] + one[3] == other[1] + other[3] else "different"
    x, y = _days(one), _days(other)
    if abs(x - y) <= 0.02 * max(x, y):
        return "equal"
    return "compatible" if abs(x - y) <= 0.1 * max(x, y) else "different"


def _days(length: re.Match[str]) -> float:
    table = _SECONDS if length[1] else _DAYS
    days = float(length[2]) * table.get(length[3], 1.0)
    return days + float(length[4]) * table.get(length[5], 1.0) if length[4] else days
