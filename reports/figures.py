"""A picture of one chain, as SVG that needs nothing beside it.

Invariant: all text is escaped; nothing is told by colour alone; the description says all that the picture shows.
"""

import hashlib
from collections.abc import Iterator

from evidence.vocabulary import vocabulary
from graph.answer import ChainOut, HopOut
from reports import verdicts_in_words as words
from reports.environment import web_environment
from reports.figure_layout import LANE_GAP, MARGIN, WIDTH, Box, Layout, lay_out, row_of
from reports.figure_parts import BAND, INK, MUTED, NAME, SMALL, Arrowhead, Picture, Rect, Shape, Text
from reports.fitting import lines
from reports.hop_labels import dated, stroke
from reports.wording import counted

_HEAD, _AROUND, _CORNER = 16.0, 8.0, 10.0
"""Height of a line of a band's heading; how far a band reaches around its boxes; radius of a lane's corners."""


def chain_svg(chain: ChainOut) -> str:
    """The chain from left to right: entities, hops with verb, standing, origins and period, and the arrangement."""
    return picture_svg(chain_picture(chain))


def picture_svg(picture: Picture) -> str:
    """A picture as SVG."""
    return web_environment().get_template("chain.svg").render(picture=picture)


def chain_picture(chain: ChainOut) -> Picture:
    """The shapes of a chain's picture, with its title and its description in words."""
    banded = _banded(chain)
    heading = _heading(chain) if banded else []
    heads = {row_of(banded[0], len(chain.entities)): _HEAD * len(heading) + 4} if banded else {}
    layout = lay_out(chain, heads)
    digest = hashlib.sha256("\x1f".join(hop.id for hop in chain.hops).encode()).hexdigest()[:12]
    shapes = (
        *(_band(layout, banded, heading) if banded else ()),
        *(shape for number in range(1, len(chain.entities)) for shape in _hop(chain, number, layout)),
        *(shape for place, box in enumerate(layout.boxes) for shape in _box(box, place, len(layout.boxes))),
    )
    title = f"Chain from {chain.entities[0].name} to {chain.entities[-1].name}"
    return Picture(f"chain-{digest}", title, " ".join(_description(chain)), WIDTH, layout.height, shapes)


def _banded(chain: ChainOut) -> tuple[int, int] | None:
    """The places of the first and last entity of the arrangement; none where it is not known."""
    if chain.scope.scope is None:
        return None
    beyond, last, scope = chain.scope.beyond, len(chain.hops), chain.scope.scope.id
    from_start = chain.entities[last - beyond].id == chain.scope.ends_at.id and _lies_in(chain.hops[0], scope)
    from_end = chain.entities[beyond].id == chain.scope.ends_at.id and _lies_in(chain.hops[-1], scope)
    if from_start and from_end and beyond:  # which end it was read from is not told: rather none than the wrong hop
        return None
    return (0, last - beyond) if from_start else (beyond, last)


def _lies_in(hop: HopOut, scope: str) -> bool:
    """Whether a hop lies in a programme, by its recorded scope or, without one, by one of its ends."""
    return hop.scope.id == scope if hop.scope else scope in (hop.subject.id, hop.object.id)


def _heading(chain: ChainOut) -> list[str]:
    scope = chain.scope.scope.name if chain.scope.scope else ""
    return lines(f"Within {scope}", WIDTH - 3 * MARGIN, SMALL)


def _band(layout: Layout, banded: tuple[int, int], heading: list[str]) -> Iterator[Shape]:
    """The shaded ground of the arrangement: a piece for each row, and one for each lane between them."""
    boxes = layout.boxes[banded[0] : banded[1] + 1]
    first, last = boxes[0], boxes[-1]
    top = head = layout.rows[first.row].top - _HEAD * len(heading) - 4
    for number in range(first.row, last.row + 1):
        inside = [box for box in boxes if box.row == number]
        bottom = layout.rows[number].bottom if len(inside) > 1 or number < last.row else last.bottom
        yield _ground(inside[0].x, inside[-1].right, top, bottom)
        if number < last.row:
            top = layout.rows[number + 1].top - LANE_GAP
            yield _ground(MARGIN, inside[-1].right, bottom, top)
    for n, text in enumerate(heading):
        yield Text(first.x, head + 8 + _HEAD * n, text, SMALL, 600, MUTED, "start")


