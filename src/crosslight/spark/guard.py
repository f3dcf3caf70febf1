"""Work that may crash, hang or eat memory, done in a process that is watched.

One child process for each worker, which loads the models once. It is given some articles at a time. When it
dies, what it has not answered is tried again in a new child, one by one: the article that brings down that
one too is at fault, and the reason is told.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any, BinaryIO

from crosslight.errors import PipelineError
from crosslight.spark import child

# From a request to rows: both of what MessagePack has, so that they pass through a pipe.
Work = Callable[[Any], Iterator[Any]]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one article, or one story, may take: seconds, and bytes of memory.

    The longest article that is read at all (a million characters) takes some 40 seconds to parse on a quiet
    core; the models and what they hold of it take less than a gigabyte.
    """

    seconds: float = 300
    memory: int = 3 * 2**30


class FaultError(Exception):
    """The work in hand could not be done; `fatal` where the child died of it."""

    def __init__(self, why: str, fatal: bool) -> None:
        super().__init__(why)
        self.why = why
        self.fatal = fatal


_END = object()


class Watched:
    """A child process that does one kind of work; it is started when there is something to do."""

    def __init__(self, work: Work, limits: Limits) -> None:
        self._work = work
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Watched:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the child."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):  # what was not sent to a dead child is lost with it
                    if pipe is not None:
                        pipe.close()

    def rows(self, request: object) -> Iterator[Any]:
        """Yield what the work gives for a request, as it comes.

        Raises FaultError where it fails, and PipelineError where no work can be done at all.
        """
        for row in self._answers([request]):
            if isinstance(row, FaultError):
                raise row
            if row is not _END:
                yield row

    def each(self, requests: Iterable[object]) -> Iterator[Any]:
        """Yield for each request the only row that the work gives, or the FaultError that it ends with.

        Where the child dies, all that is not answered yet is tried again, each by itself in turn: it may be
        what came before that filled the memory, or another program that killed it.
        """
        waiting = deque(requests)
        doubted = 0
        while waiting:
            held: Any = None
            given = [waiting[0]] if doubted else [*waiting]
            try:
                for row in self._answers(given):
                    if row is _END or isinstance(row, FaultError):
                        waiting.popleft()
                        yield held if row is _END else row
                    held = row
                doubted = max(0, doubted - 1)
            except FaultError as fault:
                if doubted:
                    waiting.popleft()
                    yield fault
                    doubted -= 1
                else:
                    doubted = len(waiting)

    def one(self, request: object) -> Any:
        """Return the only row that the work gives; raise FaultError where it fails."""
        (row,) = self.each([request])
        if isinstance(row, FaultError):
            raise row
        return row

    def _answers(self, given: Sequence[object]) -> Iterator[Any]:
        """Yield the rows of each request, and then `_END`, or the FaultError that it ends with.

        Raises FaultError where the child dies.
        """
        requests, answers = self._pipes()
        ended = 0
        try:
            with suppress(BrokenPipeError):  # that it died is told by its answers
                child.send(requests, given)
            while ended < len(given):
                kind, value = child.receive(answers)
                if kind == child.ROW:
                    yield value
                    continue
                if kind == child.FULL:
                    raise FaultError(f"took more than {self._limits.memory / 2**20:,.0f} MB of memory", True)
                if kind == child.UNFIT:
                    raise PipelineError(value)
                ended += 1
                yield FaultError(f"failed ({value})", fatal=False) if kind == child.FAILED else _END
        except EOFError:
            raise FaultError(self._why(), fatal=True) from None
        finally:
            if ended < len(given):  # it died, or nobody asks for the rest of its answers
                self.close()

    def _pipes(self) -> tuple[BinaryIO, BinaryIO]:
        if self._process is None:
            self._process = self._begun()
        process = self._process
        assert process.stdin and process.stdout  # noqa: S101 - both are asked for
        return process.stdin, process.stdout  # type: ignore[return-value]  # buffered streams both

    def _begun(self) -> subprocess.Popen[bytes]:
        limits, work = self._limits, self._work
        process = subprocess.Popen(  # noqa: S603 - our own program
            [
                *(sys.executable, "-m", child.__name__, work.__module__, work.__qualname__),
                *(str(limits.seconds), str(limits.memory)),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # A worker may have been given its packages along its path only.
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        self._process = process
        try:
            kind, value = child.receive(self._pipes()[1])
        except EOFError:
            why = self._why()
            self.close()
            raise PipelineError(f"a process to work in cannot be started: it {why}") from None
        if kind != child.READY:
            self.close()
            raise PipelineError(value)
        return process

    def _why(self) -> str:
        """Say why the child died."""
        code = self._process.wait() if self._process else 0
        if code == -signal.SIGALRM:
            return f"took longer than {self._limits.seconds:g} seconds"
        if code < 0:
            return f"crashed ({signal.Signals(-code).name}), as it does when memory runs out"
        return f"left its process (code {code})"


def watched(work: Work, limits: Limits) -> Watched:
    """Return the child of this worker for this work, the same as long as the worker does nothing else."""
    held = _held()
    if (work, limits) not in held:
        for other in held.values():
            other.close()  # its models would take memory as long as the worker lives
        held.clear()
        held[work, limits] = Watched(work, limits)
    return held[work, limits]


@cache
def _held() -> dict[tuple[Work, Limits], Watched]:
    """Return the child that this worker has, if any."""
    return {}
