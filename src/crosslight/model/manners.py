"""How the outlets tell the same thing: which words, what first, how much, on whose word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from crosslight.model.articles import Span

Construction = Literal["active", "passive", "agentless", "noun"]
Contrast = Literal["word", "construction", "manner"]
LoadedKind = Literal["evaluative", "intensifier", "hedge"]
Reason = Literal["before the event", "before the others"]


@dataclass(frozen=True, slots=True)
class Act:
    """How one place words an act: by a verb or a noun, with whom as its agent, and in what manner.

    `span` is the verb or noun, `phrase` the stretch with its manner and with what is acted upon.
    `agentless` is a passive that does not say who acts; `quoted` is true inside quotation marks.
    """

    span: Span
    phrase: Span
    lemma: str
    form: Construction
    agent: Span | None = None
    patient: Span | None = None
    manner: tuple[Span, ...] = ()
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """The same act in the words of two outlets or more, in what these differ, and why it is one act.

    `points` are those in which it is told; `acts` are in the order of articles, then of the text.
    """

    points: tuple[str, ...]
    acts: tuple[Act, ...]
    differ: tuple[Contrast, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LoadedWord:
    """A word that evaluates, intensifies or hedges, and its places; `quoted` tells it for each of them.

    `points` are those whose statements have it. The list says what the word conveys by itself, not
    whether it fits.
    """

    lemma: str
    kind: LoadedKind
    places: tuple[Span, ...]
    quoted: tuple[bool, ...]
    points: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Distinctive:
    """A word that an article uses in its own voice more than the others do, by log-odds.

    `z` is the log-odds ratio with an informative prior over its standard deviation (Monroe, Colaresi
    and Quinn 2008); `others` is how often the other articles have the word, of `words` words.
    """

    word: str
    article: str
    z: float
    places: tuple[Span, ...]
    others: int
    words: int
    why: str


@dataclass(frozen=True, slots=True)
class Opening:
    """What an article puts first: its headline and its first paragraph, and who acts there upon whom.

    `first` are the words before the main verb of each, the theme; `points` are told in either, and
    `later` are points that another article tells in its opening and this one further down.
    """

    article: str
    headline: Span | None
    lead: Span | None
    first: tuple[Span, ...]
    acts: tuple[Act, ...]
    points: tuple[str, ...]
    later: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """Where an article tells a point first: `at` is the share of its words before, 0 in a headline."""

    point: str
    span: Span
    at: float


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the shared points an article has, beside its length in words.

    `held` of `points` it has; `cut` is how many the other articles would have on average, were they cut
    to the same length from the end. `points` leaves out those it could not have: told later than it.
    """

    article: str
    words: int
    held: int
    points: int
    cut: float


@dataclass(frozen=True, slots=True)
class Early:
    """An article that lacks a point and was published before it could have it, and how that is known.

    `before the event`: the point is dated later; `before the others`: all that tell it are later.
    """

    article: str
    why: Reason


@dataclass(frozen=True, slots=True)
class Voices:
    """How many of an article's words stand on somebody's word: quoted, reported, and the rest its own.

    `nobody` are words in quotation marks, of those quoted, of which nobody is named as the speaker.
    """

    article: str
    words: int
    quoted: int
    reported: int
    nobody: int


@dataclass(frozen=True, slots=True)
class Side:
    """A country or body, and the speakers that the articles describe as its: where they do, `places`."""

    name: str
    speakers: tuple[str, ...]
    places: tuple[Span, ...]
