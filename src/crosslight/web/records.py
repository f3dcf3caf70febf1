"""What the API gives: the records of the OpenAPI document, with the field names of docs/json.md."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from crosslight.library.judgements import Judgement, Verdict
from crosslight.library.listing import Listed
from crosslight.library.searching import Hit
from crosslight.model import ActorKind, FieldName, Mode, OriginKind, Relation, Span, Status
from crosslight.web.jobs import Job, State

Count = Annotated[
    int | None, Field(description="null where the story is not compared, or has changed since.")
]
Rows = list[dict[str, Any]]


class Record(BaseModel):
    """A record that is made of one of ours."""

    model_config = ConfigDict(from_attributes=True)


class Place(Record):
    """A stretch of one field of one article, in Unicode code points: `start` included, `end` excluded."""

    article: Annotated[str, Field(max_length=2_000)]
    field: FieldName = "text"
    start: Annotated[int, Field(ge=0, lt=2**31)]
    end: Annotated[int, Field(ge=0, lt=2**31)]

    def span(self) -> Span:
        """Return the place as the library knows it."""
        return Span(self.article, self.field, self.start, self.end)


class Words(Place):
    """A place, with its words."""

    text: str


class Story(Record):
    """A story in a list."""

    id: str
    headline: str
    articles: int
    outlets: int
    copies: int
    earliest: str | None
    latest: str | None
    languages: list[str]
    origins: Count
    points: Count
    corroborated: Count
    conflicting: Count
    disputed: Count
    single: Count

    @classmethod
    def of(cls, found: Listed, **more: Any) -> Story:
        """Return a story as it is listed."""
        told = {name: getattr(found, name) for name in Story.model_fields}
        return cls(
            **{**told, "earliest": found.earliest or None, "latest": found.latest or None, **more},
        )


class Stories(Record):
    """A page of stories; `total` counts those on all pages."""

    stories: list[Story]
    next: str | None
    total: int


class Report(Record):
    """An article, without its text."""

    id: str
    outlet: str
    published: str | None
    headline: str
    language: str
    url: str
    copy_of: str | None


class StoryRecord(Story):
    """A story, with its articles in the order in which they came."""

    reports: list[Report]


class Article(Report):
    """An article with its text, and what was found in it, as `crosslight parse` tells it (docs/json.md)."""

    text: str
    byline: str
    source: Annotated[str, Field(description="Where it was read from: a file name or an address.")]
    story: str | None
    version: int
    added: str
    sentences: Rows
    speech: Rows
    figures: Rows
    moments: Rows
    actors: Rows
    found_in_headline: Annotated[
        dict[str, Any], Field(description="The same, of a headline that stands apart from the text.")
    ]


class Origin(Record):
    """Where a point comes from."""

    name: str
    kind: OriginKind
    articles: list[str]


class Told(Words):
    """A statement of a point: its words, its outlet, and on whose word it is."""

    outlet: str
    speaker: str | None
    speakers: list[str]


class Linked(Record):
    """Two statements that are linked, how, how sure, and why; `judgement` is the last that a reader made."""

    a: Place
    b: Place
    relation: Relation
    probability: float
    why: list[str]
    a_parts: list[Place]
    b_parts: list[Place]
    judgement: JudgementRecord | None


class PointRecord(Record):
    """A point: one fact or claim, with the statements that tell it."""

    id: str
    status: Status
    statements: list[Told]
    outlets: list[str]
    origins: list[Origin]
    differs: list[Place]
    links: list[Linked]


class Points(Record):
    """A page of points; `total` counts those on all pages."""

    points: list[PointRecord]
    next: str | None
    total: int


class DossierRecord(BaseModel):
    """The whole comparison of a story, as docs/json.md tells it; `judgement` stands beside each link."""

    model_config = ConfigDict(extra="allow")

    crosslight: str
    schema_: Annotated[int, Field(alias="schema")]
    articles: Rows
    links: Rows
    points: Rows


class JudgedPlace(Words):
    """A place that a reader judged; `current` is false where its article has changed since."""

    outlet: str
    current: bool


class JudgementRecord(Record):
    """What a reader says of two sentences, beside what the machine said then (`machine`, `probability`)."""

    id: str
    story: str
    a: JudgedPlace
    b: JudgedPlace
    verdict: Verdict
    relation: Relation | None
    machine: Relation | None
    probability: float | None
    by: str
    at: str
    note: str

    @classmethod
    def of(cls, found: Judgement) -> JudgementRecord:
        """Return a judgement."""
        from crosslight.library.judgements import line

        return cls.model_validate(line(found))


class Judgements(Record):
    """Judgements, the earliest first."""

    judgements: list[JudgementRecord]


class _Judged(BaseModel):
    """The two sentences, and who judges them."""

    a: Place
    b: Place
    by: Annotated[str, Field(max_length=200)] = ""
    note: Annotated[str, Field(max_length=4_000)] = ""


class Kept(_Judged):
    """A link that is right, or should not be there."""

    verdict: Literal["confirmed", "removed"]


class Related(_Judged):
    """A link that is of another relation, or is missing."""

    verdict: Literal["corrected", "added"]
    relation: Relation


NewJudgement = Annotated[Kept | Related, Field(discriminator="verdict")]


class Found(Words):
    """A place that was found; `by` says by what: words, meaning, or both."""

    story: str | None
    headline: str
    outlet: str
    published: str | None
    speaker: str | None
    mode: Mode | None
    by: list[str]
    score: float

    @classmethod
    def of(cls, hit: Hit) -> Found:
        """Return a place that was found."""
        told = {name: getattr(hit, name) for name in ("headline", "outlet", "published", "speaker", "mode")}
        span = {name: getattr(hit.span, name) for name in Place.model_fields}
        return cls(
            **told, **span, text=hit.words, story=hit.story or None, by=[*hit.by], score=round(hit.score, 6)
        )


class Search(Record):
    """A page of what was found, best first."""

    found: list[Found]
    next: str | None


class OutletRecord(Record):
    """An outlet of the library."""

    name: str
    articles: int
    stories: int
    earliest: str
    latest: str


class Outlets(Record):
    """The outlets of the library, in the order of their names."""

    outlets: list[OutletRecord]


class NameRecord(Record):
    """A name of a person, body or place, and how many articles have it."""

    name: str
    kind: ActorKind
    articles: int


class Actors(Record):
    """Names of actors, those of most articles first."""

    actors: list[NameRecord]


class Left(Record):
    """What could not be read, or was read with something odd (`kept`), and why."""

    input: str
    why: str
    kept: bool


class Comparison(Record):
    """A comparison that was asked for: how far it is, and why there is none where it failed."""

    id: str
    state: State
    step: str
    done: int
    total: int
    error: str | None
    unread: list[Left]

    @classmethod
    def of(cls, job: Job) -> Comparison:
        """Return how far a comparison is."""
        told = {name: getattr(job, name) for name in ("id", "state", "step", "done", "total")}
        unread = [Left.model_validate(one) for one in (job.dossier.unread if job.dossier else ())]
        return cls(**told, error=job.error or None, unread=unread)


Linked.model_rebuild()
