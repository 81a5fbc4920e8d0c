"""Whether the trees are what was signed: the chain's own word on the public tree, and checkpoints outside of it.

Invariant: a checkpoint is believed only if a key of this ledger signed it while it was in use. One that is not
is named; a tree that departs from one is damage.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError

from evidence.checkpoint_text import TREES, Checkpoint
from evidence.checkpoints import checkpoint_files, checkpoint_in, departure
from evidence.errors import InvalidCheckpoint
from evidence.exchange.heads import public_export
from evidence.merkle import root_of
from evidence.public_tree import entry_in, standing_after, standing_in
from evidence.replay import Identity, Replay, apply_event
from evidence.signed_note import SignedNote, is_signed
from evidence.signing_keys import VERBS, SigningKey, keys_told
from evidence.trees import CHECKPOINT, Leaves
from evidence.vault import endless
from evidence.verification.faults import Fault, Unchecked
from evidence.verification.refolding import Refolded, Told
from evidence.verification.tables import Row


def unlike_the_chain(folded: Refolded, leaves: Sequence[bytes]) -> Iterator[Fault]:
    """Where the public tree is not what events say of it: at each checkpoint its size and root."""
    size = 0
    for told in folded.told:
        if told.verb == CHECKPOINT:
            size = told.body["public_size"] if isinstance(told.body.get("public_size"), int) else -1
            root = root_of(leaves[:size]).hex() if 0 <= size <= len(leaves) else None
            if root is None or told.body.get("public_root") != root:
                yield Fault("public_leaf", f"up to {size - 1}", f"not the tree that event {told.seq} tells of")
    if size < len(leaves):
        yield Fault("public_leaf", f"number {max(size, 0)}", "no event tells of it")


def untold(folded: Refolded, rows: Sequence[Row]) -> Iterator[Fault]:
    """Whether the leaves of the public tree say what the public export said at its last checkpoint."""
    last = max((told.seq for told in folded.told if told.verb == CHECKPOINT), default=0)
    try:
        said = standing_after(entry_in(row["entry"]) for row in rows)
        was = standing_in(public_export(_replayed(folded, last)))
    except (ValidationError, ValueError, KeyError, TypeError) as error:
        yield Fault("public_leaf", "-", f"it cannot be compared with the public export: {type(error).__name__}")
        return
    for place in sorted({*said, *was}):
        if said.get(place) != was.get(place):
            about = tuple(filter(None, [folded.ids[place.investigation].get(place.key)]))
            reason = f"not what the public export said at event {last}"
            yield Fault("public_leaf", f"{place.record} {place.key}", reason, about)


def checkpoints_at(folder: Path) -> Iterator[tuple[Path, SignedNote, Checkpoint] | Fault]:
    """Every checkpoint in the folder; those that are none are faults."""
    for tree in TREES:
        for file in checkpoint_files(folder, tree):
            try:
                if endless(file):
                    yield Fault("checkpoint", str(file), "it is no file")
                else:
                    yield file, *checkpoint_in(file)
            except InvalidCheckpoint as error:
                yield Fault("checkpoint", str(file), str(error))
            except OSError as error:
                yield Fault("checkpoint", str(file), f"it cannot be read: {error.strerror}")


def unsigned(
    folded: Refolded, folder: Path, signed: Iterable[tuple[Path, SignedNote, Checkpoint]]
) -> Iterator[Unchecked]:
    """The public tree as far as the chain tells that it was to be signed, where no checkpoint reaches so far."""
    told = [one for one in folded.told if one.verb == CHECKPOINT and isinstance(one.body.get("public_size"), int)]
    reached = max((checkpoint.size for _, _, checkpoint in signed if checkpoint.tree == "public"), default=0)
    if told and reached < told[-1].body["public_size"]:
        yield Unchecked(
            "checkpoints",
            f"event {told[-1].seq} tells of a public tree of {told[-1].body['public_size']} leaves, and no checkpoint "
            f"in {folder} reaches so far: put back what was there, or hold the ledger against one kept elsewhere",
        )


def keys_in(folded: Refolded) -> list[SigningKey]:
    """The signing keys that events tell of, as far as they are keys."""
    return keys_told((told.seq, told.verb, told.body) for told in folded.told if _tells_of_a_key(told))


def departing(
    checkpoints: Iterable[tuple[Path, SignedNote, Checkpoint]], keys: Sequence[SigningKey], leaves: Leaves
) -> Iterator[Fault]:
    """The checkpoints that no key of this ledger signed, and those that its trees depart from."""
    for file, note, checkpoint in checkpoints:
        if not any(signed_by(key, note, checkpoint) for key in keys):
            yield Fault("checkpoint", str(file), "no key that this ledger had in use then signed it")
        departed = departure(checkpoint, leaves.public if checkpoint.tree == "public" else leaves.house)
        if departed:
            yield Fault("checkpoint", str(file), f"the {checkpoint.tree} tree departs from it; {departed}")


def signed_by(key: SigningKey, note: SignedNote, checkpoint: Checkpoint) -> bool:
    """Whether a key signed a checkpoint of its own ledger while it was in use."""
    in_use = checkpoint.tree == "public" or key.may_sign(checkpoint.size)
    own = checkpoint.origin == f"{key.name}/{checkpoint.tree}"
    return in_use and own and is_signed(note, checkpoint.origin, bytes.fromhex(key.public_key))


def _tells_of_a_key(told: Told) -> bool:
    if told.verb not in VERBS:
        return False
    key, name = told.body.get("public_key"), told.body.get("name", "")
    try:
        return isinstance(name, str) and isinstance(key, str) and len(bytes.fromhex(key)) == 32
    except ValueError:
        return False


def _replayed(folded: Refolded, last: int) -> Replay:
    """The record as it was at an event, with the rights of then."""
    result = Replay()
    for told in folded.told:
        record = folded.records.get(told.record_id)
        if record is not None and told.seq <= last:
            own = Identity(record.id, record.kind, record.draft.key, 0, record.recorded_by, record.investigation)
            apply_event(result, told.verb, told.body, own)
    return result
