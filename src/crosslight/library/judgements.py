"""What readers say of the machine's links: kept beside them, never instead of them.

A judgement is about two places of two texts, each text known by its digest. So it holds when a story is
compared anew, and is told as one of an earlier text when an article has changed since.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Literal, get_args

from sqlalchemy import Connection, Row, RowMapping, and_, delete, insert, or_, select

from crosslight.errors import JudgementError
from crosslight.library.digests import digest
from crosslight.library.store import Store
from crosslight.library.tables import articles, judgements, texts, versions
from crosslight.model import Article, Dossier, Link, Relation, Span
from crosslight.reading.encoding import mend
from crosslight.reporting.json import Row as Line
from crosslight.reporting.json import dumps

Verdict = Literal["confirmed", "corrected", "removed", "added"]
VERDICTS: Final[tuple[Verdict, ...]] = get_args(Verdict)
# Longer than any name, and than what is said of two sentences.
LONGEST_NAME, LONGEST_NOTE = 200, 4_000
# Judgements read at a time.
READ = 200
_SIDES = ("a", "b")
_IS = judgements.c


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a reader judged, and its words; `current` is False where the article has changed since."""

    span: Span
    outlet: str
    words: str
    current: bool


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a reader says of two sentences: who, when, and what the machine had said.

    `relation` is the reader's, None where the link was removed; `machine` and `probability` are the link as
    it was then, None where there was none. `story` is the one in which the article of `a` is now.
    """

    id: str
    story: str
    a: Place
    b: Place
    verdict: Verdict
    relation: Relation | None
    machine: Relation | None
    probability: float | None
    by: str
    at: str
    note: str


def between(dossier: Dossier, a: Span, b: Span) -> Link | None:
    """Return the link between two places, whichever comes first."""
    return next((link for link in dossier.links if {link.a, link.b} == {a, b}), None)


def judge(
    connection: Connection,
    dossier: Dossier,
    a: Span,
    b: Span,
    verdict: Verdict,
    relation: Relation | None,
    by: str,
    note: str,
    now: datetime,
) -> str:
    """Store what a reader says of two places of a dossier, instead of what this reader said before.

    Raises JudgementError where it does not fit the dossier.
    """
    held = {parsed.article.id: parsed.article for parsed in dossier.articles}
    order = [*held]
    for span in (a, b):
        _check(span, held.get(span.article))
    if a.article == b.article:
        raise JudgementError("both places are in one article")
    a, b = sorted((a, b), key=lambda span: order.index(span.article))
    link = between(dossier, a, b)
    relation = _fitting(verdict, relation, link)
    found = select(articles.c.id, articles.c.seq).where(articles.c.id.in_([a.article, b.article]))
    numbers = {row.id: row.seq for row in connection.execute(found)}
    row: dict[str, Any] = {}
    for side, span in zip(_SIDES, (a, b), strict=True):
        if span.article not in numbers:
            raise JudgementError("the article was taken out of the library")
        own = held[span.article]
        row |= {f"{side}_seq": numbers[span.article], f"{side}_digest": digest(own.headline, own.text)}
        row |= {f"{side}_field": span.field, f"{side}_start": span.start, f"{side}_end": span.end}
    row["by"] = _line(by)[:LONGEST_NAME]
    same = and_(*(judgements.c[name] == value for name, value in row.items()))
    connection.execute(delete(judgements).where(same))
    put = insert(judgements).values(
        **row,
        verdict=verdict,
        relation=relation,
        machine=link and link.relation,
        probability=link and round(link.probability, 4),
        at=now.astimezone(UTC).isoformat(timespec="seconds"),
        note=mend(note)[0].strip()[:LONGEST_NOTE],
    )
    (number,) = connection.execute(put).inserted_primary_key or (0,)
    return _name(number)


def of_story(connection: Connection, story: int) -> list[Judgement]:
    """Return what was said of the articles of a story, the earliest first."""
    own = select(articles.c.seq).where(articles.c.story == story)
    within = or_(judgements.c.a_seq.in_(own), judgements.c.b_seq.in_(own))
    return _told(connection, connection.execute(select(judgements).where(within).order_by(_IS.number)).all())


def one(connection: Connection, name: str) -> Judgement | None:
    """Return a judgement by its id, None where there is none."""
    rows = connection.execute(select(judgements).where(_IS.number == _number(name))).all()
    return next(iter(_told(connection, rows)), None)


def remove(connection: Connection, name: str) -> bool:
    """Take a judgement back; False where there is none of that id."""
    return connection.execute(delete(judgements).where(_IS.number == _number(name))).rowcount > 0


def forget(connection: Connection, seq: int) -> None:
    """Take out all that was said of an article."""
    own = (judgements.c.a_seq == seq) | (judgements.c.b_seq == seq)
    connection.execute(delete(judgements).where(own))


def exported(store: Store) -> Iterator[str]:
    """Yield one line of JSON for each judgement, with both sentences and what the machine had said."""
    after = 0
    with store.reading() as connection:
        while True:
            page = select(judgements).where(_IS.number > after).order_by(_IS.number).limit(READ)
            rows = connection.execute(page).all()
            for found in _told(connection, rows):
                yield dumps(line(found)) + "\n"
            if len(rows) < READ:
                return
            after = rows[-1].number


def line(found: Judgement) -> Line:
    """Return a judgement as JSON has it."""
    return {
        "id": found.id,
        "story": found.story,
        **{side: _place(getattr(found, side)) for side in _SIDES},
        "verdict": found.verdict,
        "relation": found.relation,
        "machine": found.machine,
        "probability": found.probability,
        "by": found.by,
        "at": found.at,
        "note": found.note,
    }


def _place(place: Place) -> Line:
    span = place.span
    where: Line = {"article": span.article, "field": span.field, "start": span.start, "end": span.end}
    return {**where, "outlet": place.outlet, "text": place.words, "current": place.current}


def _check(span: Span, article: Article | None) -> None:
    if article is None:
        raise JudgementError("the story has no such article")
    if not 0 <= span.start < span.end <= len(article.headline if span.field == "headline" else article.text):
        raise JudgementError(f"there is no place {span.start} to {span.end} in the {span.field}")
    if not article.quote(span).strip():
        raise JudgementError("the place has no words")


def _fitting(verdict: Verdict, relation: Relation | None, link: Link | None) -> Relation | None:
    """Return the relation that a verdict gives; raise JudgementError where it does not fit the link."""
    if verdict == "added":
        if link is not None:
            raise JudgementError("these two are linked already: confirm, correct or remove the link")
    elif link is None:
        raise JudgementError("these two are not linked: add a link")
    if verdict in ("corrected", "added"):
        if relation is None:
            raise JudgementError("a relation is missing")
        if link is not None and relation == link.relation:
            raise JudgementError("this is what the link says: confirm it")
        return relation
    return link.relation if link is not None and verdict == "confirmed" else None


def _told(connection: Connection, rows: Sequence[Row[Any]]) -> list[Judgement]:
    seqs = {row._mapping[f"{side}_seq"] for row in rows for side in _SIDES}
    found = select(articles, texts.c.headline, texts.c.text).join(texts, texts.c.seq == articles.c.seq)
    held = {row.seq: row for row in connection.execute(found.where(articles.c.seq.in_(seqs)))}
    return [
        Judgement(
            _name(row.number),
            f"story-{held[row.a_seq].story}",
            _seen(connection, row._mapping, "a", held[row.a_seq]),
            _seen(connection, row._mapping, "b", held[row.b_seq]),
            row.verdict,
            row.relation,
            row.machine,
            row.probability,
            row.by,
            row.at,
            row.note,
        )
        for row in rows
        if {row.a_seq, row.b_seq} <= held.keys()
    ]


def _seen(connection: Connection, row: RowMapping, side: str, now: Row[Any]) -> Place:
    """Return a place as the reader saw it, in the version of the article that was the newest then."""
    field, start, end = (row[f"{side}_{name}"] for name in ("field", "start", "end"))
    span = Span(now.id, field, start, end)
    if now.digest == row[f"{side}_digest"]:
        return Place(span, now.outlet, getattr(now, field)[start:end], current=True)
    own = select(versions).where(versions.c.seq == now.seq, versions.c.digest == row[f"{side}_digest"])
    then = connection.execute(own).first()
    return Place(span, now.outlet, getattr(then, field)[start:end] if then else "", current=False)


def _line(text: str) -> str:
    return " ".join(mend(text)[0].split())


def _name(number: int) -> str:
    return f"judgement-{number}"


def _number(name: str) -> int:
    number = name.removeprefix("judgement-")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 19 else 0
