"""A stream of short invented reports, for tests that need more than nine; no two are alike but the copies."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from crosslight.model import Article
from tests.grouping.newsroom import reports

# What stands in the nine reports, and what stands for it in the next nine, and so on.
NAMES = {
    "Sarn": "Ombel Trask Wenn Luder Iskar Pell Morva Quill Dorn Esker".split(),
    "Harnau": "Tolvik Brenn Saxmere Aldby Corvin Ruhn Mastow Yelm Ostrand Firth".split(),
    "Velden": "Luz Marn Osprey Kett Baal Dunmore Tarn Welk Sable Norr".split(),
    "Okoro": "Adeyemi Castell Dvorak Haldane Ibsen Juarez Kovac Lindt Moreau Novak".split(),
    "Kestrel": "Falcon Merlin Osprey Harrier Goshawk Kite Hobby Buzzard Sparrow Linnet".split(),
    "Ombrook": "Ashby Birk Cawood Dallow Elmet Farrow Gorse Holme Irwell Jarrow".split(),
}
# One in so many is a copy of the one before in another outlet, and one in so many comes again, changed.
COPIED, CHANGED = 11, 13


def wire(count: int) -> Iterator[Article]:
    """Yield reports in the order in which they come, those that come again later at the end."""
    base = reports()
    last, later = base[0], []
    for n in range(count):
        told = _renamed(base[n % len(base)], n // len(base), n)
        if n % COPIED == COPIED - 1:
            told = replace(told, text=last.text, outlet=f"Reprint {n}")
        last = told
        if n % CHANGED == CHANGED - 1:
            later.append(replace(told, text=f"{told.text} The report was corrected on the next day."))
        yield told
    yield from later


def lines(articles: Sequence[Article]) -> str:
    """Return articles as JSON Lines."""
    return "".join(
        json.dumps(
            {"id": a.id, "title": a.headline, "text": a.text, "outlet": a.outlet, "published": a.published}
        )
        + "\n"
        for a in articles
    )


def _renamed(article: Article, round_: int, n: int) -> Article:
    headline, text = article.headline, article.text
    for name, others in NAMES.items() if round_ else ():
        other = f"{others[round_ % 10]}{'' if round_ < 10 else chr(96 + round_ // 10 % 26)}"
        headline, text = headline.replace(name, other), text.replace(name, other)
    day = date.fromisoformat(article.published or "") + timedelta(days=round_ % 5)
    return replace(article, id=f"{article.id}-{n}", headline=headline, text=text, published=day.isoformat())
