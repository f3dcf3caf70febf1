"""An article and what is found in it alone: every record tied to its text by spans.

Offsets count Unicode code points. Nothing derived exists without a `Span`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FieldName = Literal["text", "headline"]
Mode = Literal["direct", "indirect", "mixed"]
SpeechKind = Literal["said", "ascribed"]
MomentType = Literal["DATE", "TIME", "DURATION", "SET"]
ActorKind = Literal["person", "body", "place", "group", "other"]
Where = Literal["beginning", "middle", "end"]


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
