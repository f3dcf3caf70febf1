"""Dates, times, durations and sets in a field, resolved against the publication date.

A value is never more exact than the text: "last week" stays a week, and where the publication date
is unknown "Thursday" stays some Thursday ("XXXX-WXX-4").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from spacy.tokens import Doc

from crosslight.model import Moment, Span
from crosslight.parsing.calendar import bounds
from crosslight.parsing.document import Field
from crosslight.parsing.tenses import rated, temporal, tense
from crosslight.parsing.timex import Reading, Rule, Setting
from crosslight.parsing.timex_dates import DATES
from crosslight.parsing.timex_spans import SPANS

_JOINT = re.compile(r"(?:\)?,? (?:on |at |of |in )?(?:the )?| \()?")


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    rule: str
    reading: Reading


def moments(field: Field, published: str | None) -> tuple[Moment, ...]:
    """Return the dates, times, durations and sets of a field in the order of the text.

    `published` is an ISO date or date-time, None where unknown. Values are TIMEX3.
    """
    text, today = field.doc.text, _today(published)
    found = _joined(text, list(_read(field.doc, today)))
    return tuple(_moment(field.span(f.start, f.end), text[f.start : f.end].lower(), f, today) for f in found)


def stretches(doc: Doc) -> list[tuple[int, int]]:
    """Return where a text speaks of time, in its order: numbers in there count nothing else."""
    return [(found.start, found.end) for found in _read(doc, None)]


def _today(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _moment(span: Span, words: str, found: _Found, today: date | None) -> Moment:
    value = found.reading.value
    limits = bounds(value) if found.reading.type in ("DATE", "TIME") else None
    if limits is None:
        return Moment(span, found.reading.type, value)
    first, last = limits
    if today and first < today < last and " this " in words:
        # "Earlier this month" ends, and "later this month" begins, with the day of publication.
        first, last = (
            (first if words.startswith("earlier") else today if words.startswith("later") else first),
            (today if words.startswith("earlier") else last),
        )
    if today and last < today and "last week" in words:
        # On a Sunday, and where weeks begin on Sundays, the week just ending is the last one too.
        last = today - timedelta(1)
    return Moment(span, found.reading.type, value, first.isoformat(), last.isoformat())


def _matches(text: str) -> list[tuple[re.Match[str], Rule]]:
    """Return the longest matches of the rules that do not overlap, in the order of the text."""
    every = [
        (m, number, rule) for number, rule in enumerate((*DATES, *SPANS)) for m in rule.pattern.finditer(text)
    ]
    every.sort(key=lambda each: (each[0].start(), -each[0].end(), each[1]))
    chosen: list[tuple[re.Match[str], Rule]] = []
    for m, _, rule in every:
        if chosen and m.start() < chosen[-1][0].end():
            if m.end() - m.start() <= chosen[-1][0].end() - chosen[-1][0].start():
                continue
            chosen.pop()
        chosen.append((m, rule))
    return chosen


def _read(doc: Doc, today: date | None) -> Iterator[_Found]:
    tokens = {token.idx: token for token in doc}
    named: date | None = None
    quarter = ""
    for m, rule in _matches(doc.text):
        token = next((tokens[i] for i in range(m.start(), m.end()) if i in tokens), None)
        if token is None or not temporal(m, rule.name, tokens):
            continue
        reading = rule.read(m, Setting(today, named, quarter, tense(token)))
        if reading is None:
            continue
        if (
            reading.type == "DURATION"
            and m[0].lower() in ("a day", "a week", "a month", "a year", "an hour")
            and rated(token)
        ):
            reading = replace(reading, type="SET")
        limits = bounds(reading.value) if reading.type in ("DATE", "TIME") else None
        if limits:
            named = limits[0]
            quarter = reading.value[5:] if reading.value[4:6] == "-Q" else quarter
        yield _Found(m.start(), m.end(), rule.name, reading)


def _joined(text: str, found: list[_Found]) -> list[_Found]:
    """Join neighbours that make one expression, and drop times of day that no day or determiner holds."""
    joined: list[_Found] = []
    for each in found:
        if joined and (both := _pair(text, joined[-1], each)):
            joined[-1] = both
        else:
            joined.append(each)
    return [_settled(joined, i) for i, each in enumerate(joined) if _stands(text, each)]


def _pair(text: str, first: _Found, second: _Found) -> _Found | None:
    if second.start - first.end > 12 or not _JOINT.fullmatch(text, first.end, second.start):
        return None
    a, b = first.reading, second.reading
    rules = (first.rule, second.rule)
    end = second.end + (text[first.end : second.start] == " (" and text[second.end : second.end + 1] == ")")
    if rules == ("weekday", "day") or rules == ("day", "weekday") or rules == ("weekday", "iso"):
        if "weekday" in rules and "SET" in (a.type, b.type):
            return None
        return _Found(first.start, end, "day", b if rules[0] == "weekday" else a)
    if (
        b.part
        and not b.value
        and not a.part
        and re.fullmatch(r"[\dX]{4}-(?:[\dX]{2}-[\dX]{2}|WXX-\d)", a.value)
    ):
        return _Found(
            first.start, end, "time", Reading("SET" if a.type == "SET" else "TIME", a.value, b.part)
        )
    if (
        a.part
        and not a.value
        and not b.part
        and re.fullmatch(r"[\dX]{4}-(?:[\dX]{2}-[\dX]{2}|WXX-\d)", b.value)
    ):
        return _Found(
            first.start, end, "time", Reading("SET" if b.type == "SET" else "TIME", b.value, a.part)
        )
    if a.part and b.part and not b.value and first.rule != "clock" and second.rule == "clock":
        return _Found(first.start, end, "time", replace(a, part=b.part))
    if a.part and b.part and not a.value and first.rule == "clock":
        return _Found(first.start, end, "time", replace(b, part=a.part))
    # "5 p.m. on Friday" and the date of that Friday
    if second.rule == "day" and a.part and a.value == b.value:
        return _Found(first.start, end, "time", a)
    # "July last year", "summer of this year"
    if (
        second.rule == "relative"
        and re.fullmatch(r"\d{4}", b.value)
        and re.fullmatch(r"\d{4}-(?:\d\d|[A-Z]\w)", a.value)
    ):
        return _Found(first.start, end, first.rule, replace(a, value=b.value + a.value[4:]))
    if second.rule == "year" and first.rule == "relative" and re.fullmatch(r"\d{4}-[SFW][PUAI]", a.value):
        return _Found(first.start, end, first.rule, replace(a, value=b.value + a.value[4:]))
    return None


def _stands(text: str, found: _Found) -> bool:
    """Tell whether a time of day is told of some day: "morning" alone is no moment, "in the morning" is."""
    if found.rule != "part" or found.reading.value:
        return True
    words = text[found.start : found.end].lower()
    return words.startswith(("the ", "that ", "overnight", "early", "late", "mid")) or text[: found.start][
        -4:
    ] in (" at ", " by ")


def _settled(found: list[_Found], i: int) -> _Found:
    """Give a time of day the day that was named nearest before or after it in the same breath."""
    each = found[i]
    reading = each.reading
    if not reading.part:
        return each
    day = reading.value
    if not day:
        near = [f for f in found[max(0, i - 2) : i + 2] if f is not each and abs(f.start - each.start) < 200]
        days = [f.reading.value[:10] for f in near if re.match(r"\d{4}-\d\d-\d\d", f.reading.value)]
        day = days[0] if days else "XXXX-XX-XX"
    return replace(each, reading=Reading(reading.type, day + reading.part))
