"""A backup is held against signed checkpoints: older, rewritten and foreign ones are refused."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from evidence import restoring
from evidence.backup import back_up
from evidence.checkpoints import Folders, checkpoint_in, rotate, write_checkpoints
from evidence.errors import BackupRefused, InvalidCheckpoint
from evidence.ledger import Ledger
from evidence.restoring import restore
from evidence.signed_note import Signer, sign
from evidence.signing_keys import make_key
from evidence.status import status_of
from tests.evidence.small import claim, entity, published, recorded


@pytest.fixture
def folders(ledger: Ledger, tmp_path: Path) -> Folders:
    made = Folders(tmp_path / "keys", tmp_path / "checkpoints")
    make_key(ledger, made.keys, actor="Ada", name="example.org/ledger")
    return made


def signed(ledger: Ledger, folders: Folders) -> list[Path]:
    """The newest checkpoint of each tree: the house's, then the public one's."""
    return [one.file for one in write_checkpoints(ledger, folders, actor="Ada")]


def backed_up(ledger: Ledger, folders: Folders, name: str = "a.backup") -> Path:
    file = folders.keys.with_name(name)
    back_up(ledger.address, folders.keys.with_name("vault"), file, beside=file.parent)
    return file


def put_back(file: Path, target: Ledger, *against: Path, even_if_older: bool = False) -> None:
    older, vault = file.with_name("older.sqlite"), file.with_name("vault")
    more = {"against": against, "even_if_older": even_if_older}
    restore(file, target.address, vault, actor="Bob", older=older, replace=True, **more)  # type: ignore[arg-type]


def test_a_backup_that_goes_on_from_every_checkpoint_is_taken(
    ledger: Ledger, another: Ledger, folders: Folders
) -> None:
    shown = signed(published(recorded(ledger)), folders)
    shown += [one.file for one in rotate(ledger, folders, actor="Ada")]
    shown += signed(published(recorded(ledger, claim("C2")), "C2"), folders)
    put_back(backed_up(ledger, folders), another, *shown)
    assert status_of(another.address).head == status_of(ledger.address).head


@pytest.mark.parametrize("tree", [0, 1])
def test_an_older_one_is_refused_unless_told(ledger: Ledger, another: Ledger, folders: Folders, tree: int) -> None:
    file = backed_up(published(recorded(ledger)), folders)
    shown = signed(published(recorded(ledger, claim("C2")), "C2"), folders)[tree]
    before = status_of(another.address)
    with pytest.raises(BackupRefused, match=r"is older than .*--even-if-older"):
        put_back(file, another, shown)
    assert status_of(another.address) == before
    put_back(file, another, shown, even_if_older=True)
    assert status_of(another.address) != before


def test_without_the_guard_an_older_one_is_taken(
    ledger: Ledger, another: Ledger, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = backed_up(recorded(ledger), folders)
    shown = signed(recorded(ledger, entity("E9")), folders)
    monkeypatch.setattr(restoring, "refuse_departing", lambda *_, **__: None)
    before = status_of(another.address)
    put_back(file, another, *shown)
    assert status_of(another.address) != before


@pytest.mark.parametrize("even_if_older", [False, True])
def test_one_that_departs_is_refused_whatever_is_told(
    ledger: Ledger, another: Ledger, folders: Folders, even_if_older: bool
) -> None:
    """The same key signs two ledgers that part: somebody wrote the record anew from the backup on."""
    file = backed_up(recorded(ledger), folders)
    shown = signed(recorded(ledger, entity("E7")), folders)[0]
    put_back(file, another)
    recorded(another, entity("E8"), entity("E9"))
    with pytest.raises(BackupRefused, match=r"departs from .*rewritten"):
        put_back(backed_up(another, folders, "b.backup"), ledger, shown, even_if_older=even_if_older)


def test_a_checkpoint_by_another_key_is_refused(
    ledger: Ledger, another: Ledger, folders: Folders, tmp_path: Path
) -> None:
    """Its size and root are right, its name too."""
    _, checkpoint = checkpoint_in(signed(recorded(ledger), folders)[0])
    forger = Signer(checkpoint.origin, Ed25519PrivateKey.generate())
    (tmp_path / "forged.checkpoint").write_text(sign(checkpoint.text, [forger]), encoding="utf-8")
    with pytest.raises(BackupRefused, match="signed by no key"):
        put_back(backed_up(ledger, folders), another, tmp_path / "forged.checkpoint")


def test_a_file_that_is_no_checkpoint_is_refused(
    ledger: Ledger, another: Ledger, folders: Folders, tmp_path: Path
) -> None:
    (tmp_path / "none").write_text("none", encoding="utf-8")
    with pytest.raises(InvalidCheckpoint, match="none"):
        put_back(backed_up(ledger, folders), another, tmp_path / "none")
