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
