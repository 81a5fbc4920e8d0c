"""A briefing over HTTP: in every format the bytes of the command line, as a file of its type and name."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from typst import Fonts

from api.app import API
from api.cli.writing import ENDINGS
from api.handed_out import MEDIA_TYPES, accepted
from tests.api.command_line import CommandLine, claim, entity, source
from tests.api.http_door import door_to

CHAIN = {"from": "E1", "to": "E3"}


@pytest.fixture
def beside(harbour: CommandLine) -> Iterator[TestClient]:
    """The application on the ledger of the command line."""
    with door_to(harbour.address) as door:
        yield door


def test_it_has_every_format_of_the_command_line() -> None:
    assert {f".{format_}" for format_ in MEDIA_TYPES if format_ != "markdown"} == set(ENDINGS)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(("name", "command"), [("briefing", ("brief", "E1", "E3")), ("overview", ("overview",))])
def test_the_bytes_are_those_of_the_command_line(
    harbour: CommandLine, beside: TestClient, name: str, command: tuple[str, ...], ending: str
) -> None:
    harbour.done(*command, "--style", "oscola", "--out", f"a{ending}")
    asked = {"format": ending[1:], "style": "oscola"} | (CHAIN if name == "briefing" else {})
    answer = beside.get(f"{API}/{'briefings' if name == 'briefing' else name}", params=asked)
    assert answer.status_code == 200
    assert answer.content == Path(f"a{ending}").read_bytes()
    assert answer.headers["content-type"] == dict(MEDIA_TYPES)[ending[1:]]  # type: ignore[index]
    assert answer.headers["content-disposition"].endswith(f'filename="{name}{ending}"')
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(("format_", "how"), [("html", "inline"), ("pdf", "attachment"), ("bib", "attachment")])
def test_what_a_browser_cannot_show_it_keeps(beside: TestClient, format_: str, how: str) -> None:
    answer = beside.get(f"{API}/briefings", params={**CHAIN, "format": format_})
    assert answer.headers["content-disposition"].startswith(how)


@pytest.mark.parametrize(
    ("accept", "format_"),
    [
        ("application/pdf", "pdf"),
        ("image/png, application/x-bibtex;q=0.5", "bib"),
        ("text/markdown", "markdown"),
        ("*/*", "markdown"),
        ("", "markdown"),
    ],
)
def test_the_accept_header_names_a_format(accept: str, format_: str) -> None:
    assert accepted(accept) == format_


def test_a_font_that_is_missing_is_a_problem_that_names_it(
    harbour: CommandLine, beside: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.pdf.installed_fonts", lambda: Fonts(include_system_fonts=False))
    ends = (entity("E7", "Hill Fund"), entity("E8", "警察"), source("S8", "Report", "Hill Fund"))
    harbour.load(*ends, claim("C8", "E7", "funds", "E8", "S8"), name="more")
    answer = beside.get(f"{API}/briefings", params={"from": "E7", "to": "E8", "format": "pdf"})
    assert answer.status_code == 501
    assert "Noto Serif CJK SC" in answer.json()["detail"]
