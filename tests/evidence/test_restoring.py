"""A backup takes the place of a ledger only when all of it holds, and then at once."""

import hashlib
import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path
from unittest.mock import DEFAULT, Mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import text

from evidence import copying, replacing, replacing_on_server, restoring
from evidence.backup import Custody, back_up
from evidence.captures import take_capture
from evidence.custody import read_log
from evidence.database import reading, writing
from evidence.erasing import CapturePlaces, erase
from evidence.errors import BackupRefused, LedgerExists, WrongLedger
from evidence.ledger import Ledger, create_ledger, open_ledger
from evidence.restoring import Restored, restore
from evidence.status import status_of
from evidence.trees import leaves_of
from evidence.vault import fetch
from tests.evidence.later_version import LATER, become_later
from tests.evidence.small import entity, recorded, reply, seen_by
from tests.evidence.test_backup import CONTENT, SHA256
from tests.places import LedgerPlace


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return tmp_path / "vault"


@pytest.fixture
def file(ledger: Ledger, vault: Path, tmp_path: Path) -> Path:
    """A backup of a ledger with a capture."""
    recorded(recorded(ledger), reply("R1", "C1"))
    take_capture(ledger, vault, "S1", CONTENT, method="saved", actor="Ada")
    back_up(ledger.address, vault, tmp_path / "a.backup", beside=tmp_path)
    return tmp_path / "a.backup"


def put_back(file: Path, address: object, **more: object) -> Restored:
    folder = file.parent / "restored"
    plain = {"actor": "Bob", "older": folder / "older.sqlite"}
    return restore(file, address, folder / "vault", **{**plain, **more})  # type: ignore[arg-type]


def events(ledger: Ledger) -> tuple[int, str]:
    found = status_of(ledger.address)
    return found.events, found.head


def test_a_backup_is_put_where_no_ledger_is(ledger: Ledger, file: Path, place: LedgerPlace) -> None:
    done = put_back(file, place("new"))
    assert done.kept.older is None
    opened = open_ledger(place("new"))
    assert events(opened) == events(ledger) == (done.manifest.events, done.manifest.head)
    assert seen_by(opened, "custodian") == seen_by(ledger, "custodian")
    with reading(opened.engine) as session:
        leaves_of(session)
    assert fetch(file.parent / "restored" / "vault", SHA256) == CONTENT
    recorded(opened, entity("E9"))
    opened.close()


def test_it_takes_the_place_of_a_ledger_only_when_told(ledger: Ledger, another: Ledger, file: Path) -> None:
    before = events(recorded(another, entity("E7")))
    with pytest.raises(LedgerExists, match="--replace"):
        put_back(file, another.address)
    assert events(another) == before
    done = put_back(file, another.address, replace=True)
    assert events(another) == events(ledger)
    assert done.kept.older
    older = open_ledger(done.kept.older)
    assert events(older) == before
    older.close()
    recorded(another, entity("E9"))


def test_who_has_the_ledger_open_goes_on_with_what_was_put_there(ledger: Ledger, another: Ledger, file: Path) -> None:
    with reading(another.engine) as session:
        session.execute(text("SELECT count(*) FROM record")).all()
    put_back(file, another.address, replace=True)
    assert seen_by(another, "custodian").claims == seen_by(ledger, "custodian").claims


def test_a_damaged_file_is_put_aside(tmp_path: Path, ledger: Ledger, file: Path) -> None:
    damaged = tmp_path / "damaged.sqlite"
    damaged.write_bytes(b"no ledger any more" * 100)
    with pytest.raises(WrongLedger):
        put_back(file, damaged)
    done = put_back(file, damaged, replace=True)
    assert status_of(damaged).head == events(ledger)[1]
    assert done.kept.older
    assert done.kept.older.read_bytes() == b"no ledger any more" * 100


def repacked(file: Path, change: Callable[[dict[str, bytes]], object]) -> Path:
    """The backup with something changed, by somebody who can write such files."""
    with tarfile.open(file) as tar:
        contents = {one.name: tar.extractfile(one).read() for one in tar}  # type: ignore[union-attr]
    change(contents)
    with tarfile.open(file.with_name("changed.backup"), "w") as tar:
        for name, content in contents.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return file.with_name("changed.backup")


def manifest_with(contents: dict[str, bytes], **fields: object) -> None:
    contents["manifest.json"] = json.dumps({**json.loads(contents["manifest.json"]), **fields}).encode()


