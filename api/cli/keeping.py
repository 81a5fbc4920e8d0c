"""Making a ledger, opening it, and saying how it is."""

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from api.resources import Resources
    from evidence.settings import Settings


def init(
    single_handed: Annotated[
        bool,
        typer.Option("--single-handed", help="One person works alone: nobody else reviews, and every output says so."),
    ] = False,
) -> None:
    """Make an empty ledger where THROUGHLINE_LEDGER says, or in your data folder."""
    from evidence.ledger import create_ledger

    configured = settings()
    policy = "single_handed" if single_handed else "four_eyes"
    made = create_ledger(configured.ledger_path, policy=policy, actor=configured.actor or getpass.getuser())
    made.close()
    print(f"A ledger was made at {made.path}; its policy is {policy.replace('_', ' ')}.")


def status() -> None:
    """Say where the ledger is, its policy, how much it holds, and the head of its audit chain."""
    from evidence.status import status_of

    found = status_of(settings().ledger_path)
    print(f"ledger   {found.path}\npolicy   {found.policy.replace('_', ' ')}")
    print(f"audit    {found.events} events, head {found.head}")
    for kind, count in found.records.items():
        print(f"{count:7}  {kind}")


def settings() -> "Settings":
    """The settings of this run."""
    from evidence.settings import Settings

    return Settings()


@contextmanager
def opened() -> "Iterator[Resources]":
    """The ledger that the settings name, given back at the end."""
    from api.resources import open_resources

    resources = open_resources(settings())
    try:
        yield resources
    finally:
        resources.close()


def login_name(verb: str) -> str:
    """The login name, for verbs that need no more; who reads the output is told."""
    name = getpass.getuser()
    print(f"{verb} as {name!r} (your login name); set THROUGHLINE_ACTOR to say who acts", file=sys.stderr)
    return name
