"""The commands that fill a library and ask it: add, stories, show, search."""

from __future__ import annotations

import sys
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from crosslight.cli.common import (
    Inputs,
    Outlet,
    Output,
    Published,
    check,
    leave,
    loading,
    pairs,
    plainly,
    printing,
    progressing,
    report,
    usage,
    write,
)

if TYPE_CHECKING:
    from crosslight.library import Library

Where = Annotated[
    str,
    typer.Option(
        "--library",
        metavar="FILE|URL",
        envvar="CROSSLIGHT_LIBRARY",
        help="The library: a file, or postgresql://USER@HOST/DATABASE.",
    ),
]
HERE = "crosslight.db"
Since = Annotated[str, typer.Option("--from", metavar="DATE", help="Published on this day or later.")]
Until = Annotated[str, typer.Option("--to", metavar="DATE", help="Published on this day or earlier.")]
OfOutlet = Annotated[str, typer.Option("--outlet", metavar="NAME", help="Of this outlet.")]
Limit = Annotated[int, typer.Option(min=1, help="How many at most.")]


Compare = Annotated[
    bool, typer.Option("--compare/--no-compare", help="Compare stories now, or when they are shown.")
]
Local = Annotated[bool, typer.Option("--allow-local", help="Fetch from this machine and its network too.")]


class Order(StrEnum):
    """In what order stories are listed."""

    newest = "newest"
    outlets = "outlets"
    disputed = "disputed"


class Within(StrEnum):
    """What is searched."""

    articles = "articles"
    statements = "statements"
    quotations = "quotations"


def add(
    inputs: Inputs,
    library: Where = HERE,
    published: Published = None,
    outlet: Outlet = None,
    compare: Compare = True,
    allow_local: Local = False,
) -> None:
    """Take articles into a library, sort them into stories, and compare what is new.

    Web addresses are fetched: pages and feeds.

    Example: crosslight add reports/ feed.xml --library news.db
    """
    with plainly():
        with loading():
            from rich.console import Console

            from crosslight.cli.gathering import gather
            from crosslight.cli.lists import print_added
            from crosslight.library import Library

        with usage("--published"):
            found = gather(
                inputs,
                published=published,
                outlets=pairs(outlet),
                stdin=sys.stdin.buffer if sys.stdin else None,
                today=date.today(),
                allow_local=allow_local,
            )
        with Library(library) as own:
            with progressing() as progress:
                added = own.add(found, compare=compare, progress=progress)
            report(added.unread)
            with printing():
                print_added(added, own.counts(), Console())
    leave(added.unread)


def stories(
    library: Where = HERE,
    order: Annotated[Order, typer.Option(help="Which come first.")] = Order.newest,
    since: Since = "",
    until: Until = "",
    outlet: OfOutlet = "",
    actor: Annotated[str, typer.Option(metavar="NAME", help="Naming this person, body or place.")] = "",
    limit: Limit = 20,
    json: Output = None,
) -> None:
    """List the stories of a library: the newest, those of most outlets, or the most disputed.

    Example: crosslight stories --order disputed --from 2026-03-01 --actor "Ilse Brandt"
    """
    with plainly():
        with loading():
            from rich.console import Console

            from crosslight.cli.lists import print_stories, story_rows
            from crosslight.reporting.json import dumps

        check({"--json": json}, ())
        first, last = day(since, "--from"), day(until, "--to")
        with opened(library) as own:
            found = own.stories(
                order.value,
                since=first,
                until=last,
                outlet=outlet,
                actor=actor,
                limit=limit,
            )
        if json is not None:
            write(json, [dumps({"stories": [*story_rows(found)]}, indent=1) + "\n"])
        else:
            with printing():
                print_stories(found, Console())


def show(
    story: Annotated[str, typer.Argument(metavar="STORY", help="As `stories` and `search` name it.")],
    library: Where = HERE,
    json: Output = None,
    html: Output = None,
    markdown: Output = None,
) -> None:
    """Show the comparison of a story; with no output file, print it.

    Example: crosslight show story-7 --html page.html
    """
    with plainly():
        with loading():
            from rich.console import Console

            from crosslight import reporting

        outputs = {"--json": json, "--html": html, "--markdown": markdown}
        check(outputs, ())
        with opened(library) as own:
            dossier = own.story(story)
        report(dossier.unread)
        for path, written in (
            (json, reporting.to_json),
            (html, reporting.to_html),
            (markdown, reporting.to_markdown),
        ):
            if path is not None:
                write(path, [written(dossier)])
        if not any(outputs.values()):
            with printing():
                reporting.render(dossier, Console())
    leave(dossier.unread)


def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help='"In quotation marks" a phrase.')],
    library: Where = HERE,
    within: Annotated[Within, typer.Option(help="What to look for.")] = Within.articles,
    outlet: OfOutlet = "",
    speaker: Annotated[str, typer.Option(metavar="NAME", help="Only what this speaker says.")] = "",
    since: Since = "",
    until: Until = "",
    limit: Limit = 20,
    json: Output = None,
) -> None:
    """Search a library by words and by meaning; every place that is found is told with its offsets.

    Example: crosslight search bridge closed --within quotations --speaker Brandt
    """
    with plainly():
        with loading():
            from rich.console import Console

            from crosslight.cli.lists import hit_rows, print_hits
            from crosslight.reporting.json import dumps

        check({"--json": json}, ())
        first, last = day(since, "--from"), day(until, "--to")
        with opened(library) as own:
            found = own.search(
                " ".join(words),
                within.value,
                outlet=outlet,
                speaker=speaker,
                since=first,
                until=last,
                limit=limit,
            )
        if json is not None:
            write(json, [dumps({"found": [*hit_rows(found)]}, indent=1) + "\n"])
        else:
            with printing():
                print_hits(found, Console())


def opened(place: str) -> Library:
    """Open a library that is there."""
    from crosslight.library import Library

    return Library(place, create=False)


def day(given: str, option: str) -> str:
    """Return a date or date-time as the library has them; exit for what is none."""
    from crosslight.reading.dates import iso

    if not given:
        return ""
    try:
        return iso(given)
    except ValueError as error:
        raise typer.BadParameter(f"{given[:40]!r} {error}", param_hint=option) from error
