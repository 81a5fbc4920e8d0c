"""How much a search may do before it has to say that it did not finish.

Invariant: once spent, a budget stays spent, and the answer says so.
"""

import time
from collections.abc import Callable


class OutOfTime(Exception):
    """A store's call did not end within the seconds that it was given."""


class Budget:
    """A number of steps (ways looked at) and of seconds."""

    def __init__(self, steps: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._steps = steps
        self._clock = clock
        self._deadline = clock() + seconds
        self.spent = False

    def take(self, steps: int) -> bool:
        """Take some steps; false when there is nothing left to take them from."""
        self._steps -= steps
        self.spent = self.spent or self._steps < 0 or self._clock() > self._deadline
        return not self.spent

    def spend(self) -> None:
        """Declare it spent: something else came to its limit."""
        self.spent = True

    @property
    def seconds(self) -> float:
        """The seconds that are left, 0 at least."""
        return max(0.0, self._deadline - self._clock())
