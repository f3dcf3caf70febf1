"""What happened when, by whom, according to whom: statements in the order of the days they tell of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from crosslight.aligning.terms import sentences_in
from crosslight.model import Act, Event, EventTime, FigurePair, Moment, Parsed, Point, Sentence, Span
from crosslight.telling.acts import Telling, is_act

# Wider bounds than a year date background ("in the 1990s"), not what happened.
WIDEST = 366
# Two dates are told as in conflict where it is more likely than not that they exclude each other.
LIKELY = 0.5
# What TIMEX3 writes for a year, month, week or day that is not known: "Thursday" is XXXX-WXX-4.
_UNKNOWN, _NO_DAY = "XXXX-", "XXXX-XX-XX"


@dataclass(frozen=True, slots=True)
class _Dated:
    """A moment, the sentence it stands in, and what tells its time: its days, else its value."""

    moment: Moment
    sentence: Sentence
    time: tuple[str, str, str]


def timeline(
    parsed: Sequence[Parsed],
    acts: Sequence[Sequence[Telling]],
    points: Sequence[Point] = (),
    figures: Sequence[FigurePair] = (),
) -> tuple[Event, ...]:
    """Return the dated statements by their earliest day, then their latest, then as they are read.

    Sentences are one event where they give the same days and stand in one point. After them come those
    whose day is not known because that of publication is not, by what they say ("Thursday"). Moments that
    say neither, those dated only to more than a year, and those in noise are left out. `acts` are those of
    each article; `figures` tell which dating words are of one thing and exclude each other.
    """
    homes = _homes(parsed, points)
    told = {p.article.id: _events(own) for p, own in zip(parsed, acts, strict=True)}
    against: dict[Span, list[Span]] = {}
    for pair in figures:
        if pair.relation == "different" and pair.probability >= LIKELY:
            against.setdefault(pair.a, []).append(pair.b)
            against.setdefault(pair.b, []).append(pair.a)
    # An event is known by its days and the points, or the sentence, that give them.
    event_of: dict[tuple[tuple[str, str, str], str | Span], int] = {}
    members: dict[int, list[_Dated]] = {}
    for number, one in enumerate(one for p in parsed for one in _dated(p)):
        keys = [(one.time, home) for home in (one.sentence.span, *homes.get(one.sentence.span, ()))]
        event = min((event_of[key] for key in keys if key in event_of), default=number)
        for key in keys:
            event_of.setdefault(key, event)
        members.setdefault(event, []).append(one)
    events = [_event(its, told, against) for its in members.values()]
    return tuple(sorted(events, key=lambda e: (e.time == "relative", e.earliest, e.latest, e.value)))


def _event(
    its: Sequence[_Dated], told: Mapping[str, Mapping[Span, Act]], against: Mapping[Span, Sequence[Span]]
) -> Event:
    earliest, latest, value = its[0].time
    time: EventTime = "relative" if value else "exact" if earliest[:10] == latest[:10] else "vague"
    conflicts = tuple(one.moment.span for one in its if one.moment.span in against)
    done = (_act(one, told[one.moment.span.article]) for one in its)
    return Event(
        earliest,
        latest,
        tuple(one.moment.span for one in its),
        tuple(dict.fromkeys(one.sentence.span for one in its)),
        time,
        value,
        tuple(dict.fromkeys(act for act in done if act)),
        conflicts,
        tuple(dict.fromkeys(other for span in conflicts for other in against[span])),
    )


def _homes(parsed: Sequence[Parsed], points: Sequence[Point]) -> Mapping[Span, list[str]]:
    """Return for each sentence the points it stands in."""
    named = {p.article.id: p for p in parsed}
    homes: dict[Span, list[str]] = {}
    for point in points:
        for statement in point.statements:
            for sentence in sentences_in(named[statement.span.article], statement.span):
                homes.setdefault(sentence.span, []).append(point.id)
    return homes


def _dated(parsed: Parsed) -> Iterator[_Dated]:
    """Yield the moments that are dated, or say a day or week that is not known, each with its sentence."""
    for moment in parsed.moments:
        if moment.type not in ("DATE", "TIME"):
            continue
        if 0 <= _days(moment) <= WIDEST:
            time = (moment.earliest or "", moment.latest or "", "")
        elif moment.earliest is None and moment.latest is None and moment.value.startswith(_UNKNOWN):
            # "Sunday morning" and "Sunday" are of one day.
            time = ("", "", moment.value.split("T")[0])
            if time[2] == _NO_DAY and parsed.article.published:
                continue
        else:
            continue
        for sentence in sentences_in(parsed, moment.span):
            yield _Dated(moment, sentence, time)
            break


def _events(acts: Sequence[Telling]) -> Mapping[Span, Act]:
    return {t.act.span: t.act for t in acts if t.act.form != "noun" or is_act(t.act.lemma)}


def _act(one: _Dated, told: Mapping[Span, Act]) -> Act | None:
    """Return the act that a moment dates: the nearest above it in the parse of its sentence."""
    words, where = one.sentence.words, one.sentence.span
    inside = (n for n, w in enumerate(words) if one.moment.span.start <= w.start < one.moment.span.end)
    n = next(inside, None)
    for _ in words:
        if n is None:
            return None
        act = told.get(Span(where.article, where.field, words[n].start, words[n].end))
        if act is not None:
            return act
        n = words[n].head if words[n].head != n else None
    return None


def _days(moment: Moment) -> int:
    """Return how many days lie between the bounds of a moment, -1 where one is unknown."""
    if moment.earliest is None or moment.latest is None:
        return -1
    return (date.fromisoformat(moment.latest[:10]) - date.fromisoformat(moment.earliest[:10])).days
