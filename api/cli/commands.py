"""The commands of ``throughline``, in the order in which a case is worked on."""

from typing import Annotated

import typer

from api.cli import asking, drafting, keeping, loading, looking, recording, superseding, telling

HELP = """How is A connected to B, who says so, how good is that, and what would break it?

A ledger is made with 'init'. A case comes in with 'load', or piece by piece with 'record'; what is recorded is
reviewed by somebody else ('review') and published ('publish'). Then 'chains' finds the links between two entities
with their sources, 'impact' says what a retraction would break, and 'brief' writes it down.

The ledger is where THROUGHLINE_LEDGER says; who acts is THROUGHLINE_ACTOR.

Exit codes: 0 done; 1 refused, or not found; 2 the command line is wrong; 3 the ledger is missing or damaged.
"""

app = typer.Typer(
    help=HELP, no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
)


@app.callback()
def throughline(
    json: Annotated[bool, typer.Option("--json", help="Print errors as problem details (RFC 9457).")] = False,
) -> None:
    """Taken out of the arguments before they come here; declared so that the help tells of it."""


for command in (
    keeping.init,
    loading.load,
    keeping.status,
    telling.schema,
    telling.vocabulary,
    looking.search,
    looking.show,
    looking.history,
    asking.chains,
    asking.exposure,
    looking.why,
    asking.impact,
    recording.capture,
    recording.review,
    recording.publish,
    recording.withdraw,
    superseding.supersede,
    recording.retract,
    recording.reply,
    telling.brief,
    telling.serve,
):
    app.command()(command)
app.add_typer(drafting.record, name="record")
app.add_typer(loading.export, name="export")
