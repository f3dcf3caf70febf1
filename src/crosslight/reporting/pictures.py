"""Where things stand in the pictures of a page: numbers only, which templates draw and escape.

Each picture is drawn in a colour that follows the page's, tells apart by shape first, and has its numbers
in a table beside it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crosslight.model import Dossier, Event, EventTime
from crosslight.reporting.sources import Column, Line, Sources
from crosslight.reporting.words import named, period

# Units of a drawing are pixels of a page at its usual size.
LANE, HEIGHT, TOP, HEADLINE = 220, 420, 58, 30
# Lanes of many reports stand closer, and numbers closer to each other than a line are written as one.
MANY, CLOSER, LINE, LETTER = 5, 140, 12, 8
BARS, WIDEST = 36, 620
DAY, ROW, HEAD = 96, 44, 30
# A segment or a column narrower than this has no room for its number.
NARROWEST = 16
# Speakers with a segment of their own; all others share one, so that each is wide enough to see.
VOICED = 6


@dataclass(frozen=True, slots=True)
class Stop:
    """A point in one report: where it stands, and how far down, in words."""

    x: int
    y: float
    lane: Column
    where: str
    line: Line


@dataclass(frozen=True, slots=True)
class Track:
    """One point over the reports that have it."""

    number: int
    stops: tuple[Stop, ...]

    @property
    def path(self) -> str:
        """The line through its stops, as SVG path data."""
        return "M" + "L".join(f"{stop.x} {stop.y}" for stop in self.stops)


@dataclass(frozen=True, slots=True)
class Positions:
    """Each report as a line from its headline to its last sentence, and each point across them."""

    width: int
    height: int
    top: int
    headline: int
    lanes: tuple[tuple[Column, int], ...]
    tracks: tuple[Track, ...]
    labels: tuple[tuple[int, float, str], ...]
    letters: int


def positions(dossier: Dossier, sources: Sources, numbers: Mapping[str, int]) -> Positions:
    """Return where in each report its points stand; a headline stands above the text."""
    wide = LANE if len(sources.lanes) < MANY else CLOSER
    lanes = {lane.article: (lane, wide // 2 + n * wide) for n, lane in enumerate(sources.lanes)}
    headlines = {parsed.article.id: parsed.headline for parsed in dossier.articles}
    tracks: dict[str, list[Stop]] = {}
    for one in dossier.positions:
        if one.point in numbers and one.span.article in lanes:
            lane, x = lanes[one.span.article]
            headline = headlines[one.span.article]
            if headline is not None and headline.covers(one.span):
                y, where = float(TOP - HEADLINE // 2), "headline"
            else:
                y, where = round(TOP + one.at * HEIGHT, 1), f"{one.at:.0%}"
            tracks.setdefault(one.point, []).append(Stop(x, y, lane, where, sources.line(one.span)))
    found = tuple(Track(numbers[name], tuple(stops)) for name, stops in tracks.items())
    return Positions(
        max(1, len(lanes)) * wide,
        TOP + HEIGHT + 16,
        TOP,
        TOP - HEADLINE // 2,
        tuple(lanes.values()),
        found,
        tuple(_labels(found)),
        wide // LETTER,
    )


def _labels(tracks: Sequence[Track]) -> list[tuple[int, float, str]]:
    """Return the numbers of the points beside the first report that has each, those too close as one."""
    found: list[tuple[int, float, str]] = []
    last = 0
    for x, y, number in sorted((t.stops[0].x, t.stops[0].y, t.number) for t in tracks):
        if found and found[-1][0] == x and y - found[-1][1] < LINE:
            words = found[-1][2]
            # "3 to 5" is shorter than all three.
            follows = number == last + 1
            words = words.removesuffix(f"–{last}") + f"–{number}" if follows else f"{words}, {number}"
            found[-1] = x, found[-1][1], words
        else:
            found.append((x, y, str(number)))
        last = number
    return found


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one speaker in one report: `number` is the speaker's, 0 for all without a segment."""

    x: float
    width: float
    number: int
    kind: str
    words: int

    @property
    def roomy(self) -> bool:
        """Whether its number fits in."""
        return self.width >= NARROWEST


@dataclass(frozen=True, slots=True)
class Heard:
    """A speaker: number, name, side, and for each lane the words quoted and reported."""

    number: int
    name: str
    side: str
    words: tuple[tuple[int, int], ...]

    @property
    def total(self) -> int:
        """All words of the speaker."""
        return sum(map(sum, self.words))


@dataclass(frozen=True, slots=True)
class Voice:
    """One report: how many words it has, quotes and reports, and its bar."""

    lane: Column
    y: int
    width: float
    words: int
    quoted: int
    reported: int
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Voices:
    """Whose words fill each report: bars as long as the reports, and the numbers behind them.

    `sides` has for each side its speakers' numbers and, for each lane, their words quoted and reported.
    """

    height: int
    bars: tuple[Voice, ...]
    heard: tuple[Heard, ...]
    sides: tuple[tuple[str, tuple[str, ...], tuple[tuple[int, int], ...]], ...]


