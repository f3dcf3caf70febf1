"""Words that evaluate, intensify or hedge: which article has which, where, and in whose voice."""

from __future__ import annotations

from collections.abc import Sequence

from crosslight.model import LoadedKind, LoadedWord, Parsed, Point, Span
from crosslight.telling.lexicon import listed
from crosslight.telling.places import marked, within

_CALLED: dict[LoadedKind, str] = {
    "evaluative": "on the list of words that evaluate",
    "intensifier": "on the list of words that intensify",
    "hedge": "on the list of words that hedge",
}


def loaded(parsed: Sequence[Parsed], points: Sequence[Point]) -> tuple[LoadedWord, ...]:
    """Return the words of the lists that the articles use, those in shared points first.

    Then come those that not all articles have, evaluative words before intensifiers before hedges, and
    the words that an article uses in its own voice before those that it only quotes.
    """
    homes: dict[Span, list[str]] = {}
    for point in points:
        if len({s.span.article for s in point.statements}) > 1:
            for statement in point.statements:
                homes.setdefault(statement.span, []).append(point.id)
    found: dict[tuple[str, LoadedKind], list[tuple[Span, bool, Span]]] = {}
    for report in parsed:
        marks = marked(report)
        for sentence in report.sentences:
            if sentence.noise is None:
                for one in listed(sentence.words):
                    first, last = sentence.words[one.first], sentence.words[one.last]
                    span = Span(report.article.id, sentence.span.field, first.start, last.end)
                    quoted = any(within(span, marks))
                    found.setdefault((one.entry, one.kind), []).append((span, quoted, sentence.span))
    rows = [
        LoadedWord(
            entry,
            kind,
            tuple(span for span, _, _ in places),
            tuple(quoted for _, quoted, _ in places),
            tuple(dict.fromkeys(name for *_, sentence in places for name in homes.get(sentence, ()))),
            f"“{entry}” is {_CALLED[kind]}",
        )
        for (entry, kind), places in found.items()
    ]
    order = list(_CALLED)
    return tuple(
        sorted(
            rows,
            key=lambda row: (
                not row.points,
                len({span.article for span in row.places}) == len(parsed),
                order.index(row.kind),
                all(row.quoted),
            ),
        )
    )
