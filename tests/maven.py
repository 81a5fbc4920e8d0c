"""Programs in Java that tests run: their jars from Maven Central, kept in the user's cache.

Invariant: a folder of jars is whole or not there, however many processes build it at once; nothing lies in the tree.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from filelock import FileLock
from platformdirs import user_cache_path

Artifact = tuple[str, str, str]
"""Group, name, version."""

_POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>local</groupId><artifactId>jars</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>{dependencies}</dependencies>
</project>
"""
_DEPENDENCY = "<dependency><groupId>{}</groupId><artifactId>{}</artifactId><version>{}</version></dependency>"
_COPY = ("dependency:copy-dependencies", "-DoutputDirectory=lib", "-DincludeScope=runtime")


class Missing(Exception):
    """Something that this machine lacks; the text says what, and how to get it."""


def jars(name: str, artifacts: Sequence[Artifact], cache: Path | None = None) -> Path:
    """The folder of these artifacts' jars and of all that they need, fetched where it is not there; raises Missing."""
    lib = (cache or user_cache_path("throughline", appauthor=False)) / name
    if lib.is_dir():
        return lib
    lib.parent.mkdir(parents=True, exist_ok=True)
    # One at a time, whatever it is: Maven's own cache does not bear two that write to it.
    with FileLock(lib.parent / "maven.lock"):
        if not lib.is_dir():
            _fetch(artifacts, lib)
    return lib


def _fetch(artifacts: Sequence[Artifact], lib: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise Missing("install Maven (Debian: apt-get install maven)")
    with tempfile.TemporaryDirectory(dir=lib.parent, prefix=".jars-") as folder:
        pom = _POM.format(dependencies="".join(_DEPENDENCY.format(*one) for one in artifacts))
        (Path(folder) / "pom.xml").write_text(pom, encoding="utf-8")
        ran = subprocess.run([maven, "-q", "-B", *_COPY], cwd=folder, capture_output=True, text=True, check=False)
        if ran.returncode:
            raise Missing(f"let Maven reach Maven Central; it said: {_first_error(ran.stdout)}")
        os.rename(Path(folder) / "lib", lib)


def _first_error(text: str) -> str:
    return next((line for line in text.splitlines() if "ERROR" in line), "nothing")
