"""Kinds of a house, from the command line: found in its folder, refused with file and line."""

from pathlib import Path

import pytest

from tests.api.command_line import CommandLine

CLAIMS = "# House\n\n{% for r in routes %}{% for c in r.chains %}{% for h in c.hops %}{% for t in h.tellings %}\n\n"
TOLD = CLAIMS + "{{ t | told }}\n{% endfor %}{% endfor %}{% endfor %}{% endfor %}\n"


@pytest.fixture
def house(harbour: CommandLine, tmp_path: Path) -> CommandLine:
    folder = tmp_path / "kinds"
    folder.mkdir()
    (folder / "claims.md").write_text(TOLD, encoding="utf-8")
    (folder / "wrong.md").write_text("# House\n\n{{ nothing }}\n", encoding="utf-8")
    (folder / "bare.md").write_text("It is so.\n", encoding="utf-8")
    (folder / "whole.md").write_text(
        f"{TOLD}{{% for s in sections %}}\n\n{{{{ s | told }}}}\n{{% endfor %}}", encoding="utf-8"
    )
    harbour.set("TEMPLATES", str(folder))
    return harbour


def test_a_kind_is_written_in_every_format_asked_for(house: CommandLine) -> None:
    house.done("brief", "E1", "E3", "--kind", "claims", "--out", "a.md", "--out", "a.docx", "--out", "a.html")
    text = Path("a.md").read_text(encoding="utf-8")
    assert "*House. How is River Fund connected" in text
    assert "The institute speaks of its library." in text
    assert Path("a.docx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    "command",
    [
        ("brief", "E1", "E3", "--summary"),
        ("dossier", "E2"),
        ("letter", "E2", "--answer-by", "2027-01-15"),
        ("exposure", "E1", "--to-kind", "organisation", "--out", "e.md"),
    ],
)
def test_every_command_that_writes_a_briefing_takes_a_kind(house: CommandLine, command: tuple[str, ...]) -> None:
    printed = house.done(*command, "--kind", "whole")
    assert "*House. " in (Path("e.md").read_text(encoding="utf-8") if "--out" in command else printed)


def test_what_is_wrong_is_told_and_nothing_is_written(house: CommandLine) -> None:
    for kind, told in (
        ("wrong", "wrong.md:3: "),
        ("bare", "It is so."),
        ("absent", "there are bare, claims, whole, wrong"),
    ):
        ran = house("brief", "E1", "E3", "--kind", kind, "--out", "a.md")
        assert ran.code == 1
        assert told in ran.err
        assert not Path("a.md").exists()
