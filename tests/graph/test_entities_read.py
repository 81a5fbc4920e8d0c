"""Entities are read once, by number or by id."""

from collections.abc import Iterable

import pytest

from evidence.views import EntityView
from graph import entity_table
from graph.entities_read import EntitiesRead
from graph.entity_table import EntityColumns, EntityTable
from tests.graph.making import entity


def table(entities: Iterable[EntityView]) -> EntityTable:
    return EntityTable.of(EntityColumns.of(entities))


def test_by_number_and_by_id_it_is_the_same() -> None:
    entities = [entity("a"), entity("b")]
    read = EntitiesRead(table(entities))
    assert [read.at(0), read.by_id("id-b"), read.at(1), read.by_id("id-a")] == [*entities, *reversed(entities)]
    with pytest.raises(KeyError):
        read.by_id("id-c")


def test_each_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read = EntitiesRead(table([entity("a")]))
    view = read.at(0)
    monkeypatch.setattr(entity_table, "entity_from", pytest.fail)
    assert read.at(0) is read.by_id("id-a") is view
