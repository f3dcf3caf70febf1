"""The pages: HTML over the same functions as the API."""

from fastapi import APIRouter

router = APIRouter(include_in_schema=False)
