"""Rules of the time grammar for what the calendar names: days, weekdays, months, feasts, years, decades."""

from __future__ import annotations

import re
from datetime import date, timedelta

from crosslight.parsing import calendar
from crosslight.parsing.calendar import WEEKDAYS, step
from crosslight.parsing.numerals import ordinal
from crosslight.parsing.timex import EDGE, MONTH, WEEKDAY, YEAR, Reading, Rule, Setting, compiled, month, year

_FEAST = (
    r"(?:Christmas(?: (?:Eve|Day))?|Boxing Day|New Year['’]s (?:Eve|Day)|Valentine['’]s Day|Halloween"
    r"|July Fourth|Fourth of July|Veterans Day|Juneteenth|Thanksgiving(?: Day)?"
    r"|Black Friday|Memorial Day|Labor Day|Good Friday|Easter(?: Sunday| Monday)?|Ash Wednesday|Palm Sunday)"
)
_WORD_DECADES = "twenties thirties forties fifties sixties seventies eighties nineties".split()


def _on(number: int, of: int, setting: Setting) -> Reading:
    """Read a day of a month without a year: in the year that brings it nearest to publication."""
    unknown = Reading("DATE", f"XXXX-{of:02}-{number:02}")
    if setting.today is None:
        return unknown
    today = setting.today
    days = [d for way in (-1, 0, 1) if (d := calendar.day(today.year + way, of, number))]
    # The past tense too may look a little ahead: to what "was set for" a day within two months.
    first, last = (today, date.max) if setting.tense == "future" else (date.min, today + timedelta(60))
    if setting.tense != "present":
        days = [d for d in days if first <= d <= last]
    nearest = min(days, key=lambda d: abs((d - today).days), default=None)
    return Reading("DATE", nearest.isoformat()) if nearest else unknown


def _dated(of_year: str | None, of_month: int, number: int, setting: Setting) -> Reading | None:
    if not (1 <= of_month <= 12 and 1 <= number <= 31):
        return None
    if of_year is None:
        return _on(number, of_month, setting)
    value = calendar.day(year(of_year), of_month, number)
    return Reading("DATE", value.isoformat()) if value else None


def _iso(m: re.Match[str], setting: Setting) -> Reading | None:
    reading = _dated(m["year"], int(m["month"]), int(m["day"]), setting)
    return Reading("TIME", f"{reading.value}T{m['clock']}") if reading and m["clock"] else reading


def _slashed(m: re.Match[str], setting: Setting) -> Reading | None:
    # US order, unless the first number can be no month.
    first, second = int(m["a"]), int(m["b"])
    return _dated(m["year"], *((second, first) if first > 12 else (first, second)), setting)


def _day(m: re.Match[str], setting: Setting) -> Reading | None:
    text = m["day"]
    value = int(re.sub(r"\D", "", text)) if text[0].isdigit() else ordinal(text)
    return _dated(m["year"], month(m["month"]), value or 0, setting)


def _month_of_year(m: re.Match[str], _: Setting) -> Reading:
    return Reading("DATE", f"{year(m['year']):04}-{month(m['month']):02}")


def _month(m: re.Match[str], setting: Setting) -> Reading:
    of, today, which = month(m["month"]), setting.today, (m["which"] or "").lower()
    if today is None:
        return Reading("DATE", f"XXXX-{of:02}")
    in_year, ahead = today.year, of - today.month
    if which in ("last", "past", "this past"):
        in_year -= ahead >= 0
    elif which in ("next", "coming", "this coming"):
        in_year += ahead <= 0
    elif which != "this":
        # The past tense looks back, the future ahead; else up to three months ahead are nearer than
        # nine back (chosen on the news of TempEval-3).
        if setting.tense == "future":
            # "Is expected ... in September", written in October, is about the month just gone.
            in_year += ahead < -1
        elif setting.tense == "past":
            in_year -= ahead > 0
        else:
            in_year += (ahead <= -9) - (ahead > 3)
    return Reading("DATE", f"{in_year:04}-{of:02}")


def _weekday(m: re.Match[str], setting: Setting) -> Reading:
    which = (m["which"] or "").lower()
    number = next(n for n, name in enumerate(WEEKDAYS) if name.startswith(m["weekday"].lower()[:3]))
    if which.startswith(("every", "each")) or m["plural"]:
        return Reading("SET", f"XXXX-WXX-{number + 1}")
    if setting.today is None:
        return Reading("DATE", f"XXXX-WXX-{number + 1}")
    start = setting.named if which in ("the previous", "the following") and setting.named else setting.today
    back, ahead = (start.weekday() - number) % 7, (number - start.weekday()) % 7
    if which in ("last", "this past", "the previous"):
        days = -(back or 7)
    elif which in ("next", "the following"):
        days = ahead or 7
    elif which == "this coming" or setting.tense == "future":
        days = ahead
    else:
        days = -back
    return Reading("DATE", step(start, "day", days))


