"""Grouping: articles into stories, and copies told from independent reports."""

from crosslight.grouping.grouper import Grouper
from crosslight.grouping.stories import group, stories

__all__ = ["Grouper", "group", "stories"]
