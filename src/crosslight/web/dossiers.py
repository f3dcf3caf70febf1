"""A dossier as the API tells it: its points with their words, and judgements beside its links."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from crosslight.library.judgements import Judgement, line
from crosslight.model import Article, Dossier, Link, Point, Span, Status
from crosslight.reporting.json import Row, dossier_row
from crosslight.web.records import JudgementRecord, Linked, Origin, Place, PointRecord, Told

_Pair = frozenset[Span]


def latest(judgements: Sequence[Judgement]) -> dict[_Pair, Judgement]:
    """Return for each pair of places the last judgement of a reader."""
    return {frozenset((one.a.span, one.b.span)): one for one in judgements}


def judged_dossier(dossier: Dossier, judgements: Sequence[Judgement], parts: Collection[str]) -> Row:
    """Return a dossier as JSON has it, with `judgement` in each link, and all of them in `judgements`.

    Where parts are named, the other lists are empty.
    """
    row = dossier_row(dossier)
    last = latest(judgements)
    row["links"] = [
        {**told, "judgement": line(one) if (one := last.get(frozenset((link.a, link.b)))) else None}
        for told, link in zip(_rows(row, "links"), dossier.links, strict=True)
    ]
    row["judgements"] = [line(one) for one in judgements]
    if parts:
        for name, value in row.items():
            if isinstance(value, list) and name not in parts:
                row[name] = []
    return row


def points(
    dossier: Dossier,
    judgements: Sequence[Judgement],
    *,
    status: Status | None,
    outlet: str,
    speaker: str,
    begin: int,
    limit: int,
) -> tuple[list[PointRecord], int]:
    """Return a page of the points that fit, and how many there are."""
    articles = {parsed.article.id: parsed.article for parsed in dossier.articles}
    last = latest(judgements)
    fitting = [point for point in dossier.points if _fits(point, status, outlet, speaker)]
    page = fitting[begin : begin + limit]
    return [_point(point, articles, last) for point in page], len(fitting)


def _fits(point: Point, status: Status | None, outlet: str, speaker: str) -> bool:
    if status is not None and point.status != status:
        return False
    if outlet and outlet.casefold() not in (name.casefold() for name in point.outlets):
        return False
    part = speaker.casefold()
    return not part or any(part in name.casefold() for one in point.statements for name in one.speakers)


def _point(point: Point, articles: Mapping[str, Article], last: Mapping[_Pair, Judgement]) -> PointRecord:
    return PointRecord(
        id=point.id,
        status=point.status,
        statements=[
            Told(
                **_place(one.span),
                text=articles[one.span.article].quote(one.span),
                outlet=articles[one.span.article].outlet,
                speaker=one.speakers[0] if one.speakers else None,
                speakers=[*one.speakers],
            )
            for one in point.statements
        ],
        outlets=[*point.outlets],
        origins=[Origin(name=one.name, kind=one.kind, articles=[*one.articles]) for one in point.origins],
        differs=[Place.model_validate(span) for span in point.differs],
        links=[_link(link, last.get(frozenset((link.a, link.b)))) for link in point.links],
    )


def _link(link: Link, judgement: Judgement | None) -> Linked:
    return Linked(
        a=Place.model_validate(link.a),
        b=Place.model_validate(link.b),
        relation=link.relation,
        probability=round(link.probability, 4),
        why=[*link.why],
        a_parts=[Place.model_validate(span) for span in link.a_parts],
        b_parts=[Place.model_validate(span) for span in link.b_parts],
        judgement=JudgementRecord.of(judgement) if judgement else None,
    )


def _place(span: Span) -> dict[str, Any]:
    return {"article": span.article, "field": span.field, "start": span.start, "end": span.end}


def _rows(row: Row, name: str) -> list[Row]:
    rows = row[name]
    assert isinstance(rows, list)  # noqa: S101 - the JSON of a dossier has a list there
    return [one for one in rows if isinstance(one, dict)]
