"""Connections to a PostgreSQL server: safe, or refused without a word of the password."""

from urllib.parse import quote

import psycopg
import pytest

from evidence import server as connections
from evidence.address import ServerAddress, parse_address
from evidence.errors import LedgerError
from evidence.ledger import open_ledger
from evidence.server import connected
from evidence.status import status_of
from tests.postgresql import OWN_URL, PASSWORD, schema


def address(text: str) -> ServerAddress:
    parsed = parse_address(text)
    assert isinstance(parsed, ServerAddress)
    return parsed


def with_options(server: str, options: str) -> ServerAddress:
    return address(f"{server}{'&' if '?' in server else '?'}options={quote(options)}")


def test_a_connection_acknowledges_only_what_is_on_the_disk(server: str) -> None:
    with schema(server, "ledger"), connected(with_options(server, "-csynchronous_commit=off")) as connection:
        assert connection.execute("SHOW synchronous_commit").fetchone() == ("on",)


def test_what_a_server_synchronises_more_is_left(server: str) -> None:
    with connected(with_options(server, "-csynchronous_commit=remote_apply")) as connection:
        assert connection.execute("SHOW synchronous_commit").fetchone() == ("remote_apply",)


UNSAFE = {
    "a server that does not synchronise": ("('on', 'off', 'UTF8')", "fsync"),
    "a database that keeps no Unicode": ("('on', 'on', 'LATIN1')", "ENCODING 'UTF8'"),
}


@pytest.mark.parametrize(("answer", "told"), UNSAFE.values(), ids=UNSAFE.keys())
def test_what_is_not_safe_is_refused(server: str, monkeypatch: pytest.MonkeyPatch, answer: str, told: str) -> None:
    monkeypatch.setattr(connections, "_PREPARE", f"SELECT * FROM (VALUES {answer}) AS told")
    with pytest.raises(LedgerError, match=told):
        connected(address(server))


def test_an_old_server_is_refused(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "OLDEST", 99)
    with pytest.raises(LedgerError, match="older than PostgreSQL 99"):
        connected(address(server))


@pytest.mark.parametrize("wrong", ["another%20word", "%27%22%3B--"])
def test_a_server_that_lets_nobody_in_is_told_without_any_password(server: str, wrong: str) -> None:
    if PASSWORD not in server:
        pytest.skip(f"a server that asks for a password; enable: leave {OWN_URL} unset")
    there = address(server.replace(PASSWORD, wrong))
    for read in (connected, status_of, open_ledger):
        with pytest.raises(LedgerError, match="cannot be reached") as refused:
            read(there)
        assert "authentication failed" in str(refused.value)
        assert str(there) in str(refused.value)
        assert "word" not in str(refused.value).replace("password authentication", "")
        assert refused.value.__suppress_context__


def test_a_server_that_is_not_there_is_told() -> None:
    with pytest.raises(LedgerError, match="cannot be reached"):
        connected(address("postgresql://ada:word@127.0.0.1:1/case"))


def test_no_connection_is_left_behind_by_a_refusal(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = psycopg.connect(server)
    monkeypatch.setattr(connections, "OLDEST", 99)
    monkeypatch.setattr(psycopg, "connect", lambda *_told, **_more: opened)
    with pytest.raises(LedgerError):
        connected(address(server))
    assert opened.closed
