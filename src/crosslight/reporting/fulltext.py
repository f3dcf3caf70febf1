"""An article in full, cut into runs: every sentence that a point holds, and all noise, in its place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from crosslight.model import FieldName, Parsed, Span
from crosslight.reporting.sources import Sources
from crosslight.reporting.words import one_line

_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a sentence leads: the anchor of its point, the mark and word of that, and its status."""

    anchor: str
    mark: str
    label: str
    status: str


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one kind: `sentence` numbers its sentence in the field, from 0.

    `first` and `last` tell whether the sentence begins and ends in this run; `noise` says why the
    run is no part of the report, empty where it is.
    """

    text: str
    sentence: int | None
    first: bool
    last: bool
    noise: str
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; `headline` tells whether it is the headline of the report."""

    runs: tuple[Run, ...]
    headline: bool = False


Targets = dict[tuple[str, FieldName, int], list[Target]]
"""The targets of a sentence, by its article, field and number."""


def place(sources: Sources, statements: Iterable[tuple[Span, Target]]) -> Targets:
    """Give each sentence the targets of the statements that overlap it, in the order given."""
    targets: Targets = {}
    for span, target in statements:
        number = sources.sentence_number(span)
        while number is not None:
            found = targets.setdefault((span.article, span.field, number), [])
            if target not in found:
                found.append(target)
            number = sources.next_sentence(span, number)
    return targets


def paragraphs(parsed: Parsed, field: FieldName, targets: Targets) -> tuple[Paragraph, ...]:
    """Cut a field of an article into paragraphs and these into runs: no character is lost but line ends."""
    article = parsed.article
    text = article.text if field == "text" else article.headline
    sentences = sorted(s.span for s in parsed.sentences if s.span.field == field)
    noise = sorted((n.span.start, n.span.end, n.why) for n in parsed.noise if n.span.field == field)
    cuts = {c for s in sentences for c in (s.start, s.end)} | {c for n in noise for c in n[:2]}
    bounds = sorted(cuts)
    headline = parsed.headline if parsed.headline and parsed.headline.field == field else None
    out = []
    b = s = n = 0
    begun = -1
    for match in _LINE.finditer(text):
        start, stop = match.span()
        if match[0].isspace():
            continue
        runs: list[Run] = []
        while start < stop:
            while b < len(bounds) and bounds[b] <= start:
                b += 1
            end = min(stop, bounds[b]) if b < len(bounds) else stop
            while s < len(sentences) and sentences[s].end <= start:
                s += 1
            while n < len(noise) and noise[n][1] <= start:
                n += 1
            inside = s < len(sentences) and sentences[s].start <= start
            why = one_line(noise[n][2]) if n < len(noise) and noise[n][0] <= start else ""
            if not why and runs and text[start:end].isspace():
                why = runs[-1].noise  # one reason for noise of several sentences
            runs.append(
                Run(
                    text=one_line(text[start:end]),
                    sentence=s if inside else None,
                    first=inside and s != begun,
                    last=inside and not text[end : sentences[s].end].strip(),
                    noise=why,
                    targets=tuple(targets.get((article.id, field, s), ())) if inside else (),
                )
            )
            begun = s if inside else begun
            start = end
        whole = headline is not None and headline.start <= match.start() and match.end() <= headline.end
        out.append(Paragraph(tuple(runs), headline=whole))
    return tuple(out)
