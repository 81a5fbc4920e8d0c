"""Compiles the library when a wheel is built, and says on which machines the wheel runs.

``CC`` names the compiler (``cc`` if it is not set); ``KERNEL_PLATFORM`` the platform of the wheel, where the compiler
makes code for another machine than this one, as ``CC="python -m ziglang cc -target aarch64-linux-gnu.2.17"`` does.
"""

import os
import shlex
import subprocess
import sysconfig
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE, LIBRARY = "throughline_kernel", "kernel.lib"
FLAGS = ("-O3", "-std=c11", "-shared", "-fPIC")


class CompilingHook(BuildHookInterface):
    """The hook that hatchling calls."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and put the library in the wheel."""
        self._folder = Path(mkdtemp())
        library = self._folder / LIBRARY
        _compile(sorted((Path(self.root) / PACKAGE).glob("*.c")), library)
        platform = os.environ.get("KERNEL_PLATFORM", sysconfig.get_platform())
        build_data["force_include"][str(library)] = f"{PACKAGE}/{LIBRARY}"
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform.replace('-', '_').replace('.', '_')}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Leave nothing beside the wheel."""
        rmtree(self._folder)


def _compile(sources: list[Path], library: Path) -> None:
    compiler = shlex.split(os.environ.get("CC", "cc"))
    try:
        subprocess.run([*compiler, *FLAGS, "-o", str(library), *map(str, sources)], check=True)
    except FileNotFoundError:
        raise SystemExit(f"There is no C compiler {compiler[0]!r}: install one, or name it in CC") from None
