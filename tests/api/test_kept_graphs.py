"""Graphs kept beside a ledger, compared with those that it makes."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from api import graphs
from api.graphs import Graphs
from api.kept_graphs import compare_graphs
from evidence.access import disclose
from evidence.database import reading
from evidence.ledger import Ledger, create_ledger
from evidence.verification.faults import Fault
from graph.projector import project
from tests.evidence.small import claim, entity, put, source
from tests.places import LedgerPlace


@pytest.fixture
def ledger(place: LedgerPlace) -> Iterator[Ledger]:
    made = create_ledger(place("ledger"), policy="four_eyes", actor="Ada")
    put(made, *map(entity, ("E1", "E2")), source("S1"), claim("C1"))
    yield made
    made.close()


def kept(folder: Path, ledger: Ledger, *audiences: str) -> Path:
    with reading(ledger.engine) as session:
        for audience in audiences:
            Graphs(folder).of(session, audience)
    return folder


def test_without_any_graph_there_is_none_to_compare(ledger: Ledger, tmp_path: Path) -> None:
    assert compare_graphs(ledger.address, tmp_path / "none").graphs == 0


def test_graphs_that_were_made_and_followed_are_those_of_the_ledger_and_nothing_is_written(
    ledger: Ledger, tmp_path: Path
) -> None:
    folder = kept(tmp_path / "graph", ledger, "public", "team")
    put(ledger, claim("C2", predicate="trains"), entity("E2", summary="revised"))
    kept(folder, ledger, "public")
    put(ledger, claim("C3", predicate="supplies"))
    before = {file: file.read_bytes() for file in folder.iterdir()}
    compared = compare_graphs(ledger.address, folder)
    assert (compared.graphs, compared.faults) == (2, [])
    assert {file: file.read_bytes() for file in folder.iterdir()} == before


@pytest.mark.parametrize("what", ["claims", "entities"])
def test_a_graph_of_something_else_is_named_by_its_audience(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """Sound in itself, and of this ledger at this event: only its content is another."""
    put(ledger, entity("E3"))
    folder = kept(tmp_path / "graph", ledger, "public")
    with monkeypatch.context() as forged, reading(ledger.engine) as session:
        seen = disclose(session, "team")
        alone = {id_: one for id_, one in seen.entities.items() if one.key != "E3"}
        less = replace(seen, claims={}) if what == "claims" else replace(seen, entities=alone)
        forged.setattr(graphs, "project", lambda _, cursor: project(less, cursor))
        Graphs(folder).of(session, "team")
    compared = compare_graphs(ledger.address, folder)
    assert compared.graphs == 2
    assert compared.faults == [Fault("graph", "team", "not the graph of what team readers see")]


def test_a_damaged_text_is_named_and_does_not_crash(ledger: Ledger, tmp_path: Path) -> None:
    folder = kept(tmp_path / "graph", ledger, "public")
    file = folder / "public.whole"
    content = file.read_bytes()
    assert b"Entity E1" in content
    file.write_bytes(content.replace(b"Entity E1", b"Entity X1"))
    assert compare_graphs(ledger.address, folder).faults == [Fault("graph", "public", "it cannot be read")]
