"""A kept graph that is damaged is made anew: most doors never show it, the others where they are asked again."""

import pytest

from graph.on_disk import DAMAGED
from tests.api.command_line import CommandLine
from tests.api.http_door import door_to

NEVER_SHOWN = (
    ("brief", "E1", "E3"),
    ("brief", "E1", "E3", "--summary"),
    ("exposure", "E1", "--to-kind", "organisation", "--out", "exposure.md"),
    ("overview",),
    ("checklist", "E1", "E3"),
    ("bundle", "E1", "E3", "--unsigned", "--out", "evidence.zip"),
    ("site", "--out", "public", "--chains", "E1 -> E3"),
    ("why", "C2"),
    ("impact", "C2"),
)


def damage(throughline: CommandLine) -> None:
    """Alter the text of every claim in the graph that is kept; it is kept since something asked for it."""
    (whole,) = throughline.folder.rglob("public.whole")
    kept = whole.read_bytes()
    assert b'"predicate":"' in kept
    whole.write_bytes(kept.replace(b'"predicate":"', b'"predicate";"'))


@pytest.mark.parametrize("command", NEVER_SHOWN, ids=" ".join)
def test_a_question_is_answered_as_if_nothing_were_damaged(harbour: CommandLine, command: tuple[str, ...]) -> None:
    answer = harbour.done(*command)
    harbour.done("chains", "E1", "E3")
    damage(harbour)
    assert harbour.done(*command) == answer


def test_a_chains_page_is_shown_as_if_nothing_were_damaged(harbour: CommandLine) -> None:
    harbour.done("chains", "E1", "E3")
    address = "/chains?from=E1&to=E3"
    with door_to(harbour.address) as door:
        whole = door.get(address).text
    damage(harbour)
    with door_to(harbour.address) as door:
        assert door.get(address).text == whole


def test_a_command_that_meets_damage_says_so_and_has_its_answer_when_it_is_given_again(harbour: CommandLine) -> None:
    answer = harbour.done("cite", "C2")
    harbour.done("chains", "E1", "E3")
    damage(harbour)
    refused = harbour("cite", "C2")
    assert (refused.code, DAMAGED in refused.err) == (1, True)
    assert harbour.done("cite", "C2") == answer


def test_a_page_that_meets_damage_says_so_and_is_shown_when_it_is_asked_for_again(harbour: CommandLine) -> None:
    harbour.done("chains", "E1", "E3")
    damage(harbour)
    with door_to(harbour.address) as door:
        refused = door.get("/claims/C2")
        assert (refused.status_code, DAMAGED in refused.text) == (503, True)
        assert door.get("/claims/C2").status_code == 200
