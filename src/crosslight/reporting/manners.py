"""How the outlets tell it, as rows for JSON: wording, openings, positions, voices and what is left out."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from crosslight.model import Act, Dossier, Event, Opening, Parsed, Span
from crosslight.reporting.rows import Json, Row, digits, span, spans


def manners(dossier: Dossier) -> Row:
    """Return the lists of a dossier that tell how its outlets tell it."""
    parsed = {one.article.id: one for one in dossier.articles}
    outlet = {name: one.article.outlet for name, one in parsed.items()}
    first = {one.article: one for one in dossier.openings}
    return {
        "timeline": [_event(event, parsed) for event in dossier.timeline],
        "wording": [
            {
                "points": list(one.points),
                "differ": list(one.differ),
                "acts": [_act(act, parsed) for act in one.acts],
                "why": list(one.why),
            }
            for one in dossier.wording
        ],
        "loaded": [
            {
                "lemma": one.lemma,
                "kind": one.kind,
                "places": [
                    {**span(place), "outlet": outlet.get(place.article, ""), "quoted": quoted}
                    for place, quoted in zip(one.places, one.quoted, strict=True)
                ],
                "points": list(one.points),
                "why": one.why,
            }
            for one in dossier.loaded
        ],
        "distinctive": [
            {
                "word": one.word,
                "article": one.article,
                "outlet": outlet.get(one.article, ""),
                "z": digits(one.z),
                "places": spans(one.places),
                "others": one.others,
                "words": one.words,
                "why": one.why,
            }
            for one in dossier.distinctive
        ],
        "headlines": [
            {
                **span(one.headline),
                "outlet": one.article.outlet,
                "text": one.article.quote(one.headline),
                **_headline(one.headline, first.get(one.article.id), parsed),
            }
            for one in dossier.articles
            if one.headline is not None
        ],
        "openings": [
            {
                "article": one.article,
                "outlet": outlet.get(one.article, ""),
                "headline": span(one.headline) if one.headline else None,
                "lead": span(one.lead) if one.lead else None,
                "first": spans(one.first),
                "acts": [_act(act, parsed) for act in one.acts],
                "points": list(one.points),
                "later": list(one.later),
            }
            for one in dossier.openings
        ],
        "positions": [
            {
                "point": point,
                "places": [
                    {**span(one.span), "outlet": outlet.get(one.span.article, ""), "at": digits(one.at)}
                    for one in its
                ],
            }
            for point, its in groupby(dossier.positions, lambda one: one.point)
        ],
        "omissions": [
            {
                "point": one.point,
                "lacking": list(one.lacking),
                "origins": one.origins,
                "outlets": one.outlets,
                "at": digits(one.at),
                "early": [{"article": early.article, "why": early.why} for early in one.early],
            }
            for one in dossier.omissions
        ],
        "coverage": [
            {
                "article": one.article,
                "outlet": outlet.get(one.article, ""),
                "words": one.words,
                "held": one.held,
                "points": one.points,
                "cut": digits(one.cut),
            }
            for one in dossier.coverage
        ],
        "voices": [
            {
                "article": one.article,
                "outlet": outlet.get(one.article, ""),
                "words": one.words,
                "quoted": one.quoted,
                "reported": one.reported,
                "nobody": one.nobody,
            }
            for one in dossier.voices
        ],
        "sides": [
            {"name": one.name, "speakers": list(one.speakers), "places": spans(one.places)}
            for one in dossier.sides
        ],
    }


def _act(act: Act, parsed: Mapping[str, Parsed]) -> Row:
    article = parsed[act.span.article].article
    manner: list[Json] = spans(act.manner)
    return {
        **span(act.span),
        "outlet": article.outlet,
        "text": article.quote(act.phrase),
        "phrase": span(act.phrase),
        "lemma": act.lemma,
        "form": act.form,
        "agent": span(act.agent) if act.agent else None,
        "patient": span(act.patient) if act.patient else None,
        "manner": manner,
        "quoted": act.quoted,
    }


def _headline(headline: Span, opening: Opening | None, parsed: Mapping[str, Parsed]) -> Row:
    if opening is None:
        return {"first": None, "acts": []}
    theme = next((one for one in opening.first if headline.covers(one)), None)
    return {
        "first": span(theme) if theme else None,
        "acts": [_act(act, parsed) for act in opening.acts if headline.covers(act.span)],
    }


def _event(event: Event, parsed: Mapping[str, Parsed]) -> Row:
    return {
        "earliest": event.earliest,
        "latest": event.latest,
        "time": event.time,
        "value": event.value,
        "moments": spans(event.moments),
        "statements": spans(event.statements),
        "outlets": list(dict.fromkeys(parsed[s.article].article.outlet for s in event.statements)),
        "acts": [_act(act, parsed) for act in event.acts],
        "conflicts": spans(event.conflicts),
        "against": spans(event.against),
    }
