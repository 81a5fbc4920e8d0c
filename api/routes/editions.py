"""Editions over HTTP: which there are, one with its files, and what changed under one."""

import hashlib
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from api import editions
from api.deps import Shared
from api.edition_files import TAKEN_BACK, FilesRecord, files_record
from api.edition_parameters import EditionPage, EditionParameters
from api.edition_records import (
    ChangedRecord,
    EditionRecord,
    changed_record,
    edition_of,
    edition_record,
    edition_records,
    editions_of,
)
from api.handed_out import Format, described, handed_out
from api.paging import Page, cut_in
from api.resources import Resources, lowered
from api.routes.described import problems
from api.routes.links import name_next
from evidence.editions import Edition
from evidence.errors import NotFound

router = APIRouter(tags=["editions"])

SAME_BYTES = "Throughline-Same-Bytes"
"""The header that says whether the bytes are those that were sealed: ``true`` or ``false``."""

Named = Annotated[str, Path(description="its key, its number, or its title (the newest of it)")]
_FILES = {kind: shape for kind, shape in described()[200]["content"].items() if kind != "application/json"}


class EditionFile(EditionParameters):
    """In what format an edition is wanted."""

    format: Annotated[Format | None, Field(description="one of its files; without it, what is kept of it as JSON")] = (
        None
    )


@router.get("/editions", summary="List editions", responses=problems(403, 422))
def list_editions(
    resources: Shared, asked: Annotated[EditionPage, Query()], request: Request, response: Response
) -> Page[EditionRecord]:
    """The editions that were sealed, oldest first, with the digest of each file and what took their place."""
    audience = lowered(resources.settings, asked.audience)
    found = editions_of(resources, audience)
    shown, cursor = cut_in(found, asked.limit, asked.cursor, lambda one: one.place)
    name_next(request, response, cursor)
    return Page(items=edition_records(resources, shown, audience), next=cursor)


@router.get(
    "/editions/{key:path}/changed", summary="What changed under an edition", responses=problems(403, 404, 409, 422)
)
def what_changed(resources: Shared, key: Named, asked: Annotated[EditionParameters, Query()]) -> ChangedRecord:
    """What was retracted, superseded, disputed or answered since, and which standings and chains moved."""
    return changed_record(editions.changed(resources, key, lowered(resources.settings, asked.audience)))


@router.get(
    "/editions/{key:path}/files",
    summary="Which files of an edition can still be had",
    responses=problems(403, 404, 409, 422),
)
def files(resources: Shared, key: Named, asked: Annotated[EditionParameters, Query()]) -> FilesRecord:
    """Each file with the bytes that were sealed, with others, or not any more, and why; all were made to see."""
    audience = lowered(resources.settings, asked.audience)
    return files_record(resources, editions.named(resources, key, audience), audience)


@router.get(
    "/editions/{key:path}",
    summary="One edition, or one of its files",
    response_model=EditionRecord,
    responses={200: {"content": _FILES}, **problems(403, 404, 409, 422, 500, 501)},
)
def one_edition(resources: Shared, key: Named, asked: Annotated[EditionFile, Query()]) -> EditionRecord | Response:
    """What is kept of an edition; with `format` a file of it, made again from the record as of its head.

    The header `Throughline-Same-Bytes` says whether the bytes of a file are those that were sealed.
    """
    audience = lowered(resources.settings, asked.audience)
    found = edition_of(resources, key, audience)
    if asked.format is None:
        return edition_record(resources, found, audience)
    return _file(resources, found.edition, asked.format, audience)


def _file(resources: Resources, edition: Edition, format_: Format, audience: str) -> Response:
    """A file of an edition; raises NotFound where nothing that it said may still be told."""
    if editions.taken_back(resources, [edition], audience):
        raise NotFound(f"edition {edition.key} is not handed out: {TAKEN_BACK}")
    answer = handed_out(editions.made_again(resources, edition), edition.key, format_, None)
    sealed = edition.content.files.get(".md" if format_ == "markdown" else f".{format_}")
    same = hashlib.sha256(bytes(answer.body)).hexdigest() == sealed
    answer.headers[SAME_BYTES] = "true" if same else "false"
    return answer
