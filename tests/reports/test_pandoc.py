"""Pandoc runs in its sandbox, tells when it fails, and takes nothing from the machine."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from evidence.errors import PandocFailed
from reports.pandoc import pandoc


def test_one_format_becomes_another() -> None:
    assert pandoc("<p>新疆 <em>x</em></p>", source="html", target="markdown") == "新疆 *x*\n".encode()


def test_it_reads_no_file_that_the_text_names(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("hidden", encoding="utf-8")
    text = f".. include:: {tmp_path / 'secret.txt'}\n\nafter"
    assert b"hidden" not in pandoc(text, source="rst", target="plain")


def test_a_failure_is_told_without_what_was_put_in() -> None:
    with pytest.raises(PandocFailed, match="pandoc could not make plain of docx") as failed:
        pandoc("a secret", source="docx", target="plain")
    assert "secret" not in str(failed.value)


def test_an_end_is_put_to_a_run_that_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(*_: Any, timeout: float, **__: Any) -> None:
        raise subprocess.TimeoutExpired("pandoc", timeout)

    monkeypatch.setattr("subprocess.run", endless)
    with pytest.raises(PandocFailed, match="did not end within 120 seconds"):
        pandoc("x", source="html", target="plain")


def test_where_it_is_missing_that_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("reports.pandoc._program", lambda: tmp_path / "nothing")
    with pytest.raises(PandocFailed, match="make environment"):
        pandoc("x", source="html", target="plain")