CHANGES: dict[str, tuple[Callable[[dict[str, bytes]], object], str]] = {
    "a capture is changed": (lambda all_: all_.update({f"vault/{SHA256}": b"another"}), "digest"),
    "a capture is gone": (lambda all_: all_.pop(f"vault/{SHA256}"), "lacks"),
    "the ledger is gone": (lambda all_: all_.pop("ledger.sqlite"), "lacks"),
    "a file more": (lambda all_: all_.update({"vault/more": b"x"}), "no backup"),
    "a file elsewhere": (lambda all_: all_.update({"../elsewhere": b"x"}), "no backup"),
    "no manifest": (lambda all_: all_.pop("manifest.json"), "no backup"),
    "a manifest that is none": (lambda all_: all_.update({"manifest.json": b"{}"}), "no backup"),
    "a manifest with a way out": (lambda all_: manifest_with(all_, files={"../x": "0" * 64}), "no backup"),
    "another head": (lambda all_: manifest_with(all_, head="0" * 64), "manifest says"),
    "another number of events": (lambda all_: manifest_with(all_, events=3), "manifest says"),
}


@pytest.mark.parametrize(("change", "told"), CHANGES.values(), ids=CHANGES.keys())
def test_what_does_not_hold_is_refused_and_nothing_replaced(
    another: Ledger, file: Path, change: Callable[[dict[str, bytes]], object], told: str
) -> None:
    before = events(another)
    with pytest.raises(BackupRefused, match=told):
        put_back(repacked(file, change), another.address, replace=True)
    assert events(another) == before
    assert list((file.parent / "restored").iterdir()) == []
    assert not (file.parent / "elsewhere").exists()


def test_a_backup_of_a_changed_record_is_refused(ledger: Ledger, another: Ledger, vault: Path, tmp_path: Path) -> None:
    with writing(recorded(ledger).engine) as session:
        session.execute(text("UPDATE audit_event SET actor = 'Mallory' WHERE seq = 2"))
    back_up(ledger.address, vault, tmp_path / "a.backup", beside=tmp_path)
    before = events(another)
    with pytest.raises(BackupRefused, match="audit_event 2: its content is not what its hash says"):
        put_back(tmp_path / "a.backup", another.address, replace=True)
    assert events(another) == before


def test_a_backup_of_a_damaged_file_is_refused(tmp_path: Path) -> None:
    """An index that says of its rows what it does not hold: no event is other than it was."""
    ledger = recorded(create_ledger(tmp_path / "ledger.sqlite", policy="four_eyes", actor="Ada"))
    with writing(ledger.engine) as session:
        session.execute(text("PRAGMA writable_schema = ON"))
        session.execute(
            text("UPDATE sqlite_master SET sql = replace(sql, '(kind)', '(level)') WHERE name = 'ix_record_kind'")
        )
    ledger.close()
    back_up(tmp_path / "ledger.sqlite", tmp_path / "vault", tmp_path / "a.backup", beside=tmp_path)
    with pytest.raises(BackupRefused, match="its file is damaged"):
        put_back(tmp_path / "a.backup", tmp_path / "new.sqlite")
    assert not (tmp_path / "new.sqlite").exists()


def test_a_backup_from_before_a_head_that_was_written_down_is_refused(
    ledger: Ledger, another: Ledger, file: Path, place: LedgerPlace
) -> None:
    _, first = events(ledger)
    _, later = events(recorded(ledger, entity("E8")))
    with pytest.raises(BackupRefused, match="before that head"):
        put_back(file, another.address, replace=True, holding=later)
    put_back(file, place("new"), holding=first)


