"""Comparisons that are asked for now: one at a time, told of while they run, kept for an hour."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from queue import Empty, Full, Queue
from secrets import token_urlsafe
from threading import Event, Lock, Thread
from typing import Literal

from crosslight import comparing
from crosslight.errors import CompareError, CrosslightError
from crosslight.model import Article, Dossier, Unread
from crosslight.reading.reader import Reading, identified

State = Literal["waiting", "running", "done", "failed", "cancelled"]
# What is compared, read when its turn comes; and the function that compares it.
Source = Callable[[], Iterable[Article | Unread]]
Compare = Callable[[Reading, comparing.Progress], Dossier]

# Comparisons that wait: each has the processor for some ten seconds.
MOST_WAITING = 8
MOST_KEPT, KEPT_SECONDS = 32, 3600.0
# The time to compare grows with the square of the reports; 50 of 4,000 letters take some minutes.
MOST_ARTICLES = 50
MOST_LETTERS = 1_000_000


class CancelledError(Exception):
    """A comparison that nobody wants any more."""


@dataclass(frozen=True, slots=True)
class Job:
    """A comparison: how far it is, and what came of it. `error` says why there is no `dossier`."""

    id: str
    state: State = "waiting"
    step: str = ""
    done: int = 0
    total: int = 0
    error: str = ""
    dossier: Dossier | None = None
    ended: float | None = None

    @property
    def is_over(self) -> bool:
        """Tell whether nothing more will come of it."""
        return self.state not in ("waiting", "running")


def compare(reading: Reading, progress: comparing.Progress) -> Dossier:
    """Compare what was read."""
    return comparing.compare(reading.articles, unread=reading.unread, progress=progress)


class Jobs:
    """Comparisons by their ids, which nobody can guess; a thread of its own does them, in their order."""

    def __init__(
        self,
        compare: Compare = compare,
        *,
        now: Callable[[], float] = time.monotonic,
        waiting: int = MOST_WAITING,
        kept: int = MOST_KEPT,
    ) -> None:
        self._compare, self._now, self._most_kept = compare, now, kept
        self._queue: Queue[tuple[str, Source]] = Queue(waiting)
        self._held: OrderedDict[str, Job] = OrderedDict()
        self._lock, self._closing = Lock(), Event()
        self._worker: Thread | None = None

    def add(self, source: Source) -> Job | None:
        """Take a comparison in; None where too many are waiting."""
        job = Job(token_urlsafe(16))
        with self._lock:
            self._drop()
            try:
                self._queue.put_nowait((job.id, source))
            except Full:
                return None
            self._held[job.id] = job
            if self._worker is None:
                self._worker = Thread(target=self._work, name="comparisons", daemon=True)
                self._worker.start()
        return job

    def get(self, name: str) -> Job | None:
        """Return a comparison as it is now, None where there is none of that id, or no more."""
        with self._lock:
            self._drop()
            return self._held.get(name)

    def cancel(self, name: str) -> bool:
        """Stop a comparison, or throw its result away; False where there is none of that id."""
        with self._lock:
            job = self._held.get(name)
            if job is None:
                return False
            if job.is_over:
                del self._held[name]
            else:
                self._held[name] = replace(job, state="cancelled", ended=self._now())
        return True

    def close(self) -> None:
        """Stop what is under way."""
        self._closing.set()
        if self._worker is not None:
            # What it does now is given up at its next step; a daemon is not waited for longer.
            self._worker.join(timeout=1.0)

    def _drop(self) -> None:
        over = [job for job in self._held.values() if job.is_over]
        late = [job for job in over if job.ended is not None and self._now() - job.ended > KEPT_SECONDS]
        for job in {job.id: job for job in (*late, *over[: max(0, len(over) - self._most_kept)])}.values():
            del self._held[job.id]

    def _work(self) -> None:
        while not self._closing.is_set():
            try:
                name, source = self._queue.get(timeout=0.2)
            except Empty:
                continue
            try:
                self._tell(name, state="running", step="reading")
                found = self._compare(_read(source), partial(self._progress, name))
                self._tell(name, state="done", dossier=found, ended=self._now())
            except CancelledError:
                continue
            except CrosslightError as error:
                self._end(name, str(error))
            except Exception as error:
                # A fault of ours: the others should be compared all the same.
                self._end(name, f"something went wrong: {type(error).__name__}")

    def _progress(self, name: str, step: str, done: int, total: int) -> None:
        self._tell(name, step=step, done=done, total=total)

    def _end(self, name: str, why: str) -> None:
        try:
            self._tell(name, state="failed", error=why, ended=self._now())
        except CancelledError:
            return

    def _tell(self, name: str, **changes: object) -> None:
        with self._lock:
            job = self._held.get(name)
            if job is None or job.is_over or self._closing.is_set():
                raise CancelledError
            self._held[name] = replace(job, **changes)  # type: ignore[arg-type]  # fields of a Job


def _read(source: Source) -> Reading:
    """Read what is to be compared; raise CompareError where it is too much."""
    found: list[Article | Unread] = []
    letters = count = 0
    for one in islice(source(), 100 * MOST_ARTICLES):
        found.append(one)
        if isinstance(one, Article):
            count, letters = count + 1, letters + len(one.text)
        if count > MOST_ARTICLES or letters > MOST_LETTERS:
            raise CompareError(f"more than {MOST_ARTICLES} reports, or {MOST_LETTERS:,} letters, at once")
    return identified(found)
