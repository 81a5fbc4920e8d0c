"""Which databases the tests' ledgers are on, and what a run leaves out: listed at its end with how to enable it, or
refused where everything is required.

A skip's reason reads "WHAT IS LEFT OUT; enable: HOW". With THROUGHLINE_TEST_REQUIRE_ALL=1 a skip is a failure.
"""

import os
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import settings

from tests.memory import work_in_memory
from tests.places import DATABASES, LedgerPlace, on_files, on_server
from tests.postgresql import LEFT_OUT, OWN_URL, programs, started

REQUIRE_ALL = "THROUGHLINE_TEST_REQUIRE_ALL"

STARTS_SOON = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""What every Java of a run is told: its servers live for seconds, in which more compiling never pays for itself."""

LONGEST = (
    "benchmarks/test_on_neo4j.py",
    "graph/test_neo4j_reading.py",
    "graph/test_neo4j_faults.py",
    "faults/test_kills_of_keeping.py",
    "tests/test_docs.py",
    "evidence/test_erasing_laws.py",
    "api/test_catching_up.py",
    "api/test_cli_erasing.py",
    "faults/test_kills.py",
    "faults/test_full_disk.py",
    "evidence/test_whole.py",
    "graph/test_neo4j_bulk.py",
    "graph/test_search.py",
    "benchmarks/test_projection.py",
)
"""Files that take half a minute and more are begun first: one that is begun last keeps one core of all at work."""


def pytest_configure() -> None:
    """No example has a deadline: a machine may be busy, and no test of ours measures time. Files are made in memory."""
    work_in_memory()
    settings.register_profile("throughline", deadline=None)
    settings.load_profile("throughline")


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--database`` runs the tests that make ledgers on one database only; the others say how much is done."""
    parser.addoption("--database", choices=DATABASES, help="make ledgers on this database only; on both if not given")
    parser.addoption("--writers", type=int, default=3, help="how many processes append to one ledger at once; 8 in all")
    parser.addoption("--appends", type=int, default=10, help="how often each of them appends; 250 in all")
    parser.addoption("--kills", type=int, default=8, help="how many processes are killed at work; 2000 in all")
    parser.addoption("--cuts", type=int, default=15, help="how often the power is cut; 1000 in all")
    parser.addoption("--fills", type=int, default=5, help="how often the disk is full; 100 in all")
    parser.addoption("--every-crash-point", action="store_true", help="all points at which a verb may die, not some")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first; the others keep their order."""
    items.sort(key=lambda item: _rank(item.path))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that makes a ledger runs once on each database."""
    if "database" in metafunc.fixturenames:
        only = metafunc.config.getoption("database")
        metafunc.parametrize("database", [only] if only else DATABASES, indirect=True, scope="session")


@pytest.fixture(scope="session")
def database(request: pytest.FixtureRequest) -> str:
    """The database that the ledgers of a test are on."""
    return str(request.param)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server, started for this run where none is named."""
    own, found = os.environ.get(OWN_URL), programs()
    if own:
        yield own
    elif found:
        with started(found) as url:
            yield url
    else:
        pytest.skip(LEFT_OUT)


@pytest.fixture(scope="session", autouse=True)
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What has no other place goes into the user's data folder: for a run, into one of its own."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        yield


@pytest.fixture(scope="session", autouse=True)
def java_that_starts_soon() -> Iterator[None]:
    """Neo4j's Java starts in half the time; nothing is measured on it, so that it may be slower later."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("JAVA_TOOL_OPTIONS", f"{STARTS_SOON} {os.environ.get('JAVA_TOOL_OPTIONS', '')}".strip())
        yield


@pytest.fixture
def place(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[LedgerPlace]:
    """Where a test's own ledgers are."""
    with ExitStack() as stack:
        on_file = database == "sqlite"
        yield on_files(tmp_path) if on_file else on_server(request.getfixturevalue("server"), stack)


@pytest.fixture(scope="session")
def shared_place(
    database: str, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[LedgerPlace]:
    """Where ledgers are that many tests read, or many examples of one test make."""
    with ExitStack() as stack:
        folder = tmp_path_factory.mktemp("ledgers")
        yield on_files(folder) if database == "sqlite" else on_server(request.getfixturevalue("server"), stack)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that was skipped where everything is required has failed."""
    report = yield
    if not hasattr(report, "wasxfail"):
        _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """So has a file that was skipped whole."""
    report = yield
    _refuse_skip(report)
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List what was left out, each reason once."""
    reasons = Counter(_reason(report) for report in terminalreporter.getreports("skipped"))
    if reasons:
        terminalreporter.section("left out")
    for reason, count in sorted(reasons.items()):
        terminalreporter.write_line(f"{reason} [{count}]")


def _rank(path: Path) -> int:
    name = "/".join(path.parts[-2:])
    return LONGEST.index(name) if name in LONGEST else len(LONGEST)


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if report.outcome == "skipped" and os.environ.get(REQUIRE_ALL) == "1":
        report.outcome = "failed"
        report.longrepr = f"left out, though {REQUIRE_ALL} is set: {_reason(report)}"


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    """The reason that the skip gave; pytest keeps it as (file, line, "Skipped: reason")."""
    place = report.longrepr
    return place[2].removeprefix("Skipped: ") if isinstance(place, tuple) else str(place)
