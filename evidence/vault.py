"""The vault: bytes by their SHA-256, in a folder.

Invariant: what is stored under a digest has that digest, is complete, and is never altered; an erasure takes it
away. It is on the disk, under its name, before it is acknowledged; where the disk does not let it be, nothing of it
stays.
"""

import hashlib
from pathlib import Path

from evidence.errors import CaptureMismatch, DiskRefused, NotFound
from evidence.settled import put_whole, settle


def store(vault: Path, content: bytes) -> str:
    """Keep bytes; returns their SHA-256 in hex. Keeping them twice changes nothing.

    Raises DiskRefused where they cannot be kept, CaptureMismatch where others stand under their digest.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    place = place_of(vault, sha256)
    if place.exists():
        fetch(vault, sha256)
    try:
        _keep(content, place, vault)
    except OSError as error:
        raise DiskRefused(
            f"the vault {vault} does not take the bytes ({error.strerror}): nothing was recorded; "
            "see to the disk, and do it again"
        ) from error
    return sha256


def fetch(vault: Path, sha256: str) -> bytes:
    """The bytes of a digest; raises NotFound, or CaptureMismatch when the file was altered."""
    place = place_of(vault, sha256)
    if not place.is_file():
        raise NotFound(f"the vault holds nothing with SHA-256 {sha256}")
    content = place.read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise CaptureMismatch(f"the vault's file for SHA-256 {sha256} was altered")
    return content


def place_of(vault: Path, sha256: str) -> Path:
    """Where the bytes of a digest are kept."""
    return vault / sha256[:2] / sha256[2:]


def endless(place: Path) -> bool:
    """Whether a pipe or a device stands there, or a link leads to one: who reads it may never come to an end."""
    return place.exists() and not place.is_file() and not place.is_dir()


def _keep(content: bytes, place: Path, vault: Path) -> None:
    folders = [vault, *([] if vault.exists() else [vault.parent])]
    if place.exists():
        settle(place.parent)
    else:
        vault.mkdir(mode=0o700, parents=True, exist_ok=True)
        place.parent.mkdir(exist_ok=True)
        put_whole(place, content, mode=0o440)
    for folder in folders:
        settle(folder)
