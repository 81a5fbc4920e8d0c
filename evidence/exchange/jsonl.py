"""Records as JSON Lines: one record a line, any order in, one order out.

Invariant: a line is the canonical JSON of its record, so that whoever hashes it gets the record's digest (a
claim's without its status). A file with any mistake ends in CaseRefused, and after the first mistake no further
record comes out of it.
"""

import json
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

from evidence.canonical import as_value, canonical_json
from evidence.drafts import DRAFTS, RecordDraft
from evidence.errors import CaseRefused, Mistake
from evidence.exchange.order import written
from evidence.exchange.placed import Place, Placed
from evidence.exchange.validating import validated

MOST_MISTAKES = 100
"""So many mistakes are named; who has more has the wrong file, or one cause for them all."""

_MOST_DIGITS = 20
"""No field takes a whole number of more."""

_LINES_A_STEP = 500
"""How often progress is told: seldom enough to cost nothing, often enough to be seen to move."""

Progress = Callable[[int, int], None]
"""Told how many bytes of the file are done, and how many it has."""


def read_jsonl(file: Path, progress: Progress = lambda done, total: None) -> Iterator[Placed]:
    """The records of a file one by one; raises CaseRefused at its end, or after MOST_MISTAKES, if any is wrong.

    Take what has come before as good only when the iterator has ended. Whether keys lead anywhere is not asked
    here: they may lead into the ledger.
    """
    mistakes: list[Mistake] = []
    lines_of_keys: dict[str, int] = {}
    for place, line in _lines(file, progress):
        try:
            placed = _record(line, place)
            _refuse_second(placed, lines_of_keys)
        except CaseRefused as refused:
            mistakes += refused.mistakes
        else:
            if not mistakes:
                yield placed
        if len(mistakes) > MOST_MISTAKES:
            mistakes[MOST_MISTAKES:] = [place.mistake("and more: what follows is not named")]
            break
    if mistakes:
        raise CaseRefused(mistakes)


def write_jsonl(drafts: Iterable[RecordDraft], stream: TextIO) -> None:
    """Write the drafts, by kind and natural key. The stream must leave line ends as they are and be UTF-8."""
    for draft in sorted(drafts, key=written):
        stream.write(canonical_json(as_value(draft)).decode() + "\n")


def _lines(file: Path, progress: Progress) -> Iterator[tuple[Place, bytes]]:
    """The lines that hold anything, each with its place."""
    total, done = file.stat().st_size, 0
    with file.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            if text := line.removeprefix(BOM_UTF8 if number == 1 else b"").rstrip():
                yield Place(file.name, number), text
            done += len(line)
            if number % _LINES_A_STEP == 0:
                progress(done, total)
    progress(done, total)


def _record(line: bytes, place: Place) -> Placed:
    values = _object(line, place)
    kind = values.pop("record", None)
    if not isinstance(kind, str) or kind not in DRAFTS:
        reason = "is missing" if kind is None else f"{kind!r} is no kind of record: it is one of {', '.join(DRAFTS)}"
        raise CaseRefused([place.mistake(reason, ("record",))])
    return validated(kind, values, place)


def _object(line: bytes, place: Place) -> dict[str, Any]:
    try:
        value = _READER.decode(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise CaseRefused([place.mistake("is not UTF-8")]) from error
    except json.JSONDecodeError as error:
        raise CaseRefused([place.mistake(f"is no JSON: {error.msg} (column {error.colno})")]) from error
    except ValueError as error:
        raise CaseRefused([place.mistake(str(error))]) from error
    except RecursionError as error:
        raise CaseRefused([place.mistake("is nested deeper than any record")]) from error
    if not isinstance(value, dict):
        raise CaseRefused([place.mistake("is no record: a line holds one JSON object")])
    return value


def _said_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose fields are each said once; JSON itself would let the last one win."""
    values = dict(pairs)
    if len(values) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{twice!r} is said twice")
    return values


def _whole(text: str) -> int:
    if len(text) > _MOST_DIGITS:
        raise ValueError(f"a number of {len(text)} digits is longer than any that is taken")
    return int(text)


def _no_number(text: str) -> None:
    raise ValueError(f"{text} is no number that JSON has")


_READER = json.JSONDecoder(object_pairs_hook=_said_once, parse_constant=_no_number, parse_int=_whole)


def _refuse_second(placed: Placed, lines_of_keys: dict[str, int]) -> None:
    first = lines_of_keys.setdefault(placed.draft.key, placed.line)
    if first != placed.line:
        raise CaseRefused([placed.place.mistake(f"key {placed.draft.key!r} is taken on line {first}", ("key",))])
