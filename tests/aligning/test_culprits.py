from collections.abc import Iterable
from functools import cache

from crosslight.aligning.culprits import Blame, blames, disputes
from crosslight.aligning.statements import statements
from crosslight.model import Article, Parsed, Span
from crosslight.parsing import parse

PADDING = "The harbour of the town was closed to all ships for the rest of the night."


@cache
def report(id: str, text: str) -> Parsed:
    (found,) = parse([Article(id, f"{PADDING}\n\n{text}\n\n{PADDING}")])
    assert found.language == "en"
    return found


def blamed(text: str, id: str = "a") -> dict[str, tuple[str, str]]:
    """Return sentence -> culprit and speaker."""
    return {
        report(id, text).article.quote(where): (b.words, b.speaker) for where, b in held(id, text).items()
    }


def held(id: str, text: str) -> dict[Span, Blame]:
    its = report(id, text)
    return blames([s for s in its.sentences if s.noise is None], statements(its))


def test_who_blames_is_the_speaker_and_whom_the_culprit() -> None:
    for text in (
        "Arcovia blamed the rebels for the explosion.",
        "Arcovia has accused the rebels of the explosion.",
    ):
        assert blamed(text) == {text: ("rebels", "Arcovia")}


def test_a_culprit_behind_it_is_on_the_word_of_who_is_quoted() -> None:
    text = "“Pirates were behind the explosion,” Mayor Tessa Vorne said."
    assert blamed(text) == {text: ("Pirates", "Tessa Vorne")}


def test_those_who_did_it_are_named() -> None:
    text = "“Those who fired the shells were smugglers,” Mayor Tessa Vorne said."
    assert blamed(text) == {text: ("smugglers", "Tessa Vorne")}


def test_without_a_speaker_there_is_no_blame() -> None:
    assert blamed("Pirates were behind the explosion in the harbour.") == {}


def test_a_pronoun_is_no_culprit() -> None:
    assert blamed("Arcovia blamed them for the explosion.") == {}


def test_what_names_no_culprit_is_none() -> None:
    assert blamed("Tessa Vorne was behind her desk when the mayor called, and she met Arcovia.") == {}
    assert blamed("Mayor Tessa Vorne said the harbour was closed.") == {}


def test_a_quotation_after_it_that_names_the_culprit_stands_with_it() -> None:
    text = "Arcovia blamed Zelland for the explosion. “Zelland has done this before,” Tessa Vorne said."
    (found,) = held("a", text).values()
    quote = report("a", text).article.quote
    assert [quote(where).split()[0] for where in found.spans] == ["Arcovia", "“Zelland"]


def opposed(one: str, other: str) -> dict[tuple[str, str], tuple[str, ...]]:
    a, b = held("a", one), held("b", other)
    pairs: Iterable[tuple[Span, Span]] = [(x, y) for x in a for y in b]
    texts = {"a": report("a", one).article, "b": report("b", other).article}
    return {(texts["a"].quote(x), texts["b"].quote(y)): why for (x, y), why in disputes(a | b, pairs).items()}


def test_two_who_blame_different_culprits_are_in_dispute() -> None:
    one, other = (
        "Arcovia blamed the rebels for the explosion.",
        "Zelland accused the pirates of the explosion.",
    )
    assert opposed(one, other) == {
        (one, other): (
            "different culprits named",
            "A: rebels, says Arcovia",
            "B: pirates, says Zelland",
        )
    }


def test_who_names_the_same_culprit_is_not() -> None:
    one = "Arcovia blamed the rebels for the explosion."
    assert opposed(one, "Zelland accused the armed rebels of the explosion.") == {}


def test_one_speaker_is_in_no_dispute_with_himself() -> None:
    one = "Arcovia blamed the rebels for the explosion."
    assert opposed(one, "Arcovia accused the pirates of the explosion.") == {}


def test_pairs_without_blame_are_passed_over() -> None:
    place = Span("a", "text", 0, 3)
    assert disputes({}, [(place, place)]) == {}
