"""Which keys a draft names, where in it, and of what kind the records must be that they lead to."""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel

from evidence.draft_fields import Ref
from evidence.drafts import RecordDraft

Path = tuple[str | int, ...]
"""The way from a record to a value in it: field names, and places in lists (from 0)."""


class Reference(NamedTuple):
    """A key that a draft names; ``kinds`` are the record kinds it may lead to, any when empty."""

    path: Path
    key: str
    kinds: tuple[str, ...]


def references(draft: RecordDraft) -> list[Reference]:
    """Every key that the draft names, in the order of its fields."""
    return list(_within(draft))


def _within(part: BaseModel) -> Iterator[Reference]:
    for name, ref in _fields_with_keys(type(part)):
        value = getattr(part, name)
        if isinstance(value, tuple):
            for number, item in enumerate(value):
                yield from _of(item, (name, number), ref)
        elif value is not None:
            yield from _of(value, (name,), ref)


def _of(item: str | BaseModel, path: Path, ref: Ref | None) -> Iterator[Reference]:
    if isinstance(item, BaseModel):
        for inner in _within(item):
            yield Reference((*path, *inner.path), inner.key, inner.kinds)
    elif ref:
        yield Reference(path, item, ref.kinds)


@cache
def _fields_with_keys(part: type[BaseModel]) -> tuple[tuple[str, Ref | None], ...]:
    """The fields that hold keys, with what they lead to; and, with None, those whose parts hold keys."""
    found = []
    for name, field in part.model_fields.items():
        leaves = [*field.metadata, *_leaves(field.annotation)]
        ref = next((leaf for leaf in leaves if isinstance(leaf, Ref)), None)
        parts = [leaf for leaf in leaves if isinstance(leaf, type) and issubclass(leaf, BaseModel)]
        if ref or any(map(_fields_with_keys, parts)):
            found.append((name, ref))
    return tuple(found)


def _leaves(annotation: Any) -> Iterator[Any]:  # noqa: ANN401 -- annotations have no type of their own
    """What an annotation is made of: for an optional or list field the mark is nested within."""
    inner = get_args(annotation)
    if not inner:
        yield annotation
    for argument in inner:
        yield from _leaves(argument)
