"""The server that tests start: its jars are fetched once and whole, and it ends with whoever started it."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from tests.graph.neo4j_jars import LTS, jars_of
from tests.maven import Missing

MAVEN = """#!/bin/sh
echo fetched >> "{log}"
mkdir lib && touch lib/neo4j.jar
{end}
"""
PARENT = """
import subprocess, sys
guard = [sys.executable, "-m", "tests.graph.neo4j_guard", sys.argv[1]]
program = [sys.executable, "-c", "import time; time.sleep(600)"]
subprocess.Popen([*guard, *program], stdin=subprocess.PIPE).wait()
"""
ROOT = Path(__file__).parent.parent.parent
PATIENCE = 60.0


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands before all others where programs are looked for."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


def maven(folder: Path, log: Path, end: str = "true") -> None:
    (folder / "mvn").write_text(MAVEN.format(log=log, end=end), encoding="utf-8")
    (folder / "mvn").chmod(0o755)


def until(condition: object) -> None:
    deadline = time.monotonic() + PATIENCE
    assert callable(condition)
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_jars_are_fetched_once_however_many_ask_at_once(programs: Path, tmp_path: Path) -> None:
    maven(programs, tmp_path / "log")
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: jars_of(LTS, tmp_path / "cache"), range(4)))
    assert set(found) == {tmp_path / "cache" / f"neo4j-{LTS.number}"}
    assert [file.name for file in found[0].iterdir()] == ["neo4j.jar"]
    assert (tmp_path / "log").read_text(encoding="utf-8").splitlines() == ["fetched"]


def test_jars_that_were_not_all_fetched_are_not_there(programs: Path, tmp_path: Path) -> None:
    maven(programs, tmp_path / "log", end="echo '[ERROR] no route to Maven Central'; exit 1")
    with pytest.raises(Missing, match="no route to Maven Central"):
        jars_of(LTS, tmp_path / "cache")
    assert not list((tmp_path / "cache").glob("*neo4j-*"))
    maven(programs, tmp_path / "log")
    assert jars_of(LTS, tmp_path / "cache").is_dir()


def test_without_maven_it_is_said_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Missing, match="install Maven"):
        jars_of(LTS, tmp_path / "cache")


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_what_is_guarded_ends_with_whoever_started_it(tmp_path: Path, how: signal.Signals) -> None:
    file = tmp_path / "pid"
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(file)], cwd=ROOT)
    until(lambda: file.exists() and file.read_text(encoding="utf-8"))
    pid = int(file.read_text(encoding="utf-8"))
    parent.send_signal(how)
    parent.wait(PATIENCE)
    until(lambda: not is_running(pid))


def is_running(pid: int) -> bool:
    """Whether it is there, and not just waiting for somebody to ask how it ended."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
