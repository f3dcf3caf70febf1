"""A dossier as JSON, HTML, Markdown or terminal text."""
