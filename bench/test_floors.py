"""The accuracy that must not be lost: each figure against its floor, and the checks on the seed reports."""

import tomllib
from pathlib import Path

import pytest

from bench.data import MISSING, here

if not here():
    pytest.skip(MISSING, allow_module_level=True)

from bench import accuracy, copies, judges, naming, seeds, speech, stories
from crosslight.aligning.trees import judge

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))
POLNEAR, STORIES, COPIES, NAMING = (FLOORS.pop(name) for name in ("polnear", "stories", "copies", "naming"))


@pytest.fixture(scope="session")
def figures() -> dict[str, float]:
    """Return the cross-validated figures, measured once."""
    return accuracy.measure(judges.gold())[0]


@pytest.fixture(scope="session")
def attributions() -> dict[str, float]:
    """Return the figures of speech on PolNeAR dev, measured once."""
    return speech.measure()["both"]


@pytest.fixture(scope="session")
def found() -> dict[str, bool]:
    """Return the checks on the seed reports, with the shipped models."""
    return seeds.checks(seeds.compared(judge()))


@pytest.mark.parametrize("name", FLOORS)
def test_figure_reaches_its_floor(name: str, figures: dict[str, float]) -> None:
    """Hold a figure to its floor."""
    assert figures[name] >= FLOORS[name]


@pytest.mark.parametrize("name", seeds.CHECKS)
def test_seed_reports(name: str, found: dict[str, bool]) -> None:
    """Hold a check."""
    assert found[name]


@pytest.mark.parametrize(("name", "floor"), POLNEAR.items())
def test_attributions_reach_their_floor(name: str, floor: float, attributions: dict[str, float]) -> None:
    """Hold what is found on PolNeAR dev to its floor."""
    assert attributions[name] >= floor


@pytest.fixture(scope="session")
def grouped() -> dict[str, stories.Score]:
    """Return how well stories are found in one order of arrival, measured once."""
    data = stories.sets()
    found = stories.crosslight(data, orders=1)
    return {one.name: measured.score for one, measured in zip(data, found, strict=True)}


@pytest.mark.parametrize(("name", "floor"), STORIES.items())
def test_stories_reach_their_floor(
    name: str, floor: tuple[float, float], grouped: dict[str, stories.Score]
) -> None:
    """Hold what is found in a set to its floor."""
    assert grouped[name].b3 >= floor[0]
    assert grouped[name].pair >= floor[1]


def test_naming_reaches_its_floor() -> None:
    """Hold how well names are brought together to its floor."""
    assert naming.score(naming.WAYS["**Crosslight**"], naming.events())["f1"] >= NAMING["f1"]


def test_copies_reach_their_floor() -> None:
    """Hold what is found of planted copies to its floor."""
    found = copies.measure()
    for name, floor in COPIES.items():
        recall, precision = getattr(found, name)
        assert recall >= floor[0]
        assert precision >= floor[1]
