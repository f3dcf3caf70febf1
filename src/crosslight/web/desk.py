"""What a server holds: its library, the dossiers opened last, and the comparisons that are asked for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock

from crosslight.library import Library
from crosslight.library.making import compared_by
from crosslight.model import Dossier
from crosslight.web.jobs import Jobs

# Dossiers kept open: to open one of 20 reports takes a tenth of a second, and 20 MB while it is kept.
KEPT = 8


class Desk:
    """A library that many threads read at once, with the last dossiers kept open."""

    def __init__(self, library: Library, jobs: Jobs) -> None:
        self.library, self.jobs = library, jobs
        self._lock = Lock()
        # Read now, that the first reader need not wait for it: what compares is a part of every edition.
        compared_by()
        self._open: OrderedDict[str, Future[Dossier]] = OrderedDict()

    def dossier(self, name: str) -> Dossier:
        """Return the dossier of a story, as `Library.story` does: opened once, however many ask for it."""
        return self._once(self.library.edition(name), lambda: self.library.story(name))

    def close(self) -> None:
        """End what is under way, and close the library."""
        self.jobs.close()
        self.library.close()

    def _once(self, edition: str, make: Callable[[], Dossier]) -> Dossier:
        with self._lock:
            found = self._open.get(edition)
            if mine := found is None:
                found = self._open[edition] = Future()
            self._open.move_to_end(edition)
            while len(self._open) > KEPT:
                self._open.popitem(last=False)
        assert found is not None  # noqa: S101 - it was made above
        if mine:
            try:
                found.set_result(make())
            except BaseException as error:
                # Tried anew by whoever asks next.
                with self._lock:
                    self._open.pop(edition, None)
                found.set_exception(error)
        return found.result()
