"""What changed from one version of an article to the next: sentence by sentence, then word by word.

Longest blocks first (Ratcliff and Metzener 1988, in difflib): what was only moved is removed and added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import pairwise

from sqlalchemy import Connection, select

from crosslight.library.tables import articles, texts, versions
from crosslight.model import Article, FieldName, Passage, Revision
from crosslight.parsing.boundaries import boundaries
from crosslight.parsing.paragraphs import paragraphs

# Words on both sides up to which a changed stretch is compared word by word: three long sentences. Of more,
# whole sentences are told.
FINE = 200
_WORD = re.compile(r"\d+(?:[.,]\d+)*|\w+|[^\w\s]")
# A place in one version: start and end.
Place = tuple[int, int]


def revisions(connection: Connection, story: int) -> tuple[Revision, ...]:
    """Return how the articles of a story changed, in the order of the articles, then of the versions."""
    now = (
        select(articles.c.seq, articles.c.id, articles.c.version, texts.c.headline, texts.c.text)
        .join_from(articles, texts, articles.c.seq == texts.c.seq)
        .where(articles.c.story == story, articles.c.version > 1)
        .order_by(articles.c.seq)
    )
    found: list[Revision] = []
    for row in connection.execute(now).all():
        own = select(versions).where(versions.c.seq == row.seq).order_by(versions.c.version)
        held = connection.execute(own).all()
        told = [*(Article(row.id, v.text, v.headline) for v in held), Article(row.id, row.text, row.headline)]
        for old, new, before in zip(told, told[1:], held, strict=False):
            found.append(revision(old, new, before.version + 1, before.until))
    return tuple(found)


def revision(old: Article, new: Article, version: int, when: str) -> Revision:
    """Return what a version added, and what it removed of the one before."""
    added: list[Passage] = []
    removed: list[Passage] = []
    fields: tuple[tuple[FieldName, str, str], ...] = (
        ("headline", old.headline, new.headline),
        ("text", old.text, new.text),
    )
    for field, before, after in fields:
        for gone, come in _changes(before, after):
            removed += [Passage(field, a, b, before[a:b]) for a, b in gone]
            added += [Passage(field, a, b, after[a:b]) for a, b in come]
    return Revision(new.id, version, when, tuple(added), tuple(removed))


def _changes(before: str, after: str) -> Iterator[tuple[list[Place], list[Place]]]:
    """Yield the places that are gone, and those that have come, stretch by stretch."""
    old, new = list(_sentences(before)), list(_sentences(after))
    for tag, a, b, c, d in SequenceMatcher(
        None, [before[i:j] for i, j in old], [after[i:j] for i, j in new]
    ).get_opcodes():
        if tag == "equal":
            continue
        gone, come = old[a:b], new[c:d]
        if gone and come:
            finer = _finer(before, after, (gone[0][0], gone[-1][1]), (come[0][0], come[-1][1]))
            if finer:
                yield finer
                continue
        yield gone, come


def _finer(before: str, after: str, gone: Place, come: Place) -> tuple[list[Place], list[Place]] | None:
    """Return the words that differ; None where the stretches are long, or have less than half in common."""
    old, new = ([m.span() for m in _WORD.finditer(text, *at)] for text, at in ((before, gone), (after, come)))
    if len(old) + len(new) > FINE:
        return None
    matcher = SequenceMatcher(
        None, [before[i:j] for i, j in old], [after[i:j] for i, j in new], autojunk=False
    )
    if matcher.ratio() < 0.5:
        return None
    codes = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    return (
        [(old[a][0], old[b - 1][1]) for _, a, b, _, _ in codes if b > a],
        [(new[c][0], new[d - 1][1]) for _, _, _, c, d in codes if d > c],
    )


def _sentences(text: str) -> Iterator[Place]:
    """Yield the places of sentences, without the space around them."""
    at = 0
    for paragraph in paragraphs(text):
        for start, end in pairwise([0, *boundaries(paragraph), len(paragraph)]):
            said = paragraph[start:end]
            if said.strip():
                begin = at + start + len(said) - len(said.lstrip())
                yield begin, begin + len(said.strip())
        at += len(paragraph)
