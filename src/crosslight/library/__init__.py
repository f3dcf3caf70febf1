"""The library: a store that keeps articles, what is found in them, their stories and their dossiers."""

from crosslight.library.library import Library

__all__ = ["Library"]
