"""Putting a backup in the place of a ledger, or where none is.

Invariant: a backup is unpacked elsewhere and checked whole, its files by their digests, its audit chain event by event
and every row against the events, before anything is replaced.
"""

import hashlib
import shutil
import tarfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pydantic import ValidationError
from sqlmodel import Session, select, text

from evidence.address import Address
from evidence.backup import CUSTODY, LEDGER, MANIFEST, VAULT, Manifest
from evidence.custody_copies import check_copy, put_log_back
from evidence.dialects import UNREADABLE
from evidence.encryption import Decrypting, is_encrypted
from evidence.erasures import Erasure, erasures
from evidence.errors import BackupRefused, LedgerDamaged, LedgerError
from evidence.held_against import refuse_departing
from evidence.held_to_events import refuse_unlike
from evidence.kept import Kept
from evidence.ledger import reading_at
from evidence.migrating import migrate
from evidence.models import AuditEvent, Capture
from evidence.replacing import copy_over, refuse_standing
from evidence.trees import Leaves, leaves_of
from evidence.vault import store
from evidence.verification.faults import Fault

_LARGEST_MANIFEST = 1 << 28


@dataclass(frozen=True, slots=True)
class Restored:
    """What a backup held, and what was kept of the ledger that it took the place of, if there was one.

    ``custody_parted``: the custody log that was here stays, and lacks entries that the backup has. ``brought_back``:
    what was erased from that ledger after the backup was made, and is there again. ``unlike``: what in the backup is
    not as its events say, and was taken all the same.
    """

    manifest: Manifest
    kept: Kept
    custody_parted: bool = False
    brought_back: tuple[Erasure, ...] = ()
    unlike: tuple[Fault, ...] = ()


def is_encrypted_file(file: Path) -> bool:
    """Whether a backup was encrypted with a passphrase."""
    with file.open("rb") as source:
        return is_encrypted(source.read(1024))


def restore(
    file: Path,
    address: Address,
    vault: Path,
    *,
    actor: str | None,
    older: Path,
    passphrase: str | None = None,
    replace: bool = False,
    holding: str | None = None,
    against: Sequence[Path] = (),
    even_if_older: bool = False,
    even_if_damaged: bool = False,
    custody: Path | None = None,
) -> Restored:
    """Put a backup at an address; one of an earlier version is brought up to this one on the way.

    ``replace`` lets it take the place of a ledger, which is copied to ``older`` first. ``holding``: a head that was
    written down; a backup from before it is refused. ``against``: signed checkpoints; a backup that is older than one
    is refused (unless ``even_if_older``), or one that departs from it. ``even_if_damaged``: take one whose rows are not
    what its events say; the events must hold all the same. Raises BackupRefused and what copy_over does.
    """
    refuse_standing(address, replace=replace)
    older.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=older.parent, prefix=".restore-") as folder:
        manifest = _unpack(file, Path(folder), passphrase)
        leaves = _check(Path(folder), manifest, holding, actor)
        unlike = refuse_unlike(Path(folder) / LEDGER, even_if_damaged=even_if_damaged)
        with reading_at(Path(folder) / LEDGER) as session:
            refuse_departing(session, leaves, against, even_if_older=even_if_older)
        for sha256 in manifest.captures:
            store(vault, (Path(folder) / VAULT / sha256).read_bytes())
        parted = _custody_parted(Path(folder) / CUSTODY, custody, older)
        kept = copy_over(Path(folder) / LEDGER, address, older, replace=replace)
        back = _brought_back(Path(folder) / LEDGER, kept.older) if kept.older else ()
    return Restored(manifest, kept, parted, back, unlike)


def _brought_back(copy: Path, older: Path) -> tuple[Erasure, ...]:
    """What was erased from the ledger that was here, and not from the one in the backup."""
    try:
        here = _erasures_at(older)
    except (LedgerError, *UNREADABLE):  # what was here cannot be read: nobody knows
        return ()
    there = _erasures_at(copy)
    return tuple(one for one in here if one not in there)


