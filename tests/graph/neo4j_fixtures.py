"""A real Neo4j server for tests: one a process and release, started when a test first asks for it.

Each test gets an empty database: Community has one, so a test that has a server has it alone. With
THROUGHLINE_TEST_NEO4J_URI (and _USER, _PASSWORD) the tests use that server in the place of their own; its database
must be empty, as they empty it.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pydantic import SecretStr

from evidence.settings import Settings
from graph.neo4j_store import GraphServer
from tests.graph.neo4j_jars import RELEASES, Release
from tests.graph.neo4j_server import DATABASE, USER, Server
from tests.maven import Missing

GIVEN = "THROUGHLINE_TEST_NEO4J_URI"
EMPTY = "MATCH (n) DETACH DELETE n"
"""What a test's database is emptied by: never more in it than a test made."""

releases: list[Release | None] = [None] if os.environ.get(GIVEN) else list(RELEASES)
"""What tests run on; None: the server that was given."""


def name_of(release: Release | None) -> str:
    """What a test on a release is called by."""
    return f"neo4j-{release.number}" if release else "neo4j-given"


def left_out(error: Missing) -> str:
    return f"tests on a real Neo4j server; enable: {error}, or set {GIVEN}"


def own_server(folder: Path, release: Release = RELEASES[0], **settings: str) -> Server:
    """A server for one test alone, which may stop it; skips where this machine cannot run one."""
    try:
        return Server(folder, release, **settings)
    except Missing as error:
        pytest.skip(left_out(error))


_started: dict[Release, Server] = {}
"""The servers of this process, whichever test asked for them."""


def started(release: Release) -> Server:
    """The server of this process."""
    if release not in _started:
        _started[release] = own_server(Path(tempfile.mkdtemp(prefix="throughline-test-neo4j-")), release).start()
    return _started[release]


def settings_of(server: Server | None) -> Settings:
    """How a server is reached: one of ours, or the one that was given."""
    if server is None:
        uri, user = os.environ[GIVEN], os.environ.get("THROUGHLINE_TEST_NEO4J_USER", USER)
        password = os.environ.get("THROUGHLINE_TEST_NEO4J_PASSWORD", "")
        return Settings(graph="neo4j", neo4j_uri=uri, neo4j_user=user, neo4j_password=SecretStr(password))
    return Settings(
        graph="neo4j",
        neo4j_uri=server.uri,
        neo4j_user=USER,
        neo4j_password=SecretStr(server.password),
        neo4j_database=DATABASE,
    )


class Servers:
    """The servers of a run, each with one empty database at a time."""

    def settings(self, release: Release | None) -> Settings:
        """How to reach the server of a release, or the one that was given (None)."""
        return settings_of(started(release) if release else None)

    @contextmanager
    def empty(self, release: Release | None) -> Iterator[GraphServer]:
        """A server whose database is empty, and emptied afterwards."""
        graph = GraphServer(self.settings(release))
        if release is None and graph.read("MATCH (n) RETURN count(n)") != [[0]]:
            pytest.fail(f"the database at {GIVEN} is not empty, and tests would empty it: give them an empty one")
        try:
            yield graph
        finally:
            graph.write(EMPTY)
            graph.close()


@pytest.fixture(scope="session")
def neo4j_servers() -> Iterator[Servers]:
    """Every server that a test may ask for; those that were started end with the run."""
    yield Servers()
    while _started:
        _, server = _started.popitem()
        server.kill()
        shutil.rmtree(server.home, ignore_errors=True)


@pytest.fixture(params=releases, ids=name_of)
def neo4j_server(neo4j_servers: Servers, request: pytest.FixtureRequest) -> Iterator[GraphServer]:
    """A server whose database is empty, and emptied afterwards; of each release in turn."""
    with neo4j_servers.empty(request.param) as graph:
        yield graph
