"""The vault and its captures: exact bytes, never altered, quotations looked for in them."""

import hashlib
from pathlib import Path

import pytest

from evidence.captures import Taking, same_bytes, sources_at, take_capture, take_captures
from evidence.errors import CaptureMismatch, NoActor, NotFound, UnknownKey, WrongKind
from evidence.ledger import Ledger
from evidence.vault import fetch, place_of, store
from tests.evidence.small import recorded, session_on, source

PAGE = b"<html><p>The grant was paid in&nbsp;<b>2019</b>.</p><script>grant refused</script></html>"


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return tmp_path / "vault"


def test_what_is_stored_comes_back_byte_for_byte_under_its_sha256(vault: Path) -> None:
    content = bytes(range(256))
    sha256 = store(vault, content)
    assert sha256 == hashlib.sha256(content).hexdigest() == store(vault, content)
    assert fetch(vault, sha256) == content


def test_bytes_that_were_altered_are_not_handed_out_nor_taken_for_the_same(vault: Path) -> None:
    sha256 = store(vault, b"true")
    place = place_of(vault, sha256)
    place.chmod(0o600)
    place.write_bytes(b"false")
    with pytest.raises(CaptureMismatch):
        fetch(vault, sha256)
    with pytest.raises(CaptureMismatch):
        store(vault, b"true")


def test_bytes_and_their_name_are_on_the_disk_before_they_count_as_stored(vault: Path, done: list[str]) -> None:
    store(vault, b"true")
    assert done == ["bytes", "name", "folder", "folder", "folder"]


def test_what_the_vault_does_not_hold_is_not_found(vault: Path) -> None:
    with pytest.raises(NotFound):
        fetch(vault, "0" * 64)


def test_a_capture_says_who_took_it_when_and_how(ledger: Ledger, vault: Path) -> None:
    recorded(ledger)
    taken = take_capture(ledger, vault, "S1", PAGE, method="saved by hand", actor="Ada", media_type="text/html")
    assert (taken.by, taken.method, taken.size) == ("Ada", "saved by hand", len(PAGE))
    assert taken.taken.endswith("Z")


def test_the_same_bytes_taken_twice_are_one_capture_and_are_recognised(ledger: Ledger, vault: Path) -> None:
    recorded(ledger)
    first, second = (take_capture(ledger, vault, "S1", PAGE, method="by hand", actor="Ada") for _ in range(2))
    assert first.key == second.key
    with session_on(ledger) as session:
        assert same_bytes(session, first.sha256) == ["S1"]


def test_a_capture_needs_an_actor_and_a_source(ledger: Ledger, vault: Path) -> None:
    recorded(ledger)
    with pytest.raises(NoActor):
        take_capture(ledger, vault, "S1", PAGE, method="by hand", actor=None)
    with pytest.raises(WrongKind):
        take_capture(ledger, vault, "E1", PAGE, method="by hand", actor="Ada")


def test_an_address_leads_to_the_sources_at_it(ledger: Ledger) -> None:
    recorded(ledger, source("S1", address="https://example.org/a"), source("S2", address="https://example.org/b"))
    with session_on(ledger) as session:
        assert sources_at(session, "https://example.org/a") == ["S1"]


def test_what_came_together_is_recorded_together_each_of_the_source_with_its_address(
    ledger: Ledger, vault: Path
) -> None:
    recorded(ledger, source("S1"), source("S2", address="https://example.org/b"))
    takings = [
        Taking(b"whole", "saved", "application/zip", name="all.zip"),
        Taking(b"b", "saved", taken="2020-01-02T03:04:05Z", address="https://example.org/b", whole=0, tool="a tool"),
        Taking(b"c", "saved", headers=(("Date", "today"),), led_to=("https://example.org/c",), whole=1),
        Taking(b"b", "saved again", address="https://example.org/b"),
    ]
    whole, second, third, again = take_captures(ledger, vault, takings, source="S1", actor="Ada", visibility="team")
    assert [one.source for one in (whole, second, third)] == ["S1", "S2", "S2"]
    assert (second.part_of, third.part_of, whole.name, whole.visibility) == (whole.key, second.key, "all.zip", "team")
    assert (second.taken, second.address, second.tool) == ("2020-01-02T03:04:05Z", "https://example.org/b", "a tool")
    assert [(one.name, one.value) for one in third.headers] == [("Date", "today")]
    assert again == second


def test_where_one_has_no_source_nothing_is_recorded_and_its_address_is_named(ledger: Ledger, vault: Path) -> None:
    recorded(ledger, source("S1", address="https://example.org/a"))
    takings = [Taking(b"a", "saved", address="https://example.org/a"), Taking(b"b", "saved", address="https://x.org/b")]
    with pytest.raises(UnknownKey, match=r"https://x\.org/b"):
        take_captures(ledger, vault, takings, source=None, actor="Ada")
    with session_on(ledger) as session:
        assert same_bytes(session, hashlib.sha256(b"a").hexdigest()) == []
