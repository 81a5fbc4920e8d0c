"""Rewriting and rolling back: whole in itself, and named by a checkpoint that was kept elsewhere."""

import json
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from evidence.audit import GENESIS, hash_of, seal_of
from evidence.checkpoint_text import Checkpoint
from evidence.checkpoints import checkpoint_in, write_checkpoints
from evidence.errors import InvalidCheckpoint
from evidence.ledger import create_ledger, open_ledger
from evidence.public_tree import next_entries
from evidence.sealing import seal
from evidence.signed_note import Signer, sign
from evidence.signing_keys import lose_key, make_key
from tests.evidence.small import entity, recorded
from tests.evidence.whole_ledger import Whole, finds_nothing, made_in, of, told


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    return made_in(tmp_path_factory.mktemp("whole"))


@pytest.fixture
def whole(original: Whole, tmp_path: Path) -> Whole:
    return original.copied(tmp_path / "copy")


def rechained(whole: Whole, change: dict[str, Any], seq: int) -> None:
    """Change an event and then everything that follows from it, as one can who administers the machine."""
    with closing(sqlite3.connect(whole.path)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = OFF")
        events = [dict(row) for row in connection.execute("SELECT * FROM audit_event ORDER BY seq")]
        salts = dict(connection.execute("SELECT seq, salt FROM event_seal").fetchall())
        connection.execute("DELETE FROM audit_event")
        before = GENESIS
        for event in events:
            event |= {**(change if event["seq"] == seq else {}), "prev_hash": before}
            event["hash"] = before = hash_of(event)
            columns = list(event)
            marks = ", ".join("?" * len(columns))
            connection.execute(f"INSERT INTO audit_event ({', '.join(columns)}) VALUES ({marks})", list(event.values()))
            sealed = (seal_of(event, salts[event["seq"]]), event["seq"])
            connection.execute("UPDATE event_seal SET seal = ? WHERE seq = ?", sealed)
        connection.commit()


def oldest(whole: Whole) -> Path:
    return whole.checkpoints("house")[0]


def test_every_checkpoint_of_a_ledger_that_nobody_touched_holds(whole: Whole) -> None:
    for tree in ("house", "public"):
        for file in whole.checkpoints(tree):
            assert whole.alone(file).whole


@pytest.mark.parametrize("taken", ["the newest", "all"])
def test_where_checkpoints_that_the_chain_tells_of_are_gone_it_is_said_that_nothing_was_compared(
    whole: Whole, taken: str
) -> None:
    assert "checkpoints" not in {one.what for one in whole.verdict().unchecked}
    files = whole.checkpoints("public")
    for file in files:
        if taken == "all" or file.name[:12] == files[-1].name[:12]:
            file.unlink()
    (said,) = [one.reason for one in whole.verdict().unchecked if one.what == "checkpoints"]
    assert "no checkpoint" in said
    assert whole.verdict().whole


def test_a_rewritten_chain_is_whole_in_itself_and_named_by_a_checkpoint_kept_elsewhere(whole: Whole) -> None:
    rechained(whole, {"at": "2020-01-01T00:00:00.000000Z"}, seq=12)
    assert whole.alone().whole
    assert "rewritten" in of(whole.alone(oldest(whole)), "checkpoint")[0].fault.reason
    assert of(whole.verdict(), "checkpoint"), "the folder beside it names it too"


def test_a_rewritten_record_is_named_though_its_rows_were_rewritten_with_it(whole: Whole) -> None:
    with closing(sqlite3.connect(whole.path)) as connection:
        (body,) = connection.execute("SELECT body FROM audit_event WHERE seq = 3").fetchone()
    changed = json.loads(body) | {"summary": "another"}
    text = json.dumps(changed, sort_keys=True, separators=(",", ":"))
    rechained(whole, {"body": text}, seq=3)
    assert not whole.alone(oldest(whole)).whole


def test_a_ledger_that_was_rolled_back_is_whole_in_itself_and_named_by_a_checkpoint(
    original: Whole, tmp_path: Path
) -> None:
    earlier = Whole(tmp_path)
    ledger = create_ledger(earlier.path, policy="four_eyes", actor="Ada")
    make_key(ledger, earlier.folders.keys, actor="Ada")
    before = earlier.path.read_bytes()
    recorded(ledger)
    write_checkpoints(ledger, earlier.folders, actor="Ada")
    ledger.close()
    earlier.path.write_bytes(before)
    assert earlier.alone().whole
    verdict = earlier.alone(oldest(earlier))
    assert "rolled back" in of(verdict, "checkpoint")[0].fault.reason


def test_rewriting_only_what_came_after_a_checkpoint_is_not_named_by_it(whole: Whole) -> None:
    """What a checkpoint shows, and what it does not."""
    size = int(oldest(whole).stem)
    rechained(whole, {"at": "2020-01-01T00:00:00.000000Z"}, seq=size + 1)
    assert whole.alone(oldest(whole)).whole
    assert not whole.alone(whole.checkpoints("house")[-1]).whole


def test_a_ledger_made_anew_does_not_pass_for_the_one_that_was_signed(whole: Whole, tmp_path: Path) -> None:
    other = made_in(tmp_path)
    reasons = [found.fault.reason for found in other.alone(oldest(whole)).found]
    assert any("no key" in reason for reason in reasons)
    assert any("departs" in reason for reason in reasons)


def test_without_the_comparison_rewriting_goes_unnoticed(whole: Whole, monkeypatch: pytest.MonkeyPatch) -> None:
    rechained(whole, {"at": "2020-01-01T00:00:00.000000Z"}, seq=12)
    monkeypatch.setattr("evidence.verification.whole.departing", finds_nothing)
    assert whole.verdict(oldest(whole)).whole


@pytest.mark.parametrize("tree", ["house", "public"])
def test_a_checkpoint_that_somebody_changed_is_named(whole: Whole, tree: str) -> None:
    file = whole.checkpoints(tree)[0]
    file.chmod(0o600)
    text = file.read_text()
    first, size, rest = text.split("\n", 2)
    file.write_text(f"{first}\n{int(size) - 1}\n{rest}")
    reasons = [found.fault.reason for found in of(whole.verdict(), "checkpoint")]
    assert any("no key" in reason for reason in reasons)
    assert any("rewritten" in reason for reason in reasons)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"a\n\nb\n", b"a\nb\nc\n\n\xe2\x80\x94 a AAAA\n"])
