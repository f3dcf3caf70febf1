"""How many contradictions planted in the gold stories are found: `python -m bench.plants`.

gold/plant.py changes one figure in one article of a story; the models have not seen the story.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import judges
from bench.links import score
from crosslight.aligning.align import align
from crosslight.aligning.embedding import Vectors, embedder
from crosslight.aligning.trees import Judge
from crosslight.model import Article, Dossier, Parsed
from crosslight.parsing import parse
from crosslight.reading import read
from crosslight.reporting.json import to_json
from training.gold import GOLD, Story


def measure(judged: Iterable[tuple[Story, Judge]]) -> tuple[dict[str, float], list[str]]:
    """Return the share of planted contradictions that are found, and the lines that name those missed."""
    known = {story.name: (story, judge) for story, judge in judged}
    with TemporaryDirectory() as folder:
        plants, out = Path(folder) / "plants", Path(folder) / "out"
        out.mkdir()
        score("gold/plant.py", "make", GOLD, plants)
        folders = sorted(plants.iterdir())
        # Only the changed article is parsed anew: the others are those of the story.
        changed = [_changed(path, known[_story(path)][0]) for path in folders]
        for path, (at, _), report in zip(
            folders, changed, parse([article for _, article in changed]), strict=True
        ):
            story, judge = known[_story(path)]
            reports = [*story.parsed[:at], report, *story.parsed[at + 1 :]]
            vectors = [*story.vectors[:at], _vectors(report, story, at), *story.vectors[at + 1 :]]
            aligned = align(reports, vectors, judge=partial(_same, judge))
            # The scorer looks at figures and links only, so no points or views are made of them.
            told = Dossier(tuple(reports), links=aligned.links, figures=aligned.figures)
            (out / f"{path.name}.json").write_text(to_json(told), encoding="utf-8")
        printed = score("gold/plant.py", "score", plants, out)
    match = re.search(r"found: (\d+) of (\d+)", printed)
    if match is None:
        raise ValueError("the scorer printed no planted contradictions")
    return {"planted": int(match[1]) / int(match[2]), "plants": int(match[2])}, printed.splitlines()[:-1]


def _story(plant: Path) -> str:
    return plant.name.rpartition("-")[0]


def _same(judge: Judge) -> Judge:
    return judge


def _vectors(report: Parsed, story: Story, at: int) -> list[Vectors]:
    """Return the vectors of a changed report's sentences: of those that did not change, the story's."""
    own = story.parsed[at]
    known = {
        own.article.quote(sentence.span): vectors
        for sentence, vectors in zip(own.sentences, story.vectors[at], strict=True)
    }
    texts = [report.article.quote(sentence.span) for sentence in report.sentences]
    new = [text for text in dict.fromkeys(texts) if text not in known]
    known |= dict(zip(new, embedder().embed(new), strict=True))
    return [known[text] for text in texts]


def _changed(plant: Path, story: Story) -> tuple[int, Article]:
    """Return the one article of a planted story that differs from the story's, and its place."""
    articles = read([plant / "articles.jsonl"]).articles
    differ = [
        (n, article)
        for n, (article, own) in enumerate(zip(articles, story.parsed, strict=True))
        if (article.text, article.headline) != (own.article.text, own.article.headline)
    ]
    if len(differ) != 1:
        raise ValueError(f"{plant.name}: {len(differ)} articles differ from the story")
    return differ[0]


def main() -> None:
    """Print the share found, and what was missed."""
    told = judges.gold()
    found, missed = measure(judges.shipped(told) if "--shipped" in sys.argv[1:] else judges.unseen(told))
    print("\n".join(missed))
    print(f"planted contradictions found: {found['planted']:.3f} of {found['plants']:.0f}")


if __name__ == "__main__":
    main()
