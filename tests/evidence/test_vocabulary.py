"""The closed lists are whole, and a word in none is refused."""

from pathlib import Path
from typing import get_args

import pytest

from evidence import vocabulary as module
from evidence.drafts import EntityDraft
from evidence.errors import UnknownTerm
from evidence.vocabulary import CLASSES, ENTITY_KINDS, vocabulary

PREDICATES = list(vocabulary().predicates.values())
NAMES = [predicate.name for predicate in PREDICATES]


@pytest.mark.parametrize("predicate", PREDICATES, ids=NAMES)
def test_every_predicate_is_of_a_known_class_and_between_known_kinds(predicate: module.Predicate) -> None:
    assert predicate.cls in CLASSES
    assert predicate.hub in (None, "subject", "object", "both")
    assert predicate.subject_kinds
    assert set(predicate.subject_kinds) | set(predicate.object_kinds) <= set(ENTITY_KINDS)
    assert predicate.verb
    assert predicate.reverse


@pytest.mark.parametrize("predicate", [one for one in PREDICATES if not one.directed], ids=lambda one: one.name)
def test_a_predicate_without_direction_reads_the_same_both_ways(predicate: module.Predicate) -> None:
    assert predicate.verb == predicate.reverse
    assert predicate.subject_kinds == predicate.object_kinds
    assert predicate.hub in (None, "both")


def test_a_chain_may_not_turn_between_flow_hops_nor_at_shared_memberships() -> None:
    turning = {one.name for one in PREDICATES if one.object_kinds and not one.turns}
    assert turning >= {one.name for one in PREDICATES if one.is_flow and one.object_kinds}
    assert turning >= {"part_of", "participates_in"}


@pytest.mark.parametrize(
    ("hub", "predicates"),
    [
        ("object", {"located_in", "operates_in", "occurred_in", "alleged_involvement_in"}),
        ("both", {"sanctions", "found", "stated_about"}),
    ],
)
def test_chains_end_at_the_hub_side(hub: str, predicates: set[str]) -> None:
    assert {vocabulary().predicates[name].hub for name in predicates} == {hub}


def test_every_predicate_between_entities_has_a_name_for_neo4j_of_its_own() -> None:
    names = [one.neo4j for one in PREDICATES if one.object_kinds]
    assert all(name and name.replace("_", "").isalpha() and name.isupper() for name in names)
    assert len(set(names)) == len(names)


def test_the_primary_assertions_are_official_judicial_and_a_partys_own() -> None:
    primary = {one.name for one in vocabulary().assertions.values() if one.primary}
    assert primary == {"official_act", "official_record", "own_statement", "judicial_finding"}


def test_every_attribution_has_room_for_the_publisher_and_for_nothing_else() -> None:
    for one in vocabulary().assertions.values():
        assert "Somebody" in one.attribution.format(publisher="Somebody")


def test_every_kind_of_entity_has_types_and_no_other_kind_has() -> None:
    assert tuple(vocabulary().types) == ENTITY_KINDS == get_args(EntityDraft.model_fields["kind"].annotation)


def test_every_type_means_one_kind() -> None:
    types = [term for terms in vocabulary().types.values() for term in terms]
    assert len(set(types)) == len(types)


@pytest.mark.parametrize(
    ("listname", "terms"),
    [
        ("visibility", ["public", "team", "restricted", "custodian"]),
        ("standing", ["established", "documented", "corroborated", "reported", "unjudged"]),
        ("time_verdict", ["observed", "possible", "sequence", "impossible"]),
        ("scope_verdict", ["one_arrangement", "association"]),
        ("commitment_state", ["open", "kept", "broken", "unknown"]),
        ("review_outcome", ["accepted", "conflict", "issue", "work_needed"]),
        ("locator_kind", ["archive", "page", "paragraph", "line", "clip", "frame", "cell", "whole"]),
        ("sharing", ["TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR"]),
        ("judgement", ["same", "different", "unsure"]),
        ("quote_check", ["found", "not_found", "not_checked"]),
        ("policy", ["four_eyes", "single_handed"]),
        (
            "medical_term",
            ["not_consistent_with", "consistent_with", "highly_consistent_with", "typical_of", "diagnostic_of"],
        ),
    ],
)
def test_a_list_has_these_terms_in_this_order(listname: str, terms: list[str]) -> None:
    assert list(vocabulary().words(listname)) == terms


def test_the_admiralty_marks_are_worded_as_their_standard_has_them() -> None:
    assert vocabulary().terms["reliability"] == {
        "A": "Completely reliable",
        "B": "Usually reliable",
        "C": "Fairly reliable",
        "D": "Not usually reliable",
        "E": "Unreliable",
        "F": "Reliability cannot be judged",
    }
    assert vocabulary().terms["credibility"] == {
        "1": "Confirmed by other sources",
        "2": "Probably true",
        "3": "Possibly true",
        "4": "Doubtful",
        "5": "Improbable",
        "6": "Truth cannot be judged",
    }


@pytest.mark.parametrize(
    ("listname", "term"), [("visibility", "team"), ("predicates", "funds"), ("assertions", "allegation")]
)
def test_a_word_of_a_list_passes(listname: str, term: str) -> None:
    assert vocabulary().check(listname, term) == term


@pytest.mark.parametrize(("listname", "term"), [("visibility", "Team"), ("predicates", "likes"), ("assertions", "")])
def test_a_word_in_no_list_is_refused_with_what_the_list_has(listname: str, term: str) -> None:
    with pytest.raises(UnknownTerm, match=f"{term!r} is not in the list {listname}: ") as refused:
        vocabulary().check(listname, term)
    assert str(refused.value).endswith(", ".join(vocabulary().words(listname)))


def test_a_label_says_what_a_term_means() -> None:
    assert vocabulary().label("attribution", "answers_something_else") == "answers something else"


def test_the_lists_are_read_once() -> None:
    assert vocabulary() is vocabulary()


def test_the_lists_are_found_in_a_checkout_and_within_an_installed_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert module._folder().name == "vocabulary"
    monkeypatch.setattr(module, "__file__", str(tmp_path / "evidence" / "vocabulary.py"))
    (tmp_path / "evidence" / "terms").mkdir(parents=True)
    assert module._folder() == tmp_path / "evidence" / "terms"
