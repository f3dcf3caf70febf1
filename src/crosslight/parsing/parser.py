"""The parsing room as one function: articles to parsed articles, in one stream."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from crosslight.model import Article, Noise, Parsed, Span
from crosslight.parsing.actors import actors
from crosslight.parsing.document import PIPELINE, Field, analyse, pipeline
from crosslight.parsing.figures import figures
from crosslight.parsing.headline import headline
from crosslight.parsing.language import language
from crosslight.parsing.moments import moments
from crosslight.parsing.noise import mark, noise
from crosslight.parsing.sentences import sentences
from crosslight.parsing.speech import speech


class _Placed(Protocol):
    @property
    def span(self) -> Span: ...


_P = TypeVar("_P", bound=_Placed)


def parse(articles: Iterable[Article], *, pipeline: str = PIPELINE) -> Iterator[Parsed]:
    """Yield what is found in each article, in order.

    An article that is not in English has its language and nothing else. Raises PipelineError where
    the spaCy pipeline of that name is missing or unfit.
    """
    nlp = _load(pipeline)
    for article in articles:
        code = language(article)
        if code != "en":
            yield Parsed(article, code, None, (), (), (), (), (), ())
            continue
        (fields,) = analyse(nlp, [article])
        yield _parsed(article, fields)


_load = pipeline


def _parsed(article: Article, fields: Sequence[Field]) -> Parsed:
    split = tuple(sentence for field in fields for sentence in sentences(field))
    waste = noise(article, split)
    marked = mark(split, waste)
    people = actors(fields)
    return Parsed(
        article=article,
        language="en",
        headline=headline(article, marked),
        sentences=marked,
        noise=waste,
        actors=people,
        speech=tuple(s for s in speech(fields, people) if not _within(s.content[0], waste)),
        figures=_kept(waste, (f for field in fields for f in figures(field))),
        moments=_kept(waste, (m for field in fields for m in moments(field, article.published))),
    )


def _kept(waste: Sequence[Noise], found: Iterable[_P]) -> tuple[_P, ...]:
    return tuple(item for item in found if not _within(item.span, waste))


def _within(span: Span, waste: Sequence[Noise]) -> bool:
    return any(noise.span.overlap(span) for noise in waste)
