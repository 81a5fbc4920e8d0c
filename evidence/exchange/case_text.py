"""A case as a folder of text: one YAML file a record kind, for people to read, correct and keep in git.

Invariant: what is written is read back as the same drafts, and written again as the same bytes. A folder with
any mistake is refused whole, every mistake named with file, line and reason. Comments are no part of a case and
are not written back; what must be kept belongs in a note.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from evidence.drafts import DRAFTS, RecordDraft
from evidence.errors import CaseRefused, InvalidDraft, KeyTaken, Mistake
from evidence.exchange.order import natural, written
from evidence.exchange.placed import Place, Placed
from evidence.exchange.validating import validated
from evidence.exchange.yaml_text import as_list, as_mapping
from evidence.exchange.yaml_tree import Node, read_nodes
from evidence.references import Reference, references_as_written

_ONE = "investigation"
_PLURALS = {"entity": "entities", "reply": "replies"}
FILES = {kind: f"{kind if kind == _ONE else _PLURALS.get(kind, kind + 's')}.yaml" for kind in DRAFTS}
"""The file of each record kind, in the order in which they are read and written."""


def read_case(folder: Path) -> list[Placed]:
    """The drafts of a case, in the order of its files; raises CaseRefused with every mistake of the folder."""
    case = _Case()
    case.look_round(folder)
    for kind, name in FILES.items():
        if (folder / name).is_file():
            case.read(kind, folder / name)
    mistakes = [*case.mistakes, *case.lost_keys()]
    if mistakes:
        raise CaseRefused(sorted(mistakes, key=lambda mistake: (mistake.file, mistake.line)))
    return case.placed


def write_case(drafts: Iterable[RecordDraft], folder: Path) -> None:
    """Make the folder hold these drafts and no others; files of a case that would be empty are taken away.

    Each file is replaced in one step, so that none is ever half written. Raises InvalidDraft where there are
    two investigations: a folder holds one.
    """
    texts = {FILES[kind]: _text(kind, group) for kind, group in _by_kind(drafts).items() if group}
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f".{name}.partial").write_text(text, encoding="utf-8", newline="\n")
    for name in FILES.values():
        if name in texts:
            (folder / f".{name}.partial").replace(folder / name)
        else:
            (folder / name).unlink(missing_ok=True)


def refuse_loss(folder: Path, drafts: Iterable[RecordDraft]) -> None:
    """Refuse to write these drafts over a folder that holds records that are not among them: raises KeyTaken.

    Raises CaseRefused where the folder's own text has mistakes, because then nobody can tell what would be lost.
    """
    if not any((folder / name).is_file() for name in FILES.values()):
        return
    there = {placed.draft.key for placed in read_case(folder)}
    lost = sorted(there - {draft.key for draft in drafts}, key=natural)
    if lost:
        named = ", ".join(lost[:5]) + (" ..." if len(lost) > 5 else "")
        instead = "ask for a higher audience, write elsewhere, or say --force"
        raise KeyTaken(f"{folder} holds records that would be lost ({len(lost)}: {named}): {instead}")


def _by_kind(drafts: Iterable[RecordDraft]) -> dict[str, list[RecordDraft]]:
    groups: dict[str, list[RecordDraft]] = {kind: [] for kind in FILES}
    for draft in sorted(drafts, key=written):
        groups[draft.record].append(draft)
    if len(groups[_ONE]) > 1:
        raise InvalidDraft(f"a case holds one investigation, not {len(groups[_ONE])}")
    return groups


def _text(kind: str, drafts: list[RecordDraft]) -> str:
    contents = [draft.content() for draft in drafts]
    return as_mapping(contents[0]) if kind == _ONE else as_list(contents)


class _Case:
    """What has been read of a folder so far: the drafts, the keys of all records, and the mistakes."""

    def __init__(self) -> None:
        self.placed: list[Placed] = []
        self.mistakes: list[Mistake] = []
        self._kinds: dict[str, str] = {}
        self._places: dict[str, Place] = {}
        self._references: list[tuple[Place, Reference]] = []
        self._unread: set[str] = set()

    def look_round(self, folder: Path) -> None:
        """Refuse a folder without a case, and files that look like part of one and are not."""
        names = sorted(file.name for file in folder.iterdir()) if folder.is_dir() else []
        if not set(names) & set(FILES.values()):
            self.mistakes.append(Mistake(str(folder), 1, f"no case: none of {', '.join(FILES.values())} is there"))
        for name in names:
            if name.lower().endswith((".yaml", ".yml")) and name not in FILES.values():
                self.mistakes.append(Mistake(name, 1, f"unknown file; a case has {', '.join(FILES.values())}"))

    def read(self, kind: str, file: Path) -> None:
        """Take in one file, as far as it can be read."""
        try:
            nodes, mistakes = read_nodes(file)
        except CaseRefused as refused:
            nodes, mistakes = [], list(refused.mistakes)
            self._unread.add(kind)
        self.mistakes += mistakes
        if isinstance(nodes, Node) == (kind == _ONE):
            for node in [nodes] if isinstance(nodes, Node) else nodes:
                self._take(kind, node, Place(file.name, node.line, node.lines))
        elif kind not in self._unread:
            shape = "one record, not a list" if kind == _ONE else "a list of records, each starting with '- '"
            self.mistakes.append(Mistake(file.name, 1, f"must be {shape}"))
            self._unread.add(kind)

    def _take(self, kind: str, node: Node, place: Place) -> None:
        if not isinstance(node.value, dict):
            self.mistakes.append(place.mistake("is no record: a record has fields, such as 'key: E01'"))
            return
        self._note(kind, node.value, place)
        try:
            self.placed.append(validated(kind, node.value, place))
        except CaseRefused as refused:
            self.mistakes += refused.mistakes

    def _note(self, kind: str, values: dict[str, Any], place: Place) -> None:
        """Remember a record's key and the keys that it names, whether or not the rest of it is right."""
        self._references += ((place, one) for one in references_as_written(DRAFTS[kind], values))
        key = str(values.get("key") or "").strip()
        first = self._places.get(key)
        if first:
            reason = f"key {key!r} is taken by the {self._kinds[key]} at {first.file}:{first.line}"
            self.mistakes.append(place.mistake(reason, ("key",)))
        elif key:
            self._kinds[key], self._places[key] = kind, place

    def lost_keys(self) -> Iterator[Mistake]:
        """Keys that lead nowhere or to another kind; silent on kinds whose file could not be read."""
        for place, (path, key, kinds) in self._references:
            found = self._kinds.get(key)
            if found is None and not self._unread & set(kinds or DRAFTS):
                yield place.mistake(f"key {key!r} leads nowhere", path)
            elif found and kinds and found not in kinds:
                yield place.mistake(f"key {key!r} leads to a record of kind {found}, not {' or '.join(kinds)}", path)
