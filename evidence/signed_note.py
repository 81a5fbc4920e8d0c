"""Signed notes: a text with Ed25519 signatures under it, in the format that C2SP specifies as signed-note.

Invariant: what is signed is the text as it stands, byte for byte. A note that is not exactly of this form, or
whose signature is not of the key that its line names, is never taken for signed.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from evidence.errors import InvalidCheckpoint

_ED25519 = b"\x01"
"""The kind of signature, as the format numbers them."""
_ID_BYTES = 4
_NAME = re.compile(r"[^\s+]+")
_LINE = re.compile(r"\u2014 ([^\s+]+) ([A-Za-z0-9+/]+={0,2})")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Signature:
    """One line under a note: whose it is by its own account, and the 64 bytes."""

    name: str
    key_id: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class SignedNote:
    """A text, its last line end included, and the signatures under it."""

    text: str
    signatures: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: a name that notes show, and the private key."""

    name: str
    private_key: Ed25519PrivateKey

    @property
    def public_key(self) -> bytes:
        """The 32 bytes of the public key."""
        return self.private_key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def key_id(name: str, public_key: bytes) -> bytes:
    """The four bytes by which a signature's line tells keys of one name apart."""
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + public_key).digest()[:_ID_BYTES]


def verifier_key(name: str, public_key: bytes) -> str:
    """The line that a stranger needs to check signatures: name, id and public key."""
    encoded = base64.b64encode(_ED25519 + public_key).decode()
    return f"{name}+{key_id(name, public_key).hex()}+{encoded}"


def may_name_a_key(name: str) -> bool:
    """Whether a key can bear this name: no spaces, no plus, not empty."""
    return _NAME.fullmatch(name) is not None and name.isprintable()


def sign(text: str, signers: Sequence[Signer]) -> str:
    """The text, which ends with its line, with a signature of each signer under it."""
    lines = [f"\u2014 {one.name} {_encoded(one, text)}\n" for one in signers]
    return f"{text}\n{''.join(lines)}"


def read_note(note: bytes) -> SignedNote:
    """Take a note apart; raises InvalidCheckpoint where it is none. No signature is checked here."""
    try:
        text, _, under = note.decode("utf-8").rpartition("\n\n")
    except UnicodeDecodeError as error:
        raise InvalidCheckpoint("this is no signed note: it is not UTF-8") from error
    if not text or not under.endswith("\n") or _CONTROL.search(text + under):
        raise InvalidCheckpoint("this is no signed note: a text, an empty line and signatures make one")
    return SignedNote(f"{text}\n", tuple(_signature(line) for line in under[:-1].split("\n")))


def is_signed(note: SignedNote, name: str, public_key: bytes) -> bool:
    """Whether that key, under that name, signed the note."""
    wanted, key = key_id(name, public_key), Ed25519PublicKey.from_public_bytes(public_key)
    signatures = [one.signature for one in note.signatures if (one.name, one.key_id) == (name, wanted)]
    return any(_holds(key, signature, note.text) for signature in signatures)


def _holds(key: Ed25519PublicKey, signature: bytes, text: str) -> bool:
    try:
        key.verify(signature, text.encode())
    except InvalidSignature:
        return False
    return True


def _encoded(signer: Signer, text: str) -> str:
    signed = signer.private_key.sign(text.encode())
    return base64.b64encode(key_id(signer.name, signer.public_key) + signed).decode()


def _signature(line: str) -> Signature:
    found = _LINE.fullmatch(line)
    if not found:
        raise InvalidCheckpoint("this is no signed note: a line under its text is no signature")
    try:
        content = base64.b64decode(found[2], validate=True)
    except binascii.Error as error:
        raise InvalidCheckpoint("this is no signed note: a signature is not base64") from error
    return Signature(found[1], content[:_ID_BYTES], content[_ID_BYTES:])
