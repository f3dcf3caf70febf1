"""The figures as Markdown: `python -m bench.table [NAME...] [--write]`, NAME one of those in ROOM.

With `--write`, the tables replace what stands between `<!-- accuracy -->` and `<!-- /accuracy -->` (and
the same of speed) in README.md and in the page of docs/ of that name.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from bench import accuracy, copies, judges, naming, seeds, speech, speed, stories, streams

ROOT = Path(__file__).parents[1]
ROOM = {name: ROOT / "docs" / f"{name}.md" for name in ("accuracy", "speed", "speech", "grouping")}
ROOM["streams"], ROOM["naming"] = ROOM["grouping"], ROOT / "docs" / "telling.md"
# Measured with the same scorer on the same articles, by those who set the task: F1 of each measure.
RIVALS = {
    "regular expressions": (0.31, 0.25, 0.22, 0.32, 0.22, 0.19),
    "rules over spaCy": (0.60, 0.49, 0.46, 0.58, 0.55, 0.53),
    "Citron, retrained on PolNeAR": (0.67, 0.46, 0.39, 0.63, 0.63, 0.59),
    "a CRF over spaCy": (0.74, 0.55, 0.49, 0.69, 0.65, 0.62),
    "second annotators": (0.83, 0.74, 0.70, None, None, 0.78),
}
NAMES = {
    "links": "two sentences are linked: F1",
    "shared": "a sentence has a counterpart at all: F1",
    "first": "its most probable counterpart is right",
    "relation": "linked pairs with the right relation",
    "agree": "F1 of `agree`",
    "overlap": "F1 of `overlap`",
    "conflict or dispute": "F1 of `conflict` and `dispute` as one",
    "figures found": "pairs of figures found",
    "figures relation": "of these, with the right relation",
    "planted": "planted contradictions found",
    "different precision": "figures called different that readers call so too",
    "false different a story": "figures called different that readers do not, a story",
    "speech": "speech: F1",
    "speaker": "of the speech found, with the right speaker",
    "noise": "noise: F1 (characters)",
}  # fmt: skip


def accuracy_tables(today: date) -> tuple[str, str]:
    """Return the short table of the README, and the long one with the shipped models beside it."""
    floors = tomllib.loads((ROOT / "bench" / "floors.toml").read_text(encoding="utf-8"))
    floors = {name: floor for name, floor in floors.items() if name in NAMES}
    told = judges.gold()
    unseen, stranger = accuracy.measure(told)
    shipped, own = accuracy.measure(told, judges.shipped)
    short = ["| | measured | at least |", "|---|---|---|"]
    short += [f"| {NAMES[name]} | {unseen[name]:.3f} | {floor:.2f} |" for name, floor in floors.items()]
    long = ["| | unseen stories | floor | shipped models, stories seen |", "|---|---|---|---|"]
    for name, text in NAMES.items():
        floor = f"{floors[name]:.2f}" if name in floors else ""
        long.append(f"| {text} | {unseen[name]:.3f} | {floor} | {shipped[name]:.3f} |")
    when = f"\nMeasured {today.isoformat()} with `python -m bench.table accuracy`."
    known, new = seeds.checks(seeds.compared(own)), seeds.checks(seeds.compared(stranger))
    checks = ["| the two seed reports | shipped models | models that have not seen them |", "|---|---|---|"]
    checks += [f"| {name} | {_yes(known[name])} | {_yes(new[name])} |" for name in seeds.CHECKS]
    return "\n".join([*short, when]), "\n".join([*long, when, "", *checks])


def speed_tables(today: date) -> tuple[str, str]:
    """Return the short table of the README, and the long one with the curve."""
    cold, ratio, sizes = speed.cold(), speed.ratio(), speed.curve()
    most = sizes[-1].whole
    short = [
        "| | measured | at most |",
        "|---|---|---|",
        f"| three reports of {speed.WORDS} words, as a multiple of spaCy and one embedding pass alone "
        f"| {ratio.ratio:.2f} | 1.60 |",
        f"| the same in processor time, over all cores | {ratio.processor:.2f} | |",
        f"| a fresh process, from the command to the page | {cold.seconds:.1f} s | 8 s |",
        f"| the same in processor time, over all cores | {cold.processor:.1f} s | |",
        f"| its memory at most | {cold.peak / 1e6:.0f} MB | 700 MB |",
        f"| {sizes[-1].articles} reports, from articles to the dossier, models loaded "
        f"| {sizes[-1].comparing:.1f} s | 30 s |",
        f"| the same in a fresh process, to the JSON | {most.seconds:.1f} s | 30 s |",
        f"| its memory at most | {most.peak / 1e6:.0f} MB | 1,200 MB |",
        f"\nMeasured {today.isoformat()} with `python -m bench.table speed`.",
    ]
    curve = [
        "",
        "| reports | sentences | pairs of sentences | candidates kept | aligning "
        "| of it, for a thousand candidates | articles to dossier | in all | for each added report "
        "| processor time | memory |",
        "|---" * 11 + "|",
    ]
    curve += [
        f"| {s.articles} | {s.sentences} | {s.pairs:,} | {s.kept:,} | {s.aligning:.2f} s "
        f"| {1e6 * s.aligning / s.kept:.0f} ms | {s.comparing:.1f} s | {s.whole.seconds:.1f} s "
        f"| {f'{s.added:.2f} s' if s.added else ''} "
        f"| {s.whole.processor:.1f} s | {s.whole.peak / 1e6:.0f} MB |"
        for s in sizes
    ]
    times = f"\nMedians: {ratio.ours:.2f} s for the comparison, {ratio.bare:.2f} s for the bare models."
    return "\n".join(short), "\n".join([*short, times, *curve])


def speech_tables(today: date) -> tuple[str, str]:
    """Return how well attributions are found on PolNeAR dev, beside others; and the same with the cost."""
    measured, timed, curve = speech.measure(), speech.speed(), speech.growth()
    names = list(measured["both"])
    head = [f"| F1 | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]

    def row(name: str, values: Iterable[float | None], digits: int = 3) -> str:
        return f"| {name} | {' | '.join('' if v is None else f'{v:.{digits}f}' for v in values)} |"

    rivals = [row(name, values, 2) for name, values in RIVALS.items()]
    own = {name: [figures[key] for key in names] for name, figures in measured.items()}
    when = f"\nMeasured {today.isoformat()} with `python -m bench.table speech`."
    cost = [
        f"\nspaCy alone reads {timed.alone:,.0f} words a second on these articles; actors and speech take "
        f"{timed.on_top:.2f} of its time on top. All of `parse`, in which the tagger works beside spaCy, "
        f"reads {timed.parsed:,.0f}.",
        "\n| words of one article | microseconds a word |",
        "|---|---|",
        *(f"| {words:,} | {each:.0f} |" for words, each in curve.items()),
    ]
    ways = [row(f"Crosslight: {name}", values) for name, values in own.items()]
    short = [*head, *rivals, row("Crosslight", own["both"]), when]
    return "\n".join(short), "\n".join([*head, *rivals, *ways, when, *cost])


def grouping_tables(today: date) -> tuple[str, str]:
    """Return how well stories are found, beside simple ways; and the same with copies."""
    table = stories.table(stories.sets(), progress=lambda _: None)
    found = copies.measure()
    when = f"\nMeasured {today.isoformat()} with `python -m bench.table grouping`."
    planted = [
        "\n| planted | recall | precision | at least |",
        "|---|---|---|---|",
        f"| copies | {found.copies[0]:.3f} | {found.copies[1]:.3f} | 0.98, 0.98 |",
        f"| reuse of a third | {found.reuse[0]:.3f} | {found.reuse[1]:.3f} | 0.90, 0.95 |",
        f"\nWhich of the two is the source is right in {found.directions:.1%}; the share reused is wrong by "
        f"{found.share_error:.3f} on average.",
    ]
    return "\n".join([table, when]), "\n".join([table, *planted, when])


def streams_tables(today: date) -> tuple[str, str]:
    """Return how fast stories and copies are found; and the same with the curve."""
    rate, each, sizes = streams.copies(), streams.real(), streams.curve()
    short = [
        "| articles a second, on one core | measured | at least |",
        "|---|---|---|",
        f"| into stories, of a stream of {sizes[-1].articles:,} | {1e3 / sizes[-1].each:,.0f} | 400 |",
        f"| copies alone | {rate:,.0f} | 1,500 |",
        f"\nMeasured {today.isoformat()} with `python -m bench.table streams`.",
    ]
    curve = [
        "\n| articles of the stream so far | a second | of the latest | open at most | memory |",
        "|---|---|---|---|---|",
        *(
            f"| {s.articles:,} | {1e3 / s.each:,.0f} | {1e3 / s.latest:,.0f} | {s.open:,} | {s.memory} MB |"
            for s in sizes
        ),
        "\nThe four sets, second looks included: "
        + ", ".join(f"{name} {1e3 / ms:,.0f} articles a second" for name, _, ms in each)
        + ".",
    ]
    return "\n".join(short), "\n".join([*short, *curve])


def naming_tables(today: date) -> tuple[str, str]:
    """Return how well what outlets call a thing is brought together, twice."""
    table = f"{naming.table()}\n\nMeasured {today.isoformat()} with `python -m bench.table naming`."
    return table, table


def replaced(text: str, name: str, table: str) -> str:
    """Return the text with the table between the marks of that name; raise ValueError without marks."""
    before, start, rest = text.partition(f"<!-- {name} -->")
    _, end, after = rest.partition(f"<!-- /{name} -->")
    if not start or not end:
        raise ValueError(f"no place for the table of {name}")
    return f"{before}{start}\n{table}\n{end}{after}"


def _yes(holds: bool) -> str:
    return "holds" if holds else "does not hold"


def main() -> None:
    """Print the tables, and write them where asked."""
    asked = [name for name in sys.argv[1:] if not name.startswith("-")] or [*ROOM]
    makers = {
        "accuracy": accuracy_tables,
        "speed": speed_tables,
        "speech": speech_tables,
        "grouping": grouping_tables,
        "streams": streams_tables,
        "naming": naming_tables,
    }
    for name in asked:
        short, long = makers[name](date.today())
        print(long)
        if "--write" in sys.argv[1:]:
            for path, table in ((ROOT / "README.md", short), (ROOM[name], long)):
                path.write_text(replaced(path.read_text(encoding="utf-8"), name, table), encoding="utf-8")


if __name__ == "__main__":
    main()
