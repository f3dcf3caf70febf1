"""A dossier as JSON, and the rows of `crosslight parse`; docs/json.md tells what each field means."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from importlib.metadata import version

import msgspec

from crosslight.model import (
    Article,
    Attribution,
    Dossier,
    FieldName,
    Figure,
    Moment,
    Naming,
    Parsed,
    Passage,
    Point,
    Quotation,
    Sentence,
    Span,
    Speaker,
    Speech,
)
from crosslight.reporting.manners import manners
from crosslight.reporting.rows import Json, Row, digits, place, span, spans

__all__ = ["SCHEMA", "Json", "Row", "dossier_row", "dumps", "parse_rows", "speech_rows", "to_json"]

SCHEMA = 1
"""The number of the format: it grows when a field is renamed or its meaning changes."""

_SURROGATE = re.compile("[\ud800-\udfff]")


def to_json(dossier: Dossier) -> str:
    """Return a dossier as indented JSON: the same dossier and version give the same bytes."""
    return dumps(dossier_row(dossier), indent=1) + "\n"


def parse_rows(parsed: Iterable[Parsed]) -> Iterator[Row]:
    """Yield one row for each article, as `crosslight parse` writes them.

    Offsets in the lists of a row are in the article's text. What stands in a headline that the input
    gave apart from the text is in the same lists under `headline`, with offsets in that headline.
    """
    for one in parsed:
        yield {
            "article": one.article.id,
            "language": one.language,
            **_found(one, "text"),
            "headline": _found(one, "headline"),
        }


def dumps(value: Json, indent: int | None = None) -> str:
    """Return JSON in which letters stay letters and lone surrogates are escaped: it encodes as UTF-8."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    if indent is not None:
        # The same as json.dumps(..., indent=indent), which takes three times as long as both steps.
        laid = msgspec.json.format(text.encode("utf-8", "surrogatepass"), indent=indent)
        text = laid.decode("utf-8", "surrogatepass")
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def dossier_row(dossier: Dossier) -> Row:
    """Return a dossier as a row for JSON."""
    number = {(link.a, link.b): i for i, link in enumerate(dossier.links)}
    outlet = {parsed.article.id: parsed.article.outlet for parsed in dossier.articles}
    return {
        "crosslight": version("crosslight"),
        "schema": SCHEMA,
        "articles": [_article(one, dossier.copies.get(one.article.id)) for one in dossier.articles],
        "speech": [
            {"article": one.article.id, **_speech(speech)}
            for one in dossier.articles
            for speech in one.speech
            if _field(speech) == "text"
        ],
        "figures": [
            {
                "a": span(pair.a),
                "b": span(pair.b),
                "relation": pair.relation,
                "a_value": pair.a_value,
                "b_value": pair.b_value,
                "unit": pair.unit,
                "about": pair.about,
                "probability": pair.probability,
                "why": pair.why,
            }
            for pair in dossier.figures
        ],
        "links": [
            {
                "a": span(link.a),
                "b": span(link.b),
                "relation": link.relation,
                "probability": digits(link.probability),
                "why": list(link.why),
                "a_parts": spans(link.a_parts),
                "b_parts": spans(link.b_parts),
            }
            for link in dossier.links
        ],
        "points": [{**_point(point), "links": _numbers(point, number)} for point in dossier.points],
        "naming": [naming_row(thing, outlet) for thing in dossier.naming],
        **manners(dossier),
        "quotes": [_quotation(quote) for quote in dossier.quotes],
        "speakers": [_speaker(speaker, outlet) for speaker in dossier.speakers],
        "attributions": [_attribution(one, outlet) for one in dossier.attributions],
        "revisions": [
            {
                "article": one.article,
                "version": one.version,
                "when": one.when,
                "added": [_passage(passage) for passage in one.added],
                "removed": [_passage(passage) for passage in one.removed],
            }
            for one in dossier.revisions
        ],
        "unread": [{"input": u.input, "why": u.why, "kept": u.kept} for u in dossier.unread],
    }


def _passage(passage: Passage) -> Row:
    return {"field": passage.field, "start": passage.start, "end": passage.end, "text": passage.words}


def _article(parsed: Parsed, copy_of: str | None) -> Row:
    article = parsed.article
    return {
        "id": article.id,
        "outlet": article.outlet,
        "published": article.published,
        "headline": _headline(article, parsed.headline),
        "language": parsed.language or article.language,
        "url": article.url,
        "byline": article.byline,
        "source": article.source,
        "text": article.text,
        "noise": [{**place(n.span), "why": n.why} for n in parsed.noise if n.span.field == "text"],
        "copy_of": copy_of,
    }


def _headline(article: Article, found: Span | None) -> str:
    return article.headline or (article.quote(found) if found else "")


def _numbers(point: Point, number: Mapping[tuple[Span, Span], int]) -> list[Json]:
    return [number[link.a, link.b] for link in point.links if (link.a, link.b) in number]


