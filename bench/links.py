"""How well links, relations, figures, speech and noise are found: `python -m bench.links`.

Measured on the gold stories by gold/score_links.py. The models are fitted on other stories than the
one they judge; `--shipped` takes those that Crosslight ships, which have seen all of them.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import judges
from bench.data import shared
from crosslight.aligning.trees import Judge
from crosslight.comparing import dossier
from crosslight.reporting.json import to_json
from training.gold import GOLD, Story

# What is read from the lines of the scorer: name -> pattern with one group.
_F1 = r"^{} +P \S+ R \S+ F1 (\S+)"
LINES = {
    "links": _F1.format("links"),
    "shared": _F1.format("shared"),
    "first": r"^first +(\S+)",
    "relation": r"^relation +(\S+)",
    "agree": r"^relation .*\bagree ([\d.]+)",
    "overlap": r"^relation .*\boverlap ([\d.]+)",
    "conflict or dispute": _F1.format("conflict"),
    "figures found": r"^figures +found (\S+)",
    "figures relation": r"^figures .*right relation ([\d.]+)",
    "different precision": r"^figures .*different: P (\S+)",
    "different said": r"^figures .*different: P \S+ \((\d+) said",
    "different recall": r"^figures .*\bR (\S+) \(\d+ gold\)",
    "speech": _F1.format("speech"),
    "speaker": r"^speech .*speaker (\S+)",
    "noise": _F1.format("noise"),
}


def predict(judged: Iterable[tuple[Story, Judge]], out: Path) -> int:
    """Write the dossier of each story as the scorer reads it, and return how many."""
    count = 0
    for story, judge in judged:
        told = dossier(story.parsed, story.vectors, judge=partial(_same, judge))
        (out / f"{story.name}.json").write_text(to_json(told), encoding="utf-8")
        count += 1
    return count


def _same(judge: Judge) -> Judge:
    return judge


def score(script: str, *arguments: str | Path) -> str:
    """Run a script of ../shared/gold and return what it prints."""
    return subprocess.run(
        [sys.executable, str(shared(script)), *map(str, arguments)],
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout


def parse(printed: str) -> dict[str, float]:
    """Return the figures in what the scorer printed."""
    found = {}
    for name, pattern in LINES.items():
        match = re.search(pattern, printed, re.MULTILINE)
        if match is None:
            raise ValueError(f"the scorer printed no {name!r}")
        found[name] = float(match[1])
    return found


def measure(judged: Iterable[tuple[Story, Judge]]) -> dict[str, float]:
    """Compare every story and return the scorer's figures, and the false alarms a story."""
    with TemporaryDirectory() as folder:
        count = predict(judged, Path(folder))
        found = parse(score("gold/score_links.py", GOLD, folder))
    found["false different a story"] = found["different said"] * (1 - found["different precision"]) / count
    return found


def main() -> None:
    """Print the figures."""
    told = judges.gold()
    for name, value in measure(
        judges.shipped(told) if "--shipped" in sys.argv[1:] else judges.unseen(told)
    ).items():
        print(f"{name:<24} {value:.3f}")


if __name__ == "__main__":
    main()
