"""The options of a chain search: one table for every command that asks for chains.

Invariant: names, defaults and choices are those of ``api.parameters``, which is not imported here because it takes
longer to load than ``--help`` may; a test holds the two together.
"""

import inspect
from collections.abc import Callable, Mapping
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

import typer

if TYPE_CHECKING:
    from api.parameters import SearchParameters

Asked = TypeVar("Asked", bound="SearchParameters")
Audience = Literal["public", "team", "restricted", "custodian"]
Format = Literal["table", "json", "markdown"]
Investigation = Annotated[
    str | None, typer.Option("--investigation", help="The investigation, by name, where there are several.")
]
Standing = Literal["unjudged", "reported", "corroborated", "documented", "established"]
Time = Literal["impossible", "sequence", "possible", "observed"]


Options = Mapping[str, tuple[Any, Any]]
"""Parameter -> (annotation, default)."""


def option(kind: Any, name: str, told: str) -> Any:  # noqa: ANN401 -- annotations have no type of their own
    """The annotation of an option."""
    return Annotated[kind, typer.Option(name, help=told)]


SEARCH: Options = {
    "max_hops": (option(int, "--max-hops", "The longest chain."), 6),
    "limit": (option(int, "--limit", "How many chains at most."), 10),
    "via": (option(list[str], "--via", "An entity that chains must pass; repeatable."), ()),
    "avoid": (option(list[str], "--avoid", "An entity that no chain may pass; repeatable."), ()),
    "valid_on": (option(str | None, "--valid-on", "Only hops that may hold on this day (2015-01-01)."), None),
    "known_at": (option(str | None, "--known-at", "As recorded by then: a sequence number or a UTC time."), None),
    "predicate": (option(list[str], "--predicate", "Only hops of this predicate; repeatable."), ()),
    "class_": (option(list[str], "--class", "Only hops of this class; repeatable."), ()),
    "type": (option(list[str], "--type", "Only entities of this type between the ends; repeatable."), ()),
    "min_standing": (option(Standing, "--min-standing", "No hop of a lower standing."), "unjudged"),
    "min_time": (option(Time, "--min-time", "No worse time verdict."), "sequence"),
    "backwards": (option(bool, "--backwards", "Read time and scope from TO to FROM."), False),
    "same_arrangement": (option(bool, "--same-arrangement", "Only chains within one arrangement."), False),
    "through_hubs": (option(bool, "--through-hubs", "Let chains pass places, groups and hub sides."), False),
    "turns": (option(bool, "--turns", "Let neighbouring flow hops run against each other."), False),
    "detours": (option(bool, "--detours", "Keep chains that a better, shorter one makes idle."), False),
    "audience": (option(Audience | None, "--audience", "Who reads the answer; public unless configured."), None),
    "steps": (option(int, "--steps", "Budget of steps."), 1_000_000),
    "seconds": (option(float, "--seconds", "Budget of seconds."), 30.0),
}
"""What every question takes."""


def takes(name: str, options: Options) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command a table of options; it takes those that were given as one mapping, the argument ``name``."""

    def wrap(command: Callable[..., None]) -> Callable[..., None]:
        own = inspect.signature(command)
        shared = [
            inspect.Parameter(field, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)
            for field, (annotation, default) in options.items()
        ]
        keep = [one for one in own.parameters.values() if one.name != name]
        keep = sorted([*keep, *shared], key=lambda one: one.kind)

        @wraps(command)
        def with_options(**given: Any) -> None:  # noqa: ANN401 -- as typed by the options
            table = {field: given.pop(field) for field in options}
            command(**given, **{name: {field: value for field, value in table.items() if value is not None}})

        with_options.__signature__ = own.replace(parameters=keep)  # type: ignore[attr-defined]
        with_options.__annotations__ = {one.name: one.annotation for one in keep}
        return with_options

    return wrap


asks_for_chains = takes("search", SEARCH)
"""The options of a search, as the argument ``search``."""


def parameters_of(model: type[Asked], search: Mapping[str, Any], **own: Any) -> Asked:  # noqa: ANN401 -- as typed there
    """The parameters of a question; raises BadParameter naming each option that does not fit, and why."""
    from pydantic import ValidationError

    try:
        return model.model_validate({**search, **own})
    except ValidationError as error:
        told = error.errors(include_url=False, include_context=False, include_input=False)
        raise typer.BadParameter("; ".join(_misfit(one["loc"], one["msg"]) for one in told)) from error


def _misfit(place: tuple[int | str, ...], reason: str) -> str:
    told = reason.removeprefix("Value error, ")
    return f"--{str(place[0]).strip('_').replace('_', '-')}: {told}" if place else told
