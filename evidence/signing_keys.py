"""The keys that sign checkpoints: made, rotated and lost, each a verb in the audit chain.

Invariant: the chain says which key is in use, and from which event to which each one was; a private key never
enters the ledger. It lies in a folder of its own, in a file that only its owner reads.
"""

import os
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from sqlmodel import Session, col, select

from evidence.audit import AuditWriter, body_of
from evidence.checkpoint_text import TREES, origin_of
from evidence.database import writing
from evidence.errors import InvalidDraft, NoSigningKey, SigningKeyStands
from evidence.ids import new_id
from evidence.ledger import Ledger
from evidence.models import AuditEvent
from evidence.recording import named
from evidence.settled import settle
from evidence.signed_note import Signer, may_name_a_key, verifier_key

MADE, ROTATED, LOST = "make_signing_key", "rotate_signing_key", "lose_signing_key"
VERBS = (MADE, ROTATED, LOST)


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key of this ledger: from which event it was used, and at which it was rotated or lost, if it was."""

    name: str
    public_key: str
    """64 hexadecimal digits."""
    since: int
    until: int | None = None
    lost: bool = False

    def may_sign(self, size: int) -> bool:
        """Whether a checkpoint of the house's tree with that size may be signed by it: not once it was lost."""
        last = self.until if self.until is None or not self.lost else self.until - 1
        return self.since <= size and (last is None or size <= last)

    def verifier_keys(self) -> list[str]:
        """The lines by which strangers check what it signed, one for each tree."""
        return [verifier_key(origin_of(self.name, tree), bytes.fromhex(self.public_key)) for tree in TREES]


def keys_of(session: Session) -> list[SigningKey]:
    """All signing keys that the ledger ever had, oldest first; at most the last one is in use."""
    query = select(AuditEvent).where(col(AuditEvent.verb).in_(VERBS)).order_by(col(AuditEvent.seq))
    return keys_told((event.seq or 0, event.verb, body_of(event)) for event in session.exec(query))


def keys_told(events: Iterable[tuple[int, str, Mapping[str, Any]]]) -> list[SigningKey]:
    """The signing keys as events (sequence number, verb, body) tell of them; raises KeyError where a body does not."""
    keys: list[SigningKey] = []
    for seq, verb, body in events:
        if verb in (ROTATED, LOST) and keys and keys[-1].until is None:
            keys[-1] = replace(keys[-1], until=seq, lost=verb == LOST)
        if verb in (MADE, ROTATED):
            keys.append(SigningKey(body["name"], body["public_key"], since=seq))
    return keys


def signer_of(session: Session, folder: Path) -> Signer:
    """Who signs now; raises NoSigningKey where no key is in use, or its file is not there."""
    standing = _standing(session)
    if standing is None:
        raise NoSigningKey("there is no signing key: make one with 'throughline signing-key make'")
    return _signer(folder, standing)


def make_key(ledger: Ledger, folder: Path, *, actor: str | None, name: str | None = None) -> SigningKey:
    """Make the key that signs from now on; raises SigningKeyStands where one is in use.

    ``name`` is what every checkpoint names as its ledger; without one, that of the last key or a random one.
    """
    by = named(actor)
    with ExitStack() as undoing:
        with writing(ledger.engine) as session:
            if _standing(session):
                raise SigningKeyStands("there is a signing key already: rotate it, or say that it was lost")
            known = keys_of(session)
            chosen = _checked(name or (known[-1].name if known else f"throughline/{new_id()}"))
            key = _told(session, by, MADE, Signer(chosen, _kept(folder, undoing)), {})
        undoing.pop_all()
    return key


def signers_of(session: Session, folder: Path) -> list[Signer]:
    """Who signs now, last; before it the key whose place it took, while that key's file has not been removed.

    Raises NoSigningKey as ``signer_of`` does.
    """
    signer, keys = signer_of(session, folder), keys_of(session)
    retired = [key for key in keys[-2:-1] if not key.lost and _file(folder, bytes.fromhex(key.public_key)).exists()]
    return [*(_signer(folder, key) for key in retired), signer]


def rotate_key(session: Session, folder: Path, *, actor: str) -> None:
    """Let a new key take the place of the one in use, as a part of a transaction.

    The old one's file stays until both have signed a checkpoint.
    """
    old = signer_of(session, folder)
    with ExitStack() as undoing:
        new = Signer(old.name, _kept(folder, undoing))
        _told(session, actor, ROTATED, new, {"retired": old.public_key.hex()})
        undoing.pop_all()


def lose_key(ledger: Ledger, folder: Path, *, actor: str | None, reason: str) -> SigningKey:
    """Say that the key in use was lost or stolen: what it signs from here on is not believed.

    Raises NoSigningKey where none is in use.
    """
    by = named(actor)
    with writing(ledger.engine) as session:
        standing = _standing(session)
        if standing is None:
            raise NoSigningKey("there is no signing key in use that could be lost")
        audit = AuditWriter(session, by)
        seq = audit.append(LOST, None, {"public_key": standing.public_key, "reason": reason})
        audit.flush()
    forget(folder, bytes.fromhex(standing.public_key))
    return replace(standing, until=seq, lost=True)


def forget(folder: Path, public_key: bytes) -> None:
    """Remove the file of a private key, if it is there."""
    _file(folder, public_key).unlink(missing_ok=True)


def _standing(session: Session) -> SigningKey | None:
    keys = keys_of(session)
    return keys[-1] if keys and keys[-1].until is None else None


def _told(session: Session, actor: str, verb: str, signer: Signer, more: dict[str, str]) -> SigningKey:
    public_key = signer.public_key.hex()
    audit = AuditWriter(session, actor)
    seq = audit.append(verb, None, {"name": signer.name, "public_key": public_key, **more})
    audit.flush()
    return SigningKey(signer.name, public_key, since=seq)


def _checked(name: str) -> str:
    if not may_name_a_key(name):
        raise InvalidDraft("the name of a signing key has no spaces and no plus, such as example.org/ledger")
    return name


def _kept(folder: Path, undoing: ExitStack) -> Ed25519PrivateKey:
    """A new private key, its file safe on the disk before any event names it."""
    key = Ed25519PrivateKey.generate()
    file = _file(folder, key.public_key().public_bytes_raw())
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as kept:
        undoing.callback(file.unlink, missing_ok=True)
        kept.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    for place in (file, folder, folder.parent):
        settle(place)
    return key


def _signer(folder: Path, standing: SigningKey) -> Signer:
    file = _file(folder, bytes.fromhex(standing.public_key))
    missing = f"the signing key is not at {file}: put it back, or say that it was lost"
    try:
        key = load_pem_private_key(file.read_bytes(), password=None)
    except (FileNotFoundError, ValueError) as error:
        raise NoSigningKey(missing) from error
    if not isinstance(key, Ed25519PrivateKey) or key.public_key().public_bytes_raw().hex() != standing.public_key:
        raise NoSigningKey(missing)
    return Signer(standing.name, key)


def _file(folder: Path, public_key: bytes) -> Path:
    return folder / f"{public_key.hex()[:16]}.pem"
