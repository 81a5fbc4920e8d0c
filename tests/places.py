"""Where the tests' ledgers are: each test that makes one runs on both databases.

A test asks for ``place`` (or ``shared_place``, where fixtures of the whole run or many examples share it) and gives
a ledger's name to it.
"""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from evidence.address import Address
from tests.postgresql import schema

DATABASES = ("sqlite", "postgresql")

LedgerPlace = Callable[[str], Address]
"""From a name to an address at which there is no ledger yet; the same name leads to the same address."""


def on_files(folder: Path) -> LedgerPlace:
    """Places in a folder."""
    return lambda name: folder / f"{name}.sqlite"


def on_server(url: str, stack: ExitStack) -> LedgerPlace:
    """Places on a PostgreSQL server, which are gone when the stack is left."""
    made: dict[str, Address] = {}

    def place(name: str) -> Address:
        if name not in made:
            made[name] = stack.enter_context(schema(url, name))
        return made[name]

    return place
