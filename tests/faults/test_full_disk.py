"""A disk that is full: a clear refusal, nothing half-written, and the work goes on once there is room.

The number is small here: ``pytest tests/faults/test_full_disk.py --fills 100`` is the full one (per kind of disk).
"""

import hashlib
import os
import random
import shutil
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from itertools import count
from pathlib import Path

import pytest
from sqlmodel import select

from evidence import dialects, vault
from evidence.captures import take_capture
from evidence.database import reading
from evidence.errors import DiskRefused
from evidence.ledger import Ledger, create_ledger
from evidence.models import Capture
from tests.evidence.small import recorded, source
from tests.faults.full_disks import page_ceiling, size_ceiling, small_disk, small_tablespace
from tests.faults.standing import breaches
from tests.faults.work import Told, Verbs
from tests.postgresql import OWN_URL

BLOCK = 4096
_LEFT = 1 << 17
"""What is left free on a server's disk is less than so many bytes."""


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = create_ledger(tmp_path / "ledger", policy="single_handed", actor="Ada")
    yield made
    made.close()


class Work:
    """Verbs on a ledger, and what was told of them."""

    def __init__(self, ledger: Ledger, folder: Path) -> None:
        self.ledger, self.folder = ledger, folder
        self.told: list[Told] = []
        self._verbs, self._numbers, self._chance = Verbs(ledger, folder), count(), random.Random(folder.name)

    def do_one(self) -> None:
        """Enter a batch, and publish it where it is not."""
        batch, verb = f"1-{next(self._numbers)}", self._chance.choice(["record", "load", "import"])
        for one in (verb, *(["publish"] if verb == "record" else [])):
            self.told.append(("begun", one, batch))
            self._verbs.do(one, batch)
            self.told.append(("returned", one, batch))

    def do_until_refused(self) -> None:
        while True:
            self.do_one()

    def breaches(self) -> list[str]:
        return breaches(self.ledger.address, self.told, self.folder)


def ceilings(work: Work, kind: str, chance: random.Random) -> AbstractContextManager[None]:
    """A disk that has room for a little more."""
    assert isinstance(work.ledger.address, Path)
    if kind == "pages":
        return page_ceiling(work.ledger, chance.randrange(20))
    return size_ceiling(work.ledger.address.stat().st_size + chance.randrange(20 * BLOCK))


@pytest.mark.parametrize("kind", ["pages", "size"])
def test_a_ledger_that_cannot_grow_says_so_is_sound_and_goes_on(
    ledger: Ledger, tmp_path: Path, kind: str, pytestconfig: pytest.Config
) -> None:
    work, chance = Work(ledger, tmp_path), random.Random(kind)
    for _ in range(pytestconfig.getoption("--fills")):
        with ceilings(work, kind, chance), pytest.raises(DiskRefused, match="make room, and do it again"):
            work.do_until_refused()
        assert work.breaches() == []
        work.do_one()
        assert work.breaches() == []


def test_without_a_transaction_a_ledger_that_cannot_grow_keeps_half(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialects, "_LOCK_ON_FILE", "SELECT 1")
    work = Work(ledger, tmp_path)
    found = [wrong for room in range(10) for wrong in after_filling(work, room)]
    assert any(half in wrong for wrong in found for half in ("is half there", "has no event"))


def after_filling(work: Work, room: int) -> list[str]:
    with page_ceiling(work.ledger, room), pytest.raises(DiskRefused):
        work.do_until_refused()
    return work.breaches()


