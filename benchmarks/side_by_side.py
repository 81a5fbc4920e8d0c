"""Engines asked the same questions beside each other in one run, and their answers compared.

Invariant: some pairs are put to every engine before the next ones are, in an order that turns, so that what else the
machine does hits all of them alike; an answer that differs is never left out of the count. Not one pair:
what an engine that rests has in the processor's caches is gone, be it for a twentieth of a second, and it is measured
as it is at work. So it is woken, too, ahead of every row (``asking.WAKING``).
"""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, Self

import numpy as np

from benchmarks.asked import Asked, Pair
from benchmarks.asking import EngineProcess, Named, Question, Told

SLOW_SECONDS, SLOW_PAIRS = 5.0, 12
"""An engine whose median over the first twelve questions is above five seconds is asked no more of them."""

TURN = 30
"""So many questions an engine is asked before the next one is."""

WARM_QUESTIONS, WARM_SECONDS = 10, 30.0
"""Every engine answers so many other questions first, or for so long, so that none is measured cold."""


@dataclass(slots=True)
class Measured:
    """What one engine did: by number of the question the seconds, and which of them timed out or differed."""

    name: str
    seconds: dict[int, float] = field(default_factory=dict)
    timed_out: set[int] = field(default_factory=set)
    wrong: set[int] = field(default_factory=set)

    @property
    def median(self) -> float:
        """Median seconds; a question that timed out counts as its limit."""
        return median(self.seconds.values())

    @property
    def tail(self) -> float:
        """The 95th percentile of the seconds."""
        return float(np.percentile(list(self.seconds.values()), 95))

    @property
    def is_slow(self) -> bool:
        """Whether it has been asked enough."""
        return len(self.seconds) >= SLOW_PAIRS and median(list(self.seconds.values())[:SLOW_PAIRS]) > SLOW_SECONDS

    def times(self, other: "Measured") -> float:
        """How many times the median of the other one its own is, over the questions that both were asked."""
        both = self.seconds.keys() & other.seconds.keys()
        return median(self.seconds[one] for one in both) / median(other.seconds[one] for one in both)


@dataclass(frozen=True, slots=True)
class Opened:
    """What an engine needs before it answers: seconds to open, seconds of the first question; and in the end the
    resident bytes, and how many of them are pages of files.
    """

    opening: float
    first: float
    memory: int
    mapped: int


Pairing = tuple[EngineProcess, Measured]
"""An engine, and what it did so far."""

Done = Callable[[Sequence[Measured], int], None]
"""Told after each turn what was measured so far, and how many pairs the turn had."""


class SideBySide:
    """Engines on one made graph, all open for as long as the context is."""

    def __init__(self, engines: Sequence[Named], folder: Path, seconds: float, done: Done = lambda *_: None) -> None:
        self._engines, self._folder, self._seconds, self._done = engines, folder, seconds, done
        self._processes: list[EngineProcess] = []
        self._first: dict[str, float] = {}

    def __enter__(self) -> Self:
        with ExitStack() as opening:
            for engine in self._engines:
                self._processes.append(EngineProcess(engine, self._folder))
                opening.callback(self._processes[-1].close)
            self._open = opening.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def warm(self, questions: Sequence[Question]) -> None:
        """Ask the first question after opening, and a few more that are not kept."""
        for process in self._processes:
            spent = 0.0
            for name, given in questions[:WARM_QUESTIONS]:
                told = process.ask(name, *given, seconds=self._seconds)
                self._first.setdefault(process.engine.name, told.seconds)
                spent += told.seconds
                if spent > WARM_SECONDS:
                    break

    def measure(self, questions: Sequence[Question], names: Collection[str] | None = None) -> list[Measured]:
        """Put the questions to the engines of these names, else to all, in a turning order."""
        asked = [one for one in self._processes if names is None or one.engine.name in names]
        measured = [Measured(process.engine.name) for process in asked]
        pairs = list(zip(asked, measured, strict=True))
        for turn, start in enumerate(range(0, len(questions), TURN)):
            some, first = dict(enumerate(questions[start : start + TURN], start)), turn % len(pairs)
            told = {one.name: self._told(process, one, some) for process, one in _in_turn(pairs, first)}
            for number in some:
                _note({name: answers[number] for name, answers in told.items() if number in answers}, number, measured)
            self._done(measured, len(some))
        return measured

    def _told(self, process: EngineProcess, one: Measured, some: Mapping[int, Question]) -> dict[int, Told]:
        """What an engine tells of some questions, one after another, until it was asked enough."""
        told: dict[int, Told] = {}
        numbers = list(some)
        while numbers and not one.is_slow:
            row, numbers = numbers[:SLOW_PAIRS], numbers[SLOW_PAIRS:]
            answers = process.ask_in_a_row([some[number] for number in row], self._seconds)
            told |= dict(zip(row, answers, strict=True))
            one.seconds.update((number, told[number].seconds) for number in row)
        return told

    def opened(self) -> dict[str, Opened]:
        """By name, what each needed so far."""
        return {
            one.engine.name: Opened(one.opening, self._first[one.engine.name], *one.memory()) for one in self._processes
        }


def _in_turn(pairs: list[Pairing], first: int) -> list[Pairing]:
    return pairs[first:] + pairs[:first]


def chain_questions(pairs: Sequence[Pair], asked: Asked) -> list[Question]:
    """The ten best chains of each pair."""
    return [("ask", (pair, asked)) for pair in pairs]


def whole_questions(pairs: Sequence[Pair], asked: Asked) -> list[Question]:
    """The ten best chains of each pair with their records."""
    return [("ask_whole", (pair, asked)) for pair in pairs]


def exposure_questions(pairs: Sequence[Pair], asked: Asked) -> list[Question]:
    """From the first of each pair to all entities of a kind."""
    return [("exposed", (pair[0], asked)) for pair in pairs]


def shortest_questions(pairs: Sequence[Pair]) -> list[Question]:
    """The shortest chain of each pair, unfiltered."""
    return [("shortest", (pair,)) for pair in pairs]


def within_questions(pairs: Sequence[Pair]) -> list[Question]:
    """Everything within three hops of the first of each pair."""
    return [("within", (pair[0],)) for pair in pairs]


def _note(told: dict[str, Told], number: int, measured: Sequence[Measured]) -> None:
    """Compare the answers to a question: what most engines say is right until brute force says otherwise."""
    said = {name: _comparable(one.answer) for name, one in told.items() if not one.timed_out}
    right = agreed(said)
    for one in measured:
        if one.name in told and told[one.name].timed_out:
            one.timed_out.add(number)
        elif one.name in said and said[one.name] != right:
            one.wrong.add(number)


def agreed(said: dict[str, Hashable]) -> Hashable:
    """What brute force says where it was asked, else what most say, the first of equals."""
    if "brute force" in said:
        return said["brute force"]
    return Counter(said.values()).most_common(1)[0][0] if said else None


def _comparable(answer: Any) -> Hashable:  # noqa: ANN401 - as the question is answered
    return tuple(answer) if isinstance(answer, list) else answer
