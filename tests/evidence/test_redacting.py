"""Redacted copies: who may not see the original gets the copy, and nothing of the original."""

from pathlib import Path

import pytest

from evidence.canonical import as_value, canonical_json
from evidence.captures import take_capture
from evidence.changes import changes_since
from evidence.drafts import CaptureDraft
from evidence.errors import CaseRefused, NoActor, RedactionRefused, WrongKind
from evidence.exchange.cut import drafts_for
from evidence.ledger import Ledger
from evidence.partial import disclose_part
from evidence.quote_checks import check_touched
from evidence.redacting import redact_capture
from evidence.vault import fetch
from evidence.verification.whole import Beside, verify
from evidence.views import CitationView
from tests.evidence.small import cite, claim, entity, put, seen_by, session_on, source

ORIGINAL = b"Officer Jones said: the grant was paid. A witness, Li, agreed."
COPY = b"Officer XXXXX said: the grant was paid. A witness, XX, agreed."


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return tmp_path / "vault"


@pytest.fixture
def original(ledger: Ledger, vault: Path) -> CaptureDraft:
    """A capture that everybody may see, and two claims that quote it."""
    put(ledger, entity("E1"), entity("E2"), source("S1"))
    taken = take_capture(ledger, vault, "S1", ORIGINAL, method="by hand", actor="Ada", media_type="text/plain")
    quoting = [cite(capture=taken.key, quote="the grant was paid"), cite(capture=taken.key, quote="Officer Jones")]
    put(ledger, claim(citations=quoting))
    check_touched(ledger, vault, actor="Ada")
    return taken


def redacted(
    ledger: Ledger,
    vault: Path,
    original: CaptureDraft,
    hide: str | None = "restricted",
    copied: tuple[bytes, str] = (COPY, "public"),
) -> CaptureDraft:
    copy = redact_capture(
        ledger,
        vault,
        original.key,
        copied[0],
        reason="names",
        actor="Ada",
        hide=hide,
        visibility=copied[1],
        media_type="text/plain",
    )
    check_touched(ledger, vault, actor="Ada", keys={copy.key})
    return copy


def shown(ledger: Ledger, audience: str) -> list[tuple[str | None, str | None, str, str | None, str | None]]:
    (seen,) = seen_by(ledger, audience).claims.values()
    return [told(one) for one in seen.citations]


def told(one: CitationView) -> tuple[str | None, str | None, str, str | None, str | None]:
    return (one.capture, one.sha256, one.quote_check, one.quote_place, one.redacted)


def exported(ledger: Ledger, audience: str) -> bytes:
    with session_on(ledger) as session:
        return b"\n".join(canonical_json(as_value(draft)) for draft in drafts_for(session, audience, "case"))


def test_each_reader_gets_the_capture_that_they_may_see_and_what_was_found_in_it(
    ledger: Ledger, vault: Path, original: CaptureDraft
) -> None:
    copy = redacted(ledger, vault, original)
    assert shown(ledger, "public") == [
        (copy.key, copy.sha256, "found", "character 21", "names"),
        (copy.key, copy.sha256, "not_found", None, "names"),
    ]
    assert shown(ledger, "restricted") == [
        (original.key, original.sha256, "found", "character 21", None),
        (original.key, original.sha256, "found", "character 1", None),
    ]


def test_nothing_of_the_original_is_in_what_others_get(ledger: Ledger, vault: Path, original: CaptureDraft) -> None:
    copy = redacted(ledger, vault, original)
    for audience in ("public", "team"):
        text = exported(ledger, audience) + repr(seen_by(ledger, audience)).encode()
        assert original.key.encode() not in text
        assert original.sha256[:12].encode() not in text
        assert copy.sha256.encode() in text
    assert original.sha256.encode() in exported(ledger, "restricted")


def test_what_others_get_equals_a_record_in_which_only_the_copy_ever_was(
    ledger: Ledger, vault: Path, original: CaptureDraft
) -> None:
    copy = redacted(ledger, vault, original)
    before, seen = exported(ledger, "public"), shown(ledger, "public")
    with session_on(ledger) as session:
        drafts = drafts_for(session, "public", "case")
    assert next(one for one in drafts if isinstance(one, CaptureDraft)) == copy.model_copy(update={"redacts": None})
    put(ledger, *(one for one in drafts if one.key == "C1"))
    check_touched(ledger, vault, actor="Ada")
    assert (exported(ledger, "public"), shown(ledger, "public")) == (before, seen)


