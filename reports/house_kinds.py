"""A house's own kinds of briefing: its templates, each followed over the findings of a briefing.

Invariant: a template arranges findings and can do nothing else: it is followed by a program of its own, within
bounds, and what a record says can be taken neither for a note nor for a heading or a remark. What comes back is a
briefing as any other, in every format, its wording checked.
"""

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from evidence.errors import NoTemplate, TemplateRefused, WordingRefused
from reports.document import Briefing
from reports.escaping import plain
from reports.findings import findings
from reports.gaps import NOTE_GAPS
from reports.house_text import SHIELD, house_text
from reports.house_wording import left_out
from reports.renumbered import renumbered

ENDING = ".md"
_NAME = re.compile(r"[\w-]+")
_SECONDS = 5
"""Of the processor."""
_WAIT = 15
"""Seconds on the clock: a busy machine gives a program its share of the processor late."""


class Arranged(NamedTuple):
    """A briefing as a template arranged it, and the SHA-256 of every template that had a part in it, by its file."""

    briefing: Briefing
    templates: Mapping[str, str]


def in_house_kind(briefing: Briefing, kind: str | None, folder: Path | None) -> Briefing:
    """The briefing as a template of the house arranges it; as it is where none is named. Raises as ``arranged``."""
    return briefing if kind is None else arranged(briefing, kind, folder).briefing


def arranged(briefing: Briefing, kind: str, folder: Path | None) -> Arranged:
    """The briefing as a template of the house arranges it.

    Raises NoTemplate, TemplateRefused with file and line, and WordingRefused where it would say what none may.
    """
    templates = _templates(kind, folder)
    followed, read = _followed(templates, f"{kind}{ENDING}", _values(briefing))
    text = house_text(followed)
    refused = [*text.unfit, *left_out(text, briefing)]
    if refused:
        raise WordingRefused(refused)
    made = renumbered(replace(briefing, kind=text.kind or kind), text)
    return Arranged(made, {name: _sha256(templates[name].encode()) for name in read})


def differing(templates: Mapping[str, str], folder: Path | None) -> dict[str, str | None]:
    """Of templates, by file, with their SHA-256: those that are others in the folder now, with the digest that they
    have; without one where they are gone."""
    there = {name: folder / name if folder else None for name in templates}
    now = {name: _sha256(file.read_bytes()) if file and file.is_file() else None for name, file in there.items()}
    return {name: digest for name, digest in now.items() if digest != templates[name]}


def _templates(kind: str, folder: Path | None) -> dict[str, str]:
    """All templates of the folder, by name: one may include another."""
    if folder is None:
        raise NoTemplate(f"there is no kind {kind!r}: THROUGHLINE_TEMPLATES names no folder of templates")
    files = sorted(folder.glob(f"*{ENDING}"))
    names = [file.stem for file in files if _NAME.fullmatch(file.stem)]
    if kind not in names:
        there = f"there are {', '.join(names)}" if names else "there is none"
        raise NoTemplate(f"no template {kind}{ENDING} is in {folder}; {there}")
    return {file.name: _read(file) for file in files}


def _read(file: Path) -> str:
    try:
        return file.read_bytes().decode()
    except UnicodeDecodeError as error:
        raise TemplateRefused(file.name, 1, "it is no text in UTF-8") from error


def _values(briefing: Briefing) -> dict[str, Any]:
    """The findings as plain values, shielded; the gaps of notes come after it, by the numbers that it gives."""
    values = findings(briefing)
    for section in values["sections"]:
        section["items"] = [item for item in section["items"] if item["heading"] not in NOTE_GAPS]
    shielded: dict[str, Any] = _shielded(values)
    return shielded


def _shielded(value: Any) -> Any:  # noqa: ANN401 -- JSON values
    """JSON values, each text one visible line in which nothing is a mark; letter for letter as long as it was."""
    if isinstance(value, dict):
        return {name: _shielded(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_shielded(one) for one in value]
    return plain(value).translate(SHIELD) if isinstance(value, str) else value


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _followed(templates: Mapping[str, str], name: str, values: dict[str, Any]) -> tuple[str, list[str]]:
    """The text that a template gives, and the files of the templates that were read for it."""
    asked = {"templates": templates, "name": name, "values": values, "seconds": _SECONDS}
    try:
        ran = subprocess.run(
            [sys.executable, "-P", "-m", "reports.confined"],
            input=json.dumps(asked).encode(),
            env={"PYTHONPATH": str(Path(__file__).parent.parent), "PYTHONHASHSEED": "0"},
            capture_output=True,
            timeout=_WAIT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TemplateRefused(name, 1, f"it did not end within {_WAIT} seconds and was stopped") from error
    if ran.returncode:
        raise TemplateRefused(name, 1, f"it wants more memory or more time than it may have ({_SECONDS} seconds)")
    answer = json.loads(ran.stdout)
    if "text" not in answer:
        raise TemplateRefused(answer["file"], answer["line"], plain(answer["reason"]))
    return str(answer["text"]), list(answer["read"])
