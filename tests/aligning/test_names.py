import pytest

from crosslight.aligning.names import core, fullest, initials, same


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a statement released by Norhold", ("norhold",)),
        ("unnamed: Norhold officials", ("norhold",)),
        ("Norhold's spokeswoman", ("norhold",)),
        ("Norwegian Prime Minister Ida Holm", ("ida", "holm")),
        ("Secretary of State Ida Holm", ("ida", "holm")),
        ("Ida Holm, the harbor master", ("ida", "holm")),
        ("the Prime Minister", ("prime", "minister")),
        ("President of Norhold", ("president", "norhold")),
        ("Ministry of Justice", ("ministry", "justice")),
        ("Harbor News", ("harbor", "new")),
        ("the U.S.", ("united", "state")),
        ("officials", ("official",)),
        ("", ()),
    ],
)
def test_core_keeps_what_tells_a_name_apart(name: str, words: tuple[str, ...]) -> None:
    assert core(name) == words


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Holm", "Prime Minister Ida Holm"),
        ("Norwegian Prime Minister Holm", "Ida Holm"),
        ("Ida M. Holm", "Ida Holm"),
        ("I. Holm", "Ida Holm"),
        ("Bob Holm", "Robert Holm"),
        ("Ida Holm and Jon Lund", "Jon Lund and Ida Holm"),
        ("Ghislaine Holm", "Ghislane Holm"),
        ("CG", "the Coast Guard"),
        ("DoJ", "Department of Justice"),
        ("Justice Department", "Department of Justice"),
        ("Foreign Ministry", "Norwegian Foreign Ministry"),
        ("Hezbollah statement", "a statement released by Hezbollah"),
        ("UN", "United Nations"),
    ],
)
def test_same(a: str, b: str) -> None:
    assert same(a, b) and same(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Ida Holm", "Jon Holm"),
        ("Ida Holm", "company and Ida Holm"),
        ("Ida Holm", "Ida Holm, Jon Lund and Mia Berg"),
        ("Ida Holm", "Ida Lund"),
        ("Israel", "Israel Police"),
        ("Governor's Office", "Attorney General's Office"),
        ("", ""),
        ("Iran Navy", "Iraq Navy"),
    ],
)
def test_not_same(a: str, b: str) -> None:
    assert not same(a, b) and not same(b, a)


def test_fullest_is_the_longest_then_the_most_used() -> None:
    assert fullest(["Holm", "Ida Holm", "Holm", "Mrs Ida Holm", "Ida Holm"]) == "Ida Holm"


def test_initials_are_taken_of_names_of_some_words() -> None:
    assert initials("Department of Justice") == {"doj", "dj"}
    assert initials("Holm") == frozenset()
