"""Whether a link's probability means what it says: `python -m bench.calibration [--write]`, some minutes.

Each candidate pair of the gold stories is judged by a model that has not seen its story, in the same
five folds as `bench.accuracy`. With `--write`, the tables go into docs/alignment.md, the reliability
diagram into docs/calibration.svg.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np

from bench import judges
from bench.diagram import reliability
from bench.reliability import Judged, bins, counts, error, widths
from bench.table import replaced
from crosslight.aligning.align import LINKED
from training import links
from training.gold import Story

DOCS = Path(__file__).parents[1] / "docs"


def judged(told: Sequence[Story]) -> Judged:
    """Judge the candidate pairs of every story, by models fitted on the stories of the other folds.

    Pairs that readers left open are left out.
    """
    data = [links.rows(story) for story in told]
    said = links.unseen(data)
    known = [row.linked >= 0 for row in data]
    return Judged(
        np.concatenate([said[r.story.name][k] for r, k in zip(data, known, strict=True)]).astype(np.float64),
        np.concatenate([r.linked[k] for r, k in zip(data, known, strict=True)]).astype(np.float64),
        np.repeat(np.arange(len(data)), [int(k.sum()) for k in known]),
    )


def tables(found: Judged, today: date) -> str:
    """Return the errors, and the bins of the diagram, as Markdown."""
    shown = found.shown(LINKED)
    rows = [
        "| calibration error | pairs | linked by readers | ten bins, of equal width | of equal counts |",
        "|---|---|---|---|---|",
    ]
    for name, own, low in (("all candidates", found, 0.0), (f"links shown, {LINKED} and up", shown, LINKED)):
        by_width, by_count = error(own, widths(low)), error(own, counts(own))
        rows.append(
            f"| {name} | {len(own.said):,} | {own.linked.mean():.3f} | {by_width:.3f} | {by_count:.3f} |"
        )
    rows += [
        "",
        "| probability | pairs | said, on average | linked by readers | in 95 of 100 draws of stories |",
        "|---|---|---|---|---|",
    ]
    rows += [
        f"| {b.low:.1f} to {b.high:.1f} | {b.count:,} | {b.said:.3f} | {b.linked:.3f} "
        f"| {b.least:.2f} to {b.most:.2f} |"
        for b in bins(found, widths())
    ]
    return "\n".join([*rows, f"\nMeasured {today.isoformat()} with `python -m bench.calibration`."])


def main() -> None:
    """Print the tables, and write them and the diagram where asked."""
    found = judged(judges.gold())
    told = tables(found, date.today())
    print(told)
    if "--write" in sys.argv[1:]:
        page = DOCS / "alignment.md"
        page.write_text(replaced(page.read_text(encoding="utf-8"), "calibration", told), encoding="utf-8")
        points = [(b.said, b.linked, b.least, b.most, b.count) for b in bins(found, widths())]
        picture = reliability(
            points, LINKED, error(found, widths()), error(found.shown(LINKED), widths(LINKED))
        )
        (DOCS / "calibration.svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()
