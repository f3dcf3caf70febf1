import numpy as np
from threadpoolctl import threadpool_info

from crosslight.parsing.blas import one_core


def threads() -> list[int]:
    return [library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"]


def test_products_run_on_one_core_inside_and_as_before_outside() -> None:
    np.eye(2, dtype=np.float32) @ np.eye(2, dtype=np.float32)
    before = threads()
    assert before
    with one_core():
        assert set(threads()) == {1}
        with one_core():
            assert set(threads()) == {1}
    assert threads() == before