def test_a_file_among_the_checkpoints_that_is_none_is_named_and_one_kept_elsewhere_refused(
    whole: Whole, content: bytes
) -> None:
    file = oldest(whole)
    file.chmod(0o600)
    file.write_bytes(content)
    assert told(whole.verdict()) == [f"checkpoint, {file}"]
    with pytest.raises(InvalidCheckpoint):
        whole.alone(file)


def test_a_device_among_the_checkpoints_is_named_and_not_read(whole: Whole) -> None:
    (whole.folders.checkpoints / "house" / "1.checkpoint").symlink_to(os.devnull)
    assert [found.fault.reason for found in whole.verdict().found] == ["it is no file"]


def test_what_a_lost_key_signs_afterwards_is_not_believed(whole: Whole) -> None:
    ledger = open_ledger(whole.path)
    (kept,) = whole.folders.keys.iterdir()
    stolen = kept.read_bytes()
    lose_key(ledger, whole.folders.keys, actor="Ada", reason="stolen")
    assert whole.verdict().whole, "what it signed before stays good"
    with pytest.MonkeyPatch.context() as thief:
        thief.setattr("evidence.checkpoints.signers_of", lambda *_: [stolen_signer(stolen)])
        write_checkpoints(recorded(ledger, entity("E77")), whole.folders, actor="Eve")
    ledger.close()
    (found,) = [found for found in of(whole.verdict(), "checkpoint") if "house" in found.fault.row]
    assert "no key" in found.fault.reason


def stolen_signer(pem: bytes) -> Any:
    key: Any = load_pem_private_key(pem, password=None)
    return Signer("example.org/ledger", key)


def test_a_public_tree_that_says_what_the_export_did_not_is_named(
    whole: Whole, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even if every seal, root and hash was made to fit."""

    def lying(*given: Any) -> Any:
        entries = next_entries(*given)
        return [{**one, "digest": "0" * 64} if one.get("key") == "E77" else one for one in entries]

    ledger = open_ledger(whole.path)
    monkeypatch.setattr("evidence.trees.next_entries", lying)
    write_checkpoints(recorded(ledger, entity("E77")), whole.folders, actor="Ada")
    ledger.close()
    assert told(whole.verdict()) == ["public_leaf, entity E77"]


def test_a_leaf_that_no_event_tells_of_is_named_though_its_seal_fits(whole: Whole) -> None:
    salt, entry = "00" * 32, {"export": "0" * 64}
    values = (27, json.dumps(entry, separators=(",", ":")), salt, seal(salt, entry))
    whole.run(("INSERT INTO public_leaf (number, entry, salt, seal) VALUES (?, ?, ?, ?)", values))
    assert told(whole.verdict()) == ["public_leaf, number 27"]


def test_what_its_key_signed_under_another_name_is_no_checkpoint_of_the_ledger(whole: Whole) -> None:
    newest = whole.checkpoints("house")[-1]
    (kept,) = whole.folders.keys.iterdir()
    _, checkpoint = checkpoint_in(newest)
    signer = stolen_signer(kept.read_bytes())
    for name, believed in (("example.org/other", False), ("example.org/ledger", True)):
        renamed = Checkpoint(f"{name}/house", checkpoint.size, checkpoint.root)
        file = whole.folder / "other.checkpoint"
        file.write_text(sign(renamed.text, [Signer(renamed.origin, signer.private_key)]))
        assert whole.alone(file).whole is believed


def test_events_about_keys_and_trees_that_no_verb_writes_are_no_error(whole: Whole) -> None:
    bodies = ["{}", '{"public_key":7,"name":[]}', '{"public_key":"zz","name":"a"}', '{"public_size":"x"}']
    for number, verb in enumerate(("make_signing_key", "rotate_signing_key", "lose_signing_key", "checkpoint")):
        copy = Whole(whole.folder.parent / f"copy-{number}")
        shutil.copytree(whole.folder, copy.folder)
        for body in bodies:
            copy.run(("UPDATE audit_event SET verb = ?, body = ?, record_id = NULL WHERE seq = 30", (verb, body)))
            assert not copy.verdict(oldest(copy)).whole
