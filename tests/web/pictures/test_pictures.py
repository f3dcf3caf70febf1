from __future__ import annotations

from dataclasses import replace

from crosslight.reporting.view import view
from crosslight.web.pictures.positions import EDGE, WIDTH, positions
from crosslight.web.pictures.timeline import timeline
from tests.reporting import ferry


def test_positions_run_from_the_first_letter_to_the_last() -> None:
    seen = view(ferry.dossier())
    drawn = positions(seen)
    assert [lane.column for lane in drawn.lanes] == [*seen.lanes]
    for lane in drawn.lanes:
        assert [mark.x for mark in lane.marks] == sorted(mark.x for mark in lane.marks)
        assert all(EDGE <= mark.x <= WIDTH - EDGE for mark in lane.marks)
        assert drawn.height > lane.y
    shown = {mark.row.number for lane in drawn.lanes for mark in lane.marks}
    assert shown == {row.number for row in seen.points}


def test_the_timeline_counts_the_sentences_that_the_list_below_it_has() -> None:
    seen = view(ferry.dossier())
    drawn = timeline(seen)
    assert drawn is not None
    assert len(drawn.columns) == len(seen.timeline)
    for at, lane in enumerate(drawn.lanes):
        for dot in lane.dots:
            period = seen.timeline[dot.number - 1]
            assert dot.when == period.when
            assert dot.count == sum(
                len({line.span for line in cells[at]}) for cells in (*period.shared, period.alone)
            )
            assert dot.x + dot.width <= drawn.width
    assert not any("day" in column.word for column in drawn.columns)


def test_one_day_is_no_timeline() -> None:
    dossier = ferry.dossier()
    assert timeline(view(replace(dossier, timeline=dossier.timeline[:1]))) is None
