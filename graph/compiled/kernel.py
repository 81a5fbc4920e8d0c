"""The compiled kernel: its functions, and its structures in memory.

Invariant: a structure here has the fields of the one in kernel/throughline_kernel/kernel.h, in their order; a kernel
whose structures have another form is refused.
"""

import ctypes
from collections.abc import Callable
from ctypes import POINTER, Structure, c_int64, c_uint64, c_void_p
from functools import cache
from importlib import import_module
from typing import Any, ClassVar

import numpy.typing as npt

from evidence.errors import NoKernel
from graph.question import MOST_HOPS

FORM = 1


def _fields(*kinds: tuple[Any, str]) -> list[tuple[str, Any]]:
    return [(name, kind) for kind, names in kinds for name in names.split()]


class Layer(Structure):
    """The rows of one layer."""

    _fields_: ClassVar = _fields(
        (c_void_p, "rows cuts packed hull first last out"), (c_int64, "row_count cut_count number")
    )


class Wanted(Structure):
    """A filter of hops."""

    _fields_: ClassVar = _fields((c_uint64, "predicates types"), (c_int64, "level flags dayed day through_hubs"))


class Side(Structure):
    """What one side knows."""

    _fields_: ClassVar = _fields(
        (c_void_p, "ends known reached going"),
        (c_int64, "end_count radius going_first going_count cost"),
        (c_int64 * (MOST_HOPS + 2), "upto"),
    )
    ends: int
    known: int
    reached: int
    going: int
    end_count: int
    going_count: int


class Search(Structure):
    """One search; the arrays that it leads to have to be kept for as long as it is used."""

    _fields_: ClassVar = _fields(
        (c_void_p, "layers types no_step meeting taken place ways"),
        (
            c_int64,
            "size layer_count standings no_step_count dear halved a_step met is_between steps way_count way_room",
        ),
        (Wanted, "wanted"),
        (Side, "ahead behind"),
    )
    layers: int
    types: int
    no_step: int
    meeting: int
    taken: int
    layer_count: int
    no_step_count: int
    dear: int
    met: int
    is_between: int
    steps: int
    wanted: Wanted
    ahead: Side
    behind: Side


class Ground(Structure):
    """The ways of a ground."""

    _fields_: ClassVar = _fields(
        (c_void_p, "start end row through weak arrival refused origins ending"), (c_int64, "places count hops")
    )


_SEARCH, _NUMBER, _ARRAY = POINTER(Search), c_int64, c_void_p


class Kernel:
    """The functions of the library at a path; what they do says kernel.h. Raises NoKernel where its form is another."""

    def __init__(self, path: str) -> None:
        self._library = _loaded(path)
        if _form_of(self._library) != FORM << 32 | ctypes.sizeof(Search):
            raise NoKernel(
                "the compiled kernel that is installed is of another version: `make kernel` builds this one's"
            )
        self.begin = self._function("begin", _SEARCH, gives=None)
        self.leave = self._function("leave", _SEARCH, gives=None)
        self.reach = self._function("reach", _SEARCH, _NUMBER, gives=None)
        self.apart = self._function("apart", _SEARCH, _NUMBER)
        self.find_ways = self._function("find_ways", _SEARCH)
        self.ends_of_ways = self._function("ends_of_ways", _SEARCH, _ARRAY)
        self.columns = self._function("columns", _SEARCH, _ARRAY, _NUMBER, *[_ARRAY] * 5, gives=None)
        self.rank = self._function("rank", _ARRAY, _ARRAY, *[_NUMBER] * 3, *[_ARRAY] * 3)
        self.promises = self._function("promises", POINTER(Ground), _ARRAY)

    def _function(self, name: str, *takes: Any, gives: Any = _NUMBER) -> Callable[..., int]:  # noqa: ANN401 -- ctypes
        function = self._library[f"throughline_{name}"]
        function.argtypes, function.restype = takes, gives
        made: Callable[..., int] = function
        return made


def _loaded(path: str) -> ctypes.CDLL:
    try:
        return ctypes.CDLL(path)
    except OSError as error:
        raise NoKernel(f"the compiled kernel cannot be loaded ({error}): `make kernel` builds one for here") from error


def _form_of(library: ctypes.CDLL) -> int:
    """Its form above the size of its searches; 0 where it says nothing of that."""
    told = getattr(library, "throughline_form", None)
    if told is None:
        return 0
    told.restype = _NUMBER
    form: int = told()
    return form


@cache
def installed_kernel() -> Kernel:
    """The kernel that is installed; raises NoKernel."""
    try:
        library = import_module("throughline_kernel").LIBRARY
    except ModuleNotFoundError:
        raise NoKernel(
            "THROUGHLINE_KERNEL=compiled wants the compiled kernel, which is not installed: `make kernel` builds it, "
            "and without the setting numpy searches"
        ) from None
    return Kernel(str(library))


def at(array: npt.NDArray[Any]) -> int:
    """Where an array lies in memory: what has to be kept for as long as it is used."""
    address: int = array.__array_interface__["data"][0]
    return address


def had(count: int) -> int:
    """What a function of the kernel gave that wants memory; raises MemoryError where there was none left."""
    if count < 0:
        raise MemoryError
    return count
