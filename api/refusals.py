"""Errors as HTTP answers: problem details under /api, the same in words on a page elsewhere.

Invariant: every error leaves through here, and what was not foreseen says nothing of itself. What a database failed
at is logged by the kind of its error alone: what it says may hold what was asked, or what is recorded.
"""

import logging
from collections.abc import Mapping
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError, PendingRollbackError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from api.pages.rendering import problem_page
from api.problems import MEDIA_TYPE, Problem, invalid, of_status, problem_of
from api.security import HEADERS
from evidence.errors import EvidenceError, GraphDamaged, LedgerError

_LOG = logging.getLogger(__name__)
LEDGER_GONE = "The ledger cannot be read now. Whoever runs this server finds out why with 'throughline status'."


def refused(request: Request, error: Exception) -> Response:
    """A refusal that was foreseen, or an error that was not; where the ledger is, is nobody's business outside."""
    problem = problem_of(error, instance=request.url.path)
    if isinstance(error, LedgerError):
        problem["detail"] = LEDGER_GONE
    return _answered(request, problem)


def damaged(request: Request, error: GraphDamaged) -> Response:
    """Damage that was met where a question cannot be put again: whoever asks again has the answer."""
    request.app.state.resources.distrust()
    return refused(request, error)


def unreadable(request: Request, error: Exception) -> Response:
    """A database that failed at what it was asked: the connection was lost, say, or a right was taken away."""
    kind = type(getattr(error, "orig", None) or error).__name__
    _LOG.warning("the ledger could not be read: %s; 'throughline status' and 'throughline verify' tell more", kind)
    return refused(request, LedgerError(LEDGER_GONE))


def unforeseen(request: Request, error: Exception) -> Response:
    """An error that nobody foresaw; it is answered outside of the guard, so the headers are put on here."""
    response = refused(request, error)
    response.headers.update(HEADERS)
    return response


def invalid_request(request: Request, error: RequestValidationError) -> Response:
    """Parameters that do not fit: their names and the reasons, without their values."""
    told = [{"loc": mistake["loc"][1:] or mistake["loc"], "msg": mistake["msg"]} for mistake in error.errors()]
    return _answered(request, invalid(told, instance=request.url.path))


def bare_status(request: Request, error: HTTPException) -> Response:
    """What the framework refuses itself: routes and methods that are not there."""
    response = _answered(request, of_status(error.status_code, instance=request.url.path))
    response.headers.update(error.headers or {})
    return response


def _answered(request: Request, problem: Problem) -> Response:
    status = problem["status"]
    wants_page = not request.url.path.startswith("/api/") and "text/html" in request.headers.get("accept", "")
    if wants_page:
        return problem_page(problem)
    return JSONResponse(problem, status_code=status, media_type=MEDIA_TYPE)


_UNREADABLE = (DBAPIError, PendingRollbackError, NoConnectionLeft)
HANDLERS: Mapping[Any, Any] = {
    EvidenceError: refused,
    GraphDamaged: damaged,
    ValidationError: refused,
    RequestValidationError: invalid_request,
    HTTPException: bare_status,
    **dict.fromkeys(_UNREADABLE, unreadable),
    Exception: unforeseen,
}
"""Which error is answered how."""
