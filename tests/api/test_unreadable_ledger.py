"""A ledger that cannot be read while it is served: 503, and a line in the log that holds nothing of what was asked."""

import logging
from collections.abc import Iterator

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import text
from starlette.testclient import TestClient

from api.resources import Resources
from evidence.database import writing
from evidence.dialects import engine_of
from tests.api.command_line import HARBOUR
from tests.api.http_door import added, door_to, ledger_at
from tests.postgresql import guest, role_of, schema

ASKED = ("/entities/E1", "/?q=Harbour", "/api/v1/entities", "/api/v1/chains?from=E1&to=E3")


@pytest.fixture
def revoked(server: str) -> Iterator[TestClient]:
    """An application that may not read one of its tables any more."""
    with schema(server, "guests") as address, guest(server, address) as own, door_to(ledger_at(own, HARBOUR)) as door:
        assert door.get(ASKED[0]).status_code == 200
        added(own, [{"record": "entity", "key": "E9", "kind": "place", "names": [{"text": "Eastport"}]}])
        engine = engine_of(own)
        with writing(engine) as session:
            session.execute(text(f"REVOKE SELECT ON record FROM {role_of(own)}"))
        engine.dispose()
        yield door


def test_a_right_that_was_taken_away_is_told_and_logged_without_the_statement(
    revoked: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    for address in ASKED:
        answer = revoked.get(address)
        assert (answer.status_code, "throughline status" in answer.json()["detail"]) == (503, True)
    told = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert len(told) == len(ASKED)
    assert all("InsufficientPrivilege" in line and "SELECT" not in line for line in told)
    assert not any(record.exc_info for record in caplog.records)


def test_a_connection_that_is_lost_is_told(
    door: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def look(*_asked: object) -> None:
        raise OperationalError("SELECT a secret", None, ConnectionError("a secret of the server"))

    monkeypatch.setattr(Resources, "look", look)
    answer = door.get("/api/v1/entities")
    assert answer.status_code == 503
    assert "secret" not in answer.text + caplog.text
    assert "ConnectionError" in caplog.text
