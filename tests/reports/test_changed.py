"""Each kind of change under an edition, told of the sentences that rest on what changed and of no other.

The record stays as it is: the edition is altered to one that was sealed when the record was another.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from evidence.dates import parse_period
from evidence.edition_drafts import Change, EditionDraft
from evidence.tombstones import Tombstone
from evidence.views import Disclosure
from graph.projector import project
from reports.basis import basis_of
from reports.briefing import build_briefing
from reports.changed import KINDS, Now, changes_under, in_words
from tests.reports.case import DAY, HEAD, asked

Gone = Mapping[tuple[str, str], Tombstone]
Alter = Callable[[EditionDraft], EditionDraft]
OTHER = "f" * 64


@pytest.fixture(scope="module")
def edition(disclosure: Disclosure) -> EditionDraft:
    answer = asked(disclosure)
    briefing = build_briefing(answer, disclosure, head=HEAD, made_on=DAY)
    basis = basis_of(briefing, answer.chains, disclosure, project(disclosure), backwards=False)
    made = {"as_of": 1, "head": HEAD, "dated": DAY.isoformat(), "made_with": {}, "files": {".md": OTHER}}
    asked_ = {"title": "T", "number": 1, "audience": "public", "kind": "briefing", "question": {}}
    return EditionDraft.model_validate({**asked_, **made, **basis.parts()})


def told(edition: EditionDraft, disclosure: Disclosure, gone: Gone | None = None) -> tuple[Change, ...]:
    texts = frozenset(one.text for one in edition.sentences)
    return changes_under(edition, Now(disclosure, project(disclosure), gone or {}, texts))


def part(name: str, where: Callable[[Any], bool] = lambda _: True, **other: Any) -> Alter:
    """An edition that had something else in the first of its parts of which ``where`` holds."""

    def altered(edition: EditionDraft) -> EditionDraft:
        parts = list(getattr(edition, name))
        place = next(number for number, one in enumerate(parts) if where(one))
        values = {key: value(parts[place]) if callable(value) else value for key, value in other.items()}
        parts[place] = parts[place].model_copy(update=values)
        return edition.model_copy(update={name: tuple(parts)})

    return altered


def unless(value: str, other: str, field: str) -> Callable[[Any], str]:
    """One of two values: the one that a part has not."""
    return lambda one: other if getattr(one, field) == value else value


ALTERED: Mapping[str, Alter] = {
    "revised": part("claims", digest=OTHER),
    "superseded": part("claims", digest=OTHER, id="another"),
    "gone": part("sources", key="S404"),
    "source_withdrawn": part("sources", lambda one: one.retracted, retracted=False),
    "source_restored": part("sources", lambda one: not one.retracted, retracted=True),
    "source_changed": part("sources", digest=OTHER),
    "disputed": part("claims", lambda one: one.disputes, disputes=()),
    "denied": part("claims", lambda one: one.denials, denials=()),
    "replied": part("claims", lambda one: one.replies, replies={}),
    "reply_changed": part("claims", lambda one: one.replies, replies=lambda one: dict.fromkeys(one.replies, OTHER)),
    "contested": part("hops", lambda one: one.contested, contested=False),
    "standing": part("hops", standing=unless("established", "reported", "standing")),
    "origins": part("hops", origins=lambda one: one.origins + 1),
    "chain_lost": part("hops", id="hop-0"),
    "time": part("chains", lambda one: one.time == "possible", time="observed"),
    "strength": part("chains", strength=unless("established", "reported", "strength")),
    "scope": part("chains", scope=unless("association", "one_arrangement", "scope")),
}
TAKEN_BACK = ("retracted", "withdrawn", "unsupported")


def test_there_is_an_example_of_every_kind() -> None:
    assert {*ALTERED, *TAKEN_BACK, "chain_impossible", "retold"} == set(KINDS)


def test_under_an_edition_of_the_record_as_it_is_nothing_changed(edition: EditionDraft, disclosure: Disclosure) -> None:
    assert told(edition, disclosure) == ()


@pytest.mark.parametrize("kind", ALTERED)
def test_it_is_told_of_what_rests_on_it_alone(edition: EditionDraft, disclosure: Disclosure, kind: str) -> None:
    found = told(ALTERED[kind](edition), disclosure)
    assert {one.kind for one in found} == {kind}
    assert len({one.sentence for one in found}) < len(edition.sentences)
    assert all(in_words(one).endswith(".") for one in found)


@pytest.mark.parametrize("kind", ["standing", "origins", "time", "strength", "scope"])
def test_what_moved_is_told_from_what_to_what(edition: EditionDraft, disclosure: Disclosure, kind: str) -> None:
    change = told(ALTERED[kind](edition), disclosure)[0]
    assert change.was
    assert change.now
    assert change.was != change.now
    assert f"from {change.was} to {change.now}".replace("_", " ") in in_words(change)


@pytest.mark.parametrize("state", TAKEN_BACK)
def test_of_a_claim_that_is_gone_its_tombstone_is_told(
    edition: EditionDraft, disclosure: Disclosure, state: str
) -> None:
    was = edition.claims[0]
    lost = part("claims", key="C99")(edition)
    stone = Tombstone("id-C99", "C99", was.investigation, state, "2026-01-02")
    found = told(lost, disclosure, {(was.investigation, "C99"): stone})
    assert {(one.kind, one.record, one.on) for one in found} == {(state, "C99", "2026-01-02")}
    assert {one.kind for one in told(lost, disclosure)} == {"gone"}


def test_a_chain_that_cannot_be_any_more_is_told_with_what_it_was(
    edition: EditionDraft, disclosure: Disclosure
) -> None:
    first = edition.chains[0]
    store, claims = project(disclosure), dict(disclosure.claims)
    for place, year in zip(first.hops, ("2050", "1950"), strict=False):
        hop = store.hop(edition.hops[place].id)
        assert hop
        claims |= {one.id: replace(one, period=parse_period(year)) for one in hop.affirming}
    found = told(edition, replace(disclosure, claims=claims))
    assert (first.time, "impossible") in {(one.was, one.now) for one in found if one.kind == "chain_impossible"}
    assert "time" not in {one.kind for one in found if one.now == "impossible"}


def test_what_the_question_no_longer_gives_is_told_where_nothing_else_is(
    edition: EditionDraft, disclosure: Disclosure
) -> None:
    found = changes_under(edition, Now(disclosure, project(disclosure), {}, frozenset()))
    assert {one.kind for one in found} == {"retold"}
    assert changes_under(edition, Now(disclosure, project(disclosure), {}, None)) == ()