def _feast(m: re.Match[str], setting: Setting) -> Reading | None:
    today, which = setting.today, (m["which"] or "").lower()
    if m["year"]:
        value = calendar.feast(m["feast"], year(m["year"]))
        return Reading("DATE", value.isoformat()) if value else None
    if today is None:
        first, second = calendar.feast(m["feast"], 2000), calendar.feast(m["feast"], 2001)
        fixed = first and second and first.replace(year=2001) == second
        return Reading("DATE", f"XXXX-{first.month:02}-{first.day:02}" if first and fixed else "XXXX-XX-XX")
    days = [d for way in (-1, 0, 1) if (d := calendar.feast(m["feast"], today.year + way))]
    if which in ("last", "this past"):
        days = [d for d in days if d < today]
    elif which in ("next", "this coming") or setting.tense == "future":
        days = [d for d in days if d >= today]
    nearest = min(days, key=lambda d: abs((d - today).days), default=None)
    return Reading("DATE", nearest.isoformat()) if nearest else None


def _years(m: re.Match[str], _: Setting) -> Reading | None:
    # "2011-12": TIMEX3 has no value for a range of years; the first stands for it.
    first, second = int(m["year"]), int(m["second"])
    second += first // 100 * 100 if second < 100 else 0
    return Reading("DATE", f"{first:04}") if first < second <= first + 60 else None


def _decade(m: re.Match[str], _: Setting) -> Reading:
    if m["word"]:
        return Reading("DATE", f"19{_WORD_DECADES.index(m['word'].lower()) + 2}")
    digits = m["decade"]
    return Reading("DATE", digits[:3] if len(digits) == 4 else ("20" if digits < "20" else "19") + digits[0])


def _century(m: re.Match[str], _: Setting) -> Reading | None:
    value = ordinal(m["nth"])
    return Reading("DATE", f"{value - 1:02}") if value else None


_I = re.IGNORECASE
_NEAR = r"[Ll]ast|[Nn]ext|[Tt]his past|[Tt]his coming"
DATES = (
    Rule("iso", compiled(
        r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?:T(?P<clock>\d\d:\d\d)\S{0,12})?"
    ), _iso),
    Rule("slashed", compiled(r"(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<year>(?:19|20)?\d\d)(?!/)"), _slashed),
    Rule("day", compiled(
        rf"(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -](?P<month>{MONTH})(?:,?[ -]"
        rf"(?P<year>{YEAR}))?"
    ), _day),
    Rule("day", compiled(
        rf"(?P<month>{MONTH}) (?:the )?(?P<day>\d{{1,2}}(?:st|nd|rd|th)?|[a-z-]{{3,15}}(?:st|nd|rd"
        r"|th))(?![,.:]?\d)"
        rf"(?:,? (?P<year>{YEAR}))?"
    ), _day),
    Rule("month", compiled(rf"{EDGE}(?P<month>{MONTH})(?:,| of)? (?P<year>{YEAR}|['’]\d\d)"), _month_of_year),
    Rule("month", compiled(rf"{EDGE}(?:(?P<which>{_NEAR}|[Tt]his) )?(?P<month>{MONTH})"), _month),
    Rule("weekday", compiled(
        r"(?:(?:[Ee]arly|[Ll]ate|[Ee]arlier|[Ll]ater)(?: on)? )?"
        rf"(?:(?P<which>[Ee]very(?: other)?|[Ee]ach|{_NEAR}|[Tt]his|[Tt]he previous|[Tt]he following) )?"
        rf"(?P<weekday>{WEEKDAY})(?P<plural>s?)"
    ), _weekday),
    Rule("feast", compiled(rf"(?:(?P<which>{_NEAR}) )?(?P<feast>{_FEAST})(?:,? (?P<year>{YEAR}))?"), _feast),
    Rule("years", compiled(rf"(?P<year>{YEAR})[-–/](?P<second>\d\d|(?:19|20)\d\d)(?![-–/]?\d)"), _years),
    Rule("year", compiled(
        rf"{EDGE}(?:(?:the )?(?:fiscal|calendar|financial)(?: year)? |the year )?(?P<year>{YEAR}"
        r"|['’]\d\d(?!['’]?s))", _I
    ), lambda m, _: Reading("DATE", f"{year(m['year']):04}")),
    Rule("decade", compiled(
        rf"(?:the )?{EDGE}(?:to[ -](?:late|mid)[ -])?['’]?(?:(?P<decade>(?:1[5-9]|20)?\d0)['’]?s"
        rf"|(?<=the )(?P<word>{'|'.join(_WORD_DECADES)}))", _I
    ), _decade),
    Rule("century", compiled(
        rf"(?:the )?{EDGE}(?P<nth>\d{{1,2}}(?:st|nd|rd|th)|[a-z-]{{3,15}}(?:st|nd|rd|th))[ -]century", _I
    ), _century),
)  # fmt: skip
