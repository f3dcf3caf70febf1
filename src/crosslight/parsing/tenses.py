"""Whether an expression speaks of time at all, and which way it lies: what the words around it tell."""

from __future__ import annotations

import re
from collections.abc import Mapping

from spacy.tokens import Token

from crosslight.parsing.numerals import NUMBERED
from crosslight.parsing.timex import Tense

_YEARLY = frozenset(
    "in since by from until till of for before after to through during circa the a an this that".split()
)
_CLIMB = 8  # steps up the tree to the governing verb; news sentences seldom nest deeper
_SCHEDULED = frozenset(
    "schedule plan expect set due slate intend want hope aim agree vow promise prepare".split()
)
_SET = frozenset("schedule set due slate expect".split())
_WILL = frozenset("will 'll ’ll shall wo".split())
_PAST = frozenset("was were had did".split())
_PERFECT = frozenset("has have been 've ’ve".split())
# "Until Friday", "effective from Friday": the day lies ahead whatever the tense.
_AHEAD = frozenset("until till effective starting beginning".split())


def temporal(m: re.Match[str], rule: str, tokens: Mapping[int, Token]) -> bool:
    """Tell by the words around whether a match speaks of time at all."""
    groups, text = m.groupdict(), m.string
    if rule == "year":
        return _is_year(m, tokens)
    if rule == "month" and not groups.get("year"):
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
    if rule == "duration" and m["unit"].lower().startswith("quarter"):
        # A fraction: "a quarter of the vote", "three-quarters".
        return "-" not in m[0] and text[m.end() : m.end() + 3] != " of"
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
    if rule == "quarter" and groups.get("unit", "").lower() == "half":
        return bool(groups.get("whose") or groups.get("before"))
    return True


def _is_year(m: re.Match[str], tokens: Mapping[int, Token]) -> bool:
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
    if before and (before.lower_ in NUMBERED or before.text in ("#", "-", "$", "£", "€") or before.like_num):
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


def rated(token: Token) -> bool:
    """Tell whether a rate stands before a token: "$3 a year", "twice a day", "40,000 barrels a day"."""
    before = [t for t in token.doc[max(0, token.i - 3) : token.i] if not t.is_space]
    return bool(before) and (
        before[-1].lower_
        in ("once", "twice", "times", "%", "percent", "cent", "million", "billion", "trillion")
        or before[-1].like_num
        or (len(before) > 1 and before[-1].tag_ == "NNS" and before[-2].like_num)
    )


def tense(token: Token) -> Tense:
    """Return the tense of the verb that governs a token, as far as it tells which way a date lies."""
    before = token.doc[max(0, token.i - 3) : token.i].text.lower().split()
    if before and (
        _AHEAD.intersection(before[-2:]) or before[-3:] in (["as", "early", "as"], ["as", "soon", "as"])
    ):
        return "future"
    verb = token
    for _ in range(_CLIMB):
        if verb.pos_ in ("VERB", "AUX") or verb.head is verb:
            break
        verb = verb.head
    if verb.pos_ not in ("VERB", "AUX"):
        return "past"
    if _helpers(verb) & _WILL:
        return "future"
    # "Is set to meet on Thursday", "plans to"; a headline's bare infinitive ("Mayor to visit") too.
    plan = verb.head if "to" in _helpers(verb) else verb
    if plan is not verb and (plan.lemma_ == "go" and plan.tag_ == "VBG"):
        return "future"
    if plan.lemma_ in (_SCHEDULED if plan is not verb else _SET):
        # What "was expected on Friday" is told when Friday has gone.
        return "past" if _helpers(plan) & _PAST else "future"
    if "to" in _helpers(verb) and verb.head is verb:
        return "future"
    return "past" if _helpers(plan) & (_PAST | _PERFECT) else _finite(plan)


def _helpers(verb: Token) -> set[str]:
    return {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}


def _finite(verb: Token) -> Tense:
    return "present" if verb.tag_ in ("VBZ", "VBP", "VB", "MD") else "past"
