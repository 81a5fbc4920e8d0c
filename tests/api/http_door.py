"""Ledgers behind the HTTP door, as its tests ask them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from api.app import create_app
from evidence.address import Address
from evidence.drafts import DRAFTS
from evidence.exchange.batch import load
from evidence.exchange.case_text import read_case
from evidence.exchange.placed import Place, Placed
from evidence.ledger import create_ledger, open_ledger
from evidence.settings import Level, Settings

CASE = Path(__file__).parent.parent.parent / "data" / "uk-police-training"
HERE = "http://127.0.0.1"


def ledger_at(address: Address, records: Sequence[Mapping[str, Any]] = (), *, policy: str = "four_eyes") -> Address:
    """A new ledger with these records, in the shape of the JSON Lines."""
    create_ledger(address, policy=policy, actor="Ada").close()
    return added(address, records)


def added(address: Address, records: Sequence[Mapping[str, Any]], *, investigation: str = "case") -> Address:
    """The same ledger with more records."""
    ledger = open_ledger(address)
    load(ledger, [placed(record) for record in records], actor="Ada", investigation=investigation)
    ledger.close()
    return address


def case_at(address: Address) -> Address:
    """A new ledger with the committed case."""
    ledger = create_ledger(address, policy="four_eyes", actor="Ada")
    load(ledger, read_case(CASE), actor="Ada", investigation=CASE.name)
    ledger.close()
    return address


@contextmanager
def door_to(address: Address, audience: Level = "public", *, raising: bool = True) -> Iterator[TestClient]:
    """A client of the application on a ledger; ``raising``: an error that was not foreseen fails the test."""
    app = create_app(Settings(ledger=address, audience=audience))
    with TestClient(app, base_url=HERE, raise_server_exceptions=raising) as client:
        yield client


def placed(record: Mapping[str, Any]) -> Placed:
    """A record in the shape of the JSON Lines, as a draft."""
    fields = {name: value for name, value in record.items() if name != "record"}
    return Placed(DRAFTS[record["record"]].model_validate(fields), Place("test", 1))
