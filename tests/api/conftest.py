"""Command lines and applications on ledgers of their own, which the tests of the doors share."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from evidence.address import Address
from tests.api.command_line import HARBOUR, CommandLine
from tests.api.http_door import case_at, door_to, ledger_at
from tests.graph.kernel_fixtures import installed_wheel, kernel_is_installed, kernel_wheel, no_kernel_is_installed
from tests.graph.neo4j_fixtures import neo4j_servers
from tests.places import LedgerPlace

__all__ = ["installed_wheel", "kernel_is_installed", "kernel_wheel", "neo4j_servers", "no_kernel_is_installed"]


@pytest.fixture
def empty(
    place: LedgerPlace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    """A ledger with nothing in it."""
    throughline = CommandLine(tmp_path, place, monkeypatch, capsys)
    throughline.done("init")
    return throughline


@pytest.fixture
def harbour(empty: CommandLine) -> CommandLine:
    """A ledger with the small case."""
    empty.load(*HARBOUR)
    return empty


@pytest.fixture(scope="session")
def case_ledger(shared_place: LedgerPlace) -> Address:
    """A ledger with the committed case, which no test changes."""
    return case_at(shared_place("case"))


@pytest.fixture(scope="session")
def case_file(tmp_path_factory: pytest.TempPathFactory) -> Address:
    """The same in a file, for what looks at pages alone: they are the same on both databases, which is a test too."""
    return case_at(tmp_path_factory.mktemp("case") / "case.sqlite")


@pytest.fixture(scope="session")
def case_door(case_ledger: Address) -> Iterator[TestClient]:
    """The application on the committed case."""
    with door_to(case_ledger) as door:
        yield door


@pytest.fixture
def door(place: LedgerPlace) -> Iterator[TestClient]:
    """The application on the small case."""
    with door_to(ledger_at(place("ledger"), HARBOUR)) as door:
        yield door


@pytest.fixture
def loaded(empty: CommandLine, records: tuple[Mapping[str, Any], ...]) -> CommandLine:
    """A ledger with the records that the tests of a file give."""
    empty.load(*records)
    return empty


@pytest.fixture
def served(place: LedgerPlace, records: tuple[Mapping[str, Any], ...]) -> Iterator[TestClient]:
    """The application on such a ledger."""
    with door_to(ledger_at(place("served"), records)) as door:
        yield door


@pytest.fixture
def signed(harbour: CommandLine) -> CommandLine:
    """The small case with a capture, a key and a checkpoint."""
    (harbour.folder / "page.html").write_text("<p>It taught the police.</p>", encoding="utf-8")
    harbour.done("capture", "page.html", "--source", "S2")
    harbour.done("signing-key", "make", "--name", "example.org/harbour")
    harbour.done("checkpoint")
    return harbour


@pytest.fixture
def sealed_door(sealed: CommandLine) -> Iterator[TestClient]:
    """The application on a ledger in which the tests of a file have sealed an edition."""
    with door_to(sealed.address) as door:
        yield door
