"""Inputs: what the user names, turned into single files in a fixed order."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from crosslight.model import Unread
from crosslight.reading.encoding import printable

# How many left-out files of a folder are named before the rest is only counted.
NAMED = 5
# What says nothing of the kind but that it is packed.
PACKED = ".gz"


def files(inputs: Sequence[str | Path], suffixes: Collection[str]) -> Iterator[Path | Unread]:
    """Yield every file of the inputs once, in order, and a reason for all that is left out.

    Folders are walked in sorted order. Hidden files and folders are passed over, and so is the folder
    `NAME_files` beside a saved page `NAME.html`, which holds the page's parts. A file that is named
    twice, or lies in a folder that is named too, is read once. `-` is passed on as it is. Whether a
    file can be opened shows when it is.
    """
    seen: set[str] = set()
    for name in inputs:
        for found in _files(name, suffixes):
            if isinstance(found, Path):
                real = _real(found)
                if real in seen:
                    continue
                seen.add(real)
            yield found


def suffix(path: Path) -> str:
    """Return what the end of a file's name says of its kind, in small letters."""
    last = path.suffix.lower()
    return f"{Path(path.stem).suffix.lower()}{last}" if last == PACKED else last


def _files(name: str | Path, suffixes: Collection[str]) -> Iterator[Path | Unread]:
    label, path = printable(str(name)), Path(name)
    known = ", ".join(sorted(suffixes))
    try:
        if str(name) == "-":
            yield path
        elif path.is_dir():
            yield from _folder(path, suffixes)
        elif str(name).startswith(("http://", "https://")):
            yield Unread(label, "is a web address: save the page, or give it to `crosslight add`")
        elif path.exists() and suffix(path) not in suffixes:
            yield Unread(label, f"is of an unknown kind; known are {known}")
        else:
            yield path
    except (OSError, ValueError) as error:
        yield Unread(label, reason(error))


def _folder(folder: Path, suffixes: Collection[str]) -> Iterator[Path | Unread]:
    failures: list[OSError] = []
    others: list[str] = []
    empty = True
    for at, folders, names in os.walk(folder, onerror=failures.append):
        here = Path(at)
        pages = {Path(name).stem for name in names if name.lower().endswith((".html", ".htm"))}
        folders[:] = sorted(f for f in folders if not f.startswith(".") and not _parts(f, pages))
        # Following links to folders could walk in circles.
        linked = [here / name for name in folders if (here / name).is_symlink()]
        yield from (Unread(printable(str(link)), "is a link to a folder: not followed") for link in linked)
        for name in sorted(name for name in names if not name.startswith(".")):
            path = here / name
            if suffix(path) in suffixes:
                empty = False
                yield path
            else:
                others.append(str(path.relative_to(folder)))
    for failure in failures:
        yield Unread(printable(str(failure.filename)), reason(failure))
    label = printable(str(folder))
    if empty and not failures:
        yield Unread(label, f"has no file of a known kind ({', '.join(sorted(suffixes))})")
    if others:
        more = f" and {len(others) - NAMED} more" if len(others) > NAMED else ""
        yield Unread(label, f"left out, of an unknown kind: {printable(', '.join(others[:NAMED]))}{more}")


def _real(path: Path) -> str:
    """Return where a path leads; itself where that is nowhere, which shows when it is opened."""
    try:
        # `Path.resolve` fails on a link that points to itself.
        return os.path.realpath(path)
    except ValueError:
        return str(path)


def _parts(folder: str, pages: Collection[str]) -> bool:
    return folder.endswith("_files") and folder.removesuffix("_files") in pages


def reason(error: OSError | ValueError) -> str:
    """Say in words why a path could not be opened."""
    match error:
        case FileNotFoundError():
            return "no such file or folder"
        case PermissionError():
            return "permission denied"
        case OSError(strerror=str(words)):
            return words[:1].lower() + words[1:]
    return str(error)
