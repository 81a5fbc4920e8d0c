"""Signing keys: made, rotated and lost by a named actor, and told by the chain from which event to which."""

import stat
from pathlib import Path

import pytest

from evidence.audit import head
from evidence.checkpoints import Folders, rotate
from evidence.copying import copy_to_file
from evidence.errors import InvalidDraft, NoActor, NoSigningKey, SigningKeyStands
from evidence.ledger import Ledger
from evidence.signed_note import Signer
from evidence.signing_keys import SigningKey, keys_of, lose_key, make_key, signer_of
from tests.evidence.small import session_on


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "keys"


def signer(ledger: Ledger, folder: Path) -> Signer:
    with session_on(ledger) as session:
        return signer_of(session, folder)


def keys(ledger: Ledger) -> list[SigningKey]:
    with session_on(ledger) as session:
        return keys_of(session)


def test_a_key_that_was_made_signs_and_its_file_is_its_owners_alone(ledger: Ledger, folder: Path) -> None:
    key = make_key(ledger, folder, actor="Ada", name="example.org/ledger")
    assert signer(ledger, folder).public_key.hex() == key.public_key
    (file,) = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [line.split("+")[0] for line in key.verifier_keys()] == [
        "example.org/ledger/house",
        "example.org/ledger/public",
    ]


def test_no_private_key_is_in_the_ledger(ledger: Ledger, folder: Path, tmp_path: Path) -> None:
    make_key(ledger, folder, actor="Ada")
    private = signer(ledger, folder).private_key.private_bytes_raw()
    copy_to_file(ledger.address, copy := tmp_path / "copy.sqlite")
    content = copy.read_bytes()
    assert private not in content
    assert private.hex().encode() not in content


def test_without_a_name_it_is_a_random_one_which_the_next_key_keeps(
    ledger: Ledger, alone: Ledger, folder: Path
) -> None:
    first, other = (make_key(made, folder, actor="Ada") for made in (ledger, alone))
    assert first.name != other.name
    lose_key(ledger, folder, actor="Ada", reason="stolen")
    assert make_key(ledger, folder, actor="Ada").name == first.name


def test_two_keys_are_not_in_use_at_once_and_what_was_refused_leaves_no_file(ledger: Ledger, folder: Path) -> None:
    make_key(ledger, folder, actor="Ada")
    with pytest.raises(SigningKeyStands):
        make_key(ledger, folder, actor="Ada")
    assert len(list(folder.iterdir())) == 1


def test_a_key_whose_event_could_not_be_written_leaves_no_file(
    ledger: Ledger, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("evidence.audit.AuditWriter.flush", full)
    with pytest.raises(OSError, match="disk full"):
        make_key(ledger, folder, actor="Ada")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("name", ["two words", "a+b"])
def test_a_name_that_no_signature_can_show_is_refused(ledger: Ledger, folder: Path, name: str) -> None:
    with pytest.raises(InvalidDraft):
        make_key(ledger, folder, actor="Ada", name=name)
    assert not folder.exists()


def test_keys_are_verbs_of_somebody_named(ledger: Ledger, folder: Path) -> None:
    with pytest.raises(NoActor):
        make_key(ledger, folder, actor=None)
    with pytest.raises(NoActor):
        lose_key(ledger, folder, actor=" ", reason="stolen")


def test_without_a_key_or_its_file_nobody_signs(ledger: Ledger, folder: Path) -> None:
    with pytest.raises(NoSigningKey, match="signing-key make"):
        signer(ledger, folder)
    with pytest.raises(NoSigningKey):
        lose_key(ledger, folder, actor="Ada", reason="stolen")
    make_key(ledger, folder, actor="Ada")
    (file,) = folder.iterdir()
    file.chmod(0o600)
    for content in (b"", b"-----BEGIN PRIVATE KEY-----\nno\n-----END PRIVATE KEY-----\n"):
        file.write_bytes(content)
        with pytest.raises(NoSigningKey, match="put it back"):
            signer(ledger, folder)
    file.unlink()
    with pytest.raises(NoSigningKey, match="put it back"):
        signer(ledger, folder)


def test_the_file_of_another_key_does_not_sign(ledger: Ledger, alone: Ledger, folder: Path) -> None:
    make_key(ledger, folder, actor="Ada")
    (file,) = folder.iterdir()
    make_key(alone, folder, actor="Ada")
    (other,) = set(folder.iterdir()) - {file}
    other.replace(file)
    with pytest.raises(NoSigningKey, match="put it back"):
        signer(ledger, folder)


def test_the_chain_tells_from_which_event_to_which_each_key_was_used(
    ledger: Ledger, folder: Path, tmp_path: Path
) -> None:
    make_key(ledger, folder, actor="Ada")
    rotate(ledger, Folders(folder, tmp_path / "checkpoints"), actor="Ada")
    lose_key(ledger, folder, actor="Ada", reason="stolen")
    rotated, lost = keys(ledger)
    assert (rotated.since, rotated.until, rotated.lost) == (2, 3, False)
    assert (lost.since, lost.until, lost.lost) == (3, 4, True)
    assert [rotated.may_sign(size) for size in (1, 2, 3, 4)] == [False, True, True, False]
    assert [lost.may_sign(size) for size in (2, 3, 4)] == [False, True, False]
    assert list(folder.iterdir()) == []
    with session_on(ledger) as session:
        assert head(session)[0] == 4
