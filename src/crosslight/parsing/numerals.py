"""Numbers as English news writes them, in digits, words or both: a pattern for them and their value."""

from __future__ import annotations

import re

ONES = {
    word: number
    for number, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
        sixteen seventeen eighteen nineteen""".split()
    )
}
TENS = {
    word: 10 * number
    for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
SCALES = {
    "dozen": 12, "hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12,
}  # fmt: skip
# As they stand right after digits: "$46M", "1.2bn", "40k", and the Indian "5 lakh", "3 crore".
SHORT_SCALES = {
    "k": 1_000, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12, "trn": 10**12,
    "lakh": 10**5, "crore": 10**7,
}  # fmt: skip
_ORDINALS = """zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
    thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth""".split()
ORDINALS = {word: number for number, word in enumerate(_ORDINALS)} | {
    ten[:-1] + "ieth": number for ten, number in TENS.items()
}
FRACTIONS = {
    "half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fourth": 1 / 4, "fifth": 1 / 5, "sixth": 1 / 6,
    "eighth": 1 / 8, "tenth": 1 / 10,
}  # fmt: skip
# Nouns before a number that make it a name: "Flight 370", "No. 10", "Resolution 1701".
NUMBERED = frozenset(
    """resolution bill no no. nos number section route flight room page article chapter order case
    proposition channel interstate highway unit model boeing airbus paragraph item rule type apollo
    title lot gate class phase level group category area zone district ward line terminal platform bus
    tier step version season episode day grade""".split()
)
_SIGNS = {"¼": 0.25, "½": 0.5, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}

_SIMPLE = "|".join(sorted([*ONES, *TENS], key=len, reverse=True))
_SCALE = "|".join(SCALES)
# At most fifteen digits: what is longer is a code, and a float could not hold it.
DIGITS = r"(?:\d{1,3}(?:,\d{2,3}){1,5}|\d{1,15})(?:\.\d{1,9})?(?![\d])"
_AND = rf"(?:{'|'.join(f'(?<={scale})' for scale in SCALES)})[ ]and[ ]"
WORDS = (
    rf"(?:(?:{_SIMPLE})|an?[ ](?:{_SCALE})|half[ ]an?[ ](?:{_SCALE}))\b"
    rf"(?:(?:{_AND}|[ ]|-)(?:{_SIMPLE}|{_SCALE})\b){{0,7}}"
)
# "two and a half", "2 1/2", "2½", "one and a half million"
NUMBER = (
    rf"(?:(?:{DIGITS}|\b{WORDS})(?:[ ]and[ ]a[ ]half\b|[ -]1/2\b|[ ]?[¼½¾⅓⅔])?"
    rf"(?:[ -](?:{_SCALE})\b)?|[¼½¾⅓⅔])"
)
_TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?|[a-z]+|[¼½¾⅓⅔]|1/2")


def number(text: str) -> float | None:
    """Return the value of digits, number words or a mixture ("84 thousand"), None where they make none."""
    whole, part, last = 0.0, 0.0, 10.0**15
    words = _TOKEN.findall(
        text.lower().replace(" and a half", " ½").replace("-1/2", " ½").replace(" 1/2", " ½")
    )
    half = words[:2] in (["half", "a"], ["half", "an"])
    for word in words[2:] if half else words:
        if word in ("a", "an"):
            part += 1
        elif word[0].isdigit():
            part += float(word.replace(",", ""))
        elif word in _SIGNS:
            part += _SIGNS[word]
        elif word in ONES or word in TENS:
            value = float(ONES.get(word, 0) or TENS.get(word, 0))
            # "twenty three" is one number, "two three" and "fifteen twenty" are none.
            if part % 10 or (part % 100 and value >= 10):
                return None
            part += value
        elif word in ("hundred", "dozen"):
            part = (part or 1) * SCALES[word]
        elif word in SCALES:
            if SCALES[word] >= last:
                return None
            last = SCALES[word]
            whole += (part or 1) * last
            part = 0.0
        elif word != "and":
            return None
    return (whole + part) * (0.5 if half else 1) if words else None


def ordinal(text: str) -> int | None:
    """Return the value of "third", "twenty-first" or "46th", None where it is no ordinal."""
    word = text.lower()
    if match := re.fullmatch(r"(\d{1,4})(?:st|nd|rd|th)", word):
        return int(match[1])
    ten, _, one = word.replace(" ", "-").rpartition("-")
    if one not in ORDINALS or (ten and ten not in TENS):
        return None
    return TENS.get(ten, 0) + ORDINALS[one]
