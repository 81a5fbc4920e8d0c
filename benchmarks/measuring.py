"""How fast chains are found at scale: every engine beside the others, in one run, with the same answers.

    python -m benchmarks.scale [--size 1.0] [--engines embedded cypher ...] [--pairs 200] [--out FILE.md]

A made graph of the shape of the Offshore Leaks data (at size 1: 2.0 million entities, 3.3 million hops) is made once
and kept in the user's cache, and so is what each engine makes of it. The tables are printed, and written to --out,
between its marks where it has them, as docs/performance.md does.
The engine "compiled" wants the kernel that `make kernel` installs.
Size 1 with all engines takes an hour or two the first time, 20 GB of memory and 24 GB of disk; size 0.1 minutes.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress

from benchmarks.asked import FULL, PLAIN, Pair, pairs
from benchmarks.asking import prepared
from benchmarks.bars import Results
from benchmarks.engines import DEFAULT, ENGINES, RECORDS, RULES
from benchmarks.growth import REBUILT_SIZE, Grown, growth, rebuilt
from benchmarks.made_files import folder_of
from benchmarks.made_graph import Variant, load
from benchmarks.projection import PROJECTED_SIZE, projected
from benchmarks.report import placed, report, section, so_far
from benchmarks.side_by_side import (
    WARM_QUESTIONS,
    Measured,
    SideBySide,
    chain_questions,
    exposure_questions,
    shortest_questions,
    whole_questions,
    within_questions,
)

_ALONE, _STORE = "embedded", "neo4j-store"

_WARM_SEED = 10_000
"""Added to the seed for the questions that warm the engines up, so that none of them is measured."""


@dataclass(frozen=True, slots=True)
class Run:
    """What is measured: the size of the graph, the seed, engines by word, how many pairs, the limit of a question.

    ``cache``: where the files lie, else the user's cache.
    """

    size: float
    seed: int
    engines: tuple[str, ...]
    pairs: int
    seconds: float
    cache: Path | None = None


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print, and write where asked to; exit with an error where answers differed."""
    run, out = _read(arguments)
    with Progress(*Progress.get_default_columns(), MofNCompleteColumn(), console=Console(stderr=True)) as progress:
        results = measure(run, progress)
    text = report(run.size, run.seed, results)
    print(text)
    if out:
        page = out.read_text(encoding="utf-8") if out.exists() else ""
        out.write_text(placed(text, page), encoding="utf-8")
    if any(one.wrong for measured in results.measured for one in measured):
        sys.exit("Answers differed: the tables say whose.")


def measure(run: Run, progress: Progress) -> Results:
    """All questions: four on the plain variant, and the full one for the engines that know its rules."""
    graph = load(folder_of(run.size, run.seed, "plain", run.cache) / "graph")
    drawn, warm = pairs(graph, run.pairs, run.seed), pairs(graph, WARM_QUESTIONS, run.seed + _WARM_SEED)
    holding = [ENGINES[word].name for word in run.engines if word in RECORDS]
    with _beside(run, "plain", run.engines, progress, 4 if holding else 3) as engines:
        engines.warm(chain_questions(warm, PLAIN))
        plain = _told(progress, "plain", engines.measure(chain_questions(drawn, PLAIN)))
        records = _told(progress, "records", engines.measure(whole_questions(drawn, PLAIN), holding)) if holding else []
        shortest = _told(progress, "shortest", engines.measure(shortest_questions(drawn)))
        within = _told(progress, "within", engines.measure(within_questions(drawn)))
        opened = engines.opened()
    full, exposed = _full(run, (drawn, warm), progress)
    grown, anew = _alone(run) if _ALONE in run.engines else ([], None)
    into = projected(min(run.size, PROJECTED_SIZE), run.seed) if _STORE in run.engines else None
    return Results(plain, records, shortest, within, full, exposed, opened, grown, anew, into)


def _full(run: Run, drawn: tuple[list[Pair], list[Pair]], progress: Progress) -> tuple[list[Measured], list[Measured]]:
    """The full question, and exposures, on the full variant."""
    words = [word for word in run.engines if word in RULES]
    if not words:
        return [], []
    with _beside(run, "full", words, progress, 2) as engines:
        engines.warm(chain_questions(drawn[1], FULL))
        full = _told(progress, "full", engines.measure(chain_questions(drawn[0], FULL)))
        return full, _told(progress, "exposed", engines.measure(exposure_questions(drawn[0], FULL)))


def _told(progress: Progress, name: str, measured: list[Measured]) -> list[Measured]:
    """Say at once what was measured."""
    progress.console.print(section(name, measured), markup=False, highlight=False, soft_wrap=True)
    return measured


def _alone(run: Run) -> tuple[list[Grown], tuple[int, float]]:
    """What is measured of the embedded engine alone: on the graph and a tenth of it, and when it is made anew."""
    folders = [folder_of(size, run.seed, "plain", run.cache) for size in (run.size / 10, run.size)]
    engine = ENGINES[_ALONE]
    for folder in folders:
        prepared(engine, folder)
    grown = growth(engine, folders, run.pairs, run.seconds, run.seed)
    return grown, rebuilt(min(run.size, REBUILT_SIZE), run.seed)


def _beside(run: Run, variant: Variant, words: Sequence[str], progress: Progress, questions: int) -> SideBySide:
    """The engines, prepared, with a bar that moves when a pair is done."""
    folder = folder_of(run.size, run.seed, variant, run.cache)
    engines = [ENGINES[word] for word in words]
    for engine in progress.track(engines, description=f"Files, {variant} variant"):
        prepared(engine, folder)
    task = progress.add_task(f"Questions, {variant} variant", total=questions * run.pairs)

    def done(measured: Sequence[Measured], count: int) -> None:
        """Say at once what was measured: a run takes long, and may be cut off."""
        progress.advance(task, count)
        progress.console.print(so_far(measured), markup=False, highlight=False, soft_wrap=True)

    return SideBySide(engines, folder, run.seconds, done)


def _read(arguments: Sequence[str] | None) -> tuple[Run, Path | None]:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=float, default=1.0, help="1: 2.0 million entities and 3.3 million hops")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=DEFAULT, help="(default: %(default)s)")
    parser.add_argument("--pairs", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=30.0, help="the limit of one question (default: 30)")
    parser.add_argument("--cache", type=Path, help="where the files lie (default: the user's cache)")
    parser.add_argument("--out", type=Path, help="a Markdown file to write the tables to")
    given = parser.parse_args(arguments)
    run = Run(given.size, given.seed, tuple(given.engines), given.pairs, given.seconds, given.cache)
    return run, given.out
