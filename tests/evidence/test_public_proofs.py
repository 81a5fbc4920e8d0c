"""Proofs at a signed checkpoint of the public tree: of what is public now, under the key in use, or refused."""

from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from sqlmodel import col, select

from evidence.checkpoint_text import read_checkpoint
from evidence.checkpoints import Folders, rotate, write_checkpoints
from evidence.database import writing
from evidence.errors import BundleRefused, LedgerDamaged, NoSigningKey
from evidence.exchange.heads import public_export, public_head
from evidence.ledger import Ledger
from evidence.merkle import leaf_hash, shows_inclusion
from evidence.models import PublicLeaf
from evidence.public_proofs import OpenLeaf, PublicProofs, public_proofs
from evidence.public_tree import Place, standing_in
from evidence.replay import replay
from evidence.sealing import seal
from evidence.signed_note import Signer, is_signed, read_note, sign
from evidence.signing_keys import keys_of, lose_key, make_key
from tests.evidence.small import claim, entity, published, put, recorded, session_on, source

C1, E1 = Place("case", "claim", "C1"), Place("case", "entity", "E1")


@pytest.fixture
def folders(ledger: Ledger, tmp_path: Path) -> Folders:
    """Where the key and the checkpoints of a ledger with a public claim are."""
    published(recorded(ledger))
    return Folders(tmp_path / "keys", tmp_path / "checkpoints")


def signed(ledger: Ledger, folders: Folders) -> Ledger:
    make_key(ledger, folders.keys, actor="Ada", name="example.org/ledger")
    write_checkpoints(ledger, folders, actor="Ada")
    return ledger


def proofs(ledger: Ledger, folders: Folders, *wanted: Place) -> PublicProofs:
    with session_on(ledger) as session:
        standing = standing_in(public_export(replay(session)))
        return public_proofs(session, folders.checkpoints, standing, wanted or standing)


def is_shown(found: PublicProofs, leaf: OpenLeaf) -> bool:
    hashed = leaf_hash(bytes.fromhex(seal(leaf.salt, leaf.entry)))
    path = [bytes.fromhex(one) for one in leaf.path]
    return shows_inclusion(hashed, leaf.number, found.checkpoint.size, path, found.checkpoint.root)


def test_every_public_record_and_the_head_are_shown_at_the_checkpoint(ledger: Ledger, folders: Folders) -> None:
    found = proofs(signed(ledger, folders), folders)
    assert {place.key for place in found.leaves} == {"C1", "E1", "E2", "S1"}
    assert all(is_shown(found, leaf) for leaf in (*found.leaves.values(), found.export))
    with session_on(ledger) as session:
        assert found.export.entry == {"export": public_head(session)}


def test_the_checkpoint_is_signed_by_the_keys_that_are_named(ledger: Ledger, folders: Folders) -> None:
    found = proofs(signed(ledger, folders), folders)
    (line,) = found.keys
    note = read_note(found.note)
    name = line.split("+")[0]
    assert name == "example.org/ledger/public" == read_checkpoint(note.text).origin
    with session_on(ledger) as session:
        (key,) = keys_of(session)
    assert line in key.verifier_keys()
    assert is_signed(note, name, bytes.fromhex(key.public_key))


def test_only_what_is_wanted_is_opened(ledger: Ledger, folders: Folders) -> None:
    assert set(proofs(signed(ledger, folders), folders, C1, Place("case", "claim", "C9")).leaves) == {C1}


def test_without_a_key_it_is_said_how_to_make_one(ledger: Ledger, folders: Folders) -> None:
    with pytest.raises(NoSigningKey, match="signing-key make"):
        proofs(ledger, folders)


def test_without_a_checkpoint_it_is_said_how_to_sign_one(ledger: Ledger, folders: Folders) -> None:
    make_key(ledger, folders.keys, actor="Ada")
    with pytest.raises(BundleRefused, match="throughline checkpoint"):
        proofs(ledger, folders)