def voices(dossier: Dossier, sources: Sources) -> Voices:
    """Return whose words fill each report, the speakers with the most words first."""
    lanes = {lane.article: n for n, lane in enumerate(sources.lanes)}
    side_of = {speaker: side.name for side in dossier.sides for speaker in side.speakers}
    found: list[tuple[str, Heard]] = []
    for speaker in dossier.speakers:
        words = [(0, 0)] * len(lanes)
        for share in speaker.shares:
            if share.article in lanes:
                words[lanes[share.article]] = share.words_quoted, share.words_reported
        own = Heard(0, named(speaker.name), side_of.get(speaker.name, ""), tuple(words))
        if own.total:
            found.append((speaker.name, own))
    found.sort(key=lambda pair: -pair[1].total)
    heard = tuple(Heard(n, h.name, h.side, h.words) for n, (_, h) in enumerate(found, 1))
    longest = max((one.words for one in dossier.voices), default=1) or 1
    bars = [
        Voice(
            sources.lanes[lanes[one.article]],
            BARS + lanes[one.article] * BARS,
            round(one.words * WIDEST / longest, 1),
            one.words,
            one.quoted,
            one.reported,
            tuple(_segments(heard, lanes[one.article], one.quoted, one.reported, WIDEST / longest)),
        )
        for one in dossier.voices
        if one.article in lanes
    ]
    sides = []
    for side in dossier.sides:
        its = [h for (name, _), h in zip(found, heard, strict=True) if name in side.speakers]
        if its:
            sums = tuple(
                (sum(h.words[n][0] for h in its), sum(h.words[n][1] for h in its)) for n in range(len(lanes))
            )
            sides.append((side.name, tuple(h.name for h in its), sums))
    sides.sort(key=lambda row: -sum(map(sum, row[2])))
    return Voices(BARS + len(bars) * BARS, tuple(bars), heard, tuple(sides))


def _segments(heard: Sequence[Heard], lane: int, quoted: int, reported: int, scale: float) -> list[Segment]:
    """Return the stretches of a bar: what is quoted, then what is reported, by speaker, the rest last."""
    found: list[Segment] = []
    x = 0.0
    for kind, at, total in (("quoted", 0, quoted), ("reported", 1, reported)):
        own = [(h.number, h.words[lane][at]) for h in heard[:VOICED] if h.words[lane][at]]
        rest = total - sum(words for _, words in own)
        for number, words in (*own, *([(0, rest)] if rest > 0 else [])):
            found.append(Segment(round(x, 1), round(words * scale, 1), number, kind, words))
            x += words * scale
    return found


@dataclass(frozen=True, slots=True)
class Reach:
    """What one report dates to one time: from which column to which, how exactly, and how often."""

    x: int
    width: int
    time: EventTime
    count: int
    conflict: bool
    when: str


@dataclass(frozen=True, slots=True)
class Times:
    """Days from left to right, each with the same room, and what each report dates to them."""

    width: int
    height: int
    days: tuple[tuple[int, str], ...]
    lanes: tuple[tuple[Column, int, tuple[Reach, ...]], ...]


def times(dossier: Dossier, sources: Sources) -> Times | None:
    """Return the picture of the timeline, or None where fewer than two times are told of."""
    columns = _columns(dossier.timeline)
    if len(columns) < 2:
        return None
    keys = list(columns)
    found: dict[tuple[str, int, int], tuple[EventTime, int, bool, str]] = {}
    for event in dossier.timeline:
        first, last = _reach(event, keys)
        conflicting = {span.article for span in event.conflicts}
        for article in (span.article for span in event.statements):
            _, count, conflict, when = found.get((article, first, last), ("exact", 0, False, when_of(event)))
            found[article, first, last] = (event.time, count + 1, conflict or article in conflicting, when)
    lanes = tuple(
        (
            lane,
            HEAD + n * ROW + ROW // 2,
            tuple(
                Reach(first * DAY, (last - first + 1) * DAY - 12, *held)
                for (article, first, last), held in sorted(found.items(), key=lambda pair: pair[0])
                if article == lane.article
            ),
        )
        for n, lane in enumerate(sources.lanes)
    )
    days = tuple((n * DAY, word) for n, word in enumerate(columns.values()))
    return Times(len(keys) * DAY, HEAD + len(lanes) * ROW + 6, days, lanes)


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def when_of(event: Event) -> str:
    """Return the time of an event in words, no more exact than it is."""
    if event.time != "relative":
        return period(event.earliest, event.latest)
    day = event.value.rpartition("-")[2]
    if event.value.startswith("XXXX-WXX-") and day.isdigit() and 1 <= int(day) <= len(WEEKDAYS):
        return f"a {WEEKDAYS[int(day) - 1]}, of which week is not known"
    return "a week, which is not known" if event.value.startswith("XXXX-WXX") else "a day that is not known"


def _columns(events: Sequence[Event]) -> dict[str, str]:
    """Return the columns, in order: exact days, vague times that hold none of them, then relative ones."""
    exact = sorted({event.earliest[:10] for event in events if event.time == "exact"})
    columns = {day: _short(period(day, day)) for day in exact}
    for event in events:
        if event.time == "vague" and not _inside(event, exact):
            columns.setdefault(event.earliest[:10], _short(period(event.earliest, event.latest)))
    columns = dict(sorted(columns.items()))
    for event in events:
        if event.time == "relative":
            columns.setdefault(event.value, when_of(event).removeprefix("a ").split(",")[0])
    return columns


def _inside(event: Event, exact: Sequence[str]) -> Sequence[str]:
    return exact[bisect_left(exact, event.earliest[:10]) : bisect_right(exact, event.latest[:10])]


def _reach(event: Event, keys: Sequence[str]) -> tuple[int, int]:
    """Return the first and last column of an event."""
    if event.time == "relative":
        return keys.index(event.value), keys.index(event.value)
    days = [n for n, key in enumerate(keys) if event.earliest[:10] <= key <= event.latest[:10]]
    return days[0], days[-1]


def _short(when: str) -> str:
    """Return a time without the day of the week, its months in three letters."""
    words = when.split(", ")[-1].split()
    return " ".join(word[:3] if word.isalpha() and word != "to" else word for word in words)
