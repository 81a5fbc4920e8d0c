"""Sealing editions: once, numbered for each audience, and hidden from those below it."""

from typing import Any

import pytest

from evidence.database import reading
from evidence.edition_drafts import EditionDraft
from evidence.editions import Edition, edition_named, editions, seal_edition
from evidence.errors import AmbiguousName, KeyTaken, NoActor, NotFound, WrongStatus
from evidence.event_numbers import EventNumbers
from evidence.ledger import Ledger, create_ledger
from tests.places import LedgerPlace

PARTS: dict[str, Any] = dict.fromkeys(("sources", "claims", "citations", "hops", "chains", "sentences"), ())


@pytest.fixture
def ledger(place: LedgerPlace) -> Any:
    made = create_ledger(place("ledger"), policy="four_eyes", actor="Ada")
    yield made
    made.close()


def draft(title: str = "T", **more: Any) -> EditionDraft:
    values = {"title": title, "number": 1, "audience": "public", "kind": "dossier", "question": {"entity": "E1"}}
    built = {"as_of": 1, "head": "a" * 64, "dated": "2026-01-01", "made_with": {}, "files": {".md": "b" * 64}}
    return EditionDraft.model_validate({**values, **built, **PARTS, **more})


def seal(ledger: Ledger, *drafts: EditionDraft) -> list[Edition]:
    return [seal_edition(ledger, one, actor="Ada") for one in drafts]


def test_what_was_sealed_is_read_again(ledger: Ledger) -> None:
    sealed = seal(ledger, draft(), draft("U", question={"entity": "E2"}))
    with reading(ledger.engine) as session:
        assert editions(session, "public") == sealed
        assert [one.key for one in editions(session, "public", sealed[0].seq)] == ["public-1"]


def test_editions_are_numbered_within_their_audience_and_hidden_from_those_below(ledger: Ledger) -> None:
    seal(ledger, draft("Hidden", audience="team"), draft(), draft("Hidden too", audience="restricted"), draft("U"))
    with reading(ledger.engine) as session:
        assert [one.key for one in editions(session, "public")] == ["public-1", "public-2"]
        assert [one.key for one in editions(session, "team")] == ["team-1", "public-1", "public-2"]
        with pytest.raises(NotFound) as hidden:
            edition_named(session, "public", "Hidden")
        with pytest.raises(NotFound) as missing:
            edition_named(session, "public", "Nothing")
        assert str(hidden.value) == str(missing.value)


def test_a_hidden_edition_may_have_the_title_of_a_public_one(ledger: Ledger) -> None:
    seal(ledger, draft(audience="team"), draft())
    with reading(ledger.engine) as session:
        assert edition_named(session, "public", "T").key == "public-1"
        with pytest.raises(AmbiguousName):
            edition_named(session, "team", "T")


def test_a_title_leads_to_its_newest_and_a_number_to_that_of_the_reader_or_below(ledger: Ledger) -> None:
    seal(ledger, draft(), draft(number=2, corrects="public-1"), draft("U", audience="team"))
    with reading(ledger.engine) as session:
        assert edition_named(session, "public", "T").key == "public-2"
        assert edition_named(session, "public", "1").key == "public-1"
        assert edition_named(session, "team", "1").key == "team-1"
        assert edition_named(session, "team", "2").key == "public-2"


def test_a_second_first_edition_is_refused(ledger: Ledger) -> None:
    seal(ledger, draft())
    with pytest.raises(KeyTaken, match="edition correct public-1"):
        seal(ledger, draft())


def test_only_the_newest_is_corrected(ledger: Ledger) -> None:
    seal(ledger, draft(), draft(number=2, corrects="public-1"))
    with pytest.raises(WrongStatus):
        seal(ledger, draft(number=2, corrects="public-1"))


def test_nobody_seals_without_a_name(ledger: Ledger) -> None:
    with pytest.raises(NoActor):
        seal_edition(ledger, draft(), actor=None)
    with reading(ledger.engine) as session:
        assert editions(session, "custodian") == []


def test_sealing_counts_for_no_reader(ledger: Ledger) -> None:
    with reading(ledger.engine) as session:
        before = EventNumbers.of(session, "public")
    seal(ledger, draft(), draft("Hidden", audience="team"))
    with reading(ledger.engine) as session:
        assert EventNumbers.of(session, "public") == before
