"""How much a search may do before it has to say that it did not finish.

Invariant: once spent, a budget stays spent, and the answer says so.
"""

import time
from collections.abc import Callable


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
        self.spent = self._steps < 0 or self._clock() > self._deadline
        return not self.spent
