"""Both ways into Neo4j write the same hops, and are timed."""

import pytest

from benchmarks.made_feed import MadeFeed
from benchmarks.made_graph import made_of
from benchmarks.projection import projected
from tests.maven import Missing


def test_a_made_feed_tells_everything_public_once() -> None:
    feed = MadeFeed(made_of(60, 120, 1, "full"))
    whole = feed.whole()
    assert whole is feed.whole()
    assert len(whole.hops) == len(feed.graph.public)
    assert (whole.cursor, len(whole.entities)) == (feed.head(), 60)
    assert feed.increment(1).hops == ()
    assert feed.hash_at(1)
    assert feed.hash_at(2) is None


def test_the_product_and_merging_by_hand_are_both_timed() -> None:
    try:
        found = projected(0.00005, 1)
    except Missing as error:
        pytest.skip(f"how fast hops come into Neo4j; enable: {error}")
    assert 140 < found.hops < 165
    assert found.ours > 0
    assert found.by_hand > 0
    assert found.ahead > 0
    assert found.bare > 0
