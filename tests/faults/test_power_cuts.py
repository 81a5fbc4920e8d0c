"""Power cuts at random moments: what was acknowledged is on the disk, and what was not is there whole or not at all.

The number is small here: ``pytest tests/faults/test_power_cuts.py --cuts 1000`` is the full one (per kind of journal).
"""

import random
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import create_engine, event

from evidence import dialects
from evidence.ledger import Ledger, create_ledger
from tests.faults.apsw_driver import Connected, Driver
from tests.faults.standing import breaches
from tests.faults.unsure_disk import Disk
from tests.faults.work import Told, Verbs

JOURNALS = {"delete": (99,), "wal": (0,)}
"""The kinds of journal, with the version of SQLite from which on the record is told to take the second."""

FULL = 2
NORMAL = 1

PER_LEDGER = 20
"""So many cuts fall into the work on one ledger: a check reads all that is there."""

ENOUGH = 100
"""In so many cuts a guard that is off has shown itself."""

Cuts = Callable[..., Iterator[list[str]]]


class Cut(NamedTuple):
    """What the disk held when the power went, and what had been told by then."""

    files: dict[str, bytes]
    told: tuple[Told, ...]


@pytest.fixture
def cuts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cuts:
    """Cut after cut, each answered by what is wrong with the ledger that the record's own code then finds."""

    def all_of(journal: str, weakened: int | None = None) -> Iterator[list[str]]:
        chance = random.Random(f"{journal} {weakened}")
        for number in count():
            folder = tmp_path / f"{journal}{number}"
            folder.mkdir()
            for place, cut in enumerate(_cuts_of(folder, monkeypatch, journal, weakened, chance)):
                yield _found(folder / f"cut{place}", cut)

    return all_of


def _cuts_of(
    folder: Path, monkeypatch: pytest.MonkeyPatch, journal: str, weakened: int | None, chance: random.Random
) -> list[Cut]:
    """Work on a new ledger until the power was cut often enough."""
    create_ledger(folder / "ledger", policy="single_handed", actor="Ada").close()
    told, cuts = list[Told](), list[Cut]()

    def perhaps_cut(often: float = 0.03) -> None:
        if chance.random() < often:
            cuts.append(Cut(disk.after_cut(chance), tuple(told)))

    disk = Disk({"ledger": (folder / "ledger").read_bytes()}, perhaps_cut)
    with monkeypatch.context() as patch:
        patch.setattr(dialects, "SAFE_WAL", JOURNALS[journal])
        patch.setattr(
            dialects, "create_engine", partial(create_engine, module=Driver(disk.name, alone=journal == "wal"))
        )
        ledger = Ledger(folder / "ledger", dialects.engine_of(Path("ledger")))
        if weakened is not None:
            event.listen(ledger.engine, "connect", partial(_weaken, weakened))
        _work(Verbs(ledger, folder), told, lambda: len(cuts) < PER_LEDGER, lambda: perhaps_cut(0.5), chance)
        ledger.close()
    return cuts[:PER_LEDGER]


def _weaken(synchronous: int, connection: Connected, _record: object) -> None:
    connection.execute(f"PRAGMA synchronous = {synchronous}")


def _work(
    verbs: Verbs, told: list[Told], more: Callable[[], bool], between: Callable[[], None], chance: random.Random
) -> None:
    numbers, unpublished = count(), list[str]()
    while more():
        verb = chance.choice(["record", "load", "import", *(["publish"] if unpublished else [])])
        batch = unpublished.pop() if verb == "publish" else f"1-{next(numbers)}"
        told.append(("begun", verb, batch))
        verbs.do(verb, batch)
        told.append(("returned", verb, batch))
        unpublished += [batch] if verb == "record" else []
        between()


def _found(folder: Path, cut: Cut) -> list[str]:
    folder.mkdir()
    for name, content in cut.files.items():
        (folder / name).write_bytes(content)
    return breaches(folder / "ledger", cut.told, folder)


@pytest.mark.parametrize("journal", JOURNALS)
def test_a_power_cut_loses_nothing_that_was_acknowledged(cuts: Cuts, journal: str, pytestconfig: pytest.Config) -> None:
    for found in islice(cuts(journal), pytestconfig.getoption("--cuts")):
        assert found == []


@pytest.mark.parametrize(("journal", "weakened"), [("wal", NORMAL), ("delete", NORMAL), ("delete", FULL)])
def test_less_synchronising_loses_what_was_acknowledged(cuts: Cuts, journal: str, weakened: int) -> None:
    """With a rollback journal, FULL is less than it says: the journal that was removed comes back, and takes back."""
    assert any("is lost" in wrong for found in islice(cuts(journal, weakened), ENOUGH) for wrong in found)