def test_a_checkpoint_older_than_what_is_public_is_refused_until_there_is_a_new_one(
    ledger: Ledger, folders: Folders
) -> None:
    signed(ledger, folders)
    published(recorded(ledger, claim("C2", predicate="trains")), "C2")
    with pytest.raises(BundleRefused, match=r"older than what is public now.*throughline checkpoint"):
        proofs(ledger, folders)
    write_checkpoints(ledger, folders, actor="Ada")
    assert Place("case", "claim", "C2") in proofs(ledger, folders).leaves


def test_what_is_hidden_moves_nothing_and_makes_no_checkpoint_old(ledger: Ledger, folders: Folders) -> None:
    before = proofs(signed(ledger, folders), folders)
    published(recorded(ledger, entity("E8", visibility="team"), claim("C8", object="E8")), "C8")
    assert proofs(ledger, folders) == before
    write_checkpoints(ledger, folders, actor="Ada")
    assert proofs(ledger, folders) == before


def test_of_a_record_that_changed_the_leaf_is_the_last(ledger: Ledger, folders: Folders) -> None:
    old = proofs(signed(ledger, folders), folders).leaves[E1]
    put(ledger, entity("E1", country="GB"))
    write_checkpoints(ledger, folders, actor="Ada")
    new = proofs(ledger, folders)
    assert new.leaves[E1].number > old.number
    assert is_shown(new, new.leaves[E1])


def test_a_record_that_is_public_no_more_has_no_proof(ledger: Ledger, folders: Folders) -> None:
    signed(ledger, folders)
    put(ledger, entity("E1", visibility="team"))
    write_checkpoints(ledger, folders, actor="Ada")
    assert proofs(ledger, folders, E1, Place("case", "source", "S1")).leaves.keys() == {Place("case", "source", "S1")}


def test_after_a_rotation_both_keys_are_named(ledger: Ledger, folders: Folders) -> None:
    signed(ledger, folders)
    recorded(ledger, source("S2"))
    rotate(ledger, folders, actor="Ada")
    assert len(proofs(ledger, folders).keys) == 2
    recorded(ledger, source("S3"))
    write_checkpoints(ledger, folders, actor="Ada")
    assert len(proofs(ledger, folders).keys) == 1


def test_what_a_lost_key_signed_is_not_handed_out(ledger: Ledger, folders: Folders) -> None:
    signed(ledger, folders)
    lose_key(ledger, folders.keys, actor="Ada", reason="stolen")
    with pytest.raises(NoSigningKey):
        proofs(ledger, folders)
    make_key(ledger, folders.keys, actor="Ada")
    with pytest.raises(BundleRefused, match="by the signing key in use"):
        proofs(ledger, folders)
    write_checkpoints(ledger, folders, actor="Ada")
    assert len(proofs(ledger, folders).keys) == 1


def test_a_checkpoint_that_calls_itself_that_of_another_ledger_is_passed_over(ledger: Ledger, folders: Folders) -> None:
    found = proofs(signed(ledger, folders), folders)
    (file,) = folders.keys.iterdir()
    key = load_pem_private_key(file.read_bytes(), password=None)
    assert isinstance(key, Ed25519PrivateKey)
    other = replace(found.checkpoint, origin="example.org/other/public")
    note = sign(other.text, [Signer("example.org/ledger/public", key)])
    (folders.checkpoints / "public" / "0.checkpoint").write_text(note, encoding="utf-8")
    assert proofs(ledger, folders).note == found.note


def test_a_tree_that_departs_from_the_checkpoint_is_damage(ledger: Ledger, folders: Folders) -> None:
    signed(ledger, folders)
    with writing(ledger.engine) as session:
        last = session.exec(select(PublicLeaf).order_by(col(PublicLeaf.number).desc())).first()
        session.delete(last)
    with pytest.raises(LedgerDamaged, match="rolled back"):
        proofs(ledger, folders)


def test_a_leaf_that_is_not_the_seal_of_its_entry_is_damage(ledger: Ledger, folders: Folders) -> None:
    signed(ledger, folders)
    with writing(ledger.engine) as session:
        leaf = session.exec(select(PublicLeaf).where(PublicLeaf.number == 0)).one()
        leaf.salt = "00" * 32
        session.add(leaf)
    with pytest.raises(LedgerDamaged, match="public_leaf 0"):
        proofs(ledger, folders)
