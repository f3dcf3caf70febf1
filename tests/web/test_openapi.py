"""The OpenAPI document holds: whatever it allows is answered as it says, and nothing makes the server fail.

`CROSSLIGHT_EXAMPLES=500 pytest tests/web/test_openapi.py` looks longer.
"""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import negative_data_rejection

from crosslight.comparing import Progress
from crosslight.model import Dossier
from crosslight.reading.reader import Reading
from crosslight.web import app
from crosslight.web.jobs import Jobs
from tests.library.shelf import filled
from tests.web.serving import HOST

EXAMPLES = int(os.environ.get("CROSSLIGHT_EXAMPLES", "15"))
# Which of our ids stand for those that are made up: what is not there is only ever not found.
OURS = {
    "/api/v1/stories/{id}": "story-1",
    "/api/v1/articles/{id}": "bridge-0",
    "/api/v1/judgements/{id}": "judgement-1",
}


def nothing(_reading: Reading, _progress: Progress) -> Dossier:
    """Compare nothing: how long it takes is not asked here."""
    return Dossier(())


def server() -> Any:
    """Return a server over a library with a judgement."""
    folder = Path(mkdtemp())
    with filled(folder) as library:
        found = library.story("story-1")
        library.judge(found, found.links[0].a, found.links[0].b, "confirmed", by="Ann")
    return app(folder / "library.db", hosts=(HOST,), jobs=Jobs(nothing, waiting=10_000))


DOCUMENT = schemathesis.openapi.from_asgi("/openapi.json", server())


@DOCUMENT.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[*HealthCheck],
)
def test_every_route_keeps_to_the_document(case: schemathesis.Case[Any]) -> None:
    for path, name in OURS.items():
        # Half of the ids that are made up, as far as their letters tell.
        own = str(case.path_parameters.get("id", "")) if case.path_parameters else ""
        if case.path.startswith(path) and len(own) % 2 and len(own) <= 100:
            case.path_parameters["id"] = name
    # In a form everything is text: of no other kind can it be.
    form = case.media_type == "multipart/form-data"
    case.call_and_validate(excluded_checks=[negative_data_rejection] if form else [])


def test_the_document_names_every_route_and_problem() -> None:
    paths = DOCUMENT.raw_schema["paths"]
    assert {path.split("/")[3] for path in paths} == {
        "stories",
        "articles",
        "outlets",
        "actors",
        "search",
        "judgements",
        "comparisons",
    }
    for path, operations in paths.items():
        assert path.startswith("/api/v1/")
        for operation in operations.values():
            assert operation["summary"]
            for status, answer in operation["responses"].items():
                assert (status >= "400") == ("application/problem+json" in answer.get("content", {}))
