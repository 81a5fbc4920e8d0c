"""Time stamps at the command line: nothing goes out unless asked, and what is kept is checked."""

import json
from collections.abc import Iterator
from pathlib import Path

import bagit
import pytest

from evidence.settings import Settings
from tests.api.command_line import CommandLine
from tests.api.unpacking import unpacked, verified
from tests.evidence.own_authority import Authority, Door, serving


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority") / "one", "An Authority").made()


@pytest.fixture
def door(authority: Authority) -> Door:
    return Door(authority.reply)


@pytest.fixture
def signed(harbour: CommandLine, authority: Authority, door: Door) -> Iterator[CommandLine]:
    """A ledger with a checkpoint, and an authority that answers."""
    with serving(door) as address:
        harbour.set("TSA", address)
        harbour.set("TSA_ROOTS", str(authority.root))
        harbour.done("signing-key", "make")
        harbour.done("checkpoint")
        yield harbour


def replies() -> list[str]:
    return sorted(file.parent.name for file in Settings().checkpoints_path.rglob("*.tsr"))


def test_the_newest_checkpoint_of_each_tree_is_stamped_verified_and_shown(signed: CommandLine, door: Door) -> None:
    assert signed.done("timestamp", "verify") == "There is no time stamp.\n"
    assert "by CN=An Authority stamps" in signed.done("timestamp", "request")
    assert (replies(), len(door.asked)) == (["house", "public"], 2)
    assert signed.done("timestamp", "verify").count(".tsr: it holds; ") == 2
    assert signed.done("timestamp", "show").count("openssl ts -verify -queryfile ") == 2
    assert len(door.asked) == 2, "only a request goes out"
    signed.done("verify")


def test_a_capture_is_stamped_by_its_key(signed: CommandLine) -> None:
    Path("page.txt").write_text("as it was", encoding="utf-8")
    key = signed.done("capture", "page.txt", "--source", "S1").split(":")[0]
    signed.done("timestamp", "request", key)
    assert replies() == ["captures"]
    assert "it holds" in signed.done("timestamp", "verify", key)


def test_a_bundle_holds_the_stamps_of_what_is_in_it(signed: CommandLine, authority: Authority) -> None:
    Path("page.txt").write_text("as it was", encoding="utf-8")
    Path("other.txt").write_text("what few may know of", encoding="utf-8")
    key = signed.done("capture", "page.txt", "--source", "S2").split(":")[0]
    hidden = signed.done("capture", "other.txt", "--source", "S2", "--visibility", "team").split(":")[0]
    signed.done("checkpoint")
    for asked in ([], [key], [hidden]):
        signed.done("timestamp", "request", *asked)
    folder = unpacked(signed)
    code, out = verified(folder)
    assert (code, "time stamps  2, not checked" in out) == (0, True)
    assert bagit.Bag(str(folder)).validate()
    stamps, (taken,) = folder / "data" / "time-stamps", (folder / "data" / "captures").iterdir()
    assert {one.name for one in stamps.iterdir()} == {"checkpoint.tsr", f"{taken.name}.tsr"}
    for over, reply in ((folder / "data" / "checkpoint.txt", "checkpoint"), (taken, taken.name)):
        given = ["-data", str(over), "-in", str(stamps / f"{reply}.tsr"), "-CAfile", str(authority.root)]
        assert "Verification: OK" in authority.openssl("ts", "-verify", *given)


def test_a_file_that_is_no_checkpoint_is_not_stamped(signed: CommandLine, door: Door) -> None:
    Path("page.txt").write_text("as it was", encoding="utf-8")
    ran = signed("timestamp", "request", "page.txt")
    assert (ran.code, ran.out, door.asked) == (1, "", [])


def test_a_reply_by_somebody_else_is_refused(signed: CommandLine, tmp_path: Path) -> None:
    other = Authority(tmp_path / "other", "An Authority").made()
    signed.set("TSA_ROOTS", str(other.root))
    ran = signed("timestamp", "request")
    assert (ran.code, ran.out, replies()) == (1, "", [])
    assert "does not hold" in ran.err


@pytest.mark.parametrize("lacking", ["TSA", "TSA_ROOTS"])
def test_what_is_not_configured_is_said_and_nothing_goes_out(
    signed: CommandLine, door: Door, monkeypatch: pytest.MonkeyPatch, lacking: str
) -> None:
    monkeypatch.delenv(f"THROUGHLINE_{lacking}")
    ran = signed("timestamp", "request")
    assert (ran.code, f"THROUGHLINE_{lacking}" in ran.err, door.asked) == (1, True, [])


def test_without_a_checkpoint_it_is_said_how_to_sign_one(harbour: CommandLine, authority: Authority) -> None:
    harbour.set("TSA", "http://127.0.0.1:9/")
    harbour.set("TSA_ROOTS", str(authority.root))
    ran = harbour("timestamp", "request")
    assert (ran.code, "throughline checkpoint" in ran.err) == (1, True)


def test_verify_judges_time_stamps_and_says_which_it_could_not_check(signed: CommandLine) -> None:
    signed.done("timestamp", "request")
    assert ", 2 time stamps\n" in signed.done("verify")
    signed.set("TSA_ROOTS", "")
    told, as_json = signed.done("verify"), json.loads(signed.done("verify", "--json"))
    assert (", 0 time stamps\n" in told, told.count("NOT CHECKED"), "is whole" in told) == (True, 2, True)
    assert (as_json["checked"]["time_stamps"], len(as_json["not_checked"]), as_json["whole"]) == (0, 2, True)
    next(Settings().checkpoints_path.rglob("*.tsr")).write_bytes(b"<html>")
    ran = signed("verify", "--json")
    assert (ran.code, [one["table"] for one in json.loads(ran.out)["faults"]]) == (3, ["timestamp"])
