"""The commands that keep a library: export, check, vacuum, forget, library copy."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crosslight.cli.common import NOTHING, Output, check, loading, plainly, printing, progressing, write
from crosslight.cli.library import HERE, Where, opened
from crosslight.errors import CrosslightError


def export(
    library: Where = HERE,
    jsonl: Output = None,
    csv: Output = None,
    parquet: Annotated[
        Path | None, typer.Option(metavar="FILE", dir_okay=False, help="Write to this file.")
    ] = None,
    ninjs: Output = None,
    annotations: Output = None,
    judgements: Output = None,
) -> None:
    """Write everything a library has, whole: its articles, its spans as W3C Web Annotations, or
    what readers said of its links.

    Example: crosslight export --jsonl all.jsonl --annotations spans.json
    """
    with plainly():
        outputs = {
            "jsonl": jsonl,
            "csv": csv,
            "ninjs": ninjs,
            "annotations": annotations,
            "judgements": judgements,
        }
        named = {f"--{name}": path for name, path in outputs.items()} | {"--parquet": parquet}
        if not any(named.values()):
            raise typer.BadParameter(f"say at least one of {', '.join(named)}")
        with loading():
            from crosslight.library.library import EXPORTS
        check(named, ())
        with opened(library) as own:
            for kind in EXPORTS:
                if (path := outputs[kind]) is not None:
                    write(path, own.export(kind))
            if parquet is not None:
                own.to_parquet(parquet)


def check_library(library: Where = HERE) -> None:
    """Check that a library is whole: the file, its indexes, its texts, and every place in them.

    Example: crosslight check --library news.db
    """
    with plainly():
        with opened(library) as own, progressing() as progress:
            faults = own.check(progress)
            counts = own.counts()
        with printing():
            for fault in faults:
                typer.echo(fault)
            if not faults:
                typer.echo(f"{own.name}: whole, {counts.articles:,} articles, {counts.size:,} bytes")
    if faults:
        raise typer.Exit(NOTHING)


def vacuum(library: Where = HERE) -> None:
    """Write a library anew without its gaps; that takes as much room again while it runs.

    On a server others wait meanwhile.

    Example: crosslight vacuum --library news.db
    """
    with plainly(), opened(library) as own:
        before = own.counts().size
        own.vacuum()
        with printing():
            typer.echo(f"{own.name}: {before:,} bytes before, {own.counts().size:,} now")


def forget(
    article: Annotated[str, typer.Argument(metavar="ID", help="The id of an article.")], library: Where = HERE
) -> None:
    """Take an article out of a library, with all that was made of it; nothing of it is left in a file.

    On a server, `vacuum` afterwards: the bytes of what is deleted stay in its files till then.

    Example: crosslight forget herald-4711
    """
    with plainly(), opened(library) as own:
        if not own.forget(article):
            raise CrosslightError(
                f"{own.name}: {article} is forgotten, but another process reads: `vacuum` when it is done"
            )


def copy(
    source: Annotated[str, typer.Argument(metavar="FROM", help="A library: a file, or postgresql://...")],
    target: Annotated[str, typer.Argument(metavar="TO", help="Where there is none yet, or an empty one.")],
) -> None:
    """Copy a library whole into a new one, from a file to a server, back, or from one to its like.

    An interrupted copy leaves the new one empty.

    Example: crosslight library copy crosslight.db postgresql://desk@db.example.org/news
    """
    with plainly():
        with opened(source) as own:
            with progressing() as progress:
                own.copy_to(target, progress)
            counts = own.counts()
        with opened(target) as new, printing():
            typer.echo(f"{new.name}: {counts.articles:,} articles, {new.counts().size:,} bytes")
