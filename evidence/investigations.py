"""Which investigations a ledger holds, and which one is meant.

Invariant: one of which a reader sees nothing is not there for them, not even by its name.
"""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from evidence.errors import AmbiguousName, NotFound
from evidence.exchange.cut import drafts_for
from evidence.models import Investigation, Record
from evidence.settings import LEVELS


def investigations(session: Session, audience: str = LEVELS[-1]) -> list[str]:
    """The names of all investigations of which an audience sees anything, in order."""
    return [name for name in every_name(session) if drafts_for(session, audience, name)]


def every_name(session: Session) -> Sequence[str]:
    """The names of all investigations, in order, as the house sees them."""
    return session.exec(select(Investigation.name).order_by(col(Investigation.name))).all()


def the_investigation(session: Session, name: str | None, audience: str = LEVELS[-1]) -> str:
    """The investigation of that name; without a name, the only one. Raises NotFound, AmbiguousName."""
    known = investigations(session, audience)
    if name is not None:
        if name not in known:
            raise NotFound(f"there is no investigation {name!r}; there is: {', '.join(known) or 'none'}")
        return name
    if not known:
        raise NotFound("the ledger holds no investigation yet")
    if len(known) > 1:
        raise AmbiguousName("--investigation", [(one, one, "investigation") for one in known])
    return known[0]


def described_by(session: Session, name: str) -> str | None:
    """The key of the record that describes the investigation of that name, if there is one."""
    query = select(Record.key).join(Investigation, col(Investigation.id) == col(Record.investigation_id))
    return session.exec(query.where(Investigation.name == name, Record.kind == "investigation")).first()
