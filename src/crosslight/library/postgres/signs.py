"""The sign that PostgreSQL cannot hold in a text, U+0000: let through, and back."""

from __future__ import annotations

from typing import Any

# PostgreSQL's texts cannot hold the sign U+0000. It is stored as two others, the first of which is none that
# any text should have (Unicode, noncharacters); where it stands in a text all the same, as two as well.
_ESCAPE = "\ufdd0"


def adapt(connection: Any) -> None:
    """Let a connection of psycopg hold every sign."""
    from psycopg.adapt import Buffer
    from psycopg.types.string import StrDumperUnknown, TextLoader

    class Out(StrDumperUnknown):
        def dump(self, obj: str) -> Buffer | None:
            return super().dump(_escaped(obj))

    class In(TextLoader):
        def load(self, data: Buffer) -> str:
            return _unescaped(str(bytes(data), "utf-8"))

    connection.adapters.register_dumper(str, Out)
    connection.adapters.register_loader("text", In)


def _escaped(said: str) -> str:
    if "\0" not in said and _ESCAPE not in said:
        return said
    return said.replace(_ESCAPE, f"{_ESCAPE}1").replace("\0", f"{_ESCAPE}0")


def _unescaped(said: str) -> str:
    if _ESCAPE not in said:
        return said
    return said.replace(f"{_ESCAPE}0", "\0").replace(f"{_ESCAPE}1", _ESCAPE)
