"""A PostgreSQL server of the run's own, started from the machine's own programs, and places for ledgers on it.

It listens on a socket in its own temporary folder and nowhere else, and ends with the process that started it,
however that one ends.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import psycopg
from psycopg import sql

from evidence.address import ServerAddress, parse_address
from evidence.server import OLDEST
from tests.memory import in_memory

OWN_URL = "THROUGHLINE_TEST_POSTGRES_URL"
"""Names a database of another server to use; the tests make schemas of their own there and drop them."""

PASSWORD = "pass-word-of-the-test-server"
"""It is in every address of a ledger on the run's own server, so that a test can see whether anything prints it."""

LEFT_OUT = f"ledgers on PostgreSQL; enable: apt-get install postgresql ({OLDEST} or newer), or set {OWN_URL}"

_USER = "throughline"
_SECONDS = 60
_SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "32MB",
    "lc_messages": "C",
    "autovacuum": "off",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "1h",
}


def programs() -> Path | None:
    """The folder of the newest server's programs on this machine that is new enough."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    installed = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    versions = {int(one.parts[-3]): one.parent for one in installed if one.parts[-3].isdecimal()}
    newest = max(versions, default=0)
    return versions[newest] if newest >= OLDEST else None


@contextmanager
def started(programs: Path) -> Iterator[str]:
    """The address of a new server, which is gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="throughline-postgresql-", dir=in_memory()))
    try:
        _own(folder)
        _make(programs, folder)
        server = subprocess.Popen(_as_nobody(_command(programs, folder)), cwd=folder, stderr=subprocess.DEVNULL)
        try:
            url = f"postgresql://{_USER}:{PASSWORD}@/postgres?host={quote(str(folder), safe='')}"
            _wait(url, server)
            yield url
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(_SECONDS)
    finally:
        shutil.rmtree(folder)


@contextmanager
def schema(url: str, name: str) -> Iterator[ServerAddress]:
    """A schema of its own on a server, as an address."""
    made = f"{name}_{uuid4().hex}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(made)))
    try:
        address = parse_address(f"{url}{'&' if '?' in url else '?'}options={quote(f'-csearch_path={made}')}")
        assert isinstance(address, ServerAddress)
        yield address
    finally:
        with psycopg.connect(url, autocommit=True, options="-clock_timeout=20s") as connection:
            connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(made)))


@contextmanager
def guest(url: str, address: ServerAddress) -> Iterator[ServerAddress]:
    """The address as a role reads it that is no superuser, owns what it makes in the schema, and is gone at the end."""
    name = sql.Identifier(made := f"guest_{uuid4().hex}")
    schema_ = sql.Identifier(address.options.removeprefix("-csearch_path="))
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE ROLE {}").format(name))
        connection.execute(sql.SQL("GRANT ALL ON SCHEMA {} TO {}").format(schema_, name))
        try:
            guests = parse_address(f"{address.uri}{quote(f' -crole={made}')}")
            assert isinstance(guests, ServerAddress)
            yield guests
        finally:
            connection.execute(sql.SQL("DROP OWNED BY {} CASCADE").format(name))
            connection.execute(sql.SQL("DROP ROLE {}").format(name))


def role_of(address: ServerAddress) -> str:
    """The role of a guest's address."""
    return address.options.partition("-crole=")[2]


def end_others(url: str) -> None:
    """End every connection that the program has to a server, as a server does that is stopped."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'throughline'"
        )


def _make(programs: Path, folder: Path) -> None:
    secret = folder / "password"
    secret.write_text(PASSWORD, encoding="utf-8")
    options = [f"--username={_USER}", f"--pwfile={secret}", "--auth=password", "--encoding=UTF8"]
    options += ["--locale=C", "--locale-provider=icu", "--icu-locale=en"]  # not the order of code points
    command = [str(programs / "initdb"), f"--pgdata={folder / 'data'}", "--no-sync", *options]
    subprocess.run(_as_nobody(command), cwd=folder, check=True, capture_output=True)


def _command(programs: Path, folder: Path) -> list[str]:
    settings = {**_SETTINGS, "unix_socket_directories": str(folder)}
    flags = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    return [str(programs / "postgres"), "-D", str(folder / "data"), *flags]


def _as_nobody(command: list[str]) -> list[str]:
    """The server refuses to be root; where setpriv is, it is also told to end with this process."""
    setpriv = shutil.which("setpriv")
    if not setpriv:
        return command
    other = ["--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.geteuid() == 0 else []
    return [setpriv, *other, "--pdeathsig=INT", *command]


def _own(folder: Path) -> None:
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody", "nogroup")


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until it answers; there is nothing to wait on but the answer itself."""
    until = time.monotonic() + _SECONDS
    while time.monotonic() < until:
        with suppress(psycopg.OperationalError):
            psycopg.connect(url).close()
            return
        if server.poll() is not None:
            break
        time.sleep(0.02)
    sys.exit("the PostgreSQL server of the tests did not start")
