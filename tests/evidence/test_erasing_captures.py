"""What is erased of a capture: its bytes, its time stamps, what was found in its copies, and who had it in hand."""

import hashlib
from pathlib import Path

import pytest
from sqlmodel import select

from evidence import erasing
from evidence.captures import take_capture
from evidence.custody import note, read_log
from evidence.drafts import CaptureDraft
from evidence.erasing import CapturePlaces, erase
from evidence.errors import NotFound
from evidence.ledger import Ledger
from evidence.locating import locate
from evidence.models import AuditEvent
from evidence.quote_checks import check_touched
from evidence.redacting import redact_capture
from evidence.timestamps import stamp_files, stamps_in
from evidence.verification.faults import Found
from evidence.verification.whole import Beside, verify_at
from tests.evidence.small import cite, claim, entity, put, recorded, session_on, source

PAGE, COPY = b"Li said: the grant was paid.", b"XX said: the grant was paid."


@pytest.fixture
def places(tmp_path: Path) -> CapturePlaces:
    return CapturePlaces(tmp_path / "vault", tmp_path / "ledger.custody", tmp_path / "checkpoints")


@pytest.fixture
def taken(ledger: Ledger, places: CapturePlaces) -> CaptureDraft:
    recorded(ledger, source("S1"))
    return take_capture(ledger, places.vault, "S1", PAGE, method="saved", actor="Ada", media_type="text/plain")


def erased(ledger: Ledger, key: str, places: CapturePlaces) -> None:
    erase(ledger, key, places, actor="Ada", reason="consent was withdrawn")


def faults(ledger: Ledger, places: CapturePlaces) -> list[Found]:
    return verify_at(ledger.address, Beside(places.vault, places.checkpoints, custody=places.custody)).found


def test_its_time_stamps_go_and_those_of_others_are_read_again(
    ledger: Ledger, places: CapturePlaces, taken: CaptureDraft
) -> None:
    kept = take_capture(ledger, places.vault, "S1", b"another page", method="saved", actor="Ada")
    for sha256 in (taken.sha256, kept.sha256):
        for file in stamp_files(places.checkpoints, sha256):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(b"a stamp")
    erased(ledger, taken.key, places)
    assert not any(file.exists() for file in stamp_files(places.checkpoints, taken.sha256))
    assert [one.content for one in stamps_in(places.checkpoints, places.vault)] == [b"another page"]


def test_no_key_of_a_capture_holds_a_part_of_its_digest(
    ledger: Ledger, places: CapturePlaces, taken: CaptureDraft
) -> None:
    copy = redact_capture(ledger, places.vault, taken.key, COPY, reason="names", actor="Ada", hide="restricted")
    for key, content in ((taken.key, PAGE), (copy.key, COPY)):
        assert hashlib.sha256(content).hexdigest()[:6] not in key


def test_what_was_found_in_a_copy_goes_with_the_copy(
    ledger: Ledger, places: CapturePlaces, taken: CaptureDraft
) -> None:
    put(ledger, entity("E1"), entity("E2"), claim(citations=[cite(capture=taken.key, quote="the grant was paid")]))
    copy = redact_capture(
        ledger,
        places.vault,
        taken.key,
        COPY,
        reason="names",
        actor="Ada",
        hide="restricted",
        media_type="text/plain",
    )
    check_touched(ledger, places.vault, actor="Ada", keys={copy.key})
    with session_on(ledger) as session:
        assert any(copy.key in event.body for event in session.exec(select(AuditEvent)) if event.verb == "check")
    erased(ledger, copy.key, places)
    with session_on(ledger) as session:
        assert not any(copy.key in event.body for event in session.exec(select(AuditEvent)))
    assert faults(ledger, places) == []


def test_an_erasure_that_was_cut_off_is_named_and_ended_by_the_same_again(
    ledger: Ledger, places: CapturePlaces, taken: CaptureDraft, monkeypatch: pytest.MonkeyPatch
) -> None:
    with session_on(ledger) as session:
        note(places.custody, locate(session, taken.key).id, "viewed", "Bob")
    with monkeypatch.context() as killed:
        killed.setattr(erasing, "finish", lambda *_: None)
        erased(ledger, taken.key, places)
    (fault,) = faults(ledger, places)
    assert "an erasure was cut off" in fault.fault.reason
    with pytest.raises(NotFound):
        erased(ledger, taken.key, places)
    assert [one.actor for one in read_log(places.custody)[0]] == [""]
    assert faults(ledger, places) == []
