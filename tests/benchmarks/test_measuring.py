"""The one command measures, writes its tables, and fails where answers differ."""

import re
from pathlib import Path

import pytest

from benchmarks import engines, measuring
from tests.benchmarks.made_engines import OBLIGING, WRONG

SMALL = ["--size", "0.00005", "--pairs", "3"]


def test_a_small_graph_is_measured_and_the_tables_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "measured.md"
    measuring.main(
        [*SMALL, "--engines", "igraph", "brute-force", "--cache", str(tmp_path / "cache"), "--out", str(out)]
    )
    text = out.read_text(encoding="utf-8")
    assert capsys.readouterr().out == text + "\n"
    assert "100 entities and 165 hops" in text
    assert text.count("| brute force | 3 |") == 5
    assert text.count("| igraph | 3 |") == 3
    assert "| 0 | 0 |" in text


def test_the_embedded_engine_is_measured_on_a_tenth_too_and_made_anew(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    measuring.main(["--size", "0.0005", "--pairs", "2", "--engines", "embedded", "--cache", str(tmp_path)])
    text = capsys.readouterr().out
    assert re.search(r"\| hops \|.*\n.*\n\| 1\d\d \|.*\n\| 1,\d\d\d \|", text)
    assert "hops out of their claims in" in text
    assert "embedded: no answer differs" in text
    assert "### The same with the claims and sources of every hop\n" in text


def test_made_files_are_used_again(tmp_path: Path) -> None:
    arguments = [*SMALL, "--engines", "brute-force", "--cache", str(tmp_path)]
    measuring.main(arguments)
    made = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*.npy")}
    measuring.main(arguments)
    assert {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*.npy")} == made


def test_answers_that_differ_end_in_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, engine in (("wrong", WRONG), ("obliging", OBLIGING)):
        monkeypatch.setitem(engines.ENGINES, name, engine)
    with pytest.raises(SystemExit, match="Answers differed"):
        measuring.main([*SMALL, "--engines", "obliging", "wrong", "--cache", str(tmp_path)])
