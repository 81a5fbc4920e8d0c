"""An edition as it says of itself in its document, and the versions of what made its files.

Invariant: what is printed depends on the edition's number, title and list of changes alone; no clock, no key.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

from evidence.edition_drafts import Change
from reports.changed import in_words
from reports.document import Briefing, Remark, Section

SECTION = "edition"
_MADE_OF = (".py", ".html", ".md", ".typ", ".css", ".svg")


def as_edition(briefing: Briefing, title: str, number: int, changes: Sequence[Change]) -> Briefing:
    """The briefing with a section that says which edition it is, and what changed under the one before."""
    told = tuple(map(Remark, _told(title, number, changes)))
    return replace(briefing, sections=(Section(SECTION, "Edition", passages=told), *briefing.sections))


def edition_lines(briefing: Briefing) -> tuple[str, ...]:
    """What an edition says of itself, for formats that print no sections; nothing where it is none."""
    return tuple(one.text for part in briefing.sections if part.name == SECTION for one in part.passages)


@cache
def made_with() -> dict[str, str]:
    """The versions of what files are made with, and one digest of all templates and wording."""
    tools = {"throughline": "throughline", "typst": "typst", "pandoc": "pypandoc-binary", "openpyxl": "openpyxl"}
    return {**{name: version(package) for name, package in tools.items()}, "templates": _templates()}


def _told(title: str, number: int, changes: Sequence[Change]) -> Iterator[str]:
    yield f"Edition {number} of “{title}”. An edition is never changed; a correction makes the next one."
    if number == 1:
        return
    yield f"It corrects edition {number - 1}. What had changed under that one is listed here, by its sentences."
    if not changes:
        yield "Nothing that it told had changed."
    for change in changes:
        yield f"Sentence {change.sentence} of edition {number - 1}: {in_words(change)}"


def _templates() -> str:
    found = hashlib.sha256()
    for name, content in sorted(_contents(files("reports"), "")):
        found.update(f"{name}\0{len(content)}\0".encode() + content)
    return found.hexdigest()


def _contents(folder: Traversable, above: str) -> Iterator[tuple[str, bytes]]:
    for one in folder.iterdir():
        if one.is_dir():
            yield from _contents(one, f"{above}{one.name}/")
        elif one.name.endswith(_MADE_OF):
            yield f"{above}{one.name}", one.read_bytes()
