"""A Neo4j database filled from a whole ledger, batch by batch: the first time, and when it no longer follows.

Invariant: only what differs is sent, so that a filling that was cut off goes on where it stood. One filler at a time:
a batch is written only while it is its filler's turn, and a filler that was not heard of for a while has lost its own.

What stands is read after the turn was taken, and taking it waits for the lock of whatever the filler before still had
open at the server. So what was found absent stays absent until this filler makes it: a batch is kept or not as a whole,
each element is in one batch, and none is sent again after an answer that did not come; that is for the next filling,
which reads what stands anew.
"""

import secrets
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial

from evidence.errors import GraphBusy
from evidence.uncollected import uncollected
from graph import cypher
from graph.feed import Feed
from graph.neo4j_comparing import Comparison, Differing, MadeAhead
from graph.neo4j_elements import SORTS, Element, elements_of
from graph.neo4j_projection import Projection, form, is_turn_of, locked, note
from graph.neo4j_store import GraphServer, Writer
from graph.neo4j_writing import BATCH, Known, batches, put

LEASE = 300.0
"""Seconds after which a filler that wrote nothing is taken for dead."""
BUSY = "another program is filling the Neo4j database: 'throughline graph status' says when it is done"


@dataclass(slots=True)
class Filling:
    """One filling by one filler."""

    server: GraphServer
    name: str = field(default_factory=lambda: secrets.token_hex(8))

    @uncollected()
    def run(self, feed: Feed, found: Projection, *, lease: float = LEASE, anew: bool = False) -> None:
        """Make the database what the ledger says, or nothing where it is no more as found.

        ``anew``: everything goes first, whoever is filling. Raises GraphBusy where somebody else is.
        """
        if not anew:  # before the ledger is read, which may take long
            ((time,),) = self.server.read(cypher.CLOCK)
            _refuse_where_busy(found, time, lease)
        whole = feed.whole()
        if not self._begin(found, lease, force=anew):
            return
        while anew and self._batch(_drop_some):
            pass
        compared = self._standing()
        before = max(0 if anew else found.size, compared.above())
        elements = elements_of(whole.hops, (entity for entity in whole.entities.values() if entity))
        above = self._put(compared, elements)
        self._drop_the_rest(compared)
        self._end(feed, whole.cursor, compared.fingerprint, max(before, above))

    def _begin(self, found: Projection, lease: float, *, force: bool) -> bool:
        with self.server.writing() as writer:
            now, time = locked(writer)
            if not force:
                _refuse_where_busy(now, time, lease)
            if now.revision != found.revision + 1 and not force:
                return False
            note(writer, state="filling", filler=self.name, beat=time)
        return True

    def _batch(self, run: Callable[[Writer], int], meanwhile: Callable[[], None] = lambda: None) -> int:
        """Write something while it is our turn; raises GraphBusy when it no longer is.

        ``meanwhile`` is begun before the server keeps it, for which nothing is to do here but to wait.
        """
        with self.server.writing() as writer:
            if not is_turn_of(writer, self.name):
                raise GraphBusy(BUSY)
            done = run(writer)
            meanwhile()
        return done

    def _standing(self) -> Comparison:
        """What is there, while it is our turn; it stays ours, however long the reading takes."""
        compared = Comparison()
        for sort in SORTS:
            if compared.stands(sort, self.server.stream(cypher.FOUND[sort])):
                self._batch(lambda _: 0)
        return compared

    def _put(self, compared: Comparison, elements: Iterable[Element]) -> int:
        """Write what differs; returns a number above those of the entities among it.

        Where nothing does there is a transaction all the same: comparing takes long, and the turn must stay ours.
        """
        above, known = 0, Known()
        with closing(MadeAhead(map(compared.differing, batches(elements)))) as coming:
            for batch in coming:
                above = max(above, self._batch(partial(_put_batch, batch=batch, known=known), coming.begin))
        return above

    def _drop_the_rest(self, compared: Comparison) -> None:
        for sort in reversed(SORTS):
            text = cypher.DROP_HOPS if sort == "hop" else cypher.DROP_NODES
            for numbers in batches(compared.left(sort)):
                self._batch(partial(_drop, text, numbers))

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
                head=feed.hash_at(cursor),
                fingerprint=fingerprint,
                size=size,
                filler=None,
                beat=None,
            )


def _refuse_where_busy(found: Projection, time: int, lease: float) -> None:
    if found.state == "filling" and time - found.beat < lease * 1000:
        raise GraphBusy(BUSY)


def _put_batch(writer: Writer, batch: Sequence[Differing], known: Known) -> int:
    """Write elements, and first those that are not there at all: the others may need them."""
    changed = [(element, stood) for element, stood in batch if stood]
    above = put(writer, [element for element, stood in batch if stood is None], known, absent=True)
    if not changed:
        return above
    writer.run(cypher.DROP_HOPS, numbers=[stood.number for element, stood in changed if element.sort == "hop"])
    writer.run(cypher.UNLINK_CLAIMS, ids=[element.id for element, _ in changed if element.sort == "claim"])
    return max(above, put(writer, [element for element, _ in changed], known))


def _drop(text: str, numbers: Sequence[int], writer: Writer) -> int:
    return len(writer.run(text, numbers=numbers))


def _drop_some(writer: Writer) -> int:
    """Drop some of all there is; how many."""
    ((dropped,),) = writer.run(cypher.DROP_ALL, many=BATCH)
    return int(dropped)
