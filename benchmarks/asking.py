"""How an engine is asked: in a process of its own, that a time limit can end and whose memory can be read.

Invariant: the seconds that are measured lie inside the engine's process, around the question alone; a question that
takes longer than its limit counts as timed out, whether the engine noticed by itself or had to be killed.
"""

import multiprocessing
import signal
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import psutil

from benchmarks.asked import Asked, Chain, Pair, TimedOut

GRACE = 10.0
"""Seconds after its limit at which a process that did not stop by itself is killed."""

_ALARM = 0.5
"""Seconds after its limit at which a question is interrupted that the engine itself did not end."""

_PATIENCE = 60.0
"""The same for a server, which may take long to end what is over its limit, and ends it itself."""

_KILLED = -signal.SIGKILL

WAKING = 0.5
"""For so many seconds an engine is asked again what it has answered before, ahead of every row. One that answers in
milliseconds rests for minutes while others are asked, and takes longer for a while after.
"""

_GIVE_CHAINS = ("ask", "exposed")
_ROW = "row"

Question = tuple[str, tuple[Any, ...]]
"""The name of an engine's function, and what it is given."""


class Engine(ABC):
    """What every measured engine can be asked. TimedOut where the engine keeps the limit by itself."""

    @abstractmethod
    def ask(self, pair: Pair, asked: Asked, seconds: float) -> Any:  # noqa: ANN401 - as the engine gives it
        """The best chains between the two, in their rank."""

    def chains(self, answer: Any) -> list[Chain]:  # noqa: ANN401
        """What ``ask`` gave, in the numbers of the made graph; not part of what is measured."""
        return list(answer)

    @abstractmethod
    def shortest(self, pair: Pair, seconds: float) -> int:
        """How many hops the shortest chain over any hops has, at most six; -1: there is none."""

    @abstractmethod
    def within(self, entity: int, seconds: float) -> int:
        """How many other entities lie within three hops, over any hops."""

    def memory(self) -> int:
        """Bytes that it holds in other processes than this one, as a server does."""
        return 0

    def close(self) -> None:  # noqa: B027 -- most start nothing
        """End what it started."""


class KnowsRules(Engine):
    """What is asked, besides, of an engine that knows turns, detours, scopes and sequences."""

    @abstractmethod
    def exposed(self, entity: int, asked: Asked, seconds: float) -> Any:  # noqa: ANN401
        """The best chain from an entity to each of ASKED_KIND, ranked together, up to the limit."""


class HoldsRecords(KnowsRules):
    """What is asked, besides, of one that holds the claims and sources of every hop."""

    @abstractmethod
    def ask_whole(self, pair: Pair, asked: Asked, seconds: float) -> None:
        """Read the best chains between the two with all that the records say of them; nothing is given."""


@dataclass(frozen=True, slots=True)
class Named:
    """An engine by the name that the tables print: how its files are prepared (once) and how it is opened.

    Both functions take the folder that holds the made graph; an engine is given what the public may see of it.
    ``ends_itself``: it keeps to its seconds (a server does), and breaks when it is interrupted from outside.
    """

    name: str
    prepare: Callable[[Path], None]
    open: Callable[[Path], Engine]
    ends_itself: bool = False


def nothing_to_prepare(folder: Path) -> None:
    """For engines that are loaded from the columns themselves."""


def prepared(engine: Named, folder: Path) -> None:
    """Prepare its files in a process of its own, whose memory ends with it; raises RuntimeError where that fails."""
    process = multiprocessing.get_context("spawn").Process(target=engine.prepare, args=(folder,))
    process.start()
    process.join()
    if process.exitcode:
        raise RuntimeError(f"the files of {engine.name} could not be made; what was printed says why")


@dataclass(frozen=True, slots=True)
class Told:
    """An engine's answer to one question and the seconds that it took; ``timed_out``: there is no answer."""

    answer: Any
    seconds: float
    timed_out: bool = False


