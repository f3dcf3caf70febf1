"""Dates, times, durations and sets in a field, resolved against the publication date.

A value is never more exact than the text: "last week" stays a week, and where the publication date
is unknown "Thursday" stays some Thursday ("XXXX-WXX-4").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from spacy.tokens import Doc, Token

from crosslight.model import Moment
from crosslight.parsing.calendar import bounds
from crosslight.parsing.document import Field
from crosslight.parsing.timex import Reading, Rule, Setting, Tense
from crosslight.parsing.timex_dates import DATES
from crosslight.parsing.timex_spans import SPANS

# Nouns before a number that make it a name or a mark, not a year.
_NUMBERED = frozenset(
    """resolution bill no no. number section route flight room page article chapter order case proposition channel
    interstate highway unit model boeing airbus paragraph item rule type apollo title lot gate class""".split()
)
_YEARLY = frozenset(
    "in since by from until till of for before after to through during circa the a an this that".split()
)
_CLIMB = 8  # steps up the tree to the governing verb; news sentences seldom nest deeper
_SCHEDULED = frozenset(
    "schedule plan expect set due slate intend want hope aim agree vow promise prepare".split()
)
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
    found = _joined(field.doc.text, list(_read(field.doc, _today(published))))
    return tuple(_moment(field, each, _today(published)) for each in found)


def stretches(doc: Doc) -> list[tuple[int, int]]:
    """Return where a text speaks of time, in its order: numbers in there count nothing else."""
    return [(found.start, found.end) for found in _read(doc, None)]


def _today(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _moment(field: Field, found: _Found, today: date | None) -> Moment:
    value = found.reading.value
    limits = bounds(value) if found.reading.type in ("DATE", "TIME") else None
    span = field.span(found.start, found.end)
    if limits is None:
        return Moment(span, found.reading.type, value)
    first, last = limits
    words = field.doc.text[found.start : found.end].lower()
    if today and first < today < last and " this " in words:
        # "Earlier this month" ends, and "later this month" begins, with the day of publication.
        first, last = (
            (first, today)
            if words.startswith("earlier")
            else (today, last)
            if words.startswith("later")
            else limits
        )
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
        if token is None or not _temporal(m, rule, tokens):
            continue
        reading = rule.read(m, Setting(today, named, quarter, _tense(token)))
        if reading is None:
            continue
        if (
            reading.type == "DURATION"
            and m[0].lower() in ("a day", "a week", "a month", "a year", "an hour")
            and _rated(token)
        ):
            reading = replace(reading, type="SET")
        limits = bounds(reading.value) if reading.type in ("DATE", "TIME") else None
        if limits:
            named = limits[0]
            quarter = reading.value[5:] if reading.value[4:6] == "-Q" else quarter
        yield _Found(m.start(), m.end(), rule.name, reading)


def _rated(token: Token) -> bool:
    """Tell whether a rate stands before a token: "$3 a year", "twice a day", "40,000 barrels a day"."""
    before = [t for t in token.doc[max(0, token.i - 3) : token.i] if not t.is_space]
    return bool(before) and (
        before[-1].lower_
        in ("once", "twice", "times", "%", "percent", "cent", "million", "billion", "trillion")
        or before[-1].like_num
        or (len(before) > 1 and before[-1].tag_ == "NNS" and before[-2].like_num)
    )


def _temporal(m: re.Match[str], rule: Rule, tokens: dict[int, Token]) -> bool:
    """Tell by the words around whether a match speaks of time at all."""
    groups, text = m.groupdict(), m.string
    if rule.name == "year":
        return _is_year(m, tokens)
    if rule.name == "month" and not groups.get("year"):
        token = tokens.get(m.start("month"))
        following = token.doc[token.i + 1] if token and token.i + 1 < len(token.doc) else None
        return bool(
            token
            and token.tag_ not in ("MD", "VB", "VBP")
            and token.ent_type_ not in ("PERSON", "ORG", "GPE", "FAC", "PRODUCT")
            # "Mar Elias", "Jun Ji-hyun": a short form wants its stop.
            and (len(m["month"]) > 3 or m["month"] == "May" or m["month"].endswith("."))
            and not (following and following.tag_ == "NNP" and following.ent_type_ == "PERSON")
        )
    for name in ("unit", "part"):
        token = tokens.get(m.start(name)) if groups.get(name) else None
        if (
            token
            and token.pos_ in ("VERB", "ADJ", "ADV")
            and token.lower_ in ("second", "fall", "spring", "dawn")
        ):
            return False
        if (
            token
            and token.lower_ in ("fall", "dawn", "spring", "second", "quarter", "sunset")
            and text[m.end() : m.end() + 4] == " of "
        ):
            return m["unit"].lower() == "quarter" if "unit" in groups else False
    if rule.name == "duration" and m["unit"].lower().startswith("quarter"):
        # A fraction: "a quarter of the vote", "three-quarters".
        return "-" not in m[0] and text[m.end() : m.end() + 3] != " of"
    if rule.name == "quarter" and groups.get("unit", "").lower() == "half":
        return bool(groups.get("whose") or groups.get("before"))
    return True


def _is_year(m: re.Match[str], tokens: dict[int, Token]) -> bool:
    if m.start() < m.start("year"):
        return True
    apostrophe = m["year"][0] in "'’"
    token = tokens.get(m.start("year")) or tokens.get(m.start("year") + apostrophe)
    if token is not None and apostrophe and token.text in "'’":
        token = tokens.get(m.start("year") + 1)
    if token is None or not token.text.strip("’'").isdigit():
        # Part of a longer word ("F-2016A") or of a number; "2014-era" is one token too, and a year.
        return bool(token and re.match(r"\d{4}-[a-z]", token.text))
    if apostrophe:
        # "'26" and "’90": only after a word that dates, or a capital ("World Cup '26", "class of '68").
        word = m.string[max(0, m.start() - 30) : m.start()].split()[-1:]
        return bool(word) and (word[0].lower() in _YEARLY or word[0][0].isupper())
    doc = token.doc
    before = doc[token.i - 1] if token.i else None
    after = doc[token.i + 1] if token.i + 1 < len(doc) else None
    if before and (before.lower_ in _NUMBERED or before.text in ("#", "-", "$", "£", "€") or before.like_num):
        return False
    if after and (
        after.text in ("%", "-", "°") or after.like_num or after.lower_ in ("percent", "feet", "miles")
    ):
        return bool(after.text == "-")
    if token.ent_type_ == "DATE":
        return True
    if after and after.tag_ == "NNS" and token.ent_type_ in ("CARDINAL", "QUANTITY", "MONEY"):
        return False
    number = int(m["year"])
    if not 1900 <= number <= 2060:
        return bool(before and before.lower_ in ("in", "since", "from", "until", "by", "of"))
    return (
        before is None
        or before.lower_ in _YEARLY
        or before.is_punct
        or before.pos_ in ("PROPN", "NOUN", "ADJ")
    )


def _tense(token: Token) -> Tense:
    """Return the tense of the verb that governs a token, as far as it tells which way a date lies."""
    before = token.doc[max(0, token.i - 3) : token.i].text.lower().split()
    if before and (before[-1] in ("until", "till") or before[-3:] in (["as", "early", "as"], ["as", "soon", "as"])):
        return "future"
    verb = token
    for _ in range(_CLIMB):
        if verb.pos_ in ("VERB", "AUX") or verb.head is verb:
            break
        verb = verb.head
    if verb.pos_ not in ("VERB", "AUX"):
        return "past"
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if helpers & {"will", "'ll", "’ll", "shall", "wo"}:
        return "future"
    if "to" in helpers:
        # "Is set to meet on Thursday", "plans to"; a headline's bare infinitive ("Trump to visit") too.
        head = verb.head
        if head is verb or head.lemma_ in _SCHEDULED or (head.lemma_ == "go" and head.tag_ == "VBG"):
            return "future"
        return _finite(head)
    if (
        verb.lemma_ in _SCHEDULED
        and verb.tag_ in ("VBN", "VBD")
        and verb.lemma_ in ("schedule", "set", "due", "slate", "expect")
    ):
        return "future"
    return (
        _finite(verb) if not helpers & {"has", "have", "had", "was", "were", "did", "been", "'ve"} else "past"
    )


def _finite(verb: Token) -> Tense:
    return "present" if verb.tag_ in ("VBZ", "VBP", "VB", "MD") else "past"


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
