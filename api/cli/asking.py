"""Commands that ask the graph: chains, exposure, and what a retraction would break."""

import json
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from api.cli.keeping import opened
from api.cli.options import Format, asks_for_chains

if TYPE_CHECKING:
    from graph.answer import AnswerOut

Kind = Literal["organisation", "person", "place", "programme", "allegation", "group"]
Starts = Annotated[list[str], typer.Option("--from", help="A further start; repeatable.")]
Ends = Annotated[list[str], typer.Option("--to", help="A further end; repeatable.")]
Shown = Annotated[Format, typer.Option("--format", help="How the answer is printed.")]


@asks_for_chains
def chains(
    start: Annotated[str | None, typer.Argument(metavar="FROM", help="A key, an id or a name.")] = None,
    end: Annotated[str | None, typer.Argument(metavar="TO", help="A key, an id or a name.")] = None,
    more_starts: Starts = [],  # noqa: B006 -- typer makes a new list each time
    more_ends: Ends = [],  # noqa: B006
    shown: Shown = "table",
    *,
    search: dict[str, Any],
) -> None:
    """Find the chains of links between two entities, with their sources, the best first.

    Example: throughline chains "British Council" "Xinjiang Police College"
    """
    from api import questions
    from api.parameters import ChainParameters

    given = {"from_": [*_some(start), *more_starts], "to": [*_some(end), *more_ends]}
    parameters = ChainParameters.model_validate({**search, **given})
    with opened() as resources:
        audience = parameters.audience or resources.settings.audience
        _print(questions.chains(resources, parameters, audience), shown)


@asks_for_chains
def exposure(
    start: Annotated[str, typer.Argument(metavar="FROM", help="A key, an id or a name.")],
    to_kind: Annotated[Kind, typer.Option("--to-kind", help="The kind of entity that chains end at.")],
    to_type: Annotated[str | None, typer.Option("--to-type", help="And its type.")] = None,
    more_starts: Starts = [],  # noqa: B006
    shown: Shown = "table",
    *,
    search: dict[str, Any],
) -> None:
    """Find the best chain from an entity to every entity of a kind.

    Example: throughline exposure "Police Scotland" --to-kind allegation --to-type torture
    """
    from api import questions
    from api.parameters import ExposureParameters

    given = {"from_": [start, *more_starts], "to_kind": to_kind, "to_type": to_type}
    parameters = ExposureParameters.model_validate({**search, **given})
    with opened() as resources:
        audience = parameters.audience or resources.settings.audience
        _print(questions.exposure(resources, parameters, audience), shown)


@asks_for_chains
def impact(
    key: Annotated[str, typer.Argument(metavar="SOURCE|CLAIM", help="What would be retracted, by key or id.")],
    start: Annotated[str | None, typer.Argument(metavar="FROM")] = None,
    end: Annotated[str | None, typer.Argument(metavar="TO")] = None,
    shown: Annotated[Literal["table", "json"], typer.Option("--format", help="How the answer is printed.")] = "table",
    *,
    search: dict[str, Any],
) -> None:
    """Say what retracting a source or a claim would break, without doing it.

    Example: throughline impact S09 "British Council" "Xinjiang Police College"
    """
    from api import questions
    from api.cli.impact_text import impact_text
    from api.parameters import ImpactParameters

    given = {"key": key, "from_": _some(start), "to": _some(end)}
    parameters = ImpactParameters.model_validate({**search, **given})
    with opened() as resources:
        audience = parameters.audience or resources.settings.audience
        found = questions.impact(resources, parameters, audience)
    print(_as_json(found.model_dump(mode="json", by_alias=True)) if shown == "json" else impact_text(found))


def _some(text: str | None) -> list[str]:
    return [] if text is None else [text]


def _print(answer: "AnswerOut", shown: Format) -> None:
    if shown == "json":
        print(_as_json(answer.model_dump(mode="json", by_alias=True)))
        return
    from api.cli.answer_text import answer_text

    print(answer_text(answer, markdown=shown == "markdown"))


def _as_json(value: Any) -> str:  # noqa: ANN401 -- JSON values
    return json.dumps(value, ensure_ascii=False, indent=2)
