"""Keys are sorted as people count."""

from hypothesis import given
from hypothesis import strategies as st

from evidence.drafts import InvestigationDraft
from evidence.exchange.order import natural, written
from tests.evidence.small import claim, entity, source


def test_keys_are_ordered_as_people_count() -> None:
    keys = ["C10", "C2b", "C08b", "C2", "C08", "A1", "C", "C9-10", "C9-9", "10", "9"]
    assert sorted(keys, key=natural) == ["9", "10", "A1", "C", "C2", "C2b", "C08", "C08b", "C9-9", "C9-10", "C10"]


def test_keys_that_count_alike_still_have_one_order() -> None:
    assert sorted(["C8", "C08", "C008"], key=natural) == ["C008", "C08", "C8"]


@given(
    st.lists(st.text(max_size=12), unique=True).flatmap(lambda keys: st.tuples(st.just(keys), st.permutations(keys)))
)
def test_any_keys_have_one_order(keys: tuple[list[str], list[str]]) -> None:
    one, other = keys
    assert sorted(one, key=natural) == sorted(other, key=natural)


def test_records_are_written_kind_by_kind_as_they_are_recorded() -> None:
    drafts = [claim("A1"), source("A2"), entity("B10"), entity("B9"), InvestigationDraft(key="z", title="t")]
    assert [draft.key for draft in sorted(drafts, key=written)] == ["z", "B9", "B10", "A2", "A1"]
