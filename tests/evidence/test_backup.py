"""A backup holds one moment of a ledger with its captures, whole, or is not there."""

import hashlib
import tarfile
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from evidence import backup as backups
from evidence.backup import Manifest, back_up
from evidence.captures import take_capture
from evidence.errors import NoLedger
from evidence.ledger import Ledger
from evidence.restoring import restore
from evidence.vault import place_of
from tests.evidence.small import entity, recorded
from tests.places import LedgerPlace

CONTENT = b"the page as it was"
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return tmp_path / "vault"


@pytest.fixture
def captured(ledger: Ledger, vault: Path) -> Ledger:
    recorded(ledger)
    take_capture(ledger, vault, "S1", CONTENT, method="saved", actor="Ada")
    return ledger


def backed_up(ledger: Ledger, vault: Path, name: str = "a.backup") -> tuple[Path, Manifest]:
    file = vault.with_name(name)
    return file, back_up(ledger.address, vault, file, beside=vault.parent)


def test_the_manifest_comes_first_and_has_the_digest_of_everything(captured: Ledger, vault: Path) -> None:
    file, manifest = backed_up(captured, vault)
    with tarfile.open(file) as tar:
        names = tar.getnames()
        contents = {name: tar.extractfile(name).read() for name in names}  # type: ignore[union-attr]
    assert names[0] == "manifest.json"
    assert Manifest.model_validate_json(contents.pop("manifest.json")) == manifest
    assert {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()} == manifest.files
    assert manifest.files[f"vault/{SHA256}"] == SHA256
    assert manifest.missing == ()


def test_a_backup_tells_nothing_of_the_machine(captured: Ledger, vault: Path) -> None:
    file, _ = backed_up(captured, vault)
    with tarfile.open(file) as tar:
        assert {(one.uid, one.gid, one.uname, one.gname) for one in tar} == {(0, 0, "", "")}


def test_only_its_owner_may_read_a_backup(captured: Ledger, vault: Path) -> None:
    file, _ = backed_up(captured, vault)
    assert file.stat().st_mode & 0o777 == 0o600


def test_only_captures_of_the_ledger_are_in_it(captured: Ledger, vault: Path) -> None:
    place_of(vault, "0" * 64).parent.mkdir(parents=True)
    place_of(vault, "0" * 64).write_bytes(b"somebody else's")
    _, manifest = backed_up(captured, vault)
    assert set(manifest.files) == {"ledger.sqlite", f"vault/{SHA256}"}


@pytest.mark.parametrize("harm", ["gone", "changed"])
def test_a_capture_that_the_vault_does_not_have_whole_is_named(captured: Ledger, vault: Path, harm: str) -> None:
    place = place_of(vault, SHA256)
    place.chmod(0o600)
    place.unlink() if harm == "gone" else place.write_bytes(b"another")
    _, manifest = backed_up(captured, vault)
    assert manifest.missing == (SHA256,)
    assert set(manifest.files) == {"ledger.sqlite"}


def test_nothing_is_left_behind_but_the_backup(captured: Ledger, vault: Path) -> None:
    before = set(vault.parent.iterdir())
    file, _ = backed_up(captured, vault)
    assert set(vault.parent.iterdir()) - before == {file}


def test_a_backup_that_fails_is_not_there(captured: Ledger, vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(backups, "_add", fail)
    before = set(vault.parent.iterdir())
    with pytest.raises(OSError, match="no space left"):
        backed_up(captured, vault)
    assert set(vault.parent.iterdir()) == before


def test_another_file_is_not_written_over(captured: Ledger, vault: Path) -> None:
    vault.with_name("a.backup").write_text("somebody's", encoding="utf-8")
    with pytest.raises(FileExistsError):
        backed_up(captured, vault)
    assert vault.with_name("a.backup").read_text(encoding="utf-8") == "somebody's"


def test_a_ledger_that_is_not_there_has_no_backup(place: LedgerPlace, vault: Path) -> None:
    with pytest.raises(NoLedger):
        back_up(place("none"), vault, vault.with_name("a.backup"), beside=vault.parent)
    assert not vault.with_name("a.backup").exists()


def test_no_plain_word_is_in_a_encrypted_one(captured: Ledger, vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evidence.encryption.COST", 1)
    file = vault.with_name("a.backup")
    back_up(captured.address, vault, file, beside=vault.parent, passphrase="a long word")
    content = file.read_bytes()
    assert not [word for word in (CONTENT, b"Entity E1", b"ledger.sqlite", SHA256.encode()) if word in content]


@pytest.fixture
def written(captured: Ledger, vault: Path) -> Iterator[Ledger]:
    """A ledger to which somebody goes on writing, captures too."""
    done = Event()

    def write() -> None:
        number = 0
        while not done.is_set():
            number += 1
            recorded(captured, entity(f"N{number}"))
            take_capture(captured, vault, "S1", f"page {number}".encode(), method="saved", actor="Ada")

    writer = Thread(target=write)
    writer.start()
    yield captured
    done.set()
    writer.join()


def test_a_backup_under_writes_is_whole(written: Ledger, place: LedgerPlace, vault: Path) -> None:
    heads = set()
    for number in range(3):
        file, manifest = backed_up(written, vault, f"{number}.backup")
        assert manifest.missing == ()
        target = place(f"restored{number}")
        restore(file, target, vault.with_name("other"), actor="Ada", older=vault.with_name("older"))
        heads.add(manifest.head)
    assert len(heads) > 1
