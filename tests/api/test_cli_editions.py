"""Editions from the command line: sealed, made again to the byte, and what changed under them."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.api.command_line import HARBOUR, CommandLine, entity
from tests.api.http_door import door_to
from tests.api.sealed import BRIEF, COMMANDS, REPLY, change, hidden, kinds
from tests.api.test_http_non_interference import AFTER, BEFORE, without_ids

SEALED = (".html", ".pdf", ".docx", ".md", ".csv", ".xlsx", ".json")


@pytest.fixture
def sealed(harbour: CommandLine) -> CommandLine:
    harbour.done(*BRIEF, "--out", "a.md")
    return harbour


def test_an_edition_is_listed_with_the_head_that_it_prints(sealed: CommandLine) -> None:
    (one,) = json.loads(sealed.done("editions", "--format", "json"))
    assert (one["key"], one["title"], one["number"], one["superseded_by"]) == ("public-1", "Harbour", 1, None)
    assert one["head"] in Path("a.md").read_text(encoding="utf-8")
    assert one["files"][".md"] == hashlib.sha256(Path("a.md").read_bytes()).hexdigest()
    assert set(SEALED) <= set(one["files"])


def test_another_process_gives_the_same_bytes_in_every_format(sealed: CommandLine) -> None:
    (one,) = json.loads(sealed.done("editions", "--format", "json"))
    files = [f"again{ending}" for ending in one["files"]]
    command = [sys.executable, "-c", "import sys; from api.cli.running import main; main(sys.argv[1:])"]
    command += ["edition", "show", "Harbour", *(part for file in files for part in ("--out", file))]
    root = str(Path(__file__).parent.parent.parent)
    environment = {**os.environ, "PYTHONPATH": root, "PYTHONHASHSEED": "7"}
    subprocess.run(command, env=environment, check=True, capture_output=True)
    made = {ending: hashlib.sha256(Path(f"again{ending}").read_bytes()).hexdigest() for ending in one["files"]}
    assert made == one["files"]


def test_an_edition_is_made_again_as_of_its_head(sealed: CommandLine) -> None:
    sealed.done("retract", "C2", "--reason", "wrong")
    assert "other bytes" not in sealed.done("edition", "show", "1")


def test_bytes_that_are_others_are_said_and_told_by_the_exit_code(sealed: CommandLine) -> None:
    change(sealed, hidden(HARBOUR[8]))
    ran = sealed("edition", "show", "1")
    assert ran.code == 4
    assert "other bytes" in ran.out


@pytest.mark.parametrize(
    "command",
    COMMANDS,
)
def test_every_kind_is_sealed_and_made_again(harbour: CommandLine, command: Sequence[str]) -> None:
    harbour.done(*command, "--edition", "T", "--out", "a.md")
    assert "other bytes" not in harbour.done("edition", "show", "T")
    assert not kinds(harbour)
    harbour.done("retract", "S2", "--reason", "taken back")
    assert "source_withdrawn" in kinds(harbour)


def test_the_reading_of_a_chain_in_an_overview_rests_on_that_chain(harbour: CommandLine) -> None:
    harbour.done("overview", "--chains", "E1 -> E2", "--chains", "E1 -> E3", "--edition", "All", "--out", "a.md")
    harbour.done("retract", "C2", "--reason", "wrong")
    told = harbour("changed", "All", "--json").json()["sentences"]
    lost = {one["place"] for one in told if "chain_lost" in {change["kind"] for change in one["changes"]}}
    assert lost == {"Chains found: From River Fund to Northport Police"}
    assert harbour("impact", "C1", "--format", "json").json()["editions"] == ["public-1"]


def test_an_overview_keeps_the_investigation_that_was_the_only_one(harbour: CommandLine) -> None:
    harbour.done("overview", "--edition", "All", "--out", "a.md")
    harbour.load(entity("X1", "Another"), name="second")
    harbour.done("edition", "correct", "All", "--out", "b.md")
    titles = [Path(file).read_text(encoding="utf-8").splitlines()[0] for file in ("a.md", "b.md")]
    assert titles[0] == titles[1]


def test_a_correction_is_the_next_edition_with_its_list_of_changes_in_every_text(sealed: CommandLine) -> None:
    first = Path("a.md").read_bytes()
    sealed.done("retract", "C4", "--reason", "wrong")
    change(sealed, REPLY)
    sealed.done("edition", "correct", "1", *(part for one in SEALED for part in ("--out", f"b{one}")))
    for ending in (".md", ".html", ".csv", ".json"):
        text = Path(f"b{ending}").read_text(encoding="utf-8-sig")
        assert "Edition 2 of" in text
        assert "there is a new reply to claim C1" in text
    keys = {one["key"]: one["superseded_by"] for one in json.loads(sealed.done("editions", "--format", "json"))}
    assert keys == {"public-1": "public-2", "public-2": None}
    sealed.done("edition", "show", "public-1", "--out", "again.md")
    assert Path("again.md").read_bytes() == first
    assert "other bytes" not in sealed.done("edition", "show", "public-2")
    assert sealed("edition", "correct", "public-1").code == 1


def test_another_audiences_edition_of_that_title_keeps_none_from_being_corrected(harbour: CommandLine) -> None:
    for audience in ("team", "public"):
        harbour.done("dossier", "E2", "--edition", "Both", "--audience", audience)
    harbour.done("edition", "correct", "team-1", "--audience", "team")
    assert "team-2" in harbour.done("editions", "--audience", "team")


def test_impact_names_the_editions_on_both_doors(sealed: CommandLine) -> None:
    assert "editions affected: 1\n    public-1" in sealed.done("impact", "S1")
    assert sealed("impact", "S3", "--format", "json").json()["editions"] == ["public-1"]
    sealed.done("dossier", "E2", "--edition", "Hidden", "--audience", "team")
    with door_to(sealed.address) as door:
        assert door.get("/api/v1/impact?key=S1").json()["editions"] == ["public-1"]
    with door_to(sealed.address, "team") as door:
        assert door.get("/api/v1/impact?key=S1").json()["editions"] == ["public-1", "team-1"]


def test_a_search_that_a_budget_ended_is_not_sealed(harbour: CommandLine) -> None:
    ran = harbour(*BRIEF, "--steps", "1")
    assert ran.code == 1
    assert "a budget ended the search" in ran.err
    assert "no edition yet" in harbour.done("editions")


def test_an_edition_that_is_not_there_is_refused(sealed: CommandLine) -> None:
    assert sealed("edition", "show", "2").code == 1
    assert sealed("changed", "Hidden").code == 1


def test_an_export_leaves_editions_out(sealed: CommandLine) -> None:
    sealed.done("export", "jsonl", "--out", "a.jsonl")
    assert "Harbour, edition" not in Path("a.jsonl").read_text(encoding="utf-8")


def test_the_hidden_moves_nothing(empty: CommandLine) -> None:
    entities = [record for record in HARBOUR if record["record"] == "entity"]
    told = []
    for name, before, after in (("plain", (), ()), ("mixed", BEFORE, AFTER)):
        empty.move(name)
        empty.done("init")
        others = [one for one in HARBOUR if one not in entities]
        empty.load(*before, *entities, *others)
        if before:
            empty.done("dossier", "E2", "--edition", "Harbour", "--audience", "team")
        empty.done(*BRIEF, "--out", "a.md", "--out", "a.html", "--out", "a.csv")
        files = [without_ids(Path(f"a{ending}").read_text(encoding="utf-8"), {}) for ending in (".md", ".html", ".csv")]
        change(empty, *after, REPLY)
        changed = empty("changed", "1").out
        listed = json.loads(empty.done("editions", "--format", "json"))
        listed[0]["files"] = {ending: listed[0]["files"][ending] for ending in (".md", ".csv", ".bib", ".ris", ".xlsx")}
        told.append((files, changed, without_ids(json.dumps(listed), {})))
    for plain, mixed in zip(*told, strict=True):
        assert plain == mixed


def test_the_record_hides_what_the_ledger_holds(sealed: CommandLine) -> None:
    """Else the test above would be of nothing."""
    change(sealed, entity("E0", "Hidden Harbour Fund", visibility="team"))
    assert sealed("changed", "1").code == 0
    assert sealed("changed", "1", "--audience", "team").code == 0


def test_the_site_lists_editions_and_what_became_of_them(sealed: CommandLine) -> None:
    sealed.done("dossier", "E5", "--edition", "Hidden title", "--audience", "team")
    change(sealed, REPLY)
    sealed.done("edition", "correct", "1", "--out", "b.md")
    sealed.done("site", "--out", "site")
    first, second = (Path(f"site/editions/public-{number}.html").read_text(encoding="utf-8") for number in (1, 2))
    listed = Path("site/editions.html").read_text(encoding="utf-8")
    assert "superseded by edition 2" in listed
    assert "A newer edition took its place" in first
    assert "there is a new reply to claim C1" in first
    assert "problem" not in second
    assert not list(Path("site/editions").glob("team*"))
    assert "Hidden title" not in listed


def test_an_edition_of_which_nothing_stands_is_a_tombstone(harbour: CommandLine) -> None:
    harbour.done("dossier", "E3", "--edition", "Police taught", "--out", "a.md")
    for claim_ in ("C2", "C3"):
        harbour.done("retract", claim_, "--reason", "wrong")
    harbour.done("site", "--out", "site")
    pages = [Path(one).read_text(encoding="utf-8") for one in ("site/editions.html", "site/editions/public-1.html")]
    assert "taken back" in pages[0]
    assert "Nothing that this edition said is still said here" in pages[1]
    assert not any("Police taught" in page for page in pages)
