"""The files of an edition are offered where they can be made, and it is said why others are not what was sealed."""

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from typst import Fonts

from api import editions
from api.resources import Resources
from evidence.editions import Edition
from reports import edition_told
from reports.formats import FORMATS
from tests.api.command_line import HARBOUR, CommandLine, entity
from tests.api.http_door import door_to
from tests.api.sealed import BRIEF, change, hidden
from tests.api.test_http_editions import HOUSE
from tests.api.test_pages_content import links, page

API = "/api/v1/editions"
CHINESE = entity("E3", "Northport Police 港警", types=["police_force"])


@pytest.fixture
def sealed(harbour: CommandLine, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """An edition as Markdown and as PDF, its names in Latin letters alone."""
    monkeypatch.setattr(editions, "FORMATS", {one: FORMATS[one] for one in (".md", ".pdf")})
    harbour.done(*BRIEF, "--out", "a.md")
    return harbour


def told(door: TestClient, edition: str = "1") -> dict[str, tuple[str, str | None]]:
    """What is had of each file, and why."""
    answer: dict[str, Any] = door.get(f"{API}/{edition}/files").json()
    assert {f".{one['format']}": one["sha256"] for one in answer["files"]} == door.get(f"{API}/{edition}").json()[
        "files"
    ]
    return {one["format"]: (one["again"], one["why"]) for one in answer["files"]}


def offered(door: TestClient, edition: str = "1") -> list[str]:
    """The files that the page leads to, each of which is there."""
    found = [one for one in links(page(door, f"/editions/{edition}")) if "format=" in one]
    assert all(door.get(one).status_code == 200 for one in found)
    return [one.rpartition("=")[2] for one in found]


def test_what_gives_the_same_bytes_is_offered(sealed_door: TestClient) -> None:
    assert told(sealed_door) == {"md": ("same_bytes", None), "pdf": ("same_bytes", None)}
    assert offered(sealed_door) == ["pdf", "md"]


def test_a_font_that_is_missing_is_named_and_that_pdf_is_not_offered(
    sealed: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(sealed, CHINESE)
    with monkeypatch.context() as elsewhere:
        elsewhere.setitem(FORMATS, ".pdf", lambda _: b"set where there are fonts")
        sealed.done("brief", "E1", "E3", "--edition", "Chinese")
    monkeypatch.setattr("reports.pdf.installed_fonts", lambda: Fonts(include_system_fonts=False))
    with door_to(sealed.address) as door:
        again, why = told(door, "Chinese")["pdf"]
        assert again == "not_made"
        assert why
        assert "Noto Serif CJK SC" in why
        assert offered(door, "Chinese") == ["md"]
        assert why in page(door, "/editions/Chinese").one("main").text
    ran = sealed("edition", "show", "Chinese")
    assert ran.code == 4
    assert f"cannot be made here: {why}" in " ".join(ran.out.split())


def test_another_version_of_what_made_it_is_named_where_the_bytes_are_others(
    sealed: CommandLine, sealed_door: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = {**edition_told.made_with(), "typst": "99"}
    monkeypatch.setattr(edition_told, "made_with", lambda: here)
    monkeypatch.setitem(FORMATS, ".pdf", lambda _: b"set by another typst")
    assert told(sealed_door) == {
        "md": ("same_bytes", None),
        "pdf": ("other_bytes", "here is another version of what made it: typst"),
    }
    assert offered(sealed_door) == ["pdf", "md"]
    assert "other bytes: here is another version of what made it: typst" in page(sealed_door, "/editions/1").text
    assert "(typst)" in sealed("edition", "show", "1").out
    sealed.done("site", "--out", "site")
    assert "another version of typst" in Path("site/editions/public-1.html").read_text(encoding="utf-8")


def test_what_was_hidden_since_makes_other_bytes_or_none_and_is_not_named(
    sealed: CommandLine, sealed_door: TestClient
) -> None:
    assert told(sealed_door)["md"] == ("same_bytes", None)
    change(sealed, hidden(HARBOUR[12]))
    assert told(sealed_door)["md"] == (
        "other_bytes",
        "something that it rests on may no longer be shown to its audience",
    )
    change(sealed, hidden(HARBOUR[0]))
    again, why = told(sealed_door)["md"]
    assert again == "not_made"
    assert why == "what edition public-1 asked about may no longer be shown to its audience"
    assert offered(sealed_door) == []


def test_of_what_was_taken_back_no_file_is_offered_to_whom_it_may_not_be_told(sealed: CommandLine) -> None:
    sealed.done("dossier", "E3", "--edition", "Police taught")
    for one in ("C2", "C3"):
        sealed.done("retract", one, "--reason", "wrong")
    with door_to(sealed.address) as door:
        assert {again for again, _ in told(door, "2").values()} == {"not_made"}
        assert offered(door, "2") == []
    with door_to(sealed.address, "team") as door:
        assert {again for again, _ in told(door, "2").values()} == {"same_bytes"}


@pytest.mark.parametrize(
    ("text", "why"), [(HOUSE.replace("# Note", "# Other"), "has changed since"), (None, "is gone")]
)
def test_without_the_template_that_arranged_it_nothing_is_offered_until_it_is_back(
    sealed: CommandLine, text: str | None, why: str
) -> None:
    template = sealed.folder / "kinds" / "note.md"
    template.parent.mkdir()
    template.write_text(HOUSE, encoding="utf-8")
    sealed.set("TEMPLATES", str(template.parent))
    sealed.done("dossier", "E2", "--kind", "note", "--edition", "Note")
    with door_to(sealed.address) as door:
        assert offered(door, "Note") == ["pdf", "md"]
        template.write_text(text, encoding="utf-8") if text else template.unlink()
        assert {again for again, _ in told(door, "Note").values()} == {"not_made"}
        assert why in (told(door, "Note")["md"][1] or "")
        assert offered(door, "Note") == []
        sealed.done("site", "--out", "site")
        assert why in Path("site/editions/public-2.html").read_text(encoding="utf-8")
        template.write_text(HOUSE, encoding="utf-8")
        assert offered(door, "Note") == ["pdf", "md"]


def test_a_file_is_made_once_for_each_state_of_the_record(
    sealed: CommandLine, sealed_door: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    printed = editions.printed_again

    def noted(resources: Resources, edition: Edition) -> editions.Printed:
        made.append(edition.key)
        return printed(resources, edition)

    monkeypatch.setattr(editions, "printed_again", noted)
    for _ in range(2):
        told(sealed_door)
    assert made == ["public-1"]
    change(sealed, hidden(HARBOUR[12]))
    told(sealed_door)
    assert made == ["public-1"] * 2
