"""The whole way from articles to a dossier."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from crosslight.aligning.align import LINKED, align
from crosslight.aligning.copies import copies
from crosslight.aligning.embedding import Vectors, embedder
from crosslight.aligning.origins import Sources, origins
from crosslight.aligning.points import points
from crosslight.aligning.trees import Judge, judge
from crosslight.errors import CompareError
from crosslight.model import Article, Dossier, Parsed, Unread
from crosslight.parsing import parse
from crosslight.parsing.document import PIPELINE
from crosslight.reading import read
from crosslight.telling.acts import acts
from crosslight.telling.attributions import attributions
from crosslight.telling.differences import differing
from crosslight.telling.distinctive import distinctive
from crosslight.telling.loaded import loaded
from crosslight.telling.naming import naming
from crosslight.telling.omissions import coverage, omissions
from crosslight.telling.openings import openings
from crosslight.telling.positions import positions
from crosslight.telling.quotes import quotes
from crosslight.telling.speakers import speakers
from crosslight.telling.timeline import timeline
from crosslight.telling.voices import sides, voices
from crosslight.telling.wording import wording

# Told of each step as it begins: its name, how much is done, how much there is to do.
Progress = Callable[[str, int, int], None]


def _silent(step: str, done: int, total: int) -> None:
    """Tell nobody."""


def compare(
    inputs: Sequence[Article | str | Path],
    *,
    published: str | None = None,
    outlets: Sequence[tuple[str, str]] = (),
    pipeline: str = PIPELINE,
    least: float = LINKED,
    unread: Sequence[Unread] = (),
    progress: Progress = _silent,
) -> Dossier:
    """Lay the reports of one story side by side: articles, or what `read` takes.

    Only English is compared for now: a report in another language is kept in the dossier, left out of
    the links, and named in `unread`. Links less probable than `least` are left out. Raises CompareError
    where fewer than two reports are left or two have one id, ReadError where `published` is no date, and
    PipelineError where the language pipeline is missing.
    """
    articles = [item for item in inputs if isinstance(item, Article)]
    files = [item for item in inputs if not isinstance(item, Article)]
    if files:
        reading = read(files, published=published, outlets=outlets)
        articles += reading.articles
        unread = (*unread, *reading.unread)
    reports, vectors = [], []
    pool = ThreadPoolExecutor(1)
    try:
        # spaCy parses the next report while the vectors of the last are computed.
        for n, report in enumerate(parse(articles, pipeline=pipeline)):
            progress("reading", n, len(articles))
            reports.append(report)
            vectors.append(pool.submit(embed, report))
        embedded = [future.result() for future in vectors]
    finally:
        # After an interrupt nobody waits for what is still to do.
        pool.shutdown(cancel_futures=True)
    progress("comparing", 0, 1)
    return dossier(reports, embedded, least=least, unread=unread)


def dossier(
    parsed: Sequence[Parsed],
    vectors: Sequence[Sequence[Vectors]],
    *,
    least: float = LINKED,
    unread: Sequence[Unread] = (),
    judge: Callable[[], Judge] = judge,
) -> Dossier:
    """Return the dossier of parsed reports, with the vectors of their sentences, as `compare` does."""
    ids = Counter(report.article.id for report in parsed)
    if twice := [name for name, count in ids.items() if count > 1]:
        raise CompareError(f"two reports have the id {twice[0]!r}")
    english = [report for report in parsed if report.language == "en"]
    foreign = [report for report in parsed if report.language != "en"]
    if len(english) < 2:
        raise CompareError(_too_few(len(parsed), len(foreign)))
    aligned = align(
        english,
        [own for report, own in zip(parsed, vectors, strict=True) if report.language == "en"],
        least,
        judge,
    )
    by_id = {report.article.id: report for report in english}
    same = copies(english)
    known = Sources(by_id, same)
    told = points(
        aligned.links,
        aligned.statements,
        {report.article.id: report.article.outlet or report.article.id for report in english},
        lambda a, b: (a, b) in aligned.repeats,
        lambda held: origins(held, known),
    )
    told = tuple(replace(p, differs=differing(by_id, [s.span for s in p.statements])) for p in told)
    left_out = [
        Unread(report.article.id, f"language {report.language}: only English is compared")
        for report in foreign
    ]
    heard = speakers(english)
    done = [acts(report) for report in english]
    return Dossier(
        articles=tuple(parsed),
        copies=same,
        links=aligned.links,
        points=told,
        figures=aligned.figures,
        timeline=timeline(english, done, told, aligned.figures),
        quotes=quotes(english, aligned.links),
        speakers=heard,
        attributions=attributions(english, told),
        naming=naming(english),
        omissions=omissions(told, english, same),
        unread=(*unread, *left_out),
        wording=wording(done, told),
        loaded=loaded(english, told),
        distinctive=distinctive(english),
        openings=openings(english, done, told),
        positions=positions(english, told),
        coverage=coverage(told, english, same),
        voices=voices(english),
        sides=sides(english, heard),
    )


def embed(report: Parsed) -> list[Vectors]:
    """Return the vectors of the sentences of a report and of their words, none of one not in English."""
    if report.language != "en":
        return []
    return embedder().embed([report.article.quote(sentence.span) for sentence in report.sentences])


def _too_few(given: int, foreign: int) -> str:
    if foreign:
        return f"comparing needs two reports in English; {foreign} of {given} are in another language"
    return f"comparing needs two reports or more; {'there is one' if given == 1 else 'there is none'}"
