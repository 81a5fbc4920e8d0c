"""How fast the embedded search is, beside brute force on the same graph in the same run.

    python -m benchmarks.chains [--sizes 30 100 300] [--pairs 20] [--hops 4] [--seed 1]

For each size (entities; three times as many claims, each with one dated citation) it prints, in milliseconds: one
rebuild of the graph from its disclosure, and the median of a question for the ten best chains between two entities,
by the embedded store and by brute force; then how many times slower brute force is. Absolute times depend on the
machine, the ratio hardly does. Brute force lists every simple walk, so sizes above a few hundred leave it out.
"""

import argparse
import time
from collections.abc import Callable
from functools import partial
from random import Random
from statistics import median

from evidence.dates import parse_period
from evidence.views import CitationView, ClaimView, Disclosure, EntityView, SourceView
from graph.projector import project
from graph.question import Question
from graph.search import search
from tests.graph.brute_force import BruteForce

PREDICATES = ("funds", "trains", "partners_with", "cooperates_with", "visits", "part_of")
BRUTE_FORCE_UP_TO = 300


def main() -> None:
    """Print the table."""
    asked = _arguments()
    print(f"{'entities':>9} {'claims':>8} {'rebuild':>9} {'search':>9} {'brute force':>12} {'ratio':>9}")
    for size in asked.sizes:
        print(_row(size, asked.pairs, asked.hops, Random(asked.seed)))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[30, 100, 300, 3_000, 30_000])
    parser.add_argument("--pairs", type=int, default=20)
    parser.add_argument("--hops", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def _row(size: int, pairs: int, hops: int, rng: Random) -> str:
    disclosure = made(rng, size)
    rebuild = _milliseconds(partial(project, disclosure))
    store, ids = project(disclosure), sorted(disclosure.entities)
    ends = [rng.sample(ids, 2) for _ in range(pairs)]
    questions = [Question(frozenset({a}), frozenset({b}), max_hops=hops) for a, b in ends]
    embedded = median(_milliseconds(partial(search, store, question)) for question in questions)
    line = f"{size:>9} {len(disclosure.claims):>8} {rebuild:>9.1f} {embedded:>9.3f}"
    if size > BRUTE_FORCE_UP_TO:
        return f"{line} {'left out':>12} {'':>9}"
    brute = BruteForce(disclosure)
    slow = median(_milliseconds(partial(brute.answer, question)) for question in questions)
    return f"{line} {slow:>12.1f} {slow / embedded:>8.0f}x"


def made(rng: Random, size: int) -> Disclosure:
    """A disclosure of so many organisations and three times as many claims."""
    entities = [EntityView(f"e{n}", f"E{n}", "organisation", f"Entity {n}") for n in range(size)]
    sources = [SourceView(f"s{n}", f"S{n}", f"Source {n}", f"origin {n // 2}") for n in range(max(4, size // 4))]
    claims = {f"c{n}": _claim(rng, n, entities, sources) for n in range(3 * size)}
    return Disclosure(
        "public", "four_eyes", {one.id: one for one in entities}, {one.id: one for one in sources}, claims
    )


def _claim(rng: Random, number: int, entities: list[EntityView], sources: list[SourceView]) -> ClaimView:
    subject, object_ = rng.sample(entities, 2)
    cited = rng.choice(sources)
    return ClaimView(
        id=f"c{number}",
        key=f"C{number}",
        subject=subject,
        predicate=rng.choice(PREDICATES),
        object=object_,
        scope=None,
        affirms=True,
        period=parse_period(f"{rng.randint(2008, 2014)}/{rng.randint(2015, 2022)}"),
        outcome="accepted",
        citations=(CitationView(cited, cited.origin, rng.choice(("official_record", "press_report"))),),
    )


def _milliseconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main()
