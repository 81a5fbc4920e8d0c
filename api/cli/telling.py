"""Commands that tell: what is allowed, a briefing, and the pages."""

import json
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from api.cli.keeping import opened, settings
from api.cli.options import asks_for_chains


def schema() -> None:
    """Print the JSON Schema of both texts: a record that goes in or out, and the answer to a chain search."""
    from evidence.schema import record_schema
    from graph.answer import AnswerOut

    answer = AnswerOut.model_json_schema(mode="serialization")
    print(json.dumps({"record": record_schema(), "answer": answer}, ensure_ascii=False, indent=2))


def vocabulary(
    shown: Annotated[Literal["table", "json"], typer.Option("--format", help="How it is printed.")] = "table",
) -> None:
    """Print the closed lists: predicates, kinds of assertion, types, grades and the rest."""
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
    """Write a briefing on the chains between two entities, every sentence of fact with its note.

    Example: throughline brief "British Council" "Xinjiang Police College" --out briefing.html
    """
    from api import questions
    from api.parameters import ChainParameters

    parameters = ChainParameters.model_validate({**search, "from_": [start], "to": [end]})
    with opened() as resources:
        audience = parameters.audience or resources.settings.audience
        built = questions.briefing(resources, parameters, audience)
    _write(built, out)


def serve(
    host: Annotated[
        str, typer.Option("--host", help="The address to listen on; loopback unless you say otherwise.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="The port to listen on.")] = 8000,
) -> None:
    """Serve the pages and the API to a browser on this machine, until you press Ctrl-C."""
    import uvicorn

    from api.app import create_app

    app = create_app(settings())
    print(f"open http://{host}:{port}/ in a browser; stop with Ctrl-C")
    uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False)


def _write(built: Any, out: Path | None) -> None:  # noqa: ANN401 -- a briefing, whose package is imported late
    from reports.render import render_html, render_markdown

    text = render_html(built) if out is not None and out.suffix == ".html" else render_markdown(built)
    if out is None:
        print(text)
        return
    unfinished = out.with_name(out.name + ".part")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(out)
    print(f"the briefing was written to {out}")