def _point(point: Point) -> Row:
    return {
        "id": point.id,
        "status": point.status,
        "statements": [
            {
                **span(statement.span),
                "speaker": statement.speakers[0] if statement.speakers else None,
                "speakers": list(statement.speakers),
            }
            for statement in point.statements
        ],
        "outlets": list(point.outlets),
        "origins": [
            {"name": origin.name, "kind": origin.kind, "articles": list(origin.articles)}
            for origin in point.origins
        ],
        "differs": spans(point.differs),
    }


def naming_row(naming: Naming, outlet: dict[str, str]) -> Row:
    """Return what a thing is called as the JSON has it; `outlet` names that of each article."""
    return {
        "thing": naming.thing,
        "kind": naming.kind,
        "names": [
            {
                "text": name.text,
                "places": [
                    {**span(place), "outlet": outlet.get(place.article, ""), "quoted": quoted}
                    for place, quoted in zip(name.places, name.quoted, strict=True)
                ],
            }
            for name in naming.names
        ],
    }


def _quotation(quote: Quotation) -> Row:
    return {
        "speaker": quote.speaker,
        "places": [span(place) for place in quote.places],
        "differs": spans(quote.differs),
        "paraphrases": spans(quote.paraphrases),
        "fullest": spans(quote.fullest),
        "edits": [
            {
                "kind": edit.kind,
                "where": edit.where,
                "full": span(edit.full),
                "here": span(edit.here),
                "shown": edit.shown,
            }
            for edit in quote.edits
        ],
    }


def _speaker(speaker: Speaker, outlet: dict[str, str]) -> Row:
    return {
        "name": speaker.name,
        "shares": [
            {
                "article": share.article,
                "outlet": outlet.get(share.article, ""),
                "attributions": spans(share.attributions),
                "quotations": spans(share.quotations),
                "reported": spans(share.reported),
                "words_quoted": share.words_quoted,
                "words_reported": share.words_reported,
            }
            for share in speaker.shares
        ],
    }


def _attribution(one: Attribution, outlet: dict[str, str]) -> Row:
    return {
        "point": one.point,
        "differ": one.differ,
        "statements": [
            {
                **span(voiced.statement),
                "outlet": outlet.get(voiced.statement.article, ""),
                "stated": voiced.stated,
                "verbs": [
                    {**span(verb.span), "lemma": verb.lemma, "kind": verb.kind, "speaker": verb.speaker}
                    for verb in voiced.verbs
                ],
            }
            for voiced in one.statements
        ],
    }


def _found(parsed: Parsed, field: FieldName) -> Row:
    """Return what was found in one field of an article."""
    actors: list[Json] = []
    for actor in parsed.actors:
        mentions: list[Json] = [place(span) for span in actor.mentions if span.field == field]
        if mentions:
            actors.append({"name": actor.name, "kind": actor.kind, "mentions": mentions})
    return {
        "sentences": [_sentence(s) for s in parsed.sentences if s.span.field == field],
        "speech": [*speech_rows(s for s in (*parsed.speech, *parsed.ascribed) if _field(s) == field)],
        "figures": [_figure(f) for f in parsed.figures if f.span.field == field],
        "moments": [_moment(m) for m in parsed.moments if m.span.field == field],
        "actors": actors,
    }


def _sentence(sentence: Sentence) -> Row:
    return {**place(sentence.span), "noise": sentence.noise}


def speech_rows(speech: Iterable[Speech]) -> list[Row]:
    """Return attributions as `crosslight parse` writes them: what one cue attributes is one.

    So is a quotation that runs on in the paragraph behind. In a dossier both are cut where sentences
    end, since it is told sentence by sentence.
    """
    joined: dict[Span | int, Speech] = {}
    before: Span | int = -1
    for number, one in enumerate(sorted(speech, key=lambda one: one.content[0])):
        key = one.cue or number
        if one.cue is None and before in joined and joined[before].speaker == one.speaker:
            key = before
        if last := joined.get(key):
            mode = one.mode if one.mode == last.mode else "mixed"
            joined[key] = replace(last, content=(*last.content, *one.content), mode=mode)
        else:
            joined[key] = one
        before = key
    return [_speech(one) for one in joined.values()]


def _speech(speech: Speech) -> Row:
    return {
        "source": place(speech.source) if speech.source else None,
        "speaker": speech.speaker,
        "cue": place(speech.cue) if speech.cue else None,
        "content": [place(span) for span in speech.content],
        "mode": speech.mode,
        "probability": digits(speech.probability),
        "via": list(speech.via),
        "kind": speech.kind,
    }


def _figure(figure: Figure) -> Row:
    return {
        **place(figure.span),
        "value": _number(figure.value),
        "unit": figure.unit,
        "of": figure.of,
        "low": _number(figure.low),
        "high": _number(figure.high),
        "hedge": figure.hedge,
    }


def _moment(moment: Moment) -> Row:
    return {
        **place(moment.span),
        "type": moment.type,
        "value": moment.value,
        "earliest": moment.earliest,
        "latest": moment.latest,
    }


def _field(speech: Speech) -> FieldName:
    return speech.content[0].field if speech.content else "text"


def _number(value: float | None) -> float | None:
    # JSON has no infinity: a number too great for a float is one we have no value for.
    return value if value is not None and math.isfinite(value) else None
