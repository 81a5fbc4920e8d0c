"""Kills processes at random moments of their work, and gathers what they told before.

A moment is drawn from the time that a verb was last seen to take, so that it falls into the work of a fast machine and
of a slow one.
"""

import multiprocessing
import random
import time
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

from tests.faults.work import Job, Told, work

STARTED_WITHIN = 120
"""Seconds in which a process must have begun its first verb."""

_BEGUN_BEFORE = 6
"""A process dies in one of so many first verbs."""


def process_context() -> multiprocessing.context.ForkServerContext:
    """Processes that share what they import: a start costs milliseconds, and each is as fresh as any."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.work", "tests.faults.keeping"])
    return context


@dataclass
class Killer:
    """Ends one process after another; ``told`` is what all of them told."""

    seed: str
    told: list[Told] = field(default_factory=list)
    _verb_takes: float = 0.02

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        self._context = process_context()

    def kill_one(self, job: Job) -> None:
        """Start a process on the job and kill it at some moment; raises EOFError when it ended by itself before."""
        listening, telling = self._context.Pipe(duplex=False)
        process = self._context.Process(target=work, args=(job, telling))
        process.start()
        telling.close()
        try:
            self._listen(listening, self._random.randrange(1, _BEGUN_BEFORE))
            time.sleep(self._random.random() * self._verb_takes)
        finally:
            process.kill()
            process.join()
        self._drain(listening)

    def _listen(self, listening: Connection, verbs: int) -> None:
        """Wait until so many verbs were begun."""
        if not listening.poll(STARTED_WITHIN):
            raise TimeoutError("a process that was to be killed did not start")
        at = time.monotonic()
        while verbs:
            self.told.append(listening.recv())
            verbs -= self.told[-1][0] == "begun"
            now = time.monotonic()
            if self.told[-1][0] == "returned":
                self._verb_takes = now - at
            at = now

    def _drain(self, listening: Connection) -> None:
        try:
            while True:
                self.told.append(listening.recv())
        except EOFError:
            listening.close()
