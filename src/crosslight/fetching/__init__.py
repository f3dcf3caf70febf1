"""Addresses to articles: the only room that uses the network, and only for what a command names.

`fetch` gets one address, politely and within limits; `articles_of` reads what came; `Poll` says when to
ask a feed again.
"""

from crosslight.fetching.articles import articles_of
from crosslight.fetching.fetcher import Fetched, Fetcher, fetch
from crosslight.fetching.poll import Poll

__all__ = ["Fetched", "Fetcher", "Poll", "articles_of", "fetch"]
