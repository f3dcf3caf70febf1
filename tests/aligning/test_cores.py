from threading import Barrier

import pytest

from crosslight.aligning.cores import spread


def test_parts_come_back_in_order() -> None:
    assert spread(lambda n: n * n, range(20)) == [n * n for n in range(20)]
    assert spread(str, []) == []


def test_parts_are_worked_on_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    both = Barrier(2, timeout=10)
    spread(lambda _: both.wait(), range(2))  # each waits for the other


def test_what_goes_wrong_in_a_part_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        spread(lambda n: 1 // n, [1, 0])
