"""The parsing room as one function: articles to parsed articles, in one stream."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from spacy.language import Language

from crosslight.model import Article, Noise, Parsed, Span
from crosslight.parsing.actors import actors
from crosslight.parsing.attributions import Tags, tags
from crosslight.parsing.blas import one_core
from crosslight.parsing.datelines import datelines
from crosslight.parsing.document import PIPELINE, Field, analyse, pipeline
from crosslight.parsing.figures import figures
from crosslight.parsing.headline import headline
from crosslight.parsing.language import language
from crosslight.parsing.moments import moments
from crosslight.parsing.noise import mark, noise
from crosslight.parsing.sentences import sentences
from crosslight.parsing.speech import speech
from crosslight.parsing.words import Words, words


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
    # The tagger reads one article on its own core while spaCy reads the next.
    with ThreadPoolExecutor(1) as aside:
        begun: _Begun | Parsed | None = None
        for article in articles:
            last, begun = begun, _begin(nlp, article, aside)
            if last:
                yield _end(last)
        if begun:
            yield _end(begun)


_load = pipeline


@dataclass(frozen=True, slots=True)
class _Begun:
    """An article whose attributions are still looked for."""

    parsed: Parsed
    fields: tuple[Field, ...]
    tables: list[Words]
    tags: list[Future[Tags]]


def _begin(nlp: Language, article: Article, aside: Executor) -> _Begun | Parsed:
    code = language(article)
    if code != "en":
        return Parsed(article, code, None, (), (), (), (), (), ())
    with one_core():
        (fields,) = analyse(nlp, [article])
    split = tuple(sentence for field in fields for sentence in sentences(field))
    waste = noise(article, split)
    tables = [words(field.doc, _blank(article, field, waste)) for field in fields]
    found = [aside.submit(tags, table) for table in tables]
    marked = mark(split, waste)
    parsed = Parsed(
        article=article,
        language="en",
        headline=headline(article, marked),
        sentences=marked,
        noise=waste,
        actors=actors(fields, tables),
        speech=(),
        figures=_kept(waste, (f for field in fields for f in figures(field))),
        moments=_kept(waste, (m for field in fields for m in moments(field, article.published))),
    )
    return _Begun(parsed, fields, tables, found)


def _end(begun: _Begun | Parsed) -> Parsed:
    if isinstance(begun, Parsed):
        return begun
    found = [one.result() for one in begun.tags]
    parsed = begun.parsed
    heard = speech(begun.fields, begun.tables, parsed.actors, found)
    return replace(
        parsed,
        speech=tuple(one for one in heard if one.kind == "said"),
        ascribed=tuple(one for one in heard if one.kind == "ascribed"),
    )


def _blank(article: Article, field: Field, waste: Sequence[Noise]) -> list[tuple[int, int]]:
    """Return the stretches of a field that name and quote nobody: noise, and datelines outside it."""
    noisy = [(n.span.start, n.span.end) for n in waste if n.span.field == field.name]
    text = article.text if field.name == "text" else article.headline
    found: list[tuple[int, int]] = []
    for start, end in sorted(
        [*noisy, *datelines(field, text)], key=lambda stretch: (stretch[0], -stretch[1])
    ):
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return found


def _kept(waste: Sequence[Noise], found: Iterable[_P]) -> tuple[_P, ...]:
    return tuple(item for item in found if not _within(item.span, waste))


def _within(span: Span, waste: Sequence[Noise]) -> bool:
    return any(noise.span.overlap(span) for noise in waste)
