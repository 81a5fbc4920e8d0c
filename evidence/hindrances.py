"""What keeps a database from being read or written that is no fault of the ledger, and what to do about it.

Invariant: nothing of the statement or of what it carries is told. No driver and no mapper is imported here, so that
what must start fast can.
"""

import sqlite3

from evidence.errors import LedgerError

_BY_STATE = {
    "42501": "whoever owns its tables lets you read them with GRANT SELECT",
    "57014": "it was cancelled, or took longer than the server's statement_timeout allows: give it more time, or try "
    "when the server has less to do",
    "3F000": "the schema that the address names is not there: CREATE SCHEMA makes it",
    "55P03": "somebody holds a lock on it: try again",
}
_BY_CLASS = {
    "08": "the connection was lost: see that the server can be reached, and try again",
    "25": "the server let its transaction go: try again",
    "40": "another program was in its way: try again",
    "53": "the server has no room for it: see to the server, and try again",
    "57": "the server let the connection go: see that it runs, and try again",
    "58": "the server's disk does not do as it is told: see to the server",
}
_LOST = _BY_CLASS["08"]
_BY_CODE = {
    sqlite3.SQLITE_PERM: "see that you may read the file",
    sqlite3.SQLITE_CANTOPEN: "see that you may read the file, and write into its folder",
    sqlite3.SQLITE_READONLY: "see that you may write the file and into its folder",
    sqlite3.SQLITE_BUSY: "another program holds it: try again",
    sqlite3.SQLITE_LOCKED: "another program holds it: try again",
    sqlite3.SQLITE_INTERRUPT: "it was interrupted: try again",
    sqlite3.SQLITE_NOMEM: "this machine has no memory for it",
}


def hindrance(error: Exception) -> str | None:
    """What to do, where an error of a database says that it was kept from its work; None where it says more."""
    cause: object = getattr(error, "orig", None) or error
    code = getattr(cause, "sqlite_errorcode", None)
    if isinstance(code, int):
        return _BY_CODE.get(code & 0xFF)
    state = getattr(cause, "sqlstate", "")
    if state is None and type(cause).__name__ == "OperationalError":  # the driver's own: no server answered
        return _LOST
    return _BY_STATE.get(state or "", _BY_CLASS.get((state or "")[:2]))


def refuse_hindered(error: Exception, what: str = "the ledger") -> None:
    """Raise LedgerError, saying what to do, where an error tells of nothing wrong with the ledger."""
    if hindrance(error) is not None:
        raise LedgerError(f"{what} cannot be read now: {in_words(error)}") from error


def in_words(error: Exception) -> str:
    """What a database says, in one line and without the statement, and what to do about it."""
    cause = getattr(error, "orig", None) or error
    said = " ".join(str(getattr(getattr(cause, "diag", None), "message_primary", None) or cause).split())
    return f"{said}; {told}" if (told := hindrance(error)) else said
