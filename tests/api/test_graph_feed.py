"""The ledger as Neo4j sees it: what is public, whole or since an event."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.graph_feed import PublicFeed
from evidence.access import disclose
from evidence.database import reading
from evidence.ledger import Ledger, open_ledger
from graph.hops import hops_of
from tests.api.command_line import HARBOUR, claim, entity, source
from tests.api.http_door import added, ledger_at

HIDDEN = (
    entity("E9", "Hidden Fund", visibility="team"),
    source("S9", "Hidden paper", "Hidden Fund", visibility="restricted"),
    claim("C9", "E9", "funds", "E2", "S1"),
    claim("C8", "E1", "funds", "E3", "S9"),
    claim("C7", "E1", "visits", "E3", "S1", visibility="custodian"),
)
LATER = (
    (entity("E7", "Quay Trust"), claim("C5", "E1", "funds", "E7", "S1")),
    HIDDEN,
    (claim("C6", "E2", "trains", "E3", "S1", scope="E4"),),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "ledger.sqlite"
    ledger_at(file, HARBOUR)
    return file


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    opened = open_ledger(path)
    yield opened
    opened.close()


def test_the_whole_is_all_that_is_public_and_nothing_else(path: Path, ledger: Ledger) -> None:
    feed = PublicFeed(ledger)
    before = feed.whole()
    added(path, HIDDEN)
    after = feed.whole()
    assert (set(after.hops), dict(after.entities)) == (set(before.hops), dict(before.entities))
    assert after.cursor == feed.head() > before.cursor


def test_what_changed_makes_of_the_whole_before_the_whole_after(path: Path, ledger: Ledger) -> None:
    feed = PublicFeed(ledger)
    for records in LATER:
        before = feed.whole()
        added(path, records)
        change = feed.increment(before.cursor)
        hops = {hop.id: hop for hop in before.hops if hop.base not in change.bases} | {
            hop.id: hop for hop in change.hops
        }
        entities = {**before.entities, **change.entities}
        now = feed.whole()
        assert hops == {hop.id: hop for hop in now.hops}
        assert {id_: one for id_, one in entities.items() if one} == now.entities
        assert change.cursor == now.cursor


def test_nothing_new_is_no_change(ledger: Ledger) -> None:
    feed = PublicFeed(ledger)
    change = feed.increment(feed.head())
    assert (change.cursor, change.bases, change.hops, dict(change.entities)) == (feed.head(), frozenset(), (), {})


def test_an_event_is_known_by_its_hash(path: Path, ledger: Ledger) -> None:
    feed = PublicFeed(ledger)
    first, last = feed.hash_at(1), feed.hash_at(feed.head())
    assert first
    assert first != last
    assert feed.hash_at(0) is feed.hash_at(feed.head() + 1) is None
    added(path, HIDDEN)
    assert feed.hash_at(1) == first


def test_it_is_what_the_public_graph_is_made_of(path: Path, ledger: Ledger) -> None:
    added(path, HIDDEN)
    with reading(ledger.engine) as session:
        disclosure = disclose(session, "public")
    assert list(PublicFeed(ledger).whole().hops) == list(hops_of(disclosure.claims.values()).values())