def test_a_ledger_on_a_small_disk_says_so_is_sound_and_goes_on(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    chance = random.Random("disk")
    with small_disk(tmp_path / "disk", 1 << 20) as disk:
        for number in range(pytestconfig.getoption("--fills")):
            ballast = disk / "ballast"
            ballast.write_bytes(bytes(chance.randrange(1 << 18, 1 << 19)))
            ledger = create_ledger(disk / f"ledger{number}", policy="single_handed", actor="Ada")
            work = Work(ledger, tmp_path / f"beside{number}")
            work.folder.mkdir()
            with pytest.raises(DiskRefused, match="make room, and do it again"):
                work.do_until_refused()
            ballast.unlink()
            work.do_one()
            assert work.breaches() == []
            ledger.close()
            (disk / f"ledger{number}").unlink()


def test_a_ledger_on_a_server_whose_disk_is_full_says_so_is_sound_and_goes_on(
    server: str, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    if os.environ.get(OWN_URL):
        pytest.skip(f"a server's disk that is full; enable: unset {OWN_URL}, so that the server is on this machine")
    chance = random.Random("tablespace")
    fills = pytestconfig.getoption("--fills")
    # Each time what is left is filled for good: at the end there must be room for all of it.
    with small_tablespace(server, (4 << 20) + fills * 2 * _LEFT) as (address, disk):
        ledger = create_ledger(address, policy="single_handed", actor="Ada")
        work = Work(ledger, tmp_path)
        for _ in range(fills):
            fill_but(disk, chance.randrange(_LEFT))
            with pytest.raises(DiskRefused, match="make room, and do it again"):
                work.do_until_refused()
            (disk / "ballast").unlink()
            assert work.breaches() == []
            work.do_one()
            assert work.breaches() == []
        ledger.close()


def fill_but(disk: Path, bytes_: int) -> None:
    """Leave a disk so many bytes and no more."""
    (disk / "ballast").write_bytes(bytes(max(shutil.disk_usage(disk).free - bytes_, 0)))


@pytest.fixture
def cited(ledger: Ledger) -> Ledger:
    return recorded(ledger, source("S1"))


def capture_until_refused(ledger: Ledger, folder: Path, chance: random.Random, longest: int) -> set[bytes]:
    """Take captures until one is refused; returns the bytes of those that were acknowledged."""
    taken = set[bytes]()
    contents = (chance.randbytes(chance.randrange(1, longest)) for _ in count())
    with pytest.raises(DiskRefused, match="nothing was recorded; see to the disk, and do it again"):
        taken.update(acknowledged(ledger, folder, contents))
    return taken


def acknowledged(ledger: Ledger, folder: Path, contents: Iterable[bytes]) -> Iterator[bytes]:
    for content in contents:
        take_capture(ledger, folder, "S1", content, method="by hand", actor="Ada")
        yield content


def kept(folder: Path) -> set[bytes]:
    return {file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def captured(ledger: Ledger) -> set[str]:
    with reading(ledger.engine) as session:
        return set(session.exec(select(Capture.sha256)))


def digests(contents: set[bytes]) -> set[str]:
    return {hashlib.sha256(content).hexdigest() for content in contents}


def test_a_small_disk_that_captures_fill_keeps_those_acknowledged_and_nothing_else(
    cited: Ledger, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    """The ledger has another disk, so that only the vault's is full."""
    chance, all_taken = random.Random("captures"), set[bytes]()
    with small_disk(tmp_path / "disk", 64 * BLOCK) as disk:
        for _ in range(pytestconfig.getoption("--fills")):
            taken = capture_until_refused(cited, disk / "vault", chance, 16 * BLOCK)
            all_taken |= taken
            assert kept(disk) == taken
            assert captured(cited) == digests(all_taken)
            shutil.rmtree(disk / "vault")
        assert len(all_taken) > pytestconfig.getoption("--fills")


def test_bytes_that_are_too_many_leave_nothing_and_fewer_are_taken_afterwards(cited: Ledger, tmp_path: Path) -> None:
    """The limit leaves the ledger room: only the vault's file is too large."""
    limit = (tmp_path / "ledger").stat().st_size * 2
    with size_ceiling(limit):
        taken = capture_until_refused(cited, tmp_path / "vault", random.Random(3), limit * 2)
    assert kept(tmp_path / "vault") == taken
    take_capture(cited, tmp_path / "vault", "S1", bytes(limit + 1), method="by hand", actor="Ada")
    assert captured(cited) == digests(taken | {bytes(limit + 1)})


def test_bytes_that_are_written_in_their_place_stay_there_by_half(
    cited: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault, "put_whole", lambda place, content, mode: place.write_bytes(content))
    with size_ceiling(1 << 19):
        taken = capture_until_refused(cited, tmp_path / "vault", random.Random(3), 1 << 20)
    assert kept(tmp_path / "vault") != taken
