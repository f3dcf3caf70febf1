"""The process that does the work of a worker, so that what crashes or hangs it takes nothing else along.

`guard` starts it. It answers requests one after the other, and lays limits on itself that the system
keeps: no article can get around them, whatever it makes the program do.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from crosslight.errors import CrosslightError

# What an answer is: it can be worked; a row; all rows are told; the work failed; memory ran out; nothing can
# be worked.
READY, ROW, END, FAILED, FULL, UNFIT = range(6)
_LENGTH = 4


def send(stream: BinaryIO, message: object, *, soon: bool = True) -> None:
    """Write a message to a pipe: MessagePack, its length before it; if not soon, then with the next ones."""
    data = msgspec.msgpack.encode(message)
    stream.write(len(data).to_bytes(_LENGTH, "big") + data)
    if soon:
        stream.flush()


def receive(stream: BinaryIO) -> Any:
    """Read a message from a pipe; raise EOFError where the other side is gone."""
    length = stream.read(_LENGTH)
    data = stream.read(int.from_bytes(length, "big"))
    if len(length) < _LENGTH or len(data) < int.from_bytes(length, "big"):
        raise EOFError
    return msgspec.msgpack.decode(data)


def main(module: str, name: str, seconds: str, memory: str) -> None:
    """Do the work of that name for the requests on standard input, some at a time, until it ends."""
    answers = os.fdopen(os.dup(1), "wb", buffering=2**16)
    # What the work prints must not get among the answers.
    os.dup2(2, 1)
    # Its default is to end the process, even in the middle of a loop that never returns to Python.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    try:
        work = getattr(import_module(module), name)
    except (ImportError, AttributeError) as error:
        send(answers, (UNFIT, f"{module}.{name} cannot be imported: {error}"))
        return
    limit = float(seconds)
    _bound(int(memory))
    send(answers, (READY, None))
    while True:
        try:
            requests = receive(sys.stdin.buffer)
        except EOFError:
            return
        for request in requests:
            send(answers, _answered(work, request, limit, answers), soon=False)
        answers.flush()


def _answered(
    work: Callable[[Any], Iterator[Any]], request: Any, limit: float, answers: BinaryIO
) -> tuple[int, str | None]:
    """Send the rows of one request; return what is to be said at their end."""
    signal.setitimer(signal.ITIMER_REAL, limit)
    try:
        for row in work(request):
            signal.setitimer(signal.ITIMER_REAL, 0)  # who takes the answer has time
            # A number alone is a mark of how far the work has come: it must be known when it goes no further.
            send(answers, (ROW, row), soon=isinstance(row, int))
            signal.setitimer(signal.ITIMER_REAL, limit)
    except MemoryError:
        send(answers, (FULL, None))
        raise  # what is left of this process is not to be trusted
    except CrosslightError as error:
        return UNFIT, str(error)
    except Exception as error:  # whatever an article trips, the next one is worked
        words = " ".join(str(error).split())
        return FAILED, f"{type(error).__name__}: {words[:200]}" if words else type(error).__name__
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return END, None


def _bound(memory: int) -> None:
    """Let this process take so many bytes of addresses more than it has now, where the system says that."""
    held = Path("/proc/self/statm")
    if held.exists():
        most = int(held.read_text("ascii").split()[0]) * resource.getpagesize() + memory
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


if __name__ == "__main__":
    main(*sys.argv[1:])
