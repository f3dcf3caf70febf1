import pytest

from crosslight.model import Figure
from crosslight.parsing.document import Field, pipeline
from crosslight.parsing.figures import figures


def read(text: str) -> dict[str, Figure]:
    found = figures(Field("a", "text", pipeline()(text)))
    return {text[f.span.start : f.span.end]: f for f in found}


@pytest.mark.parametrize(
    ("text", "words", "value", "low", "high", "unit"),
    [
        ("Some 37 rockets were fired.", "Some 37", 37, 36, 38, ""),
        ("Nearly 40 boats sank.", "Nearly 40", 40, 36, 40, ""),
        ("At least 20 sailors were rescued.", "At least 20", 20, 20, None, ""),
        ("The port cost $2 billion.", "$2 billion", 2e9, 2e9, 2e9, "USD"),
        ("The port cost €1.5m to build.", "€1.5m", 1.5e6, 1.5e6, 1.5e6, "EUR"),
        ("Damage came to USD 84 thousand.", "USD 84 thousand", 84_000, 84_000, 84_000, "USD"),
        ("Turnout was 83 per cent.", "83 per cent", 83, 83, 83, "%"),
        ("Rates rose by 0.5 percentage points.", "0.5 percentage points", 0.5, 0.5, 0.5, "percentage point"),
        ("Dozens of sailors were hurt.", "Dozens", None, 24, 99, ""),
        ("Tens of thousands marched.", "Tens of thousands", None, 20_000, 99_000, ""),
        ("Between 10 and 20 boats sank.", "10 and 20", None, 10, 20, ""),
        ("They expect 10 to 15 million visitors.", "10 to 15 million", None, 10e6, 15e6, ""),
        ("A third of the crew was rescued.", "A third", 33.3333, 33.3333, 33.3333, "%"),
        ("Five out of six sailors agreed.", "Five out of six", 83.3333, 83.3333, 83.3333, "%"),
        ("The mast is 102 metres high.", "102 metres", 102, 102, 102, "m"),
        ("No injuries were reported.", "No", 0, 0, 0, ""),
        ("It was her second term as mayor.", "second", 2, 2, 2, "ordinal"),
        ("Hartley, 62, resigned.", "62", 62, 62, 62, "years"),
        ("A 54-year-old sailor drowned.", "54-year-old", 54, 54, 54, "years"),
    ],
)
def test_figures(
    text: str, words: str, value: float | None, low: float | None, high: float | None, unit: str
) -> None:
    found = read(text)
    assert words in found
    figure = found[words]
    assert (figure.value, figure.low, figure.high, figure.unit) == (value, low, high, unit)


@pytest.mark.parametrize(
    "text",
    [
        "The council passed Resolution 1701.",
        "He moved to No. 10 in 2019.",
        "The G7 met about COVID-19 on 4 May 2021.",
        "Flight 370 took off at 10:35 a.m.",
        "They had a tendency to be tense.",
        "Call 1-555-792-3001 for more.",
        "The strike lasted four days.",
    ],
)
def test_names_and_dates_are_no_figures(text: str) -> None:
    assert read(text) == {}


def test_from_and_to_are_two_figures_and_no_range() -> None:
    assert [f.value for f in read("It rose from 3.2% to 2.9%.").values()] == [3.2, 2.9]


def test_what_is_counted_tells_killed_from_wounded() -> None:
    found = read("The fire killed 12 people and wounded 30 people.")
    assert found["12"].of == "people kill"
    assert found["30"].of == "people wound"


def test_whose_age_it_is() -> None:
    assert read("Anna Hartley, 62, resigned.")["62"].of == "anna hartley"
    assert read("Her 20-year-old son drowned.")["20-year-old"].of == "son"
