"""An embedded store on disk, beside its ledger: one file for the whole, a small one for what changed since.

Invariant: a snapshot holds what one audience may see, as of a cursor of one ledger whose event there had one hash,
under one set of closed lists. One that is damaged, of another ledger or another history, or made by other rules is
as good as none. Several processes share the files; each writes them whole, and the last one wins.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from evidence.vocabulary import vocabulary
from graph.adjacency import Adjacency
from graph.array_file import Arrays, DamagedArrays, read_arrays, write_arrays
from graph.columns import flattened, names_of, unflattened
from graph.embedded_store import EmbeddedStore
from graph.entity_table import EntityColumns, EntityTable
from graph.freed import give_back_freed
from graph.hop_columns import HopColumns
from graph.layer import Layer
from graph.record_text import entity_from, entity_text
from graph.texts import Texts

_FORM = 5
"""Of the rules by which columns are made; a change takes the next number. What columns there are is read off them."""

_RARELY_READ = ("entities.lookup.", "entities.texts.", "hops.claims.", "hops.object")
"""Of these columns an answer asks for a few values; they are left on disk."""


@dataclass(frozen=True, slots=True)
class State:
    """What a snapshot is of: a ledger, by the hash of its first event; an audience; an event, by number and hash."""

    ledger: str
    audience: str
    cursor: int
    head: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The store that was read, what it is of, and the checksum of the file that holds its whole."""

    store: EmbeddedStore
    state: State
    whole: str


def write_whole(folder: Path, store: EmbeddedStore, state: State) -> str:
    """Write a store in which nothing is recent; returns the checksum of the file. Raises OSError."""
    columns = {"entities": store.entity_table.base, "hops": store.whole.hops, "adjacency": store.whole.adjacency}
    arrays = {f"{part}.{name}": array for part, one in columns.items() for name, array in flattened(one)}
    checksum = write_arrays(_file(folder, state.audience, "whole"), _about(state), arrays)
    _file(folder, state.audience, "recent").unlink(missing_ok=True)
    return checksum


def write_recent(folder: Path, store: EmbeddedStore, state: State, whole: str) -> None:
    """Write what changed since the whole, whose checksum is given. Raises OSError."""
    if store.recent is None:
        return
    arrays = dict(_recent_arrays(store, store.recent))
    write_arrays(_file(folder, state.audience, "recent"), {**_about(state), "whole": whole}, arrays)


def read_snapshot(folder: Path, ledger: str, audience: str) -> Snapshot | None:
    """The latest snapshot of a ledger for an audience; None where there is none that can be relied on."""
    give_back_freed()
    whole = _read(_file(folder, audience, "whole"), ledger, audience, _RARELY_READ)
    if whole is None:
        return None
    about, arrays, checksum = whole
    table = EntityTable.of(_part(EntityColumns, arrays, "entities"))
    layer = Layer(_part(HopColumns, arrays, "hops"), _part(Adjacency, arrays, "adjacency"), number=0)
    state = State(**about["state"])
    snapshot = Snapshot(EmbeddedStore(table, layer, None, state.cursor), state, checksum)
    recent = _read(_file(folder, audience, "recent"), ledger, audience)
    return _with_recent(snapshot, *recent[:2]) if recent and recent[0].get("whole") == checksum else snapshot


def forget(folder: Path, audience: str) -> None:
    """Take the snapshot away, and what a program that was killed left of one, or another is writing just now."""
    for what in ("whole", "recent"):
        file = _file(folder, audience, what)
        for one in (file, *folder.glob(f".{file.name}.*")):
            one.unlink(missing_ok=True)


def _with_recent(snapshot: Snapshot, about: dict[str, Any], arrays: Arrays) -> Snapshot:
    store, state = snapshot.store, State(**about["state"])
    texts = _part(Texts, arrays, "changed")
    numbers = arrays["changed.numbers"].tolist()
    changed = {number: entity_from(text) if (text := texts[place]) else None for place, number in enumerate(numbers)}
    out = np.zeros(len(store.whole.hops), np.bool_)
    out[arrays["out"]] = True
    recent = Layer(_part(HopColumns, arrays, "hops"), _part(Adjacency, arrays, "adjacency"), len(store.whole.hops))
    whole = Layer(store.whole.hops, store.whole.adjacency, 0, out)
    table = store.entity_table.with_numbered(changed)
    return Snapshot(EmbeddedStore(table, whole, recent, state.cursor), state, snapshot.whole)


def _recent_arrays(store: EmbeddedStore, recent: Layer) -> Iterable[tuple[str, Any]]:
    changed = store.entity_table.changed
    texts = Texts.of(entity_text(view) if view else "" for view in changed.values())
    out = np.zeros(0, np.int64) if store.whole.out is None else np.flatnonzero(store.whole.out)
    yield from {"out": out, "changed.numbers": np.array(list(changed), np.int64)}.items()
    yield from ((f"changed.{name}", array) for name, array in flattened(texts))
    yield from ((f"hops.{name}", array) for name, array in flattened(recent.hops))
    yield from ((f"adjacency.{name}", array) for name, array in flattened(recent.adjacency))


def _read(
    path: Path, ledger: str, audience: str, on_disk: tuple[str, ...] = ()
) -> tuple[dict[str, Any], Arrays, str] | None:
    try:
        file = read_arrays(path, on_disk)
    except (OSError, DamagedArrays):
        return None
    about, state = file.about, file.about.get("state", {})
    fits = about.get("rules") == _rules() and (state.get("ledger"), state.get("audience")) == (ledger, audience)
    return (about, file.arrays, file.checksum) if fits else None


def _part(kind: type[Any], arrays: Arrays, part: str) -> Any:  # noqa: ANN401 -- columns of the kind
    return unflattened(kind, arrays, f"{part}.")


def _about(state: State) -> dict[str, Any]:
    return {"state": asdict(state), "rules": _rules()}


def _rules() -> str:
    """What columns mean: their form, their names, and the closed lists whose places they hold."""
    lists = vocabulary()
    names = [list(names_of(kind)) for kind in (EntityColumns, HopColumns, Adjacency)]
    return sha256(repr((_FORM, names, lists.predicates, lists.assertions, lists.types)).encode()).hexdigest()


def _file(folder: Path, audience: str, what: str) -> Path:
    return folder / f"{audience}.{what}"
