"""Writing a report to a file: whole, or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from crosslight.errors import WriteError


def write(path: Path, text: str) -> None:
    """Write the text as UTF-8 to a temporary file beside `path`, then rename it; raise WriteError."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:80]}.")
    except OSError as error:
        raise WriteError(str(path), error.strerror or str(error)) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
        # mkstemp is for the owner alone; a report has the rights that any new file would have.
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise WriteError(str(path), error.strerror or str(error)) from error
