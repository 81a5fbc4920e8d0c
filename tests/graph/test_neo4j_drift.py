"""What differs between a database and its ledger is named, and made good."""

import pytest

from graph.neo4j_drift import Difference, drift
from graph.neo4j_store import GraphServer
from graph.neo4j_sync import rebuild, sync
from tests.graph.feeding import CLAIMS, Versions
from tests.graph.making import disclosed, entity


@pytest.mark.parametrize(
    ("spoil", "found"),
    [
        ("MATCH (e:Entity {id: 'id-a'}) SET e.name = 'Another'", ("entity", "id-a", "different")),
        ("MATCH (e:Entity {id: 'id-a'}) SET e.name = datetime()", ("entity", "id-a", "different")),
        ("MATCH (e:Entity {id: 'id-a'}) SET e.name = point({x: 1, y: 2})", ("entity", "id-a", "different")),
        ("MATCH (e:Entity {id: 'id-a'}) REMOVE e:Organisation", ("entity", "id-a", "different")),
        ("CREATE (:Entity {id: 'id-x', digest: 'x'})", ("entity", "id-x", "extra")),
        ("MATCH (s:Source {id: 'id-s-c1'}) SET s.retracted = true", ("source", "id-s-c1", "different")),
        ("CREATE (:Source {id: 'id-x'})", ("source", "id-x", "extra")),
        ("MATCH (c:Claim {id: 'id-c1'})-[r:CITES]->() SET r.quote = 'never said'", ("claim", "id-c1", "different")),
        ("MATCH (c:Claim {id: 'id-c1'})-[r:CITES]->() DELETE r", ("claim", "id-c1", "different")),
        ("MATCH (c:Claim {id: 'id-c1'}) DETACH DELETE c", ("claim", "id-c1", "missing")),
        ("MATCH ()-[r:FUNDS]->() SET r.level = 4", ("hop", None, "different")),
        ("MATCH ()-[r:FUNDS]->() DELETE r", ("hop", None, "missing")),
        ("MATCH (a)-[r:FUNDS]->(b) CREATE (a)-[s:FUNDS]->(b) SET s = properties(r)", ("hop", None, "extra")),
        ("CREATE (:Note {text: 'mine'})", ("foreign", None, "extra")),
        (
            "MATCH (e:Entity {id: 'id-a'}), (s:Source {id: 'id-s-c1'}) CREATE (e)-[:SEEN_IN]->(s)",
            ("foreign", None, "extra"),
        ),
        ("MATCH (p:Projection) SET p.fingerprint = '0'", ("projection", "throughline", "different")),
        ("MATCH (p:Projection) DELETE p", ("projection", "throughline", "missing")),
    ],
)
def test_what_somebody_changed_by_hand_is_named_and_made_good(
    neo4j_server: GraphServer, spoil: str, found: tuple[str, str | None, str]
) -> None:
    feed = Versions([disclosed(*CLAIMS)])
    sync(neo4j_server, feed)
    neo4j_server.write(spoil)
    (difference,) = drift(neo4j_server, feed)
    assert (difference.sort, difference.how) == (found[0], found[2])
    assert found[1] in (None, difference.id)
    if difference.how != "missing" or difference.sort != "projection":
        rebuild(neo4j_server, feed)
        assert drift(neo4j_server, feed) == []


def test_being_behind_is_a_difference(neo4j_server: GraphServer) -> None:
    feed = Versions([disclosed(*CLAIMS)])
    sync(neo4j_server, feed)
    feed.disclosures.append(disclosed(*CLAIMS, others=[entity("z")]))
    assert [one.how for one in drift(neo4j_server, feed)] == ["missing", "different"]
    assert Difference("entity", "id-z", "missing") in drift(neo4j_server, feed)
