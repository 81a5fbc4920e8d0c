"""Dossiers, letters, summaries and exposure briefings, from the command line."""

from pathlib import Path

import pytest

from tests.api.command_line import CommandLine


def test_a_dossier_tells_all_that_is_published_about_an_entity(harbour: CommandLine) -> None:
    text = harbour.done("dossier", "E2")
    assert text.startswith("# Harbour Institute")
    assert all(f"**{key}**" in text for key in ("C1", "C2", "C3", "C4"))
    harbour.done("withdraw", "C4", "--reason", "so")
    assert "**C4**" not in harbour.done("dossier", "E2")


def test_a_letter_is_written_with_its_day(harbour: CommandLine) -> None:
    harbour.done("letter", "E2", "--answer-by", "2027-01-15", "--out", "letter.md", "--out", "letter.docx")
    assert "by 15 January 2027" in Path("letter.md").read_text(encoding="utf-8")
    assert Path("letter.docx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize("day", ["soon", "2027-13-01", "15.1.2027"])
def test_a_day_that_is_none_is_wrong_usage(harbour: CommandLine, day: str) -> None:
    ran = harbour("letter", "E2", "--answer-by", day)
    assert ran.code == 2
    assert "--answer-by: a day is written 2027-01-15" in ran.err


def test_a_letter_about_which_nothing_is_said_is_refused(harbour: CommandLine) -> None:
    assert harbour("letter", "E5", "--answer-by", "2027-01-15").code == 1


def test_a_summary_is_shorter_than_the_briefing(harbour: CommandLine) -> None:
    short, whole = harbour.done("brief", "E1", "E3", "--summary"), harbour.done("brief", "E1", "E3")
    assert len(short) < len(whole) / 2
    assert "The institute speaks of its library." in short


def test_exposure_is_written_as_a_briefing(harbour: CommandLine) -> None:
    harbour.done("exposure", "E1", "--to-kind", "organisation", "--to-type", "police_force", "--out", "a.md")
    text = Path("a.md").read_text(encoding="utf-8")
    assert text.startswith("# Exposure of River Fund: organisation (police force)")
    assert "Northport Police" in text


@pytest.mark.parametrize(
    "command",
    [
        ("dossier", "E2"),
        ("letter", "E2", "--answer-by", "2027-01-15"),
        ("exposure", "E1", "--to-kind", "organisation"),
    ],
)
def test_another_ending_is_wrong_usage(harbour: CommandLine, command: tuple[str, ...]) -> None:
    assert harbour(*command, "--out", "a.odt").code == 2
    assert list(Path().glob("a.*")) == []
