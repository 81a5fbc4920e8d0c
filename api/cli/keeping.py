"""Making a ledger, opening it, and saying how it is."""

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from evidence.errors import GraphDamaged, LedgerError, NoActor

if TYPE_CHECKING:
    from api.resources import Resources
    from evidence.address import Address
    from evidence.settings import Settings


def init(
    single_handed: Annotated[
        bool,
        typer.Option("--single-handed", help="One person works alone: nobody else reviews, and every output says so."),
    ] = False,
) -> None:
    """Make an empty ledger.

    It is made where THROUGHLINE_LEDGER says, else in your data folder. Under four eyes, the policy unless you say
    otherwise, the recorder's own approval of a claim does not count.

    \b
    Example:
      throughline init
    """
    from evidence.ledger import create_ledger

    configured = settings()
    policy = "single_handed" if single_handed else "four_eyes"
    with failures_told(configured.ledger_address):
        create_ledger(configured.ledger_address, policy=policy, actor=configured.actor or _login()).close()
    print(f"A ledger was made at {configured.ledger_address}; its policy is {policy.replace('_', ' ')}.")


def status() -> None:
    """Say where the ledger is and how much it holds.

    The head is the hash of the last event of the audit chain: written down elsewhere, it proves later that nothing
    before it was changed.

    \b
    Example:
      throughline status
    """
    from evidence.status import status_of

    found = status_of(settings().ledger_address)
    print(f"ledger   {found.address}\npolicy   {found.policy.replace('_', ' ')}")
    print(f"audit    {found.events} events, head {found.head}")
    for kind, count in found.records.items():
        print(f"{count:7}  {kind}")


def settings() -> "Settings":
    """The settings of this run; raises BadParameter naming each variable that does not fit, and why."""
    from pydantic import ValidationError

    from evidence.settings import Settings

    try:
        return Settings()
    except ValidationError as error:
        told = error.errors(include_url=False, include_context=False, include_input=False)
        raise typer.BadParameter(
            "; ".join(f"THROUGHLINE_{str(one['loc'][0]).upper()}: {one['msg']}" for one in told)
        ) from error


@contextmanager
def opened() -> "Iterator[Resources]":
    """The ledger that the settings name, given back at the end; raises LedgerError where the database fails."""
    from api.resources import open_resources

    configured = settings()
    with failures_told(configured.ledger_address):
        resources = open_resources(configured)
        try:
            yield resources
        except GraphDamaged:
            resources.distrust()
            raise
        finally:
            resources.close()


@contextmanager
def failures_told(address: "Address") -> Iterator[None]:
    """Where the database fails, LedgerError in one line."""
    from sqlalchemy.exc import DBAPIError

    from evidence.hindrances import in_words

    try:
        yield
    except DBAPIError as error:
        raise LedgerError(f"the ledger at {address} cannot be used: {in_words(error)}") from error


def login_name(verb: str) -> str:
    """The login name, for verbs that need no more; who reads the output is told."""
    name = _login()
    print(f"{verb} as {name!r} (your login name); set THROUGHLINE_ACTOR to say who acts", file=sys.stderr)
    return name


def _login() -> str:
    """The login name; raises NoActor where the machine knows none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError) as error:
        raise NoActor("who acts? This machine knows no login name: set THROUGHLINE_ACTOR to your name") from error
