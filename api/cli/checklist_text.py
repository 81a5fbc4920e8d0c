"""A checklist as text: a box before each point, for somebody to tick."""

from collections.abc import Sequence

from api.cli.lines import wrapped
from reports.checklist import Point


def checklist_text(title: str, points: Sequence[Point]) -> str:
    """The points on a briefing, by its title."""
    lines = [wrapped(f"[ ] {point.about}: {point.text}", 0, 4) for point in points]
    end = "What the record does not show is not on this list." if points else "The record shows nothing to see to."
    return "\n".join((wrapped(f"Before publishing: {title}"), *lines, end))
