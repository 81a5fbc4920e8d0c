"""The drill says of a ledger that was put back whether it is as it was."""

import random
from collections import Counter
from pathlib import Path

import pytest

from benchmarks import restore_drill
from benchmarks.restore_drill import drafts, drill


def test_a_small_ledger_is_backed_up_put_back_and_whole(tmp_path: Path) -> None:
    timed, wrong = drill(40, tmp_path, seed=1)
    assert wrong == []
    assert list(timed.seconds) == [
        "load it",
        "sign a checkpoint",
        "back it up",
        "put it back",
        "replay the graph",
        "verify it",
    ]
    assert timed.back == timed.seconds["put it back"] + timed.seconds["replay the graph"]


def test_one_that_is_another_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heads = iter(["one", "another"])
    monkeypatch.setattr(restore_drill, "public_head", lambda _: next(heads))
    assert drill(40, tmp_path, seed=1)[1] == ["it is not as it was"]


def test_there_are_as_many_claims_as_are_asked_for_and_a_seed_gives_the_same() -> None:
    made = list(drafts(100, random.Random(1)))
    assert Counter(draft.record for draft in made) == {"claim": 100, "entity": 25, "source": 2}
    assert made == list(drafts(100, random.Random(1)))
