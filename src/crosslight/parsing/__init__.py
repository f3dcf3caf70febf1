"""Articles to what they say: sentences, noise, actors, speech, figures, moments."""

from crosslight.parsing.parser import parse

__all__ = ["parse"]
