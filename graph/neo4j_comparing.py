"""What a filling has to write: elements held against what stands in the database.

Invariant: elements are made as they are asked for and not held, so that a graph larger than memory holds as elements
can be filled; what stands is held as ids, digests and numbers alone. Once all elements went by, ``standing`` is what
should not be there.
"""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from graph.neo4j_elements import SORTS, Element, Sort, fingerprint_of
from graph.neo4j_store import Row

One = TypeVar("One")


class Stood(NamedTuple):
    """An element that stands: its digest, and Neo4j's number for it."""

    digest: str
    number: int


Differing = tuple[Element, Stood | None]
"""An element that does not stand as it should, with what stands in its place."""


@dataclass(slots=True)
class Comparison:
    """What stands, while elements go by; ``fingerprint`` is that of those that did."""

    standing: dict[Sort, dict[str, Stood]] = field(default_factory=lambda: {sort: {} for sort in SORTS})
    twice: list[int] = field(default_factory=list)
    """Numbers of hops that stand beside others with their ids."""
    fingerprint: str = fingerprint_of(())

    def stands(self, sort: Sort, rows: Iterable[Row]) -> int:
        """Take down what stands of a sort, from rows of id, digest and number; how much it is."""
        there = self.standing[sort]
        for id_, digest, number in rows:
            if id_ in there:
                self.twice.append(number)
            else:
                there[id_] = Stood(digest, number)
        return len(there)

    def above(self) -> int:
        """A number above those of all entities that stand."""
        return max((stood.number + 1 for stood in self.standing["entity"].values()), default=0)

    def left(self, sort: Sort) -> list[int]:
        """The numbers of those of a sort that no element went by for."""
        left = [stood.number for stood in self.standing[sort].values()]
        return left + self.twice if sort == "hop" else left

    def differing(self, elements: Sequence[Element]) -> list[Differing]:
        """Let elements go by; those that are to be written."""
        self.fingerprint = fingerprint_of((one.digest for one in elements), self.fingerprint)
        stood = [(one, self.standing[one.sort].pop(one.id, None)) for one in elements]
        return [(one, there) for one, there in stood if there is None or there.digest != one.digest]


@dataclass(slots=True)
class MadeAhead(Generic[One]):
    """The same ones, the next made in a thread from when it is told to ``begin``, or else when it is asked for.

    It is told when whoever uses them begins to wait: two threads of one program that both have work make each other
    wait, and the server with them.
    """

    ones: Iterator[One]
    _maker: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "throughline-elements"))
    _coming: Future[One | None] | None = None

    def begin(self) -> None:
        """Begin to make the next one, where that was not begun."""
        self._coming = self._coming or self._maker.submit(next, self.ones, None)

    def __iter__(self) -> Iterator[One]:
        while (one := self._next()) is not None:
            yield one

    def _next(self) -> One | None:
        self.begin()
        coming, self._coming = self._coming, None
        return coming.result() if coming else None

    def close(self) -> None:
        """End the thread, once what it has begun is made."""
        self._maker.shutdown()
