from crosslight.aligning.statements import statements
from crosslight.model import Span, Speech
from tests.records import article, parsed, said, span

REPORT = article(
    "a", "The mill burned.", "READ MORE: mills", "Dust was everywhere, Vorne said.", headline="Fire"
)


def speakers(*speech: Speech) -> dict[str, tuple[str, ...]]:
    found = statements(parsed(REPORT, speech=speech, noise=["READ MORE: mills"]))
    assert all(where == statement.span for where, statement in found.items())
    return {REPORT.quote(where): statement.speakers for where, statement in found.items()}


def test_every_sentence_but_noise_is_a_statement_the_headline_first() -> None:
    assert list(speakers()) == ["Fire", "The mill burned.", "Dust was everywhere, Vorne said."]


def test_words_without_a_speaker_are_the_outlets_own() -> None:
    assert set(speakers().values()) == {()}
    assert set(speakers(said(REPORT, "Dust was everywhere", None)).values()) == {()}


def test_a_sentence_is_on_the_word_of_who_says_at_least_half_of_it() -> None:
    sentence = "Dust was everywhere, Vorne said."
    assert speakers(said(REPORT, "Dust was everywhere", "Tessa Vorne"))[sentence] == ("Tessa Vorne",)
    assert speakers(said(REPORT, "Dust", "Tessa Vorne"))[sentence] == ()


def test_those_through_whom_it_came_follow_the_speaker() -> None:
    place = span(REPORT, "Dust was everywhere")
    speech = Speech("a", None, "Tessa Vorne", None, (place,), "indirect", 1.0, ("Radio Weir", "the agency"))
    assert speakers(speech)[REPORT.quote(Span("a", "text", 34, 66))] == (
        "Tessa Vorne",
        "Radio Weir",
        "the agency",
    )


def test_of_speech_within_speech_the_innermost_speaker_is_first() -> None:
    inner = said(REPORT, "Dust was everywhere", "Tessa Vorne")
    outer = said(REPORT, "Dust was everywhere, Vorne said", "Radio Weir")
    for speech in ((inner, outer), (outer, inner)):
        assert speakers(*speech)["Dust was everywhere, Vorne said."] == ("Tessa Vorne", "Radio Weir")


def test_speech_over_several_sentences_speaks_for_all_of_them() -> None:
    long = said(REPORT, REPORT.text, "Tessa Vorne")
    assert speakers(long) == {
        "Fire": (),
        "The mill burned.": ("Tessa Vorne",),
        "Dust was everywhere, Vorne said.": ("Tessa Vorne",),
    }
