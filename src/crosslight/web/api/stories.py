"""Stories: their list, one of them, its points a page at a time, its dossier whole, and its exports."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Annotated, Final

from fastapi import APIRouter, Query
from pydantic import AfterValidator, WithJsonSchema
from starlette.responses import Response

from crosslight.library.listing import After, Filters
from crosslight.library.listing import Order as Ordered
from crosslight.model import Dossier, Status
from crosslight.reporting import to_html, to_json, to_markdown
from crosslight.reporting.csv import to_csv
from crosslight.reporting.json import dumps
from crosslight.web.api.parameters import Cursor, Id, Limit, OfOutlet, Since, Until, day
from crosslight.web.cursors import cursor as cursor_of
from crosslight.web.cursors import place
from crosslight.web.dossiers import judged_dossier, points
from crosslight.web.problems import responses
from crosslight.web.records import DossierRecord, Points, Report, Stories, Story, StoryRecord
from crosslight.web.state import OwnDesk, OwnLibrary

router = APIRouter(tags=["stories"])
_FIRST: Mapping[Ordered, After] = {"newest": ("", 0), "outlets": (0, "", 0), "disputed": (0, 0, "", 0)}


class Order(StrEnum):
    """In what order stories are listed."""

    newest = "newest"
    outlets = "outlets"
    disputed = "disputed"


class Form(StrEnum):
    """As what a dossier is exported."""

    html = "html"
    markdown = "markdown"
    json = "json"
    csv = "csv"
    annotations = "annotations"


# The lists of a dossier, by their names.
PARTS: Final = tuple(
    sorted(name for name, value in judged_dossier(Dossier(()), (), ()).items() if value == [])
)


def _is_part(name: str) -> str:
    if name not in PARTS:
        raise ValueError("is no list of a dossier")
    return name


Part = Annotated[str, AfterValidator(_is_part), WithJsonSchema({"type": "string", "enum": [*PARTS]})]
# FastAPI copies a default for each request.
ALL: Final[list[Part]] = []
_FORMS: Mapping[Form, tuple[str, str]] = {
    Form.html: ("text/html", "html"),
    Form.markdown: ("text/markdown", "md"),
    Form.json: ("application/json", "json"),
    Form.csv: ("text/csv", "csv"),
    Form.annotations: ("application/ld+json", "jsonld"),
}
_WRITERS: Mapping[Form, Callable[[Dossier], str]] = {
    Form.html: to_html,
    Form.markdown: to_markdown,
    Form.json: to_json,
    Form.csv: to_csv,
}


@router.get("/stories", responses=responses(404))
def list_stories(
    library: OwnLibrary,
    order: Order = Order.newest,
    since: Since = None,
    until: Until = None,
    outlet: OfOutlet = "",
    actor: Annotated[str, Query(max_length=200, description="Naming this person, body or place.")] = "",
    language: Annotated[str, Query(max_length=20, description="With an article in it: en.")] = "",
    q: Annotated[str, Query(max_length=400, description="Words; the last may be a beginning.")] = "",
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Stories:
    """List stories: the newest, those of most outlets, or the most disputed."""
    filters = Filters(day(since), day(until), outlet, actor, language, q)
    after = None if cursor is None else place(order.value, cursor, _FIRST[order.value])
    page = library.page(order.value, filters, limit, after)
    return Stories(
        stories=[Story.of(one) for one in page.stories],
        next=None if page.after is None else cursor_of(order.value, page.after),
        total=page.total,
    )


@router.get("/stories/{id}", responses=responses(404))
def get_story(library: OwnLibrary, id: Id) -> StoryRecord:
    """Tell of one story, and of its articles."""
    found = library.told(id)
    articles = library.articles(found.id)
    copies = library.copies([one.id for one in articles])
    reports = [
        Report(
            id=one.id,
            outlet=one.outlet,
            published=one.published,
            headline=one.headline,
            language=one.language,
            url=one.url,
            copy_of=copies.get(one.id),
        )
        for one in articles
    ]
    told = Story.of(found).model_dump()
    return StoryRecord(**told, reports=reports)


@router.get("/stories/{id}/points", responses=responses(404, 409))
def list_points(
    desk: OwnDesk,
    id: Id,
    status: Annotated[Status | None, Query(description="Of this status.")] = None,
    outlet: OfOutlet = "",
    speaker: Annotated[str, Query(max_length=200, description="On the word of this speaker.")] = "",
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Points:
    """List the points of a story, with the words of their statements, and their links."""
    begin = 0 if cursor is None else place("points", cursor, (0,))[0]
    dossier = desk.dossier(id)
    found, total = points(
        dossier,
        desk.library.judgements(id),
        status=status,
        outlet=outlet,
        speaker=speaker,
        begin=begin,
        limit=limit,
    )
    more = begin + limit < total
    return Points(points=found, next=cursor_of("points", (begin + limit,)) if more else None, total=total)


@router.get(
    "/stories/{id}/dossier",
    response_class=Response,
    responses={**responses(404, 409), 200: {"model": DossierRecord, "description": "The dossier."}},
)
def get_dossier(
    desk: OwnDesk,
    id: Id,
    part: Annotated[list[Part], Query(description="Only these of its lists; all if none is named.")] = ALL,
) -> Response:
    """Give the whole comparison of a story; it is compared now where that was not done."""
    found = judged_dossier(desk.dossier(id), desk.library.judgements(id), {*part})
    return Response(dumps(found), media_type="application/json")


@router.get(
    "/stories/{id}/export/{form}",
    response_class=Response,
    responses={
        **responses(404, 409),
        200: {
            "description": "The file.",
            "content": {
                kind: {"schema": {"type": "object" if "json" in kind else "string"}}
                for kind, _ in _FORMS.values()
            },
        },
    },
)
def export_story(desk: OwnDesk, id: Id, form: Form) -> Response:
    """Give the comparison of a story as a file."""
    media, suffix = _FORMS[form]
    dossier = desk.dossier(id)
    number = desk.library.told(id).id
    text = "".join(desk.library.annotations(number)) if form is Form.annotations else _WRITERS[form](dossier)
    # Saved, not shown: the page has a style and a script of its own, which ours do not let run.
    place = {"Content-Disposition": f'attachment; filename="{number}.{suffix}"'}
    return Response(text.encode("utf-8", "replace"), media_type=media, headers=place)
