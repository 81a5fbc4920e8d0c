"""Putting a site into its folder: whole, or not at all.

Invariant: a folder is replaced only where each of its files is one that an earlier site of ours listed; whatever else
is there is somebody's, and is never taken away.
"""

import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from evidence.errors import CaseRefused, Mistake

LISTING = "throughline-site.json"
"""Names every file of a site with its SHA-256, and marks the folder as ours."""


def put_site(folder: Path, files: Mapping[str, bytes], head: str) -> None:
    """Make a folder hold these files, by their paths, and their listing, and nothing else.

    They are written whole beside it first, and then moved into it. Raises CaseRefused where the folder holds
    something that is no file of a site, and OSError where it cannot be written.
    """
    refuse_loss(folder)
    made, old = (folder.with_name(f".{folder.name}.{name}") for name in ("partial", "old"))
    for left in (made, old):
        shutil.rmtree(left, ignore_errors=True)
    try:
        _write(made, {**files, LISTING: _listing(files, head)})
        if folder.exists():
            folder.replace(old)
        made.replace(folder)
    except OSError:
        if old.exists() and not folder.exists():
            old.replace(folder)
        raise
    finally:
        shutil.rmtree(made, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)


def refuse_loss(folder: Path) -> None:
    """Raise CaseRefused, naming them, where a folder holds files that no site of ours put there."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise CaseRefused([Mistake(str(folder), 1, "it is no folder: name one that is empty or not there yet")])
    others = sorted(_there(folder) - _ours(folder))
    if others:
        why = "no file of a site: it would be lost; name another folder, or take it out of this one"
        raise CaseRefused([Mistake(str(folder / name), 1, why) for name in others[:10]])


def _there(folder: Path) -> set[str]:
    return {one.relative_to(folder).as_posix() for one in folder.rglob("*") if not one.is_dir() or one.is_symlink()}


def _ours(folder: Path) -> set[str]:
    """What the listing of the folder names; nothing where there is none, or it is not one of ours."""
    try:
        listed = json.loads((folder / LISTING).read_bytes())["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    return {LISTING, *listed} if isinstance(listed, dict) else set()


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def _listing(files: Mapping[str, bytes], head: str) -> bytes:
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    return f"{json.dumps({'head': head, 'files': digests}, indent=1)}\n".encode()