def test_of_several_copies_each_reader_gets_the_one_for_the_narrowest_circle(
    ledger: Ledger, vault: Path, original: CaptureDraft
) -> None:
    public = redacted(ledger, vault, original)
    team = redacted(ledger, vault, original, None, (ORIGINAL.replace(b"Li", b"XX"), "team"))
    assert [one[0] for one in shown(ledger, "public")] == [public.key] * 2
    assert [one[0] for one in shown(ledger, "team")] == [team.key] * 2
    assert [one[2] for one in shown(ledger, "team")] == ["found", "found"]


def test_a_hidden_original_without_a_copy_is_no_capture(ledger: Ledger, original: CaptureDraft) -> None:
    put(ledger, original.model_copy(update={"visibility": "team"}))
    assert shown(ledger, "public") == [(None, None, "not_checked", None, None)] * 2


def test_the_original_stays_as_it_is_and_verify_holds_both(
    ledger: Ledger, vault: Path, original: CaptureDraft, tmp_path: Path
) -> None:
    copy = redacted(ledger, vault, original)
    assert (fetch(vault, original.sha256), fetch(vault, copy.sha256)) == (ORIGINAL, COPY)
    beside = Beside(vault, tmp_path / "checkpoints")
    assert verify(ledger.engine, beside).whole
    (vault / copy.sha256[:2] / copy.sha256[2:]).unlink()
    (found,) = verify(ledger.engine, beside).found
    assert copy.key in str(found.fault)


def test_a_copy_that_would_not_hide_its_original_is_refused(
    ledger: Ledger, vault: Path, original: CaptureDraft
) -> None:
    for hide, content, visibility in (
        (None, COPY, "public"),
        ("public", COPY, "public"),
        ("team", COPY, "team"),
        ("restricted", ORIGINAL, "public"),
    ):
        with pytest.raises(RedactionRefused):
            redacted(ledger, vault, original, hide, (content, visibility))
    copy = redacted(ledger, vault, original)
    for key, hide in ((copy, "restricted"), (original, "team")):
        with pytest.raises(RedactionRefused):
            redacted(ledger, vault, key, hide, (b"another", "public"))
    with pytest.raises(WrongKind):
        redact_capture(ledger, vault, "S1", COPY, reason="names", actor="Ada", hide="team")
    with pytest.raises(NoActor):
        redact_capture(ledger, vault, original.key, COPY, reason="names", actor=None, hide="team")


def test_a_capture_may_come_to_be_seen_by_fewer_and_is_changed_in_no_other_way(
    ledger: Ledger, original: CaptureDraft
) -> None:
    put(ledger, original.model_copy(update={"visibility": "team"}))
    for change in ({"visibility": "public"}, {"visibility": "restricted", "method": "another"}, {"sha256": "0" * 64}):
        with pytest.raises(CaseRefused, match="none is ever changed"):
            put(ledger, original.model_copy(update=change))


def test_a_projection_that_catches_up_shows_the_copy(ledger: Ledger, vault: Path, original: CaptureDraft) -> None:
    put(ledger, original.model_copy(update={"visibility": "team"}))
    (before,) = seen_by(ledger).claims.values()
    with session_on(ledger) as session:
        cursor = changes_since(session, 0).cursor
    redact_capture(ledger, vault, original.key, COPY, reason="names", actor="Ada")
    with session_on(ledger) as session:
        relations = changes_since(session, cursor).relations
        part = disclose_part(session, "public", relations, ())
    assert before.citations[0].capture is None
    assert part.claims[before.id] == seen_by(ledger).claims[before.id]
    assert part.claims[before.id].citations[0].redacted == "names"


def test_a_recorded_copy_says_why() -> None:
    told = {"key": "K", "source": "S1", "sha256": "0" * 64, "size": 1, "taken": "2026", "method": "m", "by": "Ada"}
    with pytest.raises(ValueError, match="why it was redacted"):
        CaptureDraft.model_validate({**told, "redacts": "K0"})


def test_a_capture_of_a_hidden_source_is_shown_to_nobody_below_and_takes_no_claim_away(
    ledger: Ledger, vault: Path
) -> None:
    put(ledger, entity("E1"), entity("E2"), source("S1"), source("S2", visibility="restricted"))
    taken = take_capture(ledger, vault, "S2", ORIGINAL, method="by hand", actor="Ada", media_type="text/plain")
    put(ledger, claim(citations=[cite(capture=taken.key)]))
    with session_on(ledger) as session:
        exported = {one.key: as_value(one) for one in drafts_for(session, "public", "case")}
    assert "C1" in exported
    (told,) = seen_by(ledger, "public").claims.values()
    (restricted,) = seen_by(ledger, "restricted").claims.values()
    assert told.citations[0].sha256 is None
    assert restricted.citations[0].sha256 == taken.sha256
    assert taken.key not in str(exported)
