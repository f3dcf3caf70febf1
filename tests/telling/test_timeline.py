from collections.abc import Sequence
from dataclasses import replace

from crosslight.model import Event, FigurePair, Moment, MomentType, Parsed, Point
from crosslight.telling.acts import acts
from crosslight.telling.timeline import timeline
from tests.records import article, parsed, point, span, statement, texts
from tests.telling.manners import COURIER, reports

A = article(
    "a",
    "The ferry sank on Friday.",
    "It was built in the 1990s.",
    "On Friday the port closed.",
    "Subscribe today",
)
B = article("b", "It went down on August 22.", "Holm arrived last week.")


def moment(
    of: str, words: str, earliest: str | None, latest: str | None, type: MomentType = "DATE"
) -> Moment:
    return Moment(span({"a": A, "b": B}[of], words), type, "", earliest, latest)


def told_by(
    its: Sequence[Parsed], points: Sequence[Point] = (), figures: Sequence[FigurePair] = ()
) -> tuple[Event, ...]:
    return timeline(its, [acts(one) for one in its], points, figures)


def both() -> tuple[Parsed, Parsed]:
    a = parsed(
        A,
        noise=["Subscribe today"],
        moments=[
            moment("a", "Friday", "2025-08-22", "2025-08-22"),
            moment("a", "the 1990s", "1990-01-01", "1999-12-31"),
            Moment(span(A, "On Friday"), "DATE", "", "2025-08-22", "2025-08-22"),
            moment("a", "today", "2025-08-24", "2025-08-24"),
        ],
    )
    b = parsed(
        B,
        moments=[
            moment("b", "August 22", "2025-08-22", "2025-08-22"),
            moment("b", "last week", "2025-08-11", "2025-08-17"),
        ],
    )
    return a, b


def test_events_come_by_their_days_without_background_and_noise() -> None:
    found = both()
    assert [(e.earliest, e.latest, texts(found, e.moments)) for e in told_by(found)] == [
        ("2025-08-11", "2025-08-17", ["last week"]),
        ("2025-08-22", "2025-08-22", ["Friday"]),
        ("2025-08-22", "2025-08-22", ["On Friday"]),
        ("2025-08-22", "2025-08-22", ["August 22"]),
    ]


def test_one_point_on_the_same_days_is_one_event() -> None:
    found = both()
    sank = point("p1", statement(A, "The ferry sank on Friday."), statement(B, "It went down on August 22."))
    events = [texts(found, e.statements) for e in told_by(found, [sank])]
    assert events == [
        ["Holm arrived last week."],
        ["The ferry sank on Friday.", "It went down on August 22."],
        ["On Friday the port closed."],
    ]


def test_one_point_on_other_days_is_no_event() -> None:
    found = both()
    mixed = point("p1", statement(A, "The ferry sank on Friday."), statement(B, "Holm arrived last week."))
    assert len(told_by(found, [mixed])) == 4


def test_durations_and_moments_without_bounds_are_left_out() -> None:
    its = parsed(
        A,
        moments=[
            moment("a", "Friday", None, None),
            moment("a", "sank", "2025-08-22", "2025-08-22", "DURATION"),
        ],
    )
    assert told_by([its]) == ()


def test_a_day_of_which_the_week_is_not_known_is_kept_as_it_is_said() -> None:
    its = [Moment(span(A, "Friday"), "DATE", "XXXX-WXX-5"), Moment(span(A, "today"), "DATE", "XXXX-XX-XX")]
    (event,) = told_by([parsed(A, noise=["Subscribe today"], moments=its)])
    assert (event.time, event.value, event.earliest, event.latest) == ("relative", "XXXX-WXX-5", "", "")


def test_times_are_exact_or_vague_and_conflicts_are_told() -> None:
    found = both()
    pair = FigurePair(span(A, "Friday"), span(B, "last week"), "different", "", "", "", "")
    events = told_by(found, (), [pair])
    assert [(e.time, texts(found, e.conflicts), texts(found, e.against)) for e in events[:2]] == [
        ("vague", ["last week"], ["Friday"]),
        ("exact", ["Friday"], ["last week"]),
    ]
    doubtful = replace(pair, probability=0.4)
    assert not any(e.conflicts for e in told_by(found, (), [doubtful]))


def test_who_did_what_then() -> None:
    one, *_ = reports()
    (event,) = told_by([one])
    assert [COURIER.quote(act.phrase) for act in event.acts] == ["violently cleared the market hall"]
    assert event.acts[0].agent is not None
    assert COURIER.quote(event.acts[0].agent) == "Vardian guards"
