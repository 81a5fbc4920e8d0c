"""The verb that records: drafts of any kind, by a named actor, in one transaction.

Invariant: what is recorded here is a draft until somebody publishes it, whatever its text says.
"""

from collections.abc import Sequence

from evidence.database import writing
from evidence.drafts import ClaimDraft, RecordDraft
from evidence.entering import Entered, enter
from evidence.errors import NoActor
from evidence.ledger import Ledger
from evidence.plan import Plan


def record(
    ledger: Ledger,
    drafts: Sequence[RecordDraft],
    *,
    actor: str | None,
    investigation: str,
    supersede: bool = False,
) -> Entered:
    """Record drafts together: a claim with the source and the entities that it needs, say.

    Raises NoActor, or the refusal of the first draft that does not fit; then nothing is recorded.
    """
    with writing(ledger.engine) as session:
        unpublished = [_unpublished(draft) for draft in drafts]
        plan = Plan(session, investigation, unpublished, supersede)
        return enter(plan, actor=named(actor), elsewhere=False)


def named(actor: str | None) -> str:
    """The actor's name; raises NoActor where there is none."""
    if not actor or not actor.strip():
        raise NoActor(
            "who acts? Set THROUGHLINE_ACTOR to your name, for example: export THROUGHLINE_ACTOR='Ada Lovelace'"
        )
    return actor.strip()


def _unpublished(draft: RecordDraft) -> RecordDraft:
    return draft.model_copy(update={"status": "draft"}) if isinstance(draft, ClaimDraft) else draft
