"""A budget of steps and seconds."""

from itertools import count

from graph.budget import Budget


def test_steps_run_out_and_stay_out() -> None:
    budget = Budget(3, 60)
    assert budget.take(3)
    assert not budget.spent
    assert not budget.take(1)
    assert budget.spent


def test_seconds_run_out() -> None:
    ticks = count()
    budget = Budget(1000, 2, clock=lambda: float(next(ticks)))
    assert [budget.take(1) for _ in range(4)] == [True, True, False, False]
    assert budget.spent
