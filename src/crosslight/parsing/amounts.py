"""Patterns of figures in text, and their values: amounts with units, vague counts, ages, ordinals, shares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crosslight.parsing.numerals import FRACTIONS, NUMBER, SCALES, SHORT_SCALES, TENS, number, ordinal
from crosslight.parsing.units import HEDGE, HEDGES, SIGN, UNIT, currency, unit

_I = re.IGNORECASE
_SHORT = r"(?:(?:bn|tn|trn|mln|mn|m|k|b)\b|[ ](?:bn|mn|mln|lakh|crore)\b)"
_AMOUNT = re.compile(
    rf"(?:\b(?P<hedge>{HEDGE})[ ])?(?<![\w.,:/])(?<![A-Za-z\d]-)(?:(?P<sign>{SIGN})[ ]?)?"
    rf"(?P<a>{NUMBER})(?!/\d|-\d+-\d)(?P<scale_a>{_SHORT})?"
    rf"(?:(?P<to>[-–—]|[ ](?:to|and|or|[-–—])[ ])(?P<sign_b>{SIGN})?(?P<b>{NUMBER})(?P<scale_b>{_SHORT})?)?"
    rf"(?:[ -]?(?P<unit>{UNIT}))?",
    _I,
)
_VAGUE = re.compile(
    r"\b(?:(?P<tens>tens|dozens|hundreds|thousands)[ ]of[ ])?(?P<scale>dozens|scores|hundreds|thousands"
    r"|millions|billions|trillions)\b"
    r"(?:[ ]of[ ](?P<unit>dollars|euros|pounds|rupees|kilomet(?:re|er)s|met(?:re|er)s|miles|tonnes|tons|acres"
    r"|hectares)\b)?",
    _I,
)
_AGE = re.compile(
    r"\b(?P<old>\d{1,3}|[a-z]{3,9}(?:-[a-z]{3,5})?)[- ]years?[- ]olds?\b"
    r"|\b(?:aged?|at the age of)[ ](?P<aged>\d{1,3})\b"
    r"|(?<=[a-z)”\"],[ ])(?P<comma>\d{1,3})(?=,(?:[ ”\"]|$)|\.?(?:\s|$)(?!\d|[a-z])|[ ](?:and|from|of)\b)"
    r"|\b(?:he|she|who)[ ](?:was|is|turned)[ ](?P<was>\d{1,2})(?=[,.;][ ]|[ ](?:when|while|at|years)\b)"
    r"|\bin[ ](?:his|her|their)[ ](?:early[ ]|mid-?[ ]?|late[ ])?(?P<decade>(?:twen|thir|for|fif|six|seven"
    r"|eigh|nine)ties|[2-9]0s)\b"
    r"|\b(?P<teen>teen(?:ager)?)\b",
    _I,
)
_NTH = (
    r"second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth|fortieth|fiftieth"
)
_ORDINAL = re.compile(
    r"\b(?P<nth>\d{1,4}(?:st|nd|rd|th)|(?:(?:twen|thir|for|fif|six|seven|eigh|nine)ty-)?(?:first"
    rf"|{_NTH}))\b",
    _I,
)
_SHARE = re.compile(
    rf"(?:\b(?P<hedge>{HEDGE})[ ])?\b(?:(?P<part>{NUMBER})[ ](?:out[ ]of|in[ ]every|in)[ ]"
    rf"(?P<whole>{NUMBER})(?![\w,.]*\d)"
    r"|(?:(?P<times>one|two|three|four|five|seven|nine|a)[- ])?(?P<fraction>half|third|quarter|fourth|fifth"
    r"|sixth|eighth|tenth)s?"
    r"(?=[ ]of\b|[ ](?:the|its|their|his|her|all)\b))",
    _I,
)
_NOTHING = re.compile(
    r"\bno(?:[ ][a-z]+)?[ ](?P<of>injur(?:y|ies)|casualt(?:y|ies)|deaths?|fatalit(?:y|ies)|victims?"
    r"|survivors?|arrests?)\b",
    _I,
)
_BOTH = re.compile(r"\bboth\b", _I)


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure as its text alone tells it; `at` is where its number stands, `kind` which pattern found it."""

    kind: str
    start: int
    end: int
    at: int
    value: float | None
    low: float | None
    high: float | None
    unit: str
    hedge: str = ""


