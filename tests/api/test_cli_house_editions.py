"""Editions that a template of the house arranged: sealed with its digest, and what is said once it has changed."""

import hashlib
import json
from pathlib import Path

import pytest

from api import editions
from tests.api.command_line import HARBOUR, CommandLine, claim
from tests.api.sealed import COMMANDS, REPLY, change, kinds
from tests.reports.house import WHOLE

INCLUDED = "*For the committee.*\n"
TEMPLATE = WHOLE.replace("*For the committee.*\n", '{% include "head.md" %}\n')
BRIEF = ("brief", "E1", "E3", "--kind", "note", "--edition", "Note", "--out", "a.md", "--out", "a.json")
OTHER = TEMPLATE.replace("# Committee note", "# Other house")
SHORTER = TEMPLATE.replace("{{ chain.reading | told }}", "")


@pytest.fixture
def house(harbour: CommandLine, tmp_path: Path) -> CommandLine:
    folder = tmp_path / "kinds"
    folder.mkdir()
    for name, text in (("note", TEMPLATE), ("head", INCLUDED), ("unused", "*No.*")):
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    harbour.set("TEMPLATES", str(folder))
    return harbour


@pytest.fixture
def sealed(house: CommandLine, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    monkeypatch.setattr(editions, "FORMATS", (".md", ".json"))
    house.done(*BRIEF)
    return house


def shown(throughline: CommandLine, edition: str, *more: str) -> str:
    """What is printed of an edition that is made again, on one line."""
    return " ".join(throughline.done("edition", "show", edition, *more).split())


def template(throughline: CommandLine, text: str | None, name: str = "note") -> None:
    """Let the template say something else, or take it away."""
    file = throughline.folder / "kinds" / f"{name}.md"
    if text is None:
        file.unlink()
    else:
        file.write_text(text, encoding="utf-8")


def test_it_keeps_the_digest_of_every_file_that_had_a_part_and_prints_it(sealed: CommandLine) -> None:
    (one,) = json.loads(sealed.done("editions", "--format", "json"))
    digests = {
        f"{name}.md": hashlib.sha256(text.encode()).hexdigest()
        for name, text in (("head", INCLUDED), ("note", TEMPLATE))
    }
    assert (one["kind"], one["template"]) == ("briefing", {"name": "note", "files": digests})
    assert "briefing by the template note" in sealed.done("editions")
    printed = Path("a.md").read_text(encoding="utf-8")
    assert all(digest in printed for digest in digests.values())


def test_the_same_template_gives_the_same_bytes_in_every_format(house: CommandLine) -> None:
    house.done(*BRIEF)
    house.done("retract", "C4", "--reason", "wrong")
    told = shown(house, "Note", "--out", "again.md")
    assert told.count("the same bytes") >= 7
    assert "other bytes" not in told
    assert Path("again.md").read_bytes() == Path("a.md").read_bytes()


@pytest.mark.parametrize(
    "command",
    COMMANDS,
)
def test_a_template_may_arrange_every_kind(
    house: CommandLine, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setattr(editions, "FORMATS", (".md", ".json"))
    template(house, TEMPLATE.replace(' if section.name == "disputes"', ""))
    house.done(*command, "--kind", "note", "--edition", "T", "--out", "a.md")
    assert "other bytes" not in shown(house, "T")
    assert not kinds(house)


def test_what_changed_is_told_of_its_sentences_and_impact_names_it(sealed: CommandLine) -> None:
    assert not kinds(sealed)
    assert sealed("impact", "S2", "--format", "json").json()["editions"] == ["public-1"]
    sealed.done("retract", "S2", "--reason", "taken back")
    assert "source_withdrawn" in kinds(sealed)
    change(sealed, REPLY)
    sealed.done("retract", "C2", "--reason", "wrong")
    assert {"replied", "contested", "retracted", "chain_lost"} <= kinds(sealed)


def test_a_reply_and_a_reading_are_told_of_as_in_a_kind_that_is_built_in(
    house: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The note of a reply leads to no claim, and those of a reading to no chain: their words do."""
    monkeypatch.setattr(editions, "FORMATS", (".md",))
    change(house, {**HARBOUR[12], "source": "S1"})
    house.done(*BRIEF)
    house.done("retract", "C2", "--reason", "wrong")
    told = house("changed", "1", "--json", "--audience", "team").json()["sentences"]
    (reply,) = [one["changes"] for one in told if "The institute speaks of its library." in one["text"]]
    assert "retracted" in {one["kind"] for one in reply}
    assert "chain_lost" in {one["kind"] for each in told for one in each["changes"]}


def test_a_correction_by_the_same_template_says_nothing_of_another(sealed: CommandLine) -> None:
    change(sealed, REPLY)
    assert "template" not in sealed("edition", "correct", "1", "--out", "b.md").err
    printed = Path("b.md").read_text(encoding="utf-8")
    assert "Edition 2 of" in printed
    assert "there is a new reply to claim C1" in printed
    assert "was arranged by other files" not in printed
    assert "other bytes" not in shown(sealed, "public-2")


@pytest.mark.parametrize(("name", "text"), [("note", OTHER), ("note", SHORTER), ("head", "*For nobody.*\n")])
def test_once_the_template_has_changed_it_is_not_made_again(sealed: CommandLine, name: str, text: str) -> None:
    template(sealed, text, name)
    ran = sealed("edition", "show", "1", "--out", "again.md")
    assert ran.code == 1
    assert f"the template {name}.md that arranged it has changed since" in ran.err
    assert hashlib.sha256(text.encode()).hexdigest() in ran.err
    assert not Path("again.md").exists()
    told = sealed("changed", "1")
    assert told.code == 0
    assert f"the template {name}.md that arranged it has changed since" in told.out


def test_a_template_that_had_no_part_may_change(sealed: CommandLine) -> None:
    template(sealed, None, "unused")
    assert "the same bytes" in shown(sealed, "1")
    assert "template" not in sealed.done("changed", "1")


def test_a_correction_by_a_template_that_has_changed_says_so(sealed: CommandLine) -> None:
    template(sealed, OTHER)
    assert "has changed since the edition before" in sealed("edition", "correct", "1", "--out", "b.md").err
    printed = Path("b.md").read_text(encoding="utf-8")
    assert "Edition 1 was arranged by other files" in printed
    assert "*Other house. " in printed
    assert "the same bytes" in shown(sealed, "public-2")


def test_once_the_template_is_gone_it_is_neither_made_again_nor_corrected(sealed: CommandLine) -> None:
    template(sealed, None)
    for ran in (sealed("edition", "show", "1"), sealed("edition", "correct", "1")):
        assert ran.code == 1
        assert "its file note.md is gone" in ran.err
    assert sealed("changed", "1", "--json").json()["templates"] == [{"file": "note.md", "now": None}]
    assert len(json.loads(sealed.done("editions", "--format", "json"))) == 1


def test_without_the_folder_of_templates_the_rest_still_answers(sealed: CommandLine) -> None:
    sealed.set("TEMPLATES", str(sealed.folder / "nowhere"))
    assert "is gone" in sealed.done("changed", "1")
    sealed.done("retract", "C2", "--reason", "wrong")
    assert "retracted" in kinds(sealed)
    sealed.done("site", "--out", "site")
    assert "claim C2 was retracted" in Path("site/editions/public-1.html").read_text(encoding="utf-8")


def test_what_the_template_cannot_tell_any_more_is_no_failure_of_what_changed(sealed: CommandLine) -> None:
    template(
        sealed, "# House\n\n{% for hop in routes[0].chains[0].hops %}\n{{ hop.tellings[0] | told }}\n\n{% endfor %}"
    )
    sealed.done("brief", "E1", "E2", "--kind", "note", "--edition", "Alone")
    for key in ("C1", "C4"):
        sealed.done("retract", key, "--reason", "wrong")
    told = sealed("changed", "Alone", "--json")
    assert told.code == 4
    assert "retracted" in {one["kind"] for each in told.json()["sentences"] for one in each["changes"]}
    ran = sealed("edition", "correct", "Alone")
    assert ran.code == 1
    assert "note.md:3:" in ran.err


def test_what_the_template_may_not_tell_any_more_is_no_failure_of_what_changed(sealed: CommandLine) -> None:
    """It tells the first claim of a link alone, and there is a denial since, which it leaves out."""
    template(
        sealed, "# House\n\n{% for hop in routes[0].chains[0].hops %}\n{{ hop.tellings[0] | told }}\n\n{% endfor %}"
    )
    sealed.done("brief", "E1", "E2", "--kind", "note", "--edition", "Alone")
    change(sealed, claim("C8", "E1", "funds", "E2", "S2", polarity="denies", scope="E4"))
    told = sealed("changed", "Alone", "--json").json()["sentences"]
    assert "denied" in {one["kind"] for each in told for one in each["changes"]}
    ran = sealed("edition", "correct", "Alone")
    assert ran.code == 1
    assert "a denial is left out" in ran.err


def test_what_a_template_may_not_say_is_not_sealed(house: CommandLine) -> None:
    template(house, "It is so.\n")
    ran = house(*BRIEF)
    assert ran.code == 1
    assert "It is so." in ran.err
    assert "no edition yet" in house.done("editions")
