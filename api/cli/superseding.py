"""The command that corrects a claim: by a later one, which takes its place when it is published."""

from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from api.cli.fields import CITATION, CLAIM, claim_content
from api.cli.keeping import opened
from api.cli.options import takes
from api.cli.recording import ClaimKey

if TYPE_CHECKING:
    from sqlmodel import Session

    from evidence.drafts import ClaimDraft

Content = dict[str, Any]


@takes("claim", CLAIM)
@takes("citation", CITATION)
def supersede(
    key: ClaimKey,
    new_key: Annotated[str | None, typer.Option("--key", help="The key of the new one; made up if not given.")] = None,
    *,
    claim: Content,
    citation: Content,
) -> None:
    """Record a corrected version of a claim.

    As the older one is, but for what you give. It is a draft: reviewed and published, it takes the older one's place,
    which stays in the history. A citation that you give takes the place of those of the same source, or comes after
    the others.

    \b
    Example:
      throughline supersede C11 --edtf 2019/2021 --note "From the report itself."
    """
    from api.cli.drafted import recorded_under_free_keys
    from api.cli.quotations import checks_told
    from evidence.canonical import record_digest
    from evidence.claims import supersede_claim
    from evidence.database import reading

    with opened() as resources:
        ledger, actor = resources.ledger, resources.settings.actor

        def drafts() -> "list[ClaimDraft]":
            with reading(ledger.engine) as session:
                return [_corrected(session, key, claim_content(claim, citation), new_key)]

        (draft,) = recorded_under_free_keys(
            drafts, lambda made: supersede_claim(ledger, key, cast("ClaimDraft", made[0]), actor=actor)
        )
        told = checks_told(resources, draft.key)
    digest = record_digest(draft)
    print(f"claim {draft.key} is recorded, digest {digest}; published, it takes the place of {key}")
    for line in told:
        print(line)
    print(f"next, by somebody else: throughline review {draft.key} --seen {digest} --outcome accepted")


def _corrected(session: "Session", key: str, changes: Content, new_key: str | None) -> "ClaimDraft":
    from api.cli.drafted import Desk
    from evidence.locating import locate
    from evidence.replay import replay_keys

    older = locate(session, key, kind="claim")
    content = replay_keys(session, older.investigation, [older.key]).kept[older.id].content
    citations = [*content["citations"]]
    for given in changes.pop("citations", []):
        citations = [*(one for one in citations if one["source"] != given.get("source")), given]
    period = {**content.get("period", {}), **changes.pop("period", {})}
    dated = {"period": period} if period else {}
    marks = {"status": "draft", "key": new_key, "supersedes": older.key}
    corrected = {**content, **changes, **dated, **marks, "citations": citations}
    return cast("ClaimDraft", Desk(session, older.investigation).draft("claim", corrected, f"{older.key}-"))
