"""A briefing of another arrangement: notes, sources and gaps numbered anew in the order of its text.

Invariant: a note has the number of its first use, as in every briefing; no note is listed that is not used.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from evidence.origins import fold
from reports.document import Briefing, CitedSource, Item, Note, OriginGroup, Passage, Section, Sentence
from reports.gaps import gaps_of_notes
from reports.house_text import HouseText


def renumbered(findings: Briefing, text: HouseText) -> Briefing:
    """The findings in the arrangement of a text that uses their numbers; without chains drawn, as it has none."""
    used = dict.fromkeys(number for _, one in text.passages if isinstance(one, Sentence) for number in one.notes)
    numbers = {old: new for new, old in enumerate(used, 1)}
    notes = _notes(findings.notes, numbers)
    open_ = Section("notes-open", "What is open about the notes", tuple(gaps_of_notes(notes)))
    sections = (*(_section(one, numbers) for one in text.sections), *([open_] if open_.items else []))
    return replace(
        findings,
        summary=_passages(text.opening, numbers),
        routes=(),
        sections=sections,
        origins=tuple(_origins(findings.origins, notes)),
        notes=notes,
    )


def _notes(notes: Sequence[Note], numbers: Mapping[int, int]) -> tuple[Note, ...]:
    known = {note.number: note for note in notes}
    anchors: dict[tuple[str, str], int] = {}
    for old in numbers:
        anchors.setdefault(known[old].entry, len(anchors) + 1)
    return tuple(
        replace(known[old], number=new, source_anchor=anchors[known[old].entry]) for old, new in numbers.items()
    )


def _passages(passages: Iterable[Passage], numbers: Mapping[int, int]) -> tuple[Passage, ...]:
    return tuple(
        Sentence(one.text, tuple(sorted(numbers[number] for number in one.notes))) if isinstance(one, Sentence) else one
        for one in passages
    )


def _section(section: Section, numbers: Mapping[int, int]) -> Section:
    items = tuple(Item(one.heading, _passages(one.passages, numbers)) for one in section.items)
    return replace(section, items=items, passages=_passages(section.passages, numbers))


def _origins(origins: Iterable[OriginGroup], notes: Sequence[Note]) -> list[OriginGroup]:
    """The sources that are still cited, in the order of their first note, under the origins that they had."""
    cited = {(one.source.id, fold(group.origin)): (group.origin, one) for group in origins for one in group.sources}
    groups: dict[str, list[CitedSource]] = {}
    for entry in dict.fromkeys(note.entry for note in notes):
        origin, source = cited[entry]
        mine = [note for note in notes if note.entry == entry]
        numbers = tuple(note.number for note in mine)
        groups.setdefault(origin, []).append(replace(source, anchor=mine[0].source_anchor, notes=numbers))
    return [OriginGroup(origin, tuple(sources)) for origin, sources in groups.items()]
