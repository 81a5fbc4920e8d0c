"""What is handed out carries the head of the public tree, as it was last signed, and never one of the house's own."""

import base64
import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from evidence.checkpoints import checkpoint_files, checkpoint_in
from evidence.settings import Settings
from tests.api.command_line import HARBOUR, CommandLine, entity
from tests.api.sealed import BRIEF, COMMANDS, change
from tests.api.unpacking import unpacked
from tests.reports.typeset import text_of_pdf

TOLD = "The public tree, as last signed by then, is of the size"
ENDINGS = (".html", ".pdf", ".docx", ".md", ".csv", ".xlsx", ".json")
PLAIN = ("brief", "E1", "E3")


@pytest.fixture
def checked(harbour: CommandLine) -> CommandLine:
    harbour.done("signing-key", "make")
    harbour.done("checkpoint")
    return harbour


def written(throughline: CommandLine, *command: str, name: str = "a") -> dict[str, bytes]:
    """What a command writes, by ending."""
    outs = (part for ending in ENDINGS for part in ("--out", f"{name}{ending}"))
    throughline.done(*command, *outs)
    return {ending: Path(f"{name}{ending}").read_bytes() for ending in ENDINGS}


def text_of(ending: str, content: bytes) -> str:
    """All text of a file, without marks; each run of space one space."""
    if ending == ".pdf":
        return text_of_pdf(content)
    if ending in (".docx", ".xlsx"):
        parts = zipfile.ZipFile(io.BytesIO(content))
        content = b" ".join(parts.read(name) for name in parts.namelist() if name.endswith(".xml"))
    return " ".join(re.sub(r"<[^>]+>", " ", content.decode("utf-8-sig")).split())


def heads(tree: str) -> list[tuple[int, str]]:
    """Size and root of the checkpoints of a tree, as they were signed, the smallest first."""
    files = checkpoint_files(Settings().checkpoints_path, "public" if tree == "public" else "house")
    signed = [checkpoint_in(file)[1] for file in files]
    return [(one.size, one.root.hex()) for one in signed]


@pytest.mark.parametrize("command", [PLAIN, BRIEF])
def test_every_format_has_the_size_and_root_of_the_public_tree_and_none_of_the_house(
    checked: CommandLine, command: tuple[str, ...]
) -> None:
    (size, root), (_, own) = heads("public")[-1], heads("house")[-1]
    files = written(checked, *command)
    assert json.loads(files[".json"])["checkpoint"] == {"size": size, "root": root}
    for ending, content in files.items():
        text = text_of(ending, content)
        words = text.replace(" ", "")  # a PDF breaks a long word over lines
        assert root in words, ending
        assert re.search(rf"\b{size}\b", text), ending
        assert own not in words
        assert base64.b64encode(bytes.fromhex(own)).decode() not in words


@pytest.mark.parametrize(
    "command",
    COMMANDS,
)
def test_every_kind_carries_it(checked: CommandLine, command: tuple[str, ...]) -> None:
    for more in ((), ("--edition", "T")):
        checked.done(*command, *more, "--out", "a.md")
        assert heads("public")[-1][1] in Path("a.md").read_text(encoding="utf-8")


def test_a_bundle_carries_the_one_that_its_proofs_lead_to(checked: CommandLine) -> None:
    findings = json.loads((unpacked(checked) / "data" / "findings" / "briefing.json").read_text("utf-8"))
    size, root = heads("public")[-1]
    assert findings["checkpoint"] == {"size": size, "root": root}


def test_without_a_checkpoint_none_is_told(harbour: CommandLine) -> None:
    harbour.done(*PLAIN, "--out", "a.md", "--out", "a.json")
    assert json.loads(Path("a.json").read_bytes())["checkpoint"] is None
    assert TOLD not in Path("a.md").read_text(encoding="utf-8")


def test_what_is_hidden_does_not_move_it(checked: CommandLine) -> None:
    before = written(checked, *PLAIN)
    checked.load(entity("E9", "Hidden Fund", visibility="team"))
    checked.done("checkpoint")
    assert len(heads("house")) == 2
    assert written(checked, *PLAIN) == before


def test_what_is_public_moves_it_once_it_is_signed(checked: CommandLine) -> None:
    (_, first), *_ = heads("public")
    change(checked, entity("E9", "Open Fund"))
    checked.done(*PLAIN, "--out", "a.md")
    checked.done("checkpoint")
    checked.done(*PLAIN, "--out", "b.md")
    assert first in Path("a.md").read_text(encoding="utf-8")
    assert heads("public")[-1][1] in Path("b.md").read_text(encoding="utf-8")
    assert first not in Path("b.md").read_text(encoding="utf-8")


def test_an_edition_keeps_the_one_that_it_was_sealed_with(checked: CommandLine) -> None:
    (_, first), *_ = heads("public")
    checked.done(*BRIEF, "--out", "a.md")
    change(checked, entity("E9", "Open Fund"))
    checked.done("checkpoint")
    told = checked.done("edition", "show", "1", "--out", "b.md")
    assert "other bytes" not in " ".join(told.split())
    assert first in "".join(told.split())
    assert Path("a.md").read_bytes() == Path("b.md").read_bytes()
    checked.done("site", "--out", "site")
    assert first in Path("site/editions/public-1.html").read_text(encoding="utf-8")


def test_an_edition_as_of_an_earlier_day_has_the_checkpoint_of_then(harbour: CommandLine) -> None:
    harbour.done("signing-key", "make")
    harbour.done("checkpoint")
    harbour.done(*PLAIN, "--edition", "Then", "--known-at", str(len(HARBOUR)), "--out", "a.json")
    harbour.done(*PLAIN, "--edition", "Now", "--out", "b.json")
    assert json.loads(Path("a.json").read_bytes())["checkpoint"] is None
    assert json.loads(Path("b.json").read_bytes())["checkpoint"]["root"] == heads("public")[-1][1]


def test_a_kind_of_the_house_cannot_leave_it_out(checked: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "note.md").write_text("# House\n\n*Nothing.*\n", encoding="utf-8")
    checked.set("TEMPLATES", str(tmp_path))
    checked.done(*PLAIN, "--kind", "note", "--out", "a.md", "--out", "a.html")
    for file in ("a.md", "a.html"):
        assert heads("public")[-1][1] in Path(file).read_text(encoding="utf-8")


@pytest.mark.parametrize("command", [PLAIN, (*PLAIN, "--summary"), ("exposure", "E1", "--to-kind", "organisation")])
def test_a_briefing_as_of_an_earlier_event_is_built_at_what_was_public_then(
    harbour: CommandLine, command: tuple[str, ...]
) -> None:
    harbour.done(*command, "--out", "a.json")
    harbour.load(entity("E9", "Open Fund"), name="later")
    harbour.done("signing-key", "make")
    harbour.done("checkpoint")
    earlier = int(harbour.done("history", "E9").split()[0]) - 1
    harbour.done(*command, "--out", "b.json")
    harbour.done(*command, "--known-at", str(earlier), "--out", "c.json")
    then, now, again = (json.loads(Path(f"{name}.json").read_bytes()) for name in "abc")
    assert now["head"] != then["head"]
    assert [again[part] for part in ("head", "dated", "checkpoint")] == [then["head"], then["dated"], None]
