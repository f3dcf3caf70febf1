"""Who is given the word, under one name in all articles, how often and how long."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from crosslight.aligning.names import core, fullest, same
from crosslight.model import Parsed, Share, Span, Speaker, Speech
from crosslight.telling.places import place
from crosslight.telling.utterances import Utterance, utterances


def speakers(parsed: Sequence[Parsed]) -> tuple[Speaker, ...]:
    """Return the speakers with the share of each article, those whom most articles cite first.

    A speaker without a name ("unnamed: officials") is one for each way of calling them. Words whose
    speaker is not known are left out.
    """
    full = full_names([s.speaker for p in parsed for s in p.speech if s.speaker])
    found: dict[tuple[str, ...], tuple[str, dict[str, Share]]] = {}
    for report in parsed:
        spoken: dict[str, list[Speech]] = {}
        for speech in report.speech:
            if speech.speaker:
                spoken.setdefault(full[speech.speaker], []).append(speech)
        words: dict[str, list[Utterance]] = {}
        for one in utterances(report):
            words.setdefault(full.get(one.speaker, ""), []).append(one)
        for name, its in spoken.items():
            # "unnamed: officials" and "Officials" are called alike.
            _, shares = found.setdefault((str(named(name)), *sorted(core(name))), (name, {}))
            share = _share(report.article.id, its, words.get(name, []))
            shares[share.article] = _sum(shares[share.article], share) if share.article in shares else share
    every = [Speaker(name, tuple(shares.values())) for name, shares in found.values()]
    return tuple(sorted(every, key=lambda s: (-len(s.shares), -sum(len(x.attributions) for x in s.shares))))


def named(speaker: str) -> bool:
    """Tell whether a speaker has a name: "unnamed: officials" and "the office" may be anyone."""
    return not speaker.startswith("unnamed") and not speaker.islower() and bool(speaker)


def full_names(names: Sequence[str]) -> Mapping[str, str]:
    """Return for each name its fullest form; a last name that two people share stays as it is."""
    by_last: dict[str, list[str]] = {}
    for name in names:
        by_last.setdefault((core(name) or ("",))[-1], []).append(name)
    full = {}
    for its in by_last.values():
        for name in dict.fromkeys(its):
            forms = [n for n in its if named(n) == named(name) and same(name, n)]
            longest = fullest(forms or [name])
            full[name] = longest if all(same(n, longest) for n in forms) else name
    return full


def _share(article: str, speech: Sequence[Speech], words: Sequence[Utterance]) -> Share:
    quoted = [one for one in words if one.quoted]
    reported = [one for one in words if not one.quoted]
    return Share(
        article,
        tuple(sorted(dict.fromkeys(_cues(speech)), key=place)),
        tuple(span for one in quoted for span in one.spans),
        tuple(span for one in reported for span in one.spans),
        sum(one.length for one in quoted),
        sum(one.length for one in reported),
    )


def _cues(speech: Sequence[Speech]) -> Iterator[Span]:
    """Yield the cue of each attribution; a quotation that runs on without one belongs to that before."""
    begun = False
    for one in sorted((s for s in speech if s.content), key=lambda s: place(s.content[0])):
        if one.cue or not begun:
            yield one.cue or one.content[0]
        begun = True


def _sum(a: Share, b: Share) -> Share:
    return Share(
        a.article,
        tuple(sorted({*a.attributions, *b.attributions}, key=place)),
        tuple(sorted((*a.quotations, *b.quotations), key=place)),
        tuple(sorted((*a.reported, *b.reported), key=place)),
        a.words_quoted + b.words_quoted,
        a.words_reported + b.words_reported,
    )