def test_a_restore_that_fails_leaves_the_ledger_as_it_was(
    another: Ledger, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = events(another)
    for module, name in ((replacing_on_server, "copy_rows"), (replacing, "copy_file")):
        second_fails = Mock(wraps=getattr(copying, name), side_effect=[DEFAULT, OSError("no space left")])
        monkeypatch.setattr(module, name, second_fails)
    with pytest.raises(OSError, match="no space left"):
        put_back(file, another.address, replace=True)
    assert events(another) == before
    assert list((file.parent / "restored").glob("*.sqlite*")) == []


def test_a_encrypted_backup_opens_with_its_passphrase_only(
    ledger: Ledger, file: Path, vault: Path, place: LedgerPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evidence.encryption.COST", 1)
    encrypted = file.with_name("encrypted.backup")
    back_up(ledger.address, vault, encrypted, beside=file.parent, passphrase="a long word")
    assert restoring.is_encrypted_file(encrypted)
    assert not restoring.is_encrypted_file(file)
    for wrong in (None, "another word"):
        with pytest.raises(BackupRefused):
            put_back(encrypted, place("new"), passphrase=wrong)
    put_back(encrypted, place("new"), passphrase="a long word")
    assert status_of(place("new")).head == events(ledger)[1]


def test_a_backup_of_an_earlier_version_is_brought_up(
    file: Path, place: LedgerPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    become_later(monkeypatch, file.parent / "steps")
    # The models of a later program know what its step adds; those of this one call it a change.
    done = put_back(file, place("new"), even_if_damaged=True)
    assert {one.table for one in done.unlike} == {"schema", "property"}
    opened = open_ledger(place("new"))
    assert events(opened)[0] == done.manifest.events + 1
    with reading(opened.engine) as session:
        assert session.execute(text("SELECT value FROM property WHERE name = 'schema_version'")).scalar() == LATER
    opened.close()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_flipped_bit_is_refused_or_changes_nothing(data: st.DataObject, tmp_path: Path) -> None:
    whole = tmp_path / "whole.backup"
    if not whole.exists():
        ledger = recorded(create_ledger(tmp_path / "ledger.sqlite", policy="four_eyes", actor="Ada"))
        take_capture(ledger, tmp_path / "vault", "S1", CONTENT, method="saved", actor="Ada")
        back_up(ledger.address, tmp_path / "vault", whole, beside=tmp_path)
        ledger.close()
    content = bytearray(whole.read_bytes())
    content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    changed = tmp_path / "changed.backup"
    changed.write_bytes(content)
    target = tmp_path / "restored" / "target.sqlite"
    try:
        put_back(changed, target)
    except BackupRefused:
        assert not target.exists()
    else:
        assert status_of(target).head == status_of(tmp_path / "ledger.sqlite").head
        target.unlink()


def test_what_was_erased_since_the_backup_is_named_when_it_comes_back(
    ledger: Ledger, file: Path, vault: Path, tmp_path: Path
) -> None:
    assert put_back(file, ledger.address, replace=True).brought_back == ()
    places = CapturePlaces(vault, tmp_path / "custody", tmp_path / "checkpoints")
    erase(ledger, "R1", places, actor="Ada", reason="it was taken back")
    back_up(ledger.address, vault, tmp_path / "later.backup", beside=tmp_path)
    done = put_back(file, ledger.address, replace=True, older=tmp_path / "older2")
    assert [one.in_words().split(" by ")[1] for one in done.brought_back] == ["Ada because it was taken back"]
    later = put_back(tmp_path / "later.backup", ledger.address, replace=True, older=tmp_path / "older3")
    assert later.brought_back == ()


def test_a_file_of_which_a_table_is_gone_can_be_replaced(ledger: Ledger, file: Path, tmp_path: Path) -> None:
    """Nobody can tell what was erased from it."""
    damaged = create_ledger(tmp_path / "damaged.sqlite", policy="four_eyes", actor="Ada")
    with writing(damaged.engine) as session:
        session.execute(text("DROP TABLE audit_event"))
    assert put_back(file, damaged.address, replace=True).brought_back == ()
    assert events(damaged) == events(ledger)
    damaged.close()


def test_the_custody_log_comes_back_and_one_that_was_changed_is_refused(
    ledger: Ledger, another: Ledger, vault: Path, tmp_path: Path
) -> None:
    recorded(ledger)
    take_capture(ledger, vault, "S1", CONTENT, method="saved", actor="Ada")
    log, file = tmp_path / "custody", tmp_path / "noted.backup"
    made = back_up(ledger.address, vault, file, beside=tmp_path, custody=Custody(log, "Bob"))
    assert set(made.files) == {"ledger.sqlite", "custody.sqlite", f"vault/{SHA256}"}
    put_back(file, another.address, replace=True, custody=tmp_path / "back")
    assert read_log(tmp_path / "back") == read_log(log)
    assert [(one.act, one.actor) for one in read_log(log)[0]] == [("copied", "Bob")]
    changed = repacked(file, lambda all_: replaced(all_, "custody.sqlite", b"Bob", b"Eve"))
    with pytest.raises(BackupRefused, match="custody entry 1"):
        put_back(changed, another.address, replace=True, older=tmp_path / "older2")


def replaced(contents: dict[str, bytes], name: str, old: bytes, new: bytes) -> None:
    """Change a file, and what the manifest says of it."""
    contents[name] = contents[name].replace(old, new)
    files = {**json.loads(contents["manifest.json"])["files"], name: hashlib.sha256(contents[name]).hexdigest()}
    manifest_with(contents, files=files)
