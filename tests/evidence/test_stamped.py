"""``throughline verify`` judges time stamps: a bad one is a fault, one that it cannot check is never called good."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from evidence.timestamps import of_capture, of_checkpoint, request, roots_in
from evidence.vault import place_of
from evidence.verification.faults import Verdict
from evidence.verification.whole import Beside, verify_at
from tests.evidence.own_authority import Authority
from tests.evidence.whole_ledger import Whole, made_in, of, told


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory, authority: Authority) -> Whole:
    """A ledger with a stamp on a checkpoint and one on a capture."""
    whole, roots = made_in(tmp_path_factory.mktemp("stamped")), roots_in(authority.root)
    request(of_checkpoint(whole.checkpoints("house")[0]), authority.reply, roots)
    request(of_capture(whole.folders.checkpoints, whole.vault, captured(whole)), authority.reply, roots)
    return whole


@pytest.fixture
def stamped(original: Whole, tmp_path: Path) -> Whole:
    return original.copied(tmp_path / "copy")


def captured(whole: Whole) -> str:
    """The SHA-256 of the capture that claims rest on."""
    return max(
        (file.parent.name + file.name for file in whole.vault.glob("??/*")), key=lambda one: b"grant" in at(whole, one)
    )


def at(whole: Whole, sha256: str) -> bytes:
    return place_of(whole.vault, sha256).read_bytes()


def replies(whole: Whole) -> list[Path]:
    """That of the capture, then that of the checkpoint."""
    return sorted(whole.folders.checkpoints.rglob("*.tsr"))


def verdict(whole: Whole, roots: Path | None) -> Verdict:
    return verify_at(whole.path, Beside(whole.vault, whole.folders.checkpoints, roots=roots))


def test_those_that_hold_are_counted(stamped: Whole, authority: Authority) -> None:
    found = verdict(stamped, authority.root)
    assert (found.whole, found.time_stamps, found.unchecked) == (True, 2, [])


def test_without_a_root_none_is_called_good(stamped: Whole, tmp_path: Path) -> None:
    (tmp_path / "empty.pem").write_text("", encoding="utf-8")
    for roots, why in (
        (None, "whom do you trust?"),
        (tmp_path / "empty.pem", "no certificates"),
        (tmp_path, "cannot be read"),
    ):
        found = verdict(stamped, roots)
        assert (found.whole, found.time_stamps, len(found.unchecked)) == (True, 0, 2)
        assert all(one.reason.startswith("its time stamp was not checked: ") for one in found.unchecked)
        assert all(why in one.reason for one in found.unchecked)
        assert [one.what for one in found.unchecked] == [
            str(file.with_suffix("")) for file in reversed(replies(stamped))
        ]


@pytest.mark.parametrize("ending", [".tsq", ".tsr"])
def test_a_device_in_the_place_of_a_request_or_a_reply_is_named_and_not_read(
    stamped: Whole, authority: Authority, ending: str
) -> None:
    file = replies(stamped)[0].with_suffix(ending)
    file.unlink()
    file.symlink_to(os.devnull)
    (found,) = verdict(stamped, authority.root).found
    assert (found.fault.table, found.fault.reason) == ("timestamp", "a request or a reply is no file")


def flipped(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[-20] ^= 1  # in the signature, which is the last
    file.write_bytes(content)


def exchanged(one: Path, another: Path) -> None:
    for ending in (".tsr", ".tsq"):
        first, second = one.with_suffix(ending), another.with_suffix(ending)
        content = first.read_bytes()
        first.write_bytes(second.read_bytes())
        second.write_bytes(content)


HARMS: dict[str, tuple[Callable[[Path, Path], object], int]] = {
    "over other bytes, with its request": (exchanged, 2),
    "no reply at all": (lambda one, _: one.write_bytes(b"<html>"), 1),
    "of another request": (lambda one, other: shutil.copyfile(other, one), 1),
    "its request removed": (lambda one, _: one.with_suffix(".tsq").unlink(), 1),
    "what it is over removed": (lambda _, other: other.with_suffix("").unlink(), 1),
}


@pytest.mark.parametrize(("harm", "faults"), HARMS.values(), ids=HARMS)
def test_what_shows_without_a_root_is_a_fault_with_and_without_one(
    stamped: Whole, authority: Authority, harm: Callable[[Path, Path], object], faults: int
) -> None:
    harm(*replies(stamped))
    for roots in (authority.root, None):
        found = verdict(stamped, roots)
        assert len(of(found, "timestamp")) == faults
        assert found.time_stamps + len(found.unchecked) == 2 - faults


def test_a_signature_that_does_not_hold_is_a_fault_with_what_rests_on_its_capture(
    stamped: Whole, authority: Authority
) -> None:
    flipped(replies(stamped)[0])
    found = verdict(stamped, authority.root)
    (fault,) = of(found, "timestamp")
    assert (fault.fault.row, fault.resting.claims) == (str(replies(stamped)[0].with_suffix("")), ("C1",))
    assert (found.whole, found.time_stamps) == (False, 1)
    assert len(verdict(stamped, None).unchecked) == 2, "a forger's reply matches; it is not called good"


def test_one_by_somebody_who_is_not_trusted_is_a_fault(stamped: Whole, other: Authority) -> None:
    found = verdict(stamped, other.root)
    assert (len(of(found, "timestamp")), found.time_stamps) == (2, 0)


def test_a_request_without_a_reply_is_told(stamped: Whole, authority: Authority) -> None:
    replies(stamped)[0].unlink()
    found = verdict(stamped, authority.root)
    assert (found.whole, found.time_stamps) == (True, 1)
    assert [one.reason for one in found.unchecked] == ["there is a request for a time stamp, and no reply"]


def test_a_capture_that_was_altered_has_no_good_stamp(stamped: Whole, authority: Authority) -> None:
    place = place_of(stamped.vault, captured(stamped))
    place.chmod(0o600)
    place.write_bytes(b"other")
    assert [one.split(",")[0] for one in told(verdict(stamped, authority.root))] == ["vault", "timestamp"]


def test_an_answer_to_another_request_over_the_same_bytes_is_a_fault(stamped: Whole, authority: Authority) -> None:
    again = of_capture(stamped.folder / "again", stamped.vault, captured(stamped))
    request(again, authority.reply, roots_in(authority.root))
    shutil.copyfile(again.reply, replies(stamped)[0])
    for roots in (authority.root, None):
        assert len(of(verdict(stamped, roots), "timestamp")) == 1
