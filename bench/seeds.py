"""What a careful reader finds in the two seed reports, each as a check: `python -m bench.seeds`.

By default with the models that Crosslight ships, as a user has them; these were fitted on stories of
which the seeds are one. `--unseen` takes models that have not seen it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from bench import judges
from bench.data import SEEDS, shared
from crosslight.aligning.embedding import embedder
from crosslight.aligning.trees import Judge, judge
from crosslight.comparing import dossier
from crosslight.model import Dossier, Parsed, Point, Sentence, Span
from crosslight.parsing import parse
from crosslight.reading import read

PUBLISHED = "2023-04-09"

# Words of the two reports by which a sentence is found; the first report is A, the second B.
MEETING = ("A: met on Sunday morning with", "B: has held talks with")
STATEMENT = "A: The delegation discussed"
STATEMENT_THERE = ("B: A Hezbollah statement on Sunday said", "B: the readiness of the axis")
REMARK = ("A: a response to", "B: a reaction to")
UNCLAIMED = ("A: no organization has publicly claimed", "B: There was no claim of responsibility")
ISRAEL = ("A: Israel blamed Hamas",)
HECHT = ("A: We know for sure it's Palestinian fire", "A: It could be Hamas")
DENIALS = ("B: Mikati said initial investigations", "B: non-Lebanese elements were behind the rocket fire")
ARRIVAL = ("A: last week to meet", "B: Wednesday for a visit")
CAPTION = "Haniyeh arrived in Lebanon on Wednesday for a visit"
# What only one report tells: where it stands, and the words that tell it.
ALONE = {
    "37 rockets": ("B: Some 37 rockets", "37"),
    "Gaza rocket fire": ("B: rocket fire from besieged Gaza", "Gaza"),
    "complaint to the UN Security Council": ("B: filed a complaint with", "filed complaint"),
    "Al-Arouri": ("A: Saleh Al-Arouri", "Saleh Arouri"),
    "Iran's funding": ("A: dependent on Iran for funding", "dependent Iran funding"),
    "the cancelled appearance": ("A: The appearance was reportedly canceled", "appearance canceled"),
    "UN resolution 1701": ("A: Resolution 1701", "Resolution 1701"),
}
NOISE = {
    "READ MORE 1": 'B: READ MORE:\xa0"Israel shells southern Lebanon after rockets hit country\'s north"',
    "READ MORE 2": "B: READ MORE: Israel strikes Syria after new rocket attacks amid Al Aqsa tensions",
    "Loading...": "B: Loading...",
    "Route 6": "B: Route 6",
    "the staff line": "A: The All Israel News Staff is a team of journalists in Israel.",
}


@dataclass(frozen=True, slots=True)
class Desk:
    """The dossier of the two reports, and where words stand in them."""

    told: Dossier

    def report(self, words: str) -> Parsed:
        """Return the report that `A: ...` or `B: ...` names."""
        return self.told.articles["AB".index(words[0])]

    def place(self, words: str) -> Span:
        """Return the span of the words; raise ValueError where they do not stand in the report."""
        article = self.report(words).article
        start = article.text.index(words[3:])
        return Span(article.id, "text", start, start + len(words) - 3)

    def sentence(self, words: str) -> Sentence:
        """Return the sentence in which the words begin."""
        at = self.place(words)
        return next(
            s
            for s in self.report(words).sentences
            if s.span.field == "text" and s.span.start <= at.start < s.span.end
        )

    def points(self, *words: str) -> list[Point]:
        """Return the points that hold all of these sentences."""
        spans = {self.sentence(w).span for w in words}
        return [p for p in self.told.points if spans <= {s.span for s in p.statements}]

    def differs(self, at: Span, word: str, marked: tuple[Span, ...]) -> bool:
        """Tell whether the word, as it stands within the span, is among those that differ."""
        text = next(r.article for r in self.told.articles if r.article.id == at.article).quote(at)
        match = re.search(rf"\b{re.escape(word)}\b", text)
        assert match is not None, f"{word!r} does not stand in {text!r}"
        own = Span(at.article, at.field, at.start + match.start(), at.start + match.end())
        return any(span.covers(own) for span in marked)


def _met(desk: Desk) -> bool:
    points = desk.points(*MEETING)
    return len(points) == 1 and len(points[0].outlets) == 2


def _unclaimed(desk: Desk) -> bool:
    return any(p.status == "corroborated" for p in desk.points(*UNCLAIMED))


def _one_origin(desk: Desk) -> bool:
    """Tell whether each of B's two sentences stands with A's in a point of two outlets and one origin."""
    return all(
        any(
            len(p.outlets) == 2 and [o.name for o in p.origins] == ["Hezbollah"]
            for p in desk.points(STATEMENT, there)
        )
        for there in STATEMENT_THERE
    )


def _linked(desk: Desk, ends: tuple[str, str]) -> bool:
    spans = {desk.sentence(words).span for words in ends}
    return any({link.a, link.b} == spans for link in desk.told.links)


def _quoted(desk: Desk) -> bool:
    a, b = (desk.place(words) for words in REMARK)
    return any(
        any(place.covers(a) for place in q.places)
        and any(place.covers(b) for place in q.places)
        and desk.differs(a, "response", q.differs)
        and desk.differs(b, "reaction", q.differs)
        and "Mikati" in q.speaker
        for q in desk.told.quotes
    )


def _disputed(desk: Desk) -> bool:
    """Tell whether in one disputed point both Israel and Hecht are opposed to what Mikati says."""
    sides = [{desk.sentence(words).span for words in its} for its in (ISRAEL, HECHT)]
    denials = {desk.sentence(words).span for words in DENIALS}
    for p in desk.told.points:
        denied = {s.span for s in p.statements if s.span in denials and "Mikati" in " ".join(s.speakers)}
        opposed = {
            end
            for link in p.links
            if link.relation == "dispute" and denied & {link.a, link.b}
            for end in (link.a, link.b)
        }
        if p.status == "disputed" and all(side & opposed for side in sides):
            return True
    return False


def _compatible(desk: Desk) -> bool:
    a, b = (desk.place(words) for words in ARRIVAL)
    return [
        pair.relation
        for pair in desk.told.figures
        if (pair.a.overlap(a) and pair.b.overlap(b)) or (pair.a.overlap(b) and pair.b.overlap(a))
    ] == ["compatible"]


def _alone(desk: Desk, place: tuple[str, str]) -> bool:
    """Tell whether the telling words are shared by no other outlet in any point of their sentence."""
    words, telling = place
    at, points = desk.place(words), desk.points(words)
    return bool(points) and all(
        len(p.outlets) == 1 or all(desk.differs(at, word, p.differs) for word in telling.split())
        for p in points
    )


def _no_moment(desk: Desk) -> bool:
    """Tell whether 1701 is read as a figure, if at all, and never as a year."""
    return not any(m.span.overlap(desk.place("A: 1701")) for m in desk.report("A").moments)


def _once(desk: Desk) -> bool:
    """Tell whether one of the three captions is in points, and the two others are noise."""
    report = desk.told.articles[1]
    captions = [s for s in report.sentences if report.article.quote(s.span).startswith(CAPTION)]
    told = {s.span for p in desk.told.points for s in p.statements}
    return len(captions) == 3 and [s.noise is None for s in captions].count(True) == 1 and all(
        (s.span in told) == (s.noise is None) for s in captions
    )  # fmt: skip


def _noise(desk: Desk, words: str) -> bool:
    """Tell whether all of the words are marked as noise."""
    own = desk.place(words)
    spans = [n.span for n in desk.report(words).noise if n.span.field == "text"]
    return all(any(n.start <= at < n.end for n in spans) for at in range(own.start, own.end))


CHECKS: dict[str, Callable[[Desk], bool]] = {
    "the meeting in Beirut is one point with both outlets": _met,
    "the Hezbollah statement is a point of two outlets and one origin": _one_origin,
    "Mikati's remark is linked": partial(_linked, ends=REMARK),
    "the quotations of Mikati's remark are shown to differ: a response, a reaction": _quoted,
    "nobody claimed the rocket fire: corroborated": _unclaimed,
    "who fired is disputed: Israel and Hecht against Mikati": _disputed,
    "Wednesday and last week are compatible": _compatible,
    **{f"in one outlet alone: {name}": partial(_alone, place=at) for name, at in ALONE.items()},
    "resolution 1701 is no moment": _no_moment,
    "the caption that comes three times counts once": _once,
    **{f"noise: {name}": partial(_noise, words=words) for name, words in NOISE.items()},
}


def checks(told: Dossier) -> dict[str, bool]:
    """Return which checks hold."""
    desk = Desk(told)
    return {name: check(desk) for name, check in CHECKS.items()}


def compared(by: Judge) -> Dossier:
    """Compare the two reports."""
    articles = read([shared(name) for name in SEEDS], published=PUBLISHED).articles
    reports = list(parse(articles))
    vectors = [embedder().embed([r.article.quote(s.span) for s in r.sentences]) for r in reports]
    return dossier(reports, vectors, judge=lambda: by)


def unseen() -> Judge:
    """Return models that have not seen the story of the seeds."""
    return next(own for story, own in judges.unseen(judges.gold()) if story.name == "seed")


def main() -> None:
    """Print which checks hold."""
    for name, holds in checks(compared(unseen() if "--unseen" in sys.argv[1:] else judge())).items():
        print(f"{'holds' if holds else 'FAILS'}  {name}")


if __name__ == "__main__":
    main()
