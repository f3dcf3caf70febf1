import pytest

from crosslight.model import Article, Word
from crosslight.parsing import parse
from crosslight.telling.lexicon import listed


def found(text: str) -> list[tuple[str, str]]:
    (report,) = parse([Article("a", text)])
    return [(one.entry, one.kind) for s in report.sentences for one in listed(s.words)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The guards shamefully cleared the hall on Friday.", [("shameful", "evaluative")]),
        ("The guards forcibly reopened the hall on Friday.", [("forcibly", "intensifier")]),
        ("The visit was reportedly canceled for reasons of safety.", [("reportedly", "hedge")]),
        ("She slammed the far-right mayor.", [("slam", "evaluative"), ("far-right", "evaluative")]),
        ("They met in occupied West Lorne on Sunday morning.", [("occupied", "evaluative")]),
        ("No group has claimed responsibility for the fire.", []),
        ("The council met on Friday and elected a mayor.", []),
    ],
)  # fmt: skip
def test_words_are_found_by_what_they_are_in_the_sentence(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_names_are_no_evaluation() -> None:
    name = Word(0, 5, "Savage", "savage", "PROPN", "NNP", "nsubj", 0, "PERSON")
    assert not list(listed([name]))
