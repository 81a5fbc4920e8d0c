"""A backup: the ledger and its captures as they are at one moment, in one file, encrypted or not.

Invariant: the file is complete on the disk under its name, or not there. Its manifest comes first and has the digest of
everything in it. A capture's bytes are in the vault before the ledger tells of them and never change, so those that a
copy of the ledger names are those of its moment, whoever goes on writing.
"""

import hashlib
import io
import tarfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pydantic import BaseModel, ConfigDict
from sqlmodel import col, select

from evidence.address import Address
from evidence.audit import head
from evidence.copying import copy_to_file, settling
from evidence.custody import note_each
from evidence.custody_copies import copy_log
from evidence.encryption import Encrypting
from evidence.errors import CaptureMismatch, NotFound
from evidence.ledger import open_ledger, reading_at
from evidence.ledger_facts import SCHEMA_VERSION
from evidence.models import Capture
from evidence.moments import now
from evidence.vault import fetch

MANIFEST, LEDGER, VAULT = "manifest.json", "ledger.sqlite", "vault/"
CUSTODY = "custody.sqlite"


@dataclass(frozen=True, slots=True)
class Custody:
    """The custody log, and who has the bytes of all captures once there is a backup."""

    log: Path
    actor: str


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

    @property
    def captures(self) -> list[str]:
        """The SHA-256 of each capture whose bytes are in it."""
        return [sha256 for name, sha256 in self.files.items() if name.startswith(VAULT)]


def back_up(
    address: Address,
    vault: Path,
    target: Path,
    *,
    beside: Path,
    passphrase: str | None = None,
    custody: Custody | None = None,
) -> Manifest:
    """Write a backup; raises FileExistsError, NoLedger, WrongLedger, LedgerError.

    ``beside``: a folder for the copy of the ledger while the backup is made; it is not encrypted, and gone at the end.
    ``custody``: where it is written down that the captures were copied; the log is in the backup too.
    """
    beside.mkdir(parents=True, exist_ok=True)
    open_ledger(address).close()
    with TemporaryDirectory(dir=beside, prefix=".backup-") as folder, settling(target) as partial:
        copy = Path(folder) / LEDGER
        copy_to_file(address, copy)
        captures = _captures(copy)
        kept = {sha256 for sha256 in captures.values() if _is_whole(vault, sha256)}
        log = _noted(custody, [id_ for id_, sha256 in captures.items() if sha256 in kept], copy.with_name(CUSTODY))
        manifest = _manifest(copy, log, sorted(kept), sorted({*captures.values()} - kept))
        with partial.open("wb") as file, _way_in(file, passphrase) as out, tarfile.open(fileobj=out, mode="w|") as tar:
            _add(tar, MANIFEST, manifest.model_dump_json(indent=2).encode())
            tar.add(copy, LEDGER, filter=_anonymous)
            if log:
                tar.add(log, CUSTODY, filter=_anonymous)
            for sha256 in manifest.captures:
                _add(tar, f"{VAULT}{sha256}", fetch(vault, sha256))
    return manifest


def _captures(copy: Path) -> dict[str, str]:
    """The captures that a ledger names: record id -> SHA-256."""
    with reading_at(copy) as session:
        return dict(session.exec(select(Capture.id, Capture.sha256).order_by(col(Capture.id))).all())


def _noted(custody: Custody | None, captures: Sequence[str], copy: Path) -> Path | None:
    """Write down who copies what the vault has, then copy the log; nothing where there is none to copy."""
    if custody is None:
        return None
    note_each(custody.log, captures, "copied", custody.actor)
    copy_log(custody.log, copy)
    return copy


def _manifest(copy: Path, log: Path | None, kept: Sequence[str], missing: Sequence[str]) -> Manifest:
    with reading_at(copy) as session:
        events, last = head(session)
    files = {name: _digest_of(file) for name, file in ((LEDGER, copy), (CUSTODY, log)) if file}
    return Manifest(
        made=now(),
        version=SCHEMA_VERSION,
        events=events,
        head=last,
        files=files | {f"{VAULT}{sha256}": sha256 for sha256 in kept},
        missing=tuple(missing),
    )


def _is_whole(vault: Path, sha256: str) -> bool:
    try:
        fetch(vault, sha256)
    except (NotFound, CaptureMismatch):
        return False
    return True


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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
