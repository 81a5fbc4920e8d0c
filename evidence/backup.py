"""A backup: the ledger and its captures as they are at one moment, in one file, encrypted or not.

Invariant: the file is complete on the disk under its name, or not there. Its manifest comes first and has the digest of
everything in it. A capture's bytes are in the vault before the ledger tells of them and never change, so those that a
copy of the ledger names are those of its moment, whoever goes on writing.
"""

import datetime as dt
import hashlib
import io
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pydantic import BaseModel, ConfigDict
from sqlmodel import select

from evidence.address import Address
from evidence.audit import head
from evidence.copying import copy_to_file, settling
from evidence.database import reading
from evidence.encryption import Encrypting
from evidence.errors import CaptureMismatch, NotFound
from evidence.ledger import open_ledger
from evidence.ledger_facts import SCHEMA_VERSION
from evidence.models import Capture
from evidence.vault import fetch

MANIFEST, LEDGER, VAULT = "manifest.json", "ledger.sqlite", "vault/"


class Manifest(BaseModel):
    """What is in a backup: the moment, the audit chain's head then, and each file with its SHA-256 in hex."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int = 1
    made: str
    version: str
    events: int
    head: str
    files: dict[str, str]
    missing: tuple[str, ...] = ()
    """Captures that the ledger names and the vault did not have, or not as they were taken."""


def back_up(address: Address, vault: Path, target: Path, *, beside: Path, passphrase: str | None = None) -> Manifest:
    """Write a backup; raises FileExistsError, NoLedger, WrongLedger, LedgerError.

    ``beside``: a folder for the copy of the ledger while the backup is made; it is not encrypted, and gone at the end.
    """
    beside.mkdir(parents=True, exist_ok=True)
    open_ledger(address).close()
    with TemporaryDirectory(dir=beside, prefix=".backup-") as folder, settling(target) as partial:
        copy = Path(folder) / LEDGER
        copy_to_file(address, copy)
        manifest = _manifest(copy, vault)
        with partial.open("wb") as file, _way_in(file, passphrase) as out, tarfile.open(fileobj=out, mode="w|") as tar:
            _add(tar, MANIFEST, manifest.model_dump_json(indent=2).encode())
            tar.add(copy, LEDGER, filter=_anonymous)
            for name in manifest.files:
                if name.startswith(VAULT):
                    _add(tar, name, fetch(vault, name.removeprefix(VAULT)))
    return manifest


def _manifest(copy: Path, vault: Path) -> Manifest:
    ledger = open_ledger(copy)
    with reading(ledger.engine) as session:
        events, last = head(session)
        captures = sorted(set(session.exec(select(Capture.sha256))))
    ledger.close()
    kept = [sha256 for sha256 in captures if _is_whole(vault, sha256)]
    with copy.open("rb") as file:
        files = {LEDGER: hashlib.file_digest(file, "sha256").hexdigest()}
    return Manifest(
        made=dt.datetime.now(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        version=SCHEMA_VERSION,
        events=events,
        head=last,
        files=files | {f"{VAULT}{sha256}": sha256 for sha256 in kept},
        missing=tuple(sha256 for sha256 in captures if sha256 not in kept),
    )


def _is_whole(vault: Path, sha256: str) -> bool:
    try:
        fetch(vault, sha256)
    except (NotFound, CaptureMismatch):
        return False
    return True


@contextmanager
def _way_in(file: Any, passphrase: str | None) -> Iterator[Any]:  # noqa: ANN401 -- what tarfile writes to
    if passphrase is None:
        yield file
        return
    with Encrypting(file, passphrase) as encrypting:
        yield encrypting


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(content)
    tar.addfile(member, io.BytesIO(content))


def _anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Who made the backup, on which machine, is nothing that it need tell."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member
