"""Checkpoints: signed, outside of the ledger, never of a tree that departs from what was signed before."""

from itertools import pairwise
from pathlib import Path

import pytest
from sqlmodel import col, select, text

from evidence.audit import seal_of
from evidence.checkpoint_text import TREES
from evidence.checkpoints import Folders, checkpoint_files, checkpoint_in, departure, rotate, write_checkpoints
from evidence.copying import copy_to_file
from evidence.database import writing
from evidence.errors import InvalidCheckpoint, LedgerDamaged, NoActor, NoSigningKey
from evidence.exchange.heads import public_head
from evidence.ledger import Ledger, open_ledger
from evidence.merkle import leaf_hash, prove_consistency, prove_inclusion, root_of, shows_consistency, shows_inclusion
from evidence.models import AuditEvent, EventSeal, PublicLeaf
from evidence.sealing import seal
from evidence.signed_note import is_signed
from evidence.signing_keys import keys_of, make_key
from evidence.status import status_of
from evidence.trees import leaves_of
from tests.evidence.small import claim, entity, published, recorded, session_on


@pytest.fixture
def folders(ledger: Ledger, tmp_path: Path) -> Folders:
    """Where the ledger's key is, and its checkpoints are to be."""
    made = Folders(tmp_path / "keys", tmp_path / "checkpoints")
    make_key(ledger, made.keys, actor="Ada", name="example.org/ledger")
    return made


def files(folders: Folders) -> dict[str, bytes]:
    kept = (file for tree in TREES for file in checkpoint_files(folders.checkpoints, tree))
    return {file.relative_to(folders.checkpoints).as_posix(): file.read_bytes() for file in kept}


def test_a_checkpoint_of_each_tree_is_written_and_signed(ledger: Ledger, folders: Folders) -> None:
    written = write_checkpoints(published(recorded(ledger)), folders, actor="Ada")
    assert [one.checkpoint.origin for one in written] == ["example.org/ledger/house", "example.org/ledger/public"]
    with session_on(ledger) as session:
        (key,), leaves = keys_of(session), leaves_of(session)
    for one, tree in zip(written, (leaves.house, leaves.public), strict=True):
        note, checkpoint = checkpoint_in(one.file)
        assert checkpoint == one.checkpoint
        assert (checkpoint.size, checkpoint.root) == (len(tree), root_of(tree))
        assert is_signed(note, checkpoint.origin, bytes.fromhex(key.public_key))


def test_with_nothing_new_nothing_is_written_and_no_file_is_touched(ledger: Ledger, folders: Folders) -> None:
    write_checkpoints(published(recorded(ledger)), folders, actor="Ada")
    before, head = files(folders), status_of(ledger.address)
    write_checkpoints(ledger, folders, actor="Ada")
    assert (files(folders), status_of(ledger.address)) == (before, head)


def test_what_is_hidden_moves_no_byte_of_the_public_folder(ledger: Ledger, folders: Folders) -> None:
    write_checkpoints(published(recorded(ledger)), folders, actor="Ada")
    before = files(folders)
    recorded(ledger, entity("E8", visibility="team"), claim("C8", object="E8"))
    write_checkpoints(ledger, folders, actor="Ada")
    added = set(files(folders)) - set(before)
    assert {name.split("/")[0] for name in added} == {"house"}


def test_each_checkpoint_is_shown_to_go_on_from_the_one_before(ledger: Ledger, folders: Folders) -> None:
    for number in range(3):
        recorded(ledger, entity(f"E{number}"))
        write_checkpoints(ledger, folders, actor="Ada")
    with session_on(ledger) as session:
        leaves = leaves_of(session).house
    heads = [checkpoint_in(file)[1] for file in checkpoint_files(folders.checkpoints, "house")]
    assert len(heads) == 3
    for older, newer in pairwise(heads):
        proof = prove_consistency(leaves[: newer.size], older.size)
        assert shows_consistency(older.size, older.root, newer.size, newer.root, proof)


def test_an_event_is_shown_to_be_in_a_checkpoint_by_its_salt_and_a_short_proof(
    ledger: Ledger, folders: Folders
) -> None:
    (house, _) = write_checkpoints(recorded(ledger), folders, actor="Ada")
    with session_on(ledger) as session:
        event = session.exec(select(AuditEvent).where(AuditEvent.seq == 3)).one().model_dump()
        salt = session.exec(select(EventSeal.salt).where(EventSeal.seq == 3)).one()
        leaves = leaves_of(session).house
    leaf = leaf_hash(bytes.fromhex(seal_of(event, str(salt))))
    size, root = house.checkpoint.size, house.checkpoint.root
    proof = prove_inclusion(leaves, 2)
    assert shows_inclusion(leaf, 2, size, proof, root)
    other = leaf_hash(bytes.fromhex(seal_of({**event, "actor": "Eve"}, str(salt))))
    assert not shows_inclusion(other, 2, size, proof, root)


def test_the_head_that_a_briefing_prints_is_shown_to_be_in_the_public_checkpoint(
    ledger: Ledger, folders: Folders
) -> None:
    (_, public) = write_checkpoints(published(recorded(ledger)), folders, actor="Ada")
    with session_on(ledger) as session:
        head, leaves = public_head(session), leaves_of(session).public
        last = session.exec(select(PublicLeaf).order_by(col(PublicLeaf.number).desc()).limit(1)).one()
        leaf = leaf_hash(bytes.fromhex(seal(str(last.salt), {"export": head})))
    proof = prove_inclusion(leaves, len(leaves) - 1)
    assert shows_inclusion(leaf, len(leaves) - 1, public.checkpoint.size, proof, public.checkpoint.root)


