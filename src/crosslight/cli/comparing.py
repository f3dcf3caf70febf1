"""The commands that keep nothing: compare, group, parse."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosslight.cli.common import (
    DASH,
    Inputs,
    Outlet,
    Output,
    Pipeline,
    Published,
    check,
    leave,
    loading,
    plainly,
    printing,
    progressing,
    read,
    report,
    write,
)
from crosslight.errors import CrosslightError, WriteError

if TYPE_CHECKING:
    from crosslight.comparing import Progress
    from crosslight.model import Article, Dossier, Grouping, Unread
    from crosslight.reading import Reading

# What the files of a story are called, by the option that asks for them.
SUFFIXES = {"--json": ".json", "--html": ".html", "--markdown": ".md"}
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
    with plainly():
        with loading():
            from rich.console import Console

            from crosslight import comparing, reporting
            from crosslight.aligning.align import LINKED
            from crosslight.parsing.document import PIPELINE

        reading = read(inputs, published, outlet)
        outputs = {"--json": json, "--html": html, "--markdown": markdown}
        check(outputs, reading.articles, folders=group)
        report(reading.unread)
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
            with progressing() as progress:
                dossier = one(reading.articles, reading.unread, progress)
            left = dossier.unread
            report(left[len(reading.unread) :])
            for option, path in outputs.items():
                if path is not None:
                    write(path, [writers[option](dossier)])
            if not any(outputs.values()):
                with printing():
                    reporting.render(dossier, Console())
    leave(left)


def group(
    inputs: Inputs,
    json: Output = None,
    published: Published = None,
    outlet: Outlet = None,
) -> None:
    """Sort articles into stories, and tell copies from independent reports.

    Example: crosslight group feed.jsonl --json stories.json
    """
    with plainly():
        with loading():
            from rich.console import Console

            from crosslight.reporting.stories import grouping_json, render_grouping

        reading = read(inputs, published, outlet)
        check({"--json": json}, reading.articles)
        report(reading.unread)
        found = _stories(reading)
        if json is not None:
            write(json, [grouping_json(found)])
        else:
            with printing():
                render_grouping(found, {a.id: a for a in reading.articles}, Console())
    leave(reading.unread)


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
    with plainly():
        with loading():
            from crosslight import parsing
            from crosslight.model import Unread
            from crosslight.parsing.document import PIPELINE
            from crosslight.reporting.json import dumps, parse_rows

        reading = read(inputs, published, outlet)
        check({"--jsonl": jsonl}, reading.articles)
        report(reading.unread)
        if not reading.articles:
            raise CrosslightError("there is no article to parse")
        parsed = parsing.parse(reading.articles, pipeline=pipeline or PIPELINE)
        rows, foreign = [], []
        with progressing() as progress:
            for n, row in enumerate(parse_rows(parsed), start=1):
                rows.append(dumps(row) + "\n")
                if row["language"] != "en":
                    why = f"language {row['language']}: only English is parsed"
                    foreign.append(Unread(str(row["article"]), why))
                progress("parsing", n, len(reading.articles))
        report(foreign)
        write(jsonl or DASH, rows)
    leave([*reading.unread, *foreign])


def _stories(reading: Reading) -> Grouping:
    """Sort what was read into stories; raise CrosslightError where there is nothing."""
    from crosslight.grouping import group

    if not reading.articles:
        raise CrosslightError("there is no article to group")
    with progressing() as progress:
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
            with progressing() as progress:
                dossier = one([articles[name] for name in story.articles], (), progress)
        except CompareError as error:
            left.append(Unread(title(story, articles), str(error)))
            report(left[-1:])
            continue
        left += dossier.unread
        report(dossier.unread)
        for option, (path, written) in outputs.items():
            write(path / f"{story.id}{SUFFIXES[option]}", [written(dossier)])
        pages[story.id] = f"{story.id}.html"
        if not outputs:
            with printing():
                reporting.render(dossier, Console())
    if "--html" in outputs:
        index = to_index(replace(found, unread=tuple(left)), articles, pages)
        write(outputs["--html"][0] / "index.html", [index])
    return left


def _folder(path: Path) -> None:
    try:
        path.mkdir(exist_ok=True)
    except OSError as error:
        raise WriteError(str(path), error.strerror or str(error)) from error