def amounts(text: str, taken: Iterable[tuple[int, int]] = ()) -> tuple[Amount, ...]:
    """Return what looks like a figure, in the order of the text and without overlaps.

    No number is read in the stretches that are `taken` (by dates and times), but ages are.
    """
    ages = [*_ages(text)]
    text = _masked(text, taken)
    found = [*ages, *_shares(text), *_amounts(text), *_vague(text), *_ordinals(text), *_none_and_both(text)]
    # Where two begin together, the longer; ages before shares before bare numbers.
    ranked = sorted(enumerate(found), key=lambda each: (each[1].at, -each[1].end, each[0]))
    kept: list[Amount] = []
    for _, each in ranked:
        if not kept or each.at >= kept[-1].end:
            kept.append(each)
    return tuple(kept)


def _masked(text: str, taken: Iterable[tuple[int, int]]) -> str:
    parts, at = [], 0
    for start, end in taken:
        parts += [text[at:start], "\0" * (end - start)]
        at = end
    return "".join([*parts, text[at:]])


def _ages(text: str) -> Iterator[Amount]:
    for m in _AGE.finditer(text):
        name = m.lastgroup or ""
        words = m[name].lower()
        if name == "teen":
            low, high = 13.0, 19.0
        elif name == "decade":
            ten = (
                int(words[:2])
                if words[0].isdigit()
                else next((n for w, n in TENS.items() if words[:3] == w[:3]), 0)
            )
            low, high = float(ten), ten + 9.0
        else:
            value = number(words)
            # Nobody is older; "three hundred, 450, ..." are no ages.
            if value is None or not 0 < value <= 120:
                continue
            low = high = value
        yield Amount(
            "age",
            m.start(name),
            m.end() if name == "old" else m.end(name),
            m.start(name),
            low if low == high else None,
            low,
            high,
            "years",
        )


def _scaled(m: re.Match[str], which: str, sign: str) -> tuple[float, bool] | None:
    """Return the value of one number with its scale letters, and whether a bare "m" was metres."""
    value = number(m[which])
    if value is None:
        return None
    letters = (m["scale_" + which] or "").strip()
    if letters == "m" and not sign and m["scale_" + which] == letters:
        return value, True
    return value * SHORT_SCALES.get(letters.lower(), 1), False


def _amounts(text: str) -> Iterator[Amount]:
    for m in _AMOUNT.finditer(text):
        sign = m["sign"] or m["sign_b"] or ""
        first = _scaled(m, "a", sign)
        if first is None:
            continue
        second = _scaled(m, "b", sign) if m["b"] else None
        hedge = (m["hedge"] or "").lower()
        value, metres = first
        of = _unit_of(m, sign, value, metres or bool(second and second[1]), text)
        start, at, end = m.start(), m.start("sign" if m["sign"] else "a"), m.end()
        if not m["b"] or second is None:
            if m["b"]:
                end = m.end("scale_a") if m["scale_a"] else m.end("a")
            yield Amount("amount", start, end, at, value, *limits(value, hedge), of, hedge)
            continue
        low, high = _shared_scale(m, value, second[0])
        before = text[max(0, m.start() - 8) : m.start()].lower()
        joint = m["to"].strip()
        if (
            low < high
            and not before.endswith(("from ", "by "))
            and (joint != "and" or before.endswith("between "))
        ):
            yield Amount("amount", start, end, at, None, low, high, of, hedge)
        else:
            # "From 3.2% to 2.9%", "52-48": two figures.
            yield Amount("amount", start, m.start("to"), at, value, *limits(value, hedge), of, hedge)
            at = m.start("sign_b") if m["sign_b"] else m.start("b")
            yield Amount("amount", at, end, at, second[0], second[0], second[0], of)


def _unit_of(m: re.Match[str], sign: str, value: float, metres: bool, text: str) -> str:
    if sign:
        return currency(sign)
    if metres:
        return "m"
    name = unit(m["unit"]) if m["unit"] else ""
    # Pounds of money come by the million or "worth" something; others are weighed.
    if (
        name == "GBP"
        and "pound" in m["unit"].lower()
        and value < 1_000
        and "worth" not in text[m.end() : m.end() + 12]
    ):
        return "lb"
    return name


