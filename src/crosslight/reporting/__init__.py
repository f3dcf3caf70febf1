"""A dossier as JSON, HTML, Markdown or terminal text."""

from crosslight.reporting.html import to_html
from crosslight.reporting.json import to_json
from crosslight.reporting.markdown import to_markdown
from crosslight.reporting.terminal import render
from crosslight.reporting.writing import write

__all__ = ["render", "to_html", "to_json", "to_markdown", "write"]
