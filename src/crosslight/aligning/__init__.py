"""Parsed articles to links and points."""
