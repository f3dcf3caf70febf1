"""The OpenAPI document, made to say what the server does where FastAPI says something else."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from starlette.routing import compile_path

PROBLEM = "application/problem+json"


def correct(made: FastAPI) -> None:
    """Let an application give the corrected document."""
    written = made.openapi

    def corrected() -> dict[str, Any]:
        if made.openapi_schema is None:
            found = written()
            for operations in found["paths"].values():
                for operation in operations.values():
                    _problems(operation["responses"])
            for unused in ("HTTPValidationError", "ValidationError"):
                found["components"]["schemas"].pop(unused, None)
            made.openapi_schema = found
        return made.openapi_schema

    made.openapi = corrected  # type: ignore[method-assign]  # as FastAPI's own documentation does it


def allowed(made: FastAPI, path: str) -> list[str]:
    """Return the methods by which a path may be asked for: those of all its routes, not of one."""
    return sorted(
        {
            method.upper()
            for template, operations in made.openapi()["paths"].items()
            if compile_path(template)[0].fullmatch(path)
            for method in operations
        }
    )


def _problems(responses: dict[str, Any]) -> None:
    for status, response in responses.items():
        content = response.get("content", {})
        if status >= "400":
            # It takes a problem for one more answer of the kind that the route gives.
            response["content"] = {PROBLEM: content["application/json"]}
