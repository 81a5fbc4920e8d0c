"""Commands on the bytes of captures: having them, and who had them."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.files import put
from api.cli.keeping import opened
from api.cli.options import Audience

if TYPE_CHECKING:
    from evidence.custody import Act
    from evidence.handing_out import Handled, SeenCapture

CaptureKey = Annotated[str, typer.Argument(metavar="CAPTURE", help="A capture by key or id.")]
ReadBy = Annotated[Audience | None, typer.Option("--audience", help="Who reads it; public unless configured.")]


def view(
    key: CaptureKey,
    out: Annotated[Path | None, typer.Option("--out", help="A file for the bytes; else standard output.")] = None,
    audience: ReadBy = None,
) -> None:
    """Show the bytes of a capture, or write them out.

    The custody log says that you (THROUGHLINE_ACTOR) viewed or exported them before they are given out. They are held
    against their SHA-256.

    \b
    Example:
      throughline view S01-0b4e5f6a7b8c --out page.html
    """
    from evidence.database import reading
    from evidence.handing_out import capture_seen, hand_out

    with opened() as resources:
        configured = resources.settings
        with reading(resources.ledger.engine) as session:
            capture = capture_seen(session, key, audience or configured.audience)
        act: Act = "exported" if out else "viewed"
        content = hand_out(configured.vault_path, configured.custody_path, capture, act, actor=configured.actor)
    if out is None:
        sys.stdout.buffer.write(content)
        return
    put(out, content)
    print(f"{capture.draft.size} bytes, SHA-256 {capture.draft.sha256}, were written to {out}")


def custody(
    context: typer.Context,
    key: CaptureKey,
    audience: ReadBy = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Tell who had the bytes of a capture in hand, and when.

    Taken, viewed in full, copied into a backup, exported: by whom and when (UTC), in the order of time.

    \b
    Example:
      throughline custody S01-0b4e5f6a7b8c
    """
    from evidence.database import reading
    from evidence.handing_out import capture_seen
    from evidence.handing_out import custody as handled_by

    with opened() as resources, reading(resources.ledger.engine) as session:
        configured = resources.settings
        capture = capture_seen(session, key, audience or configured.audience)
        handled = handled_by(session, configured.custody_path, capture)
    if as_json or context.obj:
        print(json.dumps(_as_json(capture, handled), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_in_words(capture, handled)))


def _in_words(capture: "SeenCapture", handled: "list[Handled]") -> list[str]:
    from api.cli.inert import inert

    lines = [f"{capture.draft.key}: {capture.draft.size} bytes, SHA-256 {capture.draft.sha256}"]
    return [inert(line) for line in (*lines, *(f"{one.at}  {one.act:8}  {one.actor}" for one in handled))]


def _as_json(capture: "SeenCapture", handled: "list[Handled]") -> dict[str, Any]:
    acts = [{"at": one.at, "act": one.act, "actor": one.actor} for one in handled]
    return {"capture": capture.draft.key, "id": capture.id, "sha256": capture.draft.sha256, "custody": acts}
