"""A briefing over HTTP: in every format the bytes of the command line, as a file of its type and name."""

from collections.abc import Iterator, Mapping
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
KINDS: Mapping[str, tuple[tuple[str, ...], Mapping[str, str | list[str]]]] = {
    "briefings": (("brief", "E1", "E3"), CHAIN),
    "briefings/summary": (("brief", "E1", "E3", "--summary"), CHAIN),
    "briefings/exposure": (("exposure", "E1", "--to-kind", "organisation"), {"from": "E1", "to_kind": "organisation"}),
    "briefings/dossier": (("dossier", "E2"), {"entity": "E2"}),
    "briefings/letter": (
        ("letter", "E2", "--answer-by", "2027-01-15"),
        {"entity": "E2", "answer_by": "2027-01-15"},
    ),
    "overview": (
        ("overview", "--chains", "E1 -> E3", "--chains", "River Fund -> E2"),
        {"chains": ["E1 -> E3", "River Fund->E2"]},
    ),
}
"""Address -> the command that writes the same, and its parameters."""
QUICK = (".html", ".md", ".csv", ".json")
HOUSE = "# House\n{% for s in sections %}\n\n{{ s | told }}\n{% endfor %}"
TELLINGS = """# House
{% for r in routes %}{% for c in r.chains %}{% for h in c.hops %}{% for t in h.tellings %}

{{ t | told }}
{% endfor %}{% endfor %}{% endfor %}{% endfor %}
"""


@pytest.fixture
def beside(harbour: CommandLine) -> Iterator[TestClient]:
    """The application on the ledger of the command line."""
    with door_to(harbour.address) as door:
        yield door


def test_it_has_every_format_of_the_command_line() -> None:
    assert {f".{format_}" for format_ in MEDIA_TYPES if format_ != "markdown"} == set(ENDINGS)


@pytest.mark.parametrize("address", KINDS)
def test_the_bytes_are_those_of_the_command_line(harbour: CommandLine, beside: TestClient, address: str) -> None:
    command, asked = KINDS[address]
    endings = ENDINGS if address in ("briefings", "overview") else (*QUICK, ".pdf", ".docx", ".xlsx")
    files = [part for ending in endings for part in ("--out", f"a{ending}")]
    harbour.done(*command, "--style", "oscola", *files)
    name = {"briefings": "briefing"}.get(address, address.removeprefix("briefings/"))
    for ending in endings:
        answer = beside.get(f"{API}/{address}", params={**asked, "format": ending[1:], "style": "oscola"})
        assert answer.status_code == 200, ending
        assert answer.content == Path(f"a{ending}").read_bytes(), ending
        assert answer.headers["content-type"] == dict(MEDIA_TYPES)[ending[1:]]  # type: ignore[index]
        assert answer.headers["content-disposition"].endswith(f'filename="{name}{ending}"')
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.fixture
def house(harbour: CommandLine) -> CommandLine:
    """A house with kinds of its own."""
    folder = harbour.folder / "kinds"
    folder.mkdir()
    for name, text in (("note", HOUSE), ("claims", TELLINGS), ("wrong", "# House\n\n{{ nothing }}\n")):
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    harbour.set("TEMPLATES", str(folder))
    return harbour


@pytest.mark.parametrize("address", KINDS)
def test_a_kind_of_the_house_has_the_bytes_of_the_command_line(house: CommandLine, address: str) -> None:
    command, asked = KINDS[address]
    kind = "claims" if address in ("briefings", "briefings/exposure") else "note"
    house.done(*command, "--kind", kind, *(part for ending in QUICK for part in ("--out", f"a{ending}")))
    with door_to(house.address) as door:
        for ending in QUICK:
            answer = door.get(f"{API}/{address}", params={**asked, "format": ending[1:], "kind": kind})
            assert answer.content == Path(f"a{ending}").read_bytes(), ending
    assert "House" in Path("a.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["absent", "../kinds/note", "note.md", "*", ""])
def test_a_kind_that_is_not_there_is_refused_without_where_the_house_keeps_them(house: CommandLine, kind: str) -> None:
    with door_to(house.address) as door:
        answer = door.get(f"{API}/briefings/dossier", params={"entity": "E2", "kind": kind})
    assert answer.status_code == answer.json()["status"] == 404
    assert answer.json()["detail"] == "there is no such kind of briefing here"
    assert "kinds" not in answer.text


def test_a_house_without_templates_has_no_kinds(beside: TestClient) -> None:
    answer = beside.get(f"{API}/briefings/dossier", params={"entity": "E2", "kind": "note"})
    assert answer.json()["detail"] == "there is no such kind of briefing here"


def test_a_template_that_is_wrong_is_told_with_its_line(house: CommandLine) -> None:
    with door_to(house.address) as door:
        answer = door.get(f"{API}/briefings/dossier", params={"entity": "E2", "kind": "wrong"})
    assert answer.status_code == 422
    assert answer.json()["detail"].startswith("wrong.md:3: ")
    assert str(house.folder) not in answer.text


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
