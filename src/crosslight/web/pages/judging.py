"""What readers said of links, found by the two sentences that they are about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from crosslight.library.judgements import Judgement
from crosslight.model import Span
from crosslight.reporting.sources import Line
from crosslight.reporting.view import Row, View
from crosslight.reporting.words import RELATIONS, period

Said = Mapping[frozenset[Span], tuple[Judgement, ...]]


@dataclass(frozen=True, slots=True)
class Added:
    """A link that a reader added: its lines, and what was said of them."""

    a: Line
    b: Line
    said: tuple[Judgement, ...]


def by_pair(judgements: Iterable[Judgement]) -> Said:
    """Sort judgements by the two places that they are about."""
    found: dict[frozenset[Span], tuple[Judgement, ...]] = {}
    for one in judgements:
        pair = frozenset((one.a.span, one.b.span))
        found[pair] = (*found.get(pair, ()), one)
    return found


def added(row: Row, said: Said, view: View) -> tuple[Added, ...]:
    """Return the links that readers added to a sentence of a point."""
    own = frozenset(row.spans)
    linked = {frozenset((link.a, link.b)) for link in row.links}
    held = {parsed.article.id for parsed in view.dossier.articles}
    found = []
    for pair, judgements in said.items():
        there = all(one.a.current and one.b.current for one in judgements)
        if pair & own and pair not in linked and there and {span.article for span in pair} <= held:
            first = judgements[0]
            found.append(Added(view.sources.line(first.a.span), view.sources.line(first.b.span), judgements))
    return tuple(found)


def told(one: Judgement) -> str:
    """Return what a reader said, in words."""
    verdict = {
        "confirmed": "confirmed",
        "corrected": "corrected to “%s”",
        "removed": "says they do not belong together",
        "added": "added as “%s”",
    }[one.verdict]
    word = RELATIONS[one.relation].word if one.relation else ""
    return (
        f"{one.by or 'A reader'} {verdict % word if '%s' in verdict else verdict}, {period(one.at, one.at)}"
    )
