"""Ledgers and time stamp authorities that the tests of the record share."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from evidence.ledger import Ledger, create_ledger
from tests.evidence.own_authority import Authority
from tests.places import LedgerPlace
from tests.postgresql import schema


@pytest.fixture
def ledger(place: LedgerPlace) -> Iterator[Ledger]:
    made = create_ledger(place("ledger"), policy="four_eyes", actor="Ada")
    yield made
    made.close()


@pytest.fixture
def another(place: LedgerPlace) -> Iterator[Ledger]:
    made = create_ledger(place("another"), policy="four_eyes", actor="Bob")
    yield made
    made.close()


@pytest.fixture
def file_ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = create_ledger(tmp_path / "ledger.sqlite", policy="four_eyes", actor="Ada")
    yield made
    made.close()


@pytest.fixture
def server_ledger(server: str) -> Iterator[Ledger]:
    with schema(server, "ledger") as address:
        made = create_ledger(address, policy="four_eyes", actor="Ada")
        yield made
        made.close()


@pytest.fixture
def alone(place: LedgerPlace) -> Iterator[Ledger]:
    made = create_ledger(place("alone"), policy="single_handed", actor="Ada")
    yield made
    made.close()


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("one") / "authority", "An Authority").made()


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Of the same name, so that only its key tells."""
    return Authority(tmp_path_factory.mktemp("other") / "authority", "An Authority").made()


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was done to the disk, in order: what was waited for, and each name that was given."""
    told, replace = list[str](), os.replace

    def synchronise(handle: int) -> None:
        told.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "bytes")

    def give(older: Path, newer: Path) -> None:
        told.append("name")
        replace(older, newer)

    monkeypatch.setattr(os, "fsync", synchronise)
    monkeypatch.setattr(os, "replace", give)
    return told
