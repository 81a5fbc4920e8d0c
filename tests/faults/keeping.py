"""A process that brings a ledger up, or puts a backup back, once; made to be killed at any moment of it."""

import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Literal

from evidence import dialects, restoring
from evidence.address import Address
from evidence.copying import copy_to_file
from evidence.kept import Kept
from evidence.migrating import migrate
from evidence.restoring import restore
from tests.faults.killing import STARTED_WITHIN, process_context

Verb = Literal["migrate", "restore"]


@dataclass(frozen=True)
class Keeping:
    """What the process does, to which ledger; ``folder`` has the backup, and is where copies and captures go.

    ``guard_off`` is the negative control: a migration without a transaction, a backup that is written in its place.
    """

    verb: Verb
    address: Address
    folder: Path
    guard_off: bool = False

    @property
    def copy(self) -> Path:
        """What there was before."""
        return self.folder / "older.sqlite"

    @property
    def backup(self) -> Path:
        """What is put back."""
        return self.folder / "a.backup"

    def do(self) -> None:
        """Do it, in this process."""
        if self.verb == "migrate":
            migrate(self.address, actor="Bob", backup=self.copy)
            return
        vault, custody = self.folder / "vault", self.folder / "custody"
        restore(self.backup, self.address, vault, actor="Bob", older=self.copy, replace=True, custody=custody)


def keep(keeping: Keeping, telling: Connection) -> None:
    """Tell when it is begun, do it, tell that it returned."""
    if keeping.guard_off:
        dialects._LOCK_ON_FILE = "SELECT 1"  # every statement is then a transaction of its own
        vars(restoring)["copy_over"] = _in_its_place
    telling.send("begun")
    keeping.do()
    telling.send("returned")


def killed(keeping: Keeping, chance: Random, takes: float) -> tuple[bool, float]:
    """Start a process on it and kill it within the seconds that it takes; whether it returned, and what it took."""
    context = process_context()
    listening, telling = context.Pipe(duplex=False)
    process = context.Process(target=keep, args=(keeping, telling))
    process.start()
    telling.close()
    try:
        if not listening.poll(STARTED_WITHIN):
            raise TimeoutError("a process that was to be killed did not start")
        listening.recv()
        begun = time.monotonic()
        returned = listening.poll(chance.random() * takes)
        if returned:
            listening.recv()
        return returned, time.monotonic() - begun
    except EOFError as error:
        raise AssertionError("it failed by itself") from error
    finally:
        process.kill()
        process.join()
        listening.close()


def _in_its_place(source: Path, target: Address, older: Path, *, replace: bool) -> Kept:
    """Write the ledger where it is to be, part by part."""
    assert isinstance(target, Path)
    assert replace
    copy_to_file(target, older)
    content = source.read_bytes()
    with target.open("wb") as file:
        for start in range(0, len(content), 1 << 14):
            file.write(content[start : start + (1 << 14)])
            file.flush()
            time.sleep(0.005)
    return Kept(older)
