"""Work that may crash, hang or eat memory, done in a process that is watched.

One child process for each worker, which loads the models once. When it dies, the work in hand is tried once
more, alone in a new child; if that dies too, it is the fault of the article, and the reason is told.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
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
        requests, answers = self._pipes()
        done = False
        try:
            with suppress(BrokenPipeError):  # that it died is told by its answers
                child.send(requests, request)
            while not done:
                kind, value = child.receive(answers)
                if kind == child.ROW:
                    yield value
                    continue
                if kind == child.FULL:
                    raise FaultError(f"took more than {self._limits.memory / 2**20:,.0f} MB of memory", True)
                done = True
                if kind == child.FAILED:
                    raise FaultError(f"failed ({value})", fatal=False)
                if kind == child.UNFIT:
                    raise PipelineError(value)
        except EOFError:
            why = self._why()
            raise FaultError(why, fatal=True) from None
        finally:
            if not done:  # it died, or nobody asks for the rest of its answers
                self.close()

    def one(self, request: object) -> Any:
        """Return the only row that the work gives; where the child dies, try once more in a new one."""
        try:
            return self._one(request)
        except FaultError as fault:
            # It may be what came before that filled the memory, or another program that killed it.
            if not fault.fatal:
                raise
        return self._one(request)

    def _one(self, request: object) -> Any:
        (row,) = self.rows(request)
        return row

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


@cache
def watched(work: Work, limits: Limits) -> Watched:
    """Return the child of this worker for this work, the same for all that the worker does."""
    return Watched(work, limits)
