"""Work that makes millions of values which stay, and hardly any garbage.

Invariant: however the work ends, garbage is collected again as it was before, also where several threads do such work.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Without collecting garbage meanwhile: all values would be walked through again and again, and none found.

    A graph of 20,000 hops is made in two thirds of the time; the more values, the more it saves.
    """
    was_collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_collected:
            gc.enable()
