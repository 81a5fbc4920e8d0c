"""Connections to a PostgreSQL server, each made safe before anybody uses it, or refused.

Invariant: what is acknowledged on such a connection is on the server's disk; texts are Unicode; no error has the
password. The object mapper is not imported here, so that what must start fast can.
"""

import psycopg

from evidence.address import ServerAddress
from evidence.errors import LedgerError

OLDEST = 15

_PREPARE = """SELECT
    set_config('synchronous_commit', CASE current_setting('synchronous_commit')
        WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END, false),
    current_setting('fsync'),
    current_setting('server_encoding')"""


def connected(address: ServerAddress) -> psycopg.Connection:
    """A connection that begins no transaction by itself; raises LedgerError where there is none that is safe."""
    try:
        connection = psycopg.connect(
            address.uri, autocommit=True, client_encoding="UTF8", application_name="throughline"
        )
    except psycopg.Error as error:
        raise LedgerError(f"the ledger at {address} cannot be reached: {' '.join(str(error).split())}") from None
    try:
        _prepare(connection, address)
    # Whatever ended it, an interruption too: nobody else would close it.
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: psycopg.Connection, address: ServerAddress) -> None:
    _, fsync, encoding = connection.execute(_PREPARE).fetchone() or ("", "", "")
    if connection.info.server_version < OLDEST * 10_000:
        raise LedgerError(f"the server of {address} is older than PostgreSQL {OLDEST}")
    if encoding != "UTF8":
        raise LedgerError(f"the database of {address} keeps texts as {encoding}: make it with ENCODING 'UTF8'")
    if fsync != "on":
        raise LedgerError(f"the server of {address} runs with fsync off: a power cut would lose what it acknowledged")
