"""An invented explosion in an invented town, as three invented outlets report it: small, but whole."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from crosslight.aligning.embedding import Vectors, embedder
from crosslight.model import Article, Parsed
from crosslight.parsing import parse

HERALD = Article(
    id="herald",
    outlet="Quarle Herald",
    headline="Mill blast kills nine in Quarle",
    published="2031-06-04",
    text="""Nine people were killed on Tuesday when an explosion tore through a Quarle mill, police said.

The blast destroyed the roof of the mill and broke windows across the river.

Mayor Tessa Vorne blamed the owners for the explosion. "The owners knew of the dust," Vorne said.

READ MORE: Ten mills that changed the valley

The mill employed 140 people before it was sold in 2024.""",
)
POST = Article(
    id="post",
    outlet="Valley Post",
    published="2031-06-04",
    text="""Explosion at Quarle flour mill leaves nine dead

An explosion at a flour mill in Quarle killed nine people on Tuesday, according to police.

Windows were broken on both sides of the river, and the mill lost its roof.

Owner Brandel Foods accused the inspectors of the explosion. Divers will search the river on Thursday.""",
)
RADIO = Article(
    id="radio",
    outlet="Radio Weir",
    published="2031-06-05",
    text="""Eleven people died in the explosion at the Quarle flour mill, the hospital said on Wednesday.

The roof of the mill was destroyed.

A concert for the families will be held in the town square.""",
)
ARTICLES = (HERALD, POST, RADIO)


@dataclass(frozen=True, slots=True)
class Story:
    """Parsed reports, and the vectors of their sentences."""

    parsed: tuple[Parsed, ...]
    vectors: tuple[list[Vectors], ...]

    def backwards(self) -> Story:
        """Return the story with its reports in the opposite order."""
        return Story(self.parsed[::-1], self.vectors[::-1])


@cache
def story() -> Story:
    """Parse and embed the reports once."""
    return tell(*ARTICLES)


def tell(*articles: Article) -> Story:
    """Parse and embed reports."""
    parsed = tuple(parse(articles))
    return Story(
        parsed,
        tuple(embedder().embed([p.article.quote(s.span) for s in p.sentences]) for p in parsed),
    )
