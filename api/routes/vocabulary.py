"""The closed lists and the shapes over HTTP."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict

from api.routes.described import problems
from api.schemas import schemas
from evidence.vocabulary_json import vocabulary_as_json

router = APIRouter(tags=["shapes"], responses=problems(422))


class Nothing(BaseModel):
    """No parameters: any that is given is refused."""

    model_config = ConfigDict(extra="forbid")


@router.get("/vocabulary", summary="The closed lists")
def list_vocabulary(_asked: Annotated[Nothing, Query()]) -> dict[str, Any]:
    """Predicates with their classes, kinds and readings, kinds of assertion, types, and every other list."""
    return vocabulary_as_json()


@router.get("/schema", summary="The shapes of records and answers")
def show_schema(_asked: Annotated[Nothing, Query()]) -> dict[str, Any]:
    """The JSON Schema of a line of JSON Lines, and of the answer to a chain search."""
    return schemas()
