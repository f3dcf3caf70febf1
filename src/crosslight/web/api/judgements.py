"""What readers say of links, beside what the machine says."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response, StreamingResponse

from crosslight.web.api.parameters import Id
from crosslight.web.problems import responses
from crosslight.web.records import JudgementRecord, Judgements, NewJudgement, Related
from crosslight.web.state import OwnDesk, OwnLibrary

router = APIRouter(tags=["judgements"])


@router.get("/stories/{id}/judgements", responses=responses(404))
def list_judgements(library: OwnLibrary, id: Id) -> Judgements:
    """List what readers said of the links of a story, the earliest first."""
    return Judgements(judgements=[JudgementRecord.of(one) for one in library.judgements(id)])


@router.post("/stories/{id}/judgements", status_code=201, responses=responses(404, 409))
def add_judgement(desk: OwnDesk, id: Id, given: NewJudgement) -> JudgementRecord:
    """Confirm, correct or remove a link, or add one; what the same reader said of the two is replaced."""
    relation = given.relation if isinstance(given, Related) else None
    found = desk.library.judge(
        desk.dossier(id),
        given.a.span(),
        given.b.span(),
        given.verdict,
        relation,
        by=given.by,
        note=given.note,
    )
    return JudgementRecord.of(found)


@router.delete("/judgements/{id}", status_code=204, responses=responses(404))
def delete_judgement(
    library: OwnLibrary, id: Annotated[str, Path(max_length=100, description="judgement-7")]
) -> Response:
    """Take a judgement back."""
    library.unjudge(id)
    return Response(status_code=204)


@router.get(
    "/judgements",
    response_class=StreamingResponse,
    responses={
        **responses(),
        200: {
            "description": "One judgement a line, with both sentences.",
            "content": {"application/jsonl": {"schema": {"type": "string"}}},
        },
    },
)
def export_judgements(library: OwnLibrary) -> StreamingResponse:
    """Give all judgements as JSON Lines, as `crosslight export --judgements` writes them."""
    return StreamingResponse(library.export("judgements"), media_type="application/jsonl")
