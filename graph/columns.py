"""Dataclasses of arrays as one flat mapping of arrays, and back: how columns go into a file.

Invariant: names are the fields' joined by dots; a field that is None is not there; and what is read back equals what
was flattened, in the smallest signed type that holds it: most of the memory that a graph takes is pages of its file.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from types import NoneType
from typing import Any, TypeVar, get_args, get_type_hints

import numpy as np
import numpy.typing as npt

from graph.array_file import Arrays

Columns = TypeVar("Columns")

_SIGNED = (np.int8, np.int16, np.int32, np.int64)


def flattened(columns: object, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every array in the columns, and in the columns within them."""
    for field in fields(columns):  # type: ignore[arg-type]
        value, name = getattr(columns, field.name), f"{prefix}{field.name}"
        if isinstance(value, np.ndarray):
            yield name, _smallest(value)
        elif value is not None:
            yield from flattened(value, f"{name}.")


def unflattened(kind: type[Columns], arrays: Arrays, prefix: str = "") -> Columns:
    """The columns that were flattened; raises KeyError where an array is missing."""
    return kind(**{name: _field(hint, arrays, f"{prefix}{name}") for name, hint in get_type_hints(kind).items()})


def names_of(kind: type[Any], prefix: str = "") -> Iterator[str]:
    """The names that the arrays of such columns have."""
    for name, hint in get_type_hints(kind).items():
        if is_dataclass(hint):
            yield from names_of(hint, f"{prefix}{name}.")  # type: ignore[arg-type]
        else:
            yield f"{prefix}{name}"


def _smallest(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Signed whole numbers in as few bytes as hold all of them; anything else as it is."""
    if array.dtype.kind != "i" or not array.size:
        return array
    low, high = array.min(), array.max()
    fitting = (kind for kind in _SIGNED if np.iinfo(kind).min <= low and high <= np.iinfo(kind).max)
    return array.astype(next(fitting), copy=False)


def _field(hint: Any, arrays: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401 -- arrays, or columns of any kind
    if is_dataclass(hint):
        return unflattened(hint, arrays, f"{name}.")  # type: ignore[arg-type]
    return arrays.get(name) if NoneType in get_args(hint) else arrays[name]
