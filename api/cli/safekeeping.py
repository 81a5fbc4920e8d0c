"""Keeping a ledger over the years: bringing it to the version that this program reads."""

import datetime as dt

from api.cli.keeping import settings


def migrate() -> None:
    """Bring a ledger that an earlier version made to this one.

    It is copied first, into a file beside it whose name is printed. Then all is done, or nothing: when a step fails,
    the ledger is as it was. The audit chain tells that it was done.

    \b
    Example:
      throughline migrate
    """
    from evidence.migrating import migrate as bring_up

    configured = settings()
    stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    done = bring_up(
        configured.ledger_address, actor=configured.actor, backup=configured.beside(f".{stamp}.before-migration")
    )
    if done.backup is None:
        print(f"The ledger at {configured.ledger_address} is of this program's version, {done.older}, already.")
    else:
        print(f"The ledger at {configured.ledger_address} was brought up from version {done.older}.")
        print(f"What it was before is at {done.backup}: remove it when you no longer need it.")
