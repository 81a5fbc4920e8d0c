"""The pages of editions: which there are, and what became of one.

Invariant: a page repeats no sentence of an edition that its reader may not be told any more; where none may, it is a
tombstone, without title or files. A file is offered only where it can be made.
"""

from collections.abc import Iterator

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api import editions
from api.deps import Shared
from api.edition_files import FileRecord, FilesRecord, files_record
from api.edition_parameters import EditionPage, EditionParameters
from api.edition_records import changed_record, edition_of, edition_record, edition_records, editions_of
from api.pages.asked import asked
from api.pages.rendering import render
from api.paging import cut_in
from api.resources import lowered

router = APIRouter()

_FORMATS = {
    ".html": "Web page",
    ".pdf": "PDF",
    ".docx": "Word",
    ".md": "Markdown",
    ".csv": "Hops and citations (CSV)",
    ".xlsx": "Hops and citations (Excel)",
    ".json": "Findings (JSON)",
    ".csl.json": "Sources (CSL-JSON)",
    ".bib": "Sources (BibTeX)",
    ".ris": "Sources (RIS)",
}
"""What the page calls each file."""


@router.get("/editions")
def editions_page(resources: Shared, request: Request) -> HTMLResponse:
    """The editions that were sealed, oldest first, and what took their place."""
    page = asked(EditionPage, request)
    audience = lowered(resources.settings, page.audience)
    shown, cursor = cut_in(editions_of(resources, audience), page.limit, page.cursor, lambda one: one.place)
    records = edition_records(resources, shown, audience)
    rows = [(record, one.newer) for record, one in zip(records, shown, strict=True)]
    after = request.url.include_query_params(cursor=cursor).query if cursor else None
    return render("editions.html", resources.look(audience), rows=rows, after=after)


@router.get("/editions/{key:path}")
def edition_page(resources: Shared, key: str, request: Request) -> HTMLResponse:
    """When it was sealed, its files as far as they can still be had, and what changed under it since."""
    audience = lowered(resources.settings, asked(EditionParameters, request).audience)
    found = edition_of(resources, key, audience)
    record = edition_record(resources, found, audience)
    changed = changed_record(editions.changed(resources, record.key, audience))
    files = list(_files(files_record(resources, found.edition, audience)))
    seen = resources.look(audience)
    return render("edition.html", seen, edition=record, newer=found.newer, changed=changed, files=files)


def _files(found: FilesRecord) -> Iterator[tuple[str, str, FileRecord]]:
    """What each file is called and where it is had, in the order of the formats."""
    by_ending = {f".{one.format}": one for one in found.files}
    for ending, name in _FORMATS.items():
        if ending in by_ending:
            yield name, f"/api/v1/editions/{found.edition}?format={ending[1:]}", by_ending[ending]
