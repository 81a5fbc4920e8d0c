"""Garbage is not collected during the work, and as before after it."""

import gc

import pytest

from evidence.uncollected import uncollected


def test_garbage_is_collected_again_however_the_work_ends() -> None:
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ValueError, match="so"), uncollected():
        raise ValueError("so")
    assert gc.isenabled()


def test_work_within_work_ends_with_the_outer_one() -> None:
    with uncollected():
        with uncollected():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_work_that_begins_within_other_work_and_outlives_it_ends_with_garbage_collected() -> None:
    """As two threads may do it."""
    one, other = uncollected(), uncollected()
    one.__enter__()
    other.__enter__()
    one.__exit__(None, None, None)
    assert gc.isenabled()
    other.__exit__(None, None, None)
    assert gc.isenabled()
