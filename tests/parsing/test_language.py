import pytest

from crosslight.model import Article
from crosslight.parsing.language import language

GERMAN = "Die Bürgermeisterin von Hafenstadt ist am Montag zurückgetreten, wie der Rat mitteilte."
ENGLISH = (
    "The mayor of Portville stepped down on Monday, the council said, and nobody in the town was surprised."
)


@pytest.mark.parametrize(
    ("given", "code"), [("en-GB", "en"), ("EN_us", "en"), ("eng", "en"), ("fr", "fr"), ("English", "de")]
)
def test_what_the_article_gives(given: str, code: str) -> None:
    assert language(Article("a", GERMAN, language=given)) == code


def test_what_the_words_look_like() -> None:
    assert language(Article("a", GERMAN)) == "de"
    assert language(Article("a", ENGLISH)) == "en"
    assert language(Article("a", ENGLISH.upper())) == "en"
    assert language(Article("a", "أعلن المجلس استقالة رئيسة البلدية")) == "ar"


@pytest.mark.parametrize("text", ["", "12 : 0", "Boat sinks"])
def test_too_little_is_taken_for_english(text: str) -> None:
    assert language(Article("a", text)) == "en"
