"""Keeping a ledger over the years: backups, and bringing it to the version that this program reads."""

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.keeping import failures_told, login_name, opened, settings

if TYPE_CHECKING:
    from evidence.kept import Kept
    from evidence.restoring import Restored
    from evidence.settings import Settings

PassphraseFile = Annotated[
    Path | None, typer.Option("--passphrase-file", help="A file whose first line is the passphrase; else it is asked.")
]
Replace = Annotated[
    bool, typer.Option("--replace", help="Let it take the place of the ledger that is there, which is copied first.")
]
Holding = Annotated[
    str | None, typer.Option("--holding", help="A head that you wrote down: refuse a backup from before it.")
]
Against = Annotated[
    list[Path] | None,
    typer.Option(
        "--against",
        exists=True,
        dir_okay=False,
        help="A signed checkpoint: refuse a backup from before it; repeatable.",
    ),
]
EvenIfOlder = Annotated[
    bool, typer.Option("--even-if-older", help="Take a backup that is older than a checkpoint all the same.")
]
EvenIfDamaged = Annotated[
    bool,
    typer.Option("--even-if-damaged", help="Take a backup whose rows are not what its audit chain says all the same."),
]


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
    backup = _kept_as(configured, "before-migration")
    with failures_told(configured.ledger_address):
        done = bring_up(configured.ledger_address, actor=configured.actor, backup=backup)
    if done.backup is None:
        print(f"The ledger at {configured.ledger_address} is of this program's version, {done.older}, already.")
    else:
        print(f"The ledger at {configured.ledger_address} was brought up from version {done.older}.")
        print(f"What it was before is at {done.backup}: remove it when you no longer need it.")


def backup(
    file: Annotated[Path, typer.Argument(help="The file to write; none may be there.", show_default=False)],
    encrypt: Annotated[
        bool, typer.Option("--encrypt", help="Encrypt it with a passphrase, without which nobody can read it.")
    ] = False,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Write the ledger and its captures into one file.

    It holds one moment, whoever goes on writing, and a manifest with the digest of everything in it. The custody log,
    which is in it too, says of each capture that it was copied. With --encrypt it is no use without its passphrase
    (AES-256-GCM); one that is lost is lost for good.

    \b
    Examples:
      throughline backup case.backup
      throughline backup case.backup --encrypt
    """
    from evidence.backup import Custody, back_up

    configured = settings()
    actor = configured.actor or login_name("copying")
    encrypted = encrypt or passphrase_file is not None
    passphrase = _passphrase(passphrase_file, twice=True) if encrypted else None
    with failures_told(configured.ledger_address):
        made = back_up(
            configured.ledger_address,
            configured.vault_path,
            file,
            beside=configured.beside("").parent,
            passphrase=passphrase,
            custody=Custody(configured.custody_path, actor),
        )
    print(f"{file} holds {made.events} events, head {made.head}, and {len(made.captures)} captures.")
    for sha256 in made.missing:
        print(f"It lacks the capture {sha256}: the vault does not have it, or not as it was taken.")


def restore(
    file: Annotated[Path, typer.Argument(help="A file that 'throughline backup' wrote.", show_default=False)],
    replace: Replace = False,
    holding: Holding = None,
    against: Against = None,
    even_if_older: EvenIfOlder = False,
    even_if_damaged: EvenIfDamaged = False,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Put a backup where the ledger is to be.

    It is checked whole first: every digest, every event of the audit chain, and every row against the events. Only then
    is anything replaced, all of it or nothing; and the graph is replayed. Start 'throughline serve' anew afterwards.

    \b
    Example:
      throughline restore case.backup --replace --against usb/393.checkpoint
    """
    from evidence.restoring import is_encrypted_file
    from evidence.restoring import restore as put_back

    configured = settings()
    passphrase = _passphrase(passphrase_file, twice=False) if is_encrypted_file(file) else None
    with failures_told(configured.ledger_address):
        done = put_back(
            file,
            configured.ledger_address,
            configured.vault_path,
            actor=configured.actor,
            older=_kept_as(configured, "before-restore"),
            passphrase=passphrase,
            replace=replace,
            holding=holding,
            against=against or (),
            even_if_older=even_if_older,
            even_if_damaged=even_if_damaged,
            custody=configured.custody_path,
        )
    _finish(done, configured)


def _replay_graph(audience: str) -> None:
    """Make the graph of those who read; of rows that are not as the events say none may be had, and verify tells."""
    with opened() as resources:
        resources.store(audience)
    print(f"Its graph was replayed, for {audience} readers.")


def _finish(done: "Restored", configured: "Settings") -> None:
    """Say what was put back and what is to be known of it, and replay the graph."""
    print(f"The ledger at {configured.ledger_address} is that of {done.manifest.made}: {done.manifest.events} events.")
    _tell_kept(done.kept)
    if done.unlike:
        print("warning: it is damaged; see 'throughline verify'", file=sys.stderr)
    for erased in done.brought_back:
        print(f"warning: {erased.in_words()}; the backup is from before, and what was erased is back", file=sys.stderr)
    if done.custody_parted:
        print("The custody log here stays: it lacks entries that the backup has, and has others.", file=sys.stderr)
    if not done.unlike:
        _replay_graph(configured.audience)


def _tell_kept(kept: "Kept") -> None:
    if kept.older is None:
        return
    print(f"What was there before is at {kept.older}: remove it when you no longer need it.")
    if kept.as_found:
        print("warning: it was damaged: that file has its tables as they were, and is no ledger", file=sys.stderr)
    if kept.unread:
        print(f"warning: not all could be read, and is lost: {', '.join(kept.unread)}", file=sys.stderr)


def _kept_as(configured: "Settings", why: str) -> Path:
    """A name beside the ledger for what it was until now."""
    return configured.beside(f".{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%S.%fZ}.{why}")


def _passphrase(file: Path | None, *, twice: bool) -> str:
    if file is None:
        return str(typer.prompt("Passphrase", hide_input=True, confirmation_prompt=twice, err=True))
    try:
        first, *_ = file.read_text(encoding="utf-8").split("\n", 1)
    except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
        first = ""
    if not first:
        raise typer.BadParameter("--passphrase-file: there is no passphrase in its first line")
    return first
