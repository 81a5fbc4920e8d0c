"""Commands about time stamps: asked for, verified, shown."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.keeping import opened, settings

if TYPE_CHECKING:
    from evidence.settings import Settings
    from evidence.timestamps import Stamped, TimeStamp

Targets = Annotated[
    list[str] | None,
    typer.Argument(metavar="[CHECKPOINT|CAPTURE]...", help="Files of checkpoints, or captures by key."),
]


def request(targets: Targets = None) -> None:
    """Have the time of a checkpoint or a capture stamped by an authority.

    Without an argument, the newest checkpoint of each tree. A request with the SHA-256 goes to THROUGHLINE_TSA, and
    nothing else does. A reply that does not hold is refused; one that does is kept as it came, with the request,
    beside the checkpoint.

    \b
    Example:
      throughline timestamp request
    """
    from functools import partial

    from evidence import timestamps
    from evidence.errors import NoTimeAuthority
    from evidence.time_authority import ask

    configured = settings()
    if configured.tsa is None:
        raise NoTimeAuthority("who stamps the time? THROUGHLINE_TSA is the address of an authority (RFC 3161)")
    roots = timestamps.roots_in(configured.tsa_roots)
    proxy = configured.proxy.get_secret_value() if configured.proxy else None
    asking = partial(ask, configured.tsa.get_secret_value(), proxy=proxy)
    for stamped in list(_stamped(configured, targets) if targets else _newest(configured)):
        stamp = timestamps.request(stamped, asking, roots)
        print(f"{stamp.file}: {_in_words(stamp)}")


def verify(targets: Targets = None) -> None:
    """Check time stamps: signature, bytes, request, certificates.

    Without an argument, all that lie beside the checkpoints. The chain of certificates must lead to one of
    THROUGHLINE_TSA_ROOTS.

    \b
    Example:
      throughline timestamp verify
    """
    from evidence import timestamps

    configured = settings()
    roots = timestamps.roots_in(configured.tsa_roots)
    found = [timestamps.verify(stamped, roots) for stamped in _stamped_or_all(configured, targets)]
    for stamp in found:
        print(f"{stamp.file}: it holds; {_in_words(stamp)}")
    if not found:
        print("There is no time stamp.")


def show(targets: Targets = None) -> None:
    """Print what time stamps say, unchecked, and how to check them without this program.

    \b
    Example:
      throughline timestamp show
    """
    from evidence import timestamps

    for stamped in _stamped_or_all(settings(), targets):
        stamp = timestamps.told(stamped)
        print(f"{stamp.file}: {_in_words(stamp)}, number {stamp.serial}, policy {stamp.policy}")
        print(f"  openssl ts -verify -queryfile {stamped.query} -in {stamped.reply} -CAfile ROOTS.pem")


def _in_words(stamp: "TimeStamp") -> str:
    from api.cli.inert import inert

    return f"{stamp.time.isoformat().replace('+00:00', 'Z')} by {inert(stamp.authority)}"


def _stamped_or_all(configured: "Settings", targets: list[str] | None) -> "Iterator[Stamped]":
    from evidence.timestamps import stamps_in

    if targets:
        return _stamped(configured, targets)
    return stamps_in(configured.checkpoints_path, configured.vault_path)


def _newest(configured: "Settings") -> "Iterator[Stamped]":
    from evidence.checkpoint_text import TREES
    from evidence.checkpoints import checkpoint_files
    from evidence.errors import NotFound
    from evidence.timestamps import of_checkpoint

    files = [file for tree in TREES for file in checkpoint_files(configured.checkpoints_path, tree)[-1:]]
    if not files:
        raise NotFound("there is no checkpoint yet: sign one with 'throughline checkpoint'")
    return map(of_checkpoint, files)


def _stamped(configured: "Settings", targets: list[str]) -> "Iterator[Stamped]":
    from evidence.checkpoints import checkpoint_in
    from evidence.timestamps import of_checkpoint

    for target in targets:
        if Path(target).is_file():
            checkpoint_in(Path(target))
            yield of_checkpoint(Path(target))
        else:
            yield _capture(configured, target)


def _capture(configured: "Settings", key: str) -> "Stamped":
    from evidence.database import reading
    from evidence.handing_out import capture_seen
    from evidence.settings import LEVELS
    from evidence.timestamps import of_capture

    with opened() as resources, reading(resources.ledger.engine) as session:
        capture = capture_seen(session, key, LEVELS[-1])
    return of_capture(configured.checkpoints_path, configured.vault_path, capture.draft.sha256)
