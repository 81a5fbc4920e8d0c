"""What is erased goes out of the editions that told it, and the rest of them stands."""

from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select

from evidence.claims import withdraw_claim
from evidence.edition_drafts import EditionDraft
from evidence.editions import editions, seal_edition
from evidence.erasing import CapturePlaces, erase
from evidence.erasures import Erasure
from evidence.ledger import Ledger
from evidence.locating import locate
from evidence.models import AuditEvent
from evidence.verification.faults import Found
from evidence.verification.whole import Beside, verify_at
from tests.evidence.small import claim, published, recorded, session_on, small_case

SECRET = "a sentence that somebody took back"


@pytest.fixture
def places(tmp_path: Path) -> CapturePlaces:
    return CapturePlaces(tmp_path / "vault", tmp_path / "ledger.custody")


@pytest.fixture
def told(ledger: Ledger) -> Ledger:
    """A claim that was public and was then withdrawn; another stays."""
    recorded(ledger, *small_case(), claim("C2", wording=SECRET))
    published(ledger, "C1", "C2")
    withdraw_claim(ledger, "C2", actor="Ada", reason="for now")
    return ledger


def erased(ledger: Ledger, places: CapturePlaces) -> Erasure:
    return erase(ledger, "C2", places, actor="Ada", reason="consent was withdrawn")


def judged(ledger: Ledger, places: CapturePlaces) -> list[Found]:
    return verify_at(
        ledger.address, Beside(places.vault, places.vault.with_name("checkpoints"), custody=places.custody)
    ).found


def an_edition(session: Session, key: str, **more: Any) -> EditionDraft:
    """An edition of one sentence, which rests on a claim."""
    found = locate(session, key)
    claims: list[dict[str, Any]] = [
        {"id": found.id, "key": key, "investigation": found.investigation, "digest": found.digest}
    ]
    claims[0] |= {"sources": [], "replies": {}, "denials": [], "disputes": []}
    sentences = [{"text": SECRET, "place": "Summary", "claims": [0], "citations": [], "hops": []}]
    built = {"as_of": 1, "head": "a" * 64, "dated": "2026-01-01", "made_with": {}, "files": {".md": "b" * 64}}
    asked = {"title": key, "number": 1, "audience": "public", "kind": "dossier", "question": {"entity": "E1"}}
    parts: dict[str, Any] = dict.fromkeys(("sources", "citations", "hops", "chains"), ())
    return EditionDraft.model_validate({**asked, **built, **parts, "claims": claims, "sentences": sentences, **more})


def test_an_edition_that_told_it_goes_with_it_and_its_key_is_given_to_no_other(
    told: Ledger, places: CapturePlaces
) -> None:
    with session_on(told) as session:
        telling, other = an_edition(session, "C2"), an_edition(session, "C1")
    for draft in (other, telling, telling.model_copy(update={"number": 2, "corrects": "public-2"})):
        seal_edition(told, draft, actor="Ada")
    done = erased(told, places)
    assert done.editions == {"public-2", "public-3"}
    with session_on(told) as session:
        assert [one.key for one in editions(session, "public")] == ["public-1"]
        left = [event.body for event in session.exec(select(AuditEvent)) if event.verb == "seal_edition"]
    assert len(left) == 1
    again = seal_edition(told, other.model_copy(update={"title": "Another"}), actor="Ada")
    assert again.key == "public-4"
    assert judged(told, places) == []


def test_an_edition_that_corrects_one_that_was_erased_stands(told: Ledger, places: CapturePlaces) -> None:
    with session_on(told) as session:
        telling, other = an_edition(session, "C2"), an_edition(session, "C1")
    seal_edition(told, telling, actor="Ada")
    seal_edition(told, other.model_copy(update={"title": "C2", "number": 2, "corrects": "public-1"}), actor="Ada")
    assert erased(told, places).editions == {"public-1"}
    assert judged(told, places) == []