class EngineProcess:
    """One engine in a process of its own; opened again after it had to be killed.

    ``opening`` is how many seconds it took to open. Raises RuntimeError where the engine fails.
    """

    def __init__(self, engine: Named, folder: Path, grace: float = GRACE) -> None:
        self.engine, self._folder, self._grace = engine, folder, grace
        self._open()

    def _open(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self.engine, self._folder), daemon=True)
        self._process.start()
        theirs.close()
        self.opening: float = self._received()

    def ask(self, question: str, *args: Any, seconds: float) -> Told:  # noqa: ANN401 - as the question takes them
        """Ask a question of an engine by the name of its function, with a limit."""
        self._connection.send((question, args, seconds))
        try:
            if self._connection.poll(self._patience(seconds)):
                told: Told = self._received()
                return told
        except EOFError:
            pass
        self._kill()
        self._open()
        return Told(None, seconds, timed_out=True)

    def ask_in_a_row(self, questions: Sequence[Question], seconds: float) -> list[Told]:
        """Ask one right after another, without a pause, as an engine at work is asked.

        Where it had to be killed, those before are asked again by themselves, and the others in a row of their own.
        """
        self._connection.send((_ROW, questions, seconds))
        took: list[tuple[float, bool]] = []
        try:
            while len(took) < len(questions):
                if not self._connection.poll(self._patience(seconds)):
                    raise EOFError
                took.append(self._received())
            answers = self._received()
        except EOFError:
            return self._gone_on_after(len(took), questions, seconds)
        return [Told(answer, *one) for answer, one in zip(answers, took, strict=True)]

    def _gone_on_after(self, count: int, questions: Sequence[Question], seconds: float) -> list[Told]:
        """What is told of all of them where the process ended in the one after so many."""
        self._kill()
        self._open()
        before = [self.ask(name, *given, seconds=seconds) for name, given in questions[:count]]
        if count == len(questions):
            return before
        return [*before, Told(None, seconds, timed_out=True), *self.ask_in_a_row(questions[count + 1 :], seconds)]

    def _patience(self, seconds: float) -> float:
        return seconds + self._grace + (_PATIENCE if self.engine.ends_itself else 0.0)

    def memory(self) -> tuple[int, int]:
        """Resident bytes of the engine's process and of what it started; and how many of its own are files' pages,
        which the system takes back when it needs them.
        """
        self._connection.send(("memory", (), 0.0))
        elsewhere: int = self._received()
        own = psutil.Process(self._process.pid).memory_info()
        return elsewhere + own.rss, getattr(own, "shared", 0)

    def close(self) -> None:
        """End the engine and its process."""
        if self._process.is_alive():
            self._connection.send(None)
            self._process.join(self._grace + GRACE)
        self._kill()

    def _received(self) -> Any:  # noqa: ANN401 - whatever the engine's process sends
        """What the process sent; EOFError where the system killed it, as it does when memory ends."""
        try:
            return self._connection.recv()
        except EOFError:
            self._process.join()
            if self._process.exitcode != _KILLED:
                raise RuntimeError(f"{self.engine.name} failed; what it printed says why") from None
            raise

    def _kill(self) -> None:
        self._process.kill()
        self._process.join()
        self._connection.close()


def _serve(connection: Connection, engine: Named, folder: Path) -> None:
    """Answer questions until None comes."""
    start = time.perf_counter()
    opened = engine.open(folder)
    connection.send(time.perf_counter() - start)
    asked = _AskedBefore(opened)
    try:
        while (sent := connection.recv()) is not None:
            question, args, seconds = sent
            grace = _PATIENCE if engine.ends_itself else _ALARM
            if question == "memory":
                connection.send(opened.memory())
            elif question == _ROW:
                asked.wake(seconds, grace)
                connection.send(list(_in_a_row(connection, asked, args, seconds, grace)))
            else:
                told = asked.timed(question, args, seconds, grace)
                connection.send(Told(_comparable(opened, question, told), told.seconds, told.timed_out))
    finally:
        opened.close()


def _in_a_row(
    connection: Connection, asked: "_AskedBefore", questions: Sequence[Question], seconds: float, grace: float
) -> Iterator[Any]:
    """Answer all of them, saying of each how long it took; then the answers, which take their time to be compared."""
    told: list[Told] = []
    for name, args in questions:
        told.append(asked.timed(name, args, seconds, grace))
        connection.send((told[-1].seconds, told[-1].timed_out))
    for (name, _), one in zip(questions, told, strict=True):
        yield _comparable(asked.opened, name, one)


@dataclass(slots=True)
class _AskedBefore:
    """What an engine has answered, with the seconds that each took."""

    opened: Engine
    answered: list[tuple[float, Question]] = field(default_factory=list)

    def timed(self, name: str, args: tuple[Any, ...], seconds: float, grace: float) -> Told:
        """Ask, measure, and take note."""
        told = timed(getattr(self.opened, name), args, seconds, grace=grace)
        if not told.timed_out:
            self.answered.append((told.seconds, (name, args)))
        return told

    def wake(self, seconds: float, grace: float) -> None:
        """Ask again for WAKING seconds, the last first, without what takes longer; nothing of it is measured."""
        left = WAKING
        for took, (name, args) in reversed(self.answered):
            if took <= left:
                timed(getattr(self.opened, name), args, seconds, grace=grace)
                left -= took


def _comparable(opened: Engine, question: str, told: Told) -> Any:  # noqa: ANN401 -- as the question is answered
    return opened.chains(told.answer) if question in _GIVE_CHAINS and not told.timed_out else told.answer


def timed(ask: Callable[..., Any], args: tuple[Any, ...], seconds: float, *, grace: float = _ALARM) -> Told:
    """Ask, measure, and end it when its seconds, and the grace, are over."""
    before = signal.signal(signal.SIGALRM, _over)
    signal.setitimer(signal.ITIMER_REAL, seconds + grace)
    start = time.perf_counter()
    try:
        answer = ask(*args, seconds)
        took = time.perf_counter() - start
    except TimedOut:
        return Told(None, seconds, timed_out=True)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    return Told(answer, took) if took <= seconds else Told(None, seconds, timed_out=True)


def _over(number: int, frame: object) -> None:
    raise TimedOut
