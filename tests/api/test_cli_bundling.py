"""Bundles at the command line: what is written, to whom it may be shown, and what is said where it cannot be made."""

import hashlib
import json

import bagit
import pytest

from evidence.settings import Settings
from evidence.status import status_of
from evidence.vault import place_of
from tests.api.command_line import CommandLine, claim, entity, source
from tests.api.http_door import CASE
from tests.api.unpacking import ENDS, add, bundle, capture_of, keys, unpacked, verified

HIDDEN = (
    entity("E8", "Hidden Institute", visibility="team"),
    source("S8", "Hidden report", "Somebody", visibility="restricted"),
    source("S7", "Red report", "Somebody", sharing="TLP:RED"),
    claim("C8", "E1", "funds", "E8", "S1"),
    claim("C9", "E8", "trains", "E3", "S1"),
    claim("C7", "E2", "trains", "E3", "S8", scope="E4"),
    claim("C6", "E2", "trains", "E3", "S1", visibility="custodian"),
)


def test_a_stranger_finds_it_whole(signed: CommandLine) -> None:
    folder = unpacked(signed)
    assert verified(folder)[0] == 0
    assert "not for the public" not in (folder / "README.txt").read_text("utf-8")
    assert bagit.Bag(str(folder)).validate()
    shown = signed.done("signing-key", "show").splitlines()
    assert (folder / "data" / "keys.txt").read_text("utf-8").strip() in shown


def test_the_line_and_the_fingerprint_to_compare_are_printed(signed: CommandLine) -> None:
    told = signed.done("bundle", *ENDS, "--out", "evidence.zip")
    code, out = verified(unpacked(signed))
    line, fingerprint = (one.split(maxsplit=1)[1].split()[0] for one in out.splitlines()[:2])
    assert (code, line in told, fingerprint in told) == (0, True, True)


def test_it_holds_the_records_that_the_chains_need_and_no_others(signed: CommandLine) -> None:
    add(signed, entity("E99", "Elsewhere"), entity("E98", "Far"), claim("C99", "E99", "funds", "E98", "S1"))
    signed.done("checkpoint")
    found = keys(unpacked(signed))
    assert {"C1", "C2", "C3", "C4", "R1", "S1", "S2", "S3", "E1", "E2", "E3", "E4"} <= found
    assert not found & {"C99", "E99", "E98", "E5"}


def test_its_records_can_be_loaded_elsewhere(signed: CommandLine) -> None:
    records = unpacked(signed) / "data" / "records.jsonl"
    signed.move("other")
    signed.done("init")
    assert "new" in signed.done("load", str(records))


def test_a_capture_goes_as_its_bytes(signed: CommandLine) -> None:
    content = b"<p>It taught the police.</p>"
    folder = unpacked(signed)
    assert (folder / "data" / "captures" / hashlib.sha256(content).hexdigest()).read_bytes() == content
    (event,) = map(json.loads, (folder / "data" / "custody.jsonl").read_text("utf-8").splitlines())
    assert (event["event"], event["by"], event["how"]) == ("taken", "Ada", "saved by hand")


def test_the_same_record_gives_the_same_bytes(signed: CommandLine) -> None:
    assert bundle(signed) == bundle(signed, name="again.zip")


def test_nothing_hidden_changes_a_byte(signed: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    before = bundle(signed)
    add_hidden(signed)
    signed.done("checkpoint")
    monkeypatch.setenv("THROUGHLINE_AUDIENCE", "custodian")
    assert bundle(signed) == before


def add_hidden(throughline: CommandLine) -> None:
    """Records above public, with a capture of a source that goes along."""
    of_red = {**capture_of(b"the report of which nobody may know", "public"), "source": "S7"}
    add(throughline, *HIDDEN, capture_of(b"the original, with a name in it"), of_red)


def test_a_redacted_copy_goes_instead_of_its_hidden_original(signed: CommandLine) -> None:
    add_hidden(signed)
    redacted = capture_of(b"the original, with a name [taken out] in it", "public")
    add(signed, redacted)
    signed.done("checkpoint")
    folder = unpacked(signed)
    copies = {file.name for file in (folder / "data" / "captures").iterdir()}
    assert redacted["sha256"] in copies
    assert hashlib.sha256(b"the original, with a name in it").hexdigest() not in copies
    assert b"the original, with a name in it" not in b"".join(one.read_bytes() for one in folder.rglob("*.*"))


def test_a_team_that_asks_gets_what_it_sees_and_is_told_what_is_not_proven(signed: CommandLine) -> None:
    add_hidden(signed)
    folder = unpacked(signed, "--audience", "team")
    assert {"C8", "C9", "E8"} <= keys(folder)
    assert not {"C6", "C7", "S8"} & keys(folder)
    assert "it is not for the public" in (folder / "README.txt").read_text("utf-8")
    code, out = verified(folder, "--key", "no key")
    assert (code, "claim C8: nothing shows that it stands in a signed tree" in out) == (1, True)
    assert "FAILS: claim" not in out
    assert verified(folder, "--unproven")[0] == 0


def test_one_chain_is_bundled_by_its_rank(signed: CommandLine) -> None:
    folder = unpacked(signed, "--chain", "2")
    answer = json.loads((folder / "data" / "findings" / "answer.json").read_bytes())
    everything = json.loads(signed.done("chains", *ENDS, "--format", "json"))
    assert answer["chains"] == everything["chains"][1:2]
    assert answer["more"] is True
    assert verified(folder)[0] == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--chain", "3"), "a number from 1 to 2"),
        (("--chain", "0"), "--chain"),
        (("--known-at", "5"), "--known-at"),
        (("--out", "evidence.bag"), ".zip"),
        (("--same-arrangement", "--min-standing", "established"), "no chain"),
    ],
)
def test_what_cannot_be_bundled_is_refused_and_nothing_written(
    signed: CommandLine, arguments: tuple[str, ...], told: str
) -> None:
    ran = signed("bundle", *ENDS, "--out", "evidence.zip", *arguments)
    assert (ran.code in (1, 2), told in ran.err) == (True, True)
    assert not list(signed.folder.glob("evidence.*"))


