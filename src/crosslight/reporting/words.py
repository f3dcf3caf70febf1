"""What every format calls things: a mark and a word for each relation and status, and safe text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from crosslight.model import FigurePair, Link


class Term(NamedTuple):
    """A relation or status as a reader meets it: its mark, its word, and what the word means."""

    mark: str
    word: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Tally:
    """One relation: how many pairs stand so, and how sure that is."""

    term: Term
    count: int
    likelihood: str


# Marks differ in shape, so that they can be told apart without colour.
RELATIONS = {
    "agree": Term("=", "agree", "the same fact"),
    "overlap": Term("≈", "overlap", "a shared fact, and each has more"),
    "conflict": Term("≠", "conflict", "both outlets cannot be right"),
    "dispute": Term("⇄", "dispute", "different speakers oppose each other"),
}
STATUSES = {
    "corroborated": Term("●", "corroborated", "from two or more origins"),
    "disputed": Term("⇄", "disputed", "different speakers oppose each other"),
    "conflicting": Term("≠", "conflicting", "the outlets cannot all be right"),
    "single": Term("○", "from one origin", "several outlets tell it, but all have it from one origin"),
}
FIGURES = {
    "different": Term("≠", "different", "the values exclude each other"),
    "compatible": Term("≈", "compatible", "the values differ, and can both be true"),
    "equal": Term("=", "equal", "the same value"),
}

# C0 and C1 controls but tab and line feed, bidirectional overrides and isolates, lone surrogates,
# noncharacters and tag characters: all that can hide text, move it, or speak to a terminal.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\U000e0000-\U000e007f]"
)
_SPACES = re.compile(r"\s+")
# Not by strftime or calendar: those follow the locale, and the page is in English.
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def visible(text: str) -> str:
    """Return text with every control character replaced by a visible sign for it."""
    if text.isprintable():  # most text is, and that is seen in a third of the time
        return text
    return _HIDDEN.sub(_sign, text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """Return visible text with each run of white space as one space."""
    return _SPACES.sub(" ", visible(text))


def likelihood(probability: float) -> str:
    """Return the word for a probability: sure, likely or possible."""
    # Read as four in five, and more likely than not; to be held against the aligner's calibration.
    if probability >= 0.8:
        return "sure"
    return "likely" if probability >= 0.5 else "possible"


def likelihoods(probabilities: list[float]) -> str:
    """Return the words for the least and the greatest of some probabilities: `likely to sure`."""
    low, high = likelihood(min(probabilities)), likelihood(max(probabilities))
    return low if low == high else f"{low} to {high}"


def tally(terms: Mapping[str, Term], pairs: Iterable[Link | FigurePair]) -> tuple[Tally, ...]:
    """Return the relations that pairs have, in the order of the terms."""
    found: dict[str, list[float]] = {name: [] for name in terms}
    for pair in pairs:
        found[pair.relation].append(pair.probability)
    return tuple(Tally(terms[name], len(ps), likelihoods(ps)) for name, ps in found.items() if ps)


def several(count: int, noun: str) -> str:
    """Return a count with its noun: `1 point`, `2 points`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def listed(names: list[str], most: int = 0) -> str:
    """Return names as `A, B and C`, or with `most` given as `A, B and 3 others`."""
    if most and len(names) > most + 1:
        names = [*names[:most], f"{len(names) - most} others"]
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def named(speaker: str) -> str:
    """Return a speaker as a reader meets them: of one without a name, the words of the report."""
    return one_line(speaker).removeprefix("unnamed: ").strip()


def attribution(speakers: tuple[str, ...]) -> str:
    """Return on whose word a statement stands: `Mikati, according to the National News Agency`."""
    names = [named(name) for name in speakers]
    return ", according to ".join(name for name in names if name)


def period(earliest: str, latest: str) -> str:
    """Return two ISO dates as words, no more exact than they are: `April 2023`, `4 to 7 April 2023`."""
    first, last = _day(earliest), _day(latest)
    if first is None or last is None:
        known = first or last
        return _long(known) if known else (one_line(earliest or latest) or "no date")
    if first == last:
        return f"{_DAYS[first.weekday()]}, {_long(first)}"
    whole_month = first.day == 1 and (last + timedelta(days=1)).day == 1 if last < date.max else False
    if whole_month and first.year == last.year and (first.month, last.month) == (1, 12):
        return str(first.year)
    if whole_month and (first.year, first.month) == (last.year, last.month):
        return f"{_MONTHS[first.month - 1]} {first.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {_long(last)}"
    return f"{_long(first)} to {_long(last)}"


def _long(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso[:10])
    except ValueError:
        return None


def _sign(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code in (0x0B, 0x0C, 0x85):  # other line ends
        return "\n"
    return "\ufffd" if 0xD800 <= code <= 0xDFFF or code >= 0xFDD0 else f"[U+{code:04X}]"
