"""Commands that look: by name, at one record, at what was done to it, and at what holds something up."""

import json
from typing import Annotated

import typer

from api.cli.keeping import opened
from api.cli.options import Audience

Key = Annotated[str, typer.Argument(help="A key or an id.")]


def search(
    text: Annotated[str, typer.Argument(help="A part of a name or title, in any script.")],
    audience: Annotated[Audience | None, typer.Option("--audience", help="Who reads the answer.")] = None,
    limit: Annotated[int, typer.Option("--limit", help="How many at most.")] = 50,
) -> None:
    """Find entities and sources by a part of their name or title; two Chinese characters are enough.

    Example: throughline search 警察
    """
    from api import questions

    with opened() as resources:
        found = questions.search(resources, text, audience or resources.settings.audience, limit=limit)
    for match in found:
        matched = "" if match.matched == match.name else f"  [{match.matched}]"
        print(f"{match.key:8} {match.record:7} {match.kind or '':14} {match.name}{matched}")
    if not found:
        print("nothing of that name; try a shorter part of it")


def show(key: Key) -> None:
    """Show one record as it is kept, whatever its level or status: the house's own view.

    The digest names the version; a review must say which one it saw.
    """
    from evidence.database import reading
    from evidence.locating import locate
    from evidence.replay import replay_keys
    from evidence.settings import LEVELS

    with opened() as resources, reading(resources.ledger.engine) as session:
        found = locate(session, key)
        kept = replay_keys(session, found.investigation, [found.key]).kept[found.id]
    level = LEVELS[found.level]
    print(f"{found.kind} {found.key} of {found.investigation}\nid       {found.id}\ndigest   {found.digest}")
    print(f"level    {level}{'' if level == 'public' else ' (not public)'}")
    if kept.status:
        print(f"status   {kept.status}{'' if kept.status in ('published', 'current') else ' (not public)'}")
    print(f"by       {found.recorded_by}{', reviewed elsewhere' if found.elsewhere else ''}")
    print(json.dumps(kept.content, ensure_ascii=False, indent=2))


def history(key: Key) -> None:
    """Tell what was done to a record, by whom and when, with its reviews and replies: the house's own view."""
    from evidence import history as told
    from evidence.database import reading

    with opened() as resources, reading(resources.ledger.engine) as session:
        events = told.history(session, key)
    for event in events:
        moved = {name: event.body[name] for name in ("status", "outcome", "reason") if name in event.body}
        detail = ", ".join(f"{name} {value}" for name, value in moved.items())
        print(f"{event.seq:6}  {event.at[:19]}Z  {event.actor}  {event.verb} {event.key}  {detail}".rstrip())


def why(
    key: Annotated[str, typer.Argument(metavar="CLAIM|HOP", help="A claim by key or id, or a hop by id.")],
    audience: Annotated[Audience | None, typer.Option("--audience", help="Who reads the answer.")] = None,
) -> None:
    """Say what supports a claim or a hop: every citation, whether it counts, its origin, and the replies.

    Example: throughline why C11
    """
    from api import questions
    from api.cli.answer_text import claim_text, hop_text
    from graph.answer import HopOut

    with opened() as resources:
        found = questions.why(resources, key, audience or resources.settings.audience)
    print(hop_text(found) if isinstance(found, HopOut) else claim_text(found))