def test_without_key_or_checkpoint_or_with_an_old_one_it_is_said_what_to_do(harbour: CommandLine) -> None:
    refused = [harbour("bundle", *ENDS, "--out", "evidence.zip")]
    harbour.done("signing-key", "make")
    refused.append(harbour("bundle", *ENDS, "--out", "evidence.zip"))
    harbour.done("checkpoint")
    harbour.load(entity("E99", "Elsewhere"), name="other")
    refused.append(harbour("bundle", *ENDS, "--out", "evidence.zip"))
    assert [ran.code for ran in refused] == [1, 1, 1]
    for ran, word in zip(refused, ("signing-key make", "throughline checkpoint", "older"), strict=True):
        assert (word in ran.err, "--unsigned" in ran.err) == (True, True)
    assert not (harbour.folder / "evidence.zip").exists()


def test_without_the_file_of_the_key_nothing_is_signed_and_nothing_written(signed: CommandLine) -> None:
    for file in Settings().keys_path.iterdir():
        file.unlink()
    ran = signed("bundle", *ENDS, "--out", "evidence.zip")
    assert (ran.code, "put it back" in ran.err, (signed.folder / "evidence.zip").exists()) == (1, True, False)
    assert "It is not signed" in signed.done("bundle", *ENDS, "--out", "evidence.zip", "--unsigned")


def test_after_a_rotation_the_new_key_signs_the_whole(signed: CommandLine) -> None:
    signed.done("signing-key", "rotate")
    folder = unpacked(signed)
    old, new = (folder / "data" / "keys.txt").read_text("utf-8").splitlines()
    assert [verified(folder)[0], verified(folder, "--key", new)[0], verified(folder, "--key", old)[0]] == [0, 0, 1]


def test_unsigned_it_says_so_and_does_not_hold(harbour: CommandLine) -> None:
    assert "It is not signed" in harbour.done("bundle", *ENDS, "--out", "evidence.zip", "--unsigned")
    folder = unpacked(harbour, "--unsigned")
    code, out = verified(folder, "--key", "none")
    assert (code, "NOT SIGNED" in out, out.splitlines()[-1]) == (1, True, "THE BUNDLE DOES NOT HOLD")
    assert verified(folder, "--unproven")[0] == 0
    assert "It is not signed" in (folder / "README.txt").read_text("utf-8")
    assert not (folder / "data" / "checkpoint.txt").exists()


def test_bytes_that_are_not_in_the_vault_are_named(signed: CommandLine) -> None:
    content = b"<p>It taught the police.</p>"
    place_of(Settings().vault_path, hashlib.sha256(content).hexdigest()).unlink()
    ran = signed("bundle", *ENDS, "--out", "evidence.zip")
    assert (ran.code, "the bytes of capture S2-" in ran.err) == (1, True)


def test_it_writes_nothing_to_the_ledger(signed: CommandLine) -> None:
    before = status_of(signed.address)
    bundle(signed)
    assert status_of(signed.address) == before


def test_of_one_persons_ledger_the_bundle_says_that_nobody_else_has_reviewed_it(empty: CommandLine) -> None:
    empty.move("alone")
    empty.done("init", "--single-handed")
    empty.load(entity("E1", "A"), entity("E2", "B"), source("S1", "T", "O"), claim("C1", "E1", "funds", "E2", "S1"))
    folder = unpacked(empty, "--unsigned", ends=("A", "B"))
    assert "nobody else has reviewed it" in (folder / "README.txt").read_text("utf-8")


def test_the_real_case_is_verified_by_a_stranger(empty: CommandLine) -> None:
    empty.done("load", str(CASE))
    empty.done("signing-key", "make")
    empty.done("checkpoint")
    folder = unpacked(empty, ends=("British Council", "PPSUC"))
    code, out = verified(folder)
    assert (code, out.splitlines()[-1]) == (0, "THE BUNDLE HOLDS")
    assert bagit.Bag(str(folder)).validate()
    (folder / "data" / "records.jsonl").write_bytes(b"")
    assert verified(folder, "--unproven")[0] == 1
