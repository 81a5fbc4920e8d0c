"""Commands that tell: what is allowed, a briefing, and the pages."""

import json
import socket
from typing import Annotated, Any, Literal

import typer

from api.cli.keeping import opened, settings
from api.cli.options import asks_for_chains, parameters_of
from api.cli.sealing import InEdition, asked_for, hand_out_sealed, seal, wanted
from api.cli.writing import InKind, InStyle, Out, hand_out, known_endings


def schema() -> None:
    """Print the JSON Schema of records and answers.

    Of a record as one line of JSON, and of the answer to 'chains' and 'exposure'.

    \b
    Example:
      throughline schema > schema.json
    """
    from api.schemas import schemas

    print(json.dumps(schemas(), ensure_ascii=False, indent=2))


def vocabulary(
    shown: Annotated[Literal["table", "json"], typer.Option("--format", help="How it is printed.")] = "table",
) -> None:
    """Print the closed lists: predicates, types, grades.

    \b
    Example:
      throughline vocabulary --format json
    """
    from evidence.vocabulary_json import vocabulary_as_json

    lists = vocabulary_as_json()
    if shown == "json":
        print(json.dumps(lists, ensure_ascii=False, indent=2))
        return
    from api.cli.vocabulary_text import vocabulary_text

    print(vocabulary_text(lists))


@asks_for_chains
def brief(
    start: Annotated[str, typer.Argument(metavar="FROM", help="A key, an id or a name.")],
    end: Annotated[str, typer.Argument(metavar="TO", help="A key, an id or a name.")],
    out: Out = [],  # noqa: B006 -- typer makes a list of its own
    style: InStyle = None,
    kind: InKind = None,
    summary: Annotated[bool, typer.Option("--summary", help="Only the best chain, on a page or so.")] = False,
    edition: InEdition = None,
    *,
    search: dict[str, Any],
) -> None:
    """Write a briefing, every sentence of fact with its note.

    It tells the chains between FROM and TO with who disputes what, the replies, what is unresolved, the method, and
    the sources by origin. --out takes files that end in .html, .pdf, .docx, .md, .csv, .xlsx or .json, and for the
    sources alone .csl.json, .bib or .ris; give it more than once for several. A PDF for which a font is missing is
    left out, and the font is named. What no briefing may say is refused, sentence by sentence. With --edition it is
    sealed as the first edition of that title: see 'editions', 'edition' and 'changed'.

    \b
    Example:
      throughline brief E03 "Xinjiang Police College" --out a.html --out a.pdf
    """
    from api import briefings
    from api.parameters import ChainParameters

    known_endings(out)
    parameters = parameters_of(ChainParameters, search, from_=[start], to=[end])
    with opened() as resources:
        audience = parameters.audience or resources.settings.audience
        if edition:
            asked = wanted("summary" if summary else "briefing", asked_for(parameters), audience, style, kind)
            hand_out_sealed(seal(resources, asked, edition, parameters.known_at), out)
            return
        ask = briefings.short_summary if summary else briefings.briefing
        built = ask(resources, parameters, audience)
    hand_out(built, out, style, kind)


@asks_for_chains
def checklist(
    start: Annotated[str, typer.Argument(metavar="FROM", help="A key, an id or a name.")],
    end: Annotated[str, typer.Argument(metavar="TO", help="A key, an id or a name.")],
    *,
    search: dict[str, Any],
) -> None:
    """List what to see to before a briefing is published.

    From the findings of the briefing that 'brief' would write: wording that would be refused, who has reviewed,
    retracted sources, contested hops, claims to which nobody was asked for a reply, and all that is unresolved: links
    of one origin, replies outstanding, captures missing, quotations not checked, lookups. That something is on the
    list is no failure: the exit code is 0.

    \b
    Example:
      throughline checklist E03 "Xinjiang Police College"
    """
    from api import briefings
    from api.cli.checklist_text import checklist_text
    from api.parameters import ChainParameters

    parameters = parameters_of(ChainParameters, search, from_=[start], to=[end])
    with opened() as resources:
        title, points = briefings.checklist(resources, parameters, parameters.audience or resources.settings.audience)
    print(checklist_text(title, points))


def serve(
    host: Annotated[
        str, typer.Option("--host", help="The address to listen on; loopback unless you say otherwise.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port to listen on.")] = 8000,
) -> None:
    """Serve the pages and the API to a browser on this machine.

    It answers to the names of this machine and to --host, nothing else, and shows what THROUGHLINE_AUDIENCE says.
    There is no sign-in: do not put it on a network. Stop it with Ctrl-C.

    \b
    Example:
      throughline serve --port 8080
    """
    import uvicorn

    from api.app import create_app
    from api.security import LOOPBACK

    _free(host, port)
    app = create_app(settings(), hosts=LOOPBACK | {host})
    print(f"open http://{host}:{port}/ in a browser; stop with Ctrl-C")
    uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False)


def _free(host: str, port: int) -> None:
    """Refuse a port that another program has, before anybody is told to open it."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise typer.BadParameter(f"{host}:{port} cannot be used ({error.strerror}): try another --port") from error
