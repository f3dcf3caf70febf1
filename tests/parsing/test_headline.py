import pytest

from crosslight.model import Article, Sentence, Span
from crosslight.parsing.headline import headline

BODY = "The mayor of Portville stepped down on Monday.\n"


def lines(article: Article, *noisy: int) -> list[Sentence]:
    found, at = [], 0
    for i, line in enumerate(article.text.splitlines(keepends=True)):
        if line.strip():
            found.append(
                Sentence(Span("a", "text", at, at + len(line.rstrip())), (), "label" if i in noisy else None)
            )
        at += len(line)
    return found


def test_the_field_comes_first() -> None:
    article = Article("a", "Another first line here\n" + BODY, "Mayor steps down")
    assert headline(article, lines(article)) == Span("a", "headline", 0, 16)


@pytest.mark.parametrize(
    "title", ["Mayor of Portville steps down", "Is bread too dear?", "Mayor leaves for the U.S."]
)
def test_the_first_line(title: str) -> None:
    article = Article("a", f"{title}\n\n{BODY}")
    found = headline(article, lines(article))
    assert found is not None
    assert article.quote(found) == title


def test_labels_and_noise_above_are_passed_over() -> None:
    article = Article("a", f"Local News\nSkip to the content now\nMayor of Portville steps down\n{BODY}")
    assert headline(article, lines(article, 1)) == Span("a", "text", 35, 64)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Mayor of Portville steps down",
        BODY + BODY,
        "Ana:\nRoe:\nDoe:\nMayor of Portville steps down\n" + BODY,
        "word " * 40,
    ],
)
def test_else_there_is_none(text: str) -> None:
    article = Article("a", text)
    assert headline(article, lines(article)) is None
