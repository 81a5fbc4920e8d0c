"""What a stranger needs to hold records against a signed checkpoint of the public tree.

Invariant: nothing is proved at a checkpoint unless the key in use signed it, the tree is as it was signed, and it
says all that is public now. Everything here comes from the public tree, so nothing hidden moves a byte of it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from evidence.checkpoint_text import Checkpoint, origin_of
from evidence.checkpoints import checkpoint_files, checkpoint_in, departure
from evidence.erasures import blanks_of, erasures
from evidence.errors import BundleRefused, LedgerDamaged, NoSigningKey
from evidence.merkle import prove_inclusions
from evidence.models import PublicLeaf
from evidence.public_tree import Entry, Place, Standing, entry_in, standing_after
from evidence.signed_note import SignedNote, is_signed, verifier_key
from evidence.signing_keys import SigningKey, keys_of
from evidence.trees import broken_leaves, tree_over

_OTHERWISE = "or make a bundle that proves nothing with --unsigned"

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class OpenLeaf:
    """A leaf with what shows that it is there: number from 0, salt, and the proof from the bottom up, in hex."""

    entry: Entry
    number: int
    salt: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublicProofs:
    """A signed checkpoint in its file, the lines of the keys that signed it, and the leaves that were asked for."""

    file: Path
    checkpoint: Checkpoint
    note: bytes
    keys: tuple[str, ...]
    leaves: Mapping[Place, OpenLeaf]
    export: OpenLeaf
    """The leaf that holds the public head."""


def public_proofs(session: Session, folder: Path, standing: Standing, wanted: Iterable[Place]) -> PublicProofs:
    """The newest checkpoint of a folder, with the leaves of those of the wanted records that are public.

    ``standing`` is what the public export holds. Raises NoSigningKey where no key is in use, BundleRefused where no
    checkpoint says what is public now, LedgerDamaged where the tree departs from it.
    """
    keys = keys_of(session)
    if not keys or keys[-1].until is not None:
        raise NoSigningKey(
            "there is no signing key: make one with 'throughline signing-key make', then sign with "
            f"'throughline checkpoint'; {_OTHERWISE}"
        )
    rows, leaves = _tree(session)
    file = _newest(folder, keys[-1])
    note, checkpoint = checkpoint_in(file)
    if departed := departure(checkpoint, leaves):
        raise LedgerDamaged(f"the public tree departs from {file}; {departed}")
    entries = [entry_in(row["entry"]) for row in rows[: checkpoint.size]]
    # Where what it was signed over was erased since, its last leaf is blank, and so is not the head of what is left.
    if not entries or "export" not in entries[-1] or standing_after(entries) != standing:
        raise BundleRefused(
            f"the newest checkpoint, {file}, is older than what is public now: "
            f"sign a new one with 'throughline checkpoint', {_OTHERWISE}"
        )
    places = _places(entries, wanted)
    *opened, export = _opened(rows, leaves[: checkpoint.size], [*places.values(), len(entries) - 1])
    signed = tuple(_line(key) for key in keys if _signed(note, checkpoint, key))
    proved = dict(zip(places, opened, strict=True))
    return PublicProofs(file, checkpoint, file.read_bytes(), signed, proved, export)


def _tree(session: Session) -> tuple[list[Row], list[bytes]]:
    """The rows of the public tree and their leaf hashes; raises LedgerDamaged naming the first that does not hold."""
    columns = PublicLeaf.__table__.c  # type: ignore[attr-defined]
    rows: list[Row] = [
        dict(row) for row in session.execute(select(*columns).order_by(col(PublicLeaf.number))).mappings()
    ]
    if first := next(broken_leaves(rows, blanks_of(erasures(session))), None):
        raise LedgerDamaged(f"public_leaf {first.seq}: {first.reason}; see 'throughline verify'")
    return rows, tree_over(rows)


def _newest(folder: Path, key: SigningKey) -> Path:
    """The largest checkpoint that the key signed, the first written of equals; raises BundleRefused without one."""
    read = [(file, *checkpoint_in(file)) for file in checkpoint_files(folder, "public")]
    signed = [(checkpoint.size, file) for file, note, checkpoint in read if _signed(note, checkpoint, key)]
    if not signed:
        raise BundleRefused(
            "there is no checkpoint of what is public by the signing key in use: "
            f"sign one with 'throughline checkpoint', {_OTHERWISE}"
        )
    largest = max(size for size, _ in signed)
    return min((file for size, file in signed if size == largest), key=lambda file: (len(file.name), file.name))


def _signed(note: SignedNote, checkpoint: Checkpoint, key: SigningKey) -> bool:
    own = origin_of(key.name, "public")
    return checkpoint.origin == own and is_signed(note, own, bytes.fromhex(key.public_key))


def _line(key: SigningKey) -> str:
    return verifier_key(origin_of(key.name, "public"), bytes.fromhex(key.public_key))


def _places(entries: Sequence[Entry], wanted: Iterable[Place]) -> dict[Place, int]:
    """The number of the leaf that says how each wanted record stands; those that are not public have none."""
    asked: Collection[Place] = set(wanted)
    numbers: dict[Place, int] = {}
    told = ((number, entry) for number, entry in enumerate(entries) if "key" in entry)
    for number, entry in told:
        place = Place(entry["investigation"], entry["record"], entry["key"])
        numbers.pop(place, None)
        if place in asked and "digest" in entry:
            numbers[place] = number
    return numbers


def _opened(rows: Sequence[Row], leaves: Sequence[bytes], numbers: Sequence[int]) -> list[OpenLeaf]:
    return [
        OpenLeaf(entry_in(rows[number]["entry"]), number, rows[number]["salt"], tuple(one.hex() for one in path))
        for number, path in zip(numbers, prove_inclusions(leaves, numbers), strict=True)
    ]
