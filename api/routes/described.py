"""How the operations describe themselves in OpenAPI: the problems that each may answer with."""

from typing import Any

from pydantic import BaseModel, ConfigDict

from api.problems import MEDIA_TYPE


class Problem(BaseModel):
    """Problem details (RFC 9457); some types add members, such as ``errors`` or ``candidates``."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    instance: str


_MEANINGS = {
    403: "An audience was asked for that this server does not show.",
    404: "There is no such record, for this audience.",
    409: "A name or key leads to several records; `candidates` lists them.",
    422: "A parameter is unknown or does not fit; `errors` names each.",
    500: "A program that makes Word files and citations did not do its work.",
    501: "A font is missing for that PDF; `detail` names it.",
    503: "The ledger cannot be read.",
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The responses of an operation, other than its answer."""
    return {status: _response(_MEANINGS[status]) for status in statuses}


def _response(meaning: str) -> dict[str, Any]:
    return {"description": meaning, "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