def _ground(left: float, right: float, top: float, bottom: float) -> Rect:
    return Rect(left - _AROUND, top - _AROUND, right - left + 2 * _AROUND, bottom - top + 2 * _AROUND, BAND, radius=6)


def _hop(chain: ChainOut, number: int, layout: Layout) -> Iterator[Shape]:
    hop = chain.hops[number - 1]
    start, end = layout.boxes[number - 1], layout.boxes[number]
    ahead, back = _arrows(hop)
    lane = layout.lanes.get(number)
    if lane is None:
        y = layout.rows[start.row].line
        left, right = start.right + 10 * back, end.x - 10 * ahead
        yield from stroke(f"M{left:g} {y:g}H{right:g}", hop.standing)
        yield from [_pointing(end.x, y, 1, 0)] * ahead + [_pointing(start.right, y, -1, 0)] * back
        yield from layout.labels[number - 1].shapes((start.right + end.x) / 2, y)
    else:
        yield from stroke(_lane(start, end, lane, 10 * back, 10 * ahead), hop.standing)
        yield from [_pointing(end.middle, end.y, 0, 1)] * ahead + [_pointing(start.middle, start.bottom, 0, -1)] * back
        yield from layout.labels[number - 1].shapes((start.middle + end.middle) / 2, lane)


def _arrows(hop: HopOut) -> tuple[bool, bool]:
    """Whether an arrow points along the walk, and whether one points against it."""
    if not vocabulary().predicates[hop.predicate].directed:
        return False, False
    return hop.walked == "along", hop.walked == "against"


def _lane(start: Box, end: Box, y: float, back: float, ahead: float) -> str:
    """Down from a row's last box, along the lane, down to the next row's first box; the ends leave room for arrows."""
    right, left = start.middle, end.middle
    return (
        f"M{right:g} {start.bottom + back:g}V{y - _CORNER:g}Q{right:g} {y:g} {right - _CORNER:g} {y:g}"
        f"H{left + _CORNER:g}Q{left:g} {y:g} {left:g} {y + _CORNER:g}V{end.y - ahead:g}"
    )


def _pointing(x: float, y: float, right: int, down: int) -> Arrowhead:
    """An arrowhead whose tip is at a point, along one of the axes."""
    back_x, back_y = x - 12 * right, y - 12 * down
    side_x, side_y = 6.5 * down, 6.5 * right
    return Arrowhead(f"{x:g},{y:g} {back_x + side_x:g},{back_y + side_y:g} {back_x - side_x:g},{back_y - side_y:g}")


def _box(box: Box, place: int, count: int) -> Iterator[Shape]:
    """An entity; the two ends of the chain have a heavier frame."""
    frame = 2.4 if place in (0, count - 1) else 1.2
    yield Rect(box.x, box.y, box.width, box.height, "#ffffff", INK, frame, 4)
    top = box.y + (box.height - SMALL - 12 - 17 * len(box.name)) / 2 + NAME
    yield from (Text(box.middle, top + 17 * n, text, NAME, 600) for n, text in enumerate(box.name))
    yield Text(box.middle, box.bottom - 11, box.entity_kind, SMALL, 400, MUTED)


def _description(chain: ChainOut) -> Iterator[str]:
    for number, hop in enumerate(chain.hops, 1):
        within = f" within {hop.scope.name}" if hop.scope else ""
        marks = [counted(hop.origins, "origin"), *map(dated, words.periods(hop))]
        marks += ["the weakest hop"] * (number in chain.weakest_hops) + ["contested"] * hop.contested
        yield f"Hop {number}: {words.reading(chain, number)}{within}; {hop.standing}, {', '.join(marks)}."
    yield f"Scope: {words.scope(chain)}."
