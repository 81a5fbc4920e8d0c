"""Who records or loads a source is warned of an origin that may be another's."""

import json
from pathlib import Path

from tests.api.command_line import CommandLine


def test_origins_that_may_be_one_are_warned_of(harbour: CommandLine) -> None:
    assert harbour("record", "source", "A page", "--origin", "Human Rights Watch", "--key", "S8").err == ""
    near = ("--origin", "Human Rights Wach", "--key", "S9", "--derives-from", "S8")
    ran = harbour("record", "source", "The page", *near)
    assert ran.code == 0
    assert ran.err.splitlines() == [
        "warning: two origins that are near count as two: Human Rights Watch (S8); Human Rights Wach (S9)",
        "warning: S9 derives from S8 and names another origin: Human Rights Wach; Human Rights Watch",
    ]


def test_of_a_case_what_is_new_is_warned_of_and_what_is_there_already_is_not(empty: CommandLine) -> None:
    origins = ("Human Rights Watch", "Human Rights Wach")
    sources = [{"record": "source", "key": f"S{n}", "title": "A page", "origin": one} for n, one in enumerate(origins)]
    Path("case.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in sources), encoding="utf-8")
    warning = "warning: two origins that are near count as two: Human Rights Watch (S0); Human Rights Wach (S1)"
    assert warning in empty("load", "case.jsonl", "--check").err
    assert warning in empty("load", "case.jsonl").err
    assert "warning" not in empty("load", "case.jsonl").err
