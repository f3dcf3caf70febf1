"""The headline of an article."""

from __future__ import annotations

from collections.abc import Sequence

from crosslight.model import Article, Sentence, Span

# Of 2,326 headlines (gold stories, groundnews2025, allsides_full) 99 % have up to 22 words, the shortest 3; a
# first paragraph has more and a full stop, the name of a section has fewer.
FEWEST, MOST = 3, 25
# Above the headline a page may have a section and a label, no more.
LINES = 3


def headline(article: Article, sentences: Sequence[Sentence]) -> Span | None:
    """Return the whole headline field, else the first line of the text where it reads as one, else None.

    `sentences` are those of the article, marked where they are noise.
    """
    if article.headline.strip():
        return Span(article.id, "headline", 0, len(article.headline))
    end = len(article.text.rstrip())
    starts = (s.span.start for s in sentences if s.span.field == "text" and s.noise is None)
    for _, start in zip(range(LINES), starts, strict=False):
        line = article.text[start : start + 1_000].splitlines()[0].rstrip()
        words = len(line.split())
        if words >= FEWEST:
            short = words <= MOST and not _stops(line) and start + len(line) < end
            return Span(article.id, "text", start, start + len(line)) if short else None
    return None


def _stops(line: str) -> bool:
    """Tell whether the line ends as a sentence of a report does; a last "U.S." is no end."""
    body = line.rstrip("\"”’'»)")
    return body[-1:] in "…:;," or (body[-1:] == "." and "." not in body.split()[-1][:-1])
