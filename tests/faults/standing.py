"""What stands in a ledger after a fault, compared with what was told before it.

A ledger is sound when its chain holds, its tables say what its chain says, each batch is there whole or not at all,
and what was acknowledged is there; and the graph that is found on the disk, once it has caught up, is the ledger's.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlmodel import Session, col, select, text

from api.graphs import Graphs
from evidence.access import disclose
from evidence.address import Address
from evidence.audit import head
from evidence.database import reading
from evidence.errors import LedgerDamaged
from evidence.ledger import open_ledger
from evidence.models import AuditEvent, Claim, Record
from evidence.trees import leaves_of
from graph.projector import project
from tests.faults.work import ENTERING, Told, keys_of
from tests.graph.store_contract import every_hop


def breaches(address: Address, told: Sequence[Told], folder: Path) -> list[str]:
    """All that is wrong with a ledger, told what was begun and what had returned; empty when it is sound."""
    ledger = open_ledger(address)
    try:
        with reading(ledger.engine) as session:
            return [
                *_of_the_chain(session),
                *_between(session),
                *_of_batches(session, told),
                *_of_publishing(session, told),
                *_of_the_graph(session, folder / "graph"),
            ]
    finally:
        ledger.close()


def _of_the_chain(session: Session) -> Iterator[str]:
    if session.connection().dialect.name == "sqlite":
        yield from (row[0] for row in session.execute(text("PRAGMA integrity_check")) if row[0] != "ok")
        yield from (f"a row of {row[0]} leads nowhere" for row in session.execute(text("PRAGMA foreign_key_check")))
    try:
        leaves_of(session)
    except LedgerDamaged as error:
        yield str(error)


def _between(session: Session) -> Iterator[str]:
    """What the tables say and the chain does not, or the other way round."""
    records = set(session.exec(select(Record.id)))
    events = {one for one in session.exec(select(AuditEvent.record_id)) if one}
    yield from (f"record {one} has no event" for one in records - events)
    yield from (f"an event tells of record {one}, which is not there" for one in events - records)
    for_all = select(AuditEvent.record_id).where(col(AuditEvent.verb).in_(("publish", "load")))
    let_out = set(session.exec(for_all))
    for claim_id, status in session.exec(select(Claim.id, Claim.status)):
        if (status == "published") != (claim_id in let_out):
            yield f"claim {claim_id} is {status}, and the chain says otherwise"


def _of_batches(session: Session, told: Sequence[Told]) -> Iterator[str]:
    begun = {batch for what, verb, batch in told if what == "begun" and verb in ENTERING}
    returned = {batch for what, verb, batch in told if what == "returned" and verb in ENTERING}
    standing = defaultdict[str, set[str]](set)
    for key in session.exec(select(Record.key)):
        standing[key.rpartition("-")[0]].add(key)
    yield from (f"batch {one} was never begun" for one in standing.keys() - begun)
    yield from (f"batch {one} is half there" for one, keys in standing.items() if keys != keys_of(one))
    yield from (f"batch {one} was acknowledged and is lost" for one in returned - standing.keys())


def _of_publishing(session: Session, told: Sequence[Told]) -> Iterator[str]:
    rows = select(Record.key).join(Claim, col(Claim.id) == col(Record.id)).where(Claim.status == "published")
    public = set(session.exec(rows))
    for what, verb, batch in told:
        if (what, verb) == ("returned", "publish") and f"{batch}-C" not in public:
            yield f"publishing {batch} was acknowledged and is lost"


def _of_the_graph(session: Session, folder: Path) -> Iterator[str]:
    followed = Graphs(folder).of(session, "public")
    anew = project(disclose(session, "public"), head(session)[0])
    if every_hop(followed) != every_hop(anew):
        yield "the graph that caught up is not the ledger's"
