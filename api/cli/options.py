"""The options of a chain search: one table for every command that asks for chains.

Invariant: names, defaults and choices are those of ``api.parameters``, which is not imported here because it takes
longer to load than ``--help`` may; a test holds the two together.
"""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any, Literal

import typer

Audience = Literal["public", "team", "restricted", "custodian"]
Format = Literal["table", "json", "markdown"]
Standing = Literal["unjudged", "reported", "corroborated", "documented", "established"]
Time = Literal["impossible", "sequence", "possible", "observed"]


def _option(kind: Any, name: str, told: str) -> Any:  # noqa: ANN401 -- annotations have no type of their own
    return Annotated[kind, typer.Option(name, help=told)]


SEARCH: dict[str, tuple[Any, Any]] = {
    "max_hops": (_option(int, "--max-hops", "The longest chain."), 6),
    "limit": (_option(int, "--limit", "How many chains at most."), 10),
    "via": (_option(list[str], "--via", "An entity that chains must pass; repeatable."), ()),
    "avoid": (_option(list[str], "--avoid", "An entity that no chain may pass; repeatable."), ()),
    "valid_on": (_option(str | None, "--valid-on", "Only hops that may hold on this day (2015-01-01)."), None),
    "known_at": (_option(str | None, "--known-at", "As recorded by then: a sequence number or a UTC time."), None),
    "predicate": (_option(list[str], "--predicate", "Only hops of this predicate; repeatable."), ()),
    "class_": (_option(list[str], "--class", "Only hops of this class; repeatable."), ()),
    "type": (_option(list[str], "--type", "Only entities of this type between the ends; repeatable."), ()),
    "min_standing": (_option(Standing, "--min-standing", "No hop of a lower standing."), "unjudged"),
    "min_time": (_option(Time, "--min-time", "No worse time verdict."), "sequence"),
    "backwards": (_option(bool, "--backwards", "Read time and scope from TO to FROM."), False),
    "same_arrangement": (_option(bool, "--same-arrangement", "Only chains within one arrangement."), False),
    "through_hubs": (_option(bool, "--through-hubs", "Let chains pass places, groups and hub sides."), False),
    "turns": (_option(bool, "--turns", "Let neighbouring flow hops run against each other."), False),
    "detours": (_option(bool, "--detours", "Keep chains that a better, shorter one makes idle."), False),
    "audience": (_option(Audience | None, "--audience", "Who reads the answer; public unless configured."), None),
    "steps": (_option(int, "--steps", "Budget of steps."), 1_000_000),
    "seconds": (_option(float, "--seconds", "Budget of seconds."), 30.0),
}
"""Parameter -> (annotation, default)."""


def asks_for_chains(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a search; it takes those that were given as its last argument, ``search``."""
    own = inspect.signature(command)
    keep = [one for one in own.parameters.values() if one.name != "search"]
    shared = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)
        for name, (annotation, default) in SEARCH.items()
    ]

    @wraps(command)
    def with_options(**given: Any) -> None:  # noqa: ANN401 -- as typed by the options above
        search = {name: given.pop(name) for name in SEARCH}
        command(**given, search={name: value for name, value in search.items() if value is not None})

    with_options.__signature__ = own.replace(parameters=[*keep, *shared])  # type: ignore[attr-defined]
    with_options.__annotations__ = {one.name: one.annotation for one in (*keep, *shared)}
    return with_options
