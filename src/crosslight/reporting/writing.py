"""Writing a report to a file: whole, or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from secrets import token_hex
from stat import S_IMODE, S_ISREG

from crosslight.errors import WriteError


def write(path: Path, text: str) -> None:
    """Write the text as UTF-8 to a temporary file beside `path`, then rename it; raise WriteError.

    A link stays, and what it leads to is written; an existing file keeps its rights. What is no file,
    such as a pipe or a device, is written to as it is: a rename would put a file in its place.
    """
    try:
        held = path.stat().st_mode if path.exists() else None
        if held is not None and not S_ISREG(held):
            with path.open("w", encoding="utf-8", newline="") as stream:
                stream.write(text)
        else:
            _replace(Path(os.path.realpath(path)), text, held)
    except OSError as error:
        raise WriteError(str(path), error.strerror or str(error)) from error


def _replace(path: Path, text: str, held: int | None) -> None:
    # A file name has 255 bytes at most: forty characters of four bytes leave room for the rest.
    temporary = path.with_name(f".{path.name[:40]}.{token_hex(8)}")
    try:
        with temporary.open("x", encoding="utf-8", newline="") as stream:
            stream.write(text)
        if held is not None:
            temporary.chmod(S_IMODE(held))
        temporary.replace(path)
    except BaseException:  # an interrupt too must leave nothing behind
        temporary.unlink(missing_ok=True)
        raise
