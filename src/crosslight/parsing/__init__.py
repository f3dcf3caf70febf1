"""Articles to what they say: sentences, noise, actors, speech, figures, moments."""

from crosslight.parsing.parse import parse

__all__ = ["parse"]
