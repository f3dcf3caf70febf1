"""The tables of a library, as SQLAlchemy knows them: what SQLite alone knows is in `sqlite`.

`seq` numbers articles in the order of their arrival. A story has the number of its first article. Sentences
and quotations have one number each, `seq * WITHIN + n`, which the full-text index knows them by.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
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

# A text has at most a million characters (reading.text.LONGEST), so no more sentences than that.
WITHIN: Final = 1 << 20

metadata = MetaData()

meta = Table("meta", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

# `key` is what makes two texts versions of one article; `digest` is of headline and text. `moment` is the
# time of publication in a form that sorts, `day` its day. `story`, `copy_of` and `assigned` are grouping's;
# `open` is False once an article is too old to be grouped anew.
articles = Table(
    "articles",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("key", Text, nullable=False, unique=True),
    Column("digest", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("outlet", Text, nullable=False),
    Column("published", Text),
    Column("moment", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("byline", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("added", Text, nullable=False),
    Column("story", Integer),
    Column("copy_of", Text),
    Column("open", Boolean, nullable=False),
    Index("articles_story", "story", "outlet"),
    Index("articles_outlet", "outlet"),
    Index("articles_moment", "moment"),
    # Numbers are not used again, so that an old link never leads to another article.
    sqlite_autoincrement=True,
)

# Apart, so that a look at all articles does not walk over their texts.
texts = Table(
    "texts",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("headline", Text, nullable=False),
    Column("text", Text, nullable=False),
)

# Earlier texts of articles that changed; `until` is when the next version was first seen.
versions = Table(
    "versions",
    metadata,
    Column("seq", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("headline", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("until", Text, nullable=False),
    PrimaryKeyConstraint("seq", "version"),
)

# Why each article is in its story, as the grouper said it last.
assignments = Table(
    "assignments",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("record", LargeBinary, nullable=False),
)

stories = Table(
    "stories",
    metadata,
    Column("story", Integer, primary_key=True),
    Column("headline", Text, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("outlets", Integer, nullable=False),
    Column("copies", Integer, nullable=False),
    Column("earliest", Text, nullable=False),
    Column("latest", Text, nullable=False),
    Column("made_of", Text, nullable=False),
    Index("stories_latest", "latest"),
    Index("stories_outlets", "outlets"),
)

parses = Table(
    "parses",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("record", LargeBinary, nullable=False),
    Column("vectors", LargeBinary, nullable=False),
    Index("parses_made_by", "made_by"),
    Index("parses_language", "language", "seq"),
)

# What an article is about, as two vectors: of its lead, and of the whole.
gists = Table(
    "gists",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("lead", LargeBinary, nullable=False),
    Column("whole", LargeBinary, nullable=False),
)

sentences = Table(
    "sentences",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("field", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

# `sentence` is the place of the sentence in which it begins, for its vector.
quotations = Table(
    "quotations",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("field", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("sentence", Integer, nullable=False),
    Column("speaker", Text),
    Column("mode", Text, nullable=False),
    Index("quotations_speaker", "speaker"),
)

actors = Table(
    "actors",
    metadata,
    Column("seq", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    PrimaryKeyConstraint("seq", "name", "kind"),
    Index("actors_name", "name"),
)

# `made_of` is the digest of the articles and versions that a dossier compares; `least` its threshold.
dossiers = Table(
    "dossiers",
    metadata,
    Column("story", Integer, primary_key=True),
    Column("made_of", Text, nullable=False),
    Column("made_by", Text, nullable=False),
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
    Column("number", Integer, primary_key=True),
    *(
        Column(f"{side}_{name}", kind, nullable=False)
        for side in "ab"
        for name, kind in (
            ("seq", Integer),
            ("digest", Text),
            ("field", Text),
            ("start", Integer),
            ("end", Integer),
        )
    ),
    Column("verdict", Text, nullable=False),
    Column("relation", Text),
    Column("machine", Text),
    Column("probability", Float),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("note", Text, nullable=False),
    Index("judgements_a", "a_seq"),
    Index("judgements_b", "b_seq"),
    sqlite_autoincrement=True,
)

# Where `watch` stands with each feed; times are in seconds since 1970.
fetches = Table(
    "fetches",
    metadata,
    Column("url", Text, primary_key=True),
    Column("etag", Text, nullable=False),
    Column("last_modified", Text, nullable=False),
    Column("checked", Float),
    Column("status", Integer, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("not_before", Float, nullable=False),
)

# What each `add`, and each visit to a feed that had something new, read.
runs = Table(
    "runs",
    metadata,
    Column("run", Integer, primary_key=True),
    Column("began", Text, nullable=False),
    Column("read", Integer, nullable=False),
    Column("new", Integer, nullable=False),
    Column("updated", Integer, nullable=False),
    sqlite_autoincrement=True,
)

# What could not be read, or was odd (`kept`), and why: once, however often it is met; `run` is the first.
unread = Table(
    "unread",
    metadata,
    Column("input", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("kept", Boolean, nullable=False),
    Column("run", Integer, nullable=False),
    PrimaryKeyConstraint("input", "why"),
)
