"""A story as a place to work in: one part of its dossier at a time."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Query
from starlette.responses import RedirectResponse, Response

from crosslight.errors import CompareError, MissingError
from crosslight.library.listing import Listed
from crosslight.model import Span, Status
from crosslight.reporting.html import SPEAKERS
from crosslight.reporting.parallel import parallel
from crosslight.reporting.view import Row, View
from crosslight.web.pages import judging
from crosslight.web.pages.choosing import ORDERS, Choice, Order
from crosslight.web.pages.place import Place, Views, article_path, title_of, views
from crosslight.web.pages.rendering import page
from crosslight.web.pictures.positions import positions
from crosslight.web.pictures.timeline import timeline
from crosslight.web.state import OwnDesk

router = APIRouter()

What = Literal[
    "points",
    "side",
    "matrix",
    "timeline",
    "quotes",
    "figures",
    "voices",
    "wording",
    "naming",
    "openings",
    "missing",
]
WHATS: Final[dict[What, str]] = {
    "points": "Points",
    "side": "Side by side",
    "matrix": "Who has what",
    "timeline": "Timeline",
    "quotes": "Quotes",
    "figures": "Figures",
    "voices": "Voices",
    "wording": "Wording",
    "naming": "Names",
    "openings": "Openings",
    "missing": "Missing",
}
# Reasons on one page: of a point of 20 reports there may be hundreds.
REASONS = 40

OwnViews = Annotated[Views, Depends(views)]


@router.get("/stories/{name}")
def story(
    name: str,
    desk: OwnDesk,
    held: OwnViews,
    view: What = "points",
    status: Annotated[list[Status], Query()] = [],  # noqa: B006 - FastAPI copies it
    told: str = "",
    lacking: str = "",
    actor: str = "",
    order: Order = "told",
    part: Annotated[int, Query(ge=1, le=10_000)] = 1,
    report: Annotated[list[int], Query(max_length=50)] = [],  # noqa: B006
) -> Response:
    """Show one part of the dossier of a story."""
    listed = desk.library.told(name)
    try:
        laid = held.of(desk.dossier(name))
    except CompareError as error:
        found = [(title_of(a), article_path(a.id), a) for a in desk.library.articles(name)]
        return page("uncompared.html.j2", told_of=listed, why=str(error), articles=found)
    choice = Choice(tuple(dict.fromkeys(status)), told, lacking, actor, order, part)
    return shown(f"/stories/{listed.id}", laid, view, choice, report, listed)


def shown(
    base: str, view: View, what: What, choice: Choice, reports: list[int], listed: Listed | None
) -> Response:
    """Return a page with one part of a view, at its address."""
    place = Place(base, view, prefixed=what == "side")
    held: dict[str, Any] = {
        "view": view,
        "page": place,
        "what": what,
        "whats": WHATS,
        "told_of": listed,
        "title": (listed.headline if listed else "") or view.title,
        "choice": choice,
        "most_speakers": SPEAKERS,
    }
    if what == "points":
        rows = choice.rows(view, place)
        part, parts = choice.cut(rows)
        held |= {"rows": part, "found": len(rows), "parts": parts, "orders": ORDERS}
    elif what == "matrix":
        held |= {"positions": positions(view)}
    elif what == "timeline":
        held |= {"picture": timeline(view)}
    elif what == "side":
        chosen = [lane for lane in view.lanes if lane.index in reports] or [*view.lanes[:2]]
        pairs = parallel(view, *chosen) if len(chosen) == 2 else ()
        held |= {"chosen": chosen, "pairs": pairs}
    return page(f"story_{what}.html.j2", **held)


@router.get("/stories/{name}/points/{number}")
def point(
    name: str, number: int, desk: OwnDesk, held: OwnViews, bare: bool = False, every: bool = False
) -> Response:
    """Show one point with the reasons for it, and what readers say of them; `bare` is without the page."""
    listed = desk.library.told(name)
    view = held.of(desk.dossier(name))
    row = numbered(view, number)
    said = judging.by_pair(desk.library.judgements(name))
    return reasons(f"/stories/{listed.id}", view, row, said, bare, every)


def reasons(base: str, view: View, row: Row, said: judging.Said, bare: bool, every: bool) -> Response:
    """Return a page with the reasons of one point."""
    found = sorted(view.reasons(row), key=lambda reason: -reason.probability)
    shown = found if every else found[:REASONS]
    return page(
        "reasons.html.j2" if bare else "point.html.j2",
        view=view,
        page=Place(base, view),
        title=view.title,
        row=row,
        reasons=[(reason, said.get(frozenset((reason.a.span, reason.b.span)), ())) for reason in shown],
        added=judging.added(row, said, view),
        left=len(found) - len(shown),
    )


def numbered(view: View, number: int) -> Row:
    """Return a point by its number."""
    if not 1 <= number <= len(view.points):
        raise MissingError("this story", f"has no point {number}")
    return view.points[number - 1]


@router.get("/point")
def at(
    article: str, at: Annotated[str, Query(pattern=r"^[th]\d{1,9}-\d{1,9}$")], desk: OwnDesk, held: OwnViews
) -> Response:
    """Lead to the point that has a place of an article now: its number may have changed."""
    own = desk.library.article(article)
    if own.story is not None:
        try:
            view = held.of(desk.dossier(own.story))
        except CompareError:
            view = None
        start, end = map(int, at[1:].split("-"))
        span = Span(article, "text" if at[0] == "t" else "headline", start, end)
        rows = view.points if view else ()
        found = max(rows, key=lambda row: max(span.overlap(own) for own in row.spans), default=None)
        if view and found and any(span.overlap(own) for own in found.spans):
            return RedirectResponse(Place(f"/stories/{own.story}", view).to_point(found.number), 303)
    return RedirectResponse(f"{article_path(article)}#{at}", 303)
