"""Runs a program that makes its ledgers at paths, with every one of them on a PostgreSQL server of the run's own.

    python -m tests.on_postgresql ../shared/accept/chains.py .venv/bin/throughline [OPTIONS]

The program is told to call this module in the place of ``throughline``; each path becomes a schema.
"""

import hashlib
import os
import subprocess
import sys
from urllib.parse import quote

import psycopg
from psycopg import sql

from tests.postgresql import LEFT_OUT, OWN_URL, programs, started


def run(program: str, throughline: str, options: list[str]) -> int:
    """Start a server and run the program against it; returns its exit code."""
    found = programs()
    if found is None:
        sys.exit(LEFT_OUT)
    with started(found) as url:
        calling = f"{sys.executable} -m {__spec__.name} --call {throughline}"
        environment = {**os.environ, OWN_URL: url}
        return subprocess.run([sys.executable, program, calling, *options], env=environment, check=False).returncode


def call(throughline: str, arguments: list[str]) -> None:
    """Become ``throughline``, the ledger of the setting's path being a schema of the server."""
    url = os.environ[OWN_URL]
    schema = hashlib.sha256(os.environ["THROUGHLINE_LEDGER"].encode()).hexdigest()[:32]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(schema)))
    address = f"{url}{'&' if '?' in url else '?'}options={quote(f'-csearch_path={schema}')}"
    os.execve(throughline, [throughline, *arguments], {**os.environ, "THROUGHLINE_LEDGER": address})


if __name__ == "__main__":
    if sys.argv[1] == "--call":
        call(sys.argv[2], sys.argv[3:])
    else:
        sys.exit(run(sys.argv[1], sys.argv[2], sys.argv[3:]))
