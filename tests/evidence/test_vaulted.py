"""Captures: bytes that were flipped, swapped, renamed, deleted or added to are named, with the claims that cite them.

THROUGHLINE_TEST_CAPTURES says how many; 500 is the full size.
"""

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from evidence.captures import take_capture
from evidence.drafts import CaptureDraft
from evidence.ledger import create_ledger
from evidence.vault import place_of
from tests.evidence.small import cite, claim, entity, recorded, source
from tests.evidence.whole_ledger import Whole, finds_nothing

CAPTURES = int(os.environ.get("THROUGHLINE_TEST_CAPTURES", "40"))
_LEFT_ALONE = 6


def flip(file: Path, chance: random.Random) -> None:
    content = bytearray(file.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    file.write_bytes(content)


def append(file: Path, _: random.Random) -> None:
    file.write_bytes(file.read_bytes() + b"\n")


def delete(file: Path, _: random.Random) -> None:
    file.unlink()


def rename(file: Path, _: random.Random) -> None:
    file.rename(file.with_name(file.name[::-1] + "0"))


DAMAGES: tuple[Callable[[Path, random.Random], None], ...] = (flip, append, delete, rename)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> tuple[Whole, list[CaptureDraft]]:
    """A ledger with so many captures, each cited by a claim of its own."""
    whole = Whole(tmp_path_factory.mktemp("vaulted"))
    ledger = create_ledger(whole.path, policy="four_eyes", actor="Ada")
    recorded(ledger, entity("E1"), entity("E2"), source("S1"))
    contents = [f"page {number}".encode() * (number + 1) for number in range(CAPTURES)]
    taken = [take_capture(ledger, whole.vault, "S1", one, method="by hand", actor="Ada") for one in contents]
    citing = [claim(f"C{number}", citations=[cite(capture=one.key)]) for number, one in enumerate(taken)]
    recorded(ledger, *citing)
    ledger.close()
    return whole, taken


@pytest.fixture
def vaulted(original: tuple[Whole, list[CaptureDraft]], tmp_path: Path) -> tuple[Whole, list[CaptureDraft], list[Path]]:
    whole = original[0].copied(tmp_path / "copy")
    places = [place_of(whole.vault, one.sha256) for one in original[1]]
    for place in places:
        place.chmod(0o600)
    return whole, original[1], places


def damage(places: list[Path]) -> None:
    """Every capture but the last few, each way in turn, and two that change places."""
    chance = random.Random(5)
    for number, place in enumerate(places[:-_LEFT_ALONE]):
        DAMAGES[number % len(DAMAGES)](place, chance)
    first, second = places[-_LEFT_ALONE], places[-_LEFT_ALONE + 1]
    kept = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(kept)


def named(whole: Whole) -> list[tuple[str, tuple[str, ...]]]:
    return [(found.fault.row, found.resting.claims) for found in whole.verdict().found]


def test_every_capture_that_was_damaged_is_named_with_the_claim_that_rests_on_it_and_no_other(
    vaulted: tuple[Whole, list[CaptureDraft], list[Path]],
) -> None:
    whole, taken, places = vaulted
    assert whole.verdict().whole
    damage(places)
    damaged = taken[: -_LEFT_ALONE + 2]
    assert named(whole) == [(f"capture {one.key}", (f"C{number}",)) for number, one in enumerate(damaged)]


def test_without_the_check_damaged_captures_go_unnoticed(
    vaulted: tuple[Whole, list[CaptureDraft], list[Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, _, places = vaulted
    damage(places)
    monkeypatch.setattr("evidence.verification.whole.lost_captures", finds_nothing)
    assert whole.verdict().whole


def test_a_folder_in_the_place_of_bytes_is_named(vaulted: tuple[Whole, list[CaptureDraft], list[Path]]) -> None:
    whole, _, places = vaulted
    places[0].unlink()
    places[0].mkdir()
    assert [claims for _, claims in named(whole)] == [("C0",)]


def test_a_device_in_the_place_of_bytes_is_named_and_not_read(
    vaulted: tuple[Whole, list[CaptureDraft], list[Path]],
) -> None:
    """One such as /dev/zero, or a pipe that nobody writes to, would be read for ever."""
    whole, _, places = vaulted
    places[0].unlink()
    places[0].symlink_to(os.devnull)
    (found,) = whole.verdict().found
    assert (found.fault.reason, found.resting.claims) == ("what stands in its place is no file", ("C0",))


def test_a_capture_whose_recorded_size_is_not_that_of_its_bytes_is_named(tmp_path: Path) -> None:
    whole = Whole(tmp_path)
    ledger = create_ledger(whole.path, policy="four_eyes", actor="Ada")
    recorded(ledger)
    taken = take_capture(ledger, whole.vault, "S1", b"page", method="by hand", actor="Ada")
    wrong = taken.model_copy(update={"key": "other", "size": 7})
    recorded(ledger, wrong)
    ledger.close()
    assert named(whole) == [("capture other", ())]
