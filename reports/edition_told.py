"""An edition as it says of itself in its document, and the versions of what made its files.

Invariant: what is printed depends on the edition's number, title, template and list of changes alone; no clock, no key.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

from evidence.edition_drafts import Change, HouseTemplate
from reports.changed import in_words
from reports.document import Briefing, Remark, Section
from reports.wording import runs_in_words

SECTION = "edition"
_MADE_OF = (".py", ".html", ".md", ".typ", ".css", ".svg")


def as_edition(
    briefing: Briefing, title: str, number: int, changes: Sequence[Change], template: HouseTemplate | None = None
) -> Briefing:
    """The briefing with a section that says which edition it is, which template of the house arranged it, if any, and
    what changed under the one before."""
    told = tuple(map(Remark, (*_which(title, number, template), *_what_changed(number, changes))))
    return replace(briefing, sections=(Section(SECTION, "Edition", passages=told), *briefing.sections))


def edition_lines(briefing: Briefing) -> tuple[str, ...]:
    """What an edition says of itself, for formats that print no sections; nothing where it is none."""
    return tuple(one.text for part in briefing.sections if part.name == SECTION for one in part.passages)


@cache
def made_with() -> dict[str, str]:
    """The versions of what files are made with, and one digest of all templates and wording."""
    tools = {"throughline": "throughline", "typst": "typst", "pandoc": "pypandoc-binary", "openpyxl": "openpyxl"}
    return {**{name: version(package) for name, package in tools.items()}, "templates": _templates()}


def other_tools(sealed_with: Mapping[str, str]) -> tuple[str, ...]:
    """What made the files of an edition and is of another version here, by name."""
    here = made_with()
    return tuple(name for name, version_ in sealed_with.items() if here.get(name) != version_)


def _which(title: str, number: int, template: HouseTemplate | None) -> Iterator[str]:
    yield f"Edition {number} of “{title}”. An edition is never changed; a correction makes the next one."
    if template:
        files_ = "; ".join(f"{name}, SHA-256 {digest}" for name, digest in template.files.items())
        yield f"It was arranged by the house's own template {template.name} ({files_})."
        if template.replaced:
            yield f"Edition {number - 1} was arranged by other files."


def _what_changed(number: int, changes: Sequence[Change]) -> Iterator[str]:
    if number == 1:
        return
    yield (
        f"It corrects edition {number - 1}. What had changed under that one is listed here, each change with the "
        "sentences of fact that rested on it, counted in the order of its text."
    )
    if not changes:
        yield "Nothing that it told had changed."
    for what, places in _by_change(changes).items():
        yield f"{_sentences(places)} of edition {number - 1}: {what}"


def _by_change(changes: Sequence[Change]) -> Mapping[str, list[int]]:
    """What changed, in words -> the sentences that it changed under, both in the order of the text."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for change in changes:
        found[in_words(change)].append(change.sentence)
    return found


def _sentences(places: Sequence[int]) -> str:
    """Sentence 4; sentences 1 to 3, 8 and 12."""
    ascending = sorted(set(places))
    return f"{'Sentence' if len(ascending) == 1 else 'Sentences'} {runs_in_words(ascending)}"


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
