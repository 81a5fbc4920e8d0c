"""An entry says what the columns said that it was packed from, whatever the days are."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from evidence.dates import EARLIEST, LATEST
from graph.entries import ALONG, BACK, BROKEN, CERTAIN, PLAIN_END, PLAIN_START, Entries

_FLAGS = (ALONG, BACK, PLAIN_START, PLAIN_END, BROKEN, CERTAIN)
_FIRST_DAY, _LAST_DAY = 1, 3_652_059
_DAYS = st.integers(_FIRST_DAY, _LAST_DAY) | st.sampled_from([EARLIEST, LATEST, 0])
_NUMBERS = st.integers(0, 2**31 - 1)
_ROWS = st.lists(
    st.tuples(
        st.integers(0, 2**31 - 1), st.integers(0, 2**31 - 1), _DAYS, _DAYS, st.integers(0, 255), st.integers(0, 63)
    ),
    max_size=8,
)


def packed(rows: list[tuple[int, ...]]) -> Entries:
    end, hop, first, last, predicate, flags = np.array(rows, np.int64).reshape(-1, 6).T
    return Entries.of(end, hop, (first, last), predicate, flags)


@given(_ROWS)
def test_an_entry_says_what_it_was_packed_from(rows: list[tuple[int, ...]]) -> None:
    entries = packed(rows)
    assert entries.end.tolist() == [row[0] for row in rows]
    assert entries.hop.tolist() == [row[1] for row in rows]
    assert entries.predicate.tolist() == [row[4] for row in rows]
    for flag in _FLAGS:
        assert entries.are(flag).tolist() == [bool(row[5] & flag) for row in rows]


@given(_ROWS, st.integers(_FIRST_DAY, _LAST_DAY))
def test_a_day_lies_in_a_span_where_it_is_between_the_ends_be_they_unbounded(
    rows: list[tuple[int, ...]], day: int
) -> None:
    assert packed(rows).span(day).tolist() == [row[2] <= day <= row[3] for row in rows]


@given(_ROWS, st.data())
def test_those_at_some_places_come_in_the_order_asked_for(rows: list[tuple[int, ...]], data: st.DataObject) -> None:
    places = data.draw(st.lists(st.integers(0, len(rows) - 1))) if rows else []
    assert packed(rows).at(np.array(places, np.int64)).end.tolist() == [rows[place][0] for place in places]
