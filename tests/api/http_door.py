"""Ledgers behind the HTTP door, as its tests ask them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from api.app import create_app
from evidence.drafts import DRAFTS
from evidence.exchange.batch import load
from evidence.exchange.placed import Place, Placed
from evidence.ledger import create_ledger, open_ledger
from evidence.settings import Level, Settings

HERE = "http://127.0.0.1"


def ledger_at(path: Path, records: Sequence[Mapping[str, Any]] = (), *, policy: str = "four_eyes") -> Path:
    """A new ledger with these records, in the shape of the JSON Lines."""
    create_ledger(path, policy=policy, actor="Ada").close()
    return added(path, records)


def added(path: Path, records: Sequence[Mapping[str, Any]], *, investigation: str = "case") -> Path:
    """The same ledger with more records."""
    ledger = open_ledger(path)
    load(ledger, [_placed(record) for record in records], actor="Ada", investigation=investigation)
    ledger.close()
    return path


@contextmanager
def door_to(path: Path, audience: Level = "public", *, raising: bool = True) -> Iterator[TestClient]:
    """A client of the application on a ledger; ``raising``: an error that was not foreseen fails the test."""
    app = create_app(Settings(ledger=path, audience=audience))
    with TestClient(app, base_url=HERE, raise_server_exceptions=raising) as client:
        yield client


def _placed(record: Mapping[str, Any]) -> Placed:
    fields = {name: value for name, value in record.items() if name != "record"}
    return Placed(DRAFTS[record["record"]].model_validate(fields), Place("test", 1))
