"""The command line: every command is one call of the API."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from importlib.metadata import version
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosslight.errors import CrosslightError, ReadError, WriteError

if TYPE_CHECKING:
    from crosslight.comparing import Progress
    from crosslight.model import Article, Dossier, Grouping, Unread
    from crosslight.reading import Reading

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

NOTHING, PARTLY = 1, 3
# What the files of a story are called, by the option that asks for them.
SUFFIXES = {"--json": ".json", "--html": ".html", "--markdown": ".md"}
# As an output: standard output.
DASH = Path("-")

Inputs = Annotated[
    list[str],
    typer.Argument(metavar="INPUT...", help="Files (txt, md, html, jsonl), folders, or - for JSON Lines."),
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
# With --group a folder, in which each story has its file.
Place = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        allow_dash=True,
        help="Write to this file; - is standard output. With --group: a folder.",
    ),
]
Group = Annotated[
    bool, typer.Option("--group", help="Sort the inputs into stories first and compare each story.")
]
Probability = Annotated[
    float | None, typer.Option(min=0.0, max=1.0, help="Leave out links less probable than this.")
]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"crosslight {version('crosslight')}")
        raise typer.Exit


@app.callback()
def crosslight(
    _version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Lay many reports of one event side by side, statement by statement."""


@app.command()
def compare(
    inputs: Inputs,
    json: Place = None,
    html: Place = None,
    markdown: Place = None,
    published: Published = None,
    outlet: Outlet = None,
    pipeline: Pipeline = None,
    min_probability: Probability = None,
    group: Group = False,
) -> None:
    """Compare the reports of one event; with no output file, print the comparison.

    Example: crosslight compare a.txt b.html --published 2023-04-09 --html page.html
    """
    with _plainly():
        with _loading():
            from rich.console import Console

            from crosslight import comparing, reporting
            from crosslight.aligning.align import LINKED
            from crosslight.parsing.document import PIPELINE

        reading = _read(inputs, published, outlet)
        outputs = {"--json": json, "--html": html, "--markdown": markdown}
        _check(outputs, reading, folders=group)
        _report(reading.unread)
        writers = {
            "--json": reporting.to_json,
            "--html": reporting.to_html,
            "--markdown": reporting.to_markdown,
        }

        def one(articles: Sequence[Article], unread: Sequence[Unread], progress: Progress) -> Dossier:
            return comparing.compare(
                articles,
                pipeline=pipeline or PIPELINE,
                least=LINKED if min_probability is None else min_probability,
                unread=unread,
                progress=progress,
            )

        if group:
            wanted = {option: path for option, path in outputs.items() if path is not None}
            left = _compare_stories(reading, one, {o: (path, writers[o]) for o, path in wanted.items()})
        else:
            with _progress() as progress:
                dossier = one(reading.articles, reading.unread, progress)
            left = dossier.unread
            _report(left[len(reading.unread) :])
            for option, path in outputs.items():
                if path is not None:
                    _write(path, [writers[option](dossier)])
            if not any(outputs.values()):
                with _printing():
                    reporting.render(dossier, Console())
    _leave(left)


@app.command()
def group(
    inputs: Inputs,
    json: Output = None,
    published: Published = None,
    outlet: Outlet = None,
) -> None:
    """Sort articles into stories, and tell copies from independent reports.

    Example: crosslight group feed.jsonl --json stories.json
    """
    with _plainly():
        with _loading():
            from rich.console import Console

            from crosslight.reporting.stories import grouping_json, render_grouping

        reading = _read(inputs, published, outlet)
        _check({"--json": json}, reading)
        _report(reading.unread)
        found = _stories(reading)
        if json is not None:
            _write(json, [grouping_json(found)])
        else:
            with _printing():
                render_grouping(found, {a.id: a for a in reading.articles}, Console())
    _leave(reading.unread)


@app.command()
def parse(
    inputs: Inputs,
    jsonl: Output = None,
    published: Published = None,
    outlet: Outlet = None,
    pipeline: Pipeline = None,
) -> None:
    """Write one row for each article: its sentences, speech, figures, moments and actors.

    Example: crosslight parse reports/ --jsonl parsed.jsonl
    """
    with _plainly():
        with _loading():
            from crosslight import parsing
            from crosslight.model import Unread
            from crosslight.parsing.document import PIPELINE
            from crosslight.reporting.json import dumps, parse_rows

        reading = _read(inputs, published, outlet)
        _check({"--jsonl": jsonl}, reading)
        _report(reading.unread)
        if not reading.articles:
            raise CrosslightError("there is no article to parse")
        parsed = parsing.parse(reading.articles, pipeline=pipeline or PIPELINE)
        rows, foreign = [], []
        with _progress() as progress:
            for n, row in enumerate(parse_rows(parsed), start=1):
                rows.append(dumps(row) + "\n")
                if row["language"] != "en":
                    why = f"language {row['language']}: only English is parsed"
                    foreign.append(Unread(str(row["article"]), why))
                progress("parsing", n, len(reading.articles))
        _report(foreign)
        _write(jsonl or DASH, rows)
    _leave([*reading.unread, *foreign])


