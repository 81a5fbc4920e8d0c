"""Two people who record at once: nobody is refused over a key that the program made up."""

from collections.abc import Sequence
from importlib import import_module

import pytest

from tests.api.command_line import CommandLine

SUPERSEDE = ("supersede", "C1", "--note", "From the report itself.")
REPLY = ("reply", "C2", "--party", "E2", "--attribution", "denies", "--received", "2022-05-01")


def meanwhile(throughline: CommandLine, monkeypatch: pytest.MonkeyPatch, verb: str, arguments: Sequence[str]) -> None:
    """Lets Bob do something once, between the drafts of the next command and their record by a verb."""
    module, name = verb.rsplit(".", 1)
    whole = getattr(import_module(module), name)
    once = [arguments]

    def first(*told: object, **more: object) -> object:
        if once:
            throughline.done(*once.pop(), actor="Bob")
        return whole(*told, **more)

    monkeypatch.setattr(verb, first)


@pytest.mark.parametrize(
    ("both", "verb", "key"),
    [
        (
            (
                ("record", "entity", "Eastport Police", "--kind", "organisation"),
                ("record", "entity", "Westport Police", "--kind", "organisation"),
            ),
            "evidence.recording.record",
            "entity E002",
        ),
        ((REPLY, (*REPLY, "--text", "No.")), "evidence.recording.record", "reply R002"),
        ((SUPERSEDE, (*SUPERSEDE, "--edtf", "2021")), "evidence.claims.supersede_claim", "claim C1-002"),
    ],
)
def test_the_next_key_that_is_free_is_taken(
    harbour: CommandLine, monkeypatch: pytest.MonkeyPatch, both: Sequence[Sequence[str]], verb: str, key: str
) -> None:
    meanwhile(harbour, monkeypatch, verb, both[0])
    assert harbour.done(*both[1]).startswith(f"{key} is recorded")
    assert "Ada" in harbour.done("history", key.split()[1])


def test_a_key_that_was_given_is_refused(harbour: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    named = ("--key", "E77", "--kind", "organisation")
    meanwhile(harbour, monkeypatch, "evidence.recording.record", ("record", "entity", "Eastport Police", *named))
    ran = harbour("record", "entity", "Westport Police", *named)
    assert (ran.code, ran.out) == (1, "")
    assert "E77" in ran.err
