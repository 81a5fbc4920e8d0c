"""A correction's printed list of changes names nothing that was hidden since, nor what that moved."""

from pathlib import Path

import pytest

from api import editions
from reports.formats import FORMATS
from tests.api.command_line import HARBOUR, CommandLine, claim
from tests.api.http_door import door_to
from tests.api.sealed import BRIEF, REPLY, change, hidden

DENIAL = claim("C9", "E1", "funds", "E2", "S2", scope="E4", polarity="denies")
DISPUTE = {"record": "dispute", "key": "D9", "claims": ["C2", "C9"], "about": "who paid"}
GONE = "it rests on a record that this audience sees no more"


@pytest.fixture
def sealed(harbour: CommandLine, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """A first edition, and a claim under it that is retracted."""
    monkeypatch.setattr(editions, "FORMATS", {".md": FORMATS[".md"]})
    harbour.done(*BRIEF)
    harbour.done("retract", "C4", "--reason", "wrong")
    return harbour


def listed(throughline: CommandLine, edition: str = "public-2", *, same: bool) -> str:
    """The changes that a correction prints, made again; ``same``: in the bytes that were sealed."""
    ran = throughline("edition", "show", edition, "--out", "again.md")
    assert ran.code == (0 if same else 4), ran.err
    text = Path("again.md").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if "of edition 1: " in line]
    told = "\n".join(lines)
    with door_to(throughline.address) as door:
        assert door.get(f"/api/v1/editions/{edition}?format=md").content == Path("again.md").read_bytes()
    return told


def test_what_was_not_hidden_is_listed_in_the_same_bytes_whatever_came_later(sealed: CommandLine) -> None:
    sealed.done("withdraw", "C2", "--reason", "later")
    change(sealed, DENIAL, REPLY)
    sealed.done("edition", "correct", "1")
    before = listed(sealed, same=True)
    for part in (
        "claim C4 was retracted",
        "claim C2 was withdrawn",
        "denied by claim C9",
        "a new reply to claim C1 (R5)",
    ):
        assert part in before
    sealed.done("publish", "C2")
    sealed.done("retract", "C2", "--reason", "wrong")
    sealed.done("retract", "C9", "--reason", "wrong")
    assert listed(sealed, same=True) == before


def test_a_denial_that_was_hidden_since_is_not_named_and_nothing_that_it_moved_is_told(sealed: CommandLine) -> None:
    change(sealed, DENIAL, DISPUTE)
    sealed.done("edition", "correct", "1")
    before = listed(sealed, same=True)
    assert {"C9", "D9", "contested"} <= {one for one in ("C9", "D9", "contested") if one in before}
    change(sealed, hidden(DENIAL))
    after = listed(sealed, same=False)
    assert not [one for one in ("C9", "D9", "contested", GONE) if one in after]
    assert "claim C4 was retracted" in after
    assert set(after.splitlines()) < set(before.splitlines())


def test_a_claim_that_was_hidden_since_is_not_named_nor_what_was_said_of_it(sealed: CommandLine) -> None:
    change(sealed, REPLY)
    sealed.done("edition", "correct", "1")
    assert "a new reply to claim C1 (R5)" in listed(sealed, same=True)
    change(sealed, hidden(HARBOUR[8]))
    after = listed(sealed, same=False)
    assert not [one for one in ("C1", "R5") if one in after]
    assert GONE in after


def test_a_claim_that_was_hidden_after_it_was_retracted_is_not_named(sealed: CommandLine) -> None:
    sealed.done("edition", "correct", "1")
    assert "claim C4 was retracted" in listed(sealed, same=True)
    change(sealed, hidden({**HARBOUR[11], "status": "retracted"}))
    assert "C4" not in listed(sealed, same=False)


def test_when_the_edition_that_it_corrects_was_erased_the_rest_is_listed_until_it_is_hidden(
    sealed: CommandLine,
) -> None:
    more = claim("C8", "E2", "trains", "E3", "S1", scope="E4", period={"edtf": "2020"})
    change(sealed, REPLY, more)
    sealed.done("edition", "correct", "1")
    before = listed(sealed, same=True)
    sealed.done("erase", "C4", "--reason", "so")
    assert "was erased" in sealed("edition", "show", "public-1").err
    assert listed(sealed, same=True) == before
    assert "moved from reported to corroborated" in before
    change(sealed, hidden(more))
    moved = listed(sealed, same=False)
    assert "corroborated" not in moved
    assert "a new reply to claim C1 (R5)" in moved
    change(sealed, hidden(HARBOUR[8]))
    assert not [one for one in ("C1", "R5") if one in listed(sealed, same=False)]
