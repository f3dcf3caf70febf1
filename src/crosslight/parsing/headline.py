"""The headline of an article."""

from __future__ import annotations

from collections.abc import Sequence

from crosslight.model import Article, Sentence, Span

# Of 2,326 headlines (gold stories, groundnews2025, allsides_full) 99 % have 4 to 22 words, the shortest 3; a first
# paragraph has more and a full stop, the name of a section has fewer.
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
            reads = words <= MOST and line.rstrip("\"”’'»)")[-1:] not in ".…:;,"
            return (
                Span(article.id, "text", start, start + len(line))
                if reads and start + len(line) < end
                else None
            )
    return None
