"""What the articles call each person, body and place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from crosslight.aligning.names import core
from crosslight.aligning.terms import sentences_in
from crosslight.model import ActorKind, Name, Naming, Parsed, Span
from crosslight.telling.countries import ruled_from
from crosslight.telling.descriptions import Known, Named, described
from crosslight.telling.merging import Called, called_in, kind_of, merged, title_of
from crosslight.telling.phrases import Phrase, epithets, phrases
from crosslight.telling.places import place, quoted, within

_EDGES = re.compile(r"^(?:the|a|an)\s+|[’']s?$", re.IGNORECASE)
_OWNERS = re.compile(
    r"^(?:(?:both|all|any|these|those|this|that|its|his|her|their|our|my)\s+)+", re.IGNORECASE
)
_ACTING = frozenset(("nsubj", "nsubjpass", "poss"))


def naming(parsed: Sequence[Parsed]) -> tuple[Naming, ...]:
    """Return what all articles speak of, with each name and description for it and its places.

    Those that most articles name come first, then those with the most mentions. Pronouns and noise are
    left out. A place is quoted where it stands in quotation marks and the words are a speaker's.
    """
    things = merged([called for i, p in enumerate(parsed) for called in called_in(i, p)])
    named = {
        word: thing
        for thing, its in enumerate(things)
        for called in its
        for word in _words(called.article, parsed[called.article], called.mentions)
    }
    found = described(
        parsed,
        [phrase for i, p in enumerate(parsed) for phrase in phrases(i, p, named)],
        named,
        [Known(core(title_of(its)), kind_of(its)) for its in things],
    )
    spans = _mentions(parsed, things, named)
    for thing, phrase in found.named:
        spans[thing].append((phrase.article, phrase.span))
    quotations = [quoted(p) for p in parsed]
    told = [
        _naming(title_of(its), kind_of(its), places, parsed, quotations)
        for its, places in zip(things, spans, strict=True)
        if places
    ]
    for phrased in found.unnamed:
        places = [(phrase.article, phrase.span) for phrase in phrased]
        told.append(_naming(_called_most(phrased, parsed), "other", places, parsed, quotations))
    return tuple(sorted(told, key=_weight))


def _mentions(
    parsed: Sequence[Parsed], things: Sequence[Sequence[Called]], named: Named
) -> list[list[tuple[int, Span]]]:
    """Return where each thing is named, with its article; an acting capital means its country."""
    spans: list[list[tuple[int, Span]]] = [[] for _ in things]
    countries = {core(title_of(its)): thing for thing, its in enumerate(things) if kind_of(its) == "place"}
    for thing, its in enumerate(things):
        ruled = countries.get(ruled_from(title_of(its)) or ())
        for called in its:
            for span in called.mentions:
                acts = ruled is not None and _acts(parsed[called.article], span)
                spans[ruled if ruled is not None and acts else thing].append((called.article, span))
    for one in epithets(parsed, named):
        held = spans[one.thing]
        held[:] = [(article, span) for article, span in held if not one.span.overlap(span)]
        held.append((one.article, one.span))
    return spans


def _weight(one: Naming) -> tuple[int, int]:
    places = [place for name in one.names for place in name.places]
    return -len({place.article for place in places}), -len(places)


def _words(article: int, parsed: Parsed, spans: Sequence[Span]) -> Iterator[tuple[int, int, int]]:
    """Yield the words (article, sentence, number in it) that these spans cover."""
    begins = [place(sentence.span) for sentence in parsed.sentences]
    for span in spans:
        number = bisect_right(begins, place(span)) - 1
        for i, word in enumerate(parsed.sentences[number].words if number >= 0 else ()):
            if span.start <= word.start and word.end <= span.end:
                yield article, number, i


def _acts(parsed: Parsed, town: Span) -> bool:
    """Tell whether a capital does something in a sentence, so that its government is meant."""
    return any(
        word.dep in _ACTING
        for sentence in sentences_in(parsed, town)
        for word in sentence.words
        if town.start <= word.start and word.end <= town.end
    )


def _called_most(its: Sequence[Phrase], parsed: Sequence[Parsed]) -> str:
    quotes = (parsed[p.article].article.quote(p.span) for p in its)
    texts = Counter(_OWNERS.sub("", _EDGES.sub("", quote)) for quote in quotes)
    return max(texts, key=lambda text: (texts[text], len(text.split()), text))


def _naming(
    title: str,
    kind: ActorKind,
    places: Sequence[tuple[int, Span]],
    parsed: Sequence[Parsed],
    quotations: Sequence[Sequence[Span]],
) -> Naming:
    surfaces: dict[str, list[tuple[str, Span, bool]]] = {}
    for article, span in places:
        text = _EDGES.sub("", " ".join(parsed[article].article.quote(span).split()))
        is_quoted = next(within(span, quotations[article]), None) is not None
        surfaces.setdefault(text.casefold().replace("’", "'"), []).append((text, span, is_quoted))
    names = [
        Name(
            Counter(text for text, _, _ in group).most_common(1)[0][0],
            tuple(span for _, span, _ in group),
            tuple(is_quoted for _, _, is_quoted in group),
        )
        for group in sorted(surfaces.values(), key=len, reverse=True)
    ]
    return Naming(title, kind, tuple(names))
