from itertools import pairwise

import pytest

from crosslight.parsing.boundaries import boundaries


def cut(text: str) -> list[str]:
    at = [0, *boundaries(text), len(text)]
    return [text[a:b].strip() for a, b in pairwise(at)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The harbour was quiet, said Lt.-Col. Ada Brook on Monday.",
        "The U.S. Senate and the U.N. Security Council met at No. 10 with Gen. Ito and Sen. Vale.",
        "J. D. Marlow of St. Albert saw the [occupied] North Bank.",
        "PORTVILLE (Newswire) - The mayor, Rep. Ana Ruiz (D-Nev.) among others, left.",
        "It ends at 5 p.m. Wednesday and opens at 8 a.m. EST on Aug. 5.",
        "“We had … We had a plan,” she said.",
        '"Why now?" Ms. Ruiz asked.',
        "The case of Reed v. Holt was heard by Judge A.B. Carr Jr. of Ohio.",
        "1. Bread, approx. 3 kg, i.e. six loaves.",
    ],
)
def test_a_sentence_stays_whole(sentence: str) -> None:
    assert cut(sentence) == [sentence]


@pytest.mark.parametrize(
    "sentences",
    [
        ["“It is our fire,” said Ada Brook.", "“It could be worse.", "It could be the sea.”", "She left."],
        ['"I have had enough. ...', 'Something has to be done."', "He sat down."],
        ["They marched to the U.S.", "The road was closed at 6 p.m.", "Police watched."],
        ["She works for Holt Inc.", "“It is fine.”", "(He agreed.)", "$5 was paid!", "37 came."],
        ["the boat sank.", "nobody was hurt."],
        ["THE BOAT SANK OFF ST. MARY.", "NOBODY WAS HURT."],
        ["What?!", "He took vitamin C.", "Then he slept…", "Nobody knew."],
    ],
)
def test_sentences_part(sentences: list[str]) -> None:
    assert cut(" ".join(sentences)) == sentences


def test_a_lost_space_is_no_obstacle_but_a_site_and_a_credit_are() -> None:
    assert cut("The boat sank.Nobody was hurt.") == ["The boat sank.", "Nobody was hurt."]
    assert len(cut("He sold Harbour.Com to her.")) == 1
    assert len(cut("The mayor at the pier.CreditAda Brook")) == 1


def test_dots_without_end_are_read_once() -> None:
    assert list(boundaries("." * 1_000_000)) == []
    assert list(boundaries(". " * 300_000)) == []
