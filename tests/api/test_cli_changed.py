"""What changed under an edition, told sentence by sentence."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from api import editions
from tests.api.command_line import HARBOUR, CommandLine, claim, entity, source
from tests.api.sealed import BRIEF, REPLY, change, hidden, kinds
from tests.api.test_cli_recording import digest
from tests.api.unpacking import key_of


@pytest.fixture
def sealed(harbour: CommandLine, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """An edition in the formats that are made at once: what changed under it is told by its sentences."""
    monkeypatch.setattr(editions, "FORMATS", (".md", ".json"))
    harbour.done(*BRIEF, "--out", "a.md")
    return harbour


def test_nothing_changes_by_itself_nor_by_another_edition(sealed: CommandLine) -> None:
    sealed.done("dossier", "E2", "--edition", "Institute", "--audience", "team")
    assert not kinds(sealed)
    assert "none of its" in sealed.done("changed", "Harbour")


TAKEN_BACK = [
    (("retract", "C2"), {"retracted", "chain_lost"}),
    (("withdraw", "C2"), {"withdrawn", "chain_lost"}),
    (("retract", "S1"), {"unsupported", "source_withdrawn", "chain_lost"}),
    (("retract", "S2"), {"source_withdrawn"}),
]
CHANGED = [
    ({**HARBOUR[9], "note": "Seen again."}, {"superseded"}),
    (claim("C9", "E2", "trains", "E3", "S1", scope="E4", supersedes="C2"), {"superseded"}),
    ({"record": "dispute", "key": "D1", "claims": ["C1", "C2"], "about": "Who paid."}, {"disputed"}),
    (claim("C8", "E1", "funds", "E2", "S2", polarity="denies", scope="E4"), {"denied", "contested"}),
    (REPLY, {"replied", "contested"}),
    ({**HARBOUR[12], "attribution": "denies"}, {"reply_changed"}),
    (claim("C7", "E1", "funds", "E2", "S2", scope="E4", period={"edtf": "2019/2021"}), {"standing"}),
    ({**HARBOUR[5], "title": "Annual report"}, {"source_changed"}),
    ({**HARBOUR[9], "period": {"edtf": "2010"}}, {"superseded", "chain_impossible"}),
    ({**HARBOUR[1], "names": [{"text": "Harbour College"}]}, {"retold"}),
    ({**HARBOUR[9], "period": {"edtf": "2019/2021"}}, {"time"}),
    (hidden(HARBOUR[8]), {"gone", "chain_lost"}),
    (hidden(HARBOUR[12]), {"gone"}),
]


@pytest.mark.parametrize(("verb", "due"), TAKEN_BACK)
def test_what_is_taken_back_is_told(sealed: CommandLine, verb: Sequence[str], due: set[str]) -> None:
    sealed.done(*verb, "--reason", "so")
    assert due <= kinds(sealed)


@pytest.mark.parametrize(("record", "due"), CHANGED)
def test_what_changed_is_told(sealed: CommandLine, record: Mapping[str, Any], due: set[str]) -> None:
    change(sealed, record)
    assert due <= kinds(sealed)


def moved(throughline: CommandLine, kind: str) -> set[tuple[str, str]]:
    """From what to what it is told that something moved."""
    told = throughline("changed", "1", "--json").json()["sentences"]
    return {(one["was"], one["now"]) for each in told for one in each["changes"] if one["kind"] == kind}


def test_the_time_verdict_moves_by_its_words(sealed: CommandLine) -> None:
    change(sealed, {**HARBOUR[9], "period": {"edtf": "2019/2021"}})
    assert moved(sealed, "time") == {("possible", "observed")}


def test_the_strength_moves_with_the_weakest_link(sealed: CommandLine) -> None:
    change(sealed, claim("C7", "E1", "funds", "E2", "S2", scope="E4", period={"edtf": "2019/2021"}))
    assert moved(sealed, "strength") == set()
    change(sealed, claim("C6", "E2", "trains", "E3", "S1", scope="E4", period={"edtf": "2020"}))
    assert moved(sealed, "strength") == {("reported", "corroborated")}
    assert moved(sealed, "standing") == {("reported", "corroborated")}


def test_origins_that_move_no_standing_are_told_by_their_number(
    harbour: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editions, "FORMATS", (".md",))
    third = source("S9", "A third report", "Somebody else")
    change(harbour, third, claim("C7", "E1", "funds", "E2", "S2", scope="E4", period={"edtf": "2019/2021"}))
    harbour.done(*BRIEF)
    assert not kinds(harbour)
    change(harbour, claim("C6", "E1", "funds", "E2", "S9", scope="E4", period={"edtf": "2019/2021"}))
    assert moved(harbour, "origins") == {("2", "3")}
    assert moved(harbour, "standing") == set()


def test_a_review_of_the_same_version_is_told(sealed: CommandLine) -> None:
    sealed.done("withdraw", "C2", "--reason", "to be looked at again")
    sealed.done("review", "C2", "--seen", digest(sealed, "C2"), "--outcome", "work_needed", actor="Grace")
    sealed.done("publish", "C2")
    assert "revised" in kinds(sealed)


def test_a_source_that_stands_again_is_told(harbour: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editions, "FORMATS", (".md",))
    harbour.done("retract", "S2", "--reason", "doubted")
    harbour.done(*BRIEF)
    change(harbour, {**HARBOUR[6], "title": "Who taught them?"})
    assert kinds(harbour) == {"source_restored", "source_changed"}


def test_a_name_that_another_bears_since_does_not_stop_the_answer(
    harbour: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editions, "FORMATS", (".md",))
    harbour.done("brief", "River Fund", "E3", "--edition", "Named", "--out", "a.md")
    change(harbour, entity("E9", "River Fund"))
    assert not kinds(harbour)
    harbour.done("retract", "C2", "--reason", "so")
    assert "retracted" in kinds(harbour)


def test_a_claim_that_was_taken_back_is_not_repeated_to_the_public_and_is_to_the_team(sealed: CommandLine) -> None:
    said = [one for one in Path("a.md").read_text(encoding="utf-8").splitlines() if "trains Northport Police" in one]
    assert said
    sealed.done("retract", "C2", "--reason", "so")
    assert "trains Northport Police" not in sealed("changed", "1").out
    assert "trains Northport Police" in sealed("changed", "1", "--audience", "team").out


def test_of_what_was_hidden_since_not_even_the_key_is_told(sealed: CommandLine) -> None:
    change(sealed, hidden(HARBOUR[8]))
    ran = sealed("changed", "1")
    assert "a record that this audience sees no more" in ran.out
    assert "claim C1" not in ran.out.replace("Chain 1, hop 1, claim C1", "")


def test_json_may_be_asked_for_as_everywhere(sealed: CommandLine) -> None:
    nothing: list[object] = []
    told = {"edition": "public-1", "templates": nothing, "sentences": nothing}
    assert json.loads(sealed.done("changed", "1", "--json")) == told


ORIGINAL, COPY = "Li said that it taught the police.", "XX said that it taught the police."


@pytest.fixture
def quoted(harbour: CommandLine, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """An edition with a claim that quotes a capture, which is shown in a redacted copy since."""
    monkeypatch.setattr(editions, "FORMATS", (".md", ".json"))
    Path("full.txt").write_text(ORIGINAL, encoding="utf-8")
    Path("black.txt").write_text(COPY, encoding="utf-8")
    key = harbour.done("capture", "full.txt", "--source", "S2").split(":")[0]
    cited = {**HARBOUR[9]["citations"][0], "capture": key, "quote": "Li said"}
    change(harbour, {**HARBOUR[9], "citations": [cited, *HARBOUR[9]["citations"][1:]]})
    harbour.done(*BRIEF, "--out", "a.md")
    harbour.done("redact", key, "black.txt", "--reason", "A witness", "--hide", "restricted")
    return harbour


def test_after_a_redaction_what_changed_is_told_without_the_original(quoted: CommandLine) -> None:
    sha256 = hashlib.sha256(ORIGINAL.encode()).hexdigest()
    assert sha256 in Path("a.md").read_text(encoding="utf-8")
    assert "revised" in kinds(quoted)
    shown = quoted("edition", "show", "1", "--out", "again.md")
    assert shown.code == 4
    assert "other bytes" in shown.out
    quoted.done("edition", "correct", "1", "--out", "b.md")
    quoted.done("site", "--out", "site")
    files = [Path("again.md"), Path("b.md"), *(one for one in Path("site").rglob("*") if one.is_file())]
    given = "".join(
        [*(one.read_bytes().decode("utf-8", "replace") for one in files), shown.out, quoted("changed", "1").out]
    )
    assert hashlib.sha256(COPY.encode()).hexdigest() in given
    assert sha256[:12] not in given


def test_after_the_copy_or_the_original_was_erased_the_editions_answer(quoted: CommandLine) -> None:
    quoted.done("edition", "correct", "1", "--out", "b.md")
    copy = key_of(quoted, COPY.encode())
    assert "public-2" in quoted.done("erase", copy, "--reason", "so")
    assert "revised" in kinds(quoted)
    assert quoted("edition", "show", "public-1", "--out", "again.md").code == 4
    assert hashlib.sha256(ORIGINAL.encode()).hexdigest()[:12] not in Path("again.md").read_text(encoding="utf-8")
    quoted.done("site", "--out", "site")
    quoted.done("verify")
