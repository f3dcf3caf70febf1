from collections.abc import Mapping, Sequence

from crosslight.aligning.origins import Sources, origins
from crosslight.model import Origin, Parsed, Statement
from tests.records import article, parsed, said, statement

LONG = "Rescue boats brought ninety passengers ashore before midnight while helicopters searched the coast"
HOME = article("home", "The ferry sank at dawn.", f"{LONG}.", "Holm said the engines failed.")
POST = article(
    "post", "The ferry went down at dawn.", f"{LONG}, police said.", headline="Engines failed on ferry"
)
WIRE = article("wire", "OSLO (AFP) - The ferry sank in the morning.", "Two people are missing.")
NEWS = article("news", "OSLO (AFP) - The vessel sank.")
ALL = {a.id: parsed(a) for a in (HOME, POST, WIRE, NEWS)}


def found(
    *statements: Statement, of: Mapping[str, Parsed] = ALL, copies: Mapping[str, str] | None = None
) -> Sequence[Origin]:
    return origins(statements, Sources(of, copies or {}))


def names(*statements: Statement) -> list[tuple[str, str]]:
    return [(o.name, o.kind) for o in found(*statements)]


def test_two_outlets_on_their_own_word_are_two_origins() -> None:
    assert found(statement(HOME, "The ferry sank"), statement(POST, "The ferry went down")) == (
        Origin("The Home", "own", ("home",)),
        Origin("The Post", "own", ("post",)),
    )


def test_outlets_that_cite_one_source_are_one_origin() -> None:
    a = statement(HOME, "Holm said the engines failed.", "Prime Minister Ida Holm")
    b = statement(POST, "The ferry went down", "Holm", "National News Agency")
    assert found(a, b) == (Origin("Prime Minister Ida Holm", "source", ("home", "post")),)
    c, d = (
        statement(HOME, "The ferry sank", "Coast Guard statement"),
        statement(POST, "The ferry", "a statement released by the Coast Guard"),
    )
    assert len(found(c, d)) == 1


def test_different_sources_are_different_origins() -> None:
    assert names(statement(HOME, "The ferry sank", "Ida Holm"), statement(POST, "The ferry", "Jon Holm")) == [
        ("Ida Holm", "source"),
        ("Jon Holm", "source"),
    ]


def test_two_outlets_that_run_one_agency_are_one_origin() -> None:
    assert found(statement(WIRE, "The ferry sank"), statement(NEWS, "The vessel sank")) == (
        Origin("AFP", "agency", ("wire", "news")),
    )


def test_who_cites_the_agency_is_no_other_origin() -> None:
    assert found(
        statement(WIRE, "The ferry sank"), statement(HOME, "The ferry sank", "Agence France-Presse")
    ) == (Origin("AFP", "agency", ("wire", "home")),)


def test_a_source_without_a_name_comes_from_the_agency_that_passes_it_on() -> None:
    assert names(
        statement(HOME, "The ferry sank", "unnamed: officials", "AFP"), statement(WIRE, "The ferry sank")
    ) == [("AFP", "agency")]
    assert names(statement(WIRE, "The ferry sank", "unnamed: officials")) == [("AFP", "agency")]
    assert names(statement(HOME, "The ferry sank", "unnamed: officials")) == [
        ("unnamed: officials", "source")
    ]


def test_a_named_source_told_to_an_agency_stays_the_source() -> None:
    assert names(statement(WIRE, "The ferry sank", "Ida Holm")) == [("Ida Holm", "source")]


def test_a_copy_counts_with_its_primary() -> None:
    both = statement(HOME, "The ferry sank"), statement(POST, "The ferry went down")
    assert found(*both, copies={"post": "home"}) == (Origin("The Home", "copy", ("home", "post")),)


def test_long_wording_in_common_is_copied() -> None:
    assert found(statement(HOME, LONG), statement(POST, LONG)) == (
        Origin("The Home", "copy", ("home", "post")),
    )
    assert len(found(statement(HOME, LONG), statement(POST, LONG, "police"))) == 2


def test_own_words_that_the_article_gives_to_the_source_elsewhere_are_the_sources() -> None:
    its = parsed(HOME, speech=[said(HOME, "The ferry sank at dawn.", "Ida Holm")])
    a, b = statement(HOME, "The ferry sank at dawn."), statement(POST, "The ferry went down", "Holm")
    assert [o.kind for o in found(a, b)] == ["own", "source"]
    assert found(a, b, of={**ALL, "home": its}) == (Origin("Holm", "source", ("home", "post")),)


def test_other_own_words_of_that_article_stay_its_own() -> None:
    its = parsed(HOME, speech=[said(HOME, "The ferry sank at dawn.", "Ida Holm")])
    three = (
        statement(HOME, "The ferry sank at dawn."),
        statement(HOME, LONG),
        statement(POST, "The ferry went down", "Holm"),
    )
    assert [o.kind for o in found(*three, of={**ALL, "home": its})] == ["source", "own"]


def test_a_headline_has_the_source_of_its_report() -> None:
    headline = statement(POST, "Engines failed on ferry", field="headline")
    assert names(headline) == [("The Post", "own")]
    assert names(headline, statement(POST, "The ferry went down", "Holm")) == [("Holm", "source")]


def test_a_source_that_is_an_outlet_of_the_story_is_that_outlet() -> None:
    assert len(found(statement(HOME, "The ferry sank"), statement(POST, "The ferry went down", "Home"))) == 1
    israel = article("times", "It rained.", outlet="Times of Norhold")
    of = {**ALL, "times": parsed(israel)}
    assert len(found(statement(israel, "It rained."), statement(POST, "The ferry", "Norhold"), of=of)) == 2


def test_articles_without_an_outlet_are_named_by_their_id_and_noise_has_no_origin() -> None:
    bare = article("bare", "It rained.", "Read more", outlet="")
    of = {"bare": parsed(bare, noise=["Read more"])}
    assert found(statement(bare, "It rained."), statement(bare, "Read more"), of=of) == (
        Origin("bare", "own", ("bare",)),
    )
