"""Grouping what is in no story yet: the one place that knows how a grouper is brought back from a library.

A second look clusters all that is open anew, in an order of its own: what is stored depends on what the
library holds, not on how often a run was cut off. Stories are written only if no other process has
written any since the grouper was made; else it is made anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import Connection, bindparam, delete, exists, func, insert, select, update

from crosslight.grouping import Grouper
from crosslight.library import derived, membership
from crosslight.library.records import pack, unpack
from crosslight.library.store import Store
from crosslight.library.tables import articles, assignments, texts
from crosslight.model import Article, Assignment, Story

if TYPE_CHECKING:
    from crosslight.comparing import Progress

# Articles between two notes of where grouping is. The stretches begin at fixed numbers, so that a run that
# was cut off takes its second looks where an undisturbed one does.
STRETCH = 5_000
# Articles whose texts are read at a time.
READ = 100


class Groups:
    """The grouper of one library, kept from one call to the next where nobody else has grouped meanwhile."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._grouper: Grouper | None = None
        self._seqs: dict[str, int] = {}
        self._stamp = ""

    def group(self, progress: Progress) -> None:
        """Put every article into a story."""
        while waiting := self._waiting():
            grouper, until = self._resume(min(waiting))
            later = [seq for seq in waiting if seq > until]
            stretch = [seq for seq in later if seq // STRETCH == later[0] // STRETCH]
            self._grouper = None
            found = self._add(grouper, stretch, len(waiting), progress)
            if self._write(found, grouper.opened):
                self._grouper = grouper

    def again(self) -> None:
        """Look at all open articles again, as after one of them was forgotten."""
        grouper, _ = self._resume(0)
        self._grouper = None
        if self._write(self._add(grouper, (), 0, lambda *_: None), grouper.opened):
            self._grouper = grouper

    def _waiting(self) -> list[int]:
        with self._store.reading() as connection:
            found = select(articles.c.seq).where(articles.c.story.is_(None))
            return [*connection.execute(found).scalars()]

    def _resume(self, first: int) -> tuple[Grouper, int]:
        """Return the grouper, and the number of the last article that is in it."""
        with self._store.reading() as connection:
            grouped = select(func.max(articles.c.seq)).where(articles.c.story.is_not(None))
            until = connection.execute(grouped).scalar() or 0
            stamp = membership.stamp(connection)
            if self._grouper and stamp == self._stamp and first > until:
                return self._grouper, until
            self._stamp = stamp
            own, left = _open(connection, until), _closed(connection)
            self._seqs = {article.id: seq for seq, article, _ in own}
            self._seqs |= {told.article: seq for seq, told, _ in left}
        # Articles that changed are in no story yet; they stand in the order in which they came all the same.
        return (
            Grouper.resumed(
                ((article, story) for _, article, story in own),
                ((told, headline) for _, told, headline in left),
            ),
            until,
        )

    def _add(self, grouper: Grouper, stretch: Sequence[int], total: int, progress: Progress) -> list[Story]:
        """Let the grouper take articles; return the stories that it has now, and those that it closed."""
        found: list[Story] = []
        for n in range(0, len(stretch), READ):
            with self._store.reading() as connection:
                held = derived.load(connection, stretch[n : n + READ])
            for seq, article in held.items():
                self._seqs[grouper.add(article).article] = seq
                found += grouper.closed()
            progress("grouping", n, total)
        found += grouper.stories()
        return found + grouper.closed()

    def _write(self, found: Sequence[Story], opened: frozenset[str]) -> bool:
        """Store what is new of these stories; return False where another process was faster."""
        told = [(self._seqs[one.article], one, story) for story in found for one in story.assigned]
        first = {story.id: min(self._seqs[a] for a in story.articles) for story in found}
        with self._store.writing() as connection:
            if membership.stamp(connection) != self._stamp:
                return False
            held = _held(connection, [seq for seq, _, _ in told])
            touched: dict[int, None] = {}
            moved: list[dict[str, object]] = []
            records: list[dict[str, object]] = []
            for seq, one, story in told:
                number = first[story.id]
                second = _name(first[one.second]) if one.second in first else None
                record = pack(replace(one, story=_name(number), second=second))
                of = one.copy.of if one.copy and one.copy.whole else None
                now = (number, one.article in opened, of)
                before = held.get(seq)
                if before is None:
                    continue
                if before[:3] != now:
                    touched |= {number: None} | ({} if before[0] is None else {before[0]: None})
                    moved.append({"of": seq, **dict(zip(("story", "open", "copy_of"), now, strict=True))})
                if before[3] != record:
                    records.append({"seq": seq, "record": record})
            # In one go each: a second look changes a little of every open article.
            if moved:
                connection.execute(update(articles).where(articles.c.seq == bindparam("of")), moved)
            if records:
                connection.execute(delete(assignments).where(assignments.c.seq == bindparam("seq")), records)
                connection.execute(insert(assignments), records)
            membership.refresh(connection, touched, {first[s.id]: s.headline for s in found})
            self._stamp = membership.changed(connection)
        kept = {a for story in found for a in story.articles if any(b in opened for b in story.articles)}
        self._seqs = {name: seq for name, seq in self._seqs.items() if name in kept}
        return True


def _name(story: int) -> str:
    return f"story-{story}"


def _open(connection: Connection, until: int) -> list[tuple[int, Article, str]]:
    rows = connection.execute(
        select(articles.c.seq, articles.c.story)
        .where(articles.c.open, articles.c.seq <= until)
        .order_by(articles.c.seq)
    ).all()
    found = []
    for n in range(0, len(rows), READ):
        some = {row.seq: row.story for row in rows[n : n + READ]}
        for seq, article in derived.load(connection, list(some)).items():
            found.append((seq, article, _name(some[seq]) if some[seq] else f"changed-{seq}"))
    return found


def _closed(connection: Connection) -> list[tuple[int, Assignment, str]]:
    """Return the closed articles of stories that are open."""
    other = articles.alias()
    rows = connection.execute(
        select(articles.c.seq, articles.c.story, assignments.c.record, texts.c.headline)
        .join_from(articles, assignments, articles.c.seq == assignments.c.seq)
        .join(texts, texts.c.seq == articles.c.seq)
        .where(~articles.c.open, exists().where(other.c.story == articles.c.story, other.c.open))
        .order_by(articles.c.seq)
    )
    return [
        (row.seq, replace(unpack(row.record, Assignment), story=_name(row.story)), row.headline)
        for row in rows
    ]


def _held(
    connection: Connection, seqs: Sequence[int]
) -> dict[int, tuple[int | None, bool, str | None, bytes | None]]:
    """Return what is stored of articles: story, whether open, whose copy, and why."""
    low, high = min(seqs, default=0), max(seqs, default=0)
    rows = connection.execute(
        select(articles.c.seq, articles.c.story, articles.c.open, articles.c.copy_of, assignments.c.record)
        .outerjoin_from(articles, assignments, articles.c.seq == assignments.c.seq)
        .where(articles.c.seq.between(low, high))
    )
    wanted = {*seqs}
    return {row.seq: (row.story, row.open, row.copy_of, row.record) for row in rows if row.seq in wanted}