def test_after_a_rotation_both_keys_have_signed_one_checkpoint(ledger: Ledger, folders: Folders) -> None:
    recorded(ledger)
    write_checkpoints(ledger, folders, actor="Ada")
    written = rotate(ledger, folders, actor="Ada")
    with session_on(ledger) as session:
        old, new = (bytes.fromhex(key.public_key) for key in keys_of(session))
    for one in written:
        note, checkpoint = checkpoint_in(one.file)
        assert is_signed(note, checkpoint.origin, old)
        assert is_signed(note, checkpoint.origin, new)
    assert len(list(folders.keys.iterdir())) == 1
    write_checkpoints(recorded(ledger, entity("E9")), folders, actor="Ada")
    note, checkpoint = checkpoint_in(checkpoint_files(folders.checkpoints, "house")[-1])
    assert not is_signed(note, checkpoint.origin, old)


def test_a_rotation_that_was_broken_off_is_ended_by_the_next_checkpoint(
    ledger: Ledger, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr("evidence.checkpoints.write_once", full)
        with pytest.raises(OSError, match="disk full"):
            rotate(ledger, folders, actor="Ada")
    assert len(list(folders.keys.iterdir())) == 2
    with session_on(ledger) as session:
        keys = [bytes.fromhex(key.public_key) for key in keys_of(session)]
    for one in write_checkpoints(recorded(ledger), folders, actor="Ada"):
        note, checkpoint = checkpoint_in(one.file)
        assert all(is_signed(note, checkpoint.origin, key) for key in keys)
    assert len(list(folders.keys.iterdir())) == 1


def test_nothing_is_signed_without_a_key_or_an_actor(ledger: Ledger, tmp_path: Path) -> None:
    folders = Folders(tmp_path / "keys", tmp_path / "checkpoints")
    before = status_of(recorded(ledger).address)
    with pytest.raises(NoSigningKey):
        write_checkpoints(ledger, folders, actor="Ada")
    assert not folders.checkpoints.exists()
    with pytest.raises(NoActor):
        write_checkpoints(ledger, folders, actor=None)
    assert status_of(ledger.address) == before


def test_a_ledger_that_was_rolled_back_is_not_signed_and_nothing_is_written(
    ledger: Ledger, folders: Folders, tmp_path: Path
) -> None:
    earlier = tmp_path / "earlier.sqlite"
    copy_to_file(ledger.address, earlier)
    write_checkpoints(recorded(ledger), folders, actor="Ada")
    before, content = files(folders), earlier.read_bytes()
    rolled_back = open_ledger(earlier)
    with pytest.raises(LedgerDamaged, match="rolled back"):
        write_checkpoints(rolled_back, folders, actor="Ada")
    rolled_back.close()
    assert (files(folders), earlier.read_bytes()) == (before, content)


def test_a_ledger_that_went_another_way_is_not_signed(ledger: Ledger, folders: Folders, tmp_path: Path) -> None:
    earlier = tmp_path / "earlier.sqlite"
    copy_to_file(ledger.address, earlier)
    write_checkpoints(recorded(ledger), folders, actor="Ada")
    other = open_ledger(earlier)
    recorded(other, *(entity(f"E{number}") for number in range(9)))
    with pytest.raises(LedgerDamaged, match="rewritten"):
        write_checkpoints(other, folders, actor="Ada")
    other.close()


def test_events_that_their_hashes_do_not_hold_are_not_signed(ledger: Ledger, folders: Folders) -> None:
    recorded(ledger)
    with writing(ledger.engine) as session:
        session.execute(text("UPDATE audit_event SET actor = 'Eve' WHERE seq = 3"))
    with pytest.raises(LedgerDamaged, match="audit_event 3"):
        write_checkpoints(ledger, folders, actor="Ada")
    assert files(folders) == {}


def test_a_checkpoint_that_is_written_is_never_written_over(ledger: Ledger, folders: Folders) -> None:
    (house, _) = write_checkpoints(recorded(ledger), folders, actor="Ada")
    other = house.file.read_bytes().replace(b"\n\n", b"\n\n\xe2\x80\x94 witness AAAA\n")
    house.file.chmod(0o600)
    house.file.write_bytes(other)
    (again, _) = write_checkpoints(ledger, folders, actor="Ada")
    assert (house.file.read_bytes(), again.file != house.file) == (other, True)


def test_a_file_that_is_no_checkpoint_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.checkpoint"
    file.write_text("no note")
    with pytest.raises(InvalidCheckpoint, match=r"a\.checkpoint"):
        checkpoint_in(file)


def test_a_departure_says_which_kind_it_is(ledger: Ledger, folders: Folders) -> None:
    (house, _) = write_checkpoints(recorded(ledger), folders, actor="Ada")
    with session_on(ledger) as session:
        leaves = leaves_of(session).house
    assert departure(house.checkpoint, [*leaves, leaf_hash(b"more")]) is None
    assert "rolled back" in str(departure(house.checkpoint, leaves[:-1]))
    assert "rewritten" in str(departure(house.checkpoint, [leaf_hash(b"other"), *leaves[1:]]))
