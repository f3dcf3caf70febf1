"""What the rules of the time grammar share: their records, and the fragments of their patterns.

A `Rule` finds expressions by a pattern and reads one against a `Setting`: the publication date, the
day that the text named last, and the tense around it. What is found and how it is valued follows
TIMEX3 (TimeML 1.2.1) as TempEval-3 applied it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from crosslight.model import MomentType
from crosslight.parsing.calendar import MONTHS

Tense = Literal["past", "present", "future"]


@dataclass(frozen=True, slots=True)
class Setting:
    """What a relative expression is read against; `today` is the publication date where known.

    `named` is the first day of what the text named last, `quarter` the quarter ("Q3") where that was one,
    `tense` that of the governing verb.
    """

    today: date | None
    named: date | None = None
    quarter: str = ""
    tense: Tense = "past"


@dataclass(frozen=True, slots=True)
class Reading:
    """What one expression means; `part` is a time of day ("TMO", "T17:00") that wants its day.

    `value` is the day where the expression itself names it.
    """

    type: MomentType
    value: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and how to read what it matches (None: no time expression after all)."""

    name: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Setting], Reading | None]


MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
WEEKDAY = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|(?:Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun)\.?(?=,? (?:[A-Z][a-z]{2,8}\.? )?\d))"
)
YEAR = r"(?:1[5-9]\d\d|20\d\d)(?![,.]?\d)"
UNIT = r"(?:second|minute|hour|day|week|weekend|fortnight|month|quarter|year|decade|century)"
SEASON = r"(?:spring|summer|autumn|fall|winter)"
PART = r"(?:morning|afternoon|evening|night(?:time|fall)?|dawn|daybreak|dusk|sunset|sunrise|lunchtime)"
# Words before a period that say which end of it is meant: TIMEX3 keeps the period as the value.
AT_EDGE = (
    r"(?:(?:the |its )?(?:very )?(?:start|beginning|middle|end|rest|close|early part|latter part) of "
    r"|(?:very )?(?:early|late|mid|sometime|earlier|later)(?: in)?[ -])"
)
EDGE = AT_EDGE + "?"
PARTS = {
    "morning": "TMO", "dawn": "TMO", "daybreak": "TMO", "sunrise": "TMO", "lunchtime": "TMI",
    "afternoon": "TAF",
    "evening": "TEV", "dusk": "TEV", "sunset": "TEV", "night": "TNI", "nighttime": "TNI", "nightfall": "TNI",
}  # fmt: skip


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Compile a pattern that starts and ends at a word's edge and follows no currency sign."""
    return re.compile(rf"(?<![\w$£€¥])(?:{pattern})(?!\w)", flags)


def year(text: str) -> int:
    """Return the year that four or two digits name."""
    digits = int(re.sub(r"\D", "", text))
    # "'26" and "11/9/89": up to 40 the century is this one.
    return digits if digits > 99 else digits + (2000 if digits <= 40 else 1900)


def month(text: str) -> int:
    """Return the number of a month, named in full or in short."""
    return next(n for n, name in enumerate(MONTHS, 1) if name.startswith(text.lower()[:3]))
