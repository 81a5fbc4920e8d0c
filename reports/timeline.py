"""When the hops of a chain held, as SVG: the days that are certain drawn apart from those that are only possible.

Invariant: core and hull differ in line, weight and form, never in colour alone; an end that is not known is drawn
open, with an arrow and no edge; the description says all that the picture shows.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.answer import Window
from reports import verdicts_in_words as words
from reports.document import ChainPart, HopPart
from reports.figure_layout import MARGIN, WIDTH
from reports.figure_parts import BAND, INK, LABEL, MUTED, SMALL, Arrowhead, Path, Picture, Rect, Shape, Text
from reports.fitting import lines
from reports.timeline_axis import Axis, axis_over

_LINE, _BAR, _CORE, _GAP, _ARROW = 15.0, 16.0, 7.0, 16.0, 11.0
"""Height of a line of text, of a hull and of a core within it; room between rows; length of an arrowhead."""
_LEFT, _RIGHT = MARGIN + _ARROW + 4, WIDTH - MARGIN - _ARROW - 4
"""Where the days begin and end; arrows of open ends reach beyond."""
_LEAST = 4.0
"""Width of the shortest bar: a single day must be seen."""
_DASH = "4 3"
_UNDATED = "not dated: possible on any day"
_SHARED = {"observed": "certain for every hop", "possible": "possible for every hop"}


@dataclass(frozen=True, slots=True)
class _Row:
    """A hop in the picture: what is written above its bars, and where they run (the middle)."""

    hop: HopPart
    written: tuple[str, ...]
    top: float

    @property
    def line(self) -> float:
        """The middle of the bars."""
        return self.top + _LINE * len(self.written) + 4 + _BAR / 2

    @property
    def bottom(self) -> float:
        """The lower edge of the bars."""
        return self.line + _BAR / 2


def timeline_picture(chain: ChainPart) -> Picture | None:
    """The hops of a chain one below the other over one axis of years; None where not one has a date."""
    axis = axis_over(_bounds(chain), _LEFT, _RIGHT)
    if axis is None:
        return None
    rows = _rows(chain)
    foot = rows[-1].bottom + _GAP / 2
    shapes = (
        *_shared_days(chain, axis, rows, foot),
        *_years(axis, foot),
        *(shape for row in rows for shape in _hop(row, axis)),
        *_legend(foot + 50),
    )
    ends = (chain.drawn.entities[0].name, chain.drawn.entities[-1].name)
    title = f"Timeline of the chain from {ends[0]} to {ends[1]}"
    return Picture(f"timeline-{chain.number}", title, " ".join(_description(chain)), WIDTH, foot + 66, shapes)


def _bounds(chain: ChainPart) -> Iterator[dt.date]:
    """Every day at which a bar begins or ends."""
    for hop in chain.hops:
        for days in (*hop.core, *hop.hull):
            yield from (dt.date.fromisoformat(day) for day in (days.from_, days.to) if day)


def _rows(chain: ChainPart) -> list[_Row]:
    rows: list[_Row] = []
    top = MARGIN + _LINE
    for hop in chain.hops:
        text = f"{hop.number}. {hop.start} {hop.verb} {hop.end}"
        rows.append(_Row(hop, tuple(lines(text, _RIGHT - _LEFT, LABEL)), top))
        top = rows[-1].bottom + _GAP
    return rows


def _shared_days(chain: ChainPart, axis: Axis, rows: Sequence[_Row], foot: float) -> Iterator[Shape]:
    """The days that all hops share, as ground behind the bars, and what they share above it; its edges are drawn
    beside the bars alone, so that none runs through what is written above them."""
    for days in chain.drawn.time.windows:
        left, right = _span(days, axis)
        yield Rect(left, MARGIN + _LINE - 6, right - left, foot - MARGIN - _LINE + 6, BAND)
        for x in (left,) * (days.from_ is not None) + (right,) * (days.to is not None):
            beside = "".join(f"M{x:g} {row.line - _BAR / 2:g}V{row.bottom:g}" for row in rows)
            yield Path(f"{beside}V{foot:g}", 0.8, "1.5 2.5", MUTED)
    if chain.drawn.time.windows:
        yield Text(_LEFT, MARGIN + 6, f"Shaded: {_SHARED[chain.drawn.time.verdict]}", SMALL, 400, MUTED, "start")


def _years(axis: Axis, foot: float) -> Iterator[Shape]:
    yield Path(f"M{_LEFT:g} {foot:g}H{_RIGHT:g}", 1, "", MUTED)
    for x, year in axis.years():
        yield Path(f"M{x:g} {foot:g}v5", 1, "", MUTED)
        yield Text(x, foot + 18, year, SMALL, 400, MUTED)


def _hop(row: _Row, axis: Axis) -> Iterator[Shape]:
    for number, text in enumerate(row.written):
        yield Text(_LEFT, row.top + 11 + _LINE * number, text, LABEL, 600, INK, "start")
    for days in row.hop.hull:
        yield from _hull(*_span(days, axis), row.line, opens=days.from_ is None, ends_open=days.to is None)
    if not row.hop.core and not any(days.from_ or days.to for days in row.hop.hull):
        yield Text((_LEFT + _RIGHT) / 2, row.line + 4, _UNDATED, SMALL, 400, MUTED)
    for days in row.hop.core:
        yield _solid(*_span(days, axis), row.line)


def _span(days: Window, axis: Axis) -> tuple[float, float]:
    """From where to where days are drawn; a bar has a width, however short the days are."""
    left = axis.start_of(days.from_) if days.from_ else axis.left
    right = axis.end_of(days.to) if days.to else axis.right
    missing = max(0.0, _LEAST - (right - left)) / 2
    return left - missing, right + missing


def _hull(left: float, right: float, y: float, *, opens: bool, ends_open: bool) -> Iterator[Shape]:
    """A dashed outline, without an edge where no end is known."""
    top, bottom = y - _BAR / 2, y + _BAR / 2
    yield Path(f"M{left:g} {top:g}H{right:g}M{left:g} {bottom:g}H{right:g}", 1.3, _DASH, INK)
    if opens:
        yield _pointing(left - _ARROW, y, -1)
    else:
        yield Path(f"M{left:g} {top:g}V{bottom:g}", 1.3, _DASH, INK)
    if ends_open:
        yield _pointing(right + _ARROW, y, 1)
    else:
        yield Path(f"M{right:g} {top:g}V{bottom:g}", 1.3, _DASH, INK)


def _solid(left: float, right: float, y: float) -> Rect:
    return Rect(left, y - _CORE / 2, right - left, _CORE, INK)


def _pointing(x: float, y: float, right: int) -> Arrowhead:
    """An arrowhead whose tip is at a point, to the left or to the right."""
    back = x - (_ARROW - 2) * right
    return Arrowhead(f"{x:g},{y:g} {back:g},{y + 5:g} {back:g},{y - 5:g}")


def _legend(y: float) -> Iterator[Shape]:
    """What solid, dashed and pointed mean."""
    yield _solid(_LEFT, _LEFT + 34, y)
    yield Text(_LEFT + 42, y + 4, "core: held on every day", SMALL, 400, MUTED, "start")
    yield from _hull(_LEFT + 200, _LEFT + 234, y, opens=False, ends_open=False)
    yield Text(_LEFT + 242, y + 4, "hull: may have held on some day", SMALL, 400, MUTED, "start")
    yield _pointing(_LEFT + 470, y, 1)
    yield Text(_LEFT + 478, y + 4, "no start, or no end, is known", SMALL, 400, MUTED, "start")


def _description(chain: ChainPart) -> Iterator[str]:
    yield "Timeline."
    for hop in chain.hops:
        yield f"Hop {hop.number}: {hop.start} {hop.verb} {hop.end}; {certain(hop.core)}, {may_hold(hop.hull)}."
    yield f"Time: {words.time(chain.drawn)}."


def certain(core: Sequence[Window]) -> str:
    """The days of a core in words."""
    return f"certain {words.days(core)}" if core else "certain on no day"


def may_hold(hull: Sequence[Window]) -> str:
    """The days of a hull in words."""
    return f"possible {words.days(hull)}" if hull else "possible on no day that is stated"
