"""The committed case: its drafts, and what the public sees of it once it is loaded."""

from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path

import pytest

from evidence.access import disclose
from evidence.database import reading
from evidence.drafts import RecordDraft
from evidence.exchange.batch import load
from evidence.exchange.case_text import read_case
from evidence.exchange.placed import Placed
from evidence.ledger import create_ledger
from evidence.views import Disclosure
from tests.places import LedgerPlace

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "data" / "uk-police-training"


@pytest.fixture(scope="session")
def folder() -> Path:
    return FOLDER


@pytest.fixture(scope="session")
def placed(folder: Path) -> list[Placed]:
    return read_case(folder)


@pytest.fixture(scope="session")
def drafts(placed: list[Placed]) -> list[RecordDraft]:
    return [one.draft for one in placed]


@pytest.fixture(scope="session")
def loaded(shared_place: LedgerPlace) -> Callable[[Sequence[Placed]], Disclosure]:
    """Load records into a ledger of their own, and give what the public sees of it."""

    numbers = count()

    def load_them(placed: Sequence[Placed]) -> Disclosure:
        ledger = create_ledger(shared_place(f"case{next(numbers)}"), policy="four_eyes", actor="Ada")
        try:
            load(ledger, placed, actor="Ada", investigation="uk-police-training")
            with reading(ledger.engine) as session:
                return disclose(session, "public")
        finally:
            ledger.close()

    return load_them


@pytest.fixture(scope="session")
def disclosure(placed: list[Placed], loaded: Callable[[Sequence[Placed]], Disclosure]) -> Disclosure:
    return loaded(placed)
