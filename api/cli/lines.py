"""Text laid out for a terminal of 80 columns, or for a pipe.

Invariant: no line is wider than WIDTH columns, a word is broken only where it is wider than a whole line, and
what is wrapped is inert.
"""

from collections.abc import Iterator

from rich.cells import cell_len, chop_cells

from api.cli.inert import inert

WIDTH = 80


def wrapped(text: str, indent: int = 0, hanging: int | None = None) -> str:
    """The text in lines of at most WIDTH columns; following lines are indented by ``hanging`` columns."""
    later = " " * (indent if hanging is None else hanging)
    first, *pieces = _pieces(text, WIDTH - max(indent, len(later))) or [""]
    lines = [" " * indent + first]
    for piece in pieces:
        joined = f"{lines[-1]} {piece}"
        if cell_len(joined) <= WIDTH:
            lines[-1] = joined
        else:
            lines.append(later + piece)
    return "\n".join(lines)


def _pieces(text: str, room: int) -> list[str]:
    """The words of a text, those that no line has room for in parts."""
    return [piece for word in inert(text).split() for piece in _fitting(word, room)]


def _fitting(word: str, room: int) -> Iterator[str]:
    yield from [word] if cell_len(word) <= room else chop_cells(word, room)
