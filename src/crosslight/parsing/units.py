"""Units of figures in their normal form, and the words that loosen a figure."""

from __future__ import annotations

import re

_SIGNS = {
    "US$": "USD", "AU$": "AUD", "A$": "AUD", "CA$": "CAD", "C$": "CAD", "NZ$": "NZD", "HK$": "HKD",
    "S$": "SGD",
    "R$": "BRL", "$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "₩": "KRW", "₽": "RUB",
    "₺": "TRY",
    "₪": "ILS", "₴": "UAH", "₦": "NGN", "Rs.": "INR", "Rs": "INR",
}  # fmt: skip
_CODES = """USD EUR GBP JPY INR CNY CAD AUD NZD CHF SEK NOK DKK PLN HUF CZK RUB UAH TRY ILS AED SAR QAR
    KWD EGP ZAR NGN KES BRL MXN ARS CLP COP KRW TWD HKD SGD THB MYR IDR PHP VND PKR LKR BDT NPR""".split()
_SPELLED = {
    "USD": "dollar buck", "EUR": "euro", "GBP": "pound", "JPY": "yen", "INR": "rupee", "CNY": "yuan renminbi",
    "RUB": "ruble rouble", "CHF": "franc", "ILS": "shekel", "TRY": "lira", "MXN": "peso", "SAR": "riyal",
    "AED": "dirham", "ZAR": "rand", "NGN": "naira", "UAH": "hryvnia", "m": "metre meter",
    "km": "kilometre kilometer km",
    "cm": "centimetre centimeter cm", "mm": "millimetre millimeter mm", "mi": "mile", "ft": "foot feet ft",
    "in": "inch inches", "yd": "yard", "kg": "kilogram kilogramme kilo kg", "g": "gram gramme", "t": "tonne",
    "short ton": "ton", "lb": "lb", "oz": "ounce", "l": "litre liter", "gal": "gallon", "ha": "hectare",
    "acre": "acre", "MW": "megawatt MW", "GW": "gigawatt GW", "GB": "gigabyte GB", "TB": "terabyte TB",
    "km/h": "kmh kph km/h", "mph": "mph", "cent": "cent", "penny": "penny pence",
}  # fmt: skip
# What one unit is in a base unit, where the ratio is fixed: exchange rates change by the day.
_IN_BASE = {
    "km": ("m", 1_000.0), "cm": ("m", 0.01), "mm": ("m", 0.001), "mi": ("m", 1_609.344), "ft": ("m", 0.3048),
    "in": ("m", 0.0254), "yd": ("m", 0.9144), "g": ("kg", 0.001), "t": ("kg", 1_000.0),
    "short ton": ("kg", 907.18474),
    "lb": ("kg", 0.45359237), "oz": ("kg", 0.028349523), "gal": ("l", 3.785411784),
    "acre": ("ha", 0.40468564),
    "sq km": ("ha", 100.0), "sq mi": ("ha", 258.998811), "mph": ("km/h", 1.609344), "GW": ("MW", 1_000.0),
    "TB": ("GB", 1_000.0), "basis point": ("percentage point", 0.01),
}  # fmt: skip
# Hedges by what they leave open: around the number, above it, below it.
_AROUND = """about around some roughly approximately approx estimated an_estimated close_to near circa
    something_like in_the_region_of or_so or_more_or_less more_or_less"""
_ABOVE = """more_than over upwards_of at_least no_fewer_than no_less_than not_less_than a_minimum_of
    minimum_of above in_excess_of exceeding well_over just_over slightly_more_than well_above
    a_little_over"""
_BELOW = """nearly almost just_under up_to as_many_as as_much_as at_most no_more_than not_more_than
    less_than fewer_than under below a_maximum_of slightly_less_than well_under as_little_as
    as_few_as a_little_under"""
HEDGES = {
    words.replace("_", " "): way
    for way, phrases in (("around", _AROUND), ("above", _ABOVE), ("below", _BELOW))
    for words in phrases.split()
}


def _choice(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_UNIT_OF = {word: unit for unit, words in _SPELLED.items() for word in words.split()}
SIGN = rf"(?:(?:{_choice([*_SIGNS])})(?=[ ]?\d)|\b(?:{_choice(_CODES)})[ ]?(?=\d))"
UNIT = (
    r"(?:%|°[CF]?|degrees(?: (?:Celsius|Fahrenheit|centigrade|[CF]))?\b|(?:miles|kilomet(?:re|er)s) (?:per"
    r"|an) hour\b|per[ ]?cent\b|pct\b|(?:percentage|basis)[ -]points?\b|square[ -](?:kilomet(?:re|er)|mile"
    r"|met(?:re|er)|f(?:oo|ee)t)s?\b"
    rf"|(?:{_choice(_CODES)})\b|(?:{_choice([*_UNIT_OF])})s?\b|m\b|km2\b)"
)
HEDGE = rf"(?:{_choice([*HEDGES])})"


def currency(sign: str) -> str:
    """Return the ISO 4217 code of a currency sign or code; "$" is the US dollar."""
    return _SIGNS.get(sign.strip(), sign.strip())


def unit(words: str) -> str:
    """Return the normal form of a unit as a text writes it."""
    word = words.strip(" -")
    lower = re.sub(r"[ -]+", " ", word.lower())
    if lower in ("%", "percent", "per cent", "pct"):
        return "%"
    if "point" in lower:
        return lower.removesuffix("s")
    if "°" in lower or "degree" in lower:
        return (
            "°F"
            if lower.endswith(("f", "fahrenheit"))
            else "°C"
            if lower.endswith(("c", "celsius", "centigrade"))
            else "°"
        )
    if lower.endswith(" hour"):
        return "mph" if "mile" in lower else "km/h"
    if lower.startswith("square") or lower == "km2":
        return "sq " + (
            "km"
            if "k" in lower.replace("square", "")
            else "mi"
            if "mile" in lower
            else "m"
            if "met" in lower
            else "ft"
        )
    if word in _CODES or word in ("m", "MW", "GW", "GB", "TB"):
        return word
    return _UNIT_OF.get(word) or _UNIT_OF.get(lower) or _UNIT_OF.get(lower.removesuffix("s"), lower)


def in_base(value: float, of: str) -> tuple[float, str]:
    """Return a value in the base unit of its kind: kilometres and feet in metres, acres in hectares."""
    base, times = _IN_BASE.get(of, (of, 1.0))
    return value * times, base
