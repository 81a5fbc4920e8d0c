"""The compiled kernel for tests: built as a wheel is, once a process, and loaded out of it."""

import os
import shlex
import shutil
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from graph.compiled import searching
from graph.compiled.kernel import Kernel, installed_kernel
from graph.compiled.searching import Memory
from graph.spare import Spares

SOURCES = Path(__file__).parents[2] / "kernel"
PACKAGE = "throughline_kernel"
LEFT_OUT = "tests of the compiled kernel; enable: install a C compiler, or name one in CC"


def compiler() -> list[str]:
    """How the compiler is called; skips the test where there is none."""
    command = shlex.split(os.environ.get("CC", "cc"))
    if shutil.which(command[0]) is None:
        pytest.skip(LEFT_OUT)
    return command


@pytest.fixture(scope="session")
def kernel_wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that carries the kernel."""
    compiler()
    folder = tmp_path_factory.mktemp("kernel")
    (built,) = WheelBuilder(str(SOURCES)).build(directory=str(folder), versions=["standard"])
    return Path(built)


@pytest.fixture(scope="session")
def installed_wheel(kernel_wheel: Path) -> Path:
    """A folder in which the wheel is installed."""
    folder = kernel_wheel.with_name("installed")
    with zipfile.ZipFile(kernel_wheel) as wheel:
        wheel.extractall(folder)
    return folder


@pytest.fixture(scope="session")
def kernel(installed_wheel: Path) -> Kernel:
    """The kernel of the wheel."""
    return Kernel(str(installed_wheel / "throughline_kernel" / "kernel.lib"))


@pytest.fixture
def kernel_is_installed(installed_wheel: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have the wheel where programs look for it, in the place of one that may be there."""
    installed_kernel.cache_clear()
    monkeypatch.delitem(sys.modules, PACKAGE, raising=False)
    monkeypatch.syspath_prepend(str(installed_wheel))
    yield
    installed_kernel.cache_clear()
    sys.modules.pop(PACKAGE, None)


@pytest.fixture
def no_kernel_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have none, whatever is there."""
    installed_kernel.cache_clear()
    monkeypatch.setitem(sys.modules, PACKAGE, None)


@pytest.fixture
def spare_memory(monkeypatch: pytest.MonkeyPatch) -> list[Memory]:
    """What searches of the test have given back, from none on."""
    spare = Spares(Memory, most=2)
    monkeypatch.setattr(searching, "MEMORIES", spare)
    return spare.kept
