"""Editions of the harbour ledger, and what is done to it under them."""

from collections.abc import Mapping
from typing import Any

from tests.api.command_line import CommandLine, jsonl

BRIEF = ("brief", "E1", "E3", "--edition", "Harbour")
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
