"""The shapes that a picture of a chain is made of, in pixels from the top left."""

from dataclasses import dataclass
from typing import ClassVar

NAME, LABEL, SMALL = 13.0, 12.0, 11.0
"""Sizes of the text: names of entities, verbs, all else."""

INK, MUTED, BAND, CONTESTED = "#1b2733", "#4d5b69", "#e9f0f6", "#8a3b12"


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text; ``y`` is its baseline, ``x`` its middle (or its start, where ``anchor`` says so)."""

    kind: ClassVar[str] = "text"

    x: float
    y: float
    text: str
    size: float = SMALL
    weight: int = 400
    fill: str = INK
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle: a box, a band or a badge."""

    kind: ClassVar[str] = "rect"

    x: float
    y: float
    width: float
    height: float
    fill: str
    stroke: str = "none"
    stroke_width: float = 0
    radius: float = 0


@dataclass(frozen=True, slots=True)
class Path:
    """A stroke along an SVG path."""

    kind: ClassVar[str] = "path"

    d: str
    width: float
    dash: str = ""
    stroke: str = INK
    cap: str = "butt"


@dataclass(frozen=True, slots=True)
class Arrowhead:
    """A triangle, as an SVG list of points."""

    kind: ClassVar[str] = "arrowhead"

    points: str


Shape = Text | Rect | Path | Arrowhead


@dataclass(frozen=True, slots=True)
class Picture:
    """A whole picture: shapes in the order in which they are painted; ``id`` is unique for what it shows."""

    id: str
    title: str
    description: str
    width: float
    height: float
    shapes: tuple[Shape, ...]
