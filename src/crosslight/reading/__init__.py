"""Bytes to articles: one module per format.

`read` takes files, folders and JSON Lines on standard input, and gives every article it finds, and a
reason for everything that it could not read. `stream` gives the same as it is found. They never touch
the network.
"""

from crosslight.reading.reader import Reading, read, stream

__all__ = ["Reading", "read", "stream"]
