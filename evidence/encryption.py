"""Bytes encrypted with a passphrase, as a stream: AES-256-GCM in parts, the key from the passphrase by scrypt.

Invariant: what is read back is what was encrypted with that passphrase, from its first byte on, and an end is told
apart from a cut. Each file has a key of its own (its salt is random), each part its number, and the last one says that
it is; so no part can be changed, left out, moved or taken from another file.
"""

import os
import struct
from typing import BinaryIO, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from evidence.errors import BackupRefused

MARK = b"throughline encrypted 1\n"
COST = 17
"""Of scrypt, as a power of two: 128 MiB and about half a second for every passphrase that somebody tries."""

_DEAREST = 20
_PART = 1 << 20
_TAG = 16
_HEADER = struct.Struct(f">{len(MARK)}sB16s7s")


class Encrypting:
    """A file to write to; what is written is encrypted, and whole once it is closed."""

    def __init__(self, target: BinaryIO, passphrase: str) -> None:
        self._header = _HEADER.pack(MARK, COST, os.urandom(16), os.urandom(7))
        self._cipher, self._target = _cipher(self._header, passphrase), target
        self._waiting, self._number = bytearray(), 0
        target.write(self._header)

    def write(self, content: bytes) -> int:
        """Encrypt more bytes; returns how many were taken, all of them."""
        self._waiting += content
        while len(self._waiting) > _PART:
            self._put(bytes(self._waiting[:_PART]), last=False)
            del self._waiting[:_PART]
        return len(content)

    def close(self) -> None:
        """Encrypt the last part; the file below stays open."""
        self._put(bytes(self._waiting), last=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_error: object) -> None:
        if kind is None:
            self.close()

    def _put(self, part: bytes, *, last: bool) -> None:
        self._target.write(self._cipher.encrypt(_nonce(self._header, self._number, last), part, self._header))
        self._number += 1


class Decrypting:
    """A file to read from what was encrypted; raises BackupRefused where it was not encrypted so, or is not whole."""

    def __init__(self, source: BinaryIO, passphrase: str) -> None:
        self._header = source.read(_HEADER.size)
        if not is_encrypted(self._header):
            raise BackupRefused("this is not encrypted with a passphrase")
        self._cipher, self._source = _cipher(self._header, passphrase), source
        self._ready, self._number = bytearray(), 0
        self._next = source.read(_PART + _TAG)
        self._ended = False

    def read(self, size: int = -1) -> bytes:
        """Up to that many bytes, all that are left if it is negative; nothing at the end."""
        while not self._ended and (size < 0 or len(self._ready) < size):
            self._take()
        given = bytes(self._ready) if size < 0 else bytes(self._ready[:size])
        del self._ready[: len(given)]
        return given

    def _take(self) -> None:
        part, self._next = self._next, self._source.read(_PART + _TAG)
        self._ended = not self._next
        try:
            self._ready += self._cipher.decrypt(_nonce(self._header, self._number, self._ended), part, self._header)
        except InvalidTag:
            raise BackupRefused("the passphrase is another, or the file was changed or cut off") from None
        self._number += 1


def is_encrypted(beginning: bytes) -> bool:
    """Whether a file that begins so was encrypted."""
    return len(beginning) >= _HEADER.size and beginning.startswith(MARK)


def _cipher(header: bytes, passphrase: str) -> AESGCM:
    _, cost, salt, _ = _HEADER.unpack(header)
    if not 1 <= cost <= _DEAREST:
        raise BackupRefused("the file was changed: no passphrase is stretched so far")
    return AESGCM(Scrypt(salt=salt, length=32, n=1 << cost, r=8, p=1).derive(passphrase.encode()))


def _nonce(header: bytes, number: int, last: bool) -> bytes:
    return header[-7:] + struct.pack(">IB", number, last)
