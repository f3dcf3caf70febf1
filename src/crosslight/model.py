"""The records that walk through the house, each frozen, each tied to the text by spans.

Offsets count Unicode code points. Nothing derived exists without a `Span`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

FieldName = Literal["text", "headline"]
Relation = Literal["agree", "overlap", "conflict", "dispute"]
Status = Literal["corroborated", "single", "conflicting", "disputed"]
Mode = Literal["direct", "indirect", "mixed"]
SpeechKind = Literal["said", "ascribed"]
FigureRelation = Literal["equal", "compatible", "different"]
MomentType = Literal["DATE", "TIME", "DURATION", "SET"]
ActorKind = Literal["person", "body", "place", "group", "other"]
OriginKind = Literal["own", "agency", "copy", "source"]
EditKind = Literal["cut", "reported", "changed", "added"]
Where = Literal["beginning", "middle", "end"]
Voicing = Literal["fact", "kind", "source", "verb", "same", "apart"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of one field of one article: `start` included, `end` excluded."""

    article: str
    field: FieldName
    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def overlap(self, other: Span) -> int:
        """Return how many code points both spans cover."""
        if (self.article, self.field) != (other.article, other.field):
            return 0
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def covers(self, other: Span) -> bool:
        """Tell whether the other span, if not empty, lies wholly inside this one."""
        return len(other) > 0 and self.overlap(other) == len(other)


@dataclass(frozen=True, slots=True)
class Article:
    """One report by one outlet, as it was read.

    `headline` is only what the input gives apart from `text` (a JSONL `title`, an HTML title);
    a headline found in the first lines of `text` is `Parsed.headline`. `published` is an ISO
    date or date-time, or None where unknown. `source` names the input the article came from.
    """

    id: str
    text: str
    headline: str = ""
    outlet: str = ""
    published: str | None = None
    url: str = ""
    language: str = ""
    byline: str = ""
    source: str = ""

    def quote(self, span: Span) -> str:
        """Return the words that a span of this article covers."""
        return (self.text if span.field == "text" else self.headline)[span.start : span.end]


@dataclass(frozen=True, slots=True)
class Unread:
    """An input, or a part of one, that could not be read or compared, and why.

    Where `kept` is set, it was read all the same, and the reader is told of what was odd.
    """

    input: str
    why: str
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """One token: its place, lemma (lower case), tags, head (index in the sentence) and entity type."""

    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    entity: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; `noise` says why it is no part of the report, None where it is."""

    span: Span
    words: tuple[Word, ...]
    noise: str | None = None


@dataclass(frozen=True, slots=True)
class Noise:
    """Text that is no part of the report, and why."""

    span: Span
    why: str


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, body, place or group; `name` is the fullest name that the article uses."""

    name: str
    kind: ActorKind
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Speech:
    """An attribution: who (source, speaker), by which cue, said or thought what (content).

    `speaker` is the fullest name the article gives to the source, or `unnamed: ...` for a source
    without a name. `via` names those through whom the words came ("according to Lebanese media"),
    the nearest first. What is `ascribed` is no speech but a thought, a wish, a plan or a deed.
    """

    article: str
    source: Span | None
    speaker: str | None
    cue: Span | None
    content: tuple[Span, ...]
    mode: Mode
    probability: float
    via: tuple[str, ...] = ()
    kind: SpeechKind = "said"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, amount or count, as a range of values.

    An exact figure has `low == high`; "at least 20" has no `high`; "dozens" is 24 to 99.
    `unit` is a normal form ("", "USD", "%", "m", "years"); `of` is what is counted (lemmas,
    "rocket"); `hedge` is the word that loosens it ("some", "nearly"), empty where there is none.
    """

    span: Span
    value: float | None
    low: float | None
    high: float | None
    unit: str
    of: str
    hedge: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, time, duration or set; `value` is its TIMEX3 value.

    `earliest` and `latest` bound a date or time as ISO dates (both included), None where the
    publication date is unknown or the words are too vague.
    """

    span: Span
    type: MomentType
    value: str
    earliest: str | None = None
    latest: str | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """An article and all that was found in it; sentences of the headline come first.

    `headline` is the span of the headline: the whole `headline` field where the input has one,
    else the first line of `text` where that reads as one, else None. `speech` is what was said,
    `ascribed` the attributions of the other kind.
    """

    article: Article
    language: str
    headline: Span | None
    sentences: tuple[Sentence, ...]
    noise: tuple[Noise, ...]
    actors: tuple[Actor, ...]
    speech: tuple[Speech, ...]
    figures: tuple[Figure, ...]
    moments: tuple[Moment, ...]
    ascribed: tuple[Speech, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """What one sentence asserts, and on whose word: `speakers` is empty for the outlet's own voice."""

    span: Span
    speakers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """Two statements in different articles, how they stand to each other, how sure, and why."""

    a: Span
    b: Span
    relation: Relation
    probability: float
    why: tuple[str, ...]


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
    """A dated statement on the timeline: the moment's bounds, its words, and the sentences."""

    earliest: str
    latest: str
    moments: tuple[Span, ...]
    statements: tuple[Span, ...]


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
    """A point that some outlets have and these articles lack."""

    point: str
    lacking: tuple[str, ...]


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


@dataclass(frozen=True, slots=True)
class Copy:
    """An article that carries the text of another: the whole of it, or in part.

    `share` is the share of its text (three-word runs) that stands in `of`; `rule` says why `of` is
    taken for the first of the two: `earlier`, `longer` or `given first`.
    """

    article: str
    of: str
    share: float
    whole: bool
    rule: str


@dataclass(frozen=True, slots=True)
class Assignment:
    """Why an article is in a story: what they share, in words, how sure, and which story came second."""

    article: str
    story: str
    probability: float
    why: tuple[str, ...]
    second: str | None = None
    second_probability: float = 0.0
    copy: Copy | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """The articles on one event, in the order in which they came, with the copies among them.

    `copies` are groups of copies of one text, the primary copy first; `carried` says of each copy, and
    of each article that carries a part of another's text, whose it is; `assigned` is why each article
    is here.
    """

    id: str
    headline: str
    articles: tuple[str, ...]
    copies: tuple[tuple[str, ...], ...] = ()
    carried: tuple[Copy, ...] = ()
    assigned: tuple[Assignment, ...] = ()


@dataclass(frozen=True, slots=True)
class Grouping:
    """Stories, in the order of their first articles; every article is in exactly one."""

    stories: tuple[Story, ...]
    unread: tuple[Unread, ...] = ()
