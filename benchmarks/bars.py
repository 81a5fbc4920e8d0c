"""What must hold of the measurements: ratios in one run, which hardly depend on the machine.

Invariant: a bar whose engines were not all measured is left out, never counted as held.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.growth import Grown
from benchmarks.projection import Projected
from benchmarks.side_by_side import Measured, Opened
from benchmarks.tables import milliseconds, times

EMBEDDED, COMPILED, STORE, CYPHER, ONE_TYPE, SQLITE, IGRAPH, NETWORKX = (
    "embedded",
    "embedded, compiled",
    "Neo4j store",
    "Cypher by hand",
    "Cypher by hand, one type",
    "SQLite, same search",
    "igraph",
    "networkx",
)

Bar = tuple[str, str, bool]
"""What must hold, what was measured, whether it holds."""


@dataclass(frozen=True, slots=True)
class Results:
    """All that was measured in one run, by question, each by engine."""

    plain: Sequence[Measured] = ()
    records: Sequence[Measured] = ()
    shortest: Sequence[Measured] = ()
    within: Sequence[Measured] = ()
    full: Sequence[Measured] = ()
    exposed: Sequence[Measured] = ()
    opened: Mapping[str, Opened] = field(default_factory=dict)
    grown: Sequence[Grown] = ()
    rebuilt: tuple[int, float] | None = None
    projected: Projected | None = None

    @property
    def measured(self) -> tuple[Sequence[Measured], ...]:
        """Every question's measurements."""
        return self.plain, self.records, self.shortest, self.within, self.full, self.exposed


_OURS = (EMBEDDED, COMPILED)
"""The embedded engine, with numpy and with its kernel: the same must hold of either."""

_BESIDE_OURS = (
    ("plain", CYPHER, 100.0),
    ("plain", SQLITE, 5.0),
    ("records", SQLITE, 5.0),
    ("plain", NETWORKX, 300.0),
    ("plain", IGRAPH, 300.0),
    ("shortest", CYPHER, 40.0),
    ("within", CYPHER, 40.0),
    ("plain", ONE_TYPE, 100.0),
    ("shortest", ONE_TYPE, 40.0),
    ("within", ONE_TYPE, 40.0),
)
_RATIOS = (
    *((question, slower, ours, least) for ours in _OURS for question, slower, least in _BESIDE_OURS),
    ("plain", CYPHER, STORE, 3.0),
    ("plain", ONE_TYPE, STORE, 3.0),
)
_QUESTIONS = {
    "plain": "exact top 10",
    "records": "exact top 10 with their records",
    "shortest": "shortest chain, unfiltered",
    "within": "everything within 3 hops",
}


def bars(results: Results) -> Iterator[Bar]:
    """Every bar that this run can tell of."""
    for question, slower, faster, least in _RATIOS:
        measured = {one.name: one for one in getattr(results, question)}
        if {slower, faster} <= measured.keys():
            ratio = measured[slower].times(measured[faster])
            words = f"{_QUESTIONS[question]}: {faster} at least {least:.0f} times faster than {slower}"
            yield words, f"{times(ratio)} times", ratio >= least
    plain = {one.name: one for one in results.plain}
    for ours in _OURS:
        yield from _of_embedded(plain.get(ours), results)
    if {STORE, CYPHER} <= plain.keys():
        store, by_hand = len(plain[STORE].timed_out), len(plain[CYPHER].timed_out)
        held = store < by_hand or store == by_hand == 0
        yield f"{STORE}: fewer time-outs than {CYPHER}", f"{store} against {by_hand}", held
    if results.projected:
        yield from _of_projection(results.projected)
    for one in (*results.plain, *results.full):
        if one.name in (*_OURS, STORE):
            yield f"{one.name}: no answer differs", str(len(one.wrong)), not one.wrong


def _of_projection(told: Projected) -> Iterator[Bar]:
    for begun, seconds in (("of rows made ahead", told.ahead), ("that begins at the records too", told.by_hand)):
        words = f"projection into Neo4j not slower than the same by UNWIND ... MERGE by hand, {begun}"
        yield words, f"{times(seconds / told.ours)} times as fast", seconds >= told.ours


def _of_embedded(plain: Measured | None, results: Results) -> Iterator[Bar]:
    if plain is None:
        return
    yield f"{plain.name}: no time-out", str(len(plain.timed_out)), not plain.timed_out
    most = max(6 * plain.median, 0.150)
    yield (
        f"{plain.name}: 95th percentile at most 6 medians or 150 ms",
        f"{milliseconds(plain.tail)} ms",
        plain.tail <= most,
    )
    if plain.name in results.opened:
        yield from _of_opening(plain, results.opened[plain.name])
    full = next((one for one in results.full if one.name == plain.name), None)
    if full:
        ratio = full.median / plain.median
        yield f"{plain.name}: the full question at most 3 times the plain one", f"{times(ratio)} times", ratio <= 3


def _of_opening(plain: Measured, opened: Opened) -> Iterator[Bar]:
    first, memory = opened.opening + opened.first, opened.memory / 1e6
    words = f"{plain.name}: opening and first question at most 10 medians or 250 ms"
    yield words, f"{milliseconds(first)} ms", first <= max(10 * plain.median, 0.250)
    yield f"{plain.name}: at most 400 MB resident", f"{memory:,.0f} MB", memory <= 400
