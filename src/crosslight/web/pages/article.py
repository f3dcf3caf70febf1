"""An article in full, with every sentence that a point of its story holds."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from crosslight.errors import CompareError
from crosslight.model import Dossier, Parsed
from crosslight.reporting.sources import Column
from crosslight.reporting.view import View
from crosslight.web.pages.place import Place, Views, title_of, views
from crosslight.web.pages.rendering import page
from crosslight.web.state import OwnDesk

router = APIRouter()


@router.get("/articles/{name:path}")
def article(name: str, desk: OwnDesk, held: Annotated[Views, Depends(views)]) -> Response:
    """Show an article of the library."""
    opened = desk.library.article(name)
    view, told = None, False
    if opened.story is not None:
        try:
            view, told = held.of(desk.dossier(opened.story)), True
        except CompareError:
            view = None
    if view is None:
        own = opened.parsed or Parsed(opened.article, "", None, (), (), (), (), (), ())
        view = View(Dossier((own,)))
    column = next(c for c in view.columns if c.article == opened.article.id)
    return shown(f"/stories/{opened.story}" if told else "", view, column)


def shown(base: str, view: View, column: Column) -> Response:
    """Return a page with one report of a view; without a base nothing leads to a story."""
    parsed = view.dossier.articles[column.index]
    place = Place(base, view)
    return page(
        "article.html.j2",
        view=view,
        page=place,
        column=column,
        title=title_of(parsed.article),
        story=view.title,
        revised=[one for one in view.revised if one.column.index == column.index],
        headed=any(paragraph.headline for _, paragraph in place.text(column)),
    )
