"""How long a comparison takes, and how it grows: `python -m bench.speed`.

Times are for this machine; what can be carried over are the ratios, taken in one run. The articles
are real reports of ../shared/data/groundnews2025, cut where a measure needs so many words.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench import minilm
from bench.data import shared
from crosslight.aligning.align import align
from crosslight.aligning.candidates import candidates
from crosslight.aligning.views import views
from crosslight.comparing import compare, embed
from crosslight.model import Article
from crosslight.parsing import parse
from crosslight.parsing.blas import one_core
from crosslight.parsing.document import pipeline

SOURCE = "data/groundnews2025/stories.jsonl"
WORDS = 600
STORIES = 5  # stories of three reports each, so that no one text decides
REPEATS = 3  # of each measure of each story, in turn
COLD = 3  # fresh processes, of which the median counts: other work on the machine comes and goes
SIZES = (2, 5, 10, 20, 50)
# Reports of these many words make the curve: neither news in brief nor essays.
USUAL = range(200, 801)

# A process of its own, small, so that the peak counted is the command's and not this one's.
COUNTED = """
import json, resource, subprocess, sys, time
start = time.perf_counter()
program = "from crosslight.__main__ import main; main()"
subprocess.run([sys.executable, "-c", program, *sys.argv[1:]], check=True)
took = time.perf_counter() - start
own = resource.getrusage(resource.RUSAGE_CHILDREN)
peak = own.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
print(json.dumps([took, own.ru_utime + own.ru_stime, peak]))
"""


@dataclass(frozen=True, slots=True)
class Ratio:
    """Comparing three reports against the bare models: seconds, and the median of the ratios."""

    ours: float
    bare: float
    ratio: float
    processor: float  # the same of processor time, over all cores


@dataclass(frozen=True, slots=True)
class Fresh:
    """A fresh process from the command to the finished file."""

    seconds: float
    processor: float  # seconds of processor time, over all cores
    peak: int  # bytes


@dataclass(frozen=True, slots=True)
class Size:
    """Comparing so many reports of one event."""

    articles: int
    sentences: int
    pairs: int  # pairs of sentences of different reports
    kept: int  # of these, the candidates
    aligning: float
    comparing: float  # from articles to the dossier, models loaded
    whole: Fresh
    added: float  # seconds for each report more than in the size before


def reports() -> dict[str, list[Article]]:
    """Return the articles of each story, the largest story first."""
    rows = [json.loads(line) for line in shared(SOURCE).read_text(encoding="utf-8").splitlines()]
    count = Counter(row["story"] for row in rows)
    found: dict[str, list[Article]] = {name: [] for name, _ in count.most_common()}
    for row in rows:
        found[row["story"]].append(
            Article(row["id"], row["text"], row["title"], row["outlet"], row["date"], language="en")
        )
    return found


def cut(article: Article, words: int = WORDS) -> Article | None:
    """Return the article with its first words only, None where it has fewer."""
    ends = [match.end() for match in re.finditer(r"\S+", article.text)]
    if len(ends) < words:
        return None
    return Article(
        article.id, article.text[: ends[words - 1]], article.headline, article.outlet, article.published
    )


def threes() -> list[list[Article]]:
    """Return three reports of each of the largest stories, cut to the same length."""
    found = []
    for articles in reports().values():
        short = [own for own in map(cut, articles) if own is not None][:3]
        if len(short) == 3:
            found.append(short)
    return found[:STORIES]


def ratio() -> Ratio:
    """Compare three reports, and run spaCy and one embedding pass over the same sentences, by turns."""
    stories = threes()
    sentences = [[r.article.quote(s.span) for r in parse(story) for s in r.sentences] for story in stories]
    compare(stories[0])
    taken: list[tuple[float, float, float, float]] = []
    for _ in range(REPEATS):
        for story, its in zip(stories, sentences, strict=True):
            taken.append((*_timed(partial(_bare, story, its)), *_timed(partial(compare, story))))
    return Ratio(
        ours=median(ours for _, _, ours, _ in taken),
        bare=median(bare for bare, _, _, _ in taken),
        ratio=median(ours / bare for bare, _, ours, _ in taken),
        processor=median(ours / bare for _, bare, _, ours in taken),
    )


def _bare(articles: Sequence[Article], sentences: Sequence[str]) -> None:
    """Run what any comparison by such models has to run: the pipeline, and one pass of the embedding."""
    with one_core():  # as in our own time: spaCy takes longer on two
        for _ in pipeline().pipe(text for a in articles for text in (a.headline, a.text)):
            pass
    minilm.embed(sentences)


def _timed(what: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds on the clock and of the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    what()
    return time.perf_counter() - clock, time.process_time() - processor


def cold() -> Fresh:
    """Compare three reports to a page in fresh processes; files are in the system's cache after the first."""
    with TemporaryDirectory() as folder:
        paths = []
        for article in threes()[0]:
            paths.append(Path(folder) / f"{article.id}.txt")
            paths[-1].write_text(f"{article.headline}\n\n{article.text}\n", encoding="utf-8")
        page = Path(folder) / "page.html"
        return _fresh(page, "compare", *map(str, paths), "--html", str(page))


def _fresh(made: Path, *arguments: str) -> Fresh:
    """Run the command in processes of its own, one after the other; `made` is the file that it writes."""
    runs = [_once(made, *arguments) for _ in range(COLD)]
    return Fresh(
        median(run.seconds for run in runs),
        median(run.processor for run in runs),
        max(run.peak for run in runs),
    )


def _once(made: Path, *arguments: str) -> Fresh:
    printed = subprocess.run(
        [sys.executable, "-c", COUNTED, *arguments], check=True, capture_output=True, encoding="utf-8"
    ).stdout
    clock, processor, peak = json.loads(printed.splitlines()[-1])
    assert made.stat().st_size > 0
    made.unlink()
    return Fresh(float(clock), float(processor), int(peak))


def curve(sizes: Sequence[int] = SIZES) -> list[Size]:
    """Compare ever more reports of the largest story, the whole way in fresh processes."""
    story = next(iter(reports().values()))
    chosen = [a for a in story if len(a.text.split()) in USUAL][: max(sizes)]
    parsed = list(parse(chosen))
    vectors = [embed(report) for report in parsed]
    found: list[Size] = []
    for size in sizes:
        seen = views(parsed[:size], vectors[:size])
        aligning, _ = _timed(partial(align, parsed[:size], vectors[:size]))
        comparing, _ = _timed(partial(compare, chosen[:size]))
        whole = _whole(chosen[:size])
        own = Counter(seen.article.tolist()).values()
        all_ = (sum(own) ** 2 - sum(n * n for n in own)) // 2
        # The first size also pays for the start: its reports are not "added" to anything.
        more = (whole.seconds - found[-1].whole.seconds) / (size - found[-1].articles) if found else 0.0
        found.append(Size(size, sum(own), all_, len(candidates(seen).a), aligning, comparing, whole, more))
    return found


def _whole(articles: Sequence[Article]) -> Fresh:
    """Compare articles in a fresh process, from the command to the JSON."""
    with TemporaryDirectory() as folder:
        given, made = Path(folder) / "story.jsonl", Path(folder) / "story.json"
        rows = [
            {"id": a.id, "title": a.headline, "text": a.text, "outlet": a.outlet, "date": a.published}
            for a in articles
        ]
        given.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
        return _fresh(made, "compare", str(given), "--json", str(made))


def main() -> None:
    """Print all three measures."""
    print(cold())
    print(ratio())
    for size in curve():
        print(size)


if __name__ == "__main__":
    main()
