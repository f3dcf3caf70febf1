import pytest

from crosslight.telling.synonyms import near


@pytest.mark.parametrize(("a", "b"), [("hit", "strike"), ("close", "shut"), ("injure", "wound")])
def test_verbs_that_can_stand_for_each_other(a: str, b: str) -> None:
    assert near(a, b, "verb")
    assert near(b, a, "verb")


def test_words_are_told_apart_by_what_they_are() -> None:
    assert near("probe", "investigation", "noun")
    assert not near("probe", "investigation", "verb")


@pytest.mark.parametrize(("a", "b"), [("open", "shut"), ("hit", "hit"), ("ferry", "Qzx"), ("", "")])
def test_others_cannot(a: str, b: str) -> None:
    assert not near(a, b, "verb")
