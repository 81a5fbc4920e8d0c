"""The Markdown that a run writes: what was asked, by which machine, and the tables.

Invariant: it says nothing that was not measured in this run.
"""

from collections.abc import Iterator, Sequence

from benchmarks.asked import ASKED_KIND, PLAIN
from benchmarks.bars import EMBEDDED, Results, bars
from benchmarks.machine import described
from benchmarks.made_graph import ENTITIES, HOPS
from benchmarks.projection import Projected
from benchmarks.side_by_side import SLOW_PAIRS, SLOW_SECONDS, Measured
from benchmarks.tables import bars_table, measured_table, milliseconds, opened_table, table

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
"""Between these marks a page holds what the last run wrote."""

TITLES = {
    "plain": f"The exact ten best chains within {PLAIN.max_hops} hops",
    "records": "The same with the claims and sources of every hop",
    "shortest": "The shortest chain, unfiltered",
    "within": "Everything within 3 hops",
    "full": "The full question",
    "exposed": f"From one entity to every {ASKED_KIND}, the ten best",
}


def report(size: float, seed: int, results: Results) -> str:
    """The whole text."""
    parts = [
        f"A made graph of {round(ENTITIES * size):,} entities and {round(HOPS * size):,} hops (size {size:g}, seed "
        f"{seed}). {described()}",
        f"A question that timed out counts as its limit. An engine whose median over the first {SLOW_PAIRS} questions "
        f"was above {SLOW_SECONDS:g} s was asked no more of them; ratios compare the questions that both were asked.",
    ]
    for name in TITLES:
        measured: list[Measured] = list(getattr(results, name))
        if measured:
            parts.append(section(name, measured))
    parts += ["### Before the first answer", opened_table(results.opened)]
    parts += [*_of_embedded(results), *_of_projection(results.projected)]
    held = list(bars(results))
    if held:
        parts += ["### What must hold", bars_table(held)]
    return "\n\n".join(parts) + "\n"


def section(name: str, measured: Sequence[Measured]) -> str:
    """One question's table under its title."""
    return f"### {TITLES[name]}\n\n{measured_table(measured, _base(measured))}"


def so_far(measured: Sequence[Measured]) -> str:
    """One line: how many questions each engine was asked, and its median."""
    return "; ".join(f"{one.name}: {len(one.seconds)}, {milliseconds(one.median)} ms" for one in measured)


def placed(text: str, page: str) -> str:
    """A page with the text between its two marks, in the place of what stood there; without marks the text alone."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{text}\n{END}{after}" if begin and end else text


def _of_embedded(results: Results) -> Iterator[str]:
    """How its cost grows, and how fast it is made anew."""
    if results.grown:
        rows = [(f"{one.hops:,}", milliseconds(one.median)) for one in results.grown]
        yield from ("### How the cost grows with the graph", table(("hops", f"median ms, {EMBEDDED}"), rows))
    if results.rebuilt:
        hops, seconds = results.rebuilt
        yield from (
            "### Made anew",
            f"{hops:,} hops out of their claims in {seconds:.1f} s: {hops / seconds:,.0f} a second.",
        )


def _of_projection(told: Projected | None) -> Iterator[str]:
    """How fast hops come into Neo4j."""
    if told:
        rates = [
            ("projection", told.ours),
            ("UNWIND ... MERGE by hand, the same", told.by_hand),
            ("the same, rows made ahead", told.ahead),
            ("bare hops by hand", told.bare),
        ]
        rows = [(name, f"{told.hops:,}", f"{told.hops / seconds:,.0f}") for name, seconds in rates]
        yield from ("### Into Neo4j", table(("written by", "hops", "hops a second"), rows))


def _base(measured: Sequence[Measured]) -> str:
    """The engine that the others are compared with: the embedded one, else the first."""
    names = [one.name for one in measured]
    return EMBEDDED if EMBEDDED in names else names[0]
