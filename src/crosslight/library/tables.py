"""The tables of a library, as SQLAlchemy knows them: what one store alone knows is in its module.

`seq` numbers articles in the order of their arrival. A story has the number of its first article. Sentences
and quotations have one number each, `seq * WITHIN + n`, which the full-text index knows them by.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
)

from crosslight.library.halves import Halves

# A text has at most a million characters (reading.text.LONGEST), so no more sentences than that.
WITHIN: Final = 1 << 20
# The full-text indexes, of sentences and of quotations: each store has its own kind.
INDEXES: Final = ("told", "quoted")
# Tables whose rows the store numbers, without a gap: no number is given twice, whatever is deleted, so that
# an old link never leads to another article.
NUMBERED: Final = ("articles", "judgements", "runs")

# SQLite's whole numbers are of any size, and its texts in the order of their bytes: PostgreSQL is told so.
_Number = Integer().with_variant(BigInteger(), "postgresql")
_Text = Text().with_variant(Text(collation="C"), "postgresql")
_Vector = LargeBinary().with_variant(Halves(), "postgresql")

metadata = MetaData()

meta = Table(
    "meta", metadata, Column("name", _Text, primary_key=True), Column("value", _Text, nullable=False)
)

# `key` is what makes two texts versions of one article; `digest` is of headline and text. `moment` is the
# time of publication in a form that sorts, `day` its day. `story`, `copy_of` and `assigned` are grouping's;
# `open` is False once an article is too old to be grouped anew.
articles = Table(
    "articles",
    metadata,
    Column("seq", _Number, primary_key=True),
    Column("id", _Text, nullable=False, unique=True),
    Column("key", _Text, nullable=False, unique=True),
    Column("digest", _Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("outlet", _Text, nullable=False),
    Column("published", _Text),
    Column("moment", _Text, nullable=False),
    Column("url", _Text, nullable=False),
    Column("language", _Text, nullable=False),
    Column("byline", _Text, nullable=False),
    Column("source", _Text, nullable=False),
    Column("added", _Text, nullable=False),
    Column("story", _Number),
    Column("copy_of", _Text),
    Column("open", Boolean, nullable=False),
    Index("articles_story", "story", "outlet"),
    Index("articles_outlet", "outlet"),
    Index("articles_moment", "moment"),
    sqlite_autoincrement=True,
)

# Apart, so that a look at all articles does not walk over their texts.
texts = Table(
    "texts",
    metadata,
    Column("seq", _Number, primary_key=True, autoincrement=False),
    Column("headline", _Text, nullable=False),
    Column("text", _Text, nullable=False),
)

# Earlier texts of articles that changed; `until` is when the next version was first seen.
versions = Table(
    "versions",
    metadata,
    Column("seq", _Number, nullable=False),
    Column("version", Integer, nullable=False),
    Column("digest", _Text, nullable=False),
    Column("headline", _Text, nullable=False),
    Column("text", _Text, nullable=False),
    Column("until", _Text, nullable=False),
    PrimaryKeyConstraint("seq", "version"),
)

# Why each article is in its story, as the grouper said it last.
assignments = Table(
    "assignments",
    metadata,
    Column("seq", _Number, primary_key=True, autoincrement=False),
    Column("record", LargeBinary, nullable=False),
)

stories = Table(
    "stories",
    metadata,
    Column("story", _Number, primary_key=True, autoincrement=False),
    Column("headline", _Text, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("outlets", Integer, nullable=False),
    Column("copies", Integer, nullable=False),
    Column("earliest", _Text, nullable=False),
    Column("latest", _Text, nullable=False),
    Column("made_of", _Text, nullable=False),
    Index("stories_latest", "latest"),
    Index("stories_outlets", "outlets"),
)

parses = Table(
    "parses",
    metadata,
    Column("seq", _Number, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("made_by", _Text, nullable=False),
    Column("language", _Text, nullable=False),
    Column("record", LargeBinary, nullable=False),
    Column("vectors", LargeBinary, nullable=False),
    Index("parses_made_by", "made_by"),
    Index("parses_language", "language", "seq"),
)

# What an article is about, as two vectors: of its lead, and of the whole.
gists = Table(
    "gists",
    metadata,
    Column("seq", _Number, primary_key=True, autoincrement=False),
    Column("lead", _Vector, nullable=False),
    Column("whole", _Vector, nullable=False),
)

sentences = Table(
    "sentences",
    metadata,
    Column("number", _Number, primary_key=True, autoincrement=False),
    Column("field", _Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

# `sentence` is the place of the sentence in which it begins, for its vector.
quotations = Table(
    "quotations",
    metadata,
    Column("number", _Number, primary_key=True, autoincrement=False),
    Column("field", _Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("sentence", Integer, nullable=False),
    Column("speaker", _Text),
    Column("mode", _Text, nullable=False),
    Index("quotations_speaker", "speaker"),
)

actors = Table(
    "actors",
    metadata,
    Column("seq", _Number, nullable=False),
    Column("name", _Text, nullable=False),
    Column("kind", _Text, nullable=False),
    PrimaryKeyConstraint("seq", "name", "kind"),
    Index("actors_name", "name"),
)

# `made_of` is the digest of the articles and versions that a dossier compares; `least` its threshold.
dossiers = Table(
    "dossiers",
    metadata,
    Column("story", _Number, primary_key=True, autoincrement=False),
    Column("made_of", _Text, nullable=False),
    Column("made_by", _Text, nullable=False),
    Column("outlets", Integer, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("points", Integer, nullable=False),
    Column("corroborated", Integer, nullable=False),
    Column("conflicting", Integer, nullable=False),
    Column("disputed", Integer, nullable=False),
    Column("record", LargeBinary, nullable=False),
    Index("dossiers_disputed", "disputed", "conflicting"),
)

# What readers say of pairs of sentences: each is known by its article, the digest of the version that the
# reader saw, and its place. `machine` and `probability` are the link that was there then, if there was one.
judgements = Table(
    "judgements",
    metadata,
    Column("number", _Number, primary_key=True),
    *(
        Column(f"{side}_{name}", kind, nullable=False)
        for side in "ab"
        for name, kind in (
            ("seq", _Number),
            ("digest", _Text),
            ("field", _Text),
            ("start", Integer),
            ("end", Integer),
        )
    ),
    Column("verdict", _Text, nullable=False),
    Column("relation", _Text),
    Column("machine", _Text),
    Column("probability", Float),
    Column("by", _Text, nullable=False),
    Column("at", _Text, nullable=False),
    Column("note", _Text, nullable=False),
    Index("judgements_a", "a_seq"),
    Index("judgements_b", "b_seq"),
    sqlite_autoincrement=True,
)

# Where `watch` stands with each feed; times are in seconds since 1970.
fetches = Table(
    "fetches",
    metadata,
    Column("url", _Text, primary_key=True),
    Column("etag", _Text, nullable=False),
    Column("last_modified", _Text, nullable=False),
    Column("checked", Float),
    Column("status", Integer, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("not_before", Float, nullable=False),
)

# What each `add`, and each visit to a feed that had something new, read.
runs = Table(
    "runs",
    metadata,
    Column("run", _Number, primary_key=True),
    Column("began", _Text, nullable=False),
    Column("read", Integer, nullable=False),
    Column("new", Integer, nullable=False),
    Column("updated", Integer, nullable=False),
    sqlite_autoincrement=True,
)

# What could not be read, or was odd (`kept`), and why: once, however often it is met; `run` is the first.
unread = Table(
    "unread",
    metadata,
    Column("input", _Text, nullable=False),
    Column("why", _Text, nullable=False),
    Column("kept", Boolean, nullable=False),
    Column("run", _Number, nullable=False),
    PrimaryKeyConstraint("input", "why"),
)
