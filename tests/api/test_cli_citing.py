"""Citing one finding, and briefings in a citation style."""

from pathlib import Path
from typing import get_args

from api.cli.writing import Style
from reports.styles import STYLES
from tests.api.command_line import CommandLine


def test_a_finding_is_cited_with_its_reply_and_its_denial(harbour: CommandLine) -> None:
    text = harbour.done("cite", "C2")
    assert text.startswith("According to a press report in Rights Observer, Harbour Institute trains Northport Police")
    assert (
        "Harbour Institute in reply (20 April 2022; the record names no source for it): answers something else: The "
        "institute speaks of its library" in text
    )
    assert "it is denied: " in text
    assert len(text.splitlines()) == 1


def test_a_finding_is_cited_in_a_style(harbour: CommandLine) -> None:
    assert "‘Who taught the Northport police?’" in harbour.done("cite", "C2", "--style", "oscola")


def test_a_claim_that_is_not_published_is_not_found(harbour: CommandLine) -> None:
    harbour.done("withdraw", "C2", "--reason", "so")
    assert harbour("cite", "C2").code == 1


def test_a_briefing_is_written_in_a_style(harbour: CommandLine) -> None:
    harbour.done("brief", "E1", "E3", "--style", "chicago", "--out", "a.md")
    assert "‘Annual report 2021’, date not stated" in Path("a.md").read_text(encoding="utf-8")
    assert "‘Annual report 2021’" in harbour.done("brief", "E1", "E3", "--style", "oscola")


def test_the_styles_are_those_of_the_briefing() -> None:
    assert get_args(Style) == tuple(STYLES)
