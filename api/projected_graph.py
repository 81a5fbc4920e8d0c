"""The public graph of a ledger in Neo4j, brought up to it before it is handed out.

Invariant: what is handed out is whole and at the ledger's head; while somebody else fills the database nothing is, and
the embedded engine answers.
"""

from dataclasses import dataclass, field

from api.graph_feed import PublicFeed
from evidence.errors import GraphBusy
from evidence.ledger import Ledger
from evidence.settings import Settings
from graph.neo4j_reading import Neo4jStore
from graph.neo4j_store import GraphServer
from graph.neo4j_sync import Passed, sync


@dataclass(slots=True)
class ProjectedGraph:
    """A database that the settings name, following a ledger; raises GraphNotConfigured where they name none."""

    settings: Settings
    ledger: Ledger
    _server: GraphServer = field(init=False)
    _passed: Passed = field(default_factory=Passed)

    def __post_init__(self) -> None:
        self._server = GraphServer(self.settings)

    def store(self) -> Neo4jStore | None:
        """The graph as it is now; None while it is being filled by somebody else. Raises GraphError."""
        try:
            sync(self._server, PublicFeed(self.ledger), passed=self._passed)
            return Neo4jStore(self._server)
        except GraphBusy:
            return None

    def close(self) -> None:
        """Give back the connections to the server."""
        self._server.close()
