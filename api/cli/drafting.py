"""Commands that record drafts: a claim with the source and the entities that it needs, in one go."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.fields import (
    CITATION,
    CLAIM,
    ENTITY,
    NEW,
    NEW_SOURCE,
    SOURCE,
    Kind,
    NewEntities,
    claim_content,
    entity_content,
)
from api.cli.keeping import opened
from api.cli.options import takes

if TYPE_CHECKING:
    from evidence.drafts import RecordDraft
    from evidence.ledger import Ledger

Content = dict[str, Any]
_PREFIXES = {"entity": "E", "source": "S", "claim": "K"}


@takes("claim", CLAIM)
@takes("citation", CITATION)
@takes("new_source", NEW_SOURCE)
@takes("new", NEW)
def record_claim(
    supersedes: Annotated[str | None, typer.Option("--supersedes", help="The claim whose place it takes.")] = None,
    new_entity: NewEntities = [],  # noqa: B006 -- typer makes a new list each time
    *,
    claim: Content,
    citation: Content,
    new_source: Content,
    new: Content,
) -> None:
    """Record a claim, with a new source and new entities.

    The claim is a draft until somebody else reviews it and it is published. What it needs and is not there yet is
    recorded with it: a source of which you give --new-source-title and --new-source-origin, and entities.

    \b
    Example:
      throughline record claim --subject E02 --predicate partners_with \\
        --object A90 --new-entity "A90=organisation:Wuhan Police Academy" \\
        --source S90 --assertion own_statement --locator page:4 \\
        --new-source-title "Report 2021" --new-source-origin "The College"
    """
    if "source" not in citation:
        raise typer.BadParameter("--source: name the source that the claim cites, or the key of a new one")
    recorded = [("entity", entity_content(text)) for text in new_entity]
    if new_source:
        told = {name.removeprefix("new_source_"): value for name, value in new_source.items()}
        recorded.append(("source", {**told, **({"key": citation["source"]} if "source" in citation else {})}))
    marks = {"key": new.get("key"), "supersedes": supersedes}
    given = {name: value for name, value in marks.items() if value is not None}
    recorded.append(("claim", {**claim_content(claim, citation), **given, "status": "draft"}))
    _record(new.get("investigation"), recorded)


@takes("entity", ENTITY)
@takes("new", NEW)
def record_entity(
    name: Annotated[list[str], typer.Argument(metavar="NAME...", help="Its names, the one that is shown first.")],
    kind: Annotated[Kind, typer.Option("--kind", help="What it is.")],
    *,
    entity: Content,
    new: Content,
) -> None:
    """Record an organisation, person, place and so on.

    \b
    Example:
      throughline record entity "Wuhan Police Academy" --kind organisation \\
        --type police_college --country CN
    """
    names = [{"text": text} for text in name]
    _record(new.get("investigation"), [("entity", {**entity, **_key(new), "kind": kind, "names": names})])


@takes("source", SOURCE)
@takes("new", NEW)
def record_source(
    title: Annotated[str, typer.Argument(metavar="TITLE", help="Its title.")],
    *,
    source: Content,
    new: Content,
) -> None:
    """Record a published thing.

    Two sources of one origin are one origin: name the report, not the newspaper that repeats it.

    \b
    Example:
      throughline record source "Report 2021" --origin "The College" \\
        --publisher "The College" --address https://example.org/report
    """
    _record(new.get("investigation"), [("source", {**source, **_key(new), "title": title})])


def _key(new: Content) -> Content:
    return {"key": new["key"]} if "key" in new else {}


def _record(investigation: str | None, recorded: Sequence[tuple[str, Content]]) -> None:
    """Record drafts together, in one transaction, and say what comes next."""
    from api.cli.drafted import recorded_under_free_keys
    from api.cli.quotations import checks_told
    from evidence.canonical import record_digest
    from evidence.database import reading
    from evidence.investigations import the_investigation
    from evidence.recording import named, record

    with opened() as resources:
        ledger, actor = resources.ledger, named(resources.settings.actor)
        with reading(ledger.engine) as session:
            name = investigation or the_investigation(session, None)
        drafts = recorded_under_free_keys(
            lambda: _drafts(ledger, name, recorded),
            lambda drafts: record(ledger, drafts, actor=actor, investigation=name),
        )
        told = checks_told(resources, draft.key) if (draft := drafts[-1]).record == "claim" else []
    for draft in drafts:
        print(f"{draft.record} {draft.key} is recorded, digest {record_digest(draft)}")
    for line in told:
        print(line)
    if draft.record == "claim":
        seen = f"--seen {record_digest(draft)} --outcome accepted"
        print(f"next, by somebody else: throughline review {draft.key} {seen}")


def _drafts(ledger: "Ledger", investigation: str, recorded: Sequence[tuple[str, Content]]) -> "list[RecordDraft]":
    """The drafts, after what may be a mistake in them was warned of."""
    from api.cli.drafted import Desk
    from api.cli.likenesses import warn_of_another, warn_of_likenesses, warn_of_origins
    from evidence.database import reading
    from evidence.investigations import every_name

    with reading(ledger.engine) as session:
        desk = Desk(session, investigation)
        new = {content["key"] for kind, content in recorded if kind == "entity" and "key" in content}
        drafts = [desk.draft(kind, content, _PREFIXES[kind], new) for kind, content in recorded]
        warn_of_another(every_name(session), investigation)
        warn_of_likenesses(session, drafts)
        warn_of_origins(session, drafts, investigation)
        return drafts
