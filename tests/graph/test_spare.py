"""What one search has given back is what the next one takes."""

from graph.spare import Spares


def spares() -> Spares[list[int]]:
    return Spares(lambda size: [0] * size, most=2)


def test_what_was_given_back_is_taken_again_and_nobody_else_has_it() -> None:
    spare = spares()
    first, second = spare.take(3), spare.take(3)
    assert first is not second
    spare.give_back(first)
    assert spare.take(2) is first
    assert spare.kept == []


def test_what_is_too_small_is_replaced() -> None:
    spare = spares()
    spare.give_back(spare.take(3))
    assert len(spare.take(4)) == 4


def test_no_more_are_kept_than_asked_for() -> None:
    spare = spares()
    for one in [spare.take(3) for _ in range(5)]:
        spare.give_back(one)
    assert len(spare.kept) == 2
