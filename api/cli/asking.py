"""Commands that ask the graph: chains, exposure, and what a retraction would break."""

import json
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from api.cli.keeping import opened
from api.cli.options import Format, asks_for_chains, parameters_of
from api.cli.sealing import InEdition, asked_for, hand_out_sealed, seal, wanted
from api.cli.writing import InKind, InStyle, Out, hand_out, known_endings

if TYPE_CHECKING:
    from api.questions import Searched

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
    """Find the chains between two entities, the best first.

    Every hop comes with its claims and their sources, and every chain with its weakest hop, its verdicts and an
    honest reading. FROM and TO are a key, an id or a name; for sets, repeat --from and --to.

    \b
    Examples:
      throughline chains "British Council" "Xinjiang Police College"
      throughline chains E39 E32 --valid-on 2012-01-01 --same-arrangement
      throughline chains --from E34 --from E35 --to E38 --format json
    """
    from api import questions
    from api.parameters import ChainParameters

    starts, ends = [*_some(start), *more_starts], [*_some(end), *more_ends]
    if not starts or not ends:
        raise typer.BadParameter("give both ends: throughline chains FROM TO")
    parameters = parameters_of(ChainParameters, search, from_=starts, to=ends)
    with opened() as resources:
        audience = parameters.audience or resources.settings.audience
        _print(questions.chains_searched(resources, parameters, audience), shown)


@asks_for_chains
def exposure(
    start: Annotated[str, typer.Argument(metavar="FROM", help="A key, an id or a name.")],
    to_kind: Annotated[Kind, typer.Option("--to-kind", help="The kind of entity that chains end at.")],
    to_type: Annotated[str | None, typer.Option("--to-type", help="And its type.")] = None,
    more_starts: Starts = [],  # noqa: B006
    shown: Shown = "table",
    out: Out = [],  # noqa: B006
    style: InStyle = None,
    kind: InKind = None,
    edition: InEdition = None,
    *,
    search: dict[str, Any],
) -> None:
    """Find the best chain to every entity of a kind.

    With --out it is written as a briefing, in the formats of 'brief'; with --edition that briefing is sealed.

    \b
    Example:
      throughline exposure E30 --to-kind allegation --to-type torture
    """
    from api import briefings, questions
    from api.parameters import ExposureParameters

    known_endings(out)
    starts = [start, *more_starts]
    parameters = parameters_of(ExposureParameters, search, from_=starts, to_kind=to_kind, to_type=to_type)
    with opened() as resources:
        audience = parameters.audience or resources.settings.audience
        if edition:
            asked = wanted("exposure", asked_for(parameters), audience, style, kind)
            hand_out_sealed(seal(resources, asked, edition, parameters.known_at), out)
        elif out:
            hand_out(briefings.exposure(resources, parameters, audience), out, style, kind)
        else:
            _print(questions.exposure_searched(resources, parameters, audience), shown)


@asks_for_chains
def impact(
    key: Annotated[str, typer.Argument(metavar="SOURCE|CLAIM", help="What would be retracted, by key or id.")],
    start: Annotated[str | None, typer.Argument(metavar="FROM")] = None,
    end: Annotated[str | None, typer.Argument(metavar="TO")] = None,
    shown: Annotated[Literal["table", "json"], typer.Option("--format", help="How the answer is printed.")] = "table",
    *,
    search: dict[str, Any],
) -> None:
    """Say what retracting a source or a claim would break.

    Nothing is retracted. With FROM and TO it also says what becomes of the chains between them.

    \b
    Examples:
      throughline impact S09
      throughline impact S09 "British Council" "Xinjiang Police College"
    """
    from api import questions
    from api.cli.impact_text import impact_text
    from api.parameters import ImpactParameters

    parameters = parameters_of(ImpactParameters, search, key=key, from_=_some(start), to=_some(end))
    with opened() as resources:
        audience = parameters.audience or resources.settings.audience
        found = questions.impact(resources, parameters, audience)
    print(_as_json(found.model_dump(mode="json", by_alias=True)) if shown == "json" else impact_text(found))


def _some(text: str | None) -> list[str]:
    return [] if text is None else [text]


def _print(searched: "Searched", shown: Format) -> None:
    if shown == "json":
        print(_as_json(searched.answer.model_dump(mode="json", by_alias=True)))
        return
    from api.cli.answer_text import answer_text

    print(answer_text(searched.answer, searched.filters, shown))


def _as_json(value: Any) -> str:  # noqa: ANN401 -- JSON values
    return json.dumps(value, ensure_ascii=False, indent=2)
