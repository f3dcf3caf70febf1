"""The command line: every command is one call of the API."""

from __future__ import annotations

import signal
import sys
from importlib.metadata import version
from io import TextIOWrapper
from typing import Annotated

import typer
from typer.main import get_command

from crosslight.cli.common import DASH
from crosslight.cli.common import write as _write
from crosslight.cli.comparing import compare, group, parse
from crosslight.cli.keeping import check_library, copy, export, forget, vacuum
from crosslight.cli.library import add, search, show, stories
from crosslight.cli.serving import serve
from crosslight.cli.spark import spark
from crosslight.cli.watching import watch

__all__ = ["DASH", "_write", "app", "run"]

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


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


for command in (
    compare,
    group,
    parse,
    add,
    stories,
    show,
    search,
    export,
    vacuum,
    forget,
    watch,
    serve,
    spark,
):
    app.command()(command)
app.command("check")(check_library)
libraries = typer.Typer(
    no_args_is_help=True,
    help="Do something with a whole library.\n\nExample: crosslight library copy news.db postgresql://host/news",
)
libraries.command("copy")(copy)
app.add_typer(libraries, name="library")


def run(interruptible: bool = True) -> None:
    """Run the command that the program was started with; where it can be interrupted, that is code 130."""
    if isinstance(sys.stdout, TextIOWrapper):
        # A terminal may lack the signs of an article.
        sys.stdout.reconfigure(errors="replace")
    command = get_command(app)
    try:
        if interruptible:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        command()
    except KeyboardInterrupt:
        sys.exit(130)
