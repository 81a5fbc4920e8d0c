"""What is handed out is built at: the public head, its day, and the head of the public tree.

Invariant: nothing hidden moves any of them; what is told as of an earlier event has those of then; none is of the
house's own chain or tree.
"""

from api.resources import Resources
from evidence.database import reading
from evidence.editions import checkpoint_at
from evidence.exchange.heads import public_head
from evidence.settings import LEVELS
from reports.document import BuiltAt


def built_at(resources: Resources, audience: str = LEVELS[0], known_at: str | None = None) -> BuiltAt:
    """The public head, its day and the public tree as last signed: now, or as recorded by then for the audience."""
    if known_at is not None:
        return built_then(resources, resources.cursor(audience, known_at))
    return {
        "head": resources.public_head(),
        "made_on": resources.last_day(LEVELS[0]),
        "checkpoint": resources.public_checkpoint(),
    }


def head_at(resources: Resources, audience: str, known_at: str | None) -> str:
    """The public head alone: now, or as recorded by then for the audience."""
    if known_at is None:
        return resources.public_head()
    with reading(resources.ledger.engine) as session:
        return public_head(session, resources.cursor(audience, known_at))


def built_then(resources: Resources, cursor: int) -> BuiltAt:
    """The same at an event, by the number that the audit chain gives it."""
    with reading(resources.ledger.engine) as session:
        return {
            "head": public_head(session, cursor),
            "made_on": resources.event_numbers(LEVELS[0]).last_day(cursor),
            "checkpoint": checkpoint_at(session, cursor),
        }
