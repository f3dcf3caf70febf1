import pytest

from crosslight.model import Article, Sentence, Word
from crosslight.parsing.clauses import clauses, stretches
from crosslight.parsing.document import analyse, pipeline
from crosslight.parsing.sentences import sentences


def read(text: str) -> Sentence:
    (field,) = next(analyse(pipeline(), [Article("a", text)]))
    (sentence,) = sentences(field)
    return sentence


def cut(text: str) -> list[str]:
    """Return the clauses as text, the stretches of each joined by a bar."""
    sentence = read(text)
    numbers = clauses(sentence.words)
    return [
        " | ".join(text[s.start : s.end] for s in stretches(sentence, numbers, {n}))
        for n in range(max(numbers) + 1)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mill burned down on Tuesday.", ["The mill burned down on Tuesday"]),
        (
            "The fire destroyed the mill and killed nine workers.",
            ["The fire destroyed the mill", "and killed nine workers"],
        ),
        ("Gunmen shot and killed two guards.", ["Gunmen shot and killed two guards"]),
        (
            "Police said the fire started in the cellar.",
            ["Police said", "the fire started in the cellar"],
        ),
        (
            "The mill, which employed 140 people, burned down.",
            ["The mill | burned down", "which employed 140 people"],
        ),
        (
            "The river rose after the dam broke on Monday.",
            ["The river rose", "after the dam broke on Monday"],
        ),
        (
            "The blast tore through the mill, killing nine people.",
            ["The blast tore through the mill", "killing nine people"],
        ),
        (
            "Tessa Vorne, the mayor of Quarle, visited the mill.",
            ["Tessa Vorne | visited the mill", "the mayor of Quarle"],
        ),
        (
            "Nine people died in the fire, according to the police.",
            ["Nine people died in the fire", "according to the police"],
        ),
        ("The workers began to leave the mill.", ["The workers began to leave the mill"]),
        ("The band had its set cut short.", ["The band had its set cut short"]),
        ("They praised the steps they took.", ["They praised the steps they took"]),
    ],
)
def test_each_verb_with_its_own_arguments_is_a_clause(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_every_word_has_one_clause_and_clauses_are_numbered_as_they_begin() -> None:
    text = "“We left,” said Vorne, who owns the mill, because the roof, which was old, fell (and burned)."
    sentence = read(text)
    numbers = clauses(sentence.words)
    assert len(numbers) == len(sentence.words)
    seen = list(dict.fromkeys(numbers))
    assert seen == list(range(len(seen)))


def test_stretches_begin_and_end_with_words() -> None:
    for part in cut("“The roof fell,” the mayor said, “and the walls, which were old, broke into pieces.”"):
        for stretch in part.split(" | "):
            assert stretch[0].isalnum() and stretch[-1].isalnum()


def test_nothing_has_no_clause() -> None:
    assert clauses(()) == ()


def test_marks_alone_are_one_clause() -> None:
    words = tuple(Word(n, n + 1, "*", "*", "PUNCT", "", "punct", 0, "") for n in range(3))
    assert clauses(words) == (0, 0, 0)


def test_a_long_chain_of_clauses_is_read_in_one_pass() -> None:
    # Each word is a verb that hangs on the one before: no parser would, and nothing may grow with its square.
    count = 20_000
    words = tuple(
        Word(n, n + 1, "w", "w", "VERB", "VBD", "ccomp" if n else "ROOT", max(0, n - 1), "")
        for n in range(count)
    )
    numbers = clauses(words)
    assert len(numbers) == count
    assert numbers[0] == 0
    assert max(numbers) == -(-count // 3) - 1
