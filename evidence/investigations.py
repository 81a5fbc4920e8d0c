"""Which investigations a ledger holds, and which one is meant."""

from sqlmodel import Session, col, select

from evidence.errors import AmbiguousName, NotFound
from evidence.models import Investigation, Record


def investigations(session: Session) -> list[str]:
    """The names of all investigations, in order."""
    return list(session.exec(select(Investigation.name).order_by(col(Investigation.name))))


def the_investigation(session: Session, name: str | None) -> str:
    """The investigation of that name; without a name, the only one. Raises NotFound, AmbiguousName."""
    known = investigations(session)
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
