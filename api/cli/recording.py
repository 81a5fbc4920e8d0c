"""Commands that move what is recorded; each is a verb of a named actor (THROUGHLINE_ACTOR)."""

import mimetypes
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from api.cli.keeping import opened

Key = Annotated[str, typer.Argument(help="A key or an id.")]
ClaimKey = Annotated[str, typer.Argument(metavar="CLAIM", help="A claim by key or id.")]
Reason = Annotated[str, typer.Option("--reason", help="Why; it stays in the history.")]
Attribution = Literal[
    "acknowledges", "denies", "act_not_responsibility", "other_explanation", "answers_something_else", "accepts"
]


def capture(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The bytes as they were saved.")],
    source: Annotated[str, typer.Option("--source", help="The source that they are of.")],
    method: Annotated[str, typer.Option("--method", help="How they were taken.")] = "saved by hand",
) -> None:
    """Keep the exact bytes of a source in the vault, and record who took them, when and how."""
    from evidence.captures import same_bytes, take_capture
    from evidence.database import reading

    content = file.read_bytes()
    with opened() as resources:
        configured = resources.settings
        taken = take_capture(
            resources.ledger,
            configured.vault_path,
            source,
            content,
            method=method,
            actor=configured.actor,
            media_type=mimetypes.guess_type(file.name)[0],
        )
        with reading(resources.ledger.engine) as session:
            others = [key for key in same_bytes(session, taken.sha256) if key != taken.source]
    print(f"{taken.key}: {taken.size} bytes, SHA-256 {taken.sha256}")
    if others:
        print(f"warning: the same bytes were captured of {', '.join(others)}", file=sys.stderr)


def review(
    key: ClaimKey,
    seen: Annotated[str, typer.Option("--seen", help="The digest of the version that you read ('throughline show').")],
    outcome: Annotated[Literal["accepted", "conflict", "issue", "work_needed"], typer.Option("--outcome")],
    note: Annotated[str | None, typer.Option("--note", help="What you found.")] = None,
) -> None:
    """Judge one exact version of a claim; under four eyes the recorder's own approval does not count."""
    from evidence.claims import review_claim

    with opened() as resources:
        actor = resources.settings.actor
        done = review_claim(resources.ledger, key, seen=seen, outcome=outcome, actor=actor, note=note)
    next_step = f"it can be published: throughline publish {key}" if done.publishable else "it cannot be published yet"
    print(f"{done.key}: {outcome}; {next_step}")


def publish(key: ClaimKey) -> None:
    """Publish a reviewed claim: it is in the next chain."""
    from evidence.claims import publish_claim

    with opened() as resources:
        publish_claim(resources.ledger, key, actor=resources.settings.actor)
    print(f"{key} is published")


def withdraw(key: ClaimKey, reason: Reason) -> None:
    """Take a published claim back for now."""
    from evidence.claims import withdraw_claim

    with opened() as resources:
        withdraw_claim(resources.ledger, key, actor=resources.settings.actor, reason=reason)
    print(f"{key} is withdrawn")


def retract(key: Key, reason: Reason) -> None:
    """Take a claim or a source back for good; 'throughline impact' says beforehand what that breaks."""
    from evidence.claims import retract_claim, retract_source
    from evidence.database import reading
    from evidence.locating import locate

    with opened() as resources:
        with reading(resources.ledger.engine) as session:
            found = locate(session, key)
        verb = retract_source if found.kind == "source" else retract_claim
        verb(resources.ledger, key, actor=resources.settings.actor, reason=reason)
    print(f"{key} is retracted")


def reply(
    claim: Annotated[list[str], typer.Argument(metavar="CLAIM...", help="The claims that are answered.")],
    party: Annotated[str, typer.Option("--party", help="Who was asked or answers: a key, an id or a name.")],
    attribution: Annotated[Attribution, typer.Option("--attribution", help="What the answer comes to.")],
    key: Annotated[str | None, typer.Option("--key", help="Its key; made up if not given.")] = None,
    asked: Annotated[str | None, typer.Option("--asked", help="When it was asked.")] = None,
    due: Annotated[str | None, typer.Option("--due", help="When an answer was due.")] = None,
    received: Annotated[str | None, typer.Option("--received", help="When it came.")] = None,
    text: Annotated[str | None, typer.Option("--text", help="What it says, in a few words.")] = None,
    source: Annotated[str | None, typer.Option("--source", help="Where it stands.")] = None,
) -> None:
    """Record a reply; it is printed wherever one of its claims is.

    Example: throughline reply C11 --party E04 --attribution answers_something_else --source S05
    """
    from api.cli.keys import Keys
    from evidence.database import reading
    from evidence.drafts import ReplyDraft
    from evidence.locating import locate
    from evidence.recording import record

    with opened() as resources:
        with reading(resources.ledger.engine) as session:
            keys = Keys(session, locate(session, claim[0], kind="claim").investigation)
            content = {
                "key": key or keys.free("R"),
                "claims": claim,
                "party": keys.of_entity(party),
                "asked": asked,
                "due": due,
                "received": received,
                "attribution": attribution,
                "text": text,
                "source": source,
            }
        draft = ReplyDraft.model_validate({name: value for name, value in content.items() if value is not None})
        record(resources.ledger, [draft], actor=resources.settings.actor, investigation=keys.investigation)
    print(f"{draft.key} is recorded beside {', '.join(claim)}")
