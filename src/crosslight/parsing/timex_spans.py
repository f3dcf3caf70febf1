"""Rules of the time grammar for what is told by units: "last week", "a year ago", "daily"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from crosslight.parsing.calendar import SEASONS, step
from crosslight.parsing.numerals import NUMBER, number, ordinal
from crosslight.parsing.timex import (
    AT_EDGE,
    EDGE,
    MONTH,
    PART,
    PARTS,
    SEASON,
    UNIT,
    YEAR,
    Reading,
    Rule,
    Setting,
    compiled,
    month,
)

_HEDGE = (
    r"(?:(?:about|around|approximately|roughly|nearly|almost|just|some|over|under|at least|at most|up to"
    r"|(?:no )?(?:more|less|fewer) than) )?"
)
_SOME = r"(?:several|a few|few|many|a couple of|a couple|countless|numerous)"
_UNITS = r"(?:second|minute|hour|day|week|weekend|fortnight|month|quarter|year|decade|centurie)s"
_LETTERS = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "week": "W", "month": "M", "quarter": "Q",
    "year": "Y",
}  # fmt: skip
_MULTIPLES = {"decade": (10, "Y"), "century": (100, "Y"), "fortnight": (2, "W"), "weekend": (2, "D")}
_SMALLER = {("PT", "H"): (60, "M"), ("PT", "M"): (60, "S"), ("P", "Y"): (12, "M")}
_BACK = ("last", "past", "this past", "previous")
_AHEAD = ("next", "coming", "this coming", "following")
_UNKNOWN = {
    "day": "XXXX-XX-XX", "week": "XXXX-WXX", "fortnight": "XXXX-WXX", "weekend": "XXXX-WXX-WE",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX", "decade": "XXX", "century": "XX",
}  # fmt: skip
_DAYS = {
    "today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2,
    "the day after tomorrow": 2,
}  # fmt: skip


def _singular(unit: str) -> str:
    unit = unit.lower()
    return "century" if unit.startswith("centur") else unit.removesuffix("s")


def _deictic(m: re.Match[str], setting: Setting) -> Reading:
    word = m["word"].lower()
    value = step(setting.today, "day", _DAYS[word]) if setting.today else "XXXX-XX-XX"
    return Reading("TIME", value, "TNI") if word == "tonight" else Reading("DATE", value)


def _relative(m: re.Match[str], setting: Setting) -> Reading | None:
    which, unit = (m["which"] or "").lower(), _singular(m["unit"])
    count = -1 if which in _BACK else 1 if which in _AHEAD else 0
    start = setting.today
    if which in ("previous", "following", "same", "that") or (which == "next" and unit == "day"):
        start = setting.named or start
    if unit in SEASONS:
        return _season(unit, which, start, setting)
    if unit in ("second", "minute", "hour") or (
        unit == "day" and which not in ("next", "previous", "following", "same", "that")
    ):
        return None
    if unit in ("decade", "century") and which in ("past", "last", "next", "coming"):
        return Reading("DURATION", "P10Y" if unit == "decade" else "P100Y")
    if start is None:
        return Reading("DATE", _UNKNOWN.get(unit, "XXXX"))
    if unit == "weekend" and which in ("", "this") and setting.tense != "future" and start.weekday() < 5:
        # Written on a working day in the past tense, the weekend is the one just gone.
        count = -1
    if unit == "quarter" and which in ("latest", "") and setting.tense != "future":
        # A company reports on the quarter that has ended.
        count = -1
    return Reading("DATE", step(start, unit, count))


def _season(name: str, which: str, start: date | None, setting: Setting) -> Reading:
    code = SEASONS[name]
    if start is None:
        return Reading("DATE", f"XXXX-{code}")
    begins, at = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code], start.year
    if which in _BACK:
        at -= code == "WI" or begins + 2 >= start.month
    elif which in _AHEAD:
        at += begins <= start.month
    elif which == "" and setting.tense == "past":
        at -= begins > start.month
    return Reading("DATE", f"{at:04}-{code}")


def _quarter(m: re.Match[str], setting: Setting) -> Reading | None:
    groups = m.groupdict()
    most = 4 if groups.get("short") or m["unit"].lower() == "quarter" else 2
    letter, nth, today = "Q" if most == 4 else "H", (groups.get("nth") or "").lower(), setting.today
    at = (
        {"final": most, "last": most, "closing": most, "opening": 1}.get(nth)
        or ordinal(nth)
        or int(groups.get("short") or 0)
    )
    if not 1 <= at <= most:
        return None
    whose = (groups.get("whose") or groups.get("before") or "").lower()
    if named := re.search(r"\d{4}", whose):
        return Reading("DATE", f"{named[0]}-{letter}{at}")
    if today is None:
        return Reading("DATE", f"XXXX-{letter}{at}")
    if whose:
        way = 1 if "next" in whose else 0 if "this" in whose or "the year" in whose else -1
        return Reading("DATE", f"{today.year + way:04}-{letter}{at}")
    if nth == "last":
        return Reading("DATE", step(today, "quarter", -1)) if most == 4 else None
    # The latest that has begun, or the next to come.
    now = (today.month - 1) // (12 // most) + 1
    at_year = today.year + (at < now if setting.tense == "future" else -(at > now))
    return Reading("DATE", f"{at_year:04}-{letter}{at}")


def _length(amount: str, unit: str, half: bool = False) -> str | None:
    """Return the TIMEX3 duration of an amount of units, None where the amount cannot be read."""
    times, letter = _MULTIPLES.get(unit, (1, _LETTERS.get(unit, "Y")))
    prefix, letter = "P" + letter[:-1], letter[-1]
    words = amount.lower().strip()
    if words.startswith("a couple"):
        return f"{prefix}{2 * times}{letter}"
    if not words or re.fullmatch(_SOME, words):
        return prefix + "X" + {"decade": "E", "century": "C"}.get(unit, letter)
    value = 1.0 if words in ("a", "an") else 0.5 if words in ("half a", "half an") else number(words)
    if value is None or value > 10**9:
        return None
    value = (value + 0.5 * half) * times
    if value == int(value):
        return f"{prefix}{int(value)}{letter}"
    # Half an hour and half a year are told in the next smaller unit.
    if (prefix, letter) in _SMALLER and value * 2 == int(value * 2):
        size, smaller = _SMALLER[prefix, letter]
        return prefix + (f"{int(value)}{letter}" if value > 1 else "") + f"{size // 2}{smaller}"
    return f"{prefix}{value:g}{letter}"


def _duration(m: re.Match[str], _: Setting) -> Reading | None:
    groups = m.groupdict()
    amount, unit, which = (
        groups.get("amount") or "",
        _singular(m["unit"]),
        (groups.get("which") or "").lower(),
    )
    if groups.get("old"):
        return None
    if not amount and (which == "coming" or (which, unit) == ("recent", "year")):
        return Reading("DATE", "FUTURE_REF" if which == "coming" else "PAST_REF")
    value = _length(amount, unit, bool(groups.get("half")))
    return Reading("DURATION", value) if value else None


def _ago(m: re.Match[str], setting: Setting) -> Reading | None:
    amount, unit, way = (m["amount"] or "").lower(), _singular(m["unit"]), m["way"].lower()
    ahead, deictic = way in ("later", "from now"), way in ("ago", "from now")
    if not amount and not m["unit"].lower().endswith("s"):
        amount = "a"  # "the year-ago quarter"
    value = 1.0 if amount in ("a", "an") else 2.0 if "couple" in amount else number(amount)
    if value is None or unit in ("second", "minute", "hour"):
        return Reading("DATE", "FUTURE_REF" if ahead else "PAST_REF")
    start = setting.today if deictic else setting.named or setting.today
    if start is None:
        return Reading("DATE", _UNKNOWN.get(unit, "XXXX"))
    if unit in ("decade", "century"):
        value, unit = value * (10 if unit == "decade" else 100), "year"
    if unit == "year" and value != int(value):
        value, unit = value * 12, "month"
    if value >= 10_000:
        return None
    at = step(start, unit, int(value if ahead else -value))
    # "Third-quarter sales rose from a year earlier": from the third quarter of it.
    return Reading("DATE", f"{at}-{setting.quarter}" if unit == "year" and setting.quarter else at)


def _set(m: re.Match[str], _: Setting) -> Reading | None:
    groups = m.groupdict()
    if word := groups.get("adverb"):
        value = {"hourly": "PT1H", "daily": "P1D", "weekly": "P1W", "monthly": "P1M"}
        return Reading("SET", value.get(word.lower(), "P1Y"))
    if groups.get("month"):
        return Reading("SET", f"XXXX-{month(m['month']):02}")
    unit = m["unit"].lower()
    if unit in PARTS:
        return Reading("SET", "XXXX-XX-XX" + PARTS[unit])
    if unit in SEASONS:
        return Reading("SET", f"XXXX-{SEASONS[unit]}")
    length = _length(groups.get("amount") or "a", _singular(unit))
    return Reading("SET", length) if length else None


def _clock(m: re.Match[str], _: Setting) -> Reading | None:
    groups = m.groupdict()
    if word := groups.get("word"):
        return Reading("TIME", "", "T24:00" if word.lower() == "midnight" else "T12:00")
    hour, minute = number(m["hour"]), int(groups.get("minute") or groups.get("plain") or 0)
    half = (groups.get("half") or "").lower()
    if hour is None or hour != int(hour) or minute > 59 or (half and not 1 <= hour <= 12) or hour > 23:
        return None
    if half:
        hour = hour % 12 + (0 if half.startswith(("a", "m")) and half != "afternoon" else 12)
    zone = "Z" if m[0].rstrip(")").endswith(("GMT", "UTC")) else ""
    return Reading("TIME", "", f"T{int(hour):02}:{minute:02}{zone}")


def _part(m: re.Match[str], setting: Setting) -> Reading:
    which, part = (
        (m["which"] or "").lower(),
        PARTS.get((m["part"] or ("night" if m["overnight"] else "morning")).lower(), "TNI"),
    )
    days = {"this": 0, "last": -1, "next": 1, "following": 1, "previous": -1, "overnight": 0}
    start = setting.named or setting.today if which in ("next", "following", "previous") else setting.today
    if (m["overnight"] or which in days) and start:
        return Reading("TIME", step(start, "day", days.get(which, 0)), part)
    return Reading("TIME", "", part)


def _always(value: str) -> Callable[[re.Match[str], Setting], Reading]:
    return lambda _m, _s: Reading("DATE", value)


_I = re.IGNORECASE
_WHICH = r"this past|this coming|this|last|past|next|coming|current|previous|following|same|that|latest"
_WHOSE = rf"{YEAR}|(?:last|this|next|the previous|the) year"
_ZONE = (
    r"(?:,? ?\(?(?:(?:local|Eastern|Central|Mountain|Pacific|London|Moscow|Beijing)(?: (?:Standard"
    r"|Daylight))?(?: time)?"
    r"|[ECMP][SD]?T|GMT|UTC|BST|CES?T|IST|JST)\b\)?(?: ?[+-]\d{1,2}(?::\d\d)?)?)"
)
SPANS = (
    Rule("deictic", compiled(
        r"(?:(?:early|late|earlier|later)(?: on)? )?"
        rf"(?P<word>{'|'.join(sorted(_DAYS, key=len, reverse=True))})", _I
    ), _deictic),
    Rule("relative", compiled(
        rf"{EDGE}(?:the )?(?P<which>{_WHICH}) (?:(?:full|entire|fiscal|financial|calendar|very) )?"
        rf"(?P<unit>{UNIT}|{SEASON})", _I
    ), _relative),
    Rule("relative", compiled(
        rf"{AT_EDGE}(?:the|this|its) (?P<which>)(?P<unit>day|week|month|year|decade|century)", _I
    ), _relative),
    Rule("relative", compiled(rf"the (?P<which>)(?P<unit>weekend|quarter|{SEASON})", _I), _relative),
    Rule("year's end", compiled(
        r"(?:the )?(?:year(?:['’]s)?[ -]end)", _I
    ), lambda _, s: Reading("DATE", f"{s.today.year:04}" if s.today else "XXXX")),
    Rule("quarter", compiled(
        rf"(?:the |its )?(?:(?:fiscal|latest)[ -])?(?:(?P<before>{_WHOSE})(?:['’]s)? )?(?:fiscal[ -])?"
        r"(?P<nth>first|second|third|fourth|final|last|opening|closing|[1-4](?:st|nd|rd|th))"
        rf"[ -](?:fiscal )?(?P<unit>quarter|half)(?: (?:of )?(?:the )?(?:fiscal )?(?P<whose>{_WHOSE}))?", _I
    ), _quarter),
    Rule("quarter", compiled(rf"Q(?P<short>[1-4])(?: (?:of )?(?P<whose>{_WHOSE}))?"), _quarter),
    Rule("ago", compiled(
        rf"{_HEDGE}(?:(?P<amount>{NUMBER}|an?|{_SOME}) )?(?P<unit>{UNIT}|{_UNITS})(?: or so| and a half)?[ -]"
        r"(?P<way>ago|earlier|before(?=[.,;)]|$)|later|from now)", _I
    ), _ago),
    Rule("duration", compiled(
        rf"{_HEDGE}(?:(?:the|its|their|his|her) )?(?:(?P<which>first|last|past|next|coming|previous|final"
        r"|recent|following|latest) )?"
        rf"(?P<amount>{NUMBER}|an?|half an?|{_SOME})[ -](?:(?:more|full|additional|consecutive|straight"
        r"|further|long|short|other|whole|extra|trading|fiscal)[ -])?"
        rf"(?P<unit>{UNIT}|{_UNITS})(?P<half> and a half)?(?:[ -](?P<old>olds?)|[ -]long)?", _I
    ), _duration),
    Rule("duration", compiled(
        rf"(?:the )?(?:(?P<which>past|recent|coming|last|first|next|previous|several) )?(?P<unit>{_UNITS})"
        r"(?:[ -](?P<old>olds?)|[ -]long)?", _I
    ), _duration),
    Rule("set", compiled(
        rf"(?:every|each|per)(?: other)? (?:(?P<amount>{NUMBER}) )?(?P<unit>{UNIT}s?|{SEASON}|{PART})", _I
    ), _set),
    Rule("set", compiled(rf"(?:every|each) (?P<month>{MONTH})", _I), _set),
    Rule("set", compiled(r"(?P<adverb>hourly|daily|weekly|monthly|yearly|annually|annual)"), _set),
    Rule("clock", compiled(
        rf"(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d))? ?(?P<half>[ap])\.? ?m\b\.?{_ZONE}?", _I
    ), _clock),
    Rule("clock", compiled(
        rf"(?P<hour>\d{{1,2}})(?:(?::(?P<minute>\d\d))(?: hours| hrs)?{_ZONE}|(?P<plain>\d\d) ?\(?(?:GMT"
        r"|UTC)\)?)"
    ), _clock),
    Rule("clock", re.compile(
        r"(?<=(?:.at|.by|rom|til|ill|und|out|ore|ter|nce|and|een) )(?P<hour>\d{1,2}):"
        r"(?P<minute>\d\d)(?![\w:])"
    ), _clock),
    Rule("clock", compiled(
        r"(?P<hour>\d{1,2}|[a-z]{3,6}) o['’]clock(?: in the (?P<half>morning|afternoon|evening))?", _I
    ), _clock),
    Rule("clock", compiled(
        r"(?P<hour>\d{1,2}|[a-z]{3,6}) in the (?P<half>morning|afternoon|evening)", _I
    ), _clock),
    Rule("clock", compiled(r"(?P<word>noon|midday|midnight)", _I), _clock),
    Rule("part", compiled(
        r"(?:(?:early|late|later|earlier|mid)(?: in)?[ -])?(?:the )?(?:(?P<which>this|last|that|next"
        r"|following|previous|same) )?(?:(?:early|late|mid)[ -])?"
        rf"(?:early hours|(?P<part>{PART})(?: hours)?|(?P<overnight>overnight))", _I
    ), _part),
    Rule("present", compiled(
        r"(?:right )?now|currently|current|presently|at present|at the moment|these days|nowadays"
        r"|the time being", _I
    ), _always("PRESENT_REF")),
    Rule("past", compiled(
        r"(?:more |most )?recently|recent|lately|in the past|the past", _I
    ), _always("PAST_REF")),
    Rule("future", compiled(
        r"the (?:near |foreseeable )?future|in (?:the )?future|the (?:near|short|long) term", _I
    ), _always("FUTURE_REF")),
)  # fmt: skip
