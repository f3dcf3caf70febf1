"""Bytes to articles: one module per format.

`read` takes files, folders and JSON Lines on standard input, and gives every article it finds, and a
reason for everything that it could not read. It never touches the network.
"""

from crosslight.reading.reader import Reading, read

__all__ = ["Reading", "read"]
