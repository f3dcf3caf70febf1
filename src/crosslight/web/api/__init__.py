"""The API: JSON over HTTP for all that the pages do, one module for each resource."""

from fastapi import APIRouter

from crosslight.web.api import articles, comparisons, judgements, search, stories

router = APIRouter(prefix="/api/v1")
for resource in (stories, judgements, articles, search, comparisons):
    router.include_router(resource.router)
