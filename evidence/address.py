"""Where a ledger is: a path of this machine, or a database of a PostgreSQL server.

Invariant: a password never leaves an address but to connect with it: neither ``str`` nor ``repr`` has it, and an
address that cannot be read is refused without being repeated, as what is wrong with it may be the password.
"""

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

_SERVER = re.compile(r"postgres(ql)?:", re.IGNORECASE)
_SHAPE = re.compile(r"postgres(ql)?://([^@/?#]*@)?[^@]*")
_PORT = "5432"
_SETTINGS = re.compile(
    r"(^|\s)(host|hostaddr|port|dbname|user|password|passfile|service|options|ssl\w+|connect_timeout)\s*=",
    re.IGNORECASE,
)
"""How libpq writes an address elsewhere; taken as a path it would be a file that has a password for its name."""
_LONGEST = 189
"""A name of a file has at most 255 bytes, and to this one endings are added, of 66 at most."""
_HOW = "postgresql://USER:PASSWORD@HOST:PORT/DATABASE"


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """A database of a PostgreSQL server, as libpq's URI has it; shown without password and parameters."""

    uri: str = field(repr=False)
    user: str
    host: str
    port: str
    database: str
    options: str = ""
    """What the server is told at every connect: the schema of the ledger, say."""

    def __str__(self) -> str:
        who = f"{quote(self.user, safe='')}@" if self.user else ""
        port = "" if self.port == _PORT else f":{self.port}"
        options = f"?options={quote(self.options)}" if self.options else ""
        return f"postgresql://{who}{quote(self.host, safe=',:')}{port}/{quote(self.database)}{options}"

    def __repr__(self) -> str:
        return f"ServerAddress({str(self)!r})"

    @property
    def file_name(self) -> str:
        """A name for files that belong to this ledger, another for every server and database; at most 189 letters."""
        name = quote(f"{self.database}@{self.host or 'local'}-{self.port}{self.options}", safe="@")
        if len(name) <= _LONGEST:
            return name
        digest = hashlib.sha256(name.encode()).hexdigest()[:32]
        return f"{name[: _LONGEST - len(digest) - 1]}-{digest}"


Address = Path | ServerAddress


def parse_address(text: str | Path | ServerAddress) -> Address:
    """The address that a setting gives; raises ValueError, never repeating it."""
    if isinstance(text, Path | ServerAddress):
        return text
    if _SERVER.match(text):
        return _server(text)
    if _SETTINGS.search(text):
        raise ValueError(
            f"a database of PostgreSQL is named by an address, {_HOW}, and not by settings one after another"
        )
    if "://" in text:
        raise ValueError("a ledger is a path, or an address that starts with postgresql://")
    return Path(text)


def _server(text: str) -> ServerAddress:
    if not _SHAPE.fullmatch(text):
        raise ValueError(
            f"this is no address of a PostgreSQL database: {_HOW}, "
            "with what is not a letter or digit in user and password written as %XX"
        )
    parts = _parts(text)
    port = parts.get("port") or _PORT
    if not all(one.isdecimal() for one in port.split(",")):
        raise ValueError("the port of a PostgreSQL address is a number")
    if "dbname" not in parts:
        raise ValueError("a PostgreSQL address names a database: postgresql://USER@HOST/DATABASE")
    if "service" in parts and "host" not in parts:
        raise ValueError(
            "an address with service= names its host too, postgresql://HOST/DATABASE?service=NAME: by host and "
            "database the files beside the ledger are told from those of others"
        )
    user, host, options = (parts.get(name, "") for name in ("user", "host", "options"))
    return ServerAddress(text, user, host, port, parts["dbname"], options)


def _parts(text: str) -> dict[str, str]:
    """What libpq reads in an address."""
    from psycopg import ProgrammingError  # noqa: PLC0415 - whoever has a file need not wait for the server's driver
    from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415 - as above

    try:
        return {name: str(value) for name, value in conninfo_to_dict(text).items()}
    except ProgrammingError:
        raise ValueError("this address of a PostgreSQL database cannot be read") from None
