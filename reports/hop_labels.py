"""What a picture writes at a hop: the verb above its line; below it the standing, the origins, the period, badges.

Invariant: a standing shows by its word and by the style of the line, never by a colour alone. A programme within
which alone a hop is claimed is named at it, unless it is the one whose ground is shaded.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from evidence.vocabulary import vocabulary
from graph.answer import ChainOut
from reports import verdicts_in_words as words
from reports.figure_parts import CONTESTED, INK, LABEL, MUTED, SMALL, Path, Rect, Shape, Text
from reports.fitting import lines, width
from reports.wording import counted

LINE, BADGE, DISC = 15.0, 20.0, 9.0
"""Height of a line of text and of a badge; radius of the disc with the hop's number."""

_STYLES = {
    "established": (6.0, "", "butt"),
    "documented": (2.6, "", "butt"),
    "corroborated": (2.2, "11 5", "butt"),
    "reported": (2.2, "5 4", "butt"),
    "unjudged": (2.6, "0.1 6", "round"),
}
"""Width, dashes and ends of the line of each standing; an established one is drawn double."""


@dataclass(frozen=True, slots=True)
class HopLabel:
    """The texts at one hop, broken to its room; ``badges`` as (text, filled)."""

    number: int
    standing: str
    above: tuple[str, ...]
    below: tuple[str, ...]
    badges: tuple[tuple[str, bool], ...]

    @property
    def rise(self) -> float:
        """How far it reaches above the line."""
        return DISC + 4 + LINE * len(self.above)

    @property
    def drop(self) -> float:
        """How far it reaches below the line."""
        return DISC + 6 + LINE * (1 + len(self.below)) + BADGE * len(self.badges)

    def shapes(self, x: float, y: float) -> Iterator[Shape]:
        """Drawn around a point of the hop's line."""
        top = y - self.rise + 11
        yield from (Text(x, top + LINE * n, text, LABEL, 600) for n, text in enumerate(self.above))
        yield Rect(x - DISC, y - DISC, 2 * DISC, 2 * DISC, "#ffffff", INK, 1.2, DISC)
        yield Text(x, y + 4, str(self.number), SMALL, 600)
        under = y + DISC + 14
        yield Text(x, under, self.standing, SMALL, 700)
        yield from (Text(x, under + LINE * n, text, SMALL, 400, MUTED) for n, text in enumerate(self.below, 1))
        under += LINE * len(self.below) + 6
        for n, (text, filled) in enumerate(self.badges):
            yield from _badge(x, under + BADGE * n, text, filled)


def hop_label(chain: ChainOut, number: int, room: float) -> HopLabel:
    """The label of a hop (from 1), broken to the room that it has."""
    hop = chain.hops[number - 1]
    verb = vocabulary().predicates[hop.predicate].verb
    weakest = ("weakest hop", True) if number in chain.weakest_hops else None
    contested = ("contested", False) if hop.contested else None
    return HopLabel(
        number=number,
        standing=hop.standing,
        above=tuple(lines(verb, room, LABEL)),
        below=tuple(line for text in _below(chain, number) for line in lines(text, room, SMALL)),
        badges=tuple(badge for badge in (weakest, contested) if badge),
    )


def stroke(d: str, standing: str) -> Iterator[Path]:
    """A hop's line along an SVG path, in the style of its standing."""
    thickness, dash, cap = _STYLES[standing]
    yield Path(d, thickness, dash, INK, cap)
    if standing == "established":
        yield Path(d, thickness / 3, "", "#ffffff", cap)


def _below(chain: ChainOut, number: int) -> Iterator[str]:
    hop, shaded = chain.hops[number - 1], chain.scope.scope
    if hop.scope and not (shaded and shaded.id == hop.scope.id):
        yield f"within {hop.scope.name}"
    yield counted(hop.origins, "origin")
    first, *rest = words.periods(hop)
    yield f"{dated(first)}; and {counted(len(rest), 'other period')}" if rest else dated(first)


def dated(period: str) -> str:
    """A period as it stands in a figure, where nothing beside it says that a date is meant."""
    return "date not stated" if period == "not stated" else period


def _badge(x: float, y: float, text: str, filled: bool) -> Iterator[Shape]:
    across = width(text, SMALL) + 14
    fill, ink = (INK, "#ffffff") if filled else ("#ffffff", CONTESTED)
    yield Rect(x - across / 2, y, across, BADGE - 3, fill, INK if filled else CONTESTED, 1.2, (BADGE - 3) / 2)
    yield Text(x, y + 12, text, SMALL, 600, ink)
