"""The page people work in, and the JSON over HTTP under it: a server over one library."""

from crosslight.web.app import app

__all__ = ["app"]
