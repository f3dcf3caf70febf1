"""Work that does worse than ours: for tests alone, which give it to a job in place of the real one."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator, Mapping
from typing import Any

from crosslight.errors import PipelineError
from crosslight.spark import reading

# What an article says that does these things to what parses it.
CRASHES, HANGS, EATS, TRIPS, LEAVES = "It crashes.", "It hangs.", "It eats.", "It trips.", "It leaves."


def parse(row: Mapping[str, Any]) -> Iterator[Any]:
    """Yield for an article what stands for its parse, some time later."""
    act(row["text"])
    time.sleep(0.02)
    yield "en", row["text"].encode()


def act(text: str) -> None:
    """Do what a text says."""
    if CRASHES in text:
        os.kill(os.getpid(), signal.SIGSEGV)
    if HANGS in text:
        # It does not answer to signals that Python handles.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
        time.sleep(60)
    if EATS in text:
        held = []
        while True:
            held.append(bytearray(2**24))
    if TRIPS in text:
        raise ValueError("it tripped")
    if LEAVES in text:
        os._exit(0)


def compare(rows: list[Mapping[str, Any]]) -> Iterator[Any]:
    """Yield what stands for the dossier of a story: what it was given."""
    yield "\n".join(f"{row['id']} {row['record']!r} {row['why']}" for row in rows), [], []


def read(request: Mapping[str, Any]) -> Iterator[Any]:
    """Read an archive as ever, but crash at the second record."""
    for row in reading.part(request):
        yield row
        if row == 2:
            os.kill(os.getpid(), signal.SIGSEGV)


def read_worse(request: Mapping[str, Any]) -> Iterator[Any]:
    """Read two things of a part, and crash."""
    told = 0
    for row in reading.part(request):
        told += not isinstance(row, int)
        if told > 2:
            os.kill(os.getpid(), signal.SIGSEGV)
        yield row


def count(request: int) -> Iterator[Any]:
    """Yield the numbers up to one, and the process that counts them."""
    for n in range(request):
        yield n, os.getpid()


def unfit(_request: object) -> Iterator[Any]:
    """Say that a model is missing."""
    raise PipelineError("model x: file not found")
    yield
