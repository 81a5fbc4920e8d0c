"""A look-up gives every row that may be meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import lookup
from graph.lookup import Lookup

_WAYS = st.lists(st.tuples(st.sampled_from(["a", "b", "c", "\ud800"]), st.integers(0, 9)))


@pytest.mark.parametrize("every", [1, 2, 512])
@given(_WAYS)
def test_it_gives_the_rows_of_a_text_and_no_others(every: int, ways: list[tuple[str, int]]) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(lookup, "_EVERY", every)
        made = Lookup.of(ways)
        for text in ("a", "b", "c", "\ud800", "d"):
            assert sorted(made.numbers(text)) == sorted(number for asked, number in ways if asked == text)


def test_where_hashes_coincide_it_gives_both(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookup, "_hash", lambda _: 7)
    assert list(Lookup.of([("a", 1), ("b", 2)]).numbers("a")) == [1, 2]
