"""The files of an edition as they can still be had here, each with what keeps it from being what was sealed.

Invariant: a file is offered only where making it again was tried, on this state of the record, and gave one.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from api import editions
from api.edition_changes import other_templates
from api.resources import Resources
from evidence.editions import Edition
from evidence.errors import AmbiguousName, NoTemplate, NotFound, TemplateRefused, WordingRefused
from graph.answer import Shape

Again = Literal["same_bytes", "other_bytes", "not_made"]

TAKEN_BACK = "nothing that it said is still said: it was taken back"
_UNFIT = "what it says may not be said in that way any more"


class FileRecord(Shape):
    """A file of an edition: the SHA-256 that was sealed, what is had when it is made again, and why no other."""

    format: str
    sha256: str
    again: Again
    why: str | None


class FilesRecord(Shape):
    """The files of an edition."""

    edition: str
    files: tuple[FileRecord, ...]


class _Tried(NamedTuple):
    """What making each file again gave, by its ending, and why it is not what was sealed."""

    again: Again
    why: str | None = None


def files_record(resources: Resources, edition: Edition, audience: str) -> FilesRecord:
    """The files of an edition, for a reader who may see it."""
    sealed = edition.content.files
    if editions.taken_back(resources, [edition], audience):
        tried: Mapping[str, _Tried] = dict.fromkeys(sealed, _Tried("not_made", TAKEN_BACK))
    else:
        others = sorted(other_templates(resources, edition.content).items())
        tried = resources.once(f"files of {edition.key} by {others}", lambda: _tried(resources, edition))
    told = (FileRecord(format=one[1:], sha256=sealed[one], **tried[one]._asdict()) for one in sealed)
    return FilesRecord(edition=edition.key, files=tuple(told))


def _tried(resources: Resources, edition: Edition) -> dict[str, _Tried]:
    try:
        printed = editions.printed_again(resources, edition)
    except (NotFound, AmbiguousName, NoTemplate, TemplateRefused) as error:
        return dict.fromkeys(edition.content.files, _Tried("not_made", str(error)))
    except WordingRefused:
        return dict.fromkeys(edition.content.files, _Tried("not_made", _UNFIT))
    return {ending: _one(printed, ending) for ending in edition.content.files}


def _one(printed: editions.Printed, ending: str) -> _Tried:
    if ending in printed.unmade:
        return _Tried("not_made", printed.unmade[ending])
    if ending not in printed.differing:
        return _Tried("same_bytes")
    if printed.other_tools:
        return _Tried("other_bytes", f"here is another version of what made it: {', '.join(printed.other_tools)}")
    return _Tried("other_bytes", "something that it rests on may no longer be shown to its audience")
