"""The public tree: it grows by what becomes public or ceases to be, and nothing hidden moves it."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.canonical import canonical_json
from evidence.exchange.batch import load
from evidence.exchange.heads import public_export, public_head
from evidence.exchange.placed import Place as FilePlace
from evidence.exchange.placed import Placed
from evidence.ledger import Ledger, create_ledger
from evidence.public_tree import Entry, entry_in, next_entries, standing_after, standing_in
from evidence.replay import replay
from tests.evidence.small import claim, entity, published, recorded, session_on, small_case, source


def entries_of(ledger: Ledger, before: list[Entry]) -> list[Entry]:
    """What a checkpoint would add now."""
    with session_on(ledger) as session:
        return next_entries(standing_after(before), public_export(replay(session)))


def loaded(ledger: Ledger, *drafts: Any) -> Ledger:
    placed = [Placed(draft, FilePlace("a.jsonl", 1)) for draft in drafts]
    load(ledger, placed, actor="Ada", investigation="case", supersede=True)
    return ledger


def told(entries: list[Entry]) -> list[str]:
    return [one["key"] + (" gone" if "gone" in one else "") for one in entries if "key" in one]


def test_what_is_public_enters_with_the_head_that_briefings_print(ledger: Ledger) -> None:
    entries = entries_of(published(recorded(ledger)), [])
    assert told(entries) == ["C1", "E1", "E2", "S1"]
    with session_on(ledger) as session:
        assert entries[-1] == {"export": public_head(session)}
        assert standing_after(entries) == standing_in(public_export(replay(session)))


def test_what_is_public_already_is_not_said_again(ledger: Ledger) -> None:
    entries = entries_of(loaded(ledger, *small_case()), [])
    assert entries_of(ledger, entries) == []
    more = entries_of(loaded(ledger, entity("E9")), entries)
    assert told(more) == ["E9"]


def test_drafts_reviews_and_what_is_hidden_add_nothing(ledger: Ledger) -> None:
    entries = entries_of(loaded(ledger, *small_case()), [])
    recorded(ledger, claim("C2"), entity("E8", visibility="team"), source("S8", sharing="TLP:RED"))
    loaded(ledger, claim("C3", object="E8"), claim("C4", citations=[{"source": "S8", "assertion": "press_report"}]))
    assert entries_of(ledger, entries) == []


def test_what_is_hidden_later_is_gone_by_a_leaf_of_its_own_and_the_older_leaves_stand(ledger: Ledger) -> None:
    entries = entries_of(loaded(ledger, *small_case()), [])
    more = entries_of(loaded(ledger, entity("E2", visibility="restricted")), entries)
    assert told(more) == ["C1 gone", "E2 gone"]
    again = entries_of(loaded(ledger, entity("E2")), [*entries, *more])
    assert told(again) == ["C1", "E2"]


def test_what_becomes_public_enters_at_the_end_and_nothing_of_its_hidden_past_does(ledger: Ledger) -> None:
    loaded(ledger, *small_case(), entity("E7", visibility="custodian", summary="hidden words"))
    entries = entries_of(ledger, [])
    assert told(entries_of(loaded(ledger, entity("E7")), entries)) == ["E7"]


@settings(max_examples=25)
@given(steps=st.lists(st.tuples(st.integers(1, 4), st.sampled_from(["public", "team", "custodian"])), max_size=8))
def test_a_ledger_without_what_never_was_public_has_the_same_entries(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, str]]
) -> None:
    """Entities appear and change, some hidden at times: one ledger is told all of it, the other what was public."""
    folder = tmp_path_factory.mktemp("trees")
    both = [create_ledger(folder / name, policy="four_eyes", actor="Ada") for name in ("full", "cut")]
    trees: list[list[Entry]] = [[], []]
    been_public: set[int] = set()
    for summary, (number, level) in enumerate(steps):
        draft = entity(f"E{number}", visibility=level, summary=f"version {summary}")
        been_public |= {number} if level == "public" else set()
        loaded(both[0], draft)
        if number in been_public:
            loaded(both[1], draft)
        for ledger, tree in zip(both, trees, strict=True):
            tree.extend(entries_of(ledger, tree))
    for ledger in both:
        ledger.close()
    assert trees[0] == trees[1]


@pytest.mark.parametrize("text", ["", "[]", "1", "{}", '{"export": "a", "key": "b"}', '{"key": "a", "digest": "b"}'])
def test_what_is_no_entry_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"no entry|Expecting"):
        entry_in(text)


def test_an_entry_reads_back(ledger: Ledger) -> None:
    for entry in entries_of(published(recorded(ledger)), []):
        assert entry_in(canonical_json(entry).decode()) == entry
