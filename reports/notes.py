"""The numbering of notes.

Invariant: a note has the number of its first use in the document; the same citation, used again, repeats it. A
number is given out only together with its use, so every note that is listed is used.
"""

from evidence.origins import fold
from evidence.views import CitationView, SourceView
from evidence.vocabulary import vocabulary
from reports.citing import cited_plainly
from reports.document import Note
from reports.stated_dates import date_in_words


class Notes:
    """The notes of one briefing, growing as it is written."""

    def __init__(self) -> None:
        self._notes: dict[CitationView | str, Note] = {}
        self._anchors: dict[tuple[str, str], int] = {}

    def cite(self, citation: CitationView) -> int:
        """The number of the note of a citation."""
        if citation not in self._notes:
            self._notes[citation] = _note_of(citation, *self._next(citation.source, citation.origin))
        return self._notes[citation].number

    def cite_whole(self, source: SourceView) -> int:
        """The number of the note of a source as a whole: what a reply leads to."""
        if source.id not in self._notes:
            number, anchor = self._next(source, source.origin)
            self._notes[source.id] = Note(number, source, anchor, source.origin, cited_plainly(source))
        return self._notes[source.id].number

    def listed(self) -> tuple[Note, ...]:
        """All notes, in order."""
        return tuple(self._notes.values())

    def _next(self, source: SourceView, origin: str) -> tuple[int, int]:
        anchor = self._anchors.setdefault((source.id, fold(origin)), len(self._anchors) + 1)
        return len(self._notes) + 1, anchor


def _note_of(citation: CitationView, number: int, anchor: int) -> Note:
    locator = _locator(citation.locator)
    return Note(
        number=number,
        source=citation.source,
        source_anchor=anchor,
        origin=citation.origin,
        cited=cited_plainly(citation.source, locator),
        locator=locator,
        quote=citation.quote,
        lang=citation.lang,
        translation=citation.translation,
        translator=citation.translator,
        assertion=vocabulary().assertions[citation.assertion].label,
        grades=f"{_grade('reliability', citation.reliability)}, {_grade('credibility', citation.credibility)}",
        capture=f"{citation.capture}, redacted ({citation.redacted})" if citation.redacted else citation.capture,
        captured=date_in_words(citation.captured[:10]) if citation.captured else None,
        captured_at=citation.captured,
        sha256=citation.sha256,
        quote_check=vocabulary().label("quote_check", citation.quote_check) if citation.capture else None,
    )


def _locator(locator: tuple[str, str] | None) -> str | None:
    """Where in the source; the whole, and a paragraph that has no number, are named in their own words."""
    if locator is None:
        return None
    kind, value = locator
    named = kind == "whole" or (kind == "paragraph" and not value[:1].isdigit())
    return value if named else f"{kind} {value}"


def _grade(mark: str, grade: str | None) -> str:
    return f"{mark} {grade} ({vocabulary().label(mark, grade)})" if grade else f"{mark} ungraded"
