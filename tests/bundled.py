"""Bundles of a small ledger, as the tests take them apart and put them together again."""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from api import bundles
from api.parameters import ChainParameters
from api.resources import open_resources
from evidence.captures import take_capture
from evidence.checkpoints import Folders, write_checkpoints
from evidence.ledger import open_ledger
from evidence.settings import Settings
from evidence.signing_keys import make_key
from reports.bundles.bag import bag
from reports.bundles.made import verifier
from reports.bundles.verify import Findings, findings
from tests.api.command_line import HARBOUR
from tests.api.http_door import ledger_at


class Files(dict[str, bytes]):
    """The files of a bundle by name; what fails on one must not print all of it."""

    def __repr__(self) -> str:
        return f"{len(self)} files"


def signed_ledger(file: Path) -> Path:
    """A ledger of the small case with a capture, a signing key and a checkpoint."""
    ledger_at(file, HARBOUR)
    settings, ledger = Settings(ledger=file), open_ledger(file)
    content = b"<p>It taught the police.</p>"
    take_capture(
        ledger, settings.vault_path, "S2", content, method="saved by hand", actor="Ada", media_type="text/html"
    )
    make_key(ledger, settings.keys_path, actor="Ada", name="example.org/harbour")
    write_checkpoints(ledger, Folders(settings.keys_path, settings.checkpoints_path), actor="Ada")
    ledger.close()
    return file


def bundled(file: Path, start: str = "E1", end: str = "E3", **more: Any) -> Files:
    """The files of a bundle of a ledger's chains."""
    resources = open_resources(Settings(ledger=file))
    asked = ChainParameters.model_validate({"from_": [start], "to": [end]})
    try:
        return Files(bundles.bundle(resources, asked, "public", **more).files)
    finally:
        resources.close()


def put(files: Mapping[str, bytes], folder: Path) -> Path:
    """Lay a bundle out in a folder."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def found_in(files: Mapping[str, bytes]) -> Findings:
    return findings(dict(files), Findings())


def bagged_again(files: Mapping[str, bytes]) -> Files:
    """The same payload in a bag that is right about it: what a forger would hand over."""
    payload = {name.removeprefix("data/"): content for name, content in files.items() if name.startswith("data/")}
    beside = {"README.txt": files["README.txt"], "verify.py": verifier()}
    return Files(bag(payload, beside, title="forged", made_on=dt.date(2026, 11, 25)))


def with_line(files: Files, name: str, number: int, change: Callable[[Any], Any]) -> Files:
    """A bundle with one line of JSON of a file changed, bagged again; a change to None takes the line away."""
    lines = files[f"data/{name}"].split(b"\n")
    changed = change(json.loads(lines[number]))
    dumped = json.dumps(changed, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    lines[number : number + 1] = [] if changed is None else [dumped]
    return bagged_again({**files, f"data/{name}": b"\n".join(lines)})


def records_in(files: Files) -> list[dict[str, Any]]:
    return [json.loads(line) for line in files["data/records.jsonl"].splitlines()]
