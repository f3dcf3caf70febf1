import time

import pytest

from crosslight.model import Moment
from crosslight.parsing.document import Field, pipeline
from crosslight.parsing.moments import moments


def read(text: str, published: str | None = "2023-04-09") -> dict[str, Moment]:
    found = moments(Field("a", "text", pipeline()(text)), published)
    return {text[m.span.start : m.span.end]: m for m in found}


@pytest.mark.parametrize(
    ("text", "words", "kind", "value"),
    [
        ("The ferry sank on Thursday.", "Thursday", "DATE", "2023-04-06"),
        ("The ferry will sail again on Thursday.", "Thursday", "DATE", "2023-04-13"),
        ("She was expected to speak on Friday.", "Friday", "DATE", "2023-04-07"),
        ("She is expected to speak on Friday.", "Friday", "DATE", "2023-04-14"),
        ("It was closed until Monday.", "Monday", "DATE", "2023-04-10"),
        ("The mayor spoke on Sunday morning.", "Sunday morning", "TIME", "2023-04-09TMO"),
        ("They arrived last week.", "last week", "DATE", "2023-W13"),
        ("Prices fell earlier this month.", "earlier this month", "DATE", "2023-04"),
        (
            "She steps down at 5 p.m. on Friday, April 7.",
            "5 p.m. on Friday, April 7",
            "TIME",
            "2023-04-07T17:00",
        ),
        ("He was born in the 1970s.", "the 1970s", "DATE", "197"),
        ("The bridge opened two years ago.", "two years ago", "DATE", "2021"),
        ("The strike lasted four days.", "four days", "DURATION", "P4D"),
        ("It came in less than a year.", "less than a year", "DURATION", "P1Y"),
        ("They met in November.", "November", "DATE", "2022-11"),
        ("The harbour was rebuilt in the summer of 2019.", "the summer of 2019", "DATE", "2019-SU"),
        ("The boats run every Monday.", "every Monday", "SET", "XXXX-WXX-1"),
        ("Sales fell in the third quarter of 2021.", "the third quarter of 2021", "DATE", "2021-Q3"),
        ("It closed on 15th August, 2021, they said.", "15th August, 2021", "DATE", "2021-08-15"),
        (
            "The report came out at 16:15 GMT on Saturday.",
            "16:15 GMT on Saturday",
            "TIME",
            "2023-04-08T16:15Z",
        ),
        ("Crowds gathered on New Year's Eve.", "New Year's Eve", "DATE", "2022-12-31"),
    ],
)
def test_expressions(text: str, words: str, kind: str, value: str) -> None:
    found = read(text)
    assert words in found
    assert (found[words].type, found[words].value) == (kind, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The ferry sank on Thursday.", "XXXX-WXX-4"),
        ("They met in November.", "XXXX-11"),
        ("They met on November 3.", "XXXX-11-03"),
        ("They met yesterday.", "XXXX-XX-XX"),
        ("They met last week.", "XXXX-WXX"),
    ],
)
def test_without_a_publication_date_nothing_is_guessed(text: str, value: str) -> None:
    (moment,) = read(text, None).values()
    assert (moment.value, moment.earliest, moment.latest) == (value, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "The council passed Resolution 1701 and Bill 2040.",
        "They may march if they fall.",
        "Some 2000 people came.",
        "He finished in second place behind May Hartley.",
        "A quarter of the votes were lost.",
        "The score was 3:10 and the ratio 4/7.",
    ],
)
def test_what_is_no_moment(text: str) -> None:
    assert read(text) == {}


def test_bounds_are_as_wide_as_the_words() -> None:
    # Sunday 9 April: "last week" may be the calendar's or the one just ending.
    week = read("They arrived last week.")["last week"]
    assert (week.earliest, week.latest) == ("2023-03-27", "2023-04-08")
    month = read("Prices fell earlier this month.")["earlier this month"]
    assert (month.earliest, month.latest) == ("2023-04-01", "2023-04-09")


def test_a_bad_publication_date_is_an_unknown_one() -> None:
    assert read("They met on Thursday.", "soon")["Thursday"].value == "XXXX-WXX-4"


@pytest.mark.parametrize("unit", ["the ", "one ", "1 ", "May ", "hundred and ", " ", "12:12 "])
def test_long_repetitions_take_linear_time(unit: str) -> None:
    from crosslight.parsing.timex_dates import DATES
    from crosslight.parsing.timex_spans import SPANS

    def seconds(count: int) -> float:
        text, start = unit * count, time.process_time()
        for rule in (*DATES, *SPANS):
            for _ in rule.pattern.finditer(text):
                pass
        return time.process_time() - start

    # Four times the text: four times the time, not sixteen. Generous, for the clock is coarse.
    assert seconds(8_000) < 10 * seconds(2_000) + 0.2
