"""Bytes are handed out to whom may see the capture, once the custody log says so."""

from pathlib import Path

import pytest

from evidence.captures import take_capture
from evidence.custody import read_log
from evidence.drafts import CaptureDraft
from evidence.errors import AmbiguousName, CaptureMismatch, NoActor, NotFound
from evidence.exchange.batch import load
from evidence.exchange.placed import Place, Placed
from evidence.handing_out import SeenCapture, capture_seen, custody, hand_out
from evidence.ledger import Ledger
from evidence.vault import place_of
from tests.evidence.small import recorded, session_on, source

CONTENT = b"the page as it was"


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return tmp_path / "vault"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "ledger.custody"


@pytest.fixture
def taken(ledger: Ledger, vault: Path) -> CaptureDraft:
    recorded(ledger, source("S1"), source("S2", visibility="team"))
    return take_capture(ledger, vault, "S1", CONTENT, method="saved", actor="Ada")


def seen(ledger: Ledger, text: str, audience: str = "public") -> SeenCapture:
    with session_on(ledger) as session:
        return capture_seen(session, text, audience)


def test_the_bytes_are_given_and_the_log_says_who_has_them(
    ledger: Ledger, vault: Path, log: Path, taken: CaptureDraft
) -> None:
    capture = seen(ledger, taken.key)
    assert hand_out(vault, log, capture, "viewed", actor="Bob") == CONTENT
    hand_out(vault, log, seen(ledger, capture.id), "exported", actor="Eve")
    with session_on(ledger) as session:
        told = custody(session, log, capture)
    assert [(one.act, one.actor) for one in told] == [("taken", "Ada"), ("viewed", "Bob"), ("exported", "Eve")]
    assert (told[0].at, sorted(one.at for one in told)) == (taken.taken, [one.at for one in told])


def test_nothing_is_given_where_nobody_is_named(ledger: Ledger, vault: Path, log: Path, taken: CaptureDraft) -> None:
    with pytest.raises(NoActor):
        hand_out(vault, log, seen(ledger, taken.key), "viewed", actor=" ")


def test_nothing_is_given_where_the_log_cannot_be_written(
    ledger: Ledger, vault: Path, log: Path, taken: CaptureDraft
) -> None:
    log.mkdir()
    with pytest.raises(Exception, match="cannot be used"):
        hand_out(vault, log, seen(ledger, taken.key), "viewed", actor="Ada")


def test_bytes_that_are_not_given_are_not_told_of(ledger: Ledger, vault: Path, log: Path, taken: CaptureDraft) -> None:
    place = place_of(vault, taken.sha256)
    place.chmod(0o600)
    place.write_bytes(b"another")
    with pytest.raises(CaptureMismatch):
        hand_out(vault, log, seen(ledger, taken.key), "viewed", actor="Ada")
    assert read_log(log)[0] == []


def test_a_hidden_capture_is_not_found_as_one_that_is_not_there(ledger: Ledger, vault: Path) -> None:
    """It is hidden with its source, whatever its own level."""
    recorded(ledger, source("S2", visibility="team"))
    hidden = take_capture(ledger, vault, "S2", CONTENT, method="saved", actor="Ada")
    for text in (hidden.key, seen(ledger, hidden.key, "team").id, "S2", "none"):
        with pytest.raises(NotFound) as refused:
            seen(ledger, text)
        assert str(refused.value) == f"there is no capture {text!r}"


def test_two_captures_of_one_key_are_listed_as_far_as_they_may_be_seen(
    ledger: Ledger, vault: Path, taken: CaptureDraft
) -> None:
    other = [source("S1", visibility="team"), taken]
    load(ledger, [Placed(one, Place("a", 1)) for one in other], actor="Eve", investigation="second")
    assert seen(ledger, taken.key).investigation == "case"
    with pytest.raises(AmbiguousName) as refused:
        seen(ledger, taken.key, "team")
    assert [name for _, _, name in refused.value.candidates] == ["capture of case", "capture of second"]
