"""What one search leaves for the next: large pieces of memory that would take longer to make than to use.

Invariant: who takes a piece has it alone; what is given back is as it was when it was made.
"""

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar


class Piece(Protocol):
    """Something for so many entities."""

    def __len__(self) -> int:
        """How many."""
        ...


Kept = TypeVar("Kept", bound=Piece)


class Spares(Generic[Kept]):
    """Pieces that nobody has; ``made`` makes one for so many entities, ``most`` are kept."""

    def __init__(self, made: Callable[[int], Kept], most: int) -> None:
        self._made, self._most = made, most
        self.kept: list[Kept] = []

    def take(self, size: int) -> Kept:
        """A piece for at least so many entities."""
        try:
            spare = self.kept.pop()
        except IndexError:
            return self._made(size)
        return spare if len(spare) >= size else self._made(size)

    def give_back(self, piece: Kept) -> None:
        """Let the next search have it."""
        if len(self.kept) < self._most:
            self.kept.append(piece)
