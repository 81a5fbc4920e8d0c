"""Whether the graphs that are kept beside a ledger are those that the ledger makes.

Invariant: a graph is compared as a door would hand it out, followed to the last event, hop by hop and entity by
entity, with one made anew of all that its audience sees. Nothing is written, whatever the snapshots hold.
"""

from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session

from api.graphs import Graphs
from evidence.access import disclose
from evidence.address import Address
from evidence.audit import head
from evidence.errors import GraphDamaged
from evidence.ledger import reading_at
from evidence.settings import LEVELS
from evidence.verification.faults import Fault
from graph.projector import project

_UNREADABLE = (GraphDamaged, OSError, ArithmeticError, LookupError, TypeError, ValueError)
"""What numbers raise that lead nowhere: somebody may have written a snapshot with sound checksums."""


@dataclass(frozen=True, slots=True)
class Compared:
    """How many graphs were there to be compared, and those that are others."""

    graphs: int
    faults: list[Fault]


def compare_graphs(address: Address, folder: Path) -> Compared:
    """Compare the graph of each audience that has one; raises what opening the ledger raises."""
    with reading_at(address) as session:
        compared = {audience: _fault(session, folder, audience) for audience in LEVELS}
    told = {audience: reason for audience, reason in compared.items() if reason is not None}
    return Compared(len(told), [Fault("graph", audience, reason) for audience, reason in told.items() if reason])


def _fault(session: Session, folder: Path, audience: str) -> str | None:
    """What is wrong with the graph of an audience: nothing (""), or that there is none (None)."""
    try:
        kept = Graphs(folder, keeps=False).followed(session, audience)
        if kept is None:
            return None
        anew = project(disclose(session, audience), head(session)[0])
        return "" if kept.everything() == anew.everything() else f"not the graph of what {audience} readers see"
    except _UNREADABLE:
        return "it cannot be read"
