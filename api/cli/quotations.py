"""Whether the words of quotations stand in their captures, as lines for people; and the command that looks again."""

import sys
from collections.abc import Collection
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.inert import inert
from api.cli.keeping import opened

if TYPE_CHECKING:
    from api.resources import Resources
    from evidence.quote_checks import Check, Checked


def check_quotes(
    claim: Annotated[
        list[str] | None, typer.Argument(metavar="[CLAIM...]", help="Claims by key or id; all if none is given.")
    ] = None,
) -> None:
    """Look for quotations in their captures.

    The words are looked for in the text of the capture that the citation names, of plain text, HTML, PDF and MHTML.
    That is done by itself when a claim is recorded or loaded and when a capture is taken; this does it again, for bytes
    that came later. Spaces, hyphens at line ends, and the shapes of quotes and letters make no difference.

    \b
    Example:
      throughline check-quotes
    """
    from evidence.database import reading
    from evidence.locating import locate
    from evidence.quote_checks import check_touched, quoting_without_capture, tally

    with opened() as resources:
        configured = resources.settings
        with reading(resources.ledger.engine) as session:
            keys = {locate(session, one, kind="claim").key for one in claim} if claim else None
        checked = check_touched(resources.ledger, configured.vault_path, actor=configured.actor, keys=keys)
        lacking = quoting_without_capture(resources.ledger, keys)
    for one in checked:
        for line in _lines(one):
            print(inert(f"{one.key}: {line}"))
    counts = ", ".join(f"{number} {result.replace('_', ' ')}" for result, number in tally(checked).items())
    print(f"{len(checked)} claims cite a capture: {counts}")
    for key in lacking:
        print(inert(f"{key} quotes a source of which there is a capture, and names none"))


def checks_told(resources: "Resources", key: str) -> list[str]:
    """What became of looking for a new claim's quotations in its captures; nothing where it cites none."""
    from evidence.quote_checks import check_touched

    configured = resources.settings
    checked = check_touched(resources.ledger, configured.vault_path, actor=configured.actor, keys={key})
    return [line for one in checked if one.key == key for line in _lines(one)]


def warn_of_touched(
    resources: "Resources", keys: Collection[str], investigation: str | None, actor: str | None
) -> None:
    """Look for the quotations that new claims or captures touch, and name what was not found."""
    from evidence.quote_checks import check_touched

    vault = resources.settings.vault_path
    checked = check_touched(resources.ledger, vault, actor=actor, keys=keys, investigation=investigation)
    for one in checked:
        for number, (result, _) in one.checks.items():
            if result == "not_found":
                told = inert(f"warning: {one.key}: the words of citation {number} are not in its capture")
                print(told, file=sys.stderr)


def _lines(checked: "Checked") -> list[str]:
    return [f"quotation of citation {number}: {in_words(check)}" for number, check in checked.checks.items()]


def in_words(check: "Check") -> str:
    """A check as people read it, with where the words stand."""
    result, place = check
    return f"{result.replace('_', ' ')} in its capture" + (f", {place}" if place else "")
