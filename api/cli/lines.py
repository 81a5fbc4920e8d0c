"""Text laid out for a terminal of 80 columns: indented, wrapped between words, never cutting a name."""

import textwrap

WIDTH = 80


def wrapped(text: str, indent: int = 0, hanging: int | None = None) -> str:
    """The text in lines of at most WIDTH columns; following lines are indented by ``hanging`` columns."""
    first, rest = " " * indent, " " * (indent if hanging is None else hanging)
    return textwrap.fill(
        text, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )
