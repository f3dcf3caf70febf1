"""Products of matrices on one core at a time: our own work is what runs on several."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache

from threadpoolctl import ThreadpoolController


def one_core() -> AbstractContextManager[object]:
    """Keep numpy's products on one core while it is entered.

    Many small products: threads inside one would wait for each other longer than they work.
    """
    limited: AbstractContextManager[object] = _libraries().limit(limits=1, user_api="blas")
    return limited


@cache
def _libraries() -> ThreadpoolController:
    # To look for the loaded libraries takes two milliseconds, to set them ten microseconds.
    return ThreadpoolController()
