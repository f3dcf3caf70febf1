from functools import cache

import pytest

from crosslight.model import Article
from crosslight.parsing.actors import actors
from crosslight.parsing.document import analyse, pipeline
from crosslight.parsing.speakers import Speakers
from crosslight.parsing.words import Words, words


@cache
def read(text: str) -> tuple[Speakers, Words]:
    (fields,) = analyse(pipeline(), [Article(id="a", text=text)])
    tables = [words(field.doc) for field in fields]
    return Speakers(fields, tables, actors(fields, tables)), tables[0]


def name(text: str, source: str, last: str | None = None) -> str:
    """Name the speaker behind the last place where the source's words stand."""
    speakers, table = read(text)
    start = text.rindex(source)
    inside = [i for i in range(len(table)) if start <= table.start[i] < start + len(source)]
    return speakers.name(0, (inside[0], inside[-1] + 1), last)


MAYOR = (
    "Mayor Lena Ortiz met union leader Omar Haddad in Brightwater on Monday. Ortiz said the bridge was safe."
)


@pytest.mark.parametrize(
    ("more", "source", "speaker"),
    [
        (" She said it again.", "She", "Lena Ortiz"),
        (" The mayor said it again.", "The mayor", "Lena Ortiz"),
        (" That is true, said the union leader.", "the union leader", "Omar Haddad"),
        (" Ortiz and Haddad said they would talk.", "Ortiz and Haddad", "Lena Ortiz and Omar Haddad"),
        (" Haddad, a welder from the docks, said no.", "Haddad, a welder from the docks,", "Omar Haddad"),
        (" Haddad, a welder from the docks, said no.", ", Haddad, a", "Omar Haddad"),
        (" The mayor's office said no.", "The mayor's office", "Lena Ortiz’s office"),
        (" Her lawyers said no.", "Her lawyers", "unnamed: lawyers of Lena Ortiz"),
        (" The US said no.", "The US", "United States"),
        (
            " Two guests, Lena Ortiz and Omar Haddad, said no.",
            "Two guests, Lena Ortiz and Omar Haddad,",
            "Lena Ortiz and Omar Haddad",
        ),
        (" Union Leader (UL) Omar Haddad said no.", "Union Leader (UL) Omar Haddad", "Omar Haddad"),
    ],
)
def test_a_source_has_its_full_name(more: str, source: str, speaker: str) -> None:
    text = MAYOR + more
    assert name(text, source.removeprefix(", ") if source.startswith(",") else source) == speaker


def test_a_statement_is_of_who_issued_it() -> None:
    text = "Lena Ortiz resigned. The school was sorry. The letter said she was kind."
    assert name(text, "The letter", "Omar Haddad") == "Omar Haddad"
    text = "The Harbour Authority claimed the blast in a statement that said more would follow."
    assert name(text, "that") == "Harbour Authority"


def test_a_lawsuit_is_not_of_who_was_quoted_last() -> None:
    text = "“We will win,” said lawyer Omar Haddad. The lawsuit says the bridge was never safe."
    assert name(text, "The lawsuit", "Omar Haddad") == "unnamed: lawsuit"


def test_the_lawsuit_is_of_whose_it_was_before() -> None:
    text = "The Harbour Authority's lawsuit came late. The lawsuit says the bridge was never safe."
    assert name(text, "The Harbour Authority's lawsuit") == "Harbour Authority"
    assert name(text, "The lawsuit", "Omar Haddad") == "Harbour Authority"


def test_they_are_the_people_who_were_the_subject_before() -> None:
    text = "The city met Omar Haddad. Organizers claimed the set was late. They apologized to all concerned."
    assert name(text, "They") == "unnamed: Organizers"


def test_another_country_has_another_minister() -> None:
    text = (
        "Norwegian Prime Minister Ida Holm arrived in Berlin. She met the German prime minister, who"
        " said that talks would go on."
    )
    assert name(text, "the German prime minister") != "Ida Holm"


def test_the_president_is_the_one_without_a_country() -> None:
    text = (
        "President Lena Ortiz spoke in the capital on Monday. Russian President Oleg Baranov was not there."
        " The president said she would wait."
    )
    assert name(text, "The president") == "Lena Ortiz"


def test_senators_named_together_are_the_senators() -> None:
    text = (
        "Two state senators, Lena Ortiz and Omar Haddad, wrote a letter on Monday. The senators said the bill"
        " was wrong."
    )
    assert name(text, "The senators") == "Lena Ortiz and Omar Haddad"
    assert name(text, "Two state senators, Lena Ortiz and Omar Haddad,") == "Lena Ortiz and Omar Haddad"


def test_the_officer_is_the_unnamed_detective_before() -> None:
    text = "Omar Haddad was held on Friday. A police officer spoke of fraud. The officer said he was calm."
    assert name(text, "The officer", "unnamed: police officer") == "unnamed: police officer"


def test_an_anonymous_source_is_called_as_the_text_does() -> None:
    text = "A person briefed on the matter said the bridge was closed. Officials seeking a deal said no."
    assert name(text, "A person briefed on the matter") == "unnamed: person briefed on the matter"
    assert name(text, "Officials seeking a deal") == "unnamed: Officials"


def test_a_capital_us_is_no_pronoun() -> None:
    text = "Omar Haddad spoke first. The US said it would follow."
    assert name(text, "The US", "Omar Haddad") == "United States"


def test_a_span_that_is_cut_or_too_long_names_the_same() -> None:
    text = "The plan was praised by the mayor of Brightwater, Lena Ortiz, on Monday."
    for source in (
        "Lena Ortiz",
        "by the mayor of Brightwater, Lena Ortiz,",
        "the mayor of Brightwater, Lena Ortiz",
    ):
        assert name(text, source) == "Lena Ortiz"


@pytest.mark.parametrize("source", ["The harbour union", "The harbour", "The harbour union said", "union"])
def test_a_span_around_the_noun_names_it(source: str) -> None:
    assert name("The harbour union said no.", source).split()[-1] == "union"
