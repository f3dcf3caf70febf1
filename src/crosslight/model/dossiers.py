"""What is told of several articles on one event, from the links of their statements to the dossier."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from crosslight.model.articles import ActorKind, FieldName, Parsed, Span, Unread, Where
from crosslight.model.manners import (
    Act,
    Coverage,
    Distinctive,
    Early,
    LoadedWord,
    Opening,
    Position,
    Side,
    Voices,
    Wording,
)

Relation = Literal["agree", "overlap", "conflict", "dispute"]
Status = Literal["corroborated", "single", "conflicting", "disputed"]
FigureRelation = Literal["equal", "compatible", "different"]
OriginKind = Literal["own", "agency", "copy", "source"]
EditKind = Literal["cut", "reported", "changed", "added"]
EventTime = Literal["exact", "vague", "relative"]
Voicing = Literal["fact", "kind", "source", "verb", "same", "apart"]


@dataclass(frozen=True, slots=True)
class Statement:
    """What one sentence asserts, and on whose word: `speakers` is empty for the outlet's own voice."""

    span: Span
    speakers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """Two statements in different articles, how they stand to each other, how sure, and why.

    `a_parts` and `b_parts` are the stretches of both, clause by clause, that tell what they share.
    """

    a: Span
    b: Span
    relation: Relation
    probability: float
    why: tuple[str, ...]
    a_parts: tuple[Span, ...] = ()
    b_parts: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class FigurePair:
    """Two figures or moments about the same thing in two articles."""

    a: Span
    b: Span
    relation: FigureRelation
    a_value: str
    b_value: str
    unit: str
    about: str
    why: str = ""
    probability: float = 1.0


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a point comes from: an outlet's own report, an agency text, a copied text, or a source."""

    name: str
    kind: OriginKind
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """Linked statements together: one fact or claim of the story, with its status.

    `statements` are in the order of articles, then of the text. `differs` are the words of these
    statements that none of the other outlets in the point shares.
    """

    id: str
    status: Status
    statements: tuple[Statement, ...]
    outlets: tuple[str, ...]
    origins: tuple[Origin, ...]
    links: tuple[Link, ...]
    differs: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch in which an article's version of a quotation parts from the fullest version.

    Words (`full`) are `cut`, given without quotation marks (`reported`), `changed`, or `added`; `here`
    is the place in the other version. `shown` is False for what no ellipsis, bracket or end of a
    quotation mark shows.
    """

    kind: EditKind
    where: Where
    full: Span
    here: Span
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Quotation:
    """One speaker's words in one or more articles; `differs` are the words that not all have.

    `paraphrases` give the same without quotation marks, as the same speaker's; `differs` has the words of
    these that no quotation has. `edits` hold the articles' versions against the `fullest`.
    """

    speaker: str
    places: tuple[Span, ...]
    differs: tuple[Span, ...] = ()
    paraphrases: tuple[Span, ...] = ()
    fullest: tuple[Span, ...] = ()
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """How often and how long one article gives a speaker the word.

    `attributions` are the cues, `quotations` stand in quotation marks, `reported` do not. Words of a
    speech within a speech are the inner speaker's alone.
    """

    article: str
    attributions: tuple[Span, ...]
    quotations: tuple[Span, ...]
    reported: tuple[Span, ...]
    words_quoted: int
    words_reported: int


@dataclass(frozen=True, slots=True)
class Speaker:
    """One speaker, under the fullest name of the story, and the share of each article that has any."""

    name: str
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Verb:
    """The word by which a statement is attributed: its place, its lemma, its kind, and to whom.

    `kind` is what the word by itself conveys, from a list of words; it is no judgement of the article.
    """

    span: Span
    lemma: str
    kind: str
    speaker: str


@dataclass(frozen=True, slots=True)
class Voiced:
    """A statement of a point, and how it is attributed, the nearest attribution first.

    `stated` is True where the article states it as fact: nobody is named or quoted for it.
    """

    statement: Span
    verbs: tuple[Verb, ...]
    stated: bool


@dataclass(frozen=True, slots=True)
class Attribution:
    """How each outlet attributes the same point, and in what they differ most.

    `fact`: some state what others attribute; `kind`: verbs of different kinds; `source`: different
    speakers; `verb`: different verbs of one kind; `same`; `apart`: they share too little for one claim.
    """

    point: str
    differ: Voicing
    statements: tuple[Voiced, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """What is told of one time: the time's bounds, its words, and the sentences.

    `time` is `exact` where the bounds are one day, `vague` where they are further apart, and `relative`
    where the day is not known: then the bounds are empty, and `value` (TIMEX3) tells that two say the
    same ("Thursday"). `acts` tell what was done and by whom. `conflicts` are the dating words of which
    others, in `against`, date the same to another time.
    """

    earliest: str
    latest: str
    moments: tuple[Span, ...]
    statements: tuple[Span, ...]
    time: EventTime = "exact"
    value: str = ""
    acts: tuple[Act, ...] = ()
    conflicts: tuple[Span, ...] = ()
    against: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Naming:
    """A person, body or place, with every name that the articles use for it, and where."""

    thing: str
    kind: ActorKind
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """One way of naming a thing and its places; `quoted` tells for each whether it is in a quotation."""

    text: str
    places: tuple[Span, ...]
    quoted: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Omission:
    """A point that some outlets have and these articles lack.

    `at` is how far down the articles that have it tell it, on average (0 the top, 1 the end). `early`
    are those of `lacking` that were published before they could have it.
    """

    point: str
    lacking: tuple[str, ...]
    origins: int = 0
    outlets: int = 0
    at: float = 0.0
    early: tuple[Early, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of one version of an article, and where they stand in that version."""

    field: FieldName
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Revision:
    """How an article changed: what its `version` added, and what it removed of the version before.

    `added` has places in this version, `removed` in the one before. `when` is the time at which this
    version was first seen: the change itself may be older.
    """

    article: str
    version: int
    when: str
    added: tuple[Passage, ...]
    removed: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """The whole comparison of one story, in the order in which a page tells it."""

    articles: tuple[Parsed, ...]
    copies: dict[str, str] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    points: tuple[Point, ...] = ()
    figures: tuple[FigurePair, ...] = ()
    timeline: tuple[Event, ...] = ()
    quotes: tuple[Quotation, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    naming: tuple[Naming, ...] = ()
    omissions: tuple[Omission, ...] = ()
    unread: tuple[Unread, ...] = ()
    revisions: tuple[Revision, ...] = ()
    wording: tuple[Wording, ...] = ()
    loaded: tuple[LoadedWord, ...] = ()
    distinctive: tuple[Distinctive, ...] = ()
    openings: tuple[Opening, ...] = ()
    positions: tuple[Position, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    voices: tuple[Voices, ...] = ()
    sides: tuple[Side, ...] = ()
