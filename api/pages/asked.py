"""What a form of a page asked.

Invariant: a field that was left empty was not asked; anything else is taken exactly as the API takes it.
"""

from typing import TypeVar, get_origin

from fastapi import Request
from pydantic import BaseModel

Model = TypeVar("Model", bound=BaseModel)
Given = dict[str, str | list[str]]


def given(model: type[BaseModel], request: Request) -> Given:
    """The parameters that were filled in: a list for those that may be repeated, else the last of each."""
    many = {field.alias or name for name, field in model.model_fields.items() if get_origin(field.annotation) is tuple}
    filled = {name: _filled(request, name) for name in request.query_params}
    return {name: texts if name in many else texts[-1] for name, texts in filled.items() if texts}


def asked(model: type[Model], request: Request) -> Model:
    """The parameters, validated; raises pydantic's ValidationError."""
    return model.model_validate(given(model, request))


def _filled(request: Request, name: str) -> list[str]:
    return [text.strip() for text in request.query_params.getlist(name) if text.strip()]
