"""Memory that is not used any more goes back to the system.

Invariant: what a question needed in arrays is not held when it is answered, but for its marks (graph/marks.py). The GNU
C library keeps up to 64 MB of what was freed once large arrays came and went, which in a program that serves for days
is never given back.
"""

import ctypes

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
"""Of mallopt(3): above how many free bytes at the end of the heap these are given back, and from how many bytes on
memory is asked of the system for one array alone, and given back with it. Left to itself the library raises both."""

_FREE, _ALONE = 4 << 20, 2 << 20
"""Smaller, and questions spend their time on asking for pages: with 1 MB and 128 kB all within three hops took twice as
long. So they take as long as before, and a graph of 3.3 million hops holds 50 MB less."""


def give_back_freed() -> None:
    """Tell the C library so; where it is another than GNU's there is nothing to tell."""
    library = ctypes.CDLL(None)
    if hasattr(library, "gnu_get_libc_version"):
        library.mallopt(_MMAP_THRESHOLD, _ALONE)
        library.mallopt(_TRIM_THRESHOLD, _FREE)
