"""Editions of the harbour ledger, and what is done to it under them."""

from collections.abc import Mapping
from typing import Any

import pytest

from api import editions
from api.edition_kinds import Wanted
from api.resources import open_resources
from evidence.address import Address
from evidence.claims import retract_claim
from evidence.settings import Settings
from tests.api.command_line import HARBOUR, CommandLine, jsonl
from tests.api.http_door import ledger_at

BRIEF = ("brief", "E1", "E3", "--edition", "Harbour")
COMMANDS = (
    ("brief", "E1", "E3", "--summary"),
    ("exposure", "E1", "--to-kind", "organisation"),
    ("dossier", "E2"),
    ("letter", "E2", "--answer-by", "2027-01-15"),
    ("overview", "--chains", "E1 -> E3"),
)
"""One of each kind that can be sealed, but for the briefing itself."""
REPLY = {"record": "reply", "key": "R5", "claims": ["C1"], "party": "E1", "received": "2023", "attribution": "denies"}


def kinds(throughline: CommandLine, *more: str) -> set[str]:
    """The kinds of change that are told under the first edition, by an exit code that says whether there are any."""
    ran = throughline("changed", "1", "--format", "json", *more)
    found = {change["kind"] for one in ran.json()["sentences"] for change in one["changes"]}
    assert ran.code == (4 if found else 0), ran.err
    return found


def hidden(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """The record, for the team from now on."""
    return {**record, "visibility": "team"}


def change(throughline: CommandLine, *records: Mapping[str, Any]) -> None:
    """Load records that take the place of those that are there."""
    throughline.done("load", "--supersede", str(jsonl(throughline.folder / "harbour.jsonl", records)))


def ledger_with_editions(address: Address) -> Address:
    """A new ledger with editions of every fate.

    Of the public, "Harbour" was corrected, and its second edition changed since; of "Police taught" nothing stands;
    nothing changed under "Institute". "Hidden" is the team's.
    """
    resources = open_resources(Settings(ledger=ledger_at(address, HARBOUR), actor="Ada"))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(editions, "FORMATS", (".html", ".pdf", ".md", ".csl.json"))
        editions.seal(resources, Wanted("briefing", {"from": ["E1"], "to": ["E3"]}, "public"), "Harbour")
        editions.seal(resources, Wanted("dossier", {"entity": "E3"}, "public"), "Police taught")
        editions.seal(resources, Wanted("dossier", {"entity": "E3"}, "team"), "Hidden")
        retract_claim(resources.ledger, "C4", actor="Ada", reason="wrong")
        editions.correct(resources, "Harbour", "public")
        for claim in ("C2", "C3"):
            retract_claim(resources.ledger, claim, actor="Ada", reason="wrong")
        editions.seal(resources, Wanted("dossier", {"entity": "E2"}, "public"), "Institute")
    resources.close()
    return address
