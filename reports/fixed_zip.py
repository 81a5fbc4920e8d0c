"""A zip archive whose bytes depend on what is in it and on nothing else.

Invariant: entries come in a given order, all of one fixed time; no clock and no machine shows in them.
"""

import io
import zipfile
from collections.abc import Callable, Iterable

_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold."""


def fixed_zip(archive: bytes, rewrite: Callable[[str, bytes], bytes] = lambda _, content: content) -> bytes:
    """The same archive without its times; ``rewrite`` takes and gives the content of each entry by its name.

    The first entry stays first: office files are told by it.
    """
    with zipfile.ZipFile(io.BytesIO(archive)) as given:
        first, *rest = given.namelist()
        return zip_of((name, rewrite(name, given.read(name))) for name in (first, *sorted(rest)))


def zip_of(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """An archive of these names and contents, in that order."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as fixed:
        for name, content in entries:
            entry = zipfile.ZipInfo(name, _TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            fixed.writestr(entry, content)
    return made.getvalue()
