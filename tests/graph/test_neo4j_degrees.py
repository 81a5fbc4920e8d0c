"""What is known of how many hops entities have, and what is asked for."""

from typing import Any, cast

import numpy as np
import pytest

from graph import neo4j_degrees
from graph.arrays import Numbers
from graph.neo4j_degrees import HOPS_EACH, Degrees
from graph.neo4j_store import GraphServer

HOPS = {1: 10, 2: 20, 3: 500}


class Asked:
    """In the place of a server: it notes what it is asked for."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []

    def search(self, _: str, *, seconds: float, entities: list[int]) -> list[Any]:
        self.asked.append(entities)
        return [entities, [HOPS[one] for one in entities]]


def numbers(*some: int) -> Numbers:
    return np.array(some, np.int64)


def told() -> tuple[Degrees, Asked]:
    server = Asked()
    return Degrees(cast(GraphServer, server)), server


def test_only_what_is_not_known_is_asked_for() -> None:
    degrees, server = told()
    degrees.note([2], [20])
    assert degrees.of(numbers(1, 2), seconds=30) == degrees.of(numbers(1, 2), seconds=30) == 30
    assert server.asked == [[1]]
    degrees.forget()
    assert degrees.of(numbers(2), seconds=30) == 20
    assert server.asked == [[1], [2]]


def test_nothing_is_asked_of_nobody() -> None:
    degrees, server = told()
    assert degrees.of(numbers(), seconds=30) == 0
    assert server.asked == []


def test_many_are_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neo4j_degrees, "MANY", 2)
    degrees, server = told()
    assert degrees.of(numbers(1, 2, 3), seconds=30) == 3 * HOPS_EACH
    assert server.asked == []


def test_no_more_is_held_than_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neo4j_degrees, "HELD", 1)
    degrees, server = told()
    for one in (1, 2, 3):
        degrees.of(numbers(one), seconds=30)
    degrees.of(numbers(1), seconds=30)
    assert server.asked == [[1], [2], [3], [1]]
