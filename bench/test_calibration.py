"""Calibration: what is measured is right, and the error that a link's probability may have."""

from xml.etree import ElementTree

import numpy as np
import pytest

from bench import judges
from bench.calibration import judged
from bench.data import MISSING, here
from bench.diagram import reliability
from bench.reliability import Judged, bins, counts, error, widths
from crosslight.aligning.align import LINKED

# What issue 4 asks of the project.
MOST = 0.05


def found(said: list[float], linked: list[int], story: list[int] | None = None) -> Judged:
    """Return pairs; each of a story of its own where none are given."""
    return Judged(np.array(said), np.array(linked, float), np.array(story or range(len(said))))


def test_what_is_said_and_is_has_no_error() -> None:
    """Half of what is said to be even is so."""
    assert error(found([0.5] * 4, [0, 1, 0, 1]), widths()) == pytest.approx(0)


def test_the_error_is_the_distance_in_each_bin_by_the_pairs_in_it() -> None:
    """Three pairs too sure by 0.9, one too unsure by 0.2; errors of two bins do not cancel out."""
    own = found([0.9, 0.9, 0.9, 0.8], [0, 0, 0, 1])
    assert error(own, widths()) == pytest.approx((3 * 0.9 + 0.2) / 4)


def test_bins_hold_every_pair_once_and_the_last_one_its_edge() -> None:
    """0 and 1 are probabilities too."""
    own = found([0.0, 0.05, 0.1, 0.55, 1.0], [0, 0, 0, 1, 1])
    told = bins(own, widths())
    assert [(round(b.low, 1), b.count) for b in told] == [(0.0, 2), (0.1, 1), (0.5, 1), (0.9, 1)]
    assert sum(b.count for b in bins(own, counts(own))) == 5


def test_what_is_not_shown_is_left_out() -> None:
    """The range that readers see."""
    assert found([0.1, 0.3, 0.9], [0, 0, 1]).shown(0.3).said.tolist() == [0.3, 0.9]


def test_bounds_come_from_draws_of_stories() -> None:
    """Two stories that differ leave all open; one story alone leaves nothing."""
    (wide,) = bins(found([0.5] * 4, [0, 0, 1, 1], [0, 0, 1, 1]), np.array([0.0, 1.0]))
    (narrow,) = bins(found([0.5] * 4, [0, 0, 1, 1], [0, 0, 0, 0]), np.array([0.0, 1.0]))
    assert (wide.least, wide.most) == (0, 1)
    assert (narrow.least, narrow.most) == (0.5, 0.5)


def test_the_diagram_is_xml_with_a_text_alternative_and_loads_nothing() -> None:
    """Every point stands in the words too."""
    picture = reliability([(0.25, 0.2, 0.1, 0.3, 1234), (0.9, 0.95, 0.9, 0.97, 56)], 0.3, 0.01, 0.02)
    root = ElementTree.fromstring(picture)  # noqa: S314 - made by us
    names = {"svg": "http://www.w3.org/2000/svg"}
    words = root.findtext("svg:desc", "", names)
    assert "said 0.25, true 0.20, 1234 pairs" in words
    assert "0.020 over the links that are shown" in words
    assert root.get("role") == "img"
    assert root.findtext("svg:title", "", names)
    assert len(root.findall("svg:circle", names)) == 2
    assert "prefers-color-scheme: dark" in picture
    assert "href" not in picture and "url(" not in picture and "<script" not in picture


@pytest.mark.skipif(not here(), reason=MISSING)
def test_probabilities_mean_what_they_say() -> None:
    """Hold the error to what was asked, for all candidates and for the links that are shown."""
    own = judged(judges.gold())
    shown = own.shown(LINKED)
    assert error(own, widths()) <= MOST
    assert error(own, counts(own)) <= MOST
    assert error(shown, widths(LINKED)) <= MOST
    assert error(shown, counts(shown)) <= MOST
