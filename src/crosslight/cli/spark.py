"""The command for more than one machine, or all cores of one: spark."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from crosslight.cli.common import (
    Inputs,
    Outlet,
    Published,
    leave,
    loading,
    pairs,
    plainly,
    printing,
    progressing,
    report,
    usage,
)
from crosslight.errors import WriteError

Master = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        help="Where Spark runs: local[2,4], spark://HOST:7077, yarn, k8s://...; all cores of this machine "
        "unless said.",
    ),
]
Conf = Annotated[
    list[str] | None,
    typer.Option(metavar="KEY=VALUE", help="A property of Spark; may be repeated."),
]
Out = Annotated[
    Path,
    typer.Option(metavar="DIR", file_okay=False, help="The folder of the tables; what is there is kept."),
]


def spark(
    inputs: Inputs,
    out: Out,
    master: Master = None,
    published: Published = None,
    outlet: Outlet = None,
    conf: Conf = None,
) -> None:
    """Read, parse, group and compare on Spark, and write tables of all that (Parquet).

    Inputs may be Parquet too. A run that was stopped goes on where it was.

    Example: crosslight spark archives/ --out tables --master spark://head:7077
    """
    outlets, properties = pairs(outlet), _properties(conf)
    with plainly():
        with loading():
            from rich.console import Console

            from crosslight.cli.lists import print_job
            from crosslight.reading.reader import day_of
            from crosslight.spark.session import LOCAL, plain, session, stop

        with usage("--published"):
            day = day_of(published)
        if not out.absolute().parent.is_dir():
            raise WriteError(str(out), "its folder does not exist")
        # Beside the folder, which a job has for itself.
        log = out.with_name(f"{out.name}.log")
        begun = session(master or LOCAL, log, **properties)
        try:
            from crosslight.spark.job import run

            with progressing() as progress, plain(log):
                done = run(
                    begun,
                    inputs,
                    out,
                    published=day,
                    outlets=outlets,
                    today=date.today(),
                    progress=progress,
                )
        finally:
            stop(begun)
        report(done.unread)
        with printing():
            print_job(done, out, Console())
    leave(done.unread)


def _properties(conf: list[str] | None) -> dict[str, str]:
    found = {}
    for given in conf or ():
        key, _, value = given.partition("=")
        if not key or not value:
            raise typer.BadParameter(f"{given!r} is not KEY=VALUE", param_hint="--conf")
        found[key] = value
    return found
