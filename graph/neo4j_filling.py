"""A Neo4j database filled from a whole ledger, batch by batch: the first time, and when it no longer follows.

Invariant: only what differs is sent, so that a filling that was cut off goes on where it stood. One filler at a time:
a batch is written only while it is its filler's turn, and a filler that was not heard of for a while has lost its own.
"""

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from evidence.errors import GraphBusy
from graph import cypher
from graph.neo4j_elements import SORTS, Element, Sort, elements_of, fingerprint_of
from graph.neo4j_projection import Feed, Projection, form, locked, note
from graph.neo4j_store import GraphServer, Writer
from graph.neo4j_writing import BATCH, batches, put

LEASE = 300.0
"""Seconds after which a filler that wrote nothing is taken for dead."""
BUSY = "another program is filling the Neo4j database: 'throughline graph status' says when it is done"


@dataclass(slots=True)
class Filling:
    """One filling by one filler."""

    server: GraphServer
    name: str = field(default_factory=lambda: secrets.token_hex(8))

    def run(self, feed: Feed, found: Projection, *, lease: float = LEASE, anew: bool = False) -> bool:
        """Make the database what the ledger says; whether it was as found until it began.

        ``anew``: everything goes first, whoever is filling. Raises GraphBusy where somebody else is.
        """
        if not anew:  # before the ledger is read, which may take long
            ((time,),) = self.server.read(cypher.CLOCK)
            _refuse_where_busy(found, time, lease)
        whole = feed.whole()
        elements = {sort: dict[str, Element]() for sort in SORTS}
        for one in elements_of(whole.hops, (entity for entity in whole.entities.values() if entity)):
            elements[one.sort][one.id] = one
        if not self._begin(found, lease, force=anew):
            return False
        while anew and self._batch(_drop_some):
            pass
        missing = self._without_the_rest(elements)
        above = max((self._put(some) for some in batches(missing)), default=0)
        digests = (one.digest for some in elements.values() for one in some.values())
        self._end(feed, whole.cursor, fingerprint_of(digests), max(0 if anew else found.size, above))
        return True

    def _begin(self, found: Projection, lease: float, *, force: bool) -> bool:
        with self.server.writing() as writer:
            now, time = locked(writer)
            if not force:
                _refuse_where_busy(now, time, lease)
            if now.revision != found.revision + 1 and not force:
                return False
            note(writer, state="filling", filler=self.name, beat=time)
        return True

    def _batch(self, run: Callable[[Writer], int]) -> int:
        """Write something while it is our turn; raises GraphBusy when it no longer is."""
        with self.server.writing() as writer:
            now, time = locked(writer)
            if now.filler != self.name:
                raise GraphBusy(BUSY)
            done = run(writer)
            note(writer, beat=time)
        return done

    def _put(self, elements: Iterable[Element]) -> int:
        return self._batch(lambda writer: put(writer, elements))

    def _without_the_rest(self, elements: dict[Sort, dict[str, Element]]) -> list[Element]:
        """Drop what should not be there; returns what is not there yet, or otherwise."""
        missing: list[Element] = []
        for sort in reversed(SORTS):
            good, extra = self._compared(sort, elements[sort])
            text = cypher.DROP_HOPS if sort == "hop" else cypher.DROP_NODES
            for numbers in batches(extra):
                self._batch(partial(_drop, text, numbers))
            missing = [one for id_, one in elements[sort].items() if id_ not in good] + missing
        return missing

    def _compared(self, sort: Sort, expected: dict[str, Element]) -> tuple[set[str], list[int]]:
        """The ids of elements that are as they should be, and the numbers of those to drop."""
        good, extra = set[str](), list[int]()
        for id_, digest, number in self.server.stream(cypher.FOUND[sort]):
            element = expected.get(id_)
            if element and element.digest == digest and id_ not in good:
                good.add(id_)
            elif sort == "hop" or element is None:
                extra.append(number)
        self._batch(lambda _: 0)
        return good, extra

    def _end(self, feed: Feed, cursor: int, fingerprint: str, size: int) -> None:
        with self.server.writing() as writer:
            now, _ = locked(writer)
            if now.filler != self.name:
                raise GraphBusy(BUSY)
            note(
                writer,
                state="whole",
                form=form(),
                ledger=feed.hash_at(1),
                cursor=cursor,
                head=feed.hash_at(cursor),
                fingerprint=fingerprint,
                size=size,
                filler=None,
                beat=None,
            )


def _refuse_where_busy(found: Projection, time: int, lease: float) -> None:
    if found.state == "filling" and time - found.beat < lease * 1000:
        raise GraphBusy(BUSY)


def _drop(text: str, numbers: Sequence[int], writer: Writer) -> int:
    return len(writer.run(text, numbers=numbers))


def _drop_some(writer: Writer) -> int:
    """Drop some of all there is; how many."""
    ((dropped,),) = writer.run(cypher.DROP_ALL, many=BATCH)
    return int(dropped)
