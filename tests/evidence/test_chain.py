"""A chain of events and its seals: a change, a gap, another order or a fork is named, whatever the rows hold."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.audit import GENESIS, hash_of, seal_of
from evidence.chain import broken_events, broken_seals

Row = dict[str, Any]
SALT = "5a" * 32
COLUMNS = ("seq", "at", "actor", "verb", "record_id", "body", "prev_hash", "hash")


def chain(length: int = 5) -> list[Row]:
    rows: list[Row] = []
    before = GENESIS
    for seq in range(1, length + 1):
        row: Row = {"seq": seq, "at": "2026-01-01", "actor": "Ada", "verb": "record", "record_id": "r", "body": "{}"}
        row |= {"prev_hash": before}
        row["hash"] = before = hash_of(row)
        rows.append(row)
    return rows


def seals(rows: list[Row]) -> list[Row]:
    return [{"seq": row["seq"], "salt": SALT, "seal": seal_of(row, SALT)} for row in rows]


def named(rows: list[Row]) -> list[Any]:
    return [broken.seq for broken in broken_events(rows)]


def test_the_hash_and_the_seal_of_an_event_are_pinned() -> None:
    (row,) = chain(1)
    assert row["hash"] == "4e321da7a8114e1bb7cf8ac64a0bef5286bc056477953b65c66f09f49a087b8d"
    assert seal_of(row, SALT) == "330bcc6b06048ad4783ac4e10dbeed44c649f0edf9be17b86ee703a5564d0f24"


def test_a_chain_that_nobody_touched_holds() -> None:
    assert named(chain()) == []
    assert list(broken_seals(chain(), seals(chain()))) == []


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("value", ["changed", None, 7, "\\xff"])
def test_a_change_to_any_column_is_named_at_its_event(column: str, value: object) -> None:
    rows = chain()
    rows[2][column] = value
    assert named(rows)[0] == rows[2]["seq"]
    if column not in ("seq", "hash"):
        assert [broken.seq for broken in broken_seals(rows, seals(chain()))] == [3]


REORDERING: dict[str, tuple[Callable[[list[Row]], list[Row]], int]] = {
    "deleted": (lambda rows: rows[:2] + rows[3:], 4),
    "the first deleted": (lambda rows: rows[1:], 2),
    "duplicated": (lambda rows: [*rows[:3], rows[2], *rows[3:]], 3),
    "another order": (lambda rows: [rows[0], rows[2], rows[1], *rows[3:]], 3),
}


@pytest.mark.parametrize(("change", "first"), REORDERING.values(), ids=REORDERING.keys())
def test_rows_that_are_missing_doubled_or_moved_are_named(change: Callable[[list[Row]], list[Row]], first: int) -> None:
    assert named(change(chain()))[0] == first


def test_one_change_is_named_once_and_not_for_every_event_after_it() -> None:
    rows = chain()
    rows[1]["actor"] = "Eve"
    assert named(rows) == [2]
    assert len(named(chain()[1:])) == 2


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"salt": None}, "salt of its seal is gone"),
        ({"salt": "00" * 32}, "not the seal of its event"),
        ({"salt": "no hex"}, "not the seal of its event"),
        ({"salt": 7}, "not the seal of its event"),
        ({"seal": "00" * 32}, "not the seal of its event"),
        ({"seq": 9}, "the event has no seal"),
    ],
)
def test_a_seal_that_was_touched_is_named(change: Row, reason: str) -> None:
    kept = seals(chain())
    kept[2] |= change
    first = next(broken_seals(chain(), kept))
    assert (first.seq, reason in first.reason) == (3, True)


def test_a_seal_of_no_event_is_named() -> None:
    extra = [*seals(chain()), {"seq": 6, "salt": SALT, "seal": "00" * 32}]
    assert [broken.seq for broken in broken_seals(chain(), extra)] == [6]


@given(
    st.lists(
        st.dictionaries(st.sampled_from(COLUMNS), st.none() | st.integers() | st.text()).map(
            lambda given: {name: given.get(name) for name in COLUMNS}
        ),
        max_size=5,
    )
)
def test_rows_of_any_content_are_judged_and_never_an_error(rows: list[Row]) -> None:
    assert list(broken_events(rows)) or not rows
