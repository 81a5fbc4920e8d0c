"""The ledger as Neo4j sees it: what is public, whole or since an event."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.graph_feed import PublicFeed
from evidence.access import disclose
from evidence.database import reading
from evidence.errors import EvidenceError
from evidence.ledger import Ledger, create_ledger, open_ledger
from graph.feed import Increment
from graph.hops import hops_of
from tests.api.command_line import HARBOUR, claim, entity, source
from tests.api.http_door import added, ledger_at
from tests.api.test_catching_up import ENTITIES, NUMBERS, SOURCES, Verb, verbs
from tests.evidence.small import entity as draft_entity
from tests.evidence.small import put
from tests.evidence.small import source as draft_source
from tests.places import LedgerPlace

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
        assert_it_leads_on(feed, before)


def assert_it_leads_on(feed: PublicFeed, before: Increment) -> None:
    """What changed since makes of the whole before the whole of now."""
    change, now = feed.increment(before.cursor), feed.whole()
    hops = {hop.id: hop for hop in before.hops if hop.base not in change.bases} | {hop.id: hop for hop in change.hops}
    entities = {**before.entities, **change.entities}
    assert hops == {hop.id: hop for hop in now.hops}
    assert {id_: one for id_, one in entities.items() if one} == now.entities
    assert change.cursor == now.cursor


@settings(max_examples=25, deadline=None)
@given(history=st.lists(verbs(), min_size=1, max_size=8))
def test_whatever_is_done_to_the_ledger_is_led_on_from(history: list[Verb], shared_place: LedgerPlace) -> None:
    ledger = create_ledger(shared_place(f"fed{next(NUMBERS)}"), policy="four_eyes", actor="Ada")
    put(ledger, *map(draft_entity, ENTITIES), *map(draft_source, SOURCES))
    feed = PublicFeed(ledger)
    for verb in history:
        before = feed.whole()
        with suppress(EvidenceError):
            verb(ledger)
        assert_it_leads_on(feed, before)
    ledger.close()


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
    assert (feed.number_of(first), feed.number_of(last or "")) == (1, feed.head())
    assert feed.number_of("") is feed.number_of("0" * 64) is None
    added(path, HIDDEN)
    assert feed.hash_at(1) == first
    assert feed.number_of(last or "") == feed.head() - len(HIDDEN)


def test_it_is_what_the_public_graph_is_made_of(path: Path, ledger: Ledger) -> None:
    added(path, HIDDEN)
    with reading(ledger.engine) as session:
        disclosure = disclose(session, "public")
    assert list(PublicFeed(ledger).whole().hops) == list(hops_of(disclosure.claims.values()).values())


def test_what_was_never_public_is_not_named_either(path: Path, ledger: Ledger) -> None:
    """What is named is sent to the server, and whoever runs that may read it."""
    feed = PublicFeed(ledger)
    before = feed.head()
    added(path, [*HIDDEN, claim("C6", "E1", "trains", "E3", "S1", status="draft")])
    change = feed.increment(before)
    assert (change.cursor, change.bases, change.hops, dict(change.entities)) == (feed.head(), frozenset(), (), {})
