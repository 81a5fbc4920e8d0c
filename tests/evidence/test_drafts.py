"""What a draft takes and what it refuses, record by record."""

from typing import Any, get_args

import pytest
from hypothesis import given, settings
from pydantic import ValidationError

from evidence.drafts import DRAFTS, CaptureDraft, ClaimDraft, EntityDraft, RecordDraft, ReplyDraft
from evidence.vocabulary import vocabulary
from tests.evidence.random_drafts import cases
from tests.evidence.small import cite, claim, entity, reply, source

FIELDS = {
    "entity": "key visibility? kind types? names identifiers? country? summary?",
    "source": "key visibility? title publisher? authors? date? type? address? archived? lang? origin derives_from? "
    "read? status? sharing?",
    "claim": "key visibility? subject predicate object? value? scope? polarity? wording? period? status outcome? "
    "supersedes? note? citations",
    "dispute": "key visibility? claims about",
    "reply": "key visibility? claims party asked? due? received? attribution? text? source?",
    "commitment": "key visibility? party wording made? due? state claims",
    "outcome": "key visibility? kind by about date? reasons? claims",
    "action": "key visibility? kind by to date? signatures? wording claims?",
    "lookup": "key visibility? about where words date result",
    "capture": "key visibility? source sha256 size media_type? taken method by address? led_to? tool? "
    "headers? name? part_of? redacts? reason?",
    "review": "key visibility? claim digest reviewer date outcome note?",
    "judgement": "key visibility? entities verdict basis",
    "investigation": "key visibility? title summary?",
}
"""The fields of each record as the exchange format has them; ``?`` marks those that may be left away."""


@pytest.mark.parametrize("kind", DRAFTS)
def test_a_record_has_the_fields_of_the_exchange_format(kind: str) -> None:
    fields = DRAFTS[kind].model_fields.items()
    assert " ".join(name if field.is_required() else f"{name}?" for name, field in fields) == FIELDS[kind]


def test_each_record_kind_has_one_draft_and_is_recorded_after_what_it_names() -> None:
    assert set(DRAFTS) == set(FIELDS)
    order = list(DRAFTS)
    assert order.index("entity") < order.index("claim") < order.index("reply")
    assert order.index("source") < order.index("capture") < order.index("claim")
    assert all(draft.record == kind for kind, draft in DRAFTS.items())


@settings(max_examples=25, deadline=None)
@given(cases())
def test_the_content_of_a_draft_makes_the_same_draft(drafts: list[RecordDraft]) -> None:
    for draft in drafts:
        assert type(draft).model_validate(draft.content()) == draft


def test_what_is_absent_means_affirms_accepted_current_and_public() -> None:
    draft = claim()
    assert (draft.polarity, draft.outcome, draft.visibility) == ("affirms", "accepted", "public")
    assert source("S1").status == "current"


def test_what_equals_its_default_is_not_written_out() -> None:
    said = claim(polarity="affirms", outcome="accepted", visibility="public", note=None, period={})
    assert said.content() == claim().content()
    assert list(said.content()) == ["key", "subject", "predicate", "object", "status", "citations"]


def test_a_period_that_states_nothing_is_none() -> None:
    assert claim(period={}).period is None


def test_a_draft_is_not_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        claim().note = "later"  # type: ignore[misc]


def test_a_refusal_does_not_repeat_what_was_put_in() -> None:
    with pytest.raises(ValidationError) as refused:
        entity("E1", summary=["of nobody's business"])
    assert "nobody" not in str(refused.value)


