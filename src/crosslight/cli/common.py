"""What commands share: their options, how they read and write, and how they tell what went wrong."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosslight.errors import CrosslightError, ReadError, WriteError

if TYPE_CHECKING:
    from crosslight.comparing import Progress
    from crosslight.model import Article, Unread
    from crosslight.reading import Reading

NOTHING, PARTLY = 1, 3
# As an output: standard output.
DASH = Path("-")

Inputs = Annotated[
    list[str],
    typer.Argument(metavar="INPUT...", help="Files, folders, or - for JSON Lines."),
]
Published = Annotated[
    str | None, typer.Option(metavar="DATE", help="Publication date of what does not say one.")
]
Outlet = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME=GLOB", help="Outlet of the inputs that fit the glob; may be repeated."),
]
Pipeline = Annotated[
    str | None, typer.Option(metavar="NAME", help="Another installed English spaCy pipeline.")
]
Output = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", dir_okay=False, allow_dash=True, help="Write to this file; - is standard output."
    ),
]


def read(inputs: Sequence[str], published: str | None, outlet: Sequence[str] | None) -> Reading:
    """Read the inputs as the options say; exit for wrong usage."""
    from crosslight.reading import read

    with usage("--published"):
        return read(
            inputs,
            published=published,
            outlets=pairs(outlet),
            stdin=sys.stdin.buffer if sys.stdin else None,
            today=date.today(),
        )


def pairs(outlet: Sequence[str] | None) -> list[tuple[str, str]]:
    """Return the pairs of a name and a glob; exit for what is none."""
    found = []
    for given in outlet or ():
        name, _, glob = given.partition("=")
        if not name or not glob:
            raise typer.BadParameter(f"{given!r} is not NAME=GLOB", param_hint="--outlet")
        found.append((name, glob))
    return found


@contextmanager
def usage(option: str) -> Iterator[None]:
    """Tell an error of reading as a wrong use of an option."""
    try:
        yield
    except ReadError as error:
        raise typer.BadParameter(error.why, param_hint=option) from error


def check(outputs: Mapping[str, Path | None], articles: Iterable[Article], folders: bool = False) -> None:
    """Refuse, before any work, an output that cannot be written or would take the place of an input."""
    taken = {os.path.realpath(article.source): "an input" for article in articles}
    for option, path in outputs.items():
        if path is None:
            continue
        if folders and (path == DASH or path.is_file()):
            raise typer.BadParameter(f"{str(path)!r} is no folder", param_hint=option)
        if not folders and path.is_dir():
            raise typer.BadParameter(f"{str(path)!r} is a directory", param_hint=option)
        place = str(path) if path == DASH else os.path.realpath(path)
        if place in taken:
            raise typer.BadParameter(f"{str(path)!r} is {taken[place]} too", param_hint=option)
        if not path.parent.is_dir():
            raise WriteError(str(path), "its folder does not exist")
        taken[place] = f"the output of {option}"


def write(path: Path, parts: Iterable[str]) -> None:
    """Write to a file, or for `-` to standard output."""
    if path != DASH:
        from crosslight.reporting import write

        write(path, parts)
        return
    with printing():
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", newline="")
        sys.stdout.writelines(parts)


@contextmanager
def printing() -> Iterator[None]:
    """Turn what goes wrong with standard output into a WriteError, now and not when Python ends."""
    if sys.stdout is None:
        raise WriteError("standard output", "is closed")
    try:
        yield
        sys.stdout.flush()
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise  # nobody reads on, as after `head`: Typer leaves quietly
        with suppress(OSError):
            # What is still buffered goes nowhere, so that Python does not try it again at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise WriteError("standard output", error.strerror or str(error)) from error


@contextmanager
def plainly() -> Iterator[None]:
    """Tell an error in one line, without a traceback."""
    try:
        yield
    except CrosslightError as error:
        typer.echo(f"crosslight: {error}", err=True)
        raise typer.Exit(NOTHING) from error


@contextmanager
def loading() -> Iterator[None]:
    """Let an interrupt end the program at once: compiled modules, interrupted while they load, fail oddly."""
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler:
        yield  # ignored, as in a job in the background, or another program's affair
        return
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def progressing() -> Iterator[Progress]:
    """Show what is being done, on a terminal only."""
    from rich.console import Console
    from rich.progress import Progress as Bars

    with Bars(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bars:
        bar = bars.add_task("loading", total=None)
        yield lambda step, done, total: bars.update(
            bar, description=step, completed=done, total=total or None
        )


def report(unread: Sequence[Unread]) -> None:
    """Tell what was left out, and why, on standard error."""
    for one in unread:
        typer.echo(f"crosslight: {one.input}: {one.why}", err=True)


def leave(unread: Sequence[Unread]) -> None:
    """Exit with 3 where something was left out."""
    if any(not one.kept for one in unread):
        raise typer.Exit(PARTLY)
