import pytest

from crosslight.aligning.agencies import agency, carried
from tests.records import article


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("LONDON (Reuters) - A ferry sank.", "Reuters"),
        ("OSLO, Norway (AP) — A ferry sank.", "AP"),
        ("Aug. 22 (UPI) -- A ferry sank.", "UPI"),
        ("New Delhi, Aug 23 (IANS) A ferry sank.", "IANS"),
        ("OSLO (CNN, KABC) - A ferry sank.", "CNN"),
        ("(AFP) A ferry sank.", "AFP"),
        ("OSLO, Norway | TASS | A ferry sank.", "TASS"),
        ("By Ida Holm, a reporter in Oslo", None),
        ("The Coast Guard (CG) said a ferry sank.", None),
        ("Ida Holm (D) said a ferry sank.", None),
        ("(OSLO CITY) - A ferry sank.", None),
        ("A photo by Jon Lund (AP) shows the ferry.", None),
        ("The ferry at sea. (Ida Holm/Reuters)", None),
    ],
)
def test_a_dateline_tells_the_agency(line: str, name: str | None) -> None:
    assert carried(article("a", "Ferry sinks", line, "More follows.")) == name


@pytest.mark.parametrize("byline", ["Associated Press", "By Reuters Staff", "AFP and Reuters", "Source: PTI"])
def test_a_byline_of_agencies_only_tells_the_agency(byline: str) -> None:
    assert carried(article("a", "A ferry sank.", byline=byline)) is not None
    assert carried(article("a", byline, "A ferry sank.")) is not None


@pytest.mark.parametrize("byline", ["Ida Holm", "Ida Holm and AP", "With inputs from PTI", ""])
def test_a_byline_with_a_reporter_is_the_outlet_s_own(byline: str) -> None:
    assert carried(article("a", "A ferry sank.", byline=byline)) is None


def test_an_outlet_may_be_an_agency_and_the_last_line_may_name_one() -> None:
    assert carried(article("a", "A ferry sank.", outlet="upi.com")) == "UPI"
    assert carried(article("a", "A ferry sank.", "It was old.", "(AFP)")) == "AFP"


def test_names_of_agencies() -> None:
    assert agency("the Associated Press") == "AP"
    assert agency("Holm") is None


def test_one_endless_line_is_read_at_once() -> None:
    assert carried(article("a", "A (" * 3_000_000)) is None
