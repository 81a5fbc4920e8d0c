"""The commands of ``throughline``, in the order in which a case is worked on."""

import importlib.metadata
from collections.abc import Callable, Mapping
from functools import cache
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from api.cli import (
    asking,
    bundling,
    capturing,
    citing,
    dossiers,
    drafting,
    editions,
    erasing,
    exporting,
    handling,
    keeping,
    loading,
    looking,
    projecting,
    quotations,
    recording,
    safekeeping,
    signing,
    sites,
    superseding,
    telling,
    timestamping,
    verifying,
)

HELP = """How is A connected to B, who says so, how good is that, and what would break it?

A ledger is made with 'init'. A case comes in with 'load', or piece by piece with 'record'; what is recorded is
reviewed by somebody else ('review') and published ('publish'). Then 'chains' finds the links between two entities
with their sources, 'impact' says what a retraction would break, and 'brief' writes it down.

\b
  throughline init
  throughline load data/uk-police-training
  throughline chains "British Council" "Xinjiang Police College"
  throughline brief "British Council" "Xinjiang Police College" --out a.html

The ledger is where THROUGHLINE_LEDGER says; who acts is THROUGHLINE_ACTOR; who reads is THROUGHLINE_AUDIENCE.

\b
Exit codes:
  0  done; that there is no chain is an answer too
  1  refused, or not found; nothing was written
  2  the command line is wrong
  3  the ledger is missing or damaged
  4  something changed under an edition, or its bytes are others or cannot be made here
"""

COMMANDS: Mapping[str, tuple[Callable[..., None], ...]] = {
    "The ledger": (
        keeping.init,
        keeping.status,
        loading.load,
        safekeeping.backup,
        safekeeping.restore,
        safekeeping.migrate,
        signing.checkpoint,
        verifying.verify,
    ),
    "Look and ask": (
        looking.search,
        looking.show,
        looking.history,
        handling.custody,
        looking.why,
        asking.chains,
        asking.exposure,
        asking.impact,
    ),
    "Record": (
        capturing.capture,
        capturing.redact,
        quotations.check_quotes,
        recording.review,
        recording.publish,
        recording.withdraw,
        superseding.supersede,
        recording.retract,
        erasing.erase,
        recording.reply,
    ),
    "Hand out": (
        telling.brief,
        telling.checklist,
        handling.view,
        dossiers.dossier,
        dossiers.letter,
        dossiers.overview,
        citing.cite,
        bundling.bundle,
        editions.listed,
        editions.changed,
        sites.site,
        telling.serve,
    ),
    "What is allowed": (telling.vocabulary, telling.schema),
}
"""The commands under the headings of the help."""

RECORD: Mapping[str, Callable[..., None]] = {
    "claim": drafting.record_claim,
    "entity": drafting.record_entity,
    "source": drafting.record_source,
}
SIGNING_KEY: Mapping[str, Callable[..., None]] = {
    "make": signing.make,
    "rotate": signing.rotate,
    "lose": signing.lose,
    "show": signing.show,
}
TIMESTAMP: Mapping[str, Callable[..., None]] = {
    "request": timestamping.request,
    "verify": timestamping.verify,
    "show": timestamping.show,
}
EXPORT: Mapping[str, Callable[..., None]] = {
    "case": exporting.export_case,
    "jsonl": exporting.export_jsonl,
    "neo4j-bulk": projecting.export_bulk,
}
EDITION: Mapping[str, Callable[..., None]] = {"show": editions.show, "correct": editions.correct}
GRAPH: Mapping[str, Callable[..., None]] = {
    "sync": projecting.sync,
    "status": projecting.status,
    "drift": projecting.drift,
    "rebuild": projecting.rebuild,
}


class Grouped(TyperGroup):
    """A group of commands whose help lists them under headings, in order."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 -- typer keeps these classes to itself
        """Write the commands, a section for each heading."""
        room = formatter.width - 4 - max(map(len, self.commands)) - 2
        for heading in COMMANDS:
            rows = [
                (name, one.get_short_help_str(room)) for name, one in self.commands.items() if _heading(one) == heading
            ]
            with formatter.section(heading):
                formatter.write_dl(rows, col_max=room)


@cache
def command_line() -> Any:  # noqa: ANN401 -- as above
    """The whole command line, put together once: that takes longer than many a command does."""
    return get_command(_all_commands())


def _all_commands() -> typer.Typer:
    names = {"help_option_names": ["--help", "-h"]}
    app = typer.Typer(cls=Grouped, help=HELP, add_completion=False, context_settings=names, **_PLAIN)
    app.callback()(_throughline)
    drafts = _group("Record an entity, a source, or the draft of a claim.", RECORD)
    app.add_typer(drafts, name="record", **_under("Record"))
    for heading, commands in COMMANDS.items():
        for command in commands:
            app.command(_NAMES.get(command), **_under(heading))(command)
    keys = _group("Make, rotate, lose and show the key that signs.", SIGNING_KEY)
    app.add_typer(keys, name="signing-key", **_under("The ledger"))
    stamps = _group("Have an authority stamp the time (RFC 3161).", TIMESTAMP)
    app.add_typer(stamps, name="timestamp", **_under("The ledger"))
    app.add_typer(_group("Show or correct an edition.", EDITION), name="edition", **_under("Hand out"))
    app.add_typer(_group("Write an investigation out as text.", EXPORT), name="export", **_under("Hand out"))
    app.add_typer(_group("Keep the graph in a Neo4j database up to date.", GRAPH), name="graph", **_under("Hand out"))
    return app


_NAMES: Mapping[Callable[..., None], str] = {editions.listed: "editions"}
"""The commands that are not called as their functions are."""

_PLAIN: dict[str, Any] = {"no_args_is_help": True, "rich_markup_mode": None, "pretty_exceptions_enable": False}


def _group(told: str, commands: Mapping[str, Callable[..., None]]) -> typer.Typer:
    group = typer.Typer(help=told, **_PLAIN)
    for name, command in commands.items():
        group.command(name)(command)
    return group


def _under(heading: str) -> dict[str, Any]:
    return {"rich_help_panel": heading}


def _heading(command: Any) -> str:  # noqa: ANN401 -- as above
    return str(command.rich_help_panel)


def _print_version(asked: bool) -> None:
    if asked:
        print(f"throughline {importlib.metadata.version('throughline')}")
        raise typer.Exit


def _throughline(
    json: Annotated[bool, typer.Option("--json", help="Tell refusals as problem details (RFC 9457).")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version, and exit.")
    ] = False,
) -> None:
    """Taken out of the arguments before they come here; declared so that the help tells of it."""
