"""Commands that move what is recorded; each is a verb of a named actor (THROUGHLINE_ACTOR)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from api.cli.fields import NEW, REPLY
from api.cli.keeping import opened
from api.cli.options import takes

if TYPE_CHECKING:
    from evidence.drafts import RecordDraft

Key = Annotated[str, typer.Argument(help="A key or an id.")]
ClaimKey = Annotated[str, typer.Argument(metavar="CLAIM", help="A claim by key or id.")]
Reason = Annotated[str, typer.Option("--reason", help="Why; it stays in the history.")]


def review(
    key: ClaimKey,
    seen: Annotated[str, typer.Option("--seen", help="The digest of the version that you read ('throughline show').")],
    outcome: Annotated[
        Literal["accepted", "conflict", "issue", "work_needed"], typer.Option("--outcome", help="What you found.")
    ],
    note: Annotated[str | None, typer.Option("--note", help="In your words.")] = None,
) -> None:
    """Judge one exact version of a claim.

    Under four eyes the recorder's own approval does not count. 'throughline show' prints the claim and its digest; a
    digest that no longer stands is refused.

    \b
    Example:
      throughline review K001 --seen 0b49...4156 --outcome accepted
    """
    from evidence.claims import review_claim

    with opened() as resources:
        actor = resources.settings.actor
        done = review_claim(resources.ledger, key, seen=seen, outcome=outcome, actor=actor, note=note)
    next_step = f"it can be published: throughline publish {key}"
    if done.missing:
        next_step = f"it cannot be published yet: {done.missing}"
    print(f"{done.key}: {outcome}; {next_step}")


def publish(key: ClaimKey) -> None:
    """Publish a reviewed claim: it is in the next chain.

    \b
    Example:
      throughline publish K001
    """
    from evidence.claims import publish_claim

    with opened() as resources:
        publish_claim(resources.ledger, key, actor=resources.settings.actor)
    print(f"{key} is published")


def withdraw(key: ClaimKey, reason: Reason) -> None:
    """Take a published claim back for now.

    It can be published again.

    \b
    Example:
      throughline withdraw K001 --reason "The page has changed."
    """
    from evidence.claims import withdraw_claim

    with opened() as resources:
        withdraw_claim(resources.ledger, key, actor=resources.settings.actor, reason=reason)
    print(f"{key} is withdrawn")


def retract(key: Key, reason: Reason) -> None:
    """Take a claim or a source back for good.

    It stays in the history. 'throughline impact' says beforehand what that breaks.

    \b
    Example:
      throughline retract S09 --reason "The publisher took it back."
    """
    from evidence.claims import retract_claim, retract_source
    from evidence.database import reading
    from evidence.locating import locate

    with opened() as resources:
        with reading(resources.ledger.engine) as session:
            found = locate(session, key)
        verb = retract_source if found.kind == "source" else retract_claim
        verb(resources.ledger, key, actor=resources.settings.actor, reason=reason)
    print(f"{key} is retracted")


@takes("content", REPLY)
@takes("new", {"key": NEW["key"]})
def reply(
    claims: Annotated[list[str], typer.Argument(metavar="CLAIM...", help="The claims that are answered.")],
    *,
    content: dict[str, Any],
    new: dict[str, Any],
) -> None:
    """Record a reply, or that none came by a date.

    It is printed wherever one of its claims is.

    \b
    Example:
      throughline reply C11 --party E04 --attribution answers_something_else \\
        --received 2022-07-07 --source S05
    """
    from api.cli.drafted import Desk, recorded_under_free_keys
    from evidence.database import reading
    from evidence.locating import locate
    from evidence.recording import record

    with opened() as resources:
        ledger, actor = resources.ledger, resources.settings.actor
        with reading(ledger.engine) as session:
            answered = [locate(session, claim, kind="claim") for claim in claims]
        keys, investigation = [claim.key for claim in answered], answered[0].investigation

        def drafts() -> "Sequence[RecordDraft]":
            with reading(ledger.engine) as session:
                return [Desk(session, investigation).draft("reply", {**content, **new, "claims": keys}, "R")]

        (draft,) = recorded_under_free_keys(
            drafts, lambda made: record(ledger, made, actor=actor, investigation=investigation)
        )
    print(f"reply {draft.key} is recorded beside {', '.join(keys)}")
