"""What the tests of the graph share: a real Neo4j server."""

from tests.graph.neo4j_fixtures import neo4j_server, neo4j_servers

__all__ = ["neo4j_server", "neo4j_servers"]
