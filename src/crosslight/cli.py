"""The command line: every command is one call of the API."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosslight.errors import CrosslightError

if TYPE_CHECKING:
    from crosslight.comparing import Progress
    from crosslight.model import Unread
    from crosslight.reading import Reading

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

NOTHING, PARTLY = 1, 3

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
Output = Annotated[Path | None, typer.Option(metavar="FILE", dir_okay=False)]
Probability = Annotated[
    float | None, typer.Option(min=0.0, max=1.0, help="Leave out links less probable than this.")
]


@app.callback()
def crosslight() -> None:
    """Lay many reports of one event side by side, statement by statement."""


@app.command()
def compare(
    inputs: Inputs,
    json: Output = None,
    html: Output = None,
    markdown: Output = None,
    published: Published = None,
    outlet: Outlet = None,
    pipeline: Pipeline = None,
    min_probability: Probability = None,
) -> None:
    """Compare the reports of one event; with no output file, print the comparison.

    Example: crosslight compare a.txt b.html --published 2023-04-09 --html page.html
    """
    with _plainly():
        from rich.console import Console

        from crosslight import comparing, reporting
        from crosslight.aligning.align import LINKED
        from crosslight.parsing.document import PIPELINE

        reading = _read(inputs, published, outlet)
        _report(reading.unread)
        with _progress() as progress:
            dossier = comparing.compare(
                reading.articles,
                pipeline=pipeline or PIPELINE,
                least=LINKED if min_probability is None else min_probability,
                unread=reading.unread,
                progress=progress,
            )
        _report(dossier.unread[len(reading.unread) :])
        for path, text in (
            (json, reporting.to_json),
            (html, reporting.to_html),
            (markdown, reporting.to_markdown),
        ):
            if path is not None:
                reporting.write(path, text(dossier))
        if json is html is markdown is None:
            reporting.render(dossier, Console())
    _leave(dossier.unread)


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
        from crosslight import parsing, reporting
        from crosslight.parsing.document import PIPELINE
        from crosslight.reporting.json import dumps, parse_rows

        reading = _read(inputs, published, outlet)
        _report(reading.unread)
        if not reading.articles:
            raise CrosslightError("there is no article to parse")
        parsed = parsing.parse(reading.articles, pipeline=pipeline or PIPELINE)
        with _progress() as progress:
            rows = []
            for n, row in enumerate(parse_rows(parsed), start=1):
                rows.append(dumps(row) + "\n")
                progress("parsing", n, len(reading.articles))
        if jsonl is None:
            sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a terminal or a pipe here
            sys.stdout.writelines(rows)
        else:
            reporting.write(jsonl, "".join(rows))
    _leave(reading.unread)


def main() -> None:
    """Run the command line."""
    app()


def _read(inputs: Sequence[str], published: str | None, outlet: Sequence[str] | None) -> Reading:
    from crosslight.reading import read

    outlets = [tuple(pair.split("=", 1)) for pair in outlet or ()]
    if bad := [
        given for given, pair in zip(outlet or (), outlets, strict=True) if len(pair) < 2 or not all(pair)
    ]:
        raise typer.BadParameter(f"{bad[0]!r} is not NAME=GLOB", param_hint="--outlet")
    return read(
        inputs,
        published=published,
        outlets=[(name, glob) for name, glob in outlets],
        stdin=sys.stdin.buffer,
        today=date.today(),
    )


@contextmanager
def _plainly() -> Iterator[None]:
    """Tell an error in one line, without a traceback."""
    try:
        yield
    except CrosslightError as error:
        typer.echo(f"crosslight: {error}", err=True)
        raise typer.Exit(NOTHING) from error


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
