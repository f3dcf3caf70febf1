"""What each article puts first: in its headline and its first paragraph, who acts upon whom."""

from __future__ import annotations

from collections.abc import Sequence

from crosslight.model import Act, Opening, Parsed, Point, Sentence, Span
from crosslight.telling.acts import Telling, is_act
from crosslight.telling.places import place
from crosslight.telling.positions import shared

# A first paragraph of more sentences is a text without paragraphs: so many stand for it.
SENTENCES = 3
# What goes with a verb: "has not yet openly told".
_CARRIES = frozenset(("aux", "auxpass", "neg", "advmod"))


def openings(
    parsed: Sequence[Parsed], acts: Sequence[Sequence[Telling]], points: Sequence[Point]
) -> tuple[Opening, ...]:
    """Return the opening of each article that has sentences, in the order of the articles.

    `acts` are those of each article.
    """
    first = {report.article.id: (_headline(report), _lead(report)) for report in parsed}
    inside = {name: {s.span for its in both for s in its} for name, both in first.items()}
    # Which articles have a point, and which of them tell it in their opening.
    having: dict[str, set[str]] = {}
    opening: dict[str, set[str]] = {}
    for point in shared(points):
        for span in (statement.span for statement in point.statements):
            having.setdefault(point.id, set()).add(span.article)
            if span in inside.get(span.article, ()):
                opening.setdefault(point.id, set()).add(span.article)
    return tuple(
        Opening(
            name,
            report.headline,
            Span(name, lead[0].span.field, lead[0].span.start, lead[-1].span.end) if lead else None,
            tuple(_theme(sentence) for sentence in (*headline, *lead[:1])),
            _events(own, inside[name]),
            tuple(point for point, articles in opening.items() if name in articles),
            tuple(
                point for point, articles in opening.items() if name in having[point] and name not in articles
            ),
        )
        for report, own in zip(parsed, acts, strict=True)
        for name, (headline, lead) in [(report.article.id, first[report.article.id])]
        if headline or lead
    )


def _headline(report: Parsed) -> list[Sentence]:
    covers = report.headline.covers if report.headline else lambda _: False
    return [s for s in report.sentences if s.noise is None and covers(s.span)]


def _lead(report: Parsed) -> list[Sentence]:
    """Return the sentences of the first paragraph below the headline."""
    covers = report.headline.covers if report.headline else lambda _: False
    body = sorted(
        (s for s in report.sentences if s.noise is None and s.span.field == "text" and not covers(s.span)),
        key=lambda s: place(s.span),
    )
    found = body[:1]
    for sentence in body[1:SENTENCES]:
        if "\n" in report.article.text[found[-1].span.end : sentence.span.start]:
            break
        found.append(sentence)
    return found


def _theme(sentence: Sentence) -> Span:
    """Return the words before the main verb and what carries it, or the whole where it begins with that."""
    words, span = sentence.words, sentence.span
    root = next((n for n, word in enumerate(words) if word.head == n), 0)
    carriers = {n for n, w in enumerate(words) if w.head == root and w.dep in _CARRIES}
    first = root
    while first - 1 in carriers:
        first -= 1
    before = [word for word in words[:first] if any(c.isalnum() for c in word.text)]
    if not before or words[root].pos not in ("VERB", "AUX"):
        return span
    return Span(span.article, span.field, before[0].start, before[-1].end)


def _events(acts: Sequence[Telling], inside: set[Span]) -> tuple[Act, ...]:
    return tuple(
        told.act
        for told in acts
        if told.sentence in inside and (told.act.form != "noun" or is_act(told.act.lemma))
    )
