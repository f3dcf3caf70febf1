"""Writing a report to a file: whole, or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from stat import S_IMODE, S_ISREG

from crosslight.errors import WriteError


def write(path: Path, text: str | Iterable[str]) -> None:
    """Write a text, or its parts one after the other, as UTF-8 to a file, as `replacing` does.

    What is no file, such as a pipe or a device, is written to as it is: a rename would put a file in its
    place. Raises WriteError.
    """
    parts = [text] if isinstance(text, str) else text
    with (
        replacing(path) as place,
        # A name that nothing has, but for a pipe or a device.
        place.open("w" if place == path else "x", encoding="utf-8", newline="") as stream,
    ):
        stream.writelines(parts)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary name beside `path`: what is written there takes its place at the end.

    A link stays, and what it leads to is written; an existing file keeps its rights. Of what is no file
    the name itself is given. Raises WriteError.
    """
    try:
        held = path.stat().st_mode if path.exists() else None
        if held is not None and not S_ISREG(held):
            yield path
            return
        real = Path(os.path.realpath(path))
        # A file name has 255 bytes at most: forty characters of four bytes leave room for the rest.
        temporary = real.with_name(f".{real.name[:40]}.{token_hex(8)}")
        try:
            yield temporary
            if held is not None:
                temporary.chmod(S_IMODE(held))
            temporary.replace(real)
        except BaseException:  # an interrupt too must leave nothing behind
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise WriteError(str(path), error.strerror or str(error)) from error
