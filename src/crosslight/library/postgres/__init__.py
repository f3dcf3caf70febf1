"""What only PostgreSQL knows: the same functions as `sqlite` has for a file, for a library on a server.

`dialects` says which of the two a library is in. psycopg is loaded where a server is asked for, and nowhere
else.

    opening   addresses, connections, and errors in words
    signs     texts with a sign that PostgreSQL cannot hold
    making    whose tables they are, how they are made, and how their rows are numbered
    asking    full text and meaning
    keeping   what has changed, how large it is, and room that is given back
"""

from crosslight.library.postgres.asking import (
    beginning,
    index,
    indexed,
    matches,
    nearest,
    number,
    stands_in,
    unindex,
)
from crosslight.library.postgres.keeping import (
    changes,
    damage,
    index_damage,
    learn,
    merge_indexes,
    purge,
    size,
    vacuum,
    written,
)
from crosslight.library.postgres.making import is_ours, last_numbers, make, number_after, settle
from crosslight.library.postgres.opening import SCHEMES, name, opened, plainly

__all__ = [
    "SCHEMES",
    "beginning",
    "changes",
    "damage",
    "index",
    "index_damage",
    "indexed",
    "is_ours",
    "last_numbers",
    "learn",
    "make",
    "matches",
    "merge_indexes",
    "name",
    "nearest",
    "number",
    "number_after",
    "opened",
    "plainly",
    "purge",
    "settle",
    "size",
    "stands_in",
    "unindex",
    "vacuum",
    "written",
]
