"""Editions as people read them in a terminal, and as JSON.

Invariant: no audit sequence number is told, for hidden events are counted in it; a sentence is repeated only to whom
it may still be told.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from api.cli.outline import Line, as_text
from api.edition_records import changed_record
from api.editions import Changed, Printed
from evidence.edition_drafts import EditionDraft
from evidence.editions import Edition, successor

_NOT_REPEATED = "(what it said is not repeated to this reader)"


def rows(found: Sequence[Edition]) -> list[dict[str, Any]]:
    """The editions as JSON values."""
    told = ("title", "number", "audience", "kind", "head", "dated", "corrects", "files")
    return [
        {
            "key": one.key,
            **{name: getattr(one.content, name) for name in told},
            "template": one.content.template.model_dump(exclude={"replaced"}) if one.content.template else None,
            "superseded_by": _newer(one, found),
        }
        for one in found
    ]


def table(found: Sequence[Edition]) -> str:
    """The editions as lines."""
    return as_text(_lines(found))


def shown(printed: Printed) -> str:
    """Whether the files that were made again are those that were sealed."""
    return as_text(_shown(printed))


def changes(found: Changed) -> dict[str, Any]:
    """What changed under an edition, as JSON values; the text of a sentence is null where it is not repeated."""
    told: dict[str, Any] = changed_record(found).model_dump(mode="json")
    return told


def changes_text(found: Changed) -> str:
    """The same as lines."""
    return as_text(_changes(found))


def _newer(edition: Edition, found: Sequence[Edition]) -> str | None:
    newer = successor(edition, found)
    return newer.key if newer else None


def _lines(found: Sequence[Edition]) -> Iterator[Line]:
    for one in found:
        content, newer = one.content, _newer(one, found)
        state = f"superseded by {newer}" if newer else "the newest"
        yield Line(f"{one.key}  {one.name} ({_kind(content)}, for {content.audience}; {state})", mark="title")
        yield Line(f"of {content.dated}, at the public head {content.head}", 1)
    if not found:
        yield Line("There is no edition yet: 'brief' with --edition seals one.")


def _kind(content: EditionDraft) -> str:
    return f"{content.kind} by the template {content.template.name}" if content.template else content.kind


def _template(content: EditionDraft) -> Iterator[Line]:
    for name, digest in content.template.files.items() if content.template else ():
        yield Line(f"arranged by the template {name}: {digest}", 1)


def _shown(printed: Printed) -> Iterator[Line]:
    content = printed.edition.content
    yield Line(f"{printed.edition.key}  {printed.edition.name}", mark="title")
    yield Line(f"of {content.dated}, at the public head {content.head}", 1)
    if content.checkpoint:
        yield Line(f"public tree: {content.checkpoint.size} leaves, root {content.checkpoint.root}", 1)
    yield from _template(content)
    for ending, digest in content.files.items():
        yield Line(f"{ending}: {digest}, {_made_again(printed, ending)}", 1)
    if printed.differing and printed.other_tools:
        yield Line(f"Here is another version of what it was made with ({', '.join(printed.other_tools)}): bytes may")
        yield Line("differ for that alone.")
    elif printed.differing:
        yield Line("Something that it rests on may no longer be shown to its audience.")


def _made_again(printed: Printed, ending: str) -> str:
    if ending in printed.unmade:
        return f"cannot be made here: {printed.unmade[ending]}"
    return "other bytes" if ending in printed.differing else "the same bytes"


def _changes(found: Changed) -> Iterator[Line]:
    content = found.edition.content
    yield Line(f"{found.edition.key}  {found.edition.name}", mark="title")
    count = len({one.sentence for one in found.changes})
    yield Line(f"{count or 'none'} of its {len(content.sentences)} sentences changed")
    for name, digest in found.templates.items():
        yield Line(f"the template {name} that arranged it {'has changed since' if digest else 'is gone'}")
    if found.templates:
        yield Line("so it is not asked what would only be told otherwise")
    for one in changed_record(found).sentences:
        place = f"{one.number}. {one.place}" if one.place else f"{one.number}"
        yield Line(f"{place}: {one.text or _NOT_REPEATED}", 1)
        yield from (Line(change.told, 2) for change in one.changes)
