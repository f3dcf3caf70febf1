"""What each article gives as a speaker's words: in quotation marks, or in words of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from crosslight.aligning.terms import Term, sentences_in, terms
from crosslight.model import Parsed, Span, Speech
from crosslight.telling.places import marked, place, within

# Fewer words in quotation marks are a name or a phrase, not a quotation.
SHORTEST = 4
# Two quoted stretches of one speaker with so few words between them, in one paragraph, are one quotation that
# its cue breaks: "“No,” said Ida Holm, the harbor master, “not this week.”" Chosen by eye on half of the gold
# stories.
GAP = 15
# A longer quotation is taken in parts of about so many words; the longest in the gold stories has 56.
LONGEST = 500
_MARKS = "\"“”„‟«»‹›‘’‚'` \t\n\r\xa0"
_STOPS = frozenset(",.;:?!…—–")
_WORD = re.compile(r"\w+")
# Content words that a quotation has at least, to be known again by these alone.
COMMON = 3


@dataclass(frozen=True, slots=True)
class Utterance:
    """One speaker's words in one article: the stretches and their words; `quoted` in quotation marks."""

    spans: tuple[Span, ...]
    words: tuple[Term, ...]
    speaker: str
    quoted: bool

    @property
    def article(self) -> str:
        """The article that has them."""
        return self.spans[0].article

    @property
    def length(self) -> int:
        """The number of words, a hyphenated word counted as one."""
        return len(self.words) - sum(bool(a.whole) and a.whole == b.whole for a, b in pairwise(self.words))

    @property
    def telling(self) -> tuple[Term, ...]:
        """The words by which they are known again: those with content, or all where these are too few."""
        content = tuple(t for t in self.words if t.content)
        return content if len(content) >= COMMON else self.words


@dataclass(frozen=True, slots=True)
class _Stretch:
    span: Span
    words: tuple[Term, ...]
    speaker: str


def utterances(parsed: Parsed) -> tuple[Utterance, ...]:
    """Return the utterances of an article in the order of its text; those in noise have no words.

    Quoted stretches that belong together are one, whatever number of sentences and of speeches they
    are found in; reported words are one utterance for each sentence. Of a speech within a speech ("the
    agency wrote that Holm said ...") the words are the inner speaker's.
    """
    quoted, reported = _stretches(parsed)
    found = [*_joined(parsed, sorted(quoted, key=lambda s: place(s.span))), *reported]
    return tuple(sorted(found, key=lambda u: (place(u.spans[0]), -u.spans[0].end)))


def _stretches(parsed: Parsed) -> tuple[list[_Stretch], list[Utterance]]:
    """Return what is quoted, a stretch for each sentence, and what is reported."""
    marks = marked(parsed)
    taken: set[tuple[str, int]] = set()
    quoted: list[_Stretch] = []
    reported: list[Utterance] = []
    for speech in sorted(parsed.speech, key=lambda s: sum(map(len, s.content))):
        for sentence in _by_sentence(parsed, speech):
            spans, words = [], []
            for span, inside in _parted(sentence, () if speech.mode == "indirect" else marks):
                its = [t for t in terms(parsed, span) if (span.field, t.start) not in taken]
                if not its:
                    continue
                taken.update((span.field, t.start) for t in its)
                # What the inner speaker says at the end of an outer speech is not the outer speaker's.
                span = _trimmed(parsed, Span(span.article, span.field, *_reach(span, its, parsed)))
                if inside:
                    quoted.append(_Stretch(span, tuple(its), speech.speaker or ""))
                else:
                    spans.append(span)
                    words += its
            if spans:
                reported.append(Utterance(tuple(spans), tuple(words), speech.speaker or "", False))
    return quoted, reported


def _reach(span: Span, words: Sequence[Term], parsed: Parsed) -> tuple[int, int]:
    """Return the span itself where it has no words but these, else the bounds of these."""
    text = parsed.article.text if span.field == "text" else parsed.article.headline
    before, after = text[span.start : words[0].start], text[words[-1].end : span.end]
    return (
        words[0].start if _WORD.search(before) else span.start,
        words[-1].end if _WORD.search(after) else span.end,
    )


def _by_sentence(parsed: Parsed, speech: Speech) -> Iterator[list[Span]]:
    """Yield the content by sentences, in the order of the text."""
    found: dict[Span, list[Span]] = {}
    for content in sorted(speech.content, key=place):
        for sentence in sentences_in(parsed, content):
            start, end = max(content.start, sentence.span.start), min(content.end, sentence.span.end)
            found.setdefault(sentence.span, []).append(Span(content.article, content.field, start, end))
    yield from found.values()


def _parted(spans: Sequence[Span], marks: Sequence[Span]) -> Iterator[tuple[Span, bool]]:
    """Yield the parts of spans that marks cover (True) and those between them (False)."""
    for span in spans:
        at = span.start
        for inside in within(span, marks):
            if at < inside.start:
                yield Span(span.article, span.field, at, inside.start), False
            yield inside, True
            at = inside.end
        if at < span.end:
            yield Span(span.article, span.field, at, span.end), False


def _joined(parsed: Parsed, stretches: Sequence[_Stretch]) -> Iterator[Utterance]:
    group: list[_Stretch] = []
    for stretch in stretches:
        if group and not _continues(parsed, group, stretch):
            yield _utterance(group)
            group = []
        group.append(stretch)
    if group:
        yield _utterance(group)


def _utterance(group: Sequence[_Stretch]) -> Utterance:
    spans = [group[0].span]
    for stretch in group[1:]:
        last = spans[-1]
        if stretch.span.start - last.end <= 1:
            spans[-1] = Span(last.article, last.field, last.start, stretch.span.end)
        else:
            spans.append(stretch.span)
    return Utterance(tuple(spans), tuple(t for s in group for t in s.words), group[0].speaker, True)


def _continues(parsed: Parsed, group: Sequence[_Stretch], stretch: _Stretch) -> bool:
    """Tell whether a stretch goes on with a quotation: in the same marks, or after its cue."""
    last = group[-1]
    if stretch.speaker != last.speaker or stretch.span.field != last.span.field:
        return False
    if sum(len(s.words) for s in group) >= LONGEST:
        return False
    text = parsed.article.text if last.span.field == "text" else parsed.article.headline
    between = text[last.span.end : stretch.span.start]
    # A paragraph that goes on with a quotation begins with a mark, and the one before it ends without.
    if sum(c in _MARKS and not c.isspace() for c in between) < 2 and not _WORD.search(between):
        return True
    # A phrase is quoted for itself: only a clause, which ends in a stop or comma, is gone on with.
    ends = text[last.span.end - 1] in _STOPS or between[:1] in _STOPS
    return ends and "\n" not in between and len(_WORD.findall(between)) <= GAP


def _trimmed(parsed: Parsed, span: Span) -> Span:
    text = parsed.article.quote(span)
    start = span.start + len(text) - len(text.lstrip(_MARKS))
    # The comma before the closing mark is the reporting sentence's.
    return Span(span.article, span.field, start, span.start + len(text.rstrip(_MARKS + ",")))
