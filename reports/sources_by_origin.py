"""The sources that a briefing cites, by the origin that each goes back to: origins count, not sources.

Invariant: every source that a note leads to is listed once under each origin that its notes go back to, a retracted
one marked, and no other source is.
"""

from collections.abc import Iterable, Mapping

from evidence.views import SourceView
from evidence.vocabulary import vocabulary
from reports.document import CitedSource, Note, OriginGroup
from reports.stated_dates import date_in_words


def sources_by_origin(notes: Iterable[Note], known: Mapping[str, SourceView]) -> tuple[OriginGroup, ...]:
    """Groups in the order of first citation; ``known`` holds, by id, what the audience may see."""
    entries: dict[tuple[str, str], list[Note]] = {}
    for note in notes:
        entries.setdefault(note.entry, []).append(note)
    groups: dict[str, list[list[Note]]] = {}
    for (_, origin), found in entries.items():
        groups.setdefault(origin, []).append(found)
    return tuple(
        OriginGroup(group[0][0].origin, tuple(_cited(found, known) for found in group)) for group in groups.values()
    )


def _cited(notes: list[Note], known: Mapping[str, SourceView]) -> CitedSource:
    source = notes[0].source
    return CitedSource(
        anchor=notes[0].source_anchor,
        source=source,
        notes=tuple(note.number for note in notes),
        derives_from=tuple(known[id_].key for id_ in source.derives_from if id_ in known),
        type=vocabulary().label("source_type", source.type) if source.type else None,
        date=date_in_words(source.date) if source.date else None,
    )
