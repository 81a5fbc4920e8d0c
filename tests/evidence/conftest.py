"""Ledgers that the tests of the record share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from evidence.ledger import Ledger, create_ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = create_ledger(tmp_path / "ledger.sqlite", policy="four_eyes", actor="Ada")
    yield made
    made.close()


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Ledger]:
    made = create_ledger(tmp_path / "alone.sqlite", policy="single_handed", actor="Ada")
    yield made
    made.close()
