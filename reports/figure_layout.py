"""Where the entities of a chain stand: in rows, from left to right, with room for what their hops say.

Invariant: boxes never overlap, and every label has the room that it was broken to.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from graph.answer import ChainOut
from reports.figure_parts import NAME, SMALL
from reports.fitting import lines
from reports.hop_labels import HopLabel, hop_label

WIDTH, MARGIN, PER_ROW = 720.0, 14.0, 3
LANE_GAP = 20.0
"""Free room between what a lane says and the row below it."""
_LINE, _PAD = 17.0, 12.0
_BOXES = {1: 260.0, 2: 220.0, 3: 150.0}
"""Width of a box by the number of boxes in the longest row."""


@dataclass(frozen=True, slots=True)
class Box:
    """An entity's box: the lines of its name, and its kind below them."""

    x: float
    y: float
    width: float
    height: float
    name: tuple[str, ...]
    entity_kind: str
    row: int

    @property
    def middle(self) -> float:
        """The middle, from left to right."""
        return self.x + self.width / 2

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Row:
    """A row of boxes: from top to bottom with all labels beside them, and the line on which its hops run."""

    top: float
    line: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Layout:
    """All boxes, rows and labels; ``lanes`` holds the line of each hop that leads to the next row, by its number."""

    boxes: tuple[Box, ...]
    rows: tuple[Row, ...]
    labels: tuple[HopLabel, ...]
    lanes: dict[int, float]
    height: float


class _Plan:
    """A layout in the making: names and labels broken to their room, rows placed one below the other."""

    def __init__(self, chain: ChainOut, heads: dict[int, float]) -> None:
        count = len(chain.entities)
        self._chain = chain
        self._heads = heads
        self._per_row = _per_row(count)
        self._box = _BOXES[self._per_row]
        self._gap = (WIDTH - 2 * MARGIN - self._per_row * self._box) / max(1, self._per_row - 1)
        self._names = [tuple(lines(entity.name, self._box - 20, NAME)) for entity in chain.entities]
        self._labels = tuple(hop_label(chain, number, self._room(number)) for number in range(1, count))
        self._lanes: dict[int, float] = {}

    def layout(self) -> Layout:
        boxes: list[Box] = []
        rows: list[Row] = []
        y = MARGIN
        for number, places in enumerate(self._places()):
            row = self._row(y + self._heads.get(number, 0), places)
            rows.append(row)
            boxes += self._boxes(row, number, places)
            y = self._after(row, places[-1])
        return Layout(tuple(boxes), tuple(rows), self._labels, self._lanes, rows[-1].bottom + MARGIN)

    def _places(self) -> Iterator[range]:
        """The places of the entities in each row."""
        count = len(self._chain.entities)
        return (range(at, min(at + self._per_row, count)) for at in range(0, count, self._per_row))

    def _turns_after(self, number: int) -> bool:
        return number % self._per_row == 0

    def _room(self, number: int) -> float:
        """The room of a hop's label: between two boxes, or on the lane that leads to the next row."""
        if self._turns_after(number):
            return WIDTH - 2 * MARGIN - self._box - 60
        return self._gap - 14

    def _row(self, top: float, places: range) -> Row:
        box = self._box_height(places)
        beside = [self._labels[number - 1] for number in places[1:]]
        rise = max([box / 2, *(label.rise for label in beside)])
        drop = max([box / 2, *(label.drop for label in beside)])
        return Row(top, top + rise, top + rise + drop)

    def _box_height(self, places: range) -> float:
        return 2 * _PAD + SMALL + 4 + _LINE * max(len(self._names[place]) for place in places)

    def _boxes(self, row: Row, number: int, places: range) -> Iterator[Box]:
        height = self._box_height(places)
        for column, place in enumerate(places):
            x = MARGIN + column * (self._box + self._gap)
            kind = self._chain.entities[place].kind
            yield Box(x, row.line - height / 2, self._box, height, self._names[place], kind, number)

    def _after(self, row: Row, last: int) -> float:
        """Where the next row may begin, below the lane of the hop that leads to it."""
        if last + 1 == len(self._chain.entities):
            return row.bottom
        label = self._labels[last]
        self._lanes[last + 1] = row.bottom + _PAD + label.rise
        return self._lanes[last + 1] + label.drop + LANE_GAP


def lay_out(chain: ChainOut, heads: dict[int, float]) -> Layout:
    """Place a chain; ``heads`` is the room to keep free above rows (from 0) for what is written there."""
    return _Plan(chain, heads).layout()


def row_of(place: int, count: int) -> int:
    """The row in which an entity of a chain of so many entities stands; both from 0."""
    return place // _per_row(count)


def _per_row(count: int) -> int:
    """Rows of equal length, as few as can be."""
    return ceil(count / ceil(count / PER_ROW))
