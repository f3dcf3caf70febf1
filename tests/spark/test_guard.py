import os
import signal
from collections.abc import Iterator

import pytest

from crosslight.errors import PipelineError
from crosslight.spark.guard import FaultError, Limits, Watched, watched
from tests.spark import poison

STRICT = Limits(seconds=1, memory=2**28)


@pytest.fixture(name="child")
def _child() -> Iterator[Watched]:
    with Watched(poison.parse, STRICT) as child:
        yield child


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (poison.CRASHES, r"crashed \(SIGSEGV\)"),
        (poison.HANGS, "took longer than 1 seconds"),
        (poison.EATS, "took more than 256 MB of memory"),
        (poison.TRIPS, r"failed \(ValueError: it tripped\)"),
        (poison.LEAVES, r"left its process \(code 0\)"),
    ],
)
def test_what_brings_a_process_down_is_told_and_the_rest_goes_on(child: Watched, text: str, why: str) -> None:
    assert child.one({"text": "One."}) == ["en", b"One."]
    with pytest.raises(FaultError, match=why):
        child.one({"text": text})
    assert child.one({"text": "Two."}) == ["en", b"Two."]


def test_of_several_only_those_at_fault_are_told(child: Watched) -> None:
    texts = ["One.", poison.CRASHES, "Two.", poison.TRIPS, "Three.", poison.LEAVES, poison.CRASHES, "Four."]
    found = list(child.each([{"text": text} for text in texts]))
    told = [one.why.split()[0] if isinstance(one, FaultError) else one[1].decode() for one in found]
    assert told == ["One.", "crashed", "Two.", "failed", "Three.", "left", "crashed", "Four."]


def test_who_is_killed_by_another_does_the_work_in_a_new_process() -> None:
    with Watched(poison.count, STRICT) as child:
        ((_, pid),) = child.rows(1)
        os.kill(pid, signal.SIGKILL)
        n, other = child.one(1)
    assert n == 0
    assert other != pid


def test_answers_that_nobody_asks_for_are_not_taken_for_those_of_the_next_request() -> None:
    with Watched(poison.count, STRICT) as child:
        first = child.rows(1_000)
        assert next(first)[0] == 0
        assert isinstance(first, Iterator)
        first.close()  # type: ignore[attr-defined]  # it is a generator
        assert [n for n, _ in child.rows(2)] == [0, 1]


def test_a_child_ends_with_who_watches_it() -> None:
    with Watched(poison.count, STRICT) as child:
        ((_, pid),) = child.rows(1)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_missing_model_is_the_fault_of_no_article() -> None:
    with Watched(poison.unfit, STRICT) as child, pytest.raises(PipelineError, match="model x"):
        child.one(None)


def test_work_that_cannot_be_imported_is_told() -> None:
    def inner(_: object) -> Iterator[object]:
        yield None

    with Watched(inner, STRICT) as child, pytest.raises(PipelineError, match="cannot be imported"):
        child.one(None)


def test_a_worker_has_one_child_at_a_time() -> None:
    one = watched(poison.count, STRICT)
    ((_, pid),) = one.rows(1)
    assert watched(poison.count, STRICT) is one
    with watched(poison.parse, STRICT) as other:
        assert other is not one
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
