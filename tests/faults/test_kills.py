"""kill -9 at random moments of recording, loading, taking in, publishing and following: nothing acknowledged is lost.

The number is small here: ``pytest tests/faults/test_kills.py --kills 2000`` is the full one (per database).
"""

from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from typing import Literal

import pytest

from evidence.address import Address
from evidence.ledger import create_ledger
from tests.faults.killing import Killer
from tests.faults.standing import breaches
from tests.faults.work import Job
from tests.places import LedgerPlace

PER_LEDGER = 25
"""So many processes die on one ledger before another is begun: a check reads all that is there."""

ENOUGH = 1_000
"""In so many kills a guard that is off has shown itself: mostly in fifty, and one time in fifty not in two hundred."""


def made(address: Address) -> Address:
    create_ledger(address, policy="single_handed", actor="Ada").close()
    return address


def after_kills(
    address: Address, folder: Path, guard_off: Literal["transaction", "order", "cursor"] | None = None
) -> Iterator[list[str]]:
    """Kill one process after another on one ledger; yields what is wrong with it after each."""
    folder.mkdir()
    killer = Killer(seed=folder.name)
    for number in count():
        killer.kill_one(Job(address, folder, number, guard_off))
        yield breaches(address, killer.told, folder)


def test_nothing_acknowledged_is_lost_nothing_is_half_there_and_the_graph_catches_up(
    place: LedgerPlace, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    left = pytestconfig.getoption("--kills")
    for ledger in count():
        kills = min(left, PER_LEDGER)
        for found in islice(after_kills(made(place(f"ledger{ledger}")), tmp_path / f"beside{ledger}"), kills):
            assert found == []
        left -= kills
        if not left:
            break


@pytest.mark.parametrize(
    ("guard_off", "shown"),
    [
        ("transaction", "is half there"),
        ("order", "was acknowledged and is lost"),
        ("cursor", "the graph that caught up is not the ledger's"),
    ],
)
def test_a_guard_that_is_off_shows(
    tmp_path: Path, guard_off: Literal["transaction", "order", "cursor"], shown: str
) -> None:
    """Each verb one transaction, told only when it returned, and the graph's cursor kept with what it counts."""
    killed = islice(after_kills(made(tmp_path / "ledger"), tmp_path / "beside", guard_off), ENOUGH)
    assert any(shown in wrong for found in killed for wrong in found)
