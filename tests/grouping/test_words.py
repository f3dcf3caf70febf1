import time

import pytest

from crosslight.grouping.words import MOST_WORDS, day, stem, term, words
from crosslight.model import Article


def terms(*tokens: str) -> list[int]:
    return [term(token) for token in tokens]


def test_stop_words_are_no_terms_and_endings_do_not_count() -> None:
    read = words(Article("a", "The mayor said the mayor's bridges, and a bridge, were shut."))
    assert read.body.tolist() == terms("mayor", "mayor", "bridge", "bridge", "shut")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Brandt's", "brandt"),
        ("Brandt’s", "brandt"),
        ("bridges", "bridge"),
        ("press", "press"),
        ("gas", "gas"),
    ],
)
def test_stem(word: str, expected: str) -> None:
    assert stem(word) == expected


def test_names_stand_with_a_capital_only() -> None:
    read = words(Article("a", "Okoro conducts. Ferries ran, and more ferries came to Velden.", "OKORO WINS"))
    assert set(read.names.tolist()) == set(terms("Okoro", "Velden"))


def test_numbers_begin_with_a_digit() -> None:
    assert words(Article("a", "Some 12,000 cars, 37 rockets")).numbers.tolist() == terms("12", "000", "37")


def test_a_text_without_a_word_of_its_headline_is_not_its_text() -> None:
    menu = "Home News Sports Opinion Letters Contact us Subscribe Log in " * 9
    read = words(Article("a", menu, "Ferry burns in Harnau harbour"))
    assert not read.fits
    assert read.body.tolist() == read.title.tolist()
    assert read.every.tolist() == words(Article("b", "Ferry burns in Harnau harbour")).every.tolist()
    assert words(Article("c", menu + "A ferry burns.", "Ferry burns in Harnau harbour")).fits
    assert words(Article("d", menu, "Exclusive")).fits


def test_top_has_names_and_words_as_they_stand_each_once() -> None:
    top = words(Article("a", "Okoro bows. Okoro’s baton falls, a baton!")).top
    assert top.names == ("Okoro",)
    assert top.others == ("bows", "baton", "falls")
    assert top.terms.tolist() == [term(word) for word in (*top.names, *top.others)]


@pytest.mark.parametrize("published", [None, "", "soon", "2021-13-45", "31.05.2021"])
def test_a_date_that_is_none_has_no_day(published: str | None) -> None:
    assert day(published) is None


def test_a_day_is_that_of_the_date_whatever_the_time() -> None:
    assert day("2021-05-05T23:59:00+02:00") == day("2021-05-05")


@pytest.mark.parametrize("text", ["", " \n", "…", "Word", "\ud800"])
def test_next_to_no_text_is_read(text: str) -> None:
    read = words(Article("a", text))
    assert len(read.body) <= 1


def test_two_megabytes_are_read_at_once_and_only_the_top_counts() -> None:
    start = time.process_time()
    read = words(Article("a", "harbour ferry " * 150_000))
    assert time.process_time() - start < 5
    assert len(read.body) == MOST_WORDS
    assert len(read.every) == 300_000


def test_one_line_without_a_space_is_one_word() -> None:
    assert len(words(Article("a", "x" * 2_000_000)).body) == 1


def test_the_same_words_give_the_same_terms_in_every_process() -> None:
    # The shipped model counts terms by these numbers.
    assert term("ferries") != term("ferry") == 340_981
