"""A folder in memory for what a run makes: every commit is synchronised, and no test needs to wait for a disk."""

import os
import shutil
from pathlib import Path

ROOT_OF_PYTEST = "PYTEST_DEBUG_TEMPROOT"
"""Names the folder in which pytest makes those that a run writes into."""

ENOUGH = 8 * 2**30
"""Bytes that a run may need at once: each Neo4j server takes half a gigabyte before it holds anything."""

_MEMORY = Path("/dev/shm")


def in_memory() -> Path | None:
    """The folder, where this machine has one that may be written to and has room for a run."""
    there = _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK)
    return _MEMORY if there and shutil.disk_usage(_MEMORY).free >= ENOUGH else None


def work_in_memory() -> None:
    """Let pytest make its folders there, unless its user has named another place."""
    folder = in_memory()
    if folder and not {ROOT_OF_PYTEST, "TMPDIR"} & os.environ.keys():
        os.environ[ROOT_OF_PYTEST] = str(folder)
