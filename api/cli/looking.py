"""Commands that look: by name, at one record, at what was done to it, and at what holds something up."""

import json
from typing import Annotated, Any

import typer

from api.cli.keeping import opened
from api.cli.options import Audience

Key = Annotated[str, typer.Argument(help="A key or an id.")]


def search(
    text: Annotated[str, typer.Argument(help="A part of a name or title, in any script.")],
    audience: Annotated[Audience | None, typer.Option("--audience", help="Who reads the answer.")] = None,
    limit: Annotated[int, typer.Option("--limit", help="How many at most.")] = 50,
) -> None:
    """Find entities and sources by a part of their name.

    In any script; two Chinese characters are enough.

    \b
    Example:
      throughline search 警察
    """
    from api import questions
    from api.cli.lines import wrapped

    with opened() as resources:
        found = questions.search(resources, text, audience or resources.settings.audience, limit=limit + 1)
    for match in found[:limit]:
        kind = f", {match.kind}" if match.kind else ""
        matched = "" if match.matched == match.name else f" [{match.matched}]"
        print(wrapped(f"{match.key} ({match.record}{kind}): {match.name}{matched}", 0, 4))
    if len(found) > limit:
        print(f"these are the first {limit}; ask for more with --limit, or for a longer part of the name")
    if not found:
        print("nothing of that name; try a shorter part of it")


def show(key: Key) -> None:
    """Show one record as it is kept.

    This is the house's own view: whatever the record's level and status. The digest names the version; a review says
    which one it saw. Of an entity, it says with which others it was judged the same, different or unsure. Of a claim,
    it says of each quotation whether it stands in its capture, and where.

    \b
    Example:
      throughline show C11
    """
    from api.cli.inert import inert
    from api.cli.quotations import in_words
    from evidence.database import reading
    from evidence.judged import judgements_on
    from evidence.locating import locate
    from evidence.replay import quote_check, replay
    from evidence.settings import LEVELS

    with opened() as resources, reading(resources.ledger.engine) as session:
        found = locate(session, key)
        kept = replay(session).kept[found.id]
        judged = judgements_on(resources.disclosure(LEVELS[-1]).judgements, found.id)
    level = LEVELS[found.level]
    print(f"{found.kind} {inert(found.key)} of {inert(found.investigation)}")
    print(f"id       {found.id}\ndigest   {found.digest}")
    print(f"level    {level}{'' if level == 'public' else ' (not public)'}")
    if kept.status:
        print(f"status   {kept.status}{'' if kept.status in ('published', 'current') else ' (not public)'}")
    elsewhere = ", reviewed elsewhere" if found.elsewhere and found.kind == "claim" else ""
    print(f"by       {inert(found.recorded_by)}{elsewhere}")
    for one, other in judged:
        print(inert(f"judged   {one.verdict}: {other.key} {other.name} ({one.key}): {one.basis}"))
    for number, citation in enumerate(kept.content.get("citations", ())):
        if "quote" in citation and "capture" in citation:
            print(f"quote {number + 1}  {in_words(quote_check(kept, number))}")
    now = {**kept.content, **({"status": kept.status} if kept.kind == "claim" else {})}
    print(inert(json.dumps(now, ensure_ascii=False, indent=2)))


def history(key: Key) -> None:
    """Tell what was done to a record, by whom and when.

    With its reviews and replies. This is the house's own view, whatever the record's level and status. An event has
    its number and its UTC time, whole: either, given to --known-at, asks as of then, with that event in it.

    \b
    Example:
      throughline history C11
    """
    from api.cli.inert import inert
    from evidence import history as told
    from evidence.database import reading

    with opened() as resources, reading(resources.ledger.engine) as session:
        events = told.history(session, key)
    for event in events:
        print(inert(f"{event.seq:6}  {event.at}  {event.actor}  {event.verb} {event.key}{_moved(event.body)}"))


def _moved(body: dict[str, Any]) -> str:
    """What an event changed, as far as one line tells."""
    told = [f"{name} {body[name]}" for name in ("status", "outcome", "reason") if name in body]
    return f"  {', '.join(told)}" if told else ""


def why(
    key: Annotated[str, typer.Argument(metavar="CLAIM|HOP", help="A claim by key or id, or a hop by id.")],
    audience: Annotated[Audience | None, typer.Option("--audience", help="Who reads the answer.")] = None,
) -> None:
    """Say what supports a claim or a hop.

    Every citation with its origin and whether it counts, denials, notes and replies. The id of a hop stands in the
    JSON of 'chains'.

    \b
    Example:
      throughline why C11
    """
    from api import questions
    from api.cli.answer_text import claims_text, hop_text
    from graph.answer import HopOut

    with opened() as resources:
        found = questions.why(resources, key, audience or resources.settings.audience)
    print(hop_text(found) if isinstance(found, HopOut) else claims_text(found))
