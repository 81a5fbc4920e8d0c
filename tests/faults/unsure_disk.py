"""A disk, in memory, that loses what was not synchronised when the power goes: SQLite works on it through apsw.

What a real one does is drawn at random: of each write since the file's last synchronisation, all, nothing or some
sectors are kept, in no order; a file that was removed comes back, unless its folder was synchronised. The power goes
without the program's noticing: what the disk would then hold is put down, and the work goes on.
"""

# ruff: noqa: N802 -- SQLite names these methods
import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import apsw

SECTOR = 512
"""Bytes that a disk writes whole or not at all."""

_NUMBERS = itertools.count()


@dataclass(eq=False)
class Written:
    """A file: what programs read, what is safe, and the changes (an offset with bytes, or a size) that are not."""

    now: bytearray = field(default_factory=bytearray)
    safe: bytes | None = None
    unsure: list[tuple[int, bytes] | int] = field(default_factory=list)

    def change(self, change: tuple[int, bytes] | int) -> None:
        self.unsure.append(change)
        _apply(self.now, change)

    def synchronise(self) -> None:
        self.safe, self.unsure = bytes(self.now), []

    def after_cut(self, chance: random.Random) -> bytes | None:
        """What is found when the power is back; None where the file itself is gone."""
        if self.safe is None and chance.random() < 0.5:
            return None
        found = bytearray(self.safe or b"")
        for change in self.unsure:
            for part in _kept(change, chance):
                _apply(found, part)
        return bytes(found)


class Disk(apsw.VFS):
    """The disk, as SQLite's VFS of the given ``name``. ``at_change`` is called before each thing that is done to it."""

    def __init__(self, files: dict[str, bytes], at_change: Callable[[], None]) -> None:
        self.name = f"unsure-{next(_NUMBERS)}"
        self.at_change = at_change
        self._files = {name: Written(bytearray(content), content) for name, content in files.items()}
        self._removed: dict[str, Written] = {}
        super().__init__(self.name, base="")

    def after_cut(self, chance: random.Random) -> dict[str, bytes]:
        """The files by name, if the power went now."""
        back = {name: file for name, file in self._removed.items() if chance.random() < 0.5}
        found = {name: file.after_cut(chance) for name, file in (back | self._files).items()}
        return {name: content for name, content in found.items() if content is not None}

    def now(self) -> dict[str, bytes]:
        """The files by name, as programs read them: what is found when the program dies and the power stays."""
        return {name: bytes(file.now) for name, file in self._files.items()}

    def synchronise_folder(self) -> None:
        """What was removed is gone for good."""
        self._removed = {}

    def xFullPathname(self, name: str) -> str:
        return Path(name).name

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> "OpenFile":
        flags[1] = flags[0]
        told = name.filename() if isinstance(name, apsw.URIFilename) else name
        file = Written() if told is None else self._files.setdefault(told, Written())
        return OpenFile(self, file)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        self.at_change()
        if (gone := self._files.pop(filename, None)) is not None:
            self._removed[filename] = gone
        if syncdir:
            self.synchronise_folder()

    def xAccess(self, pathname: str, flags: int) -> bool:
        return pathname in self._files


class OpenFile(apsw.VFSFile):
    """A file that SQLite has open; nobody else has, so locks are given."""

    def __init__(self, disk: Disk, file: Written) -> None:
        self._disk, self._file = disk, file

    def xRead(self, amount: int, offset: int) -> bytes:
        return bytes(self._file.now[offset : offset + amount])

    def xWrite(self, data: bytes, offset: int) -> None:
        self._disk.at_change()
        self._file.change((offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:
        self._disk.at_change()
        self._file.change(newsize)

    def xSync(self, flags: int) -> None:
        self._disk.at_change()
        if self._file.safe is None:
            self._disk.synchronise_folder()  # SQLite does so with a journal that is new
        self._file.synchronise()

    def xFileSize(self) -> int:
        return len(self._file.now)

    def xLock(self, level: int) -> None:
        return

    def xUnlock(self, level: int) -> None:
        return

    def xCheckReservedLock(self) -> bool:
        return False

    def xFileControl(self, op: int, ptr: int) -> bool:
        return False

    def xSectorSize(self) -> int:
        return SECTOR

    def xDeviceCharacteristics(self) -> int:
        return apsw.SQLITE_IOCAP_POWERSAFE_OVERWRITE

    def xClose(self) -> None:
        return


def _apply(content: bytearray, change: tuple[int, bytes] | int) -> None:
    if isinstance(change, int):
        del content[change:]
        return
    offset, written = change
    content.extend(b"\0" * (offset - len(content)))
    content[offset : offset + len(written)] = written


def _kept(change: tuple[int, bytes] | int, chance: random.Random) -> list[tuple[int, bytes] | int]:
    """What of a change reached the platter."""
    fate = chance.choice(("all", "nothing", "some"))
    if fate == "nothing":
        return []
    if fate == "all" or isinstance(change, int):
        return [change]
    offset, written = change
    bounds = sorted({offset, offset + len(written), *range(offset + -offset % SECTOR, offset + len(written), SECTOR)})
    parts = [(start, written[start - offset : end - offset]) for start, end in itertools.pairwise(bounds)]
    return [part for part in parts if chance.random() < 0.5]
