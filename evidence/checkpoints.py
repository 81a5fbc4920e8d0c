"""Signed checkpoints of both trees, written to a folder outside of the database.

Invariant: no checkpoint is signed of a tree that does not go on from the newest one in the folder, nor of events
that their seals do not hold; one that is written is never written over. The two trees have a folder each, so that
``public`` can be handed out whole: the other moves with what is hidden.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session

from evidence.checkpoint_text import TREES, Checkpoint, Tree, origin_of, read_checkpoint
from evidence.custody_anchors import anchor
from evidence.database import writing
from evidence.errors import InvalidCheckpoint, LedgerDamaged
from evidence.ledger import Ledger
from evidence.merkle import root_of
from evidence.recording import named
from evidence.settled import put_whole, settle
from evidence.signed_note import SignedNote, Signer, read_note, sign
from evidence.signing_keys import forget, rotate_key, signers_of
from evidence.trees import Leaves, extend_public_tree, leaves_of
from evidence.uncollected import uncollected

ENDING = ".checkpoint"


@dataclass(frozen=True, slots=True)
class Folders:
    """Where private keys lie, where checkpoints are written, and the custody log that they are to hold, if any."""

    keys: Path
    checkpoints: Path
    custody: Path | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A checkpoint of one tree, and its file."""

    checkpoint: Checkpoint
    file: Path


@uncollected()
def write_checkpoints(ledger: Ledger, folders: Folders, *, actor: str | None) -> list[Written]:
    """Sign the heads of both trees; with nothing new, the files are there already and stay as they are.

    Raises NoSigningKey, or LedgerDamaged where the ledger is not what was signed before.
    """
    by = named(actor)
    with writing(ledger.engine) as session:
        signers = signers_of(session, folders.keys)
        _take_in(session, folders, by)
        leaves = _continuing(session, folders.checkpoints)
    return _signed(leaves, folders, signers)


def rotate(ledger: Ledger, folders: Folders, *, actor: str | None) -> list[Written]:
    """Let a new key take the place of the old one: both sign a checkpoint, and the old one's file is removed.

    Whoever trusts the old key sees by that checkpoint which one comes after it. Was the program killed before it was
    written, the next checkpoint is signed by both.
    """
    by = named(actor)
    with writing(ledger.engine) as session:
        _take_in(session, folders, by)
        rotate_key(session, folders.keys, actor=by)
        signers = signers_of(session, folders.keys)
        leaves = _continuing(session, folders.checkpoints)
    return _signed(leaves, folders, signers)


def checkpoint_in(file: Path) -> tuple[SignedNote, Checkpoint]:
    """What a file signs; raises InvalidCheckpoint naming it. Whether its signatures hold is not asked here."""
    try:
        note = read_note(file.read_bytes())
        return note, read_checkpoint(note.text)
    except InvalidCheckpoint as error:
        raise InvalidCheckpoint(f"{file}: {error}") from error


def checkpoint_files(folder: Path, tree: Tree) -> list[Path]:
    """The files of a tree's checkpoints, the smallest first."""
    return sorted((folder / tree).glob(f"*{ENDING}"))


def departure(checkpoint: Checkpoint, leaves: Sequence[bytes]) -> str | None:
    """How a tree departs from what was signed, if it does: it was rolled back, or rewritten."""
    if checkpoint.size > len(leaves):
        return f"it was rolled back: {checkpoint.size} leaves were signed, and {len(leaves)} are there"
    if root_of(leaves[: checkpoint.size]) != checkpoint.root:
        return f"it was rewritten: its first {checkpoint.size} leaves are not those that were signed"
    return None


def _take_in(session: Session, folders: Folders, actor: str) -> None:
    """Let the trees hold what they do not yet: what is public now, and how far the custody log reaches."""
    if folders.custody:
        anchor(session, folders.custody, actor)
    extend_public_tree(session, actor)


def _continuing(session: Session, folder: Path) -> Leaves:
    """The leaves of both trees; raises LedgerDamaged where they depart from the newest checkpoint of the folder."""
    leaves = leaves_of(session)
    for tree in TREES:
        for file in checkpoint_files(folder, tree)[-1:]:
            _, newest = checkpoint_in(file)
            if departed := departure(newest, getattr(leaves, tree)):
                raise LedgerDamaged(f"nothing was signed: the {tree} tree departs from {file}; {departed}")
    return leaves


def _signed(leaves: Leaves, folders: Folders, signers: Sequence[Signer]) -> list[Written]:
    heads = leaves.heads(signers[-1].name)
    written = [_put(folders.checkpoints, tree, checkpoint, signers) for tree, checkpoint in heads.items()]
    for retired in signers[:-1]:
        forget(folders.keys, retired.public_key)
    return written


def _put(folder: Path, tree: Tree, checkpoint: Checkpoint, signers: Sequence[Signer]) -> Written:
    named_for_tree = [Signer(origin_of(one.name, tree), one.private_key) for one in signers]
    file = next(_free(folder / tree, checkpoint, named_for_tree))
    if file.exists():
        settle(file.parent)
    else:
        write_once(file, sign(checkpoint.text, named_for_tree).encode())
    return Written(checkpoint, file)


def _free(folder: Path, checkpoint: Checkpoint, signers: Sequence[Signer]) -> Iterator[Path]:
    """Names for the file, from the first on: one that holds this checkpoint by these signers, or nothing yet."""
    signed, stem = sign(checkpoint.text, signers).encode(), f"{checkpoint.size:012}"
    names = (f"{stem}{ENDING}", *(f"{stem}-{number:03}{ENDING}" for number in range(2, 1000)))
    for file in (folder / name for name in names):
        with suppress(FileNotFoundError):
            if file.read_bytes() != signed:
                continue
        yield file


def write_once(file: Path, content: bytes) -> None:
    """Write a file whole and safe on the disk, or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    settle(file.parent.parent)
    put_whole(file, content, mode=0o444)
