"""Noise: the text of a page that is no part of the report, marked and never removed.

Cue patterns find what says of itself that it is a link, a prompt, a caption or a note; structure (a line
without final punctuation, a repeated line, first and last lines) finds headings, labels and menu words.
A report's sentence called noise is lost from every comparison, so whatever is in doubt stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from crosslight.model import Article, Noise, Sentence
from crosslight.parsing.noisecues import CUES, Cue

_FINAL = ".!?…:;,"
_CLOSERS = "\"”’'»)]*"
_BULLET = re.compile(r"[-–—•·*▪●►✔]\s|\d{1,2}[.)]\s|[a-z]\)\s")
_QUESTION = re.compile(
    r"(?:who|what|when|where|why|how|which|is|are|does|do|did|will|can|could|should)\b", re.I
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATE = re.compile(rf"\b({'|'.join(_MONTHS)})[a-z]{{0,6}}\.? (\d{{1,2}}), ((?:19|20)\d\d)\b")
_QUOTES = '"“”'
_SAID = re.compile(r"\b(?:said|says|told|according to|report(?:ed|s)|stated|added)\b|[\"“”]")
_TWEET = re.compile(r"[—–] ?[A-Z@]|@\w|\bpic\.|https?:")
_NOT_WORD = re.compile(r"[\W_]+")

# A line without final punctuation and of more words than this is a paragraph that lost its full stop:
# headings of the gold stories have up to 13.
HEADING = 14
# Of more sentences than one, a heading is at most this long ("Justice Jane Doe. City Law School").
SHORT = 7
# Before the first full sentence, a line of up to this many words is a name or a label; standfirsts are
# longer.
LABEL = 4
# Share of a line's words that a headline must have for the line to repeat it, in other words as well.
REPEATED = 0.75
# A note or caption goes on for no more sentences than this.
FEW = 6
# An article of which less than this share stands in lines that end as sentences do has no full stops to
# go by.
PUNCTUATED = 0.5


@dataclass(frozen=True, slots=True)
class _Line:
    """The sentences between two line ends; `key` is its text without marks and capitals."""

    text: str
    sentences: tuple[Sentence, ...]
    words: int
    key: str
    ends: bool  # as a sentence does


def noise(article: Article, sentences: Sequence[Sentence]) -> tuple[Noise, ...]:
    """Return the sentences of the article's text that are no part of the report, each with the reason.

    What repeats is noise from its second time on, a headline from its first if the input gives it apart.
    """
    lines = list(_lines(article, sentences))
    whys = [_cued(line, article, _place(i, len(lines))) for i, line in enumerate(lines)]
    for i, why in _structure(lines, article.headline, article.published):
        whys[i] = dict.fromkeys(range(len(lines[i].sentences)), why) | whys[i]
    return tuple(
        Noise(line.sentences[at].span, why)
        for line, found in zip(lines, whys, strict=True)
        for at, why in sorted(found.items())
    )


def mark(sentences: Sequence[Sentence], noise: Sequence[Noise]) -> tuple[Sentence, ...]:
    """Return the sentences, those that are noise with the reason set."""
    whys = {n.span: n.why for n in noise}
    return tuple(replace(s, noise=whys[s.span]) if s.span in whys else s for s in sentences)


def _lines(article: Article, sentences: Sequence[Sentence]) -> Iterator[_Line]:
    held: list[Sentence] = []
    for sentence in sentences:
        if sentence.span.field != "text":
            continue
        if held and len(article.text[held[-1].span.end : sentence.span.start + 1].splitlines()) > 1:
            yield _line(article, held)
            held = []
        held.append(sentence)
    if held:
        yield _line(article, held)


def _line(article: Article, held: Sequence[Sentence]) -> _Line:
    text = article.text[held[0].span.start : held[-1].span.end]
    ends = text[-9:].rstrip(_CLOSERS)[-1:] in _FINAL
    return _Line(text, tuple(held), len(text.split()), _key(text), ends)


def _place(number: int, count: int) -> float:
    """Return the share of the lines before this one; the last four always stand at the end."""
    return 1.0 if count - number <= 4 else number / count


def _cued(line: _Line, article: Article, place: float) -> dict[int, str]:
    """Return the sentences of a line that a cue betrays, by their number in the line."""
    found: dict[int, str] = {}
    title = _key(article.headline)
    count = len(line.sentences)
    curly = straight = 0
    for at, sentence in enumerate(line.sentences):
        text = article.quote(sentence.span)
        quoted = curly > 0 or straight % 2 == 1 or any(mark in text for mark in _QUOTES)
        curly += text.count("“") - text.count("”")
        straight += text.count('"')
        if at in found:
            continue
        if title and count > 1 and title == _key(text):
            found[at] = "repeats the headline"
            continue
        words = len(text.split())
        able = (c for c in CUES if place >= c.after and not (quoted and c.unquoted))
        cue = next((c for c in able if _fits(c, line, text, at, words)), None)
        if cue is None:
            if 0 < at == count - 1 and words <= 2 and not line.ends:
                found[at] = "menu word"
            continue
        # A caption of a sentence or two stands before its credit, a note goes on after its label; a long
        # line is an article without line ends.
        first = 0 if cue.back and at <= 2 and not _SAID.search(line.text[:1000]) else at
        last = count if cue.on and count - at <= FEW else at + 1
        found |= dict.fromkeys(range(first, last), cue.why)
    return found


def _fits(cue: Cue, line: _Line, text: str, at: int, words: int) -> bool:
    if cue.line and (at or line.words > cue.words):
        return False
    return words <= cue.words and bool(cue.pattern.search(text))


def _structure(lines: Sequence[_Line], headline: str, published: str | None) -> Iterator[tuple[int, str]]:
    """Yield the numbers of whole lines that their place and form betray."""
    seen: set[str] = set()
    title = _key(headline)
    body = [i for i, line in enumerate(lines) if line.ends and line.words > LABEL]
    first, last = (body[0], body[-1]) if body else (len(lines), len(lines))
    runs = _runs(lines)
    size = sum(len(line.text) for line in lines)
    plain = sum(len(line.text) for line in lines if line.ends) < PUNCTUATED * size
    for i, line in enumerate(lines):
        if not line.key:
            yield i, "no words"
        elif title and (line.key == title or (i < 3 and not line.ends and _alike(line.key, title))):
            yield i, "repeats the headline"
        elif line.key in seen and (line.words > LABEL or not line.ends):
            yield i, "repeats a line above"
        elif i < first:
            if body and (headline or i) and not line.ends and line.words <= LABEL:
                yield i, "name or label"
        elif i > last and body:
            if not line.ends and line.words <= HEADING:
                yield i, "menu or link after the report"
        elif (
            (headline or i)
            and not plain
            and _heading(line, runs[i], i > 0 and lines[i - 1].text.endswith(":"))
        ):
            yield i, "heading or link"
        elif _caption(line, published):
            yield i, "photo caption"
        seen.add(line.key)


def _runs(lines: Sequence[_Line]) -> list[int]:
    """Return for each line how many lines in a row end, or do not end, as it does."""
    runs: list[int] = []
    for _, group in groupby(lines, key=lambda line: line.ends):
        length = len(list(group))
        runs += [length] * length
    return runs


def _heading(line: _Line, run: int, listed: bool) -> bool:
    if (
        line.words > (HEADING if len(line.sentences) == 1 else SHORT)
        or _BULLET.match(line.text)
        or _TWEET.search(line.text)
        or listed
    ):
        return False
    if line.text.endswith("?"):
        return line.words <= 9 and bool(_QUESTION.match(line.text))
    # Three in a row are a list, which may be of facts.
    return not line.ends and run < 3


def _caption(line: _Line, published: str | None) -> bool:
    """Tell whether the line is one sentence that shows a picture: a past day in the present tense."""
    date = _DATE.search(line.text) if len(line.sentences) == 1 and published else None
    if date is None or not published or line.text[0] in _QUOTES:
        return False
    day = f"{date[3]}-{_MONTHS.index(date[1]) + 1:02}-{int(date[2]):02}"
    words = line.sentences[0].words
    root = next((i for i, word in enumerate(words) if word.head == i), None)
    if root is None or day > published[:10] or _SAID.search(line.text):
        return False
    passive = any(w.head == root and w.dep == "auxpass" and w.tag in {"VBZ", "VBP"} for w in words)
    shown = passive and words[root].lemma in {"see", "picture", "show", "photograph"}
    return shown or (words[root].tag in {"VBZ", "VBP", "VBG"} and words[root].lemma not in {"be", "date"})


def _key(text: str) -> str:
    return _NOT_WORD.sub(" ", text).strip().casefold()


def _alike(key: str, title: str) -> bool:
    words, known = key.split(), set(title.split())
    return len(words) > LABEL and sum(word in known for word in words) >= REPEATED * len(words)
