"""How many of an article's words are on somebody's word, and to which side the speakers belong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from crosslight.aligning.names import core, fullest, same
from crosslight.model import Parsed, Side, Span, Speaker, Voices
from crosslight.parsing.forenames import is_forename
from crosslight.telling.countries import country
from crosslight.telling.places import place
from crosslight.telling.speakers import full_names
from crosslight.telling.utterances import utterances

_SIDES = frozenset(("body", "place", "group"))


def voices(parsed: Sequence[Parsed]) -> tuple[Voices, ...]:
    """Return for each article that is compared how its words are shared out, noise left out."""
    found = []
    for report in parsed:
        if report.language != "en":
            continue
        words = sum(
            any(c.isalnum() for c in word.text)
            for sentence in report.sentences
            if sentence.noise is None
            for word in sentence.words
        )
        spoken = utterances(report)
        quoted = sum(one.length for one in spoken if one.quoted)
        reported = sum(one.length for one in spoken if not one.quoted)
        nobody = sum(one.length for one in spoken if one.quoted and not one.speaker)
        found.append(Voices(report.article.id, max(words, quoted + reported), quoted, reported, nobody))
    return tuple(found)


def sides(parsed: Sequence[Parsed], speakers: Sequence[Speaker]) -> tuple[Side, ...]:
    """Return the countries and bodies of the story with the speakers whom the articles call theirs.

    A speaker is of the side that stands in what they are called where they speak ("Lebanese Prime
    Minister Najib Mikati"), most often so; a country or body that speaks is its own. Who is called
    nobody's belongs to no side. It is what the articles say, not what the speaker would.
    """
    full = full_names([s.speaker for report in parsed for s in report.speech if s.speaker])
    called: dict[str, list[tuple[str, Span]]] = {}
    for report in parsed:
        for speech in report.speech:
            if speech.speaker and speech.source and (found := _side(report, speech.source, speech.speaker)):
                called.setdefault(full[speech.speaker], []).append(found)
    names = _names([name for its in called.values() for name, _ in its], parsed)
    members: dict[str, tuple[list[str], list[Span]]] = {}
    for speaker in speakers:
        its = called.get(speaker.name, [])
        if its:
            side = Counter(names[name] for name, _ in its).most_common(1)[0][0]
            own, places = members.setdefault(side, ([], []))
            own.append(speaker.name)
            places += dict.fromkeys(span for name, span in its if names[name] == side)
    return tuple(
        Side(name, tuple(own), tuple(sorted(places, key=lambda s: (s.article, *place(s)))))
        for name, (own, places) in members.items()
    )


def _names(called: Sequence[str], parsed: Sequence[Parsed]) -> Mapping[str, str]:
    """Return for each name of a side the one that stands for it: of a ministry its country, where named."""
    places = {core(a.name): a.name for report in parsed for a in report.actors if a.kind == "place"}
    by_key: dict[tuple[str, ...], list[str]] = {}
    keys = {}
    for name in called:
        first = name.split()[0]
        key = country(name) or country(first) or (core(first) if core(first) in places else core(name))
        keys[name] = key
        by_key.setdefault(key, []).append(name)
    return {
        name: places.get(key) or fullest([n for n in by_key[key] if country(n) is None] or by_key[key])
        for name, key in keys.items()
    }


def _side(report: Parsed, source: Span, speaker: str) -> tuple[str, Span] | None:
    """Return the first country, people or body in what a speaker is called, with its place."""
    inside = sorted(
        (
            (mention, actor)
            for actor in report.actors
            for mention in actor.mentions
            if source.overlap(mention)
        ),
        key=lambda pair: place(pair[0]),
    )
    sides = [(mention, actor) for mention, actor in inside if actor.kind in _SIDES]
    for mention, actor in sides:
        own = same(actor.name, speaker)
        # A speaker is a side of its own where nothing else is named, and is no person taken for a body.
        if not own or (len(sides) == 1 and not is_forename(actor.name.split()[0].casefold(), sure=True)):
            return actor.name, mention
    return None