def _erasures_at(file: Path) -> list[Erasure]:
    with reading_at(file) as session:
        return erasures(session)


def _custody_parted(copy: Path, log: Path | None, older: Path) -> bool:
    """Put the custody log back, unless the one that is here has entries that the backup's lacks."""
    if log is None or not copy.exists():
        return False
    return not put_log_back(copy, log, older.with_name(f"{older.name}.custody"))


def _unpack(file: Path, folder: Path, passphrase: str | None) -> Manifest:
    """Take the files out, each only if the manifest has it, under its name and with its digest."""
    (folder / VAULT).mkdir()
    try:
        with file.open("rb") as source, tarfile.open(fileobj=_opened(source, passphrase), mode="r|") as tar:
            manifest = _manifest(tar)
            found = {member.name: _take(tar, member, folder, manifest) for member in iter(tar.next, None)}
    except (tarfile.TarError, ValidationError, EOFError) as error:
        raise BackupRefused(f"{file} is no backup of a ledger, or was changed or cut off") from error
    if found != manifest.files:
        raise BackupRefused(f"{file} is not whole: it lacks {', '.join(sorted(set(manifest.files) - set(found)))}")
    return manifest


def _opened(source: Any, passphrase: str | None) -> Any:  # noqa: ANN401 -- what tarfile reads from
    return source if passphrase is None else Decrypting(source, passphrase)


def _manifest(tar: tarfile.TarFile) -> Manifest:
    first = tar.next()
    content = tar.extractfile(first) if first and first.name == MANIFEST and first.size < _LARGEST_MANIFEST else None
    if content is None:
        raise tarfile.ReadError("no manifest")
    return Manifest.model_validate_json(content.read())


def _take(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path, manifest: Manifest) -> str:
    """Write a file out; returns its digest. Names come from the manifest, and of those only two shapes are taken."""
    content = tar.extractfile(member) if member.isreg() else None
    sha256 = manifest.files.get(member.name, "")
    if content is None or member.name not in (LEDGER, CUSTODY, f"{VAULT}{sha256}") or not sha256.isalnum():
        raise tarfile.ReadError("a file that is not in the manifest")
    with (folder / member.name).open("wb+") as out:
        shutil.copyfileobj(content, out)
        out.seek(0)
        found = hashlib.file_digest(out, "sha256").hexdigest()
    if found != sha256:
        raise BackupRefused(f"the backup was changed: {member.name} has another digest than its manifest says")
    return found


def _check(folder: Path, manifest: Manifest, holding: str | None, actor: str | None) -> Leaves:
    """Check the ledger as it was backed up, then bring it up to this program's version; the leaves of its trees."""
    migrate(folder / LEDGER, actor=actor, backup=folder / "older.sqlite")
    with _damage_told():
        check_copy(folder / CUSTODY)
        with reading_at(folder / LEDGER) as session:
            _check_file(session)
            leaves = leaves_of(session)
            _check_record(session, manifest, holding)
            return leaves


@contextmanager
def _damage_told() -> Iterator[None]:
    try:
        yield
    except LedgerError as error:
        raise BackupRefused(f"the ledger in the backup does not hold: {error}") from error


def _check_file(session: Session) -> None:
    if session.execute(text("PRAGMA integrity_check")).scalar() != "ok":
        raise LedgerDamaged("its file is damaged")


def _check_record(session: Session, manifest: Manifest, holding: str | None) -> None:
    heads = {hash_: seq or 0 for hash_, seq in session.exec(select(AuditEvent.hash, AuditEvent.seq))}
    if heads.get(manifest.head) != manifest.events:
        raise LedgerDamaged("it is another than its manifest says")
    if holding is not None and heads.get(holding, manifest.events + 1) > manifest.events:
        raise BackupRefused(f"the backup, made at {manifest.made}, is from before that head, and lacks what came then")
    lost = set(session.exec(select(Capture.sha256))) - {*manifest.files.values(), *manifest.missing}
    if lost:
        raise LedgerDamaged(f"it names captures that the backup lacks: {', '.join(sorted(lost))}")
