"""What is projected into a Neo4j database, and up to where: one node says it.

Invariant: whoever changes what is read holds that node's write lock and raises its ``revision`` in the same
transaction. ``whole``: what is there is the graph of the ledger up to the event of which ``head`` is the hash, and as
long as nothing public changes it stays that one: whoever may look into the database learns nothing of what else is
recorded, not even how much. ``filling``: it is not, and nobody may read it; ``filler`` is whose turn it is, ``beat``
when it last wrote (the server's clock, milliseconds).
"""

from dataclasses import dataclass, fields
from typing import Any, Literal, Self

from evidence.canonical import digest
from evidence.errors import WrongGraph
from evidence.vocabulary import vocabulary
from graph import cypher
from graph.feed import Feed
from graph.neo4j_store import GraphServer, Writer

State = Literal["new", "whole", "filling"]
FORM = 1
"""Raised when elements are made otherwise than before."""


@dataclass(frozen=True, slots=True)
class Projection:
    """What the node says. ``ledger`` and ``head`` are the hashes of the first event and of the last one followed."""

    state: State = "new"
    schema: int = 0
    revision: int = 0
    form: str = ""
    ledger: str = ""
    head: str = ""
    fingerprint: str = "0"
    size: int = 0
    filler: str = ""
    beat: int = 0

    @classmethod
    def of(cls, told: dict[str, Any]) -> Self:
        """As it is kept; what a newer program keeps beside it is passed over."""
        return cls(**{one.name: told[one.name] for one in fields(cls) if one.name in told})

    def follows(self, feed: Feed) -> bool:
        """Whether it is whole, made as this program makes it, and of a stretch of this very ledger."""
        return (
            self.state == "whole"
            and self.form == form()
            and self.ledger == feed.hash_at(1)
            and feed.number_of(self.head) is not None
        )


def look(server: GraphServer) -> Projection | None:
    """What the database says of itself; None where nothing was projected yet."""
    rows = server.read(cypher.LOOK, name=cypher.PROJECTION)
    return Projection.of(rows[0][0]) if rows else None


def locked(writer: Writer) -> tuple[Projection, int]:
    """Take the lock; what stands then, and the server's time."""
    ((told, now),) = writer.run(cypher.LOCK, name=cypher.PROJECTION)
    return Projection.of(told), now


def is_turn_of(writer: Writer, filler: str) -> bool:
    """Take the lock and be heard of, where it is this filler's turn; whether it is."""
    return bool(writer.run(cypher.TURN, name=cypher.PROJECTION, filler=filler))


def note(writer: Writer, **noted: object) -> None:
    """Write down what has become of it."""
    writer.run(cypher.NOTE, name=cypher.PROJECTION, noted=noted)


def prepare(server: GraphServer) -> Projection:
    """Bring the schema up to date, step by step; what is projected.

    Raises WrongGraph where the database holds something else, or what a newer program made.
    """
    found = look(server)
    if found and found.schema == len(cypher.SCHEMA):
        return found
    if found is None and server.read(cypher.COUNT_NODES)[0][0]:
        found = look(server)  # what is there may be what another program began since
        if found is None:
            raise WrongGraph(
                "the database holds something else, which would be lost: "
                "give THROUGHLINE_NEO4J_DATABASE one that is empty"
            )
    if found and found.schema > len(cypher.SCHEMA):
        raise WrongGraph("a newer Throughline filled this database: use that one, or give this one another database")
    for step in cypher.SCHEMA[found.schema if found else 0 :]:
        for text in step:
            server.define(text)
    server.write(cypher.AWAIT_INDEXES)
    server.write(cypher.BEGIN, name=cypher.PROJECTION)
    server.write(cypher.NOTE, name=cypher.PROJECTION, noted={"schema": len(cypher.SCHEMA)})
    return look(server) or Projection()


def form() -> str:
    """A mark of how elements are made: by this program, from these closed lists."""
    predicates = [[one.name, one.neo4j, one.hub, one.directed] for one in vocabulary().predicates.values()]
    primary = [[one.name, one.primary] for one in vocabulary().assertions.values()]
    return digest([FORM, predicates, primary])[:16]