@pytest.mark.parametrize(
    "fields",
    [
        {"predicate": "funds", "object": None},
        {"predicate": "funds", "object": None, "value": {"amount": "5", "unit": "GBP"}},
        {"predicate": "described_as", "object": None},
        {"predicate": "described_as", "value": {"amount": "a college", "unit": "description"}},
        {"object": "E1"},
        {"object": " E1 "},
        {"predicate": "likes"},
        {"polarity": "maybe"},
        {"status": "superseded"},
        {"outcome": "issue"},
        {"citations": []},
        {"citations": [cite(assertion="rumour")]},
        {"citations": [cite(reliability="G")]},
        {"citations": [cite(credibility="0")]},
        {"citations": [cite(credibility=2)]},
        {"citations": [cite(locator={"kind": "chapter", "value": "2"})]},
        {"citations": [cite(locator={"kind": "page"})]},
        {"value": {"amount": 5, "unit": "GBP"}},
        {"value": {"amount": "5"}},
        {"period": {"edtf": "2021/2019"}},
        {"period": {"edtf": "2021/..", "as_of": "2020"}},
        {"period": {"as_of": "2020~"}},
        {"supersedes": "C1"},
        {"scop": "P1"},
    ],
)
def test_a_claim_that_says_nothing_or_something_unknown_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        claim(**fields)


def test_an_amount_may_stand_beside_an_object_and_alone_where_there_can_be_none() -> None:
    amount = {"amount": "about 1,000", "unit": "GBP"}
    assert claim(value=amount).value == claim(predicate="received", object=None, value=amount).value


@pytest.mark.parametrize("status", ["draft", "published", "withdrawn", "retracted"])
def test_a_claim_comes_in_with_the_status_that_it_has(status: str) -> None:
    assert claim(status=status).status == status
    assert status in vocabulary().terms["status"]


def test_no_claim_comes_in_as_superseded_because_the_later_claim_says_so() -> None:
    known = set(get_args(ClaimDraft.model_fields["status"].annotation))
    assert set(vocabulary().terms["status"]) - known == {"superseded"}


@pytest.mark.parametrize("kind", vocabulary().types)
def test_an_entity_may_have_every_type_of_its_kind(kind: str) -> None:
    types = tuple(vocabulary().types[kind])
    assert entity("E1", kind, types=types).types == types


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "company"},
        {"types": ["country"]},
        {"types": "police_force"},
        {"names": []},
        {"names": [{"lang": "en"}]},
    ],
)
def test_an_entity_of_an_unknown_kind_or_type_or_without_a_name_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        entity("E1", **fields)


def test_types_are_not_held_against_a_kind_that_is_unknown_itself() -> None:
    with pytest.raises(ValidationError) as refused:
        EntityDraft.model_validate({"key": "E1", "kind": "company", "types": ["country"], "names": [{"text": "a"}]})
    assert [error["loc"] for error in refused.value.errors()] == [("kind",)]


@pytest.mark.parametrize(
    "fields", [{"date": "sometime"}, {"type": "blog"}, {"status": "gone"}, {"sharing": "TLP:WHITE"}, {"origin": " "}]
)
def test_a_source_with_an_unknown_term_date_or_origin_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        source("S1", **fields)


@pytest.mark.parametrize("fields", [{"attribution": "shrugs"}, {"claims": []}, {"received": "soon"}])
def test_a_reply_to_nothing_or_of_an_unknown_attribution_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        reply("R1", "C1", **fields)


@pytest.mark.parametrize("size", [-1, 1.0, True, "1_000", "１２", "-1", None])
def test_the_size_of_a_capture_is_a_whole_number_of_bytes(size: object) -> None:
    capture = {"key": "K1", "source": "S1", "sha256": "0" * 64, "taken": "2019", "method": "m", "by": "Ada"}
    assert CaptureDraft.model_validate({**capture, "size": "012"}).size == 12
    with pytest.raises(ValidationError):
        CaptureDraft.model_validate({**capture, "size": size})


def test_a_reply_that_never_came_has_no_attribution_and_one_that_came_has() -> None:
    asked = {"key": "R1", "claims": ["C1"], "party": "E1", "asked": "2022-04-01", "due": "2022-05-01"}
    assert ReplyDraft.model_validate(asked).attribution is None
    for came in ({"received": "2022-04-20"}, {"text": "No."}, {"source": "S1"}):
        with pytest.raises(ValidationError, match="what was answered must be said"):
            ReplyDraft.model_validate({**asked, **came})
