from collections.abc import Sequence
from itertools import pairwise

import pytest

from crosslight.model import Article, Speech
from crosslight.parsing.actors import actors
from crosslight.parsing.attributions import tags
from crosslight.parsing.datelines import datelines
from crosslight.parsing.document import analyse, pipeline
from crosslight.parsing.speech import speech
from crosslight.parsing.words import words


def said(text: str, headline: str = "") -> tuple[Speech, ...]:
    (fields,) = analyse(pipeline(), [Article(id="a", text=text, headline=headline)])
    tables = [words(field.doc) for field in fields]
    found = speech(fields, tables, actors(fields, tables), [tags(table) for table in tables])
    return tuple(one for one in found if one.kind == "said")


def told(text: str) -> list[tuple[str | None, str]]:
    return [(s.speaker, text[s.content[0].start : s.content[-1].end].strip('“”",. ')) for s in said(text)]


def test_direct_speech_runs_on_without_a_cue() -> None:
    text = "“We did nothing wrong,” said Mayor Lena Ortiz. “It could be worse. We will see.”"
    found = said(text)
    assert told(text) == [
        ("Lena Ortiz", "We did nothing wrong"),
        ("Lena Ortiz", "It could be worse"),
        ("Lena Ortiz", "We will see"),
    ]
    assert [s.mode for s in found] == ["direct"] * 3
    assert {s.cue for s in found} == {found[0].cue}
    assert all(a.probability >= b.probability for a, b in pairwise(found))


def test_a_quotation_on_both_sides_of_its_cue() -> None:
    text = "“It is a start,” Lena Ortiz said, “but it is not enough for this city.”"
    assert told(text) == [
        ("Lena Ortiz", "It is a start"),
        ("Lena Ortiz", "but it is not enough for this city"),
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Omar Haddad said the bridge would stay closed.", "Omar Haddad", "the bridge would stay closed"),
        ("The bridge is safe, according to Omar Haddad.", "Omar Haddad", "The bridge is safe"),
        ("According to Omar Haddad, the bridge is safe.", "Omar Haddad", "the bridge is safe"),
        ("Omar Haddad denied all of those accusations.", "Omar Haddad", "all of those accusations"),
        ("Omar Haddad accused the council of lying.", "Omar Haddad", "the council of lying"),
        ("Omar Haddad believes that the council will pay.", "Omar Haddad", "the council will pay"),
    ],
)
def test_indirect_speech(text: str, speaker: str, content: str) -> None:
    assert any(who == speaker and content in what for who, what in told(text))


def test_pronouns_and_roles_resolve_to_the_full_name() -> None:
    text = (
        "Mayor Lena Ortiz came late. She said the bridge would open in May."
        " The mayor added that the cost was unknown."
    )
    assert [who for who, _ in told(text)] == ["Lena Ortiz", "Lena Ortiz"]


def test_a_source_without_a_name_is_unnamed() -> None:
    ((who, _),) = told("Two officials told reporters that the bridge was closed.")
    assert who == "unnamed: Two officials"


def test_a_chain_names_through_whom_the_words_came() -> None:
    text = "Omar Haddad said the plan would fail, according to the Harbour News Agency."
    inner = next(s for s in said(text) if s.speaker == "Omar Haddad")
    outer = next(s for s in said(text) if s.speaker == "Harbour News Agency")
    assert inner.via == ("Harbour News Agency",)
    assert text[inner.content[0].start : inner.content[0].end] == "the plan would fail"
    assert text[outer.content[0].start : outer.content[0].end] == "Omar Haddad said the plan would fail"


def test_scare_quotes_are_no_speech() -> None:
    assert said("The so-called “big dig” ended after ten years.") == ()


def test_layout_gives_words_to_a_speaker() -> None:
    assert told("“We are open.”\n\n— Jane Roe, owner")[0] == ("Jane Roe", "We are open")
    transcript = "HAYES: Are you sure about that?\nORTIZ: We are going to try."
    assert [who for who, _ in told(transcript)] == ["HAYES", "ORTIZ"]
    (headline,) = said("", headline="Bridge to open in May: Ortiz")
    assert headline.speaker is not None
    assert headline.speaker.endswith("Ortiz")
    assert headline.content[0].field == "headline"


def _bounds(found: Sequence[Speech], text: str) -> None:
    for item in found:
        for span in (
            *item.content,
            *([item.cue] if item.cue else []),
            *([item.source] if item.source else []),
        ):
            assert 0 <= span.start < span.end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n \n",
        "!!! ... ??? \n\n “ ” \" '",
        "THE MAYOR SAID THAT THE BRIDGE WAS CLOSED. “WE ARE SAFE,” SAID LENA ORTIZ.",
        "“We never closed this one, said Lena Ortiz.\n\nThe next day it rained.",
        "Said said said, said. According to. Per: : : “”",
        "Bread, butter, cheese. No verb at all.",
        "“" + "a word and a word " * 500 + "” said Jane Roe.",
        'he said "a" and ' * 200,
    ],
)
def test_odd_text_gives_spans_within_it(text: str) -> None:
    _bounds(said(text), text)


