"""Processes that append to one ledger at the same time, as fast as each can."""

import multiprocessing
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier
from typing import Any

from sqlalchemy.exc import DBAPIError

from evidence import dialects
from evidence.address import Address
from evidence.audit import AuditWriter
from evidence.ledger import open_ledger
from evidence.recording import record
from tests.evidence.small import entity

TOGETHER_WITHIN = 120
"""Seconds in which all writers must have started."""


@dataclass(frozen=True)
class Task:
    """What one writer does: ``locked`` off is the negative control, in which nobody waits for anybody."""

    address: Address
    writer: int
    appends: int
    locked: bool = True

    def made(self) -> list[str]:
        return [f"E{self.writer}-{number}" for number in range(self.appends)]


def append_together(tasks: Sequence[Task]) -> list[str]:
    """Let every task be done by a process of its own, all starting at once; returns the errors that surfaced."""
    spawning = multiprocessing.get_context("spawn")
    with spawning.Manager() as manager:
        start, errors = manager.Barrier(len(tasks)), manager.list()
        writers = [spawning.Process(target=_append, args=(task, start, errors)) for task in tasks]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        crashed = [f"a writer ended with {writer.exitcode}" for writer in writers if writer.exitcode]
        return [*errors, *crashed]


def _append(task: Task, start: Barrier, errors: Any) -> None:
    if not task.locked:
        _let_go()
    ledger = open_ledger(task.address)
    start.wait(TOGETHER_WITHIN)
    for key in task.made():
        try:
            record(ledger, [entity(key)], actor=f"Writer {task.writer}", investigation="case")
        except DBAPIError as error:
            errors.append(f"{type(error).__name__}: {error.orig}")
    ledger.close()


def _let_go() -> None:
    """Take no lock, and let time pass between reading the head and writing after it."""
    dialects._LOCK_ON_FILE = "BEGIN"
    dialects._LOCK_ON_SERVER = "SELECT %s"
    begin = AuditWriter.__init__

    def slowly(self: AuditWriter, *arguments: Any) -> None:
        begin(self, *arguments)
        time.sleep(0.02)

    AuditWriter.__init__ = slowly  # type: ignore[method-assign, assignment]
