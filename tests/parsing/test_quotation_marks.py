import time

import pytest

from crosslight.parsing.quotation_marks import quotations


def quoted(text: str) -> list[tuple[str, int, bool]]:
    return [(text[q.start : q.end], q.depth, q.closed) for q in quotations(text)]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ('He said "no" and left.', '"no"'),
        ("He said “no” and left.", "“no”"),
        ("He said «no» and left.", "«no»"),
        ("He said „no” and left.", "„no”"),
        ("He said ``no'' and left.", "``no''"),
        ("She said ‘we don’t know’ and left.", "‘we don’t know’"),
        ("She said 'we know' and left.", "'we know'"),
    ],
)
def test_every_style_of_mark(text: str, inner: str) -> None:
    assert quoted(text) == [(inner, 0, True)]


def test_apostrophes_and_inches_are_no_quotations() -> None:
    assert quotations("It's the boys' turn in the '90s; the door is 5'10\" high.") == ()


def test_a_quotation_inside_another_has_depth_one() -> None:
    assert quoted("“A ‘small’ leak,” he said.") == [("“A ‘small’ leak,”", 0, True), ("‘small’", 1, True)]


def test_a_quotation_goes_on_in_the_next_paragraph_until_its_mark() -> None:
    assert quoted("“One.\n\nTwo?” he asked.") == [("“One.\n\nTwo?”", 0, True)]


def test_a_paragraph_that_opens_anew_resumes_the_unclosed_one() -> None:
    first, second = quotations("“One.\n\n“Two.” So he said.")
    assert (first.closed, first.resumed) == (False, False)
    assert (second.closed, second.resumed) == (True, True)


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    assert quoted("He said “no one knows. \n\nRain fell.") == [("“no one knows.", 0, False)]


@pytest.mark.parametrize("text", ['"', "“a\n", "‘a ", "“", "“'a "])
def test_time_is_linear_in_the_text(text: str) -> None:
    def seconds(times: int) -> float:
        began = time.process_time()
        quotations(text * times)
        return time.process_time() - began

    seconds(1000)
    # Ten times the text; a square would take a hundred times as long.
    assert seconds(20_000) < 40 * seconds(2_000) + 0.5