INTERVIEW = (
    "The Harbour Post spoke with Lena Ortiz.\n\n"
    "Q: Is the bridge safe?\n\nA: It is safe. We looked at every bolt.\n\n"
    "Q: When will it open?\n\nA: In May, I hope."
)


def test_an_interview_is_given_turn_by_turn() -> None:
    found = [(who, text) for who, text in told(INTERVIEW) if who in ("Q", "A")]
    assert found == [
        ("Q", "Is the bridge safe?"),
        ("A", "It is safe"),
        ("A", "We looked at every bolt"),
        ("Q", "When will it open?"),
        ("A", "In May, I hope"),
    ]


def test_speech_in_capitals_is_found() -> None:
    found = said("THE MAYOR SAID THAT THE BRIDGE WAS CLOSED. “WE ARE SAFE,” SAID LENA ORTIZ.")
    assert any(s.mode == "direct" for s in found)


def test_a_quotation_of_ten_thousand_words_is_one_speech() -> None:
    text = "“" + "We looked at every bolt of the bridge. " * 1250 + "It is safe,” said Lena Ortiz."
    found = said(text)
    assert {s.speaker for s in found} == {"Lena Ortiz"}
    assert sum(len(span) for s in found for span in s.content) > 0.9 * len(text)


def test_what_is_only_thought_or_done_is_ascribed_and_not_said() -> None:
    text = "Lena Ortiz supports the plan. The council passed the bill on Monday."
    (fields,) = analyse(pipeline(), [Article(id="a", text=text)])
    tables = [words(field.doc) for field in fields]
    found = speech(fields, tables, actors(fields, tables), [tags(table) for table in tables])
    assert found
    assert {s.kind for s in found} == {"ascribed"}


def test_the_same_text_gives_the_same_speech() -> None:
    text = "Omar Haddad said the bridge would stay closed. “We wait,” he said."
    assert said(text) == said(text)


def test_who_vouches_for_a_quotation_with_a_cue_of_its_own_is_found_too() -> None:
    text = (
        "The delegates discussed “the cost of the bridge, the state of the harbour and the readiness of the"
        " crews,” according to a statement released by the Harbour Union on Sunday."
    )
    found = told(text)
    assert ("Harbour Union", text.split(", according")[0].split(",” according")[0]) in found
    assert found[-1][0] in ("unnamed: delegates", "Harbour Union")


def test_a_mere_adjective_of_origin_is_no_speaker() -> None:
    text = "According to the Lebanese Al Noor news network, the bridge was closed on Sunday night."
    assert told(text)[0][0] == "Al Noor"


def test_a_speaker_is_never_in_the_own_chain() -> None:
    text = "The BHA responded by closing both lanes and said they would “not allow any truck to cross.”"
    found = said(text)
    assert found
    assert all(s.speaker not in s.via for s in found)


@pytest.mark.parametrize(
    "text",
    [
        "Omar Haddad was expected to make a public appearance in Brightwater on Friday.",
        "No group has claimed responsibility for the fire.",
        "The council passed the bill on Monday.",
    ],
)
def test_what_nobody_said_is_no_speech(text: str) -> None:
    assert said(text) == ()


def test_an_office_is_its_holders() -> None:
    text = (
        "Mayor Lena Ortiz was away. The Office for Rail Inquiry sent four men."
        " The mayor's office said the bridge would be closed."
    )
    assert told(text)[-1][0] == "Lena Ortiz’s office"


def test_a_dateline_speaks_not() -> None:
    text = "BRIGHTWATER, March 3 (Northlight) - The bridge was closed, Omar Haddad said on Monday."
    (fields,) = analyse(pipeline(), [Article(id="a", text=text)])
    (place,) = datelines(fields[0], text)
    assert text[place[1] :].startswith("The bridge")
    tables = [words(fields[0].doc, [place])]
    (found,) = speech(fields, tables, actors(fields, tables), [tags(table) for table in tables])
    assert found.speaker == "Omar Haddad"
    assert text[found.content[0].start : found.content[0].end] == "The bridge was closed"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Omar Haddad said the bridge was closed, which angered many drivers.", "the bridge was closed"),
        (
            "Omar Haddad said the bridge was closed, while Lena Ortiz said it was not.",
            "the bridge was closed",
        ),
        (
            "Omar Haddad said the bridge was closed, the Harbour News Agency reported.",
            "the bridge was closed",
        ),
    ],
)
def test_a_content_ends_where_the_reporter_goes_on(text: str, content: str) -> None:
    assert ("Omar Haddad", content) in told(text)
