"""The command that judges whether a ledger is whole."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.keeping import failures_told, settings
from api.cli.running import LEDGER

if TYPE_CHECKING:
    from evidence.erasures import Erasure
    from evidence.settings import Settings
    from evidence.verification.faults import Anchored, Found, Verdict

_COUNTED = ("events", "records", "captures", "checkpoints", "graphs", "time_stamps")
_SHOWN = 20
"""So many faults are told in words; the JSON has all of them."""


def verify(
    context: typer.Context,
    against: Annotated[
        list[Path] | None,
        typer.Option(
            "--against", exists=True, dir_okay=False, help="A signed checkpoint that was kept elsewhere; repeatable."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Tell everything that was found as JSON.")] = False,
) -> None:
    """Check that the ledger is what its audit chain says.

    Everything is worked out from content: the file, every event, every row of every table, both trees, the signed
    checkpoints, the bytes of every capture, the custody log, the time stamps that THROUGHLINE_TSA_ROOTS lets be
    checked, and of a ledger that is whole the graphs kept beside it. What is wrong is named with all that rests on it;
    the exit code is then 3. What could not be checked is named as that.

    \b
    Example:
      throughline verify --against usb/000000000393.checkpoint
    """
    verdict = _verdict(against or ())
    if as_json or context.obj:
        print(json.dumps(_as_json(verdict), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_in_words(verdict)))
    if not verdict.whole:
        raise typer.Exit(LEDGER)


def _verdict(against: Iterable[Path]) -> "Verdict":
    from evidence.verification.whole import Beside, verify_at

    configured = settings()
    beside = Beside(
        configured.vault_path,
        configured.checkpoints_path,
        tuple(against),
        custody=configured.custody_path,
        roots=configured.tsa_roots,
    )
    with failures_told(configured.ledger_address):
        verdict = verify_at(configured.ledger_address, beside)
    if verdict.whole:  # of a ledger that is not, no graph can be made to compare with
        _add_graphs(verdict, configured)
    return verdict


def _add_graphs(verdict: "Verdict", configured: "Settings") -> None:
    from api.kept_graphs import compare_graphs
    from evidence.verification.faults import Found, Resting

    with failures_told(configured.ledger_address):
        compared = compare_graphs(configured.ledger_address, configured.graph_path)
    verdict.graphs = compared.graphs
    verdict.found += [Found(fault, Resting()) for fault in compared.faults]


def _in_words(verdict: "Verdict") -> list[str]:
    from api.cli.inert import inert

    counted = f"{verdict.events} events, {verdict.records} records, {verdict.captures} captures"
    counted += f", {verdict.checkpoints} checkpoints, {verdict.graphs} graphs, {verdict.time_stamps} time stamps"
    lines = [f"checked  {counted}"]
    lines += [f"{tree:8} {size} leaves, root {root}" for tree, (size, root) in verdict.heads.items()]
    lines += [inert(_custody_in_words(verdict.custody))] if verdict.custody else []
    lines += [inert(_erased_in_words(one)) for one in verdict.erased]
    lines += [inert(f"NOT CHECKED  {what}: {reason}") for what, reason in verdict.unchecked]
    if verdict.whole:
        return [*lines, "The ledger is whole."]
    several = f"{len(verdict.found)} faults, the first first" if len(verdict.found) > 1 else "1 fault"
    lines.append(f"The ledger is DAMAGED: {several}.")
    lines += [line for found in verdict.found[:_SHOWN] for line in _fault_in_words(found)]
    more = len(verdict.found) - _SHOWN
    return [*lines, f"and {more} more: see --json"] if more > 0 else lines


def _custody_in_words(reach: "Anchored") -> str:
    """How far the custody log is protected, and that nothing tells of more."""
    if reach.event is None:
        return f"custody  {reach.entries} entries; the audit chain tells of none, so what was cut off is not missed"
    since = f"event {reach.event}, {reach.at}"
    return (
        f"custody  {reach.entries} entries; the audit chain tells of the first {reach.anchored} ({since}): "
        "what came later and was cut off is not missed"
    )


def _erased_in_words(erased: "Erasure") -> str:
    gone = f"{len(erased.events)} events, {len(erased.leaves)} leaves of the public tree"
    gone += "".join(f", edition {key}" for key in erased.editions.values())
    return f"event {erased.seq}: {erased.in_words()} ({gone})"


def _fault_in_words(found: "Found") -> list[str]:
    from api.cli.lines import wrapped

    fault, resting = found.fault, found.resting
    hops = [f"{hop.subject} {hop.predicate} {hop.object}" for hop in resting.hops]
    told = {"claims": resting.claims, "hops": hops, "other records": resting.others}
    rests = [wrapped(f"{what} that rest on it: {', '.join(keys)}", 4, 6) for what, keys in told.items() if keys]
    return [wrapped(f"{fault.table}, {fault.row}: {fault.reason}", 2, 4), *rests]


def _as_json(verdict: "Verdict") -> dict[str, Any]:
    return {
        "whole": verdict.whole,
        "checked": {name: getattr(verdict, name) for name in _COUNTED},
        "heads": {tree: {"size": size, "root": root} for tree, (size, root) in verdict.heads.items()},
        "erased": [
            {
                "event": one.seq,
                "at": one.at,
                "by": one.actor,
                "because": one.reason,
                "events": len(one.events),
                "editions": list(one.editions.values()),
            }
            for one in verdict.erased
        ],
        "custody": verdict.custody._asdict() if verdict.custody else None,
        "not_checked": [one._asdict() for one in verdict.unchecked],
        "faults": [_fault_as_json(found) for found in verdict.found],
    }


def _fault_as_json(found: "Found") -> dict[str, Any]:
    fault, resting = found.fault, found.resting
    return {
        "table": fault.table,
        "row": fault.row,
        "reason": fault.reason,
        "rests": {
            "claims": list(resting.claims),
            "hops": [hop._asdict() for hop in resting.hops],
            "others": list(resting.others),
        },
    }
