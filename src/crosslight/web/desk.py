"""What a server holds: its library, and the dossiers that were opened last."""

from __future__ import annotations

from crosslight.library import Library
from crosslight.model import Dossier


class Desk:
    """A library that many threads read at once, with the last dossiers kept open."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def dossier(self, name: str) -> Dossier:
        """Return the dossier of a story, as `Library.story` does."""
        return self.library.story(name)
