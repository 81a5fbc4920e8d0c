"""Which claims stand in the place of another.

Invariant: a claim in whose place another is published does not stand beside it, whatever became of it before.
"""

from sqlmodel import Session, col, select

from evidence.models import Claim, Mention, Record


def superseding(session: Session, claim_id: str) -> list[str]:
    """The keys of the published claims that say that they take the place of the one with the id."""
    query = (
        select(Record.key)
        .join(Claim, col(Claim.id) == col(Record.id))
        .join(Mention, col(Mention.record_id) == col(Record.id))
        .where(Mention.target_id == claim_id, Mention.role == "supersedes", Claim.status == "published")
    )
    return sorted(session.exec(query))
