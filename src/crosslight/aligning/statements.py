"""On whose word a sentence stands: the outlet's own voice, or a chain of speakers."""

from __future__ import annotations

from collections.abc import Mapping

from crosslight.model import Parsed, Span, Speech, Statement

# A sentence is on a speaker's word where the attributed words are at least half of it.
# Not tuned: below a half, most of what the sentence asserts is the outlet's own.
SHARE = 0.5


def statements(parsed: Parsed) -> Mapping[Span, Statement]:
    """Return sentence span -> statement, for every sentence that is no noise."""
    by_place = sorted(
        ((span, speech) for speech in parsed.speech for span in speech.content),
        key=lambda pair: (pair[0].field, pair[0].start, -pair[0].end),
    )
    found: dict[Span, Statement] = {}
    first = 0
    for sentence in sorted(
        (s for s in parsed.sentences if s.noise is None), key=lambda s: (s.span.field, s.span.start)
    ):
        while first < len(by_place) and _before(by_place[first][0], sentence.span):
            first += 1
        said = [(span.overlap(sentence.span), speech) for span, speech in by_place[first:][:50]]
        found[sentence.span] = Statement(sentence.span, _chain(sentence.span, said))
    return found


def _before(content: Span, sentence: Span) -> bool:
    return (content.field, content.end) <= (sentence.field, sentence.start)


def _chain(sentence: Span, said: list[tuple[int, Speech]]) -> tuple[str, ...]:
    """Return the speakers, the innermost first, of what fills at least SHARE of the sentence."""
    most = {}
    for shared, speech in said:
        if shared >= SHARE * len(sentence) and speech.speaker:
            most[speech.speaker, *speech.via] = (shared, -speech.probability)
    chain: dict[str, None] = {}
    for speakers in sorted(most, key=lambda s: most[s]):
        chain.update(dict.fromkeys(speakers))
    return tuple(chain)
