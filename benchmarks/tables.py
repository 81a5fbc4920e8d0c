"""Measurements as Markdown tables.

Invariant: every table says how many questions each engine was asked, how many timed out and how many answers differed,
so that no figure stands without what it hides.
"""

from collections.abc import Iterable, Mapping, Sequence

from benchmarks.side_by_side import Measured, Opened

_MEASURED = ("engine", "asked", "median ms", "95th percentile ms", "timed out", "differed", "times {}")
_OPENED = ("engine", "opening s", "first question ms", "resident MB", "of it pages of files")
_BARS = ("must hold", "measured", "")


def measured_table(measured: Sequence[Measured], beside: str) -> str:
    """A row an engine; the last column says how many times the median of the engine named it needs."""
    base = next((one for one in measured if one.name == beside), None)
    rows = [
        (
            one.name,
            str(len(one.seconds)),
            milliseconds(one.median),
            milliseconds(one.tail),
            str(len(one.timed_out)),
            str(len(one.wrong)),
            times(one.times(base)) if base and one is not base else "",
        )
        for one in measured
    ]
    return table([title.format(beside) for title in _MEASURED], rows)


def opened_table(opened: Mapping[str, Opened]) -> str:
    """A row an engine: what it needed before it answered, and the memory that it held at the end."""
    rows = [
        (name, f"{one.opening:.2f}", milliseconds(one.first), f"{one.memory / 1e6:,.0f}", f"{one.mapped / 1e6:,.0f}")
        for name, one in opened.items()
    ]
    return table(_OPENED, rows)


def bars_table(bars: Iterable[tuple[str, str, bool]]) -> str:
    """What must hold, what was measured, and whether it holds."""
    return table(_BARS, [(bar, found, "holds" if holds else "**missed**") for bar, found, holds in bars])


def table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; all columns but the first to the right."""
    lines = [titles, ["---", *["---:"] * (len(titles) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def milliseconds(seconds: float) -> str:
    """Three figures where it matters, whole numbers where it does not."""
    return f"{seconds * 1000:,.0f}" if seconds >= 0.1 else f"{seconds * 1000:.3g}"


def times(ratio: float) -> str:
    """A ratio as people say it."""
    return f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.2g}"
