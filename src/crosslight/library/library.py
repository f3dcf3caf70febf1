"""A library: one file, or one database, that keeps articles and all that is made of them, and can be asked.

What loads a language model is imported where it is needed: a list of stories should not wait for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Literal

from sqlalchemy import func, select

from crosslight.errors import CompareError, MissingError
from crosslight.library import dialects, judgements, listing
from crosslight.library.annotating import annotated
from crosslight.library.checking import faults
from crosslight.library.copying import copy
from crosslight.library.derived import load
from crosslight.library.exporting import jsonl, ninjs, parquet, table
from crosslight.library.forgetting import forget
from crosslight.library.judgements import Judgement, Verdict
from crosslight.library.listing import After, Filters, Listed, Named, Order, Outlet, Page
from crosslight.library.opening import Opened, copied, edition, opened
from crosslight.library.store import Store
from crosslight.library.tables import articles, dossiers, stories, versions
from crosslight.library.taking import Added, Tally, known, take_all
from crosslight.library.visits import Visit, keep, last
from crosslight.model import Unread
from crosslight.reading.encoding import printable

if TYPE_CHECKING:
    from crosslight.comparing import Progress
    from crosslight.library.grouping import Groups
    from crosslight.library.meaning import Meaning
    from crosslight.library.searching import Hit, Within
    from crosslight.model import Article, Dossier, Relation, Span

Export = Literal["jsonl", "csv", "ninjs", "annotations", "judgements"]
EXPORTS: Final[tuple[Export, ...]] = ("jsonl", "csv", "ninjs", "annotations", "judgements")


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a library holds; `size` is in bytes."""

    articles: int
    versions: int
    stories: int
    size: int


def _silent(step: str, done: int, total: int) -> None:
    """Tell nobody."""


_now = partial(datetime.now, UTC)


class Library:
    """A library, open until `close`, or until the end of a `with`: a file, or `postgresql://...` on a server.

    Any number of processes may read it, and any number may add to it: each waits for the others, at most
    `patience` seconds. Raises LibraryError, with a reason in one line, where the file cannot be used.
    """

    def __init__(
        self,
        place: str | Path,
        *,
        create: bool = True,
        patience: float = dialects.PATIENCE,
        now: Callable[[], datetime] = _now,
    ) -> None:
        """With `create` a library that is not there is made; `now` gives the time at which texts are seen."""
        self._store = Store(place, create=create, patience=patience)
        self._groups: Groups | None = None
        self._meaning: Meaning | None = None
        self._now = now

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close it."""
        self._store.close()

    @property
    def path(self) -> Path:
        """Return the file of the library; raise LibraryError where it is on a server."""
        return self._store.path

    @property
    def name(self) -> str:
        """Return where the library is: its path, or its address without the password."""
        return self._store.name

    def add(
        self,
        found: Iterable[Article | Unread],
        *,
        compare: bool = True,
        progress: Progress = _silent,
    ) -> Added:
        """Take articles in, sort them into stories, parse them, and compare the stories that have changed.

        Each step is stored as it is done, so that an `add` that is cut off loses nothing: the next one does
        what is missing, whatever it is given itself. Where the same input is given again, nothing is added.
        """
        return self.derive(self.take(found, progress), compare=compare, progress=progress)

    def take(self, found: Iterable[Article | Unread], progress: Progress = _silent) -> Tally:
        """Store articles and nothing more; `derive` does the rest, for several calls together."""
        return take_all(self._store, found, self._now, progress)

    def held(self, article: Article) -> Article | None:
        """Return the newest version of an article that came under the same id, outlet and address."""
        with self._store.reading() as connection:
            number = known(connection, article)
            return None if number is None else load(connection, [number]).get(number)

    def derive(self, tally: Tally, *, compare: bool = True, progress: Progress = _silent) -> Added:
        """Do what is missing: for what was taken in now, and for what an earlier run did not come to."""
        from crosslight.library.comparing import compare_missing
        from crosslight.library.parsing import parse_missing

        self._grouped().group(progress)
        parse_missing(self._store, progress)
        if compare:
            compare_missing(self._store, progress)
        with self._store.reading() as connection:
            copies = len(copied(connection, tally.ids))
        return Added(
            tally.new + tally.updated + tally.known,
            tally.new,
            tally.updated,
            tally.known,
            copies,
            tally.unread,
        )

    def last_visit(self, url: str) -> Visit:
        """Return the last visit to a feed, an empty one where there was none."""
        with self._store.reading() as connection:
            return last(connection, url)

    def keep_visit(self, visit: Visit) -> None:
        """Store a visit to a feed instead of the one before."""
        with self._store.writing() as connection:
            keep(connection, visit)

    def stories(
        self,
        order: Order = "newest",
        *,
        since: str = "",
        until: str = "",
        outlet: str = "",
        actor: str = "",
        limit: int = 20,
    ) -> list[Listed]:
        """Return stories: the newest, those of most outlets, or the most disputed.

        `since` and `until` are ISO dates or date-times, both included; `actor` is a name or a part of one.
        """
        filters = Filters(since, until, outlet, actor)
        with self._store.reading() as connection:
            return listing.listed(connection, order, filters, limit)

    def page(self, order: Order, filters: Filters, limit: int = 20, after: After | None = None) -> Page:
        """Return a page of stories: those that pass the filters, after the last one of the page before."""
        with self._store.reading() as connection:
            return listing.paged(connection, order, filters, limit, after)

    def told(self, name: str) -> Listed:
        """Return what a list tells of a story, known as `story` knows it; raise MissingError."""
        number = self._number(name)
        with self._store.reading() as connection:
            if found := listing.told(connection, number):
                return found
        raise MissingError(self._store.name, f"has no story-{number}")

    def edition(self, name: str) -> str:
        """Return a mark of a story, which changes when its dossier does; raise MissingError."""
        number = self._number(name)
        with self._store.reading() as connection:
            return edition(connection, number)

    def changes(self) -> int:
        """Return a number that is another whenever something was stored, by whatever process."""
        return self._store.changes()

    def outlets(self) -> list[Outlet]:
        """Return the outlets of the library, in the order of their names."""
        with self._store.reading() as connection:
            return listing.outlets(connection)

    def actors(self, part: str = "", limit: int = 20) -> list[Named]:
        """Return the names of actors that have this part, those of most articles first."""
        with self._store.reading() as connection:
            return listing.named(connection, part, limit)

    def story(self, name: str) -> Dossier:
        """Return the dossier of a story; it is compared now where that was not done, or is out of date.

        `story-7` is the story in which the seventh article is now, so that a link stays good when stories
        are put together or part. Its sentences are without their words. Raises LibraryError where there is
        none, CompareError where fewer than two of its reports are in English.
        """
        from crosslight.library.comparing import compare_story
        from crosslight.library.parsing import parse_missing

        number = self._number(name)
        if (found := compare_story(self._store, number)) is None:
            parse_missing(self._store, _silent)
            found = compare_story(self._store, number)
        if found is None:
            raise CompareError(f"story-{number} has fewer than two reports in English: nothing to compare")
        return found

    def articles(self, name: str) -> list[Article]:
        """Return the articles of a story, in the order in which they came."""
        number = self._number(name)
        with self._store.reading() as connection:
            seqs = (
                connection.execute(select(articles.c.seq).where(articles.c.story == number)).scalars().all()
            )
            return [*load(connection, seqs).values()]

    def article(self, name: str) -> Opened:
        """Return one article by its id, with what was found in it; raise MissingError where there is none."""
        with self._store.reading() as connection:
            if found := opened(connection, name):
                return found
        raise MissingError(self._store.name, f"has no article {printable(name)[:80]}")

    def copies(self, ids: Sequence[str]) -> dict[str, str]:
        """Return which of these articles are copies, and of which articles."""
        with self._store.reading() as connection:
            return copied(connection, ids)

    def judge(
        self,
        dossier: Dossier,
        a: Span,
        b: Span,
        verdict: Verdict,
        relation: Relation | None = None,
        *,
        by: str = "",
        note: str = "",
    ) -> Judgement:
        """Keep what a reader says of two sentences of a story, beside what the machine says.

        A link is `confirmed`, `corrected` to another relation, or `removed`; one that is missing is `added`.
        What the same reader said of them before is replaced. Raises JudgementError where it does not fit.
        """
        with self._store.writing() as connection:
            name = judgements.judge(connection, dossier, a, b, verdict, relation, by, note, self._now())
            found = judgements.one(connection, name)
        assert found is not None  # noqa: S101 - it was stored in this transaction
        return found

    def judgements(self, name: str) -> list[Judgement]:
        """Return what readers said of the articles of a story, the earliest first; raise MissingError."""
        number = self._number(name)
        with self._store.reading() as connection:
            return judgements.of_story(connection, number)

    def unjudge(self, name: str) -> None:
        """Take a judgement back, by its id; raise MissingError where there is none."""
        with self._store.writing() as connection:
            if not judgements.remove(connection, name):
                raise MissingError(self._store.name, f"has no judgement {printable(name)[:80]}")

    def search(
        self,
        words: str,
        within: Within = "articles",
        *,
        outlet: str = "",
        speaker: str = "",
        since: str = "",
        until: str = "",
        limit: int = 20,
    ) -> list[Hit]:
        """Return places that have the words or mean the like, best first; see `searching.search`."""
        from crosslight.library.meaning import Meaning
        from crosslight.library.searching import search

        self._meaning = self._meaning or Meaning()
        with self._store.reading() as connection:
            return search(
                connection,
                self._meaning,
                words,
                within,
                outlet=outlet,
                speaker=speaker,
                since=since,
                until=until,
                limit=limit,
            )

    def export(self, kind: Export) -> Iterator[str]:
        """Yield the parts of a file with every article, span (`annotations`) or judgement, one by one."""
        made: dict[Export, Callable[[Store], Iterator[str]]] = {
            "jsonl": jsonl,
            "csv": table,
            "ninjs": ninjs,
            "annotations": annotated,
            "judgements": judgements.exported,
        }
        return made[kind](self._store)

    def annotations(self, name: str) -> Iterator[str]:
        """Yield the parts of a file with every span of a story, as `export` does for all."""
        return annotated(self._store, self._number(name))

    def to_parquet(self, path: str | Path) -> None:
        """Write every article to a Parquet file; raise CrosslightError where pyarrow is not installed."""
        parquet(self._store, Path(path))

    def check(self, progress: Progress = _silent) -> list[str]:
        """Return what is wrong with the library, one line each; nothing where it is whole."""
        found: list[str] = []
        if not self._store.read_only:
            with self._store.writing() as connection:
                found += dialects.of(connection).index_damage(connection)
        with self._store.reading() as connection:
            return [*found, *faults(connection, progress)]

    def forget(self, name: str) -> bool:
        """Take an article out, with all that was derived from it; what was made with it is made anew.

        Its words are in the file no more, deleted pages included; on a server, no row has them. False where
        another process that is reading may see them still: then they are gone at the next `vacuum`.
        Raises LibraryError where there is no such article.
        """
        from crosslight.library.comparing import compare_missing

        with self._store.writing() as connection:
            compared = {*connection.execute(select(dossiers.c.story)).scalars()}
            if forget(connection, name) is None:
                raise MissingError(self._store.name, f"has no article {printable(name)[:80]}")
            left = compared - {*connection.execute(select(dossiers.c.story)).scalars()}
        self._grouped().again()
        if left:
            compare_missing(self._store, _silent)
        with self._store.bare() as connection:
            return dialects.of(connection).purge(connection)

    def vacuum(self) -> None:
        """Write the library anew, without gaps, its full-text indexes in one piece each."""
        with self._store.writing() as connection:
            dialects.of(connection).merge_indexes(connection)
        with self._store.bare() as connection:
            dialects.of(connection).vacuum(connection)

    def copy_to(self, place: str | Path, progress: Progress = _silent) -> None:
        """Put all of this library into a new one, in a file or on a server, whole or not at all.

        Raises LibraryError where the other is not empty.
        """
        copy(self._store, place, progress)

    def counts(self) -> Counts:
        """Return how much the library holds."""
        with self._store.reading() as connection:
            whole, older, told = (
                connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in (articles, versions, stories)
            )
            return Counts(whole, older, told, dialects.of(connection).size(connection))

    def _grouped(self) -> Groups:
        from crosslight.library.grouping import Groups

        self._groups = self._groups or Groups(self._store)
        return self._groups

    def _number(self, name: str) -> int:
        """Return the number of the story in which an article is now, by its number or by its own story's."""
        number = name.removeprefix("story-")
        if number.isascii() and number.isdigit() and len(number) < 19:
            with self._store.reading() as connection:
                own = select(articles.c.story).where(articles.c.seq == int(number))
                found = connection.execute(own).scalar()
            if found is not None:
                return int(found)
        raise MissingError(self._store.name, f"has no story {printable(name)[:80]}")
