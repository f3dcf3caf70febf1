from dataclasses import replace

from crosslight.model import Actor, Article, Parsed
from crosslight.telling.speakers import speakers
from crosslight.telling.voices import sides, voices
from tests.records import article, parsed, said, span

A = article(
    "a",
    "“We will not sail,” said Vardian Prime Minister Ida Holm.",
    "“The quay is shut,” the Vardian Harbor Office wrote.",
    "Nothing else happened.",
)


def report() -> Parsed:
    speech = [
        replace(said(A, words, name), source=span(A, source))
        for words, name, source in (
            ("“We will not sail,”", "Ida Holm", "Vardian Prime Minister Ida Holm"),
            ("“The quay is shut,”", "Vardian Harbor Office", "the Vardian Harbor Office"),
        )
    ]
    actors = [
        Actor("Vardian", "group", (span(A, "Vardian"),)),
        Actor("Ida Holm", "person", (span(A, "Ida Holm"),)),
        Actor("Vardian Harbor Office", "body", (span(A, "Vardian Harbor Office"),)),
    ]
    return parsed(A, speech=speech, actors=actors)


def test_words_are_shared_out_between_the_outlet_and_those_it_quotes() -> None:
    (row,) = voices([report()])
    assert (row.words, row.quoted, row.reported, row.nobody) == (22, 8, 0, 0)
    assert voices([replace(report(), language="de")]) == ()


def test_words_for_which_nobody_is_named() -> None:
    (row,) = voices([parsed(A, speech=[said(A, "“The quay is shut,”", None)])])
    assert (row.quoted, row.nobody) == (4, 4)


def test_a_speaker_is_of_the_side_that_stands_before_the_name() -> None:
    found = sides([report()], speakers([report()]))
    names = {side.name: side.speakers for side in found}
    assert names["Vardian"] == ("Ida Holm",)
    # A body that speaks and is called nothing else is a side of its own.
    assert names["Vardian Harbor Office"] == ("Vardian Harbor Office",)


def test_who_is_called_nobodys_is_of_no_side() -> None:
    alone = Article("b", "“No,” said Lund.")
    its = replace(said(alone, "“No,”", "Lund"), source=span(alone, "Lund"))
    one = parsed(alone, speech=[its], actors=[Actor("Lund", "person", (span(alone, "Lund"),))])
    assert sides([one], speakers([one])) == ()
