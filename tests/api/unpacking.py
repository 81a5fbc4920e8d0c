"""Bundles as their receivers have them: written at the command line, unpacked, and judged by their own program."""

import hashlib
import json
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evidence.settings import Settings
from evidence.vault import store
from tests.api.command_line import CommandLine, claim, jsonl

ENDS = ("River Fund", "Northport Police")
CITING = claim("C2", "E2", "trains", "E3", "S2", "S3", scope="E4", period={"edtf": "2020"})
"""A claim of the case as one that its tests may let cite a capture."""


def bundle(throughline: CommandLine, *more: str, ends: tuple[str, str] = ENDS, name: str = "evidence.zip") -> bytes:
    throughline.done("bundle", *ends, "--out", name, *more)
    return (throughline.folder / name).read_bytes()


def unpacked(throughline: CommandLine, *more: str, ends: tuple[str, str] = ENDS) -> Path:
    """The folder that a receiver unpacks."""
    bundle(throughline, *more, ends=ends)
    with zipfile.ZipFile(throughline.folder / "evidence.zip") as archive:
        archive.extractall(throughline.folder / "received")
    return throughline.folder / "received" / "bundle"


def verified(folder: Path, *more: str) -> tuple[int, str]:
    """What verify.py says on its own, with nothing of this project in reach."""
    program = [sys.executable, "-I", "verify.py", *more]
    ran = subprocess.run(program, cwd=folder, env={}, capture_output=True, text=True, check=False)
    assert ran.stderr == ""
    return ran.returncode, ran.stdout


def keys(folder: Path) -> set[str]:
    return {json.loads(line)["key"] for line in (folder / "data" / "records.jsonl").read_text("utf-8").splitlines()}


def key_of(throughline: CommandLine, content: bytes) -> str:
    """The key of the public capture of these bytes."""
    records = map(json.loads, throughline.done("export", "jsonl").splitlines())
    return next(str(one["key"]) for one in records if one.get("sha256") == hashlib.sha256(content).hexdigest())


def everything_in(folder: Path) -> bytes:
    """All bytes that a receiver gets."""
    return b"".join(one.read_bytes() for one in folder.rglob("*") if one.is_file())


def add(throughline: CommandLine, *records: Mapping[str, Any]) -> None:
    """Load more records into the investigation of the case."""
    file = jsonl(throughline.folder / "more.jsonl", records)
    throughline.done("load", str(file), "--investigation", "harbour")


def capture_of(content: bytes, visibility: str = "restricted") -> dict[str, Any]:
    sha256 = store(Settings().vault_path, content)
    own = {"key": f"S2-{sha256[:12]}", "source": "S2", "sha256": sha256, "size": len(content)}
    told = {"taken": "2026-11-01T10:00:00Z", "method": "saved by hand", "by": "Ada", "visibility": visibility}
    return {"record": "capture", **own, **told}
