"""Where the files of a made graph lie: in the user's cache, outside the tree, made once.

Invariant: a folder's name says all that its content depends on, the generator's own text included.
"""

import hashlib
import inspect
from pathlib import Path

from platformdirs import user_cache_path

from benchmarks import made_dates, made_graph
from benchmarks.made_graph import Variant, made, save


def folder_of(size: float, seed: int, variant: Variant, cache: Path | None = None) -> Path:
    """The folder that holds the graph, as ``graph``, and what the engines made of it."""
    place = (cache or user_cache_path("throughline", appauthor=False)) / "benchmarks"
    folder = place / f"{variant}-{size:g}-{seed}-{_generator()}"
    if not (folder / "graph").exists():
        folder.mkdir(parents=True, exist_ok=True)
        save(made(size, seed, variant), folder / "graph")
    return folder


def _generator() -> str:
    """A short digest of the generator's text."""
    text = "".join(inspect.getsource(module) for module in (made_dates, made_graph))
    return hashlib.sha256(text.encode()).hexdigest()[:8]
