"""Bundles as a door asks for them: of all chains, or of the one of a rank."""

import json
from pathlib import Path

import pytest

from evidence.errors import NotFound
from tests.bundled import Files, bundled, signed_ledger


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return signed_ledger(tmp_path_factory.mktemp("signed") / "ledger.sqlite")


def answer(files: Files) -> dict[str, list[object]]:
    read: dict[str, list[object]] = json.loads(files["data/findings/answer.json"])
    return read


def test_each_chain_alone_is_one_of_all(signed: Path) -> None:
    together = answer(bundled(signed))["chains"]
    assert [answer(bundled(signed, rank=rank))["chains"] for rank in (1, 2)] == [[one] for one in together]


def test_a_rank_that_is_not_there_is_refused(signed: Path) -> None:
    with pytest.raises(NotFound, match="from 1 to 2"):
        bundled(signed, rank=3)


def test_where_there_is_no_chain_nothing_is_bundled(signed: Path) -> None:
    with pytest.raises(NotFound, match="no chain to bundle"):
        bundled(signed, "E3", "E4")


def test_the_briefing_in_it_is_on_the_chains_in_it(signed: Path) -> None:
    for rank, number in ((None, 2), (1, 1)):
        told = json.loads(bundled(signed, rank=rank)["data/findings/briefing.json"])
        assert sum(len(route["chains"]) for route in told["routes"]) == number
