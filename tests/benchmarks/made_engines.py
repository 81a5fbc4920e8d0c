"""Engines that do on purpose what a measured engine may do by accident."""

import os
import signal
import time
from pathlib import Path

from benchmarks.asked import Asked, Chain, Pair
from benchmarks.asking import WAKING, Engine, Named, nothing_to_prepare

WAY = Chain((0, 1), (0,))


class Obliging(Engine):
    """Answers at once, and names what it was asked in its answer."""

    def ask(self, pair: Pair, asked: Asked, seconds: float) -> list[list[Chain]]:
        return [[Chain(pair, (asked.max_hops,))]]

    def chains(self, answer: list[list[Chain]]) -> list[Chain]:
        return answer[0]

    def shortest(self, pair: Pair, seconds: float) -> int:
        return pair[0]

    def within(self, entity: int, seconds: float) -> int:
        return entity

    def memory(self) -> int:
        return 10**12


class Lingering(Obliging):
    """Never answers ``ask``, and answers the rest."""

    def ask(self, pair: Pair, asked: Asked, seconds: float) -> list[list[Chain]]:
        time.sleep(60)
        return []


class Deaf(Obliging):
    """Never answers ``ask``, and hears no alarm, as a library in C may not."""

    def ask(self, pair: Pair, asked: Asked, seconds: float) -> list[list[Chain]]:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
        time.sleep(60)
        return []


class Failing(Obliging):
    """Fails at ``ask``."""

    def ask(self, pair: Pair, asked: Asked, seconds: float) -> list[list[Chain]]:
        os._exit(3)


class Hungry(Obliging):
    """Is killed at ``ask``, as the system does with what takes all memory."""

    def ask(self, pair: Pair, asked: Asked, seconds: float) -> list[list[Chain]]:
        os.kill(os.getpid(), signal.SIGKILL)
        return []


class Counting(Obliging):
    """Says how often it was asked; of what lies within one entity it takes long to think."""

    def __init__(self) -> None:
        self.asked = 0

    def shortest(self, pair: Pair, seconds: float) -> int:
        self.asked += 1
        return self.asked

    def within(self, entity: int, seconds: float) -> int:
        time.sleep(WAKING + 0.1)
        return self.shortest((entity, entity), seconds)


class Wrong(Obliging):
    """Gives a chain that there is not."""

    def ask(self, pair: Pair, asked: Asked, seconds: float) -> list[list[Chain]]:
        return [[WAY]]


def obliging(folder: Path) -> Engine:
    return Obliging()


def lingering(folder: Path) -> Engine:
    return Lingering()


def deaf(folder: Path) -> Engine:
    return Deaf()


def failing(folder: Path) -> Engine:
    return Failing()


def hungry(folder: Path) -> Engine:
    return Hungry()


def counting(folder: Path) -> Engine:
    return Counting()


def wrong(folder: Path) -> Engine:
    return Wrong()


def broken(folder: Path) -> Engine:
    os._exit(4)


OBLIGING, LINGERING, DEAF, FAILING, HUNGRY, COUNTING, WRONG, BROKEN = (
    Named(open_.__name__, nothing_to_prepare, open_)
    for open_ in (obliging, lingering, deaf, failing, hungry, counting, wrong, broken)
)
