"""What holds of a ledger as a whole: its schema version and its policy."""

from sqlmodel import Session

from evidence.errors import WrongLedger
from evidence.models import Property

SCHEMA_VERSION = "2"


def policy_of(session: Session) -> str:
    """``four_eyes`` or ``single_handed``, as decided when the ledger was made."""
    return _value(session, "policy")


def schema_version_of(session: Session) -> str:
    """The version of the tables."""
    return _value(session, "schema_version")


def _value(session: Session, name: str) -> str:
    found = session.get(Property, name)
    if found is None:
        raise WrongLedger(f"this is no ledger: it does not say its {name}")
    return found.value
