from collections.abc import Sequence

import pytest

from crosslight.model import Article, Naming, Parsed
from crosslight.parsing import parse
from crosslight.telling.countries import country, ruled_from
from crosslight.telling.naming import naming

COURIER = """Norwegian Prime Minister Ida Holm met dockers in besieged Bergen on Monday.
Holm, the leader of the Harbour Party, said the Norwegian government would sign the state ferry deal.
The prime minister called the new ferry deal historic. Oslo wants the deal signed by June.
The Dockers' Union and Green Quay oppose it. Both organizations went to court.
Police Chief Per Lund spoke to Mr. Vold. Norwegian forces guarded the Harnau compound."""

HERALD = """Norway will sign a terrible deal, critics of Ida Holm said on Tuesday.
The state ferry agreement was written by the Norwegian Police. The new ferry agreement is long.
Anna Vold welcomed it. Mr. Vold did not. The Harnau terminal stays closed."""


@pytest.fixture(scope="module")
def story() -> list[Parsed]:
    return list(parse([Article("courier", COURIER), Article("herald", HERALD)]))


@pytest.fixture(scope="module")
def found(story: Sequence[Parsed]) -> tuple[Naming, ...]:
    return naming(story)


def names(found: Sequence[Naming], thing: str) -> set[str]:
    """Return what a thing is called, in small letters."""
    return {name.text.casefold() for one in found if one.thing == thing for name in one.names}


def test_titles_and_what_stands_in_apposition_are_names_of_a_person(found: tuple[Naming, ...]) -> None:
    assert {"ida holm", "holm", "norwegian prime minister", "leader of the harbour party"} <= names(
        found, "Ida Holm"
    )


def test_what_is_not_of_a_people_or_against_it_is_not_that_people() -> None:
    told = "Officials said on Monday that non-Norwegian boats had left. The Norwegian boats stayed in Bergen."
    (parsed,) = parse([Article("a", told)])
    places = [
        p for one in naming([parsed]) for name in one.names for p in name.places if "orweg" in name.text
    ]
    assert [told[: place.start].endswith("The ") for place in places] == [True]


def test_a_role_alone_means_who_is_called_so(found: tuple[Naming, ...]) -> None:
    assert "prime minister" in names(found, "Ida Holm")


def test_a_people_a_government_and_an_acting_capital_mean_the_country(found: tuple[Naming, ...]) -> None:
    assert {"norway", "norwegian", "norwegian government", "oslo"} <= names(found, "Norway")


def test_a_word_before_a_name_is_part_of_another_name(found: tuple[Naming, ...]) -> None:
    assert "besieged bergen" in names(found, "Bergen")


def test_a_thing_without_a_name_is_found_by_its_noun_and_its_synonym(found: tuple[Naming, ...]) -> None:
    (deal,) = [one for one in found if any("deal" in name.text for name in one.names)]
    assert {"state ferry deal", "new ferry deal", "terrible deal", "deal", "state ferry agreement"} <= names(
        found, deal.thing
    )
    assert deal.kind == "other"


def test_every_place_is_where_its_words_stand(story: Sequence[Parsed], found: tuple[Naming, ...]) -> None:
    articles = {one.article.id: one.article for one in story}
    for one in found:
        for name in one.names:
            for place in name.places:
                assert name.text.casefold() in articles[place.article].quote(place).casefold()


def test_the_first_are_those_that_most_articles_name(found: tuple[Naming, ...]) -> None:
    counts = [len({place.article for name in one.names for place in name.places}) for one in found]
    assert counts == sorted(counts, reverse=True)


@pytest.mark.parametrize(
    ("word", "of"),
    [
        ("Iranian", ("iran",)),
        ("French", ("france",)),
        ("New Zealanders", ("new", "zealand")),
        ("Harnau", None),
    ],
)
def test_peoples(word: str, of: tuple[str, ...] | None) -> None:
    assert country(word) == of


def test_capitals() -> None:
    assert ruled_from("Tehran") == ("iran",)
    assert ruled_from("Bergen") is None
