"""The one way to a Neo4j server: texts of graph/cypher.py go in with parameters, plain values come out.

Invariant: nothing else imports the driver; no error and no log says a password; every transaction has a time limit
where its caller gave one, and the server keeps to it.
"""

import logging
import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal, cast
from urllib.parse import urlsplit

from neo4j import Driver, GraphDatabase, Query, Session, Transaction
from neo4j.exceptions import (
    AuthError,
    ClientError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from evidence.errors import GraphError, GraphLoginRefused, GraphMemorySpent, GraphNotConfigured, NoGraphServer
from evidence.settings import Settings
from graph.budget import OutOfTime

logging.getLogger("neo4j").addHandler(logging.NullHandler())  # its retries are for who keeps a log, not for a terminal

Row = list[Any]
"""The values of one row of an answer, in the order of its RETURN."""

_OUT_OF_TIME = ("TransactionTimedOut", "LockClientStopped", "TransactionTerminated")
_OUT_OF_MEMORY = ("MemoryPool", "OutOfMemory", "MemoryLimit")
_MADE_ALREADY = "EquivalentSchemaRuleAlreadyExists"
_SCHEMES = frozenset(f"{scheme}{secured}" for scheme in ("bolt", "neo4j") for secured in ("", "+s", "+ssc"))
_NONE = 0.0
"""As the driver has it: no limit, whatever the server's own is. What fills or compares a database ends by itself."""
_CONNECT = 5.0
"""Seconds to reach the server; and to try again where a cluster is changing its leader."""
_DRIVER: Mapping[str, Any] = {
    "connection_timeout": _CONNECT,
    "connection_acquisition_timeout": 2 * _CONNECT,
    "max_transaction_retry_time": _CONNECT,
    "liveness_check_timeout": 30.0,
    "keep_alive": True,
    "telemetry_disabled": True,
    "user_agent": "throughline",
    "notifications_min_severity": "OFF",  # they would go to the log with the query
}


class _Unsaid(list[Any]):
    """Values that are named by their number alone: the driver words for its log all that it sends, log or not."""

    def __repr__(self) -> str:
        return f"<{len(self)} values>"


class Writer:
    """A write transaction that is open."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def run(self, text: str, **parameters: object) -> list[Row]:
        """Run one text; all its rows."""
        sent = {name: _Unsaid(value) if isinstance(value, list) else value for name, value in parameters.items()}
        return self._transaction.run(cast(Any, text), sent).values()


class GraphServer:
    """A database on a server, reached when it is first asked. Its bookmarks make a cluster read what was written."""

    def __init__(self, settings: Settings) -> None:
        """Raises GraphNotConfigured where the settings do not say how to reach it."""
        if not settings.neo4j_uri:
            raise GraphNotConfigured(
                "where is the Neo4j server? Set THROUGHLINE_NEO4J_URI, such as bolt://127.0.0.1:7687"
            )
        if settings.neo4j_password is None:
            raise GraphNotConfigured("set THROUGHLINE_NEO4J_PASSWORD to the password of the Neo4j server")
        self.where = _shown(settings.neo4j_uri)
        self._user, self._database = settings.neo4j_user, settings.neo4j_database
        self._bookmarks = GraphDatabase.bookmark_manager()
        login = (settings.neo4j_user, settings.neo4j_password.get_secret_value())
        self._driver: Driver = GraphDatabase.driver(settings.neo4j_uri, auth=login, **_DRIVER)

    def close(self) -> None:
        """Give back its connections."""
        self._driver.close()

    def read(self, text: str, *, seconds: float = math.inf, **parameters: object) -> list[Row]:
        """All rows that a reading text gives; raises OutOfTime after so many seconds, and GraphError.

        Without a limit it is tried again for a while where the server was disturbed.
        """
        limit = None if math.isinf(seconds) else _limit(seconds)
        with self._told(timed=limit is not None), self._session("READ") as session:
            try:
                # By itself, without a transaction around it: a question of a dozen short texts takes a third less.
                return _all_rows(session, Query(cast(Any, text), timeout=limit), parameters)
            except (Neo4jError, DriverError) as error:
                if limit is not None or not error.is_retryable():
                    raise
            return session.execute_read(_all_rows, text, parameters)

    def search(self, text: str, *, seconds: float, **parameters: object) -> Row:
        """The one row of a text that is part of a search: a connection that is cut ends it as its limit does.

        Raises OutOfTime, where it has a limit, and GraphError.
        """
        try:
            (row,) = self.read(text, seconds=seconds, **parameters)
        except NoGraphServer as error:
            if math.isinf(seconds):
                raise
            raise OutOfTime from error
        return row

    def stream(self, text: str, **parameters: object) -> Iterator[Row]:
        """The rows one after another, for answers that are larger than memory should hold: without a limit of time."""
        with self._told(), self._session("READ") as session, session.begin_transaction(timeout=_NONE) as transaction:
            for record in transaction.run(cast(Any, text), parameters):
                yield list(record.values())

    @contextmanager
    def writing(self, *, seconds: float | None = None) -> Iterator[Writer]:
        """A transaction: all that is run in it is kept, or nothing where it is left by an error."""
        with (
            self._told(timed=seconds is not None),
            self._session("WRITE") as session,
            session.begin_transaction(timeout=_NONE if seconds is None else _limit(seconds)) as transaction,
        ):
            yield Writer(transaction)

    def write(self, text: str, **parameters: object) -> list[Row]:
        """Run one text by itself. It may be run again where the server was disturbed: it must bear that."""
        with self._told(), self._session("WRITE") as session:
            return session.execute_write(_all_rows, text, parameters)

    def define(self, text: str) -> None:
        """Make an index or a constraint; where another program makes the same at this moment, it is made.

        ``IF NOT EXISTS`` is not enough: two that look at once both find none, and the server refuses the second.
        """
        with self._told(), self._session("WRITE") as session:
            try:
                session.execute_write(_all_rows, text, {})
            except ClientError as error:
                if _MADE_ALREADY not in (error.code or ""):
                    raise

    def _session(self, mode: Literal["READ", "WRITE"]) -> Session:
        return self._driver.session(database=self._database, default_access_mode=mode, bookmark_manager=self._bookmarks)

    @contextmanager
    def _told(self, *, timed: bool = False) -> Iterator[None]:
        """The driver's errors as ours: in words for whoever configured it, without what was sent.

        ``timed``: the caller gave a limit of time, and is told as OutOfTime that it ended.
        """
        try:
            yield
        except AuthError as error:
            raise GraphLoginRefused(
                f"the Neo4j server at {self.where} refused the login of {self._user!r}: "
                "check THROUGHLINE_NEO4J_USER and THROUGHLINE_NEO4J_PASSWORD"
            ) from error
        except (ServiceUnavailable, SessionExpired, OSError) as error:
            raise NoGraphServer(
                f"no Neo4j server answers at {self.where}: start it, or correct THROUGHLINE_NEO4J_URI"
            ) from error
        except Neo4jError as error:
            raise self._failed(error, timed=timed) from error
        except DriverError as error:
            raise GraphError(f"the Neo4j server at {self.where} failed ({type(error).__name__})") from error

    def _failed(self, error: Neo4jError, *, timed: bool) -> Exception:
        code = error.code or "without a code"
        if any(word in code for word in _OUT_OF_TIME):
            return OutOfTime() if timed else self._ended(code)
        if any(word in code for word in _OUT_OF_MEMORY):
            return GraphMemorySpent(
                f"the Neo4j server at {self.where} had too little memory for this ({code}): raise its "
                "server.memory.heap.max_size, or ask for less"
            )
        if isinstance(error, ClientError) and "DatabaseNotFound" in code:
            return GraphNotConfigured(
                f"the Neo4j server at {self.where} has no database {self._database!r}: "
                "correct THROUGHLINE_NEO4J_DATABASE"
            )
        return GraphError(f"the Neo4j server at {self.where} failed ({code})")

    def _ended(self, code: str) -> GraphError:
        return GraphError(
            f"the Neo4j server at {self.where} ended what it was asked ({code}): raise its db.transaction.timeout if "
            "that was too short, and ask again"
        )


def _all_rows(runner: Any, text: str | Query, parameters: Mapping[str, object]) -> list[Row]:  # noqa: ANN401 -- of any kind
    rows: list[Row] = runner.run(text, parameters).values()
    return rows


def _limit(seconds: float) -> float:
    """Seconds as the driver takes them, where 0 would mean no limit: never less than a millisecond."""
    if seconds <= 0:
        raise OutOfTime
    return max(math.ceil(seconds * 1000), 1) / 1000


def _shown(uri: str) -> str:
    """An address without what may stand in it beside host and port; raises GraphNotConfigured where it is none."""
    try:
        parts = urlsplit(uri)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        parts, port = urlsplit(""), ""
    if parts.scheme not in _SCHEMES or not parts.hostname:
        raise GraphNotConfigured(
            "THROUGHLINE_NEO4J_URI is no address of a Neo4j server: write bolt://host:7687, or neo4j+s://host"
        )
    if "@" in parts.netloc or (parts.query and parts.scheme.startswith("bolt")):
        raise GraphNotConfigured(
            "THROUGHLINE_NEO4J_URI holds more than an address: write bolt://host:7687, and user and password in "
            "THROUGHLINE_NEO4J_USER and THROUGHLINE_NEO4J_PASSWORD"
        )
    return f"{parts.scheme}://{parts.hostname}{port}"
