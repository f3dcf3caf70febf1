"""Articles, the outlets they are of, and the actors they name."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from crosslight.reporting.json import parse_rows
from crosslight.web.api.parameters import Limit
from crosslight.web.problems import responses
from crosslight.web.records import Actors, Article, NameRecord, OutletRecord, Outlets
from crosslight.web.state import OwnLibrary

router = APIRouter(tags=["articles"])
_EMPTY: dict[str, Any] = {name: [] for name in ("sentences", "speech", "figures", "moments", "actors")}


@router.get("/articles/{id:path}", responses=responses(404))
def get_article(
    library: OwnLibrary, id: Annotated[str, Path(max_length=2_000, description="The id of an article.")]
) -> Article:
    """Give an article with its text, and what was found in it."""
    found = library.article(id)
    own, parsed = found.article, found.parsed
    row: dict[str, Any] = next(iter(parse_rows([parsed]))) if parsed else {}
    headline = own.quote(parsed.headline) if parsed and parsed.headline and not own.headline else own.headline
    return Article(
        id=own.id,
        outlet=own.outlet,
        published=own.published,
        headline=headline,
        language=(parsed.language if parsed else "") or own.language,
        url=own.url,
        copy_of=found.copy_of,
        text=own.text,
        byline=own.byline,
        source=own.source,
        story=found.story,
        version=found.version,
        added=found.added,
        found_in_headline=row.get("headline", _EMPTY),
        **{name: row.get(name, []) for name in _EMPTY},
    )


@router.get("/outlets", responses=responses())
def list_outlets(library: OwnLibrary) -> Outlets:
    """List the outlets of the library."""
    return Outlets(outlets=[OutletRecord.model_validate(one) for one in library.outlets()])


@router.get("/actors", responses=responses())
def list_actors(
    library: OwnLibrary,
    q: Annotated[str, Query(max_length=200, description="A part of the name.")] = "",
    limit: Limit = 20,
) -> Actors:
    """List names of persons, bodies and places."""
    return Actors(actors=[NameRecord.model_validate(one) for one in library.actors(q, limit)])
