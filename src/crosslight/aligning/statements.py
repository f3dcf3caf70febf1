"""On whose word a sentence stands: the outlet's own voice, or a chain of speakers."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping

from crosslight.model import Parsed, Span, Speech, Statement, Word

# A sentence is on a speaker's word where its main verb is the cue, or where the attributed words are at
# least half of it. Not tuned: below a half, most of what the sentence asserts is the outlet's own.
SHARE = 0.5


def statements(parsed: Parsed) -> Mapping[Span, Statement]:
    """Return sentence span -> statement, for every sentence that is no noise."""
    found = {s.span: Statement(s.span) for s in parsed.sentences if s.noise is None}
    roots = {s.span: [w for n, w in enumerate(s.words) if w.head == n] for s in parsed.sentences}
    spans = sorted(found, key=_place)
    places = [_place(span) for span in spans]
    said: dict[Span, list[tuple[int, Speech]]] = defaultdict(list)
    for speech in parsed.speech:
        shared: Counter[Span] = Counter()
        for content in speech.content:
            for span in spans[max(0, bisect_right(places, _place(content)) - 1) :]:
                if _place(span) >= (content.field, content.end):
                    break
                shared[span] += span.overlap(content)
        for span, length in shared.items():
            if length >= SHARE * len(span) or _cued(roots[span], span, speech.cue):
                said[span].append((length, speech))
    return found | {span: Statement(span, _chain(held)) for span, held in said.items()}


def _cued(roots: list[Word], sentence: Span, cue: Span | None) -> bool:
    return cue is not None and any(
        cue.overlap(Span(sentence.article, sentence.field, root.start, root.end)) for root in roots
    )


def _place(span: Span) -> tuple[str, int]:
    return span.field, span.start


def _chain(said: list[tuple[int, Speech]]) -> tuple[str, ...]:
    """Return the speakers, the innermost first: who says the shorter part says it within the longer."""
    chain: dict[str, None] = {}
    for _, speech in sorted(said, key=lambda held: (held[0], -held[1].probability)):
        chain.update(dict.fromkeys(name for name in (speech.speaker, *speech.via) if name))
    return tuple(chain)
