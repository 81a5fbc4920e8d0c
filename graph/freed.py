"""Memory that is not used any more goes back to the system.

Invariant: what a question needed in arrays is not held when it is answered. The GNU C library keeps up to 64 MB of what
was freed once large arrays came and went, which in a program that serves for days is never given back.
"""

import ctypes

_TRIM_THRESHOLD = -1
"""M_TRIM_THRESHOLD of mallopt(3): above so many free bytes at the end of the heap they are given back. Set, it also
stops the library from raising by itself the size from which memory is asked of the system piece by piece."""

_BYTES = 1 << 20


def give_back_freed() -> None:
    """Tell the C library so; where it is another than GNU's there is nothing to tell."""
    library = ctypes.CDLL(None)
    if hasattr(library, "gnu_get_libc_version"):
        library.mallopt(_TRIM_THRESHOLD, _BYTES)
