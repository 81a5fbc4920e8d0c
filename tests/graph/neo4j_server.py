"""A real Neo4j server on loopback, on a free port, with a home folder of its own; no Docker.

    python -m tests.graph.neo4j_server [--current] [--home FOLDER]        what ``make neo4j`` does

It is kept beside the tests, and not in a package that ships, because the program never starts a server: tests and
benchmarks do, and whoever wants to try one. Invariant: the server ends with the process that started it.
"""

import argparse
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from threading import Event

from neo4j import GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

from tests.graph.neo4j_jars import CURRENT, LTS, Release, jars_of, java_of
from tests.maven import Missing

ROOT = Path(__file__).parent.parent.parent
USER = "neo4j"
DATABASE = "neo4j"
PATIENCE = 120.0
"""Seconds until it must answer: a busy machine takes long, one that never answers must not hang a run."""

CONF = """server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
dbms.usage_report.enabled=false
server.memory.heap.max_size={heap}
server.memory.pagecache.size={cache}
db.transaction.timeout={limit}
db.tx_log.rotation.retention_policy=keep_none
internal.server.bolt.connection_shutdown_wait_time=1s
internal.server.bolt.thread_pool_shutdown_wait_time=1s
"""
OPENS = tuple(
    f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in ("java.nio", "java.io", "sun.nio.ch", "java.lang")
)
ADMIN = "org.neo4j.server.startup.Neo4jAdminCommand"

_PASSWORDS: dict[Release, tuple[str, bytes]] = {}
"""The password of this process on each release, and the file by which a server is told of it: a Java that makes one
takes seconds, and every server of a process is its own.
"""


class Server:
    """One server. ``home`` holds its data: the same home started again has the same data."""

    def __init__(
        self, home: Path, release: Release = LTS, *, heap: str = "512m", cache: str = "128m", limit: str = "120s"
    ) -> None:
        self.home, self.release = home, release
        self.port = _free_port()
        self._heap = heap
        self._jars, self._java = jars_of(release), java_of(release)
        self._process: subprocess.Popen[bytes] | None = None
        for name in ("conf", "data", "logs", "import", "plugins", "run"):
            (home / name).mkdir(parents=True, exist_ok=True)
        # The import is run in a Java of its own, which is told so by the configuration.
        opens = "".join(f"server.jvm.additional={one}\n" for one in OPENS)
        text = CONF.format(port=self.port, heap=heap, cache=cache, limit=limit) + opens
        (home / "conf" / "neo4j.conf").write_text(text, encoding="utf-8")
        self.password = self._first_password()

    @property
    def uri(self) -> str:
        """Where it answers."""
        return f"bolt://127.0.0.1:{self.port}"

    def _first_password(self) -> str:
        """The password of this process, set before the first start."""
        kept = self.home / "data" / "dbms" / "auth.ini"
        if self.release not in _PASSWORDS:
            password = secrets.token_hex(12)  # which begins with no dash, or it would be taken for an option
            self.admin("dbms", "set-initial-password", password)
            _PASSWORDS[self.release] = password, kept.read_bytes()
        password, told = _PASSWORDS[self.release]
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(told)
        return password

    def admin(self, *arguments: str) -> str:
        """Run ``neo4j-admin``; what it printed. The server must be stopped."""
        command = [self._java, "-cp", f"{self._jars}/*", *OPENS, f"-Xmx{self._heap}", ADMIN, *arguments]
        ran = subprocess.run(
            command, cwd=self.home, env=self._environment(), capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout

    def start(self) -> "Server":
        """Start it and wait until it answers."""
        main = (f"-Xmx{self._heap}", self.release.main, f"--home-dir={self.home}", f"--config-dir={self.home}/conf")
        guard = [sys.executable, "-m", "tests.graph.neo4j_guard", str(self._pid_file)]
        with (self.home / "logs" / "console.log").open("ab") as log:
            self._process = subprocess.Popen(
                [*guard, self._java, "-cp", f"{self._jars}/*", *OPENS, *main],
                cwd=ROOT,
                env=self._environment(),
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
            )
        self._wait_until_it_answers()
        return self

    def stop(self) -> None:
        """Stop it as an administrator would; nothing where it does not run."""
        if self._process:
            self._process.communicate()
            self._process = None

    def kill(self) -> None:
        """End it at once, as a power cut does."""
        os.kill(int(self._pid_file.read_text(encoding="utf-8")), signal.SIGKILL)
        self.stop()

    @property
    def _pid_file(self) -> Path:
        return self.home / "run" / "pid"

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            assert self._process
            ended = self._process.poll()
            if ended is not None or time.monotonic() > deadline:
                log = (self.home / "logs" / "console.log").read_text(encoding="utf-8", errors="replace")
                raise RuntimeError(f"Neo4j {self.release.number} did not start ({ended}):\n{log[-2000:]}")
            time.sleep(0.1)

    def _answers(self) -> bool:
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", self.port)):
                return False
        try:
            with GraphDatabase.driver(self.uri, auth=(USER, self.password)) as driver:
                driver.verify_connectivity()
        except (DriverError, Neo4jError):
            return False
        return True


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        return port


def main() -> None:
    """Start a server for a person to try, say how to use it, and stop it with Ctrl-C."""
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="throughline-neo4j-") as folder:
        try:
            server = Server(asked.home or Path(folder), CURRENT if asked.current else LTS).start()
        except Missing as error:
            sys.exit(f"No Neo4j can be started here: {error}")
        print(f"Neo4j {server.release.number} answers at {server.uri}. Set:\n")
        settings = {"GRAPH": "neo4j", "NEO4J_URI": server.uri, "NEO4J_USER": USER, "NEO4J_PASSWORD": server.password}
        for name, value in settings.items():
            print(f"  export THROUGHLINE_{name}={value}")
        print("\nthen 'throughline graph sync'. It is empty at first, and gone after Ctrl-C.", flush=True)
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with suppress(KeyboardInterrupt):
            Event().wait()
        server.stop()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--current", action="store_true", help="the calendar version rather than the long-term one")
    parser.add_argument("--home", type=Path, help="an empty folder for its data, which stays; else a temporary one")
    return parser.parse_args()


if __name__ == "__main__":
    main()
