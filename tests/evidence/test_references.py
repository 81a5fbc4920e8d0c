"""Every key that a draft names is found, with where and of what kind."""

import pytest
from hypothesis import given, settings

from evidence.draft_parts import CitationDraft, PeriodDraft
from evidence.drafts import DRAFTS, ClaimDraft, LookupDraft, RecordDraft
from evidence.references import Path, Reference, part_within, references, references_as_written
from tests.evidence.random_drafts import cases
from tests.evidence.small import cite, claim, entity, source

ENTITY, SOURCE, CLAIM, CAPTURE = ("entity",), ("source",), ("claim",), ("capture",)
KEYED: dict[str, dict[str, tuple[str, ...]]] = {
    "source": {"derives_from": SOURCE},
    "capture": {"source": SOURCE, "part_of": CAPTURE, "redacts": CAPTURE},
    "claim": {"subject": ENTITY, "object": ENTITY, "scope": ENTITY, "supersedes": CLAIM},
    "review": {"claim": CLAIM},
    "dispute": {"claims": CLAIM},
    "reply": {"claims": CLAIM, "party": ENTITY, "source": SOURCE},
    "commitment": {"party": ENTITY, "claims": CLAIM},
    "outcome": {"by": ENTITY, "about": CLAIM, "reasons": CLAIM, "claims": CLAIM},
    "action": {"by": ENTITY, "to": ENTITY, "claims": CLAIM},
    "lookup": {"about": ()},
    "judgement": {"entities": ENTITY},
}
"""Every field of a record that holds keys, in order, and what it may lead to; citations have their own."""


@pytest.mark.parametrize("kind", DRAFTS)
def test_every_field_that_holds_keys_is_known_in_every_kind_of_record(kind: str) -> None:
    everything = dict.fromkeys(DRAFTS[kind].model_fields, "X1")
    assert references_as_written(DRAFTS[kind], everything) == [
        Reference((name,), "X1", kinds) for name, kinds in KEYED.get(kind, {}).items()
    ]


def test_every_key_of_a_claim_is_found_with_its_path_and_kinds() -> None:
    draft = claim("C1", scope="P1", supersedes="C0", citations=[cite("S1"), cite("S2", capture="K1")])
    assert references(draft) == [
        Reference(("subject",), "E1", ("entity",)),
        Reference(("object",), "E2", ("entity",)),
        Reference(("scope",), "P1", ("entity",)),
        Reference(("supersedes",), "C0", ("claim",)),
        Reference(("citations", 0, "source"), "S1", ("source",)),
        Reference(("citations", 1, "source"), "S2", ("source",)),
        Reference(("citations", 1, "capture"), "K1", ("capture",)),
    ]


def test_each_key_of_a_list_has_its_place() -> None:
    assert references(source("S3", derives_from=["S1", "S2"])) == [
        Reference(("derives_from", 0), "S1", ("source",)),
        Reference(("derives_from", 1), "S2", ("source",)),
    ]


def test_a_lookup_may_be_about_any_kind_of_record() -> None:
    lookup = LookupDraft(key="L1", about=("E1",), where="w", words="w", date="2019", result="none")
    assert references(lookup) == [Reference(("about", 0), "E1", ())]


def test_a_record_without_keys_names_none() -> None:
    assert references(entity("E1")) == []


@settings(max_examples=25, deadline=None)
@given(cases())
def test_a_record_names_the_same_keys_before_and_after_it_validates(drafts: list[RecordDraft]) -> None:
    for draft in drafts:
        assert references_as_written(DRAFTS[draft.record], draft.content()) == references(draft)


def test_keys_are_found_in_a_record_that_does_not_validate() -> None:
    written = {"subject": " E1 ", "object": 12, "scope": None, "citations": ["S1", {"source": "S2"}], "nonsense": "x"}
    assert references_as_written(ClaimDraft, written) == [
        Reference(("subject",), "E1", ("entity",)),
        Reference(("citations", 1, "source"), "S2", ("source",)),
    ]


@pytest.mark.parametrize(
    ("path", "part"),
    [
        (("subject",), ClaimDraft),
        (("period", "edtf"), PeriodDraft),
        (("citations", 0, "source"), CitationDraft),
        (("nonsense", 0, "x"), ClaimDraft),
    ],
)
def test_the_part_that_holds_a_field_is_found(path: Path, part: type) -> None:
    assert part_within(ClaimDraft, path) is part
