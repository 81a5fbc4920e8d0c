"""The kernel's structures are the same on both sides, and one that is not there or not ours is refused."""

import ctypes
import subprocess
from pathlib import Path

import pytest

from evidence.errors import NoKernel
from graph import entries
from graph.compiled import kernel as bound
from graph.compiled.kernel import Kernel, installed_kernel
from graph.question import MOST_HOPS
from tests.graph.kernel_fixtures import SOURCES, compiler

HEADERS = SOURCES / "throughline_kernel"
STRUCTURES = (bound.Layer, bound.Wanted, bound.Side, bound.Search, bound.Ground)
SEARCH = ctypes.sizeof(bound.Search)
FLAGS = ("ALONG", "BACK", "PLAIN_START", "PLAIN_END", "BROKEN")


def in_c(tmp_path: Path, *values: str) -> list[int]:
    """What C says of numbers that its headers define."""
    lines = "".join(f'printf("%lld\\n", (long long)({value}));' for value in values)
    source = tmp_path / "asked.c"
    source.write_text(f'#include <stdio.h>\n#include "rows.h"\nint main(void) {{ {lines} return 0; }}\n')
    program = tmp_path / "asked"
    subprocess.run([*compiler(), "-I", str(HEADERS), "-o", str(program), str(source)], check=True)
    told = subprocess.run([str(program)], check=True, capture_output=True, text=True).stdout
    return [int(line) for line in told.splitlines()]


def library_of(source: str, tmp_path: Path) -> str:
    """A library of this C."""
    (tmp_path / "other.c").write_text(f"#include <stdint.h>\n{source}\n")
    library = str(tmp_path / "other.lib")
    subprocess.run([*compiler(), "-shared", "-fPIC", "-o", library, str(tmp_path / "other.c")], check=True)
    return library


@pytest.mark.parametrize("structure", STRUCTURES, ids=lambda structure: structure.__name__)
def test_every_field_stands_where_c_has_it(structure: type[ctypes.Structure], tmp_path: Path) -> None:
    name, fields = structure.__name__, [field[0] for field in structure._fields_]
    here = [getattr(structure, field).offset for field in fields]
    there = in_c(tmp_path, *(f"offsetof({name}, {field})" for field in fields), f"sizeof({name})")
    assert there == [*here, ctypes.sizeof(structure)]


def test_flags_and_limits_are_those_of_the_graph(tmp_path: Path) -> None:
    here = [MOST_HOPS, bound.FORM, *(getattr(entries, flag) for flag in FLAGS)]
    assert in_c(tmp_path, "MOST_HOPS", "FORM", *FLAGS) == here


@pytest.mark.parametrize(
    "source",
    [
        f"int64_t throughline_form(void) {{ return (int64_t){bound.FORM + 1} << 32 | {SEARCH}; }}",
        f"int64_t throughline_form(void) {{ return (int64_t){bound.FORM} << 32 | {SEARCH + 8}; }}",
        "int64_t of_something_else(void) { return 0; }",
    ],
    ids=["another form", "longer structures", "no kernel"],
)
def test_a_kernel_of_another_version_is_refused(source: str, tmp_path: Path) -> None:
    with pytest.raises(NoKernel, match="of another version: `make kernel` builds this one's"):
        Kernel(library_of(source, tmp_path))


def test_a_library_that_cannot_be_loaded_is_refused(tmp_path: Path) -> None:
    (tmp_path / "kernel.lib").write_bytes(b"for another machine")
    with pytest.raises(NoKernel, match=r"cannot be loaded .*: `make kernel` builds one for here"):
        Kernel(str(tmp_path / "kernel.lib"))


@pytest.mark.usefixtures("no_kernel_is_installed")
def test_where_none_is_installed_it_is_said_how_to_have_one() -> None:
    with pytest.raises(NoKernel, match="which is not installed: `make kernel` builds it"):
        installed_kernel()


@pytest.mark.usefixtures("kernel_is_installed")
def test_the_one_that_is_installed_is_found() -> None:
    assert isinstance(installed_kernel(), Kernel)
