"""Numbers, amounts, counts, shares and ages in a field, each with its unit and what it counts."""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Doc, Token

from crosslight.model import Figure
from crosslight.parsing.amounts import Amount, amounts
from crosslight.parsing.counted import bearer, counted
from crosslight.parsing.document import Field
from crosslight.parsing.moments import stretches
from crosslight.parsing.numerals import NUMBERED

_NAMES = frozenset("ORG GPE FAC PRODUCT EVENT LAW WORK_OF_ART LOC PERSON".split())
_FATES = frozenset("dead killed injured wounded hurt arrested missing detained".split())


def figures(field: Field) -> tuple[Figure, ...]:
    """Return the figures of a field in the order of the text.

    Numbers in names ("Resolution 1701", "G7") and in dates, times and durations are none.
    """
    doc = field.doc
    text = doc.text  # spaCy joins it anew each time it is asked for
    starts = [token.idx for token in doc]
    found = []
    for amount in amounts(text, stretches(doc)):
        token = doc[max(0, bisect_right(starts, amount.at) - 1)]
        last = doc[max(0, bisect_right(starts, amount.end - 1) - 1)]
        if _counts(amount, text[amount.start : amount.end], token, last):
            found.append(_figure(field, amount, token, last))
    return tuple(found)


def _figure(field: Field, amount: Amount, token: Token, last: Token) -> Figure:
    if amount.kind == "age":
        of = bearer(token, last)
    else:
        noun, verb = counted(last)
        of = f"{noun} {verb}".strip()
    span = field.span(amount.start, amount.end)
    return Figure(span, amount.value, amount.low, amount.high, amount.unit, of, amount.hedge)


def _counts(amount: Amount, words: str, token: Token, last: Token) -> bool:
    """Tell by the words around whether a number counts anything."""
    doc = token.doc
    before = doc[token.i - 1] if token.i else None
    after = doc[last.i + 1] if last.i + 1 < len(doc) else None
    match amount.kind:
        case "age":
            # A comma before a number makes an age only after a name.
            return "-" in words or before is None or before.text != "," or _named(doc, token.i - 2)
        case "ordinal":
            noun = token.head if token.dep_ in ("amod", "compound", "nummod") else after
            digits = token.text[0].isdigit()
            return (
                noun is not None
                and noun.pos_ in ("NOUN", "PROPN")
                and noun.i > token.i
                and (digits or noun.pos_ == "NOUN")
            )
        case "both":
            return token.dep_ in ("det", "predet", "nummod", "amod") and token.head.tag_ in ("NNS", "NNPS")
        case "amount":
            return bool(amount.unit or amount.hedge) or _is_count(
                words[amount.at - amount.start :], token, before, after
            )
        case _:
            return True


def _named(doc: Doc, i: int) -> bool:
    return i >= 0 and (
        doc[i].pos_ == "PROPN" or doc[i].ent_type_ == "PERSON" or doc[i].text in (")", "”", '"')
    )


def _is_count(text: str, token: Token, before: Token | None, after: Token | None) -> bool:
    """Tell a count from a number that is part of a name or stands for a thing."""
    if text.lower() in ("one", "a dozen", "a hundred") or text == "1":
        if text.lower() == "one":
            noun = token.head if token.dep_ == "nummod" else None
            return bool(
                (noun is not None and noun.i > token.i and noun.pos_ in ("NOUN", "PROPN"))
                or (after is not None and after.lower_ in _FATES)
            )
        return True
    if before is not None and (before.lower_ in NUMBERED or before.text in ("#", "№", "@")):
        return False
    counting = token.dep_ == "nummod" and token.head.i > token.i and token.head.pos_ in ("NOUN", "PROPN")
    if counting or not text.isdigit():
        return True
    if before is not None and (before.pos_ == "PROPN" or token.ent_type_ in _NAMES):
        return False
    # A bare four-digit number that counts nothing is a year, a code or a model.
    return len(text) < 4 or (after is not None and (after.pos_ in ("NOUN", "ADJ") or after.tag_ == "VBN"))
