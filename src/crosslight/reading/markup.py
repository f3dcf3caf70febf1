"""Fragments of HTML, as feeds carry them, to plain text: a line for each block."""

from __future__ import annotations

from typing import Any

from crosslight.reading.encoding import mend

BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p pre section summary table tbody td "
    "tfoot th thead tr ul".split()
)
# What no reader sees as text.
HIDDEN = frozenset(
    "audio button canvas head iframe math noembed noframes noscript object script select style svg template "
    "textarea title video".split()
)


def plain(markup: str) -> str:
    """Return the text of a fragment, with a line end after each block; markup in any state is read.

    Text within elements that are nested deeper than 255 is lost: libxml2 drops it.
    """
    text = mend(markup.replace("\0", ""))[0]
    if "<" not in text and "&" not in text:
        return text.strip()
    from lxml import etree  # takes a tenth of a second, and most inputs need none of it

    parser = etree.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, encoding="utf-8")
    tree = etree.fromstring(f"<body>{text}</body>".encode(), parser)
    if tree is None:
        return ""
    lines = (" ".join(line.split()) for line in "".join(_pieces(tree, etree)).split("\n"))
    return "\n".join(filter(None, lines))


def _pieces(tree: Any, etree: Any) -> list[str]:
    """Return the pieces of text in their order, "\\n" where a block begins or ends."""
    pieces: list[str] = []
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, node in walk:
        block, hidden = node.tag in BLOCKS, node.tag in HIDDEN
        if block:
            pieces.append("\n")
        if event == "start":
            if hidden:
                walk.skip_subtree()
            else:
                pieces.append(_inline(node.text))
        else:
            pieces.append(_inline(node.tail))
    return pieces


def _inline(text: str | None) -> str:
    """Return text whose line ends are spaces, as in HTML they are."""
    return (text or "").replace("\n", " ").replace("\r", " ")