def _shared_scale(m: re.Match[str], low: float, high: float) -> tuple[float, float]:
    """Give the first number of "10 to 15 million" the scale of the second."""
    letters = (m["scale_b"] or "").strip().lower()
    word = m["b"].lower().split()[-1].split("-")[-1]
    scale = SHORT_SCALES.get(letters, SCALES.get(word, 1))
    own = m["scale_a"] or any(name in m["a"].lower() for name in SCALES)
    return (low * scale, high) if scale > 1 and not own and low < scale else (low, high)


def limits(value: float, hedge: str, slack: float = 0) -> tuple[float | None, float | None]:
    """Return the lowest and the highest value that a hedged number still fits."""
    way = HEDGES.get(hedge)
    # A rounded number is a tenth off at most, and no more than one in its last digit but zeros.
    slack = slack or min(abs(value) / 10, granularity(value)) or 1.0
    low, high = round(value - slack, 9), round(value + slack, 9)
    if way == "around":
        return low, high
    if way == "above":
        return value, None
    if way == "below":
        return (low if hedge in ("nearly", "almost", "just under", "slightly less than") else None), value
    return value, value


def granularity(value: float) -> float:
    """Return the size of the last digit of a number that is not a zero: 1,000 for 157,000, 0.1 for 3.5."""
    digits = f"{abs(value):.6f}".rstrip("0").rstrip(".")
    if "." in digits:
        return float(10.0 ** -len(digits.partition(".")[2]))
    return float(10 ** (len(digits) - len(digits.rstrip("0")))) if digits != "0" else 1.0


def _vague(text: str) -> Iterator[Amount]:
    for m in _VAGUE.finditer(text):
        low, high = _open(m["scale"].lower())
        if m["tens"]:
            first, last = (20.0, 99.0) if m["tens"].lower() == "tens" else _open(m["tens"].lower())
            size = SCALES.get(m["scale"].lower()[:-1], 1)
            low, high = first * size, last * size
        of = unit(m["unit"]) if m["unit"] else ""
        yield Amount("vague", m.start(), m.end(), m.start("scale"), None, low, high, of)


def _open(plural: str) -> tuple[float, float]:
    """Return the lowest and the highest number that is still told as "hundreds" or "thousands"."""
    size = SCALES.get(plural[:-1], 20)
    return {"dozens": (24.0, 99.0), "scores": (40.0, 199.0), "hundreds": (200.0, 1_999.0)}.get(
        plural, (2.0 * size, 1_000.0 * size - 1)
    )


def _ordinals(text: str) -> Iterator[Amount]:
    for m in _ORDINAL.finditer(text):
        value = ordinal(m["nth"])
        if value and value > 1:
            yield Amount(
                "ordinal", m.start(), m.end(), m.start(), float(value), float(value), float(value), "ordinal"
            )


def _shares(text: str) -> Iterator[Amount]:
    for m in _SHARE.finditer(text):
        hedge = (m["hedge"] or "").lower()
        at = m.start("hedge") + len(m["hedge"]) + 1 if m["hedge"] else m.start()
        if m["fraction"]:
            times = {"a": 1.0}.get((m["times"] or "a").lower()) or number(m["times"]) or 1.0
            share = 100 * times * FRACTIONS[m["fraction"].lower()]
        else:
            part, whole = number(m["part"]), number(m["whole"])
            if (
                part is None
                or not whole
                or not 0 < part < whole <= 1_000
                or ("out" not in m[0] and whole > 20)
            ):
                continue
            share = 100 * part / whole
        share = round(share, 4)
        if 0 < share <= 100:
            yield Amount("share", m.start(), m.end(), at, share, *limits(share, hedge, 5), "%", hedge)


def _none_and_both(text: str) -> Iterator[Amount]:
    for m in _NOTHING.finditer(text):
        yield Amount("none", m.start(), m.start() + 2, m.start(), 0.0, 0.0, 0.0, "")
    for m in _BOTH.finditer(text):
        yield Amount("both", m.start(), m.end(), m.start(), 2.0, 2.0, 2.0, "")
