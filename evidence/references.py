"""Which keys a record names, where in it, and of what kind the records must be that they lead to."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel

from evidence.draft_fields import Ref
from evidence.drafts import RecordDraft

Path = tuple[str | int, ...]
"""The way from a record to a value in it: field names, and places in lists (from 0)."""


def in_words(path: Path) -> str:
    """A path as people say it: ``citations no. 2, assertion``."""
    steps: list[str] = []
    for step in path:
        if isinstance(step, int) and steps:
            steps[-1] += f" no. {step + 1}"
        else:
            steps.append(str(step))
    return ", ".join(steps)


class Reference(NamedTuple):
    """A key that a record names; ``kinds`` are the record kinds it may lead to, any when empty."""

    path: Path
    key: str
    kinds: tuple[str, ...]


class _Field(NamedTuple):
    """A field that holds keys, or parts that do."""

    name: str
    ref: Ref | None
    part: type[BaseModel] | None


def references(draft: RecordDraft) -> list[Reference]:
    """Every key that the draft names, in the order of its fields."""
    return list(_within(type(draft), draft, ()))


def references_as_written(draft: type[RecordDraft], values: Mapping[str, Any]) -> list[Reference]:
    """Every key that a record names, before anybody knows whether it validates as that draft."""
    return list(_within(draft, values, ()))


def part_within(draft: type[BaseModel], path: Path) -> type[BaseModel]:
    """The class of draft or part that holds the field at the path."""
    held = draft
    for step in path[:-1]:
        if isinstance(step, str) and step in held.model_fields:
            held = next(_parts(held, step), held)
    return held


def _within(kind: type[BaseModel], holder: object, place: Path) -> Iterator[Reference]:
    for field in _fields_with_keys(kind):
        for path, item in _items(_value(holder, field.name), (*place, field.name)):
            if field.part:
                yield from _within(field.part, item, path)
            elif field.ref and isinstance(item, str):
                yield Reference(path, item.strip(), field.ref.kinds)


def _value(holder: object, name: str) -> object:
    return holder.get(name) if isinstance(holder, Mapping) else getattr(holder, name, None)


def _items(value: object, place: Path) -> Iterator[tuple[Path, object]]:
    if isinstance(value, tuple | list):
        yield from (((*place, number), item) for number, item in enumerate(value))
    elif value is not None:
        yield place, value


@cache
def _fields_with_keys(kind: type[BaseModel]) -> tuple[_Field, ...]:
    fields = (_Field(name, _ref(kind, name), next(_parts(kind, name), None)) for name in kind.model_fields)
    return tuple(field for field in fields if field.ref or (field.part and _fields_with_keys(field.part)))


def _ref(kind: type[BaseModel], name: str) -> Ref | None:
    return next((leaf for leaf in _leaves(kind, name) if isinstance(leaf, Ref)), None)


def _parts(kind: type[BaseModel], name: str) -> Iterator[type[BaseModel]]:
    return (leaf for leaf in _leaves(kind, name) if isinstance(leaf, type) and issubclass(leaf, BaseModel))


def _leaves(kind: type[BaseModel], name: str) -> Iterator[Any]:
    field = kind.model_fields[name]
    yield from field.metadata
    yield from _innermost(field.annotation)


def _innermost(annotation: Any) -> Iterator[Any]:  # noqa: ANN401 -- annotations have no type of their own
    """What an annotation is made of: for an optional or a list field, the mark is nested within."""
    inner = get_args(annotation)
    if not inner:
        yield annotation
    for argument in inner:
        yield from _innermost(argument)
