"""Commands that tell: what is allowed, a briefing, and the pages."""

import json
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from api.cli.files import put
from api.cli.keeping import opened, settings
from api.cli.options import asks_for_chains, parameters_of

if TYPE_CHECKING:
    from reports.document import Briefing


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
    out: Annotated[
        Path | None, typer.Option("--out", help="A file ending in .md or .html; else standard output.")
    ] = None,
    *,
    search: dict[str, Any],
) -> None:
    """Write a briefing, every sentence of fact with its note.

    It tells the chains between FROM and TO with who disputes what, the replies, what is unresolved, the method, and
    the sources by origin. --out takes a file that ends in .md or .html.

    \b
    Example:
      throughline brief E03 "Xinjiang Police College" --out briefing.html
    """
    from api import questions
    from api.parameters import ChainParameters

    _known_ending(out)
    parameters = parameters_of(ChainParameters, search, from_=[start], to=[end])
    with opened() as resources:
        audience = parameters.audience or resources.settings.audience
        built = questions.briefing(resources, parameters, audience)
    _write(built, out)


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


def _known_ending(out: Path | None) -> None:
    if out is not None and out.suffix not in (".md", ".html"):
        raise typer.BadParameter(f"--out: a briefing is written as .md or .html, not as {out.suffix or 'a bare name'}")


def _write(built: "Briefing", out: Path | None) -> None:
    from reports.render import render_html, render_markdown

    text = render_html(built) if out is not None and out.suffix == ".html" else render_markdown(built)
    if out is None:
        print(text)
    else:
        put(out, text)
        print(f"the briefing was written to {out}")