def main() -> None:
    """Run the command line."""
    if isinstance(sys.stdout, TextIOWrapper):
        # A terminal may lack the signs of an article.
        sys.stdout.reconfigure(errors="replace")
    app()


def _read(inputs: Sequence[str], published: str | None, outlet: Sequence[str] | None) -> Reading:
    from crosslight.reading import read

    outlets = [tuple(pair.split("=", 1)) for pair in outlet or ()]
    if bad := [
        given for given, pair in zip(outlet or (), outlets, strict=True) if len(pair) < 2 or not all(pair)
    ]:
        raise typer.BadParameter(f"{bad[0]!r} is not NAME=GLOB", param_hint="--outlet")
    try:
        return read(
            inputs,
            published=published,
            outlets=[(name, glob) for name, glob in outlets],
            stdin=sys.stdin.buffer if sys.stdin else None,
            today=date.today(),
        )
    except ReadError as error:
        raise typer.BadParameter(error.why, param_hint="--published") from error


def _stories(reading: Reading) -> Grouping:
    """Sort what was read into stories; raise CrosslightError where there is nothing."""
    from crosslight.grouping import group

    if not reading.articles:
        raise CrosslightError("there is no article to group")
    with _progress() as progress:
        return group(reading.articles, unread=reading.unread, progress=progress)


def _compare_stories(
    reading: Reading,
    one: Callable[[Sequence[Article], Sequence[Unread], Progress], Dossier],
    outputs: Mapping[str, tuple[Path, Callable[[Dossier], str]]],
) -> Sequence[Unread]:
    """Compare each story that has two reports in English; return what was left out of all."""
    from rich.console import Console

    from crosslight import reporting
    from crosslight.errors import CompareError
    from crosslight.model import Unread
    from crosslight.reporting.stories import title, to_index

    found = _stories(reading)
    articles = {article.id: article for article in reading.articles}
    left = list(reading.unread)
    pages: dict[str, str] = {}
    for path, _ in outputs.values():
        _folder(path)
    for story in found.stories:
        if len(story.articles) < 2:
            continue
        try:
            with _progress() as progress:
                dossier = one([articles[name] for name in story.articles], (), progress)
        except CompareError as error:
            left.append(Unread(title(story, articles), str(error)))
            _report(left[-1:])
            continue
        left += dossier.unread
        _report(dossier.unread)
        for option, (path, written) in outputs.items():
            _write(path / f"{story.id}{SUFFIXES[option]}", [written(dossier)])
        pages[story.id] = f"{story.id}.html"
        if not outputs:
            with _printing():
                reporting.render(dossier, Console())
    if "--html" in outputs:
        index = to_index(replace(found, unread=tuple(left)), articles, pages)
        _write(outputs["--html"][0] / "index.html", [index])
    return left


def _folder(path: Path) -> None:
    try:
        path.mkdir(exist_ok=True)
    except OSError as error:
        raise WriteError(str(path), error.strerror or str(error)) from error


def _check(outputs: Mapping[str, Path | None], reading: Reading, folders: bool = False) -> None:
    """Refuse, before any work, an output that cannot be written or would take the place of an input."""
    taken = {os.path.realpath(article.source): "an input" for article in reading.articles}
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


def _write(path: Path, parts: Sequence[str]) -> None:
    if path != DASH:
        from crosslight.reporting import write

        write(path, "".join(parts))
        return
    with _printing():
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", newline="")
        sys.stdout.writelines(parts)


@contextmanager
def _printing() -> Iterator[None]:
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
def _plainly() -> Iterator[None]:
    """Tell an error in one line, without a traceback."""
    try:
        yield
    except CrosslightError as error:
        typer.echo(f"crosslight: {error}", err=True)
        raise typer.Exit(NOTHING) from error


@contextmanager
def _loading() -> Iterator[None]:
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
def _progress() -> Iterator[Progress]:
    """Show what is being done, on a terminal only."""
    from rich.console import Console
    from rich.progress import Progress as Bars

    with Bars(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bars:
        bar = bars.add_task("loading", total=None)
        yield lambda step, done, total: bars.update(bar, description=step, completed=done, total=total)


def _report(unread: Sequence[Unread]) -> None:
    for one in unread:
        typer.echo(f"crosslight: {one.input}: {one.why}", err=True)


def _leave(unread: Sequence[Unread]) -> None:
    if any(not one.kept for one in unread):
        raise typer.Exit(PARTLY)
