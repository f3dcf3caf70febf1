from __future__ import annotations

from dataclasses import replace

from crosslight.model import ActorKind, Dossier, FigurePair, Link, Name, Naming, Parsed, Quotation
from crosslight.reporting import to_html, to_markdown
from crosslight.reporting.sources import Sources
from crosslight.reporting.tables import figures, naming
from tests.records import article, parsed, point, span, statement

A = article(
    "a", "The storm sank nine boats within a month, officials said.", "Non-Danish crews of the CG left."
)
B = article(
    "b", "Nine boats sank in the storm, the coast guard said.", "Danish crews, all Danes, left in 30 days."
)


def pair(a: str, b: str, about: str) -> FigurePair:
    return FigurePair(span(A, a), span(B, b), "equal", "9", "9", "", about)


def dossier(*pairs: FigurePair, names: tuple[Naming, ...] = ()) -> Dossier:
    reports: tuple[Parsed, ...] = (parsed(A), parsed(B))
    return Dossier(reports, figures=pairs, naming=names)


def thing(name: str, kind: ActorKind, *uses: tuple[str, bool]) -> Naming:
    """Return a thing with names that report B has, or where the flag is set, report A."""
    return Naming(name, kind, tuple(Name(t, (span(A if in_a else B, t),), (False,)) for t, in_a in uses))


def test_what_figures_are_about_reads_as_it_stands_in_the_text() -> None:
    told = dossier(pair("nine", "Nine", "boat sank storm"))
    assert [row.about for row in figures(told, Sources(told))] == ["storm sank boats"]


def test_the_surest_stand_first_and_doubt_is_told() -> None:
    doubtful, sure = pair("nine", "Nine", "boat"), pair("a month", "30 days", "")
    told = dossier(replace(doubtful, probability=0.4), replace(sure, probability=0.9))
    rows = figures(told, Sources(told))
    assert [(row.about, row.tallies[0].likelihood) for row in rows] == [
        ("a month and 30 days", "sure"),
        ("boats", "possible"),
    ]


def test_words_that_the_text_lacks_stay() -> None:
    told = dossier(pair("nine", "Nine", "vessel storm"))
    assert [row.about for row in figures(told, Sources(told))] == ["storm vessel"]


def test_figures_without_a_word_in_common_are_known_by_themselves() -> None:
    told = dossier(pair("a month", "30 days", ""))
    assert [row.about for row in figures(told, Sources(told))] == ["a month and 30 days"]


def test_names_are_shown_where_reports_can_part() -> None:
    told = dossier(
        names=(
            thing("Danish", "group", ("Non-Danish", True), ("Danish", False)),
            thing("crew", "group", ("Danish", False), ("Danes", False)),
            thing("coast guard", "body", ("CG", True), ("coast guard", False)),
        )
    )
    assert [row.thing for row in naming(told, Sources(told))] == ["coast guard"]


def test_a_source_without_a_name_is_shown_by_its_words_alone() -> None:
    link = Link(span(A, "nine"), span(B, "Nine"), "overlap", 0.9, ("said by: officials (A), CG (B)",))
    sides = (
        statement(A, "The storm", "unnamed: officials"),
        statement(B, "Nine boats", "unnamed: coast guard"),
    )
    told = Dossier(
        (parsed(A), parsed(B)),
        links=(link,),
        points=(replace(point("p1", *sides, outlets=("a", "b")), links=(link,)),),
        quotes=(Quotation("unnamed: officials", (span(A, "nine boats"),)),),
    )
    shown = to_html(told) + to_markdown(told)
    assert "said by: officials (A), CG (B)" in shown
    assert "unnamed" not in shown
