"""What the library commands print: tables and lists, all text of articles made safe for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from crosslight.reporting.json import Row
from crosslight.reporting.words import one_line, several

if TYPE_CHECKING:
    from crosslight.library.library import Counts
    from crosslight.library.listing import Listed
    from crosslight.library.searching import Hit
    from crosslight.library.taking import Added
    from crosslight.model import Unread
    from crosslight.spark.job import Done

# Inputs named beside a reason; the others are counted, and all of them stand on standard error.
NAMED = 3


def print_added(added: Added, counts: Counts, console: Console) -> None:
    """Print what an `add` did: how many articles of each kind, and why what was not read was not."""
    lost = [one for one in added.unread if not one.kept]
    rows = (
        (added.read, "read"),
        (added.new, "new"),
        (added.updated, "updated: a new version of an article that is here"),
        (added.known, "known already"),
        (added.copies, "copies: new articles that carry the text of another"),
        (len(lost), "unread"),
    )
    _print_counts(rows, lost, console)
    console.print(
        Text(
            f"The library has {several(counts.articles, 'article')} now, in {_stories(counts.stories)}.",
            "dim",
        )
    )


def print_job(done: Done, out: Path, console: Console) -> None:
    """Print what came of a job on many machines: how many of each, and why what was not read was not."""
    lost = [one for one in done.unread if not one.kept]
    rows = (
        (done.articles, "read"),
        (done.copies, "copies: articles that carry the text of another"),
        (done.stories, "stories"),
        (done.compared, "stories compared"),
        (done.lost, "unread"),
    )
    _print_counts(rows, lost, console)
    if done.lost > len(lost):
        console.print(Padding(Text(f"and {done.lost - len(lost):,} more: {out / 'unread'}"), (0, 0, 0, 4)))
    console.print(Text(f"The tables are in {out}.", "dim"))


def _print_counts(rows: Iterable[tuple[int, str]], lost: Sequence[Unread], console: Console) -> None:
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(justify="right")
    table.add_column()
    for number, what in rows:
        table.add_row(f"{number:,}", what)
    console.print(table)
    for why, inputs in _reasons(lost):
        more = f" and {len(inputs) - NAMED} more" if len(inputs) > NAMED else ""
        console.print(Padding(Text(f"{', '.join(inputs[:NAMED])}{more}: {why}"), (0, 0, 0, 4)))


def print_stories(found: Sequence[Listed], console: Console) -> None:
    """Print stories, one after the other."""
    if not found:
        console.print("No story.")
    for story in found:
        console.print(Text(one_line(story.headline) or story.id, "bold"))
        told = [story.id, several(story.articles, "article"), several(story.outlets, "outlet")]
        if story.copies:
            told.append("1 copy" if story.copies == 1 else f"{story.copies} copies")
        days = list(dict.fromkeys(moment[:10] for moment in (story.earliest, story.latest) if moment))
        told += [" to ".join(days)] if days else []
        if story.corroborated is not None:
            told.append(
                f"{story.corroborated} points corroborated, {story.conflicting} conflicting, "
                f"{story.disputed} disputed"
            )
        console.print(Padding(Text(" · ".join(told), "dim"), (0, 0, 0, 2)))


def print_hits(found: Sequence[Hit], console: Console) -> None:
    """Print places that were found, under the headline of their article."""
    if not found:
        console.print("Nothing found.")
    for _, group in groupby(found, key=lambda hit: hit.span.article):
        hits = list(group)
        first = hits[0]
        head = Text(one_line(first.headline) or first.span.article, "bold")
        told = [
            one_line(first.outlet),
            (first.published or "")[:10],
            first.story,
            one_line(first.span.article),
        ]
        console.print(head.append("  " + " · ".join(filter(None, told)), "not bold dim"))
        for hit in hits:
            by = f"{one_line(hit.speaker)}: " if hit.speaker else ""
            line = Text(by, "italic").append(one_line(hit.words), "not italic")
            line.append(f"  {hit.span.field} {hit.span.start}–{hit.span.end}", "not italic dim")
            console.print(Padding(line, (0, 0, 0, 2)))


def story_rows(found: Iterable[Listed]) -> list[Row]:
    """Return stories as rows for JSON."""
    return [
        {
            "id": one.id,
            "headline": one.headline,
            "articles": one.articles,
            "outlets": one.outlets,
            "copies": one.copies,
            "earliest": one.earliest or None,
            "latest": one.latest or None,
            "corroborated": one.corroborated,
            "conflicting": one.conflicting,
            "disputed": one.disputed,
        }
        for one in found
    ]


def hit_rows(found: Iterable[Hit]) -> list[Row]:
    """Return places that were found as rows for JSON, each with its span."""
    return [
        {
            "article": hit.span.article,
            "field": hit.span.field,
            "start": hit.span.start,
            "end": hit.span.end,
            "words": hit.words,
            "story": hit.story or None,
            "headline": hit.headline,
            "outlet": hit.outlet,
            "published": hit.published,
            "speaker": hit.speaker,
            "mode": hit.mode,
            "by": list(hit.by),
            "score": round(hit.score, 6),
        }
        for hit in found
    ]


def _reasons(lost: Sequence[Unread]) -> list[tuple[str, list[str]]]:
    """Return each reason with the inputs it holds for, the most frequent first."""
    found: dict[str, list[str]] = {}
    for one in lost:
        found.setdefault(one_line(one.why), []).append(one_line(one.input))
    return sorted(found.items(), key=lambda item: -len(item[1]))


def _stories(count: int) -> str:
    return "1 story" if count == 1 else f"{count:,} stories"
